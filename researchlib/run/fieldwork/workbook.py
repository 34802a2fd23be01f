"""Writes 课题表.xlsx: a guide, the sheets, their prompts and drop-downs, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from researchlib.store.files import write_atomic
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.study.sheets import FIRST_SHEETS, SHEETS, Column
from researchlib.terms import prompts
from researchlib.terms import words as w

_EMPTY_ROWS = 200
_ASIDE = "#BFBFBF"
_TITLE_MOST = 32

Rows = Mapping[str, Sequence[Mapping[str, str]]]


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
            _prompt(sheet, name, index, column, len(filled) + _EMPTY_ROWS)
        for number, row in enumerate(filled, 1):
            example = w.SHOWN_ROW in row.values()
            for index, column in enumerate(columns):
                text = row.get(column.name, "")
                sheet.write_string(number, index, text, shown if example else body)
    _prompt_basics(book.get_worksheet_by_name(w.BASICS), rows.get(w.BASICS, ()))
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


def _prompt(sheet: Any, name: str, index: int, column: Column, last: int) -> None:
    if name == w.BASICS:
        return
    told = prompts.PROMPTS.get((name, column.name)) or prompts.PROMPTS[column.name]
    kind: dict[str, Any] = {"validate": "any"}
    if column.allowed:
        kind = {"validate": "list", "source": list(column.allowed)}
    sheet.data_validation(1, index, last, index, kind | _message(column.name, told))


def _prompt_basics(sheet: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """Each item of 基本信息 has a prompt of its own; those that choose from a list, the list."""
    lists = {
        w.EDITION: tuple(w.Edition),
        w.SIMULATED: (w.NO, w.YES),
        w.STYLE: tuple(w.Style),
        w.SMALL_CELLS: (w.SMALL_HIDDEN, w.SMALL_SHOWN),
    }
    for number, row in enumerate(rows, 1):
        item = row[w.ITEM]
        kind: dict[str, Any] = {"validate": "any"}
        if item in lists:
            kind = {"validate": "list", "source": [str(choice) for choice in lists[item]]}
        told = prompts.BASIC_PROMPTS.get(item, "")
        if told or item in lists:
            sheet.data_validation(number, 1, number, 1, kind | _message(item, told))


def _message(title: str, told: str) -> dict[str, str]:
    return {"input_title": title[:_TITLE_MOST], "input_message": told} if told else {}
