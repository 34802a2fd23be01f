"""Writes 课题表.xlsx: a guide, the sheets, their prompts and drop-downs, and their rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from researchlib.read.files.guard import read_tables
from researchlib.store.files import write_atomic
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.study.sheets import FIRST_SHEETS, ITEMS, SHEETS, Column
from researchlib.terms import prompts
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows

_EMPTY_ROWS = 200
_ASIDE = "#BFBFBF"
_TITLE_MOST = 32

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def sheet_rows(path: Path) -> dict[str, list[dict[str, str]]]:
    """What a workbook says, sheet by sheet."""
    grids = read_tables(path).grids
    return {grid.name: [cells for _, cells in filled_rows(grid.rows)] for grid in grids}


def write_workbook(path: Path, rows: Rows) -> None:
    """Write the guide and every sheet of the schema, with the given rows, to `path`."""
    write_atomic(path, workbook_bytes(rows))


def workbook_bytes(rows: Rows) -> bytes:
    """The guide and every sheet of the schema, with the given rows."""
    book = new_book()
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    shown = book.add_format({"italic": True, "font_color": "#7F7F7F", "text_wrap": True})
    guide = book.add_worksheet(w.GUIDE)
    guide.set_column(0, 0, 88, body)
    guide.write_column(0, 0, prompts.GUIDE_LINES, body)
    for name, columns in SHEETS.items():
        sheet = book.add_worksheet(name)
        _lay_out(sheet, name not in FIRST_SHEETS)
        filled = rows.get(name, ())
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column.name, head)
            sheet.set_column(index, index, column.width, body)
            if name != w.BASICS:
                _prompt(sheet, (1, len(filled) + _EMPTY_ROWS), index, column)
        for number, row in enumerate(filled, 1):
            example = w.SHOWN_ROW in row.values()
            for index, column in enumerate(columns):
                text = row.get(column.name, "")
                sheet.write_string(number, index, text, shown if example else body)
    basics = book.get_worksheet_by_name(w.BASICS)
    for number, row in enumerate(rows.get(w.BASICS, ()), 1):
        if row[w.ITEM] in ITEMS:
            _prompt(basics, (number, number), 1, ITEMS[row[w.ITEM]])
    return book_bytes(book)


def _lay_out(sheet: Any, aside: bool) -> None:
    """Prints one page wide with its head on every page; sheets not always needed are grey."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if aside:
        sheet.set_tab_color(_ASIDE)


def _prompt(sheet: Any, rows: tuple[int, int], place: int, column: Column) -> None:
    """What to write in these rows of a column, and the list from which to choose it."""
    told = {"input_title": column.name[:_TITLE_MOST], "input_message": column.prompt}
    listed = {"validate": "list", "source": [*map(str, column.allowed)]}
    kind = listed if column.allowed else {"validate": "any"}
    sheet.data_validation(rows[0], place, rows[1], place, kind | told)
