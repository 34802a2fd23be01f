"""Headers of several rows: what stands in each is a name, a question, or an option below it."""

import re

import pandas as pd

from researchlib.terms import platforms

_LOOK, _LEAST = 400, 8
_WORD = re.compile(r"[^\W\d_]{2}")
_NAME = re.compile(r"[A-Za-z_@$#][\w.$#@/\[\]-]*|", re.ASCII)


def header_of(frame: pd.DataFrame, start: int) -> tuple[list[str], int]:
    """The name of every column, and how many rows from `start` on they take.

    A second row is one only where nothing in it is given as an answer further down; the row
    with the questions is used, whichever it is.
    """
    rows = [[c.strip() for c in row] for row in frame.iloc[start : start + 3].to_numpy()]
    first, second = (*rows, [])[:2]
    for tall, row in enumerate(rows, 1):
        if tall > 1 and any(c.startswith(platforms.IMPORT_ID) for c in row):
            return rows[tall - 2], tall
    told = [k for k, cell in enumerate(second) if cell]
    below = frame.iloc[start + 2 : start + _LOOK]
    if not told or not all(is_no_answer(second[k], below[k]) for k in told):
        return first, 1
    after = [*first[1:], "x"]
    spans = [not first[k] or not after[k] and k + 1 in told for k in told]
    answered = [second[k].casefold() in platforms.RESPONSES for k in told]
    if all(map(max, spans, answered)) and not all(first[k] or second[k].isdecimal() for k in told):
        return _joined(first, second), 2
    named = [all(map(_NAME.fullmatch, row)) for row in (first, second)]
    whole = len(set(second)) == len(told) > 0.8 * len(first) and len(below) >= _LEAST
    if not whole or not any(named) or not all(map(_WORD.search, second if named[0] else first)):
        return first, 1
    return (second if named[0] else first), 2


def is_no_answer(cell: str, column: pd.Series) -> bool:
    """Nobody gave it; or it is the option of a column that holds nothing else."""
    given = set(column.str.strip()) - {""}
    return cell not in given or given == {cell}


def _joined(first: list[str], second: list[str]) -> list[str]:
    """The question above and the option or row below; blank cells belong to what stands left."""
    names, above = [], ""
    for question, part in zip(first, second, strict=True):
        above = question or (above if part else "")
        own = above and part and part.casefold() not in platforms.RESPONSES
        names.append(f"{above} - {part}" if own else above or part)
    return names
