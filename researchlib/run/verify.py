"""`researchlib verify`: everything run again, and compared with the published ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from researchlib.protect import ledger
from researchlib.run.engine import Pages
from researchlib.run.execute import Kernels
from researchlib.study.home import LEDGER, notebooks_of
from researchlib.study.study import Study
from researchlib.terms.messages import protect as say_protect
from researchlib.terms.messages import run as say


@dataclass(frozen=True)
class Difference:
    """One entry that is not the same: its name, as published, as recomputed."""

    name: str
    published: str
    recomputed: str


def verify(
    home: Path, study: Study, tell: Callable[[str], None],
) -> tuple[int, list[Difference]]:
    """Recompute every published entry; returns how many there are and those that differ."""
    kept = home / "exports" / study.name / LEDGER
    if not kept.is_file():
        raise say.no_ledger(study.name)
    stale = ledger.mixed(kept.parent)
    if stale:
        raise say_protect.mixed_set(stale)
    published = _by_name(json.loads(kept.read_text(encoding="utf-8"))["entries"])
    pages = Pages(home, study.name, notebooks_of(home, study.name), Kernels(), tell)
    entries = [entry for page in pages.made(study.withheld) for entry in page.entries]
    fresh = _by_name(entries)
    names = list(dict.fromkeys([*published, *fresh]))
    differing = [
        Difference(name, published.get(name, say.GONE), fresh.get(name, say.FRESH))
        for name in names if published.get(name) != fresh.get(name)
    ]
    return len(names), differing


def _by_name(entries: list[ledger.Entry]) -> dict[str, str]:
    """Findings by their key; tables and charts by report and place."""
    found: dict[str, str] = {}
    for entry in entries:
        first = entry["text"].split("\n")[0]
        name = entry["key"] or f"{entry['report']} {entry['kind']} {len(found) + 1}"
        found[name] = f"{first} [{entry['fingerprint']}]"
    return found
