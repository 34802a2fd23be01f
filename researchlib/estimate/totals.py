"""Totals, ratios and medians, with the design's errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from researchlib.clean.answers import Answers
from researchlib.estimate import say
from researchlib.estimate.cells import Cells, Groups, tally
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.estimates import Estimates, Measure, asked_of
from researchlib.estimate.grouping import group_codes, label_rows, numbers, weights
from researchlib.study.codebook import Question
from researchlib.terms import policy
from researchlib.terms.words import Kind


def total(
    answers: Answers,
    variable: str,
    *,
    of: str | Sequence[str] | None = None,
    by: str | None = None,
    weight: str | None = None,
) -> Estimates:
    """总量估计：由样本推算总体中一共多少（人、元、次）。

    Parameters
    ----------
    answers : Answers
        Its design must lead from the sample to a population (sizes or weights).
    variable : str
        A number; or a single choice, with the choices to count in `of`.
    of : str or list of str, optional
        The choices counted.
    by, weight : str, optional
        As for `share`.

    Returns
    -------
    Estimates
        value, low, high in the unit of the variable; Student's interval, linearised
        (Cochran 1977).

    Raises
    ------
    DataProblem
        The design says nothing of a population.

    Examples
    --------
    >>> total(answers, "visits", by="community")
    近一年去过几次
    group     value       low      high   n ...
      东社区  7970.149  7025.954  8914.344  67 ...
      西社区  5358.491  4695.348  6021.634  53 ...
       全体 13328.640 12174.836 14482.443 120 ...
    """
    w = weights(answers, weight)
    if weight is None and not answers.design.complex and not answers.design.frame_size:
        raise say.no_population(answers.name)
    y = _values(answers, variable, of)
    return _estimate(answers, Measure.TOTAL, variable, y, np.ones(len(w)), w, by, ratio=False)


def ratio(
    answers: Answers,
    variable: str,
    over: str,
    *,
    by: str | None = None,
    weight: str | None = None,
) -> Estimates:
    """比值：两个数值题总量之比，例如人均、户均、每次花费。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable, over : str
        Two numbers: sum of the first over sum of the second, of those who answered both.
    by, weight : str, optional
        As for `share`.

    Returns
    -------
    Estimates
        Student's 95 % interval of the linearised ratio (Woodruff 1971).

    Examples
    --------
    >>> ratio(answers, "cost", "visits")
    近一年一共花了多少元
     value    low   high   n ...
    10.675 10.583 10.767 120 ...
    """
    w = weights(answers, weight)
    y, x = _values(answers, variable, None), _values(answers, over, None)
    return _estimate(answers, Measure.RATIO, variable, y, x, w, by, ratio=True)


def median(
    answers: Answers,
    variable: str,
    *,
    by: str | None = None,
    weight: str | None = None,
) -> Estimates:
    """中位数：一半人在它以下，一半人在它以上；不受个别特别大的数影响。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        A number.
    by, weight : str, optional
        As for `share`.

    Returns
    -------
    Estimates
        The smallest value with half the weight at or below it; Woodruff's (1952) interval.
        Made from the values themselves, not from cells.

    Examples
    --------
    >>> median(answers, "wage")
    您每月的工资
       value      low     high   n ...
    2500.000 2400.000 2600.000 120 ...
    """
    y, w = _values(answers, variable, None), weights(answers, weight)
    groups = group_codes(answers, by)
    cells = _cells(answers, y, groups, w)
    inside = [np.flatnonzero(rows) for rows in groups.inside()]
    found = np.array([_middle(answers, y, w, rows) for rows in inside]).T[:, :, None]
    table = numbers(
        label_rows(groups.names, [("", "")], cells),
        cells,
        value=found[0],
        low=found[1],
        high=found[2],
    )
    rows = answers.codebook.rows(variable)
    return Estimates(Measure.MEDIAN, variable, table, asked_of(answers, rows, (), by), rows, cells)


def _middle(
    answers: Answers,
    y: np.ndarray,
    w: np.ndarray,
    rows: np.ndarray,
) -> tuple[float, float, float]:
    known = rows[~np.isnan(y[rows])]
    if not len(known):
        return (np.nan,) * 3
    order = known[np.argsort(y[known], kind="stable")]
    reached = np.cumsum(w[order]) / w[order].sum()

    def at(p: float) -> float:
        return float(y[order][min(np.searchsorted(reached, p - 1e-12), len(order) - 1)])

    middle = at(0.5)
    part = np.zeros(len(y))
    below = y[known] <= middle
    part[known] = w[known] * (below - np.average(below, weights=w[known])) / w[known].sum()
    se = float(np.sqrt(covariance(answers, part[:, None])[0, 0]))
    half = stdtrit(freedom(answers), (1 + policy.LEVEL) / 2) * se
    return middle, at(max(0.5 - half, 0)), at(min(0.5 + half, 1))


def _estimate(
    answers: Answers,
    measure: Measure,
    variable: str,
    y: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    by: str | None,
    *,
    ratio: bool,
) -> Estimates:
    """Group by group: the sum of wy, or its ratio to the sum of wx, and its linearised error."""
    groups = group_codes(answers, by)
    known = ~np.isnan(y) & ~np.isnan(x)
    cells = _cells(answers, np.where(known, y, np.nan), groups, w)
    parts, values = [], []
    for within in groups.inside():
        at = within & known
        wy, wx = np.where(at, w * np.nan_to_num(y), 0), np.where(at, w * np.nan_to_num(x), 0)
        value = wy.sum() / wx.sum() if ratio else wy.sum()
        values.append(value)
        parts.append((wy - value * wx) / wx.sum() if ratio else wy)
    se = np.sqrt(np.diag(covariance(answers, np.stack(parts, axis=1))))
    half = stdtrit(freedom(answers), (1 + policy.LEVEL) / 2) * se
    value = np.array(values)
    table = numbers(
        label_rows(groups.names, [("", "")], cells),
        cells,
        value=value[:, None],
        low=(value - half)[:, None],
        high=(value + half)[:, None],
    )
    table["se"] = se if by else se[-1:]
    rows = answers.codebook.rows(variable)
    return Estimates(measure, variable, table, asked_of(answers, rows, (), by), rows, cells)


def _cells(answers: Answers, y: np.ndarray, groups: Groups, w: np.ndarray) -> Cells:
    everyone = np.ones((len(y), 1), bool)
    return tally(answers, y[:, None], everyone, groups, w)


def _values(answers: Answers, variable: str, of: str | Sequence[str] | None) -> np.ndarray:
    question: Question = answers.question(variable)
    known = answers.answered(variable)
    if of is not None:
        wanted = [of] if isinstance(of, str) else list(of)
        ticked = answers.frame[variable].isin(wanted).to_numpy()
        return np.where(known, ticked, np.nan).astype(float)
    if question.kind is not Kind.NUMBER:
        raise say.no_average(question.text, question.kind)
    return np.where(known, pd.to_numeric(answers.frame[variable]).to_numpy(float), np.nan)
