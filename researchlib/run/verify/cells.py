"""The published ledger computed again from protected cells, without any data."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from researchlib.protect.cells import Cell, printed
from researchlib.protect.ledger import Ledger, mark_of
from researchlib.terms import numbers as write


@dataclass(frozen=True)
class Recomputed:
    """The ledger computed again from cells: how many numbers agree, how many are known only as
    printed, were counted, are withheld, and those that do not agree (name, as published, as
    computed)."""

    same: int
    printed: int
    counted: int
    withheld: int
    other: tuple[tuple[str, str, str], ...]


def recompute(ledger: Ledger, kept: Path) -> Recomputed:
    """Every number of a published ledger from its cell in cells.json, without any data."""
    cells = json.loads(kept.read_text(encoding="utf-8"))
    states: dict[str, int] = dict.fromkeys(("same", "printed", "counted", "withheld"), 0)
    other = []
    for entry, mine in zip(ledger.entries, cells, strict=True):
        for number, cell in zip(entry.numbers, mine, strict=True):
            state = _state(number, cell)
            if state:
                states[state] += 1
            else:
                name = f"{entry.key or entry.report} {number['name']}"
                other.append((name, str(number["text"]), "，".join(printed(cell))))
    return Recomputed(**states, other=tuple(other))


def unlike(ledger: Ledger, exports: Path) -> Iterator[tuple[str, str]]:
    """What a page does not say though the ledger does (page, words): its sentences, its numbers
    that have an interval, and the mark that stands on its last page."""
    for report in dict.fromkeys(entry.report for entry in ledger.entries):
        page = exports / f"{report}.html"
        said = _run_together("".join(html.fromstring(page.read_bytes()).itertext()))
        mine = [entry for entry in ledger.entries if entry.report == report]
        listed = [e for e in mine if e.kind != "chart"]
        numbers = [n for entry in listed for n in entry.numbers if n.get("interval")]
        told = [mark_of(mine)] * ledger.outward  # older pages have none
        told += [str(n["text"]) for n in numbers]
        told += [line for e in mine if e.kind not in _IN_PIECES for line in e.text.split("\n")]
        for words in dict.fromkeys(told):
            if _run_together(words) not in said:
                yield page.name, words


# Of these a page says the numbers, not the one text that the ledger keeps of them.
_IN_PIECES = ("chart", "table", "card", "choices", "exercise", "voices", "form")


def _run_together(text: str) -> str:
    return "".join(text.split())


def _state(number: Mapping[str, Any], cell: Cell | None) -> str:
    """Under what a number counts; nothing where it does not agree with its cell."""
    if cell is None and (number.get("direction") or number.get("interval")):
        return "printed"
    if cell is None:
        return "withheld" if number.get("withheld") else "counted"
    text, interval = printed(cell)
    if "sides" in cell:
        same = text in number["text"] and interval in number["text"]
    else:
        same = number["interval"] == interval and number["text"] in (text, in_words(interval))
    if not same:
        return ""
    return "printed" if "values" in cell else "same"


def in_words(interval: str) -> str:
    """How a sentence says a share that is too uncertain for one number."""
    return write.tenths_between(*(end / 100 for end in write.numbers_in(interval)))
