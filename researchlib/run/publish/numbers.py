"""数字清单.xlsx: every published finding, number, table and chart with the mark to paste."""

from collections.abc import Iterator, Sequence

from researchlib.protect.ledger import Entry
from researchlib.report.page.marks import PasteMark, marks_of
from researchlib.run.publish import say
from researchlib.store.xlsx import list_workbook

_WIDTHS = (44, 8, 60, 14, 10, 50, 18)


def number_list(entries: Sequence[Entry], simulated: bool) -> bytes:
    """The list as a workbook; text as published."""
    rows = [tuple(_row(mark)) for mark in marks_of(tuple(entries)).values() if mark.listed]
    if simulated:
        rows.append((say.SIMULATED, *[""] * (len(_WIDTHS) - 1)))
    return list_workbook(say.NUMBERS_NAME, say.NUMBERS_HEAD, _WIDTHS, rows)


def _row(mark: PasteMark) -> Iterator[str]:
    number, of = mark.number, mark.number.get("of")
    yield mark.written
    yield say.MARK_KINDS[mark.entry.kind if mark.whole or mark.block else "number"]
    yield mark.text
    yield str(number.get("interval") or "")
    yield say.persons(number["n"]) if number.get("n") else ""
    yield say.asked(str(number.get("question") or number.get("source") or ""), of or ())
    yield mark.entry.report
