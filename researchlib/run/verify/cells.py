"""The published ledger computed again from protected cells, without any data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from researchlib.protect.cells import printed
from researchlib.study.home import LEDGER

CELLS = "cells.json"


@dataclass(frozen=True)
class Recomputed:
    """The ledger computed again from cells: how many numbers agree, were counted, are withheld,
    and those that do not agree (name, as published, as computed)."""

    same: int
    counted: int
    withheld: int
    other: tuple[tuple[str, str, str], ...]


def recompute(exports: Path) -> Recomputed:
    """Every number of a published ledger from its cell, without any data."""
    entries = json.loads((exports / LEDGER).read_text(encoding="utf-8"))["entries"]
    cells = json.loads((exports / CELLS).read_text(encoding="utf-8"))
    same, counted, withheld, other = 0, 0, 0, []
    for entry, mine in zip(entries, cells, strict=True):
        for number, cell in zip(entry["numbers"], mine, strict=True):
            if cell is None:
                withheld += bool(number.get("withheld"))
                counted += not number.get("withheld")
            elif _agrees(number, cell):
                same += 1
            else:
                other.append(
                    (
                        f"{entry['key'] or entry['report']} {number['name']}",
                        str(number["text"]),
                        "，".join(printed(cell)),
                    )
                )
    return Recomputed(same, counted, withheld, tuple(other))


def _agrees(number: dict[str, Any], cell: dict[str, Any]) -> bool:
    text, interval = printed(cell)
    if "sides" in cell:
        return text in number["text"] and interval in number["text"]
    return (number["text"], number["interval"]) == (text, interval)
