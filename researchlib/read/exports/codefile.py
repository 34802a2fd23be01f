"""问卷网's code file: what Q1, Q3_A1 and Q5_R1 of the coded export beside it ask and mean."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from researchlib.read.exports.headers import Item
from researchlib.read.files.guard import read_tables
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import whole
from researchlib.terms.words import Kind

_START = 4_096  # bytes: a code file names a question in its first rows
_LISTED = (Kind.MULTIPLE, Kind.RANKING)


@dataclass(frozen=True)
class Coded:
    """One question of a code file: its words, its type and its options by code."""

    text: str
    kind: Kind
    options: tuple[tuple[str, str], ...]


def read_code_file(path: Path) -> dict[str, Coded]:
    """The questions by number (Q1 ...); empty when the file is no code file."""
    if path.suffix.lower() != ".csv" or not path.is_file() or not _may_be_codes(path):
        return {}
    try:
        rows = read_tables(path).grids[0].rows
    except DataProblem:
        return {}
    rows = [row for row in rows if len(row) >= 3 and any(cell.strip() for cell in row)]
    if rows and not w.CODE_NUMBER.fullmatch(rows[0][0].strip()):
        rows = rows[1:]  # a header row
    found: dict[str, Coded] = {}
    for number, text, kind in ((_plain(c) for c in row[:3]) for row in rows):
        if w.CODE_NUMBER.fullmatch(number) and kind in w.FORM_TAGS:
            found[number] = Coded(text, w.FORM_TAGS[kind], ())
        elif found and not number:
            last = next(reversed(found))
            found[last] = replace(found[last], options=(*found[last].options, (text, kind)))
        else:
            return {}
    return found


def _may_be_codes(path: Path) -> bool:
    """Whether a question number starts one of the first lines: a large export is not read twice."""
    with path.open("rb") as file:
        start = file.read(_START)
    return (
        b"Q" in start
        and w.CODE_NUMBER.search(start.replace(b"\0", b"").decode("ascii", "ignore")) is not None
    )


def beside(path: Path, items: Sequence[Item]) -> tuple[Path, dict[str, Coded]] | None:
    """The code file in the folder of a coded export that describes most of its questions."""
    numbers = {f"Q{i.number}" for i in items if not i.metadata and i.stem == f"Q{i.number}"}
    if len(numbers) < 2:
        return None
    for other in sorted(path.parent.glob("*.csv")):
        codes = read_code_file(other) if other != path else {}
        if len(numbers & set(codes)) > len(numbers) / 2:
            return other, codes
    return None


def name_items(
    items: Sequence[Item],
    frame: pd.DataFrame,
    codes: dict[str, Coded],
) -> tuple[tuple[Item, ...], pd.DataFrame, dict[int, tuple[str, ...]], dict[int, Kind]]:
    """Items with their words, answers with their labels, and by column the labels and the type."""
    named: list[Item] = []
    columns = {}
    choices: dict[int, tuple[str, ...]] = {}
    kinds = {
        i.position: codes[f"Q{i.number}"].kind
        for i in items
        if not i.metadata and f"Q{i.number}" in codes
    }
    for item in items:
        coded = codes.get(f"Q{item.number}")
        columns[item.position] = frame[item.position]
        if item.metadata or coded is None:
            named.append(item)
            continue
        options = dict(coded.options)
        part = item.part
        if coded.kind in _LISTED:
            part = options.get(part.removeprefix("A"), part)
        elif options and coded.kind in (Kind.SINGLE, Kind.SCALE):
            answers = frame[item.position].str.strip()
            columns[item.position] = answers.map(lambda a, o=options: o.get(whole(a), a))
            choices[item.position] = tuple(options.values())
        named.append(replace(item, stem=coded.text, part=part))
    return tuple(named), pd.DataFrame(columns, index=frame.index), choices, kinds


def _plain(cell: str) -> str:
    """Questions come with pieces of HTML."""
    return html.unescape(w.HTML_PIECE.sub("", cell)).strip()
