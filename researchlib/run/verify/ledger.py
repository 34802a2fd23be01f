"""`researchlib verify`: everything run again, and compared with the published ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from researchlib import __version__
from researchlib.protect.ledger import (
    Entry,
    Ledger,
    code_fingerprint,
    package_versions,
    read_ledger,
)
from researchlib.protect.number import WORDS
from researchlib.report.html.plain_page import write_plain_page
from researchlib.report.objects.listing import Listing
from researchlib.run.engine.graph import Pages
from researchlib.run.engine.kernel import Kernels
from researchlib.run.engine.worker import findings_here
from researchlib.run.verify import say
from researchlib.run.verify.cells import recompute
from researchlib.run.verify.snapshot import changed_since
from researchlib.store.key import kept_key, keyed
from researchlib.study.place import Place, place_of
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
    kept = _published(study.paths)
    pages = Pages(home, study.name, study.paths.to_run(), Kernels(), tell)
    made = pages.made(study.withheld)
    published = _by_name(kept.entries)
    fresh = _by_name([entry for page in made for entry in page.entries])
    rows = tuple(
        _compared(published.get(name), fresh.get(name), study.paths)
        for name in dict.fromkeys([*published, *fresh])
    )
    return _explained(study, kept, rows)


def verify_finding(study: Study, key: str) -> Verified:
    """Recompute the one finding of that key in this process, as if fresh; no chart is drawn."""
    kept = _published(study.paths)
    known = {entry.key: entry for entry in kept.entries if entry.key}
    if key not in known:
        raise say.no_finding(key, get_close_matches(key, known, 3, 0.4))
    path = study.paths.notebooks / f"{known[key].report}.ipynb"
    found = findings_here(path, lambda cell: None)
    row = _compared(known[key], found.get(key), study.paths)
    return _explained(study, kept, (row,))


def is_class_pack(home: Path, study: str) -> bool:
    """Whether the study is here without its data: pages, ledger and cells alone."""
    place = place_of(home, study)
    return place.cells.is_file() and not place.data.exists()


def verify_cells(home: Path, study: str, tell: Callable[[str], None]) -> bool:
    """Every published number computed again from its protected cell; whether all agree."""
    place = place_of(home, study)
    found = recompute(_published(place), place.cells)
    for name, published, computed in found.other:
        tell(say.differs(name, published, computed))
    tell(say.recomputed(found.same, found.printed, found.counted, found.withheld, len(found.other)))
    return not found.other


def _published(place: Place) -> Ledger:
    """The ledger, if it and the files that it names are one set."""
    kept = read_ledger(place.ledger)
    if not kept.entries:
        raise say.no_ledger(place.study)
    if stale := kept.mixed(place.exports):
        raise say.mixed_set(stale)
    return kept


def _explained(study: Study, kept: Ledger, rows: tuple[Compared, ...]) -> Verified:
    differing = any(row.state != say.SAME for row in rows)
    return Verified(rows, tuple(_causes(study, kept)) if differing else ())


def told(found: Verified, every: bool) -> Iterator[str]:
    """What was found, for the screen: what differs (or every entry), why, and the verdict."""
    for row in found.rows if every else found.of(say.OTHER):
        yield say.verify_line(row.name, row.published, row.recomputed, row.fingerprints, row.state)
    if not found.same:
        yield say.CAUSES if found.causes else say.NO_CAUSE
    yield from found.causes
    yield found.verdict


def write_page(study: Study, found: Verified) -> str:
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
            study,
            say.VERIFY_PAGE,
            say.VERIFY_TITLE,
            [found.verdict],
            Listing(say.VERIFY_PAGE, "", say.VERIFY_HEAD, rows, behind=WORDS),
        )
    )


def _by_name(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Findings by their key; the others by report, kind and what they open with."""
    found: dict[str, Entry] = {}
    for entry in entries:
        opening = entry.text.split("\n")[0][:30]
        name = entry.key or f"{entry.report} {entry.kind} {opening}"
        while name in found:
            name += "′"
        found[name] = entry
    return found


def _compared(old: Entry | None, new: Entry | None, place: Place) -> Compared:
    state = say.OTHER
    if old and new and old.text == new.text and _numbers(old) == _numbers(new):
        state = say.SAME if _rests_on_the_same(old, new, place) else say.MOVED
    entry = old or new
    assert entry is not None
    return Compared(
        entry.key or say.nameless(entry.report, entry.kind),
        _shown(old, new) if old else say.GONE,
        _shown(new, old) if new else say.FRESH,
        (
            say.fingerprint(old.fingerprint if old else ""),
            say.fingerprint(new.fingerprint if new else ""),
        ),
        state,
    )


def _numbers(entry: Entry) -> list[dict[str, Any]]:
    """The numbers with all that is said of them, but for the fingerprint of the data."""
    return [{k: v for k, v in number.items() if k != "data"} for number in entry.numbers]


def _rests_on_the_same(old: Entry, new: Entry, place: Place) -> bool:
    """Whether the numbers come from the same data; an old ledger has fingerprints without key."""
    return all(
        was == now or keyed(was, kept_key(place.key))[: len(was)] == now
        for was, now in zip(_data(old), _data(new), strict=True)
    )


def _data(entry: Entry) -> list[str]:
    return [number.get("data", "") for number in entry.numbers]


def _shown(entry: Entry, other: Entry | None) -> str:
    """A sentence whole; of a table what it opens with, and its first line that differs."""
    lines = entry.text.split("\n")
    there = other.text.split("\n") if other else []
    apart = [line for line in lines[1:] if line not in there]
    return "　".join([lines[0], *apart[:1]])


def _causes(study: Study, kept: Ledger) -> Iterator[str]:
    now = f"{__version__}（{code_fingerprint()}）"
    was = f"{kept.version}（{kept.code}）"
    if was != now:
        yield say.code_changed(was, now)
    here = package_versions()
    for name, version in kept.packages.items():
        if here.get(name, "") != version:
            yield say.package_changed(name, version, here.get(name, say.GONE))
    yield from changed_since(study.paths)
