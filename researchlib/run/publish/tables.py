"""表格汇总.xlsx: every table that the reports publish, a sheet each, text as published."""

import re
from collections.abc import Sequence
from typing import Any

from researchlib.report.objects.display import TableContent
from researchlib.run.publish import say
from researchlib.store.xlsx import book_bytes, new_book

_BAD = re.compile(r"[\[\]:*?/\\]")
_SHEET = 31
_WIDE = 40


def tables_workbook(tables: Sequence[tuple[str, TableContent]], simulated: bool) -> bytes:
    """Every (report, content of a table) as a sheet, with a list of them first; text only, as
    published."""
    book = new_book()
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(say.TABLES_FRONT)
    front.set_column(0, 2, 36)
    for column, name in enumerate(say.TABLES_HEAD):
        front.write_string(0, column, name, bold)
    for number, (report, content) in enumerate(tables, 1):
        name = _BAD.sub(" ", f"{number} {content.caption}")[:_SHEET]
        for column, text in enumerate((name, content.caption, report)):
            front.write_string(number, column, text, wrap)
        _sheet(book.add_worksheet(name), content, bold, wrap)
    if simulated:
        front.write_string(len(tables) + 2, 0, say.SIMULATED, bold)
    return book_bytes(book)


def _sheet(sheet: Any, content: TableContent, bold: Any, wrap: Any) -> None:
    sheet.write_string(0, 0, content.caption, bold)
    sheet.write_string(1, 0, content.question, wrap)
    rows = [content.head, *content.rows]
    for number, row in enumerate(rows, 3):
        for column, cell in enumerate(row):
            text = f"{cell.text}（{cell.note}）" if cell.note else cell.text
            sheet.write_string(number, column, text, bold if number == 3 else wrap)
    for column in range(len(rows[0])):
        longest = max(len(row[column].text) for row in rows if column < len(row))
        sheet.set_column(column, column, min(_WIDE, 6 + 2 * longest))
    for number, note in enumerate(content.notes, 4 + len(rows)):
        sheet.write_string(number, 0, note, wrap)
