"""表格汇总.xlsx: every table and chart that the reports publish, a sheet each; a number as a
number, exactly as far as it is printed."""

import re
from collections.abc import Iterator, Sequence

from researchlib.protect.say import INTERVAL
from researchlib.report.objects.display import Picture, Plot, TableContent
from researchlib.report.say import PEOPLE
from researchlib.run.publish import say
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.terms.numbers import numeric
from researchlib.terms.words import PERSON_UNIT

Shown = TableContent | Picture
_BAD = re.compile(r"[\[\]:*?/\\]")
_SHEET = 31
_WIDE = 40
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
