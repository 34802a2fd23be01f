"""Shares: of a choice, of several choices together, of each option ticked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from researchlib.clean.answers import ONE_CHOICE, Answers, tick_columns
from researchlib.estimate import say
from researchlib.estimate.arguments import (
    by_any_name,
    chosen,
    group_codes,
    listed,
    one_of,
    told_beforehand,
    weights,
)
from researchlib.estimate.cells import Cells, Groups, side_by_side, tally, tally_choices
from researchlib.estimate.estimates import Estimates, Measure, estimated
from researchlib.estimate.interval import beta, linear, logit, wilson
from researchlib.estimate.models.silent import silence
from researchlib.study.codebook import Question
from researchlib.terms import policy
from researchlib.terms import words as w


@by_any_name
def share(
    answers: Answers,
    variable: str,
    *,
    of: str | Sequence[str] | None = None,
    by: str | None = None,
    weight: str | None = None,
    interval: str = "wilson",
) -> Estimates:
    """占比：选了某个（某几个）选项的人占有效回答的百分之几。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        哪道题：变量名、简称、题目原文或题号都行；单选、多选、量表、排序题，或矩阵题的名称（一项一行）。
    of : str or list of str, optional
        哪几个选项合起来算；不写的，每个选项一行。排序题写“第一位”“前三位”；不写的，列入的都算，
        全部排了名次的算排在前一半的（最多前三位）。知识题写“正确”。
    by : str, optional
        按哪道单选题分组，另有一行“全体”。
    weight : str, optional
        用 `answers.frame` 里的哪一列加权；不写的，用抽样设计的权重。
    interval : {"wilson", "logit", "beta", "linear"}
        用哪种95%区间；没有特别的理由不用写。

    Returns
    -------
    Estimates
        value、low、high 是0到1的占比；n 是有效回答人数，base 是应答人数。
        95%区间按威尔逊法（Wilson，1927）；复杂抽样的用有效样本量，自由度少的再减，
        且不超过 n（Korn and Graubard，1998）。只有总体已知的随机样本才作有限总体校正。
        全面调查的，写出无论没有回答的人怎样想，占比最低、最高是多少（Manski，1995）。

    Raises
    ------
    DataProblem
        没有这道题或这个选项（写明最接近的是哪个）。

    Examples
    --------
    >>> share(answers, "satisfaction", of=["比较满意", "非常满意"])
    满意吗
    item  value   low  high   n  base  missing  count  design_effect
    助餐配餐  0.226 0.162 0.307 120   120        0     27          1.019
    上门探访  0.256 0.188 0.339 120   120        0     30          1.006
    日间照料  0.210 0.147 0.290 120   120        0     25          1.019
    """
    wanted = listed(of) or _places(answers, variable)
    groups = group_codes(answers, by)
    w_each = weights(answers, weight)
    items: list[tuple[str, str]] = []
    parts: list[Cells] = []
    for row in answers.codebook.rows(variable):
        named, counted = _tallied(answers, row, wanted, groups, w_each)
        items += [(row.label if row.group else "", name) for name in named]
        parts.append(counted)
    cells = replace(side_by_side(parts), known=told_beforehand(answers, variable))
    found = cells.mean, *_interval(interval, cells)
    quiet = silence(answers, cells, by, np.array(0.0), np.array(1.0))
    about: dict[str, Any] = {"items": items, "of": wanted, "silence": quiet, "weight": weight}
    return estimated(answers, Measure.SHARE, variable, by, cells, *found, **about)


def upper(answers: Answers, variable: str) -> int:
    """How many places of a ranking are the upper ones: half of the choices, three at most, no more
    than anybody gave."""
    return min(3, _given(answers, variable), max(1, len(answers.choices(variable)) // 2))


def _given(answers: Answers, variable: str) -> int:
    grid = answers.frame[tick_columns(variable, answers.choices(variable))]
    return int(np.nan_to_num(grid.to_numpy(float)).max(initial=1))


def _places(answers: Answers, variable: str) -> tuple[str, ...]:
    """Where everything was put in order, that everybody listed it says nothing."""
    ranked = answers.codebook.rows(variable)[0].kind is w.Kind.RANKING
    if not ranked or _given(answers, variable) < len(answers.choices(variable)):
        return ()
    return (w.upper_places(upper(answers, variable)),)


def _interval(name: str, cells: Cells) -> tuple[np.ndarray, ...]:
    p, n, df = cells.mean, cells.effective_n, cells.df
    se = np.sqrt(cells.variance)
    if one_of(name, ("wilson", "logit", "beta", "linear")) == "wilson":
        return wilson(p, n)
    if name == "logit":
        return logit(p, se, df)
    if name == "beta":
        return beta(p, n)
    if (cells.total("n") * p * (1 - p) < policy.LEAST_FOR_LINEAR).any():
        raise say.problem("linear_too_few", policy.LEAST_FOR_LINEAR)
    return linear(p, se, df)


def _tallied(
    answers: Answers,
    row: Question,
    of: tuple[str, ...],
    groups: Groups,
    weight: np.ndarray,
) -> tuple[list[str], Cells]:
    """The columns of one question (their choices) and their sums."""
    known, asked = answers.answered(row.variable), answers.asked(row.variable)
    if row.kind in ONE_CHOICE:
        named, sets = _sets_of(answers.choices(row.variable), chosen(answers, row, of))
        codes = np.where(known, answers.codes(row.variable), -1)
        return named, tally_choices(answers, codes, sets, asked, groups, weight)
    named, values = columns(answers, row, of)
    every = np.repeat(asked[:, None], len(named), axis=1)
    return named, tally(answers, values, every, groups, weight)


def columns(
    answers: Answers,
    row: Question,
    of: tuple[str, ...],
) -> tuple[list[str], np.ndarray]:
    """Who said so (1, 0, nan for no answer), a column each: of the choices named together, or of
    every choice."""
    top = w.top_places(of[0]) if row.kind is w.Kind.RANKING and len(of) == 1 else 0
    wanted = () if top else chosen(answers, row, of)
    choices = answers.choices(row.variable)
    named, sets = _sets_of(choices, wanted)
    if row.kind in ONE_CHOICE:
        said = answers.codes(row.variable)[:, None] == np.arange(len(choices))
    else:
        grid = answers.frame[tick_columns(row.variable, choices)].to_numpy(float)
        said = grid <= top if top else np.nan_to_num(grid) > 0
    counted = np.column_stack([said[:, s].any(axis=1) for s in sets])
    return named, np.where(answers.answered(row.variable)[:, None], counted, np.nan)


def _sets_of(choices: Sequence[str], wanted: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    """The names of the columns, and the choices counted together in each."""
    if wanted:
        return [""], [[choices.index(c) for c in wanted]]
    return list(choices), [[k] for k in range(len(choices))]
