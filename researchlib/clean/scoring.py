"""Scale scores from the workbook: items in one direction, enough of them answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from researchlib.clean.answers import Answers, Status
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import scales
from researchlib.terms.messages import clean as say
from researchlib.terms.words import Kind, Sensitivity


def score(
    answers: Answers, variable: str, *, name: str = "", least: float = 0.8, start: int = 1,
    total: bool = False,
) -> Answers:
    """量表计分：把一组题合成一个分数，反向题自动反转，答得太少的不计分。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        The name of a matrix of scale items.
    name : str, optional
        Of the new variable; `<variable>_score` when not given.
    least : float
        Share of the items that must be answered; their mean stands for the others.
    start : int
        What the lowest choice scores (0 for most screening instruments).
    total : bool
        The sum over all items instead of the mean.

    Returns
    -------
    Answers
        With one more number. Missing items take the person's mean (Downey and King 1998).

    Raises
    ------
    DataProblem
        An item is no scale; an instrument whose rights holder must agree, without 许可 written
        in 量表来源.

    Examples
    --------
    >>> scored = score(answers, "attitude")          # doctest: +SKIP
    """
    rows = answers.codebook.rows(variable)
    if any(row.kind is not Kind.SCALE for row in rows):
        raise say.not_a_scale(rows[0].printed)
    if scales.RESTRICTED.search(rows[0].instrument) and not scales.PERMITTED.search(
            rows[0].instrument):
        raise say.needs_permission(rows[0].instrument)
    items = np.column_stack([_points(answers, row, start) for row in rows])
    told = ~np.isnan(items)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(items, axis=1) / told.sum(axis=1)
    value = np.where(told.mean(axis=1) >= least, mean * (len(rows) if total else 1), np.nan)
    called = name or f"{variable}_score"
    question = Question(called, say.score_of(rows[0].printed), Kind.NUMBER, unit=say.POINTS,
                        sensitivity=min((r.sensitivity for r in rows),
                                        key=list(Sensitivity).index),
                        instrument=rows[0].instrument)
    asked = np.any([answers.asked(r.variable) for r in rows], axis=0)
    state = np.select([~asked, np.isnan(value)], [Status.SKIPPED, Status.BLANK], Status.ANSWERED)
    return replace(
        answers, codebook=Codebook((*answers.codebook, question)),
        frame=answers.frame.assign(**{called: value}),
        status=answers.status.assign(**{called: pd.Series(state).astype(np.int8)}))


def _points(answers: Answers, row: Question, start: int) -> np.ndarray:
    points = answers.codes(row.variable).astype(float) + start
    if row.reversed:
        points = len(row.substantive) - 1 + 2 * start - points
    return np.where(answers.answered(row.variable), points, np.nan)
