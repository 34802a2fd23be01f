"""The exports of one questionnaire: which file is which, and its columns as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from researchlib.read.guard import Grid, Tables, read_tables
from researchlib.read.headers import Item, normal, parse_headers
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.messages import read as say

_NUMERIC = r"-?\d+(?:\.\d+)?"
_HEADER_WITHIN = 5


@dataclass(frozen=True)
class Export:
    """One platform export: items (columns) and the answers as text, a row a respondent.

    The index of `frame` counts rows as Excel does. `coded` says that choices are numbers
    (按序号) rather than words (按文本).
    """

    path: Path
    sha256: str
    coded: bool
    items: tuple[Item, ...]
    frame: pd.DataFrame

    def column(self, item: Item) -> pd.Series:
        """The answers under one item."""
        return self.frame[item.position]

    def metadata(self, name: str) -> pd.Series | None:
        """One of the platform's own columns, where the file has it."""
        for item in self.items:
            if item.metadata and item.stem == name:
                return self.column(item)
        return None


@dataclass(frozen=True)
class Questionnaires:
    """What came back for one questionnaire: the answers, and how many the platform set aside."""

    source: str
    export: Export
    twin: Export | None
    set_aside: int
    files: tuple[tuple[str, str], ...]


def read_questionnaires(study: Study, source: str) -> Questionnaires:
    """Read every export in questionnaires/<source>: by text, by number, and the invalid answers.

    The by-text file is used where there is one; a by-number file of the same answers is checked
    against it. Raises DataProblem where a file is missing, damaged, doubled or does not match.
    """
    study.source(source)
    folder = study.folder / "questionnaires" / source
    paths = sorted(p for p in folder.glob("*") if _is_data(p))
    if not paths:
        raise say.folder_missing(source, folder)
    invalid = [read_export(p) for p in paths if w.INVALID_MARK in p.stem]
    valid = [read_export(p) for p in paths if w.INVALID_MARK not in p.stem]
    texts = [e for e in valid if not e.coded]
    codes = [e for e in valid if e.coded]
    for same in (texts, codes):
        if len(same) > 1:
            raise say.two_exports(source, [e.path.name for e in same])
    if not valid:
        raise say.folder_missing(source, folder)
    first, twin = (texts or codes)[0], codes[0] if texts and codes else None
    if twin:
        _check_twin(first, twin)
    files = tuple((e.path.name, e.sha256) for e in (*valid, *invalid))
    return Questionnaires(source, first, twin, sum(_distinct(invalid)), files)


def read_export(path: Path) -> Export:
    """Read one export file and say what its columns are."""
    tables = read_tables(path)
    grid = _answers_grid(tables)
    header, start = _header_of(grid)
    items = parse_headers(header)
    body = {
        number: (*row, *("",) * (len(header) - len(row)))[: len(header)]
        for number, row in enumerate(grid.rows[start:], start + 1) if any(row)
    }
    if not body:
        raise say.no_answers(path)
    frame = pd.DataFrame(list(body.values()), index=list(body), dtype=str)
    return Export(path, tables.sha256, _is_coded(items, frame), items, frame)


def _is_data(path: Path) -> bool:
    """Office leaves ~$… and .~… beside an open file; they are no data."""
    return not path.name.startswith(("~$", ".")) and path.suffix.lower() in (
        ".xlsx", ".xls", ".csv", ".sav")


def _answers_grid(tables: Tables) -> Grid:
    """The sheet with the most filled rows: a page of notes may stand before it."""
    if not tables.grids:
        raise say.no_answers(tables.path)
    return max(tables.grids, key=lambda grid: (len(grid.rows), -tables.grids.index(grid)))


def _header_of(grid: Grid) -> tuple[tuple[str, ...], int]:
    """The header is the widest of the first rows; titles stand above it."""
    top = grid.rows[:_HEADER_WITHIN]
    if not top:
        return (), 0
    index = max(range(len(top)), key=lambda i: (sum(bool(c.strip()) for c in top[i]), -i))
    return top[index], index + 1


def _is_coded(items: Sequence[Item], frame: pd.DataFrame) -> bool:
    """By number: most question columns hold numbers only, and none the platform's words."""
    positions = [i.position for i in items if not i.metadata]
    text = frame[positions]
    joined = "\n".join(text.to_numpy().ravel())
    if any(mark in joined for mark in (w.TICK, w.ARROW, w.SKIPPED)):
        return False
    filled = [column[column != ""] for _, column in text.items()]
    numeric = [bool(len(c)) and bool(c.str.fullmatch(_NUMERIC).all()) for c in filled]
    return sum(numeric) > 0.5 * len(numeric)


def _distinct(exports: Sequence[Export]) -> list[int]:
    """By text and by number of the same invalid answers count once."""
    by_kind = {e.coded: len(e.frame) for e in exports}
    return [max(by_kind.values())] if by_kind else []


def _check_twin(text: Export, number: Export) -> None:
    if len(text.frame) != len(number.frame):
        raise say.pair_differs(
            text.path, number.path, f"{len(text.frame)} ≠ {len(number.frame)}")
    serials = text.metadata(w.SERIAL), number.metadata(w.SERIAL)
    if all(s is not None for s in serials) and list(serials[0]) != list(serials[1]):
        raise say.pair_differs(text.path, number.path, w.SERIAL)


def find_items(export: Export, text: str, stem: str = "") -> list[Item]:
    """The columns of one question: its own column, its row, or its options.

    Raises DataProblem naming the nearest header when there is none.
    """
    wanted, wanted_stem = normal(text), normal(stem)
    items = [i for i in export.items if not i.metadata]
    if stem:
        found = [i for i in items if normal(i.part) == wanted and normal(i.stem) == wanted_stem]
    else:
        found = [i for i in items if normal(i.stem) == wanted]
    found = found or [i for i in items if normal(re.sub(r"\s+", "", i.header)) == wanted]
    if not found:
        names = [i.stem for i in items if not i.part] + [i.part for i in items if i.part]
        raise say.column_missing(text, export.path, names)
    if len({i.number for i in found}) > 1 or len({(i.stem, i.part) for i in found}) < len(found):
        raise say.column_ambiguous(text, export.path, len(found))
    return found
