"""`researchlib verify`: everything run again, and compared with the published ledger."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from researchlib import __version__
from researchlib.clean.interviews import unfound_quotes
from researchlib.protect.ledger import (
    Entry,
    Ledger,
    code_fingerprint,
    mark_of,
    package_versions,
    read_ledger,
)
from researchlib.protect.number import WORDS
from researchlib.report.html.plain_page import write_plain_page
from researchlib.report.objects.listing import Listing
from researchlib.run.engine.graph import Pages
from researchlib.run.engine.kernel import Kernels
from researchlib.run.engine.page import Exported
from researchlib.run.engine.worker import findings_here
from researchlib.run.verify import say
from researchlib.run.verify.cells import in_words, recompute, unlike
from researchlib.run.verify.snapshot import changed_since
from researchlib.store.key import kept_key, keyed
from researchlib.store.word import body_of, text_of
from researchlib.study.place import Place, place_of
from researchlib.study.study import Study
from researchlib.terms import numbers as write

# What an older version wrote otherwise: ends rounded inward, no colon after a label, one number
# where the interval is too wide for it, the base of a share without its count.
_ROUNDED = re.compile(f"{write.INTERVAL}|：")
_LOOSE = re.compile(rf"{write.IN_TENTHS}|\d+(?:\.\d+)?%")


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
    """Every entry compared, the pages and documents that say something else than the same made
    again, and where some differ, what has changed since the report."""

    rows: tuple[Compared, ...]
    causes: tuple[str, ...]
    faces: tuple[str, ...] = ()
    mark: str = ""

    def of(self, state: str) -> tuple[Compared, ...]:
        """The entries in that state: 一致, 数一致，依据变了 or 不一致."""
        return tuple(row for row in self.rows if row.state == state)

    @property
    def same(self) -> bool:
        """Whether everything is as published, numbers and what they rest on."""
        return all(row.state == say.SAME for row in self.rows) and not self.faces

    @property
    def verdict(self) -> str:
        if self.faces:
            return say.faces_differ(self.faces)
        return say.verify_done(len(self.rows), len(self.of(say.OTHER)), len(self.of(say.MOVED)))


def verify(home: Path, study: Study, tell: Callable[[str], None]) -> Verified:
    """Recompute every published entry, each notebook in a fresh kernel."""
    kept = _published(study.paths)
    if quoted := sum(q.approved for q in study.quotes):
        tell(say.quotes_found(quoted, len(unfound_quotes(study))))
    pages = Pages(home, study.name, study.paths.to_run(), Kernels(), tell)
    made = pages.made(study.withheld)
    published = _by_name(kept.entries)
    fresh = _by_name([entry for page in made for entry in page.entries])
    rows = tuple(
        _compared(published.get(name), fresh.get(name), study.paths, not kept.outward)
        for name in dict.fromkeys([*published, *fresh])
    )
    found = replace(_explained(study, kept, rows), mark=say.marks(_marks(kept)))
    if not found.same:  # then a page says something else as well
        return found
    faces = (name for page in made for name in _other_faces(page, kept, study.paths))
    return replace(found, faces=tuple(faces))


def _marks(kept: Ledger) -> list[str]:
    """The mark of every report that is handed in, as it stands on its last page."""
    handed_in = [name for name in kept.bound if f"{name}.html" in kept.files]
    return [f"{name} {mark_of(e for e in kept.entries if e.report == name)}" for name in handed_in]


def _other_faces(page: Exported, kept: Ledger, place: Place) -> Iterator[str]:
    """The page and the document that do not say what the notebook says, made again. Pictures are
    drawn anew and not compared; a document that somebody has edited is theirs."""
    web, word = (place.exports / f"{page.name}.{ending}" for ending in ("html", "docx"))
    same_code = kept.code == code_fingerprint()
    if _said(web.read_text(encoding="utf-8"), same_code) != _said(page.page, same_code):
        yield web.name
    if page.handed_in and word.name in kept.files and not kept.edited(word):
        if text_of(body_of(word.read_bytes())) != text_of(body_of(page.word)):
            yield word.name


def _said(page: str, whole: bool) -> str:
    """A page without its pictures; where the program has changed, without its foot."""
    bare = re.sub(r"data:image/[^\"']+", "", page)
    return bare if whole else re.sub(r"<footer>.*?</footer>", "", bare, flags=re.DOTALL)


def verify_finding(study: Study, key: str) -> Verified:
    """Recompute the one finding of that key in this process, as if fresh; no chart is drawn."""
    kept = _published(study.paths)
    known = {entry.key: entry for entry in kept.entries if entry.key}
    if key not in known:
        raise say.problem("no_finding", key, get_close_matches(key, known, 3, 0.4))
    path = study.paths.notebooks / f"{known[key].report}.ipynb"
    found = findings_here(path, lambda cell: None)
    row = _compared(known[key], found.get(key), study.paths, not kept.outward)
    return _explained(study, kept, (row,))


def is_class_pack(home: Path, study: str) -> bool:
    """Whether the study is here without its data: pages, ledger and cells alone."""
    place = place_of(home, study)
    return place.cells.is_file() and not place.data.exists()


def verify_cells(home: Path, study: str, tell: Callable[[str], None]) -> bool:
    """Every published number computed again from its protected cell, and looked for on its page;
    whether all agree."""
    place = place_of(home, study)
    ledger = _published(place)
    found, elsewhere = recompute(ledger, place.cells), [*unlike(ledger, place.exports)]
    for page, words in elsewhere:
        tell(say.page_differs(page, words))
    for name, published, computed in found.other:
        tell(say.differs(name, published, computed))
    tell(say.marks(_marks(ledger)))
    tell(say.recomputed(found.same, found.printed, found.counted, found.withheld, len(found.other)))
    return not found.other and not elsewhere


def _published(place: Place) -> Ledger:
    """The ledger, if it and the files that it names are one set."""
    kept = read_ledger(place.ledger)
    if not kept.entries:
        raise say.problem("no_ledger", place.study)
    if stale := kept.mixed(place.exports):
        raise say.problem("mixed_set", stale)
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
    if found.mark:
        yield found.mark


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


def _compared(old: Entry | None, new: Entry | None, place: Place, inward: bool) -> Compared:
    """`inward`: the ledger is of a version that did not round the ends of an interval outward."""
    state = say.OTHER
    if old and new and _same(old, new, inward):
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


def _same(old: Entry, new: Entry, inward: bool) -> bool:
    if not inward:
        return old.text == new.text and _numbers(old) == _numbers(new)
    if len(old.numbers) != len(new.numbers):
        return False
    said = [
        {**now, "text": was["text"]} if _reworded(was, now) else now
        for was, now in zip(old.numbers, new.numbers, strict=True)
    ]
    loose = _LOOSE if said != list(new.numbers) else _ROUNDED
    before, after = (
        [loose.sub("", _ROUNDED.sub("", re.sub(write.BASES, "", e.text)))]
        + [_ROUNDED.sub("", str(n)) for n in _numbers(e, "interval", "method")]
        for e in (old, replace(new, numbers=tuple(said)))
    )
    return before == after and all(map(_widened, old.numbers, new.numbers))


def _reworded(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a share is said in words now, since its interval is too wide for one number."""
    return bool(now.get("interval")) and now["text"] == in_words(now["interval"]) != was["text"]


def _widened(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether an interval is the same but for the way its ends are rounded."""
    before, after = (list(write.numbers_in(n.get("interval") or "")) for n in (was, now))
    _, point, places = (was.get("interval") or "").rstrip("%").rpartition(".")
    step = 1.01 / 10 ** (len(places) if point else 0)
    outward = zip((1, -1), before, after, strict=False)
    return len(before) == len(after) and all(0 <= s * (b - a) <= step for s, b, a in outward)


def _numbers(entry: Entry, *less: str) -> list[dict[str, Any]]:
    """The numbers with all that is said of them, but for the fingerprint of the data."""
    return [{k: v for k, v in n.items() if k not in ("data", *less)} for n in entry.numbers]


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
