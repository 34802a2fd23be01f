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
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道数值题或量表题；写了 `of` 的，可以是任何有选项的题。
    by : str
        一道量表题；或者一道单选题，选项的次序写在 `order` 里。
    of : str or list of str, optional
        看哪几个选项合起来的占比。
    order : list of str, optional
        从第一组到最后一组；`by` 的选项没有写进来的，不计入。

    Returns
    -------
    Test
        按各组的位置1、2、……求斜率，误差与 linear_model 相同。效应量是每往后一组的变化。

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
        清洗过的答卷，来自 clean_answers。
    first, second : str
        两道数值题或量表题。

    Returns
    -------
    Test
        斯皮尔曼 ρ（Spearman，1904），p 用学生 t 法（Kendall，1938）；复杂抽样的用加权的秩，
        p 用线性化的误差。效应量是 ρ，区间在费希尔 z 的尺度上按线性化的误差计算
        （秩本身也是估计出来的）。

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
