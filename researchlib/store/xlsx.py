"""A plain list as a workbook: text only, no formula, no link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

MADE = datetime(2024, 1, 1)


def list_workbook(
    sheet_name: str,
    head: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
) -> bytes:
    """One sheet with a head and rows, every cell as text."""
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": MADE})  # the same list is the same file
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet(sheet_name)
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, wrap)
    book.close()
    return packed.getvalue()
