"""The published ledger computed again from protected cells, without any data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from researchlib.protect.cells import Cell, printed
from researchlib.protect.ledger import Ledger
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
