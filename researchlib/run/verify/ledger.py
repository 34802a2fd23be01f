"""`researchlib verify`: everything run again, and compared with the published ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from researchlib import __version__
from researchlib.protect import ledger
from researchlib.report.html.plain_page import write_plain_page
from researchlib.report.objects.listing import Listing
from researchlib.report.page.bases import styled
from researchlib.run.engine.graph import Pages
from researchlib.run.engine.kernel import Kernels
from researchlib.run.engine.worker import findings_here
from researchlib.run.verify import say
from researchlib.run.verify.cells import CELLS, recompute
from researchlib.run.verify.snapshot import changed_since
from researchlib.store.files import digests
from researchlib.study.home import LEDGER, RAW, notebooks_of
from researchlib.study.study import Study


@dataclass(frozen=True)
class Compared:
    """One entry of the ledger: as published, as recomputed, and whether the numbers agree."""

    name: str
    published: str
    recomputed: str
    fingerprints: tuple[str, str]
    state: str


@dataclass(frozen=True)
class Verified:
    """Every entry compared, and where some differ, what has changed since the report."""

    rows: tuple[Compared, ...]
    causes: tuple[str, ...]

    def of(self, state: str) -> tuple[Compared, ...]:
        """The entries in that state: 一致, 数一致，依据变了 or 不一致."""
        return tuple(row for row in self.rows if row.state == state)

    @property
    def same(self) -> bool:
        """Whether everything is as published, numbers and what they rest on."""
        return all(row.state == say.SAME for row in self.rows)

    @property
    def verdict(self) -> str:
        return say.verify_done(len(self.rows), len(self.of(say.OTHER)), len(self.of(say.MOVED)))


def verify(home: Path, study: Study, tell: Callable[[str], None]) -> Verified:
    """Recompute every published entry, each notebook in a fresh kernel."""
    document = _published(home / "exports" / study.name)
    pages = Pages(home, study.name, notebooks_of(home, study.name), Kernels(), tell)
    made = pages.made(study.withheld)
    published = _by_name(document["entries"])
    fresh = _by_name([entry for page in made for entry in page.entries])
    rows = tuple(
        _compared(published.get(name), fresh.get(name))
        for name in dict.fromkeys([*published, *fresh])
    )
    return _explained(study, document, rows)


def verify_finding(home: Path, study: Study, key: str) -> Verified:
    """Recompute the one finding of that key in this process, as if fresh; no chart is drawn."""
    document = _published(home / "exports" / study.name)
    known = {entry["key"]: entry for entry in document["entries"] if entry["key"]}
    if key not in known:
        raise say.no_finding(key, get_close_matches(key, known, 3, 0.4))
    report = known[key]["report"]
    path = home / "notebooks" / study.name / f"{report}.ipynb"
    found = findings_here(path, lambda cell: None)
    made = ledger.entries_of(report, [styled(found[key], study.style)]) if key in found else [None]
    return _explained(study, document, (_compared(known[key], made[0]),))


def is_class_pack(home: Path, study: str) -> bool:
    """Whether the study is here without its data: pages, ledger and cells alone."""
    return (home / "exports" / study / CELLS).is_file() and not (home / "data" / study).exists()


def verify_cells(home: Path, study: str, tell: Callable[[str], None]) -> bool:
    """Every published number computed again from its protected cell; whether all agree."""
    exports = home / "exports" / study
    _published(exports)
    found = recompute(exports)
    for name, published, computed in found.other:
        tell(say.differs(name, published, computed))
    tell(say.recomputed(found.same, found.counted, found.withheld, len(found.other)))
    return not found.other


def _published(exports: Path) -> dict[str, Any]:
    """The ledger, if it and the files that it names are one set."""
    kept = exports / LEDGER
    if not kept.is_file():
        raise say.no_ledger(exports.name)
    stale = ledger.mixed(exports)
    if stale:
        raise say.mixed_set(stale)
    return json.loads(kept.read_text(encoding="utf-8"))


def _explained(
    study: Study,
    document: Mapping[str, Any],
    rows: tuple[Compared, ...],
) -> Verified:
    differing = any(row.state != say.SAME for row in rows)
    return Verified(rows, tuple(_causes(study, document)) if differing else ())


def told(found: Verified, every: bool) -> Iterator[str]:
    """What was found, for the screen: what differs (or every entry), why, and the verdict."""
    for row in found.rows if every else found.of(say.OTHER):
        yield say.verify_line(row.name, row.published, row.recomputed, row.fingerprints, row.state)
    if not found.same:
        yield say.CAUSES if found.causes else say.NO_CAUSE
    yield from found.causes
    yield found.verdict


def write_page(home: Path, study: Study, found: Verified) -> str:
    """核对.html: what differs first, then the rest; returns where it was written."""
    ordered = [row for state in (say.OTHER, say.MOVED, say.SAME) for row in found.of(state)]
    rows = tuple(
        (
            row.name,
            (row.published, row.fingerprints[0]),
            (row.recomputed, row.fingerprints[1]),
            row.state,
        )
        for row in ordered
    )
    return say.verify_page_written(
        write_plain_page(
            home,
            study,
            say.VERIFY_PAGE,
            say.VERIFY_TITLE,
            [found.verdict],
            Listing(say.VERIFY_PAGE, "", say.VERIFY_HEAD, rows),
        )
    )


def _by_name(entries: list[ledger.Entry]) -> dict[str, ledger.Entry]:
    """Findings by their key; the others by report, kind and what they open with."""
    found: dict[str, ledger.Entry] = {}
    for entry in entries:
        name = entry["key"] or f"{entry['report']} {entry['kind']} {_opening(entry)[:30]}"
        while name in found:
            name += "′"
        found[name] = entry
    return found


def _opening(entry: Mapping[str, Any]) -> str:
    return entry["text"].split("\n")[0]


def _compared(old: ledger.Entry | None, new: ledger.Entry | None) -> Compared:
    state = say.OTHER
    if old and new and old["text"] == new["text"] and _numbers(old) == _numbers(new):
        state = say.SAME if old["fingerprint"] == new["fingerprint"] else say.MOVED
    entry = old or new or {}
    name = entry.get("key") or say.nameless(entry.get("report", ""), entry.get("kind", ""))
    return Compared(
        name,
        _shown(old, new) if old else say.GONE,
        _shown(new, old) if new else say.FRESH,
        (say.fingerprint(old), say.fingerprint(new)),
        state,
    )


def _numbers(entry: ledger.Entry) -> list[dict[str, Any]]:
    """The numbers with all that is said of them, but for the fingerprint of the data."""
    return [{k: v for k, v in number.items() if k != "data"} for number in entry["numbers"]]


def _shown(entry: ledger.Entry, other: ledger.Entry | None) -> str:
    """A sentence whole; of a table what it opens with, and its first line that differs."""
    lines = entry["text"].split("\n")
    there = other["text"].split("\n") if other else []
    apart = [line for line in lines[1:] if line not in there]
    return "　".join([lines[0], *apart[:1]])


def _causes(study: Study, document: Mapping[str, Any]) -> Iterator[str]:
    now = f"{__version__}（{ledger.code_fingerprint()}）"
    was = f"{document['version']}（{document['code']}）"
    if was != now:
        yield say.code_changed(was, now)
    here = ledger.package_versions()
    for name, version in document.get("packages", {}).items():
        if here.get(name, "") != version:
            yield say.package_changed(name, version, here.get(name, say.GONE))
    yield from changed_since(study.folder, digests(study.folder, RAW))
