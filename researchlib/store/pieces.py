"""What the program wrote into a Word file, found again by its bookmarks, and whether a hand has
been at it since: the bookmark's name carries a print of what stood there."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from researchlib.store.files import sha256_of
from researchlib.store.word import W, between, bookmarks, in_link, is_small_print, standing
from researchlib.terms import claims

_IDENTITY, _PRINT = 12, 8
_SIDE, _STEP, _LIKE = 8, 8, 6  # of 64 differences of brightness; a program may pack a picture anew
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass(frozen=True)
class Spot:
    """A bound number where it stands: the pieces of text that make it, by control or bookmark;
    `print` is that of the text as it was written, empty where that is not known."""

    id: str
    tag: str
    label: str
    pieces: tuple[etree._Element, ...]
    print: str

    @property
    def text(self) -> str:
        """What it says with every tracked change accepted."""
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def by_hand(self) -> bool:
        """Whether it says something else than was written; an old file does not tell."""
        return bool(self.print) and self.print != text_print(self.text)


@dataclass(frozen=True)
class Piece:
    """A generated paragraph, picture or table, with the bookmark that names it."""

    id: str
    start: etree._Element
    element: etree._Element

    @property
    def blip(self) -> etree._Element | None:
        return next(self.element.iter(_BLIP), None)

    @property
    def print(self) -> str:
        """The print of the text as it was written."""
        return _named(self.start)[1]

    def by_hand(self, picture: Callable[[str], bytes]) -> bool:
        """Whether text or picture are others than were written."""
        shown = (self.start.get(f"{W}name") or "").split("_")[3:]
        if self.print != text_print(free_text(self.element)):
            return True
        return bool(shown) and not _alike(shown[0], self.shown(picture))

    def shown(self, picture: Callable[[str], bytes]) -> bytes:
        """The picture in it."""
        return b"" if self.blip is None else picture(self.blip.get(_EMBED) or "")


def text_print(text: str) -> str:
    """Enough of a digest to know a text again, whatever its blanks."""
    return sha256_of("".join(text.split()))[:_PRINT]


def number_name(tag: str, text: str, turn: str = "") -> str:
    """The bookmark of a bound number: the end of its tag and the print of its text; what is put
    in several times is told apart by its turn, since Word keeps one bookmark of a name."""
    return f"{claims.BOOKMARK}{tag.rpartition(':')[2]}_{text_print(text)}{turn}"


def piece_name(identity: str, element: etree._Element, picture: bytes = b"") -> str:
    """The bookmark of a piece, with the prints of its text and its picture."""
    lead = claims.TABLE_PIECE if element.tag == f"{W}tbl" else claims.PIECE
    shown = f"_{_look(picture):016x}" if picture else ""
    return f"{lead}{identity}_{text_print(free_text(element))}{shown}"


def free_pieces(element: etree._Element) -> list[etree._Element]:
    """The text of a paragraph or table but for bound numbers, links and fields."""
    bound = {t for control in element.iter(f"{W}sdt") for t in standing(control)}
    for start in bookmarks(element, claims.BOOKMARK):
        bound |= set(between(start))
    return [t for t in standing(element) if t not in bound and not in_link(t)]


def free_text(element: etree._Element) -> str:
    """That text as it is read."""
    return "".join(t.text or "" for t in free_pieces(element))


def small_print(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The paragraphs of small print that hold digits of their own, with their text: without
    bound numbers, links and blanks."""
    for paragraph in filter(is_small_print, root.iter(f"{W}p")):
        told = "".join(free_text(paragraph).split())
        if any(map(str.isdigit, told)):
            yield paragraph, told


def spots(root: etree._Element) -> Iterator[Spot]:
    """Every bound number by its control; where a program dropped the tags, by its bookmark."""
    names = [(start, *_named(start)) for start in bookmarks(root, claims.BOOKMARK)]
    prints = {key: was for _, key, was in names}
    held = set()
    for control in root.iter(f"{W}sdt"):
        tag = _value(control, "tag")
        key = tag.rpartition(":")[2]
        if ":" in tag and len(key) == _IDENTITY:
            held.add(key)
            pieces = tuple(standing(control))
            yield Spot(key, tag, _value(control, "alias"), pieces, prints.get(key, ""))
    for start, key, was in names:
        pieces = tuple(between(start)) if key not in held else ()
        if pieces:
            yield Spot(key, "", "", pieces, was)


def _named(start: etree._Element) -> tuple[str, str]:
    """The identity in the name of a bookmark, and the print; an old file has none."""
    parts = [*(start.get(f"{W}name") or "").split("_"), "", ""]
    return parts[1], parts[2]


def pieces_in(root: etree._Element) -> Iterator[Piece]:
    """Every generated paragraph and table, in order."""
    kinds = {claims.PIECE: f"{W}p", claims.TABLE_PIECE: f"{W}tbl"}
    for start in bookmarks(root, tuple(kinds)):
        key, was = _named(start)
        lead = (start.get(f"{W}name") or "")[: len(claims.PIECE)]
        above = start.iterancestors(kinds[lead]), start.itersiblings(kinds[lead])
        element = next(chain(*above), None)  # a program may put the mark before what it is of
        if element is not None and was:
            yield Piece(key, start, element)


def _value(control: etree._Element, name: str) -> str:
    found = control.find(f"{W}sdtPr/{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _look(picture: bytes) -> int:
    """Where a picture gets brighter from left to right, in 64 places."""
    from PIL import Image

    grey = Image.open(io.BytesIO(picture)).convert("L").resize((_SIDE + 1, _SIDE))
    rows = [grey.tobytes()[k : k + _SIDE + 1] for k in range(0, _SIDE * (_SIDE + 1), _SIDE + 1)]
    steps = [
        right - left > _STEP for row in rows for left, right in zip(row, row[1:], strict=False)
    ]
    return sum(step << place for place, step in enumerate(steps))


def _alike(was: str, picture: bytes) -> bool:
    try:
        return bool(picture) and (int(was, 16) ^ _look(picture)).bit_count() <= _LIKE
    except (OSError, ValueError):  # a picture of some other kind
        return False
