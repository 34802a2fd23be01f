"""One export file: its columns by question, its answers as text, and how they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from researchlib.read import say as say_read
from researchlib.read.exports import say
from researchlib.read.exports.codefile import beside, name_items
from researchlib.read.exports.headers import Item, normal, parse_headers
from researchlib.read.exports.marked import join_marked, join_places
from researchlib.read.exports.sheets import NoHeader, split_sheet
from researchlib.read.files import say as say_files
from researchlib.read.files.guard import Grid, Tables, is_data, read_tables
from researchlib.read.files.progress import told
from researchlib.terms import platforms
from researchlib.terms import words as w
from researchlib.terms.text import NUMBER
from researchlib.terms.words import Kind, Notation

_LOOK = 2000


@dataclass(frozen=True)
class Export:
    """One platform export: items (columns) and the answers as text, a row a respondent.

    The index of `frame` counts rows as Excel does. `coding` says whether choices are words
    (按文本), numbers (按序号) or scores (按分数); `companion` is the code file that named them. In
    a file that stands below another, `start` is what its rows go on counting from. `sheets` are the
    file and the sheet, of each part, and `columns` where in it each column stands.
    """

    path: Path
    sha256: str
    coding: Notation
    items: tuple[Item, ...]
    frame: pd.DataFrame
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    companion: Path | None = None
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    start: int = 0
    columns: Sequence[int] = ()
    sheets: tuple[tuple[str, str], ...] = ()

    @property
    def coded(self) -> bool:
        """Choices are numbers or scores rather than words."""
        return self.coding is not Notation.TEXT

    def column(self, item: Item) -> pd.Series:
        """The answers under one item."""
        return self.frame[item.position]

    @property
    def metadata_count(self) -> int:
        """How many columns are the platform's own (time, address, name): none is kept."""
        return sum(item.metadata for item in self.items)

    def metadata(self, *names: str) -> pd.Series | None:
        """One of the platform's own columns, where the file has it under any of these names."""
        for item in self.items:
            if item.metadata and item.stem in names:
                return self.column(item)
        return None


def read_export(path: Path) -> Export:
    """Read one export file and say what its columns are."""
    if not is_data(path):
        raise say_files.refused(path, "ending")
    with told(path):
        tables = read_tables(path)
    grid = _answers_grid(tables)
    items, body, told_of, columns = _columns(tables)
    notes = [*told_of]
    choices, companion = grid.choices, None
    kinds: dict[int, Kind] = {}
    others = [g.name for g in tables.grids if g is not grid and len(g.frame) > 1]
    if others:
        notes.append(("other_sheets", "、".join(others)))
    code_file = beside(path, items)
    if code_file:
        companion = code_file[0]
        items, body, choices, kinds = name_items(items, body, code_file[1])
        notes.append(("code_file", companion.name))
    items, body = join_places(join_marked(items, body), body)
    items, twice = _told_apart(items)
    known = platforms.OWN_TOGETHER.union(w.METADATA)
    made = [i.stem for i in items if i.metadata and i.stem.casefold() not in known]
    if made:
        notes.append(("left_out", "、".join(made)))
    if twice:
        notes.append(("same_name", "、".join(dict.fromkeys(twice))[:40]))
    asked = [i.position for i in items if not i.metadata]
    if not asked:
        raise say.problem("no_questions_in", path)
    if len(asked) < len(items):
        body, unused = _answered_rows(body, asked)
        notes += [("unused", str(unused))] if unused else []
    coding = Notation.TEXT if choices else _coding(path, items, body)
    return Export(
        path,
        tables.sha256,
        coding,
        items,
        body,
        choices,
        (*tables.notes, *(say_read.note(*n) for n in notes)),
        companion,
        kinds,
        columns=columns,
        sheets=((path.name, grid.name),),
    )


@lru_cache(16)
def _columns(
    tables: Tables,
) -> tuple[tuple[Item, ...], pd.DataFrame, tuple[tuple[str, str], ...], list[int]]:
    """The columns of the sheet with the answers, the answers, what was set aside, and where each
    column stands: the same for every notebook that reads the file."""
    try:
        header, body, notes, used = split_sheet(_answers_grid(tables).frame)
    except NoHeader as found:
        raise say.problem(found.args[0], tables.path, *found.args[1:]) from None
    if body.empty:
        raise say_read.problem("no_answers", tables.path)
    return tuple(parse_headers(header)), body, tuple(notes), used


def _told_apart(items: Sequence[Item]) -> tuple[tuple[Item, ...], list[str]]:
    """Questions of the same name get their number or column behind it."""
    seen: dict[tuple[str, str], Item] = {}
    made, twice = [], []
    for item in items:
        first = seen.setdefault((normal(item.stem), normal(item.part)), item)
        if item.metadata or first is item:
            made.append(item)
            continue
        twice.append(item.stem)
        mark = item.number if item.number and item.number != first.number else ""
        name = w.NAMED_BY_NUMBER if mark else w.NAMED_BY_COLUMN
        made.append(replace(item, stem=name.format(item.stem, mark or item.position + 1)))
    return tuple(made), twice


def _answered_rows(body: pd.DataFrame, asked: Sequence[int]) -> tuple[pd.DataFrame, int]:
    """Rows with a serial number and nothing else were prepared and never used."""
    maybe = body.index[(body[asked[0]] == "").to_numpy()]
    empty = [row for row in maybe if not any(c.strip() for c in body.loc[row, list(asked)])]
    return (body.drop(index=empty), len(empty)) if empty else (body, 0)


def _answers_grid(tables: Tables) -> Grid:
    """The sheet with the most filled cells: a page of notes may stand before it."""
    filled = [
        int((grid.frame != "").to_numpy().sum()) if len(grid.frame) < 50_000 else grid.frame.size
        for grid in tables.grids
    ]
    if not filled or not max(filled):
        raise say_read.problem("no_answers", tables.path)
    grid = tables.grids[filled.index(max(filled))]
    first = [g.frame.iloc[0].tolist() for g in tables.grids if len(g.frame)]
    if first.count(grid.frame.iloc[0].tolist()) > 1:
        raise say.problem("two_sheets", tables.path, [g.name for g in tables.grids if len(g.frame)])
    return grid


def _coding(path: Path, items: Sequence[Item], frame: pd.DataFrame) -> Notation:
    """Words or numbers; numbers that add up to the platform's own total are scores."""
    if not _is_coded(items, frame):
        return Notation.TEXT
    named = Notation.SCORE in path.stem or w.OLD_SCORE_NAME.fullmatch(path.stem)
    return Notation.SCORE if named or _adds_up(items, frame) else Notation.NUMBER


def _adds_up(items: Sequence[Item], frame: pd.DataFrame) -> bool:
    total = next((i for i in items if i.metadata and i.stem == w.TOTAL_SCORE), None)
    if total is None:
        return False
    asked = frame[[i.position for i in items if not i.metadata]].head(_LOOK)
    scores = asked.apply(pd.to_numeric, errors="coerce").clip(lower=0).sum(axis=1)
    printed = pd.to_numeric(frame[total.position].head(_LOOK), errors="coerce")
    return bool((scores == printed).mean() > 0.9)


def _is_coded(items: Sequence[Item], frame: pd.DataFrame) -> bool:
    """By number: most question columns hold numbers only, and none the platform's words."""
    positions = [i.position for i in items if not i.metadata]
    text = frame[positions].head(_LOOK)
    joined = "\n".join(text.to_numpy().ravel())
    if any(mark in joined for mark in (w.TICK, w.ARROW, w.SKIPPED)):
        return False
    filled = [column[column != ""] for _, column in text.items()]
    numeric = [bool(len(c)) and bool(c.str.fullmatch(NUMBER.pattern).all()) for c in filled]
    return sum(numeric) > 0.5 * max(sum(bool(len(c)) for c in filled), 1)
