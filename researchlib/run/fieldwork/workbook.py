"""Writes 课题表.xlsx: the sheets, their drop-downs and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from researchlib.store.files import write_atomic
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.study.sheets import SHEETS

_EMPTY_ROWS = 200
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def write_workbook(path: Path, rows: Rows) -> None:
    """Write every sheet of the schema, with the given rows, to `path`."""
    write_atomic(path, workbook_bytes(rows))


def workbook_bytes(rows: Rows) -> bytes:
    """Every sheet of the schema, with the given rows."""
    book = new_book()
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for name, columns in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        filled = rows.get(name, ())
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column.name, head)
            sheet.set_column(index, index, column.width, body)
            if column.allowed:
                sheet.data_validation(
                    1,
                    index,
                    len(filled) + _EMPTY_ROWS,
                    index,
                    {"validate": "list", "source": list(column.allowed)},
                )
            for number, row in enumerate(filled, 1):
                sheet.write_string(number, index, row.get(column.name, ""), body)
    return book_bytes(book)
