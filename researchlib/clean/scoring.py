"""Scale scores from the workbook: items in one direction, enough of them answered, and bands."""

from dataclasses import replace

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers, Status, strictest
from researchlib.study.codebook import Question, Scoring
from researchlib.terms import scales
from researchlib.terms.words import Kind

_CLOSE = 1e-9


def score(
    answers: Answers,
    variable: str,
    *,
    name: str = "",
    rule: Scoring | None = None,
) -> Answers:
    """量表计分：把一组题合成一个分数，反向题自动反转，答得太少的不计分；写了分界的再分档。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一组量表题（矩阵题）的名称。
    name : str, optional
        新变量的名称；不写的，是 `<variable>_score`。
    rule : Scoring, optional
        怎样计分；不写的，用课题表“量表计分”里的那一行；那里也没有的，取各题平均分，
        最低的选项1分，至少答了五分之四的题才计分。

    Returns
    -------
    Answers
        多了一道数值题；规则写了分界的，再多一道量表题 `<variable>_level`。个别漏答的题，
        用这个人其余各题的平均分代替（Downey and King，1998）。

    Raises
    ------
    DataProblem
        有一题不是量表；须经权利人同意的量表没有填“权利人许可”；筛查健康的量表没有填“知情同意”；
        某个得分不落在任何一档。

    Examples
    --------
    >>> scored = score(answers, "attitude")
    >>> average(scored, "attitude_score", by="living")
    同意吗（得分）
    group  value   low  high   n ...
       独居  1.982 ...
    与家人同住  3.212 ...
       全体  2.624 ...
    """
    rows = answers.codebook.rows(variable)
    rule = rule or dict(answers.codebook.scoring).get(variable, Scoring())
    _check(rows, rule)
    items = np.column_stack([_points(answers, row, rule.start) for row in rows])
    told = ~np.isnan(items)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(items, axis=1) / told.sum(axis=1)
    value = mean * (len(rows) if rule.total else 1)
    value[told.mean(axis=1) < rule.least - _CLOSE] = np.nan
    asked = np.any([answers.asked(r.variable) for r in rows], axis=0)
    state = np.select([~asked, np.isnan(value)], [Status.SKIPPED, Status.BLANK], Status.ANSWERED)
    question = Question(
        name or f"{variable}_score",
        say.score_of(rows[0].printed),
        Kind.NUMBER,
        unit=say.POINTS,
        sensitivity=strictest(rows),
        instrument=rows[0].instrument,
    )
    scored = answers.with_question(question, value, state)
    if not rule.bands:
        return scored
    level = replace(
        question,
        variable=f"{variable}_level",
        text=say.level_of(rows[0].printed),
        unit="",
        kind=Kind.SCALE,
        choices=tuple(name for name, _ in rule.bands),
        instrument=say.banded(rows[0].instrument, rule.bands, rule.bands_from, _screens(rows)),
    )
    lowest = [least for _, least in rule.bands]
    codes = np.searchsorted(lowest, np.round(value, 6), side="right") - 1
    codes[np.isnan(value)] = -1
    bands = pd.Categorical.from_codes(codes, list(level.choices))
    return scored.with_question(level, bands, state)


def _check(rows: tuple[Question, ...], rule: Scoring) -> None:
    first = rows[0]
    if any(row.kind is not Kind.SCALE for row in rows):
        raise say.problem("not_a_scale", first.printed)
    if scales.RESTRICTED.search(first.instrument) and not rule.permission:
        raise say.problem("needs_permission", first.instrument)
    if _screens(rows) and not rule.consents:
        raise say.problem("needs_consent", first.instrument)
    lowest = rule.start * (len(rows) if rule.total else 1)
    if rule.bands and rule.bands[0][1] > lowest:
        raise say.problem("below_bands", first.printed, lowest, rule.bands[0][1])


def _screens(rows: tuple[Question, ...]) -> bool:
    return bool(scales.SCREENING.search(rows[0].instrument))


def _points(answers: Answers, row: Question, start: int) -> np.ndarray:
    points = answers.codes(row.variable).astype(float) + start
    if row.reversed != row.falling:
        points = len(row.substantive) - 1 + 2 * start - points
    return np.where(answers.answered(row.variable), points, np.nan)
