"""Totals, ratios and medians, with the design's errors."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate import say
from researchlib.estimate.arguments import by_any_name, group_codes, said, weights
from researchlib.estimate.average import scores
from researchlib.estimate.cells import Cells, Groups, tally
from researchlib.estimate.design_errors import covariance, departures, freedom
from researchlib.estimate.estimates import Estimates, Measure, estimated
from researchlib.estimate.interval import quantile, student
from researchlib.terms.words import Kind


@by_any_name
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
        清洗过的答卷；抽样设计要能由样本推到总体（写明总体人数或权重）。
    variable : str
        一道数值题；或者一道单选题，要数的选项写在 `of` 里。
    of : str or list of str, optional
        要数的选项。
    by, weight : str, optional
        同 share。

    Returns
    -------
    Estimates
        value、low、high 的单位与题目相同；学生 t 区间，线性化（Cochran，1977）。
        问了没有回答的人，当作与回答了的人一样：问了的全部人数乘以回答的平均值。

    Raises
    ------
    DataProblem
        抽样设计没有写明总体。

    Examples
    --------
    >>> total(answers, "visits", by="community")
    近一年去过几次
    group     value       low      high   n ...
      东社区  7970.149  7018.186  8922.112  67 ...
      西社区  5358.491  4686.515  6030.466  53 ...
       全体 13328.640 12174.836 14482.443 120 ...
    """
    w = weights(answers, weight)
    leads = answers.design.weight or weight or np.isfinite(answers.strata()[2]).all()
    if not leads:
        raise say.problem("no_population", answers.name)
    y = said(answers, variable, of) if of is not None else _values(answers, variable)
    return _estimate(answers, Measure.TOTAL, variable, y, np.ones(len(w)), w, by)


@by_any_name
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
        清洗过的答卷，来自 clean_answers。
    variable, over : str
        两道数值题：两题都答了的人，前一题的合计除以后一题的合计。
    by, weight : str, optional
        同 share。

    Returns
    -------
    Estimates
        线性化的比率和学生 t 的95%区间（Woodruff，1971）。

    Examples
    --------
    >>> ratio(answers, "cost", "visits")
    近一年一共花了多少元
     value    low   high   n ...
    10.675 10.583 10.767 120 ...
    """
    w = weights(answers, weight)
    y, x = _values(answers, variable), _values(answers, over)
    return _estimate(answers, Measure.RATIO, variable, y, x, w, by)


@by_any_name
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
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道数值题。
    by, weight : str, optional
        同 share。

    Returns
    -------
    Estimates
        权重累计到一半时的最小取值；区间按伍德拉夫法（Woodruff，1952）。由各人的数值直接计算，
        不经过分组合计。

    Examples
    --------
    >>> median(answers, "wage")
    您每月的工资
       value      low     high   n ...
    2500.000 2400.000 2600.000 120 ...
    """
    y, w = _values(answers, variable), weights(answers, weight)
    groups = group_codes(answers, by)
    cells = _cells(answers, y, groups, w)
    inside = [np.flatnonzero(rows) for rows in groups.inside()]
    found = np.array([_middle(answers, y, w, rows) for rows in inside]).T[:, :, None]
    return estimated(answers, Measure.MEDIAN, variable, by, cells, *found)


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
    half = float(quantile(freedom(answers, known))) * se
    return middle, at(max(0.5 - half, 0)), at(min(0.5 + half, 1))


def _estimate(
    answers: Answers,
    measure: Measure,
    variable: str,
    y: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    by: str | None,
) -> Estimates:
    """Group by group: the ratio of the sum of wy to that of wx, times all who were asked where it
    is a total, and its linearised error."""
    groups = group_codes(answers, by)
    known = ~np.isnan(y) & ~np.isnan(x)
    cells = _cells(answers, np.where(known, y, np.nan), groups, w)
    asked = answers.asked(variable)
    parts, values = [], []
    for inside in groups.inside():
        used = np.where(inside & known, w, 0)
        wy, wx = used * np.nan_to_num(y), used * np.nan_to_num(x)
        found = wy.sum() / wx.sum() if wx.any() else np.nan
        part = (wy - found * wx) / wx.sum()
        if measure is Measure.TOTAL:
            whole = np.where(inside & asked, w, 0)
            part = found * whole + whole.sum() * part
            found = found * whole.sum()
        values.append(found)
        parts.append(part)
    apart = departures(answers, np.stack(parts, axis=1))
    cells = replace(cells, shared=(apart.T @ apart)[:, :, None], known=True)
    value = np.array(values)[:, None]
    interval = student(value, cells.variance, cells.df)
    made = estimated(answers, measure, variable, by, cells, value, *interval)
    made.table["design_effect"] = np.nan
    return made


def _cells(answers: Answers, y: np.ndarray, groups: Groups, w: np.ndarray) -> Cells:
    everyone = np.ones((len(y), 1), bool)
    return tally(answers, y[:, None], everyone, groups, w)


def _values(answers: Answers, variable: str) -> np.ndarray:
    question = answers.question(variable)
    if question.kind is not Kind.NUMBER:
        raise say.problem("no_average", question.text, question.kind)
    return scores(answers, question)
