"""What stands in order: a trend over groups, two orders that go together."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import chosen, listed, of_table, said
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.models import say
from researchlib.estimate.models.association import Test, says_how, t_test
from researchlib.estimate.models.group_tests import below
from researchlib.estimate.models.regression import least_squares
from researchlib.terms.words import Kind


@of_table
@says_how
def trend_test(
    answers: Answers,
    variable: str,
    *,
    by: str,
    of: str | Sequence[str] | None = None,
    order: Sequence[str] | None = None,
) -> Test:
    """有先后的几组，是不是一组比一组高（或低）：趋势检验。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        A number or scale; with `of` any question with choices.
    by : str
        A scale; or a single choice, its choices in `order`.
    of : str or list of str, optional
        The choices whose share is looked at.
    order : list of str, optional
        The groups from first to last; those of `by` that are not named are left out.

    Returns
    -------
    Test
        The slope over the groups' places 1, 2, …, with the errors of linear_model. Effect: the
        change from one group to the next.

    Examples
    --------
    >>> found = trend_test(answers, "importance.meals", by="satisfaction.meals")
    >>> found.n, round(found.size, 2)
    (120, -0.09)
    """
    row = answers.question(by)
    codes, known = answers.single(by)
    named = chosen(answers, row, listed(order)) or known
    if order is None and row.kind is not Kind.SCALE or len(named) < 3:
        raise say.problem("no_order", row.text)
    place = np.full(len(known) + 1, np.nan)
    place[[known.index(name) for name in named]] = np.arange(1.0, len(named) + 1)
    x = place[codes]
    y = (
        said(answers, variable, of)
        if of is not None
        else scores(answers, answers.question(variable))
    )
    keep = answers.domain & ~np.isnan(x) & ~np.isnan(y)
    if len(np.unique(x[keep])) < 3:
        raise say.problem("nothing_to_compare", row.text)
    found = least_squares(answers, np.column_stack([np.ones(keep.sum()), x[keep]]), y[keep], keep)
    return t_test(
        say.TREND,
        say.PER_STEP,
        found.beta[1],
        found.covariance[1, 1],
        found.df[1],
        int(keep.sum()),
    )


@of_table
@says_how
def rank_correlation(answers: Answers, first: str, second: str) -> Test:
    """两个评分（数值）是否一起高、一起低：斯皮尔曼等级相关。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    first, second : str
        Two numbers or scales.

    Returns
    -------
    Test
        Spearman's (1904) rho, p by Student's t (Kendall 1938); under a design of the weighted
        ranks, p from its linearised error. Effect: rho, its interval linearised (the ranks are
        estimates too) on the scale of Fisher's z.

    Examples
    --------
    >>> found = rank_correlation(answers, "importance.meals", "satisfaction.meals")
    >>> found.n, round(found.size, 2)
    (120, -0.14)
    """
    x, y = (scores(answers, answers.question(v)) for v in (first, second))
    keep = answers.domain & ~np.isnan(x) & ~np.isnan(y)
    n = int(keep.sum())
    w = np.where(keep, answers.weights(), 0) / answers.weights()[keep].sum()
    ranks = [below(values, w) for values in (x, y)]
    apart = [r - w @ r for r in ranks]
    a, b = (np.sqrt(w @ r**2) for r in apart)
    if not min(a, b) > 0:
        raise say.problem("nothing_to_compare", answers.question(first).text)
    u, v = apart[0] / a, apart[1] / b
    rho = w @ (u * v)
    part = u * v - rho * (u**2 + v**2) / 2
    part -= (below(x, w * v) - rho * below(x, w * u)) / a  # the ranks are estimates too
    part -= (below(y, w * u) - rho * below(y, w * v)) / b
    variance = covariance(answers, (w * part)[:, None])[0, 0]
    found = t_test(say.SPEARMAN, say.RHO, rho, variance, freedom(answers, keep) - 1, n)
    half = (found.high - rho) / (1 - rho**2)
    low, high = np.tanh(np.arctanh(rho) + np.array([-half, half]))
    if not answers.design.complex:
        t = rho * np.sqrt((n - 2) / (1 - rho**2))
        p = float(2 * stats.t.sf(abs(t), n - 2))
        found = replace(found, statistic=float(t), df=(n - 2.0,), p=p)
    return replace(found, low=float(low), high=float(high))
