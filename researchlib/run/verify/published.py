"""What is published now, as a Word file may hold it: numbers by tag, pieces and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from researchlib.protect.ledger import Ledger
from researchlib.report.page.marks import PasteMark, marks_of
from researchlib.report.page.tags import Tags
from researchlib.report.word import blocks
from researchlib.report.word.say import labelled
from researchlib.run.engine.cache import kept_pages
from researchlib.run.verify import say
from researchlib.run.verify.package import Package
from researchlib.store.files import sha256_of
from researchlib.store.pieces import Piece, pieces_in, spots
from researchlib.store.word import W
from researchlib.study.place import Place

# In the order in which the pieces of a table or chart stand.
_PIECES = {
    "chart": (blocks.PICTURE, blocks.CAPTION, blocks.NOTES),
    "table": (blocks.CAPTION, blocks.QUESTION, blocks.TABLE, blocks.NOTES),
}


@dataclass(frozen=True)
class PublishedFile:
    """A notebook as it was generated in Word: its pieces, its notes by bound number, and what
    the controls are called."""

    report: str
    package: Package
    pieces: Mapping[str, Piece]
    notes: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """All that may stand in a Word file: texts by the end of the tag, marks by name and by tag."""

    ledger: Ledger
    texts: Mapping[str, str]
    marks: Mapping[str, PasteMark]
    marked: Mapping[str, PasteMark]
    made: tuple[PublishedFile, ...] = field(default=())

    def piece(self, key: str) -> tuple[Piece, PublishedFile] | None:
        return next(((m.pieces[key], m) for m in self.made if key in m.pieces), None)

    def label(self, key: str) -> str:
        if key in self.marked:
            return mark_label(self.marked[key])
        return next((m.labels[key] for m in self.made if key in m.labels), "")

    def note(self, key: str) -> str:
        return next((m.notes[key] for m in self.made if key in m.notes), "")

    def drawn(self, mark: PasteMark) -> list[tuple[Piece, PublishedFile]]:
        """The pieces of a table or chart, in order; none where no Word report shows it."""
        kind, tags = mark.entry.kind, Tags(mark.entry.report)
        names = [tags.of_piece(kind, mark.text, piece) for piece in _PIECES[kind]]
        return [found for name in names if (found := self.piece(name))]

    def report_of(self, keys: set[str]) -> str:
        """The report of which most bound numbers are here; none for a text of one's own."""
        for name, bound in self.ledger.bound.items():
            ours = {_end(tag) for tag in bound}
            if 2 * len(keys & ours) > len(ours):
                return name
        return ""


def published(ledger: Ledger, place: Place | None = None) -> Published:
    """Raises DataProblem before the first report. With a place, the files too."""
    if not ledger.bound:
        raise say.problem("no_published")
    marks = marks_of(ledger.entries)
    marked = {_end(mark.tag): mark for mark in marks.values()}
    texts = {key: mark.text for key, mark in marked.items()}
    for bound in ledger.bound.values():
        texts |= {_end(tag): text for tag, text in bound.items()}
    made = () if place is None else tuple(_made(ledger, place))
    return Published(ledger, texts, marks, marked, made)


def mark_label(mark: PasteMark) -> str:
    """What the control of a mark is called, so that it is known when nothing holds it any more."""
    return mark.written if mark.people is None else labelled(mark.written, mark.people)


def _end(tag: str) -> str:
    return tag.rpartition(":")[2]


def _made(ledger: Ledger, place: Place) -> Iterator[PublishedFile]:
    """The Word files as they were generated last, whatever was done to them since."""
    names = [name.removesuffix(".html") for name in ledger.files if name.endswith(".html")]
    kept = kept_pages(place, [place.notebooks / f"{name}.ipynb" for name in names])
    for name in names:
        page, path = kept.get(name), place.exports / f"{name}.docx"
        if page and page.word and sha256_of(page.page) == ledger.files[f"{name}.html"]:
            yield _read(name, Package.of(page.word))
        elif path.name in ledger.files and not ledger.edited(path):
            yield _read(name, Package.of(path.read_bytes()))


def _read(name: str, package: Package) -> PublishedFile:
    body = package.body
    return PublishedFile(
        name,
        package,
        {piece.id: piece for piece in pieces_in(body)},
        dict(notes_in(body)),
        {spot.id: spot.label for spot in spots(body)},
    )


def notes_in(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each bound number of the text with the place that the note behind it leads to."""
    for link, keys in links_in(root):
        for key in keys:
            yield key, link.get(f"{W}anchor") or ""


def links_in(root: etree._Element) -> Iterator[tuple[etree._Element, list[str]]]:
    """Each link to a note, with the bound numbers that stand between it and the one before."""
    for paragraph in root.iter(f"{W}p"):
        keys: list[str] = []
        for node in paragraph.iter(f"{W}bookmarkStart", f"{W}hyperlink"):
            name = node.get(f"{W}name") or ""
            if name.startswith("n_"):
                keys.append(name.split("_")[1])
            elif (node.get(f"{W}anchor") or "").startswith("note_"):
                yield node, keys
                keys = []
