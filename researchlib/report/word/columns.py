"""The tables of a document: three lines, whole rows, columns as wide as what they hold."""

import math
from collections.abc import Sequence
from itertools import permutations
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from researchlib.report.objects.display import TableCell

NOTE = 9  # points of what stands below a number or a table
_WIDE = 156  # millimetres of text
_LEAST_COLUMN, _STEPS, _TRIES = 12, (2, 6, 12), 60  # millimetres; how often widths are changed
_SIDES = 4.5  # millimetres of a cell that hold no text
_POINT = 25.4 / 72


def widen(table: Any, rows: Sequence[Sequence[TableCell]], points: float) -> None:
    """Columns that hold their longest text in a line where they can, the others by how much they
    hold; in the grid itself (WPS reads no other width)."""
    lines = [
        [max(_width(c.text, points), _width(c.note, NOTE)) for c in column]
        for column in zip(*rows, strict=True)
    ]
    for column, width in zip(table.columns, _shared(lines), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _width(text: str, points: float) -> float:
    """How many millimetres the longest line takes."""
    letters = (sum(1 if ord(c) > 255 or c in "—“”…" else 0.55 for c in t) for t in text.split("\n"))
    return max(letters) * points * _POINT


def _shared(lines: Sequence[Sequence[float]]) -> list[float]:
    """The width of the page over columns whose cells take so much in one line: each whole where
    all fit, else so that the table is as low as it can be."""
    whole = [max(column) + _SIDES for column in lines]
    spare = _WIDE - sum(whole)
    if spare >= 0:
        return [width + spare / len(whole) for width in whole]
    asked = [sum(column) ** 0.5 + 1 for column in lines]
    widths = [_WIDE * one / sum(asked) for one in asked]
    moves = [(*pair, step) for pair in permutations(range(len(whole)), 2) for step in _STEPS]
    for _ in range(_TRIES):
        best = min((_moved(widths, *move) for move in moves), key=lambda w: _high(lines, w))
        if _high(lines, best) >= _high(lines, widths):
            break
        widths = best
    return widths


def _moved(widths: Sequence[float], give: int, take: int, step: float) -> list[float]:
    return [w - step * (k == give) + step * (k == take) for k, w in enumerate(widths)]


def _high(lines: Sequence[Sequence[float]], widths: Sequence[float]) -> float:
    """How many lines a table takes; of two as low, the one with fewer in its cells."""
    if min(widths) < _LEAST_COLUMN:
        return math.inf
    taken = [
        [max(1, math.ceil(one / (width - _SIDES))) for one in column]
        for column, width in zip(lines, widths, strict=True)
    ]
    return sum(map(max, zip(*taken, strict=True))) + 0.1 * sum(map(sum, taken))


def three_lines(table: Any) -> None:
    """A line above, one below, one under the head."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", "12"), ("bottom", "12")):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)
    for cell in table.rows[0].cells:
        under = OxmlElement("w:tcBorders")
        line = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        under.append(line)
        cell._tc.get_or_add_tcPr().append(under)


def keep_whole(row: Any, head: bool) -> None:
    """A row stays on one page; the head repeats on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
