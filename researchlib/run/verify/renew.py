"""`report --into`: what is published now put into a copy of a Word file, and what could not be."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path

from lxml import etree

from researchlib.protect.ledger import read_ledger
from researchlib.report.page.marks import MARK, PasteMark, folded
from researchlib.run.verify import say
from researchlib.run.verify.edited_word import where_is
from researchlib.run.verify.package import Package, resized
from researchlib.run.verify.pour import bind, pour, pour_all, same_shape
from researchlib.run.verify.published import (
    Published,
    PublishedFile,
    links_in,
    mark_label,
    published,
)
from researchlib.store.files import write_atomic
from researchlib.store.pieces import (
    Piece,
    Spot,
    free_text,
    number_name,
    piece_name,
    pieces_in,
    spots,
    text_print,
)
from researchlib.store.word import W, bookmarks, standing, text_of
from researchlib.study.place import Place
from researchlib.terms import claims

_LIKE, _SHORT = 0.75, 6


@dataclass(frozen=True)
class Change:
    """One place renewed: where, what it said and says now, and of how many people, if known."""

    where: str
    was: str
    now: str
    why: str = ""


@dataclass
class Renewal:
    """A document being renewed: what was changed, and what was left and why."""

    package: Package
    now: Published
    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    held: int = 0
    target: Path | None = None


def renew_docx(place: Place, path: Path) -> Renewal:
    """A copy of an edited report, or of any document with marks, with all that is published now.

    Marks become bound numbers, bound numbers and generated pieces are renewed; what a hand has
    changed in a piece stays. A document that holds neither is compared by its words, and not
    written. Raises DataProblem where nothing of it is known.
    """
    made = Renewal(Package.opened(path), published(read_ledger(place.ledger), place))
    for root in made.package.texts():
        _fill(made, root)
    _pieces(made)
    for root in made.package.texts():
        _numbers(made, root)
    _notes(made)
    if not made.held and not made.left:
        made.left += _by_words(made)
        if not made.left:
            raise say.problem("not_the_report", path)
        return made
    made.target = _free(path)
    write_atomic(made.target, made.package.saved())
    return made


def _fill(made: Renewal, root: etree._Element) -> None:
    """Marks become what they stand for."""
    for paragraph in list(root.iter(f"{W}p")):
        bound = {t for control in paragraph.iter(f"{W}sdt") for t in standing(control)}
        pieces = [t for t in standing(paragraph) if t not in bound]
        told = "".join(t.text or "" for t in pieces)
        for found in reversed(list(MARK.finditer(told))):
            mark = made.now.marks.get(folded(found[1]))
            if mark is None:
                near = get_close_matches(folded(found[1]), made.now.marks, 3, 0.5)
                made.left.append(say.unknown_mark(found[0], near))
            elif mark.block:
                _draw(made, paragraph, mark, alone=told.strip() == found[0])
            else:
                made.held += 1
                turn = f"_{made.held}"
                bind(pieces, *found.span(), mark.text, mark.tag, mark_label(mark), turn)
                made.changes.append(Change(where_is(paragraph), found[0], mark.text))
                if mark.withheld:
                    made.left.append(say.withheld_mark(found[0], mark.text))


def _draw(made: Renewal, paragraph: etree._Element, mark: PasteMark, alone: bool) -> None:
    """A table or chart in place of the paragraph that held nothing but its mark."""
    drawn = made.now.drawn(mark) if alone and paragraph.getparent().tag == f"{W}body" else []
    if {piece.id for piece, _ in drawn} & {piece.id for piece in pieces_in(made.package.body)}:
        made.left.append(say.drawn_already(mark.written))
        return
    for piece, source in drawn:
        paragraph.addprevious(made.package.taken(piece, source.package))
    if drawn:
        made.held += 1
        made.changes.append(Change(mark.text, mark.written, say.DRAWN))
        paragraph.getparent().remove(paragraph)
    else:
        made.left.append(say.not_drawn(mark.written, alone))


def _numbers(made: Renewal, root: etree._Element) -> None:
    """Bound numbers say what is published; a whole finding that was reworded stays."""
    for spot in list(spots(root)):
        made.held += 1
        text, was = made.now.texts.get(spot.id), spot.text
        was = say.by_hand(was) if spot.by_hand else was
        where = where_is(spot.pieces[0]) if spot.pieces else ""
        if text is None:
            made.left.append(say.number_gone(where, spot.text, spot.label))
        elif spot.text != text:
            mark = made.now.marked.get(spot.id)
            if spot.by_hand and mark is not None and mark.whole:
                made.left.append(say.kept_by_hand(where, text))
            elif not pour(spot.pieces, text):
                made.left.append(say.number_emptied(where, text))
            else:
                _renamed(made, root, spot, text, Change(where, was, text))


def _renamed(made: Renewal, root: etree._Element, spot: Spot, text: str, change: Change) -> None:
    """The prints and the label of a number that says something else now."""
    was, label = spot.label, made.now.label(spot.id)
    why = say.base_changed(was, label)
    made.changes.append(Change(change.where, change.was, change.now, why))
    for start in bookmarks(root, f"{claims.BOOKMARK}{spot.id}"):
        turn = "".join(f"_{t}" for t in (start.get(f"{W}name") or "").split("_")[3:])
        start.set(f"{W}name", number_name(f":{spot.id}", text, turn))
    for alias in root.iter(f"{W}alias"):
        tag = alias.getparent().find(f"{W}tag")
        if label and tag is not None and (tag.get(f"{W}val") or "").endswith(f":{spot.id}"):
            alias.set(f"{W}val", label)


def _pieces(made: Renewal) -> None:
    """Pictures, captions, tables, notes and annexes as they are drawn now."""
    body, package = made.package.body, made.package
    for piece in list(pieces_in(body)):
        made.held += 1
        found = made.now.piece(piece.id)
        told = say.piece_named(text_of(piece.element), _title(piece.element))
        if found is None:
            made.left.append(say.piece_gone(told))
        elif not _same(made, piece, *found):
            unchanged = text_print(free_text(found[0].element)) == piece.print
            if unchanged and piece.blip is None and found[0].element.tag == f"{W}p":
                continue  # a hand has changed it, and the report has nothing new to say there
            if piece.by_hand(package.picture):
                made.left.append(say.kept_by_hand(told, say.opening(text_of(found[0].element))))
            else:
                _put(made, piece, *found)
    _absent(made, {piece.id for piece in pieces_in(body)})


def _absent(made: Renewal, known: set[str]) -> None:
    """What the new report has and the document has not by name: its numbers or its picture may
    stand there all the same, and are then old."""
    body = made.package.body
    held = {spot.id for spot in spots(body)}
    titles = {_title(element) for element in body.iter(f"{W}drawing")}
    report = made.now.report_of(held)
    for source in made.now.made:
        lost = [piece for key, piece in source.pieces.items() if key not in known]
        for piece in lost if source.report == report else ():
            told = say.piece_named(text_of(piece.element), _title(piece.element))
            numbers = {spot.id for spot in spots(piece.element)}
            if (
                not known
                or numbers & held
                or (piece.blip is not None and _title(piece.element) in titles)
            ):
                made.left.append(say.piece_nameless(told))
            else:
                made.more.append(told)


def _same(made: Renewal, piece: Piece, new: Piece, source: PublishedFile) -> bool:
    """Whether words and picture are already those of now."""
    same = free_text(piece.element) == free_text(new.element)
    if piece.element.tag == f"{W}tbl":
        return same and same_shape(piece.element, new.element)
    return same and piece.shown(made.package.picture) == new.shown(source.package.picture)


def _put(made: Renewal, piece: Piece, new: Piece, source: PublishedFile) -> None:
    """The piece renewed: words poured into it where it has the same shape, else a new one."""
    was, table = free_text(piece.element), piece.element.tag == f"{W}tbl"
    shown = new.shown(source.package.picture)
    if shown and piece.blip is not None:
        made.package.show(piece.element, shown)
        resized(piece.element, new.element)
    fits = not table or same_shape(piece.element, new.element)
    if fits and pour_all(piece.element, new.element):
        name = piece_name(piece.id, piece.element, shown)
        piece.start.set(f"{W}name", name)
    else:
        fresh = made.package.taken(new, source.package)
        piece.element.getparent().replace(piece.element, fresh)
    told = say.piece_named(text_of(new.element), _title(new.element))
    words = (say.OLD_PICTURE, say.NEW_PICTURE) if shown else (was, free_text(new.element))
    made.changes.append(Change(told, *map(say.opening, words)))


def _title(element: etree._Element) -> str:
    """The caption that a picture carries; nothing for what shows none."""
    words = (e for e in element.iter() if str(e.tag).endswith("}docPr"))
    return next((e.get("title") or "" for e in words), "")


def _notes(made: Renewal) -> None:
    """The numbers of notes, which lead to the rows of the evidence."""
    for link, keys in links_in(made.package.body):
        places = {made.now.note(key) for key in keys} - {""}
        if len(places) == 1 and (place := places.pop()) != link.get(f"{W}anchor"):
            link.set(f"{W}anchor", place)
            pour(list(standing(link)), f"[{place.rpartition('_')[2]}]")


def _by_words(made: Renewal) -> list[str]:
    """Sentences that look like published ones, with the numbers of now: told, not replaced."""
    found = []
    ours = {entry.text: _bare(entry.text) for entry in made.now.ledger.entries if entry.numbers}
    for paragraph in made.package.body.iter(f"{W}p"):
        told = text_of(paragraph)
        for sentence in say.sentences(told):
            bare = _bare(sentence)
            for text, other in ours.items() if len(bare) > _SHORT else ():
                if bare in other or SequenceMatcher(None, bare, other).ratio() > _LIKE:
                    found.append(say.matched_by_words(sentence, text))
                    break
    return found


def _bare(text: str) -> str:
    """A sentence without its numbers."""
    return claims.NUMBER.sub("", "".join(text.split()))


def _free(path: Path) -> Path:
    names = (
        path.with_name(f"{path.stem}_{say.RENEWED}{suffix}.docx")
        for suffix in ("", *(f"_{k}" for k in range(2, 1_000)))
    )
    return next(name for name in names if not name.exists())
