"""Averages: of a number, of a scale item, of each item of a matrix."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from researchlib.clean.answers import Answers, tick_columns
from researchlib.estimate import say
from researchlib.estimate.arguments import by_any_name, group_codes, told_beforehand, weights
from researchlib.estimate.cells import tally
from researchlib.estimate.design_errors import covariance, parts_of_means
from researchlib.estimate.estimates import Estimates, Measure, estimated
from researchlib.estimate.interval import student
from researchlib.estimate.models.silent import silence
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind


@by_any_name
def average(
    answers: Answers,
    variable: str,
    *,
    by: str | None = None,
    weight: str | None = None,
) -> Estimates:
    """平均值：数值题的平均数，或量表题的平均分（文字选项1分起，按方向，反向题已反转）。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        哪道数值题或量表题；矩阵题写名称，一项一行；排序题得到每个选项的平均名次。
    by : str, optional
        按哪道单选题分组，另有一行“全体”。
    weight : str, optional
        用 `answers.frame` 里的哪一列加权；不写的，用抽样设计的权重。

    Returns
    -------
    Estimates
        value、low、high 的单位与题目相同（量表从1分起）；95%区间按学生 t 法（Student，1908），
        复杂抽样的用线性化的误差，自由度按参加平均的人算。

    Raises
    ------
    DataProblem
        没有这个变量，或者它的选项没有次序。

    Examples
    --------
    >>> average(answers, "importance")
    重要吗
    item  value   low  high   n  base  missing  count  design_effect
    助餐配餐  3.904 3.762 4.047 120   120        0    120          1.025
    上门探访  3.980 3.851 4.109 120   120        0    120          1.003
    日间照料  4.006 3.883 4.129 120   120        0    120          1.024
    """
    rows = answers.codebook.rows(variable)
    if rows[0].kind is Kind.RANKING:
        choices = answers.choices(variable)
        values = answers.frame[tick_columns(variable, choices)].to_numpy(float)
        asked = np.repeat(answers.asked(variable)[:, None], len(choices), axis=1)
        items = [("", choice) for choice in choices]
    else:
        values = np.column_stack([scores(answers, row) for row in rows])
        asked = np.column_stack([answers.asked(row.variable) for row in rows])
        items = [(row.label if row.group else "", "") for row in rows]
    each = weights(answers, weight)
    cells = tally(answers, values, asked, group_codes(answers, by), each)
    across = None
    if len(items) > 1:
        across = covariance(answers, parts_of_means(values, answers.domain[:, None], each))
    cells = replace(cells, known=told_beforehand(answers, variable), across=across)
    found = cells.mean, *student(cells.mean, cells.variance, cells.df)
    quiet = silence(answers, cells, by, *np.array([_ends(row, items) for row in rows]).T)
    about: dict[str, Any] = {"items": items, "silence": quiet, "weight": weight}
    return estimated(answers, Measure.AVERAGE, variable, by, cells, *found, **about)


def _ends(row: Question, items: Sequence[Any]) -> tuple[float, float]:
    """The lowest and the highest that can be answered; a number has none."""
    if row.kind is Kind.RANKING:
        return 1.0, float(len(items))
    return (min(row.points), max(row.points)) if row.kind is Kind.SCALE else (np.nan, np.nan)


def scores(answers: Answers, row: Question) -> np.ndarray:
    """Numbers as they are; a scale by the points of its choices, nan for no answer."""
    known = answers.answered(row.variable)
    if row.kind is Kind.NUMBER:
        return np.where(known, answers.frame[row.variable].to_numpy(float), np.nan)
    if row.kind is not Kind.SCALE:
        raise say.problem("no_average", row.text, row.kind)
    points, codes = np.array(row.points), answers.codes(row.variable)
    known = known & (codes < len(points))
    score = points[np.where(known, codes, 0)]
    return np.where(known, points.min() + points.max() - score if row.reversed else score, np.nan)
