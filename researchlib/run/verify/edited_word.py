"""An edited Word report read back: what was changed by hand, and what is of an earlier report."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from researchlib.protect.ledger import Ledger, read_ledger, short_digest
from researchlib.report.objects.prose import split_unbound
from researchlib.report.page.parts import allowed_words
from researchlib.report.page.tags import COUNT
from researchlib.report.say import HELP_LINE
from researchlib.run.verify import say
from researchlib.run.verify.published import published
from researchlib.store.pieces import Spot, free_text, pieces_in, small_print, spots, text_print
from researchlib.store.word import (
    BODY,
    W,
    in_link,
    is_small_print,
    standing,
    text_of,
    word_part,
)
from researchlib.study.study import Study

_SHOWN = 20


@dataclass(frozen=True)
class Edit:
    """One thing found in the edited report: what kind, in which paragraph, here and there."""

    kind: str
    where: str
    here: str
    there: str


def verify_docx(study: Study, path: Path) -> tuple[int, list[Edit]]:
    """Compare every bound number of an edited Word file with the published ledger.

    Returns how many bound numbers it holds, and: numbers changed by hand, numbers of an earlier
    report, numbers that nothing carries, and, where it is one of the reports, published numbers
    that are gone. A number whose control was lost (pasted as plain text) and that still stands
    unchanged is told as such.
    """
    ledger = read_ledger(study.paths.ledger)
    now = published(ledger)
    root = word_part(path, BODY)
    places = [] if root is None else [s for s in spots(root) if s.print or s.id in now.texts]
    if root is None or not places:
        raise say.problem("not_the_report", path)
    found = [edit for spot in places for edit in _compared(spot, now.texts.get(spot.id))]
    held = {spot.id for spot in places}
    report = now.report_of(held)
    bound = ledger.bound.get(report, {})
    split = {tag.rpartition(":"): text for tag, text in bound.items()}
    missing = [text for (lead, _, tag), text in split.items() if tag not in held and lead != COUNT]
    for where, number in _unbound(root, known_words(study, ledger), places):
        if number in missing:
            missing.remove(number)
            found.append(Edit(say.LOOSE, where, number, number))
        else:
            found.append(Edit(say.UNBOUND, where, number, ""))
    if report:
        found += _small_print(root, set(ledger.small.get(report, ())))
    earlier = any(edit.kind == say.EARLIER for edit in found)
    gone = say.NOT_THERE if earlier else say.DELETED
    return len(places), found + [Edit(gone, "", "", text) for text in missing]


def _compared(spot: Spot, text: str | None) -> Iterator[Edit]:
    """What is to be told of a bound number: the print beside it says whose change it is."""
    if text != spot.text:
        by_hand = spot.by_hand or not spot.print
        where = where_is(spot.pieces[0]) if spot.pieces else ""
        yield Edit(say.CHANGED if by_hand else say.EARLIER, where, spot.text, text or "")


def known_words(study: Study, ledger: Ledger) -> list[str]:
    """What may hold numbers that no control carries: names, what the workbook says, what was
    quoted, and questions as they were published."""
    said = [
        *(c.text.removesuffix("。") for c in study.claims),
        *(s.text for s in study.suggestions),
    ]
    quoted = [quote.words for quote in study.quotes if quote.words]
    asked = {str(n.get("question") or "") for e in ledger.entries for n in e.numbers}
    return [HELP_LINE, *allowed_words(study), *quoted, *said, *ledger.advised, *sorted(asked)]


def where_is(node: etree._Element) -> str:
    """The first words of the paragraph in which it stands, or of its row in a table."""
    above = [node, *node.iterancestors()]
    held = next((a for tag in ("tr", "p") for a in above if a.tag == f"{W}{tag}"), None)
    told = "" if held is None else text_of(held)
    return told[:_SHOWN] + ("……" if len(told) > _SHOWN else "")


def _unbound(
    root: etree._Element,
    allowed: Sequence[str],
    places: Sequence[Spot],
) -> Iterator[tuple[str, str]]:
    """Numbers outside the controls that neither evidence nor a known name carries."""
    bound = {id(piece) for place in places for piece in place.pieces}
    for paragraph in root.iter(f"{W}p"):
        if is_small_print(paragraph):
            continue
        plain = "".join(
            t.text or "" for t in standing(paragraph) if id(t) not in bound and not in_link(t)
        )
        for run in split_unbound(plain, allowed):
            if run.unbound:
                yield where_is(paragraph), run.text


def _small_print(root: etree._Element, known: Collection[str]) -> Iterator[Edit]:
    """Digits in tables' heads, notes and the appendix that stand otherwise than published; those
    of a piece that nobody has touched are of an earlier report. A document of an older version
    of the program has no pieces, and is told in one line."""
    untouched: set[etree._Element] = set()
    pieces = list(pieces_in(root))
    for piece in pieces:
        if text_print(free_text(piece.element)) == piece.print:
            untouched.update(piece.element.iter(f"{W}p"))
    other = [p for p, text in small_print(root) if short_digest(text) not in known]
    if other and not pieces:  # written before pieces had names: nothing says whose change it is
        yield Edit(say.OLDER_PRINT, where_is(other[0]), str(len(other)), "")
        return
    for paragraph in other:
        kind = say.EARLIER_PRINT if paragraph in untouched else say.SMALL_PRINT
        yield Edit(kind, where_is(paragraph), "", "")


def told(edits: Sequence[Edit]) -> list[str]:
    """The findings, a line each."""
    return [say.docx_line(e.kind, e.where, e.here, e.there) for e in edits]
