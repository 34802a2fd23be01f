"""表格汇总.xlsx: every table and chart that the reports publish, a sheet each; a number as a
number, exactly as far as it is printed."""

import re
from collections.abc import Iterator, Sequence

from researchlib.protect.cells import PERCENT
from researchlib.protect.say import INTERVAL
from researchlib.report.objects.display import Picture, Plot, TableContent
from researchlib.report.say import PEOPLE
from researchlib.run.publish import say
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.terms.numbers import MINUS
from researchlib.terms.words import PERSON_UNIT

Shown = TableContent | Picture
_BAD = re.compile(r"[\[\]:*?/\\]")
_SHEET = 31
_WIDE = 40
# A number with its unit and mark; what could be a code, or is too long for a cell, is text.
_NUMBER = re.compile(
    rf"([-{MINUS}]?)((?:0|[1-9]\d{{0,8}})(?:\.\d{{1,6}})?)({PERCENT}?)([^\"\d\s.—，（]{{0,6}})"
)
_APART = re.compile(rf"[，（）]+(?:{INTERVAL}|{PEOPLE})?")


def tables_workbook(contents: Sequence[tuple[str, Shown]], simulated: bool) -> bytes:
    """Every (report, table or chart) as a sheet, with a list of them first."""
    book = new_book()
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(say.TABLES_FRONT)
    front.set_column(0, 2, 36)
    front.write_row(0, 0, say.TABLES_HEAD, bold)
    for number, (report, content) in enumerate(contents, 1):
        name = _BAD.sub(" ", f"{number} {content.caption}")[:_SHEET]
        for column, text in enumerate((name, content.caption, report)):
            front.write_string(number, column, text, wrap)
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, content.caption, bold)
        sheet.write_string(1, 0, content.question, wrap)
        longest = 0
        for column, cells in enumerate(_columns(content)):
            longest = max(longest, len(cells))
            sheet.set_column(column, column, min(_WIDE, 6 + 2 * max(map(len, cells))))
            sheet.write_string(3, column, cells[0], bold)
            for row, text in enumerate(cells[1:], 4):
                value, shown = numeric(text if column else "")
                if value is None:
                    sheet.write_string(row, column, text, wrap)
                else:
                    shown = book.add_format({"num_format": shown, "valign": "top"})
                    sheet.write_number(row, column, value, shown)
        for row, note in enumerate(content.notes, 4 + longest):
            sheet.write_string(row, 0, note, wrap)
    if simulated:
        front.write_string(len(contents) + 2, 0, say.SIMULATED, bold)
    return book_bytes(book)


def numeric(text: str) -> tuple[float | None, str]:
    """The number that a cell holds and the format that shows it as printed; else nothing."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None, ""
    sign, digits, percent, unit = found.groups()
    shown = re.sub(r"\d", "0", re.sub(r"^\d+", "0", digits)) + percent + f'"{unit}"' * bool(unit)
    value = float(f"{'-' * bool(sign)}{digits}{'e-2' * bool(percent)}")
    return value, f"{shown};{MINUS}{shown}"


def _columns(content: Shown) -> Iterator[list[str]]:
    """Each column from its head on; ends of intervals, people and words below a number stand in
    columns of their own."""
    for place, (head, *cells) in enumerate(zip(*_rows(content), strict=True)):
        parts = [_parts(*cell) if place else {"": cell[0]} for cell in cells]
        kinds = [kind for kind in say.TABLE_PARTS if any(kind in one for one in parts)]
        for kind in kinds or [""]:
            named = head[0] + say.TABLE_PARTS[kind] * (len(kinds) > 1)
            yield [named, *(one.get(kind, "") for one in parts)]


def _rows(content: Shown) -> list[list[tuple[str, str]]]:
    """Each cell as its text and what stands below it."""
    if not isinstance(content, Picture):
        return [[(c.text, c.note) for c in row] for row in (content.head, *content.rows)]
    plot = content.plot or Plot((), (), stacked=False)
    head = [("", ""), *((one.name or say.CHART_VALUE, "") for one in plot.series)]
    return [head, *([(n, ""), *((t, i) for _, t, i in told)] for n, told in plot.rows())]


def _parts(text: str, note: str) -> dict[str, str]:
    """The number, the ends of its interval, people, and other words."""
    many = numeric(_APART.split(text)[0])[1]
    found: dict[str, str] = {}
    for part in _APART.split(f"{text}（{note}") if many else (text, note):
        ends = part.split("—")
        if len(ends) == 2 and all(numeric(end)[1] for end in ends):
            found |= zip(("low", "high"), ends, strict=True)
        elif part:
            people = part.endswith(PERSON_UNIT) and numeric(part)[1]
            kind = ("people" if people else "words") if found else ""
            found[kind] = f"{found[kind]}，{part}" if kind in found else part
    return found
