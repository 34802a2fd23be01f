"""An edited Word report read back: what was changed by hand, and current numbers put in a copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from researchlib.protect.ledger import Ledger, read_ledger, short_digest
from researchlib.read.files.word import (
    BODY,
    W,
    between,
    in_link,
    is_small_print,
    small_print,
    standing,
    text_of,
    word_part,
)
from researchlib.report.objects.prose import split_unbound
from researchlib.report.page.parts import allowed_words
from researchlib.report.page.tags import bookmark_of
from researchlib.run.verify import say
from researchlib.store.files import write_atomic
from researchlib.study.place import Place
from researchlib.study.study import Study

_SHOWN = 20


@dataclass(frozen=True)
class Edit:
    """One thing found in the edited report: what kind, in which paragraph, here and there."""

    kind: str
    where: str
    here: str
    there: str


@dataclass(frozen=True)
class Spot:
    """Where a bound number stands: the pieces of text that make it, by control or bookmark."""

    tag: str
    pieces: tuple[etree._Element, ...]
    where: str

    @property
    def text(self) -> str:
        """What it says with every tracked change accepted."""
        return "".join(piece.text or "" for piece in self.pieces)


def verify_docx(study: Study, path: Path, report: str) -> tuple[int, list[Edit]]:
    """Compare every bound number of an edited Word report with the published ledger.

    Returns how many bound numbers it holds, and: numbers changed by hand, numbers that nothing
    carries, and published numbers that are gone. A number whose control was lost (pasted as
    plain text) and that still stands unchanged is told as such.
    """
    ledger = read_ledger(study.paths.ledger)
    published, root, places = _opened(ledger, path, report)
    found = [
        Edit(say.CHANGED, p.where, p.text, published[p.tag])
        for p in places
        if p.text != published[p.tag]
    ]
    held = {p.tag for p in places}
    missing = [text for tag, text in published.items() if tag not in held]
    for where, number in _unbound(root, study, places):
        if number in missing:
            missing.remove(number)
            found.append(Edit(say.LOOSE, where, number, number))
        else:
            found.append(Edit(say.UNBOUND, where, number, ""))
    found += _small_print(root, set(ledger.small.get(report, ())))
    return len(places), found + [Edit(say.DELETED, "", "", text) for text in missing]


def renew_docx(at: Place, path: Path, report: str) -> tuple[Path, int, list[str]]:
    """A copy of an edited report with the current numbers in its controls, all else untouched.

    Returns the copy, how many numbers were put in, and the controls whose number no report
    holds any more (left as they are).
    """
    published, root, places = _opened(read_ledger(at.ledger), path, report)
    count = sum(_replace(place, published[place.tag]) for place in places)
    stale = [
        text_of(c) for c in root.iter(f"{W}sdt") if ":" in _tag(c) and _tag(c) not in published
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == BODY:
                data = etree.tostring(
                    root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
                )
            new.writestr(member, data, zipfile.ZIP_DEFLATED)
    target = _free(path)
    write_atomic(target, packed.getvalue())
    return target, count, stale


def _opened(
    ledger: Ledger,
    path: Path,
    report: str,
) -> tuple[Mapping[str, str], etree._Element, list[Spot]]:
    """What is published of the report, the edited document, and the bound numbers it holds."""
    published = ledger.bound.get(report)
    if not published:
        raise say.no_published()
    root = word_part(path, BODY)
    places = [] if root is None else list(_places(root, published))
    if not places:
        raise say.not_the_report(path)
    return published, root, places


def _places(root: etree._Element, published: Mapping[str, str]) -> Iterator[Spot]:
    """Every bound number by its control; where a program dropped the tags, by its bookmark."""
    held = set()
    for control in root.iter(f"{W}sdt"):
        if _tag(control) in published:
            held.add(_tag(control))
            yield Spot(_tag(control), tuple(standing(control)), _where(control))
    names = {bookmark_of(tag): tag for tag in published if tag not in held}
    for start in root.iter(f"{W}bookmarkStart"):
        tag = names.get(start.get(f"{W}name") or "")
        pieces = tuple(between(start)) if tag else ()
        if tag and pieces:
            yield Spot(tag, pieces, _where(start))


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val") or ""


def _where(node: etree._Element) -> str:
    """The first words of the paragraph in which it stands."""
    paragraph = next((a for a in (node, *node.iterancestors()) if a.tag == f"{W}p"), None)
    told = "" if paragraph is None else text_of(paragraph)
    return told[:_SHOWN] + ("……" if len(told) > _SHOWN else "")


def _unbound(
    root: etree._Element,
    study: Study,
    places: Sequence[Spot],
) -> Iterator[tuple[str, str]]:
    """Numbers outside the controls that neither evidence nor a known name carries."""
    bound = {id(piece) for place in places for piece in place.pieces}
    quoted = [quote.words for quote in study.quotes if quote.words]
    allowed = [*allowed_words(study), *quoted, *(p.text for p in study.problems)]
    allowed += [s.text for s in study.suggestions]
    for paragraph in root.iter(f"{W}p"):
        if is_small_print(paragraph):
            continue
        plain = "".join(
            t.text or "" for t in standing(paragraph) if id(t) not in bound and not in_link(t)
        )
        for run in split_unbound(plain, allowed):
            if run.unbound:
                yield _where(paragraph), run.text


def _small_print(root: etree._Element, published: Collection[str]) -> Iterator[Edit]:
    """Digits in tables' heads, notes and the appendix that stand otherwise than published."""
    for paragraph, text in small_print(root):
        if short_digest(text) not in published:
            yield Edit(say.SMALL_PRINT, _where(paragraph), "", "")


def _replace(place: Spot, text: str) -> int:
    """The new text in the face of the first piece; 0 where it already says so."""
    if place.text == text or not place.pieces:
        return 0
    for number, piece in enumerate(place.pieces):
        piece.text = "" if number else text
    return 1


def _free(path: Path) -> Path:
    names = (
        path.with_name(f"{path.stem}_{say.RENEWED}{suffix}.docx")
        for suffix in ("", *(f"_{k}" for k in range(2, 1_000)))
    )
    return next(name for name in names if not name.exists())


def told(edits: Sequence[Edit]) -> list[str]:
    """The findings, a line each."""
    return [say.docx_line(e.kind, e.where, e.here, e.there) for e in edits]
