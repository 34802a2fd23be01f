"""Workbooks: one way to write them; text only, no formula, no link."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

MADE = datetime(2024, 1, 1)
# What Excel lets a prompt hold.
_TITLE, _MESSAGE = 32, 255


def new_book() -> Any:
    """An empty workbook in memory. What is typed into a cell stays text; the same rows always
    give the same file."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        io.BytesIO(), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": MADE})
    return book


def book_bytes(book: Any) -> bytes:
    """The workbook, closed."""
    book.close()
    return book.filename.getvalue()


def list_workbook(
    sheet_name: str,
    head: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    prompts: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """One sheet with a head and rows, every cell as text; a column of `prompts` says what it
    means when one clicks into it."""
    book, listed = new_book(), list(rows)
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet(sheet_name)
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, width)
        if prompts.get(name) and listed:
            told = {"input_title": name[:_TITLE], "input_message": prompts[name][:_MESSAGE]}
            sheet.data_validation(1, column, len(listed), column, {"validate": "any"} | told)
    for number, row in enumerate(listed, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, wrap)
    return book_bytes(book)
