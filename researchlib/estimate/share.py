"""Shares: of a choice, of several choices together, of each option ticked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from researchlib.clean.answers import Answers, tick_columns
from researchlib.estimate.cells import tally
from researchlib.estimate.estimates import Estimates, Measure, asked_of
from researchlib.estimate.interval import wilson
from researchlib.estimate.tables import group_codes, label_rows, numbers, weights
from researchlib.study.codebook import Question
from researchlib.terms import words as w
from researchlib.terms.messages import estimate as say
from researchlib.terms.messages import study as say_study
from researchlib.terms.words import Kind


def share(
    answers: Answers, variable: str, *, of: str | Sequence[str] | None = None,
    by: str | None = None, weight: str | None = None,
) -> Estimates:
    """占比：选了某个（某几个）选项的人占有效回答的百分之几。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        A single choice, scale, multiple choice or ranking; or the name of a matrix, which
        gives one row for each of its items.
    of : str or list of str, optional
        The choices counted together. Without it every choice has a row. For a ranking,
        "第一位" counts who put a choice first; without it, who listed it at all. For a
        knowledge item, "正确" counts the answer that the codebook gives as right.
    by : str, optional
        A single choice that splits the respondents; a row 全体 is added.
    weight : str, optional
        A numeric column of `answers.frame`; without it the weights of the sample design.

    Returns
    -------
    Estimates
        value, low, high are shares between 0 and 1; n usable answers, base those asked.
        Wilson's (1927) 95 % interval, on the effective n under a design; finite population
        correction only for a random sample or census of known size.

    Raises
    ------
    DataProblem
        Unknown variable or choice (the nearest is named).

    Examples
    --------
    >>> satisfied = share(answers, "satisfaction", of=["比较满意", "非常满意"])  # doctest: +SKIP
    """
    rows = answers.codebook.rows(variable)
    wanted = (of,) if isinstance(of, str) else tuple(of or ())
    items, columns = _indicators(answers, rows, wanted)
    asked = np.column_stack([answers.asked(row.variable) for row in rows for _ in
                             range(len(items) // len(rows))])
    codes, groups = group_codes(answers, by)
    cells = tally(answers, columns, asked, codes, len(groups), weights(answers, weight))
    p = cells.mean
    low, high = wilson(p, cells.effective_n)
    table = numbers(label_rows(groups, items, cells), cells, value=p, low=low, high=high)
    return Estimates(Measure.SHARE, variable, table, asked_of(answers, rows, wanted, by), rows,
                     cells)


def _indicators(
    answers: Answers, rows: Sequence[Question], of: tuple[str, ...],
) -> tuple[list[tuple[str, str]], np.ndarray]:
    """0/1 columns (nan for no answer) and the (item, choice) that each one stands for."""
    items: list[tuple[str, str]] = []
    columns: list[np.ndarray] = []
    matrix = bool(rows[0].group)
    for row in rows:
        item = row.label if matrix else ""
        known = answers.answered(row.variable)
        if row.kind in (Kind.MULTIPLE, Kind.RANKING):
            named, ticked = _ticked(answers, row, of)
        elif row.kind in (Kind.SINGLE, Kind.SCALE):
            named, ticked = _chosen(answers, row, of)
        else:
            raise say.no_share(row.text, row.kind)
        items += [(item, name) for name in named]
        columns += [np.where(known, column, np.nan) for column in ticked]
    return items, np.column_stack(columns)


def _chosen(
    answers: Answers, row: Question, of: tuple[str, ...],
) -> tuple[list[str], list[np.ndarray]]:
    choices, codes = answers.choices(row.variable), answers.codes(row.variable)
    if of == (w.CORRECT,):
        if not row.key:
            raise say.no_key(row.text)
        of = (row.key,)
    for choice in of:
        if choice not in choices:
            raise say_study.unknown_choice(choice, row.text, choices)
    if of:
        return [""], [np.isin(codes, [choices.index(c) for c in of])]
    return list(choices), [codes == k for k in range(len(choices))]


def _ticked(
    answers: Answers, row: Question, of: tuple[str, ...],
) -> tuple[list[str], list[np.ndarray]]:
    choices = answers.choices(row.variable)
    grid = answers.frame[tick_columns(row.variable, choices)].to_numpy(float)
    if row.kind is Kind.RANKING and of == (w.FIRST_PLACE,):
        return list(choices), list((grid == 1).T)
    ticked = np.nan_to_num(grid) > 0
    for choice in of:
        if choice not in choices:
            raise say_study.unknown_choice(choice, row.text, choices)
    if of:
        return [""], [ticked[:, [choices.index(c) for c in of]].any(axis=1)]
    return list(choices), list(ticked.T)
