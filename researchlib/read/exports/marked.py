"""Columns that hold one option or one row each, by the marks of any platform."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from researchlib.read.exports.headers import Item, normal
from researchlib.terms import platforms, scales
from researchlib.terms import words as w
from researchlib.terms.text import is_number

_UNREAD, _FEW = -9.0, 11
_CODES = {
    **dict.fromkeys(platforms.TICKED, 1.0),
    **dict.fromkeys(platforms.NOT_TICKED, 0.0),
    **dict.fromkeys((w.SKIPPED, w.SKIPPED_CODE), float(w.SKIPPED_CODE)),
    **dict.fromkeys(("", "0", "0.0", w.BLANK, w.BLANK_CODE), float("nan")),
}


def ticks(column: pd.Series, option: str) -> pd.Series:
    """1 where the option was ticked, 0 where it was told not to be, -3 where it was not asked,
    less where the cell tells something else; what stands under 其他 ticks it."""
    codes = _CODES | {_folded(option): 1.0}
    codes |= {_folded(c): float("nan") for c in column.unique() if scales.NO_ANSWER.fullmatch(c)}
    else_ = 1.0 if option.startswith(w.OTHER) else _UNREAD
    return column.map({cell: codes.get(_folded(cell), else_) for cell in column.unique()})


def are_ticks(columns: Iterable[tuple[pd.Series, str]]) -> bool:
    """Every cell says whether its option was ticked, and one does."""
    told = {value for column in columns for value in ticks(*column).unique()}
    return 1.0 in told and _UNREAD not in told


def _are_alike(columns: Iterable[tuple[pd.Series, str]]) -> bool:
    """The same few answers in every column: rows of one matrix."""
    given = [set(column) - {""} for column, _ in columns]
    return 1 < len(set().union(*given)) <= min(_FEW, 2 * min(map(len, given)))


def _folded(cell: str) -> str:
    return normal(cell).casefold()


def join_marked(items: Sequence[Item], frame: pd.DataFrame) -> tuple[Item, ...]:
    """Items of neighbouring columns under one question become its options or rows; so do columns
    of nothing but tick signs. A column before them that repeats them is no question of its own.
    """
    made = list(items)
    for place, pattern in enumerate((*platforms.MARKED, None)):
        found = [None if i.metadata or i.part else _named(i, frame, pattern) for i in made]
        stems = [(k, normal(pair[0]) if pair else "") for k, pair in enumerate(found)]
        for stem, run in groupby(stems, lambda numbered: numbered[1]):
            group = [(k, *pair) for k, _ in run if (pair := found[k])]
            columns = [(frame[made[k].position], part) for k, _, part in group]
            sure = place < platforms.SURE_MARKS
            if len(group) < 2 or not (sure or are_ticks(columns) or _are_alike(columns)):
                continue
            for k, question, part in group:
                part = platforms.CHOSEN.sub("", part)
                made[k] = replace(made[k], stem=question.strip(), part=part.strip())
            before = group[0][0] - 1
            if before >= 0 and normal(made[before].stem) == stem:
                made[before] = replace(made[before], metadata=True)
    return tuple(made)


def join_places(
    items: Sequence[Item], frame: pd.DataFrame
) -> tuple[tuple[Item, ...], pd.DataFrame]:
    """Columns that hold the first, the second and so on of a ranking become one, joined as a
    platform joins it: 甲→乙→丙."""
    made: list[Item] = []
    for stem, run in groupby(items, lambda i: i.part and not i.metadata and i.stem):
        group = [*run]
        if stem and len(group) > 1 and all(platforms.PLACE.fullmatch(i.part) for i in group):
            joined = _in_order(frame[[i.position for i in group]].to_numpy())
            if joined:
                frame = frame.copy()
                frame[group[0].position] = joined
                group = [replace(group[0], part="")]
        made += group
    return tuple(made), frame


def _in_order(rows: Iterable[Sequence[str]]) -> list[str]:
    """The cells of each row joined; nothing where they are numbers, twice the same or not filled
    from the first on."""
    joined = []
    for row in rows:
        told = [cell for cell in row if cell]
        if [*row[: len(told)]] != told or len({*told}) < len(told) or any(map(is_number, told)):
            return []
        joined.append(w.ARROW.join(told))
    return joined


def _named(
    item: Item, frame: pd.DataFrame, pattern: re.Pattern[str] | None
) -> tuple[str, str] | None:
    """The question and the option or row that a name is made of."""
    if pattern:
        match = pattern.fullmatch(item.stem)
        return (match[1], match[2]) if match else None
    signs = {*frame[item.position].unique()} - {""}
    return (w.UNNAMED_QUESTION, item.stem) if signs and signs <= platforms.TICK_SIGNS else None
