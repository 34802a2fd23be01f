"""The tables of a document: three lines, whole rows, columns as wide as what they hold."""

from collections.abc import Sequence
from typing import Any

from docx.shared import Mm

from researchlib.report.objects.display import TableCell
from researchlib.report.word.page import element

NOTE = 9  # points of what stands below a number or a table
_WIDE = 156  # millimetres of text
_SIDES = 5.5  # millimetres of a cell that hold no text
_POINT = 25.4 / 72


def widen(table: Any, rows: Sequence[Sequence[TableCell]], points: float) -> None:
    """Columns that hold their longest text in a line where they can, the others by how much they
    hold; in the grid itself (WPS reads no other width)."""
    lines = [
        [max(_width(c.text, points), _width(c.note, NOTE), 1) for c in column]
        for column in zip(*rows, strict=True)
    ]
    for column, width in zip(table.columns, _shared(lines), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _width(text: str, points: float) -> float:
    """How many millimetres the longest line takes."""
    letters = (sum(0.55 if c.isascii() and c != "%" else 1 for c in t) for t in text.split("\n"))
    return max(letters) * points * _POINT


def _shared(lines: Sequence[Sequence[float]]) -> list[float]:
    """The width of the page over columns whose cells take so much in one line: short ones whole,
    then wider the one that makes most rows high."""
    fair = _WIDE / (len(lines) + 1)
    widths = [min(max(column) + _SIDES, fair) for column in lines]
    while sum(widths) < _WIDE:
        wanted = [0.0] * len(lines)
        for row in zip(*lines, strict=True):
            high = [one / (width - _SIDES) for one, width in zip(row, widths, strict=True)]
            wanted[high.index(max(high))] += max(high)
        widths[wanted.index(max(wanted))] += 1
    return widths


def three_lines(table: Any) -> None:
    """A line above, one below, one under the head."""
    properties = table._tbl.tblPr
    properties.append(element("tblBorders", _line("top", 12), _line("bottom", 12)))
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(element("tcBorders", _line("bottom", 6)))


def _line(side: str, size: int) -> Any:
    return element(side, val="single", sz=size, space=0, color="000000")


def keep_whole(row: Any, head: bool) -> None:
    """A row stays on one page; the head repeats on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
