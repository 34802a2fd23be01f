"""The exports of one questionnaire: which file is which, and its columns as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from researchlib.read.codefile import beside, name_items, read_code_file
from researchlib.read.guard import Grid, Tables, read_tables
from researchlib.read.headers import Item, normal, parse_headers
from researchlib.read.progress import told
from researchlib.read.sheets import split_sheet
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.messages import read as say
from researchlib.terms.words import Coding

_LOOK = 2000
_NUMERIC = r"-?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Export:
    """One platform export: items (columns) and the answers as text, a row a respondent.

    The index of `frame` counts rows as Excel does. `coding` says whether choices are words
    (按文本), numbers (按序号) or scores (按分数); `companion` is the code file that named them.
    """

    path: Path
    sha256: str
    coding: Coding
    items: tuple[Item, ...]
    frame: pd.DataFrame
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    companion: Path | None = None

    @property
    def coded(self) -> bool:
        """Choices are numbers or scores rather than words."""
        return self.coding is not Coding.TEXT

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


@dataclass(frozen=True)
class Questionnaires:
    """What came back for one questionnaire: the answers, and how many the platform set aside."""

    source: str
    export: Export
    set_aside: int
    files: tuple[tuple[str, str], ...]


def read_questionnaires(study: Study, source: str) -> Questionnaires:
    """Read every export in questionnaires/<source>: by text, number, score; the invalid answers.

    The by-text file is used where there is one, then the by-number file; the others of the same
    answers are checked against it. Raises DataProblem where a file is missing, damaged, doubled or does not match.
    """
    study.source(source)
    folder = study.folder / "questionnaires" / source
    paths = sorted(p for p in folder.glob("*") if p.is_file() and is_data(p)
                   and not read_code_file(p))
    if not paths:
        raise say.folder_missing(source, folder)
    invalid = [read_export(p) for p in paths if w.INVALID_MARK in p.stem]
    valid = [read_export(p) for p in paths if w.INVALID_MARK not in p.stem]
    if not valid:
        raise say.folder_missing(source, folder)
    if not study.simulated and any(p.name.startswith(w.SAMPLE_MARK) for p in paths):
        raise say.sample_left(source)
    by_coding = {coding: [e for e in valid if e.coding is coding] for coding in Coding}
    for same in by_coding.values():
        if len(same) > 1:
            raise say.two_exports(source, [e.path.name for e in same])
    first, *twins = [e for same in by_coding.values() for e in same]
    for twin in twins:
        _check_twin(first, twin)
    files = tuple((e.path.name, e.sha256) for e in (*valid, *invalid))
    for name, digest in files:
        sealed = study.sealed.get(f"questionnaires/{source}/{name}")
        if sealed and sealed != digest:
            raise say.seal_broken(source, name)
    set_aside = max((len(e.frame) for e in invalid), default=0)  # by text and by number count once
    return Questionnaires(source, first, set_aside, files)


def read_export(path: Path) -> Export:
    """Read one export file and say what its columns are."""
    with told(path):
        tables = read_tables(path)
    grid = _answers_grid(tables)
    header, body, notes = split_sheet(grid.frame)
    if body.empty:
        raise say.no_answers(path)
    items = parse_headers(header)
    choices, companion = grid.choices, None
    code_file = beside(path, items)
    if code_file:
        companion = code_file[0]
        items, body, choices = name_items(items, body, code_file[1])
        notes.append(("code_file", companion.name))
    coding = Coding.TEXT if choices else _coding(path, items, body)
    return Export(path, tables.sha256, coding, items, body, choices,
                  (*tables.notes, *(say.note(*n) for n in notes)), companion)


def is_data(path: Path) -> bool:
    """Office leaves ~$… and .~… beside an open file; they are no data."""
    return not path.name.startswith(("~$", ".")) and path.suffix.lower() in (
        ".xlsx", ".xls", ".csv", ".sav")


def _answers_grid(tables: Tables) -> Grid:
    """The sheet with the most filled cells: a page of notes may stand before it."""
    filled = [int((grid.frame != "").to_numpy().sum()) if len(grid.frame) < 50_000
              else grid.frame.size for grid in tables.grids]
    if not filled or not max(filled):
        raise say.no_answers(tables.path)
    return tables.grids[filled.index(max(filled))]


def _coding(path: Path, items: Sequence[Item], frame: pd.DataFrame) -> Coding:
    """Words or numbers; numbers that add up to the platform's own total are scores."""
    if not _is_coded(items, frame):
        return Coding.TEXT
    named = Coding.SCORE in path.stem or w.OLD_SCORE_NAME.fullmatch(path.stem)
    return Coding.SCORE if named or _adds_up(items, frame) else Coding.NUMBER


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
    numeric = [bool(len(c)) and bool(c.str.fullmatch(_NUMERIC).all()) for c in filled]
    return sum(numeric) > 0.5 * max(sum(bool(len(c)) for c in filled), 1)


def _check_twin(text: Export, number: Export) -> None:
    if len(text.frame) != len(number.frame):
        raise say.pair_differs(
            text.path, number.path, f"{len(text.frame)} ≠ {len(number.frame)}")
    serials = text.metadata(w.SERIAL), number.metadata(w.SERIAL)
    if all(s is not None for s in serials) and list(serials[0]) != list(serials[1]):
        raise say.pair_differs(text.path, number.path, w.SERIAL)
    headers = {normal(i.header): i for i in number.items if not i.metadata and not i.part}
    for item in text.items:
        other = headers.get(normal(item.header))
        if item.metadata or item.part or other is None:
            continue
        pairs = pd.DataFrame({"text": text.column(item).tolist(),
                              "code": number.column(other).tolist()})
        coded = pairs[pairs["code"].str.fullmatch(r"[1-9]\d?") & ~pairs["text"].str.contains(
            w.OPEN_LEFT, regex=False)].drop_duplicates()
        if len(coded) < 20 and coded["text"].duplicated().any():
            raise say.pair_differs(text.path, number.path, item.stem)


def find_items(
    export: Export, text: str, stem: str = "", choices: Sequence[str] = (),
) -> list[Item]:
    """The columns of one question: its own column, its row, or its options.

    Old exports drop the question from split columns (第6题(运动)); those are found by their
    options. Raises DataProblem naming the nearest header when there is none.
    """
    wanted, wanted_stem = normal(text), normal(stem)
    items = [i for i in export.items if not i.metadata]
    if stem:
        found = [i for i in items if normal(i.part) == wanted and normal(i.stem) == wanted_stem]
    else:
        found = [i for i in items if normal(i.stem) == wanted]
    found = found or [i for i in items if normal(i.header) == wanted]
    found = found or _by_options(items, choices)
    if not found:
        names = [i.stem for i in items if not i.part] + [i.part for i in items if i.part]
        raise say.column_missing(text, export.path, names)
    if len({i.number for i in found}) > 1 or len({(i.stem, i.part) for i in found}) < len(found):
        raise say.column_ambiguous(text, export.path, len(found))
    return found


def _by_options(items: Sequence[Item], choices: Sequence[str]) -> list[Item]:
    """The one group of split columns whose options are exactly these."""
    wanted = {normal(choice) for choice in choices}
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.part:
            groups.setdefault(item.stem, []).append(item)
    fitting = [group for group in groups.values() if {normal(i.part) for i in group} == wanted]
    return fitting[0] if len(fitting) == 1 and wanted else []
