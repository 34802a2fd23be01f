"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) of other tools, as labels on plain text."""

import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from lxml import etree

from researchlib.read.spoken import say
from researchlib.study.study import Label
from researchlib.terms import policy
from researchlib.terms.text import unix

_PARSER = {"resolve_entities": False, "no_network": True}
_MARGIN = 2  # so many edges more than any other reading, where no quote says which is right


@dataclass(frozen=True)
class Selection:
    """A coded piece: characters from 0, end outside, in the text as given here; before that, as
    the file counts them, with the quote that it tells."""

    start: int
    end: int
    quote: str
    label: str
    coder: str
    memo: str = ""


@dataclass(frozen=True)
class CodedText:
    """One document of a project: its text (LF, no byte-order mark), what is coded on it, and the
    quotes whose positions do not hold them."""

    name: str
    text: str
    selections: tuple[Selection, ...]
    lost: tuple[str, ...] = ()


def read_project(path: Path) -> list[CodedText]:
    """The text documents of a .qdpx with their codings.

    Tools count characters or UTF-16 units, a line's end as one or two, the byte-order mark or
    not. The way of counting is taken whose pieces equal the quotes told with them; without
    quotes, the one whose pieces begin and end where sentences and words do. Raises DataProblem
    for what is no project, and where no way is clearly the right one.
    """
    root, members = _project(path)
    labels, users = (
        _labels(root),
        {u.get("guid"): u.get("name") or "" for u in root.iter("{*}User")},
    )
    sources = []
    for source in root.iter("{*}TextSource"):
        raw = _text(source, members)
        text = unix(raw.lstrip("\ufeff"))
        marked = raw[:1] == "\ufeff"
        sources.append(
            (source.get("name") or "", text, marked, list(_pieces(source, labels, users)))
        )
    count = _counting(path, [(text, marked, pieces) for _, text, marked, pieces in sources])
    made = []
    for name, text, marked, pieces in sources:
        held, lost = [], []
        for piece in pieces:
            span = _span(text, marked, piece, count)
            if span and _fits(text, span, piece) is not False:
                start, end = span
                held.append(replace(piece, start=start, end=end, quote=text[start:end]))
            else:
                lost.append(piece.quote or f"{piece.start}-{piece.end}")
        made.append(CodedText(name, text, tuple(held), tuple(lost)))
    return made


def _labels(root: etree._Element) -> dict[str, str]:
    """The name of every code; where two have one name, with what stands above them."""
    codes = list(root.iter("{*}Code"))
    names = Counter(code.get("name") for code in codes)
    return {
        code.get("guid"): name
        if names[code.get("name")] == 1
        else "/".join(
            [*(c.get("name") for c in reversed(list(code.iterancestors("{*}Code")))), name]
        )
        for code in codes
        for name in [code.get("name") or ""]
    }


def _pieces(
    source: etree._Element, labels: dict[str, str], users: dict[str, str]
) -> Iterator[Selection]:
    for selection in source.iter("{*}PlainTextSelection"):
        memo = next((c.text or "" for c in selection if _tag(c) == "Description"), "").strip()
        try:
            start, end = (int(selection.get(f"{at}Position", "")) for at in ("start", "end"))
        except ValueError:
            start = end = -1
        for coding in selection.iter("{*}Coding"):
            ref = next((c.get("targetGUID") for c in coding if _tag(c) == "CodeRef"), "")
            user = coding.get("creatingUser") or selection.get("creatingUser") or ""
            quote = unix(selection.get("name") or "")
            yield Selection(start, end, quote, labels.get(ref, ""), users.get(user, ""), memo)


Counting = tuple[bool, int, bool]  # UTF-16 units, what a line's end counts, the mark counts
_WAYS: tuple[Counting, ...] = tuple(product((False, True), (1, 2), (False, True)))


def _places(text: str, marked: bool, way: Counting) -> list[int]:
    """The position of every character (and of the end) in one way of counting."""
    wide, line_end, mark = way
    at, places = int(mark and marked), []
    for char in text:
        places.append(at)
        at += line_end if char == "\n" else 1 + (wide and ord(char) > 0xFFFF)
    return [*places, at]


def _span(text: str, marked: bool, piece: Selection, way: Counting) -> tuple[int, int] | None:
    places = _places(text, marked, way)
    start, end = (bisect_left(places, at) for at in (piece.start, piece.end))
    exact = end < len(places) and (places[start], places[end]) == (piece.start, piece.end)
    return (start, end) if exact and start < end else None


def _fits(text: str, span: tuple[int, int], piece: Selection) -> bool | None:
    """Whether the piece holds its quote; None where it came without one."""
    return text[slice(*span)].strip() == piece.quote.strip() if piece.quote else None


def _counting(path: Path, sources: Sequence[tuple[str, bool, list[Selection]]]) -> Counting:
    """The one way of counting of a project."""
    scores = {}
    for way in _WAYS:
        found = [
            (text, _span(text, marked, piece, way), piece)
            for text, marked, pieces in sources
            for piece in pieces
        ]
        quoted = sum(bool(span and _fits(text, span, piece)) for text, span, piece in found)
        bare = [(text, span) for text, span, piece in found if not piece.quote]
        edges = sum(_edges(text, span) if span else -2 for text, span in bare)
        scores[way] = quoted, edges, tuple(span for _, span, _ in found)
    best = max(_WAYS, key=lambda way: scores[way][:2])
    quoted, edges, spans = scores[best]
    others = [s for s in scores.values() if s[2] != spans and s[0] == quoted]
    if any(s[1] > edges - _MARGIN for s in others if s[1] or edges or not quoted):
        raise say.problem("positions_unclear", path)
    return best


def _edges(text: str, span: tuple[int, int]) -> int:
    """How far both ends are ends of sentences (1), of words (0) or inside a word (-1)."""
    import rjieba

    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[0])
    line = text[start : end if end >= 0 else len(text)]
    words, at = {0}, 0
    for word in rjieba.cut(line):
        at += len(word)
        words.add(at)

    def ends(place: int) -> int:
        around = line[max(place - 1, 0) : place + 1]
        outside = place <= 0 or place >= len(line) or not around.isalnum()
        return 1 if outside else 0 if place in words else -1

    over = span[1] - start > len(line)
    return -2 if over else ends(span[0] - start) + ends(span[1] - start)


def read_codebook(path: Path) -> list[Label]:
    """The labels of a .qdc: names, definitions, what stands above each."""
    root = _parse(path, path.read_bytes())
    return [
        Label(
            code.get("name") or "",
            "".join(c.text or "" for c in code if _tag(c) == "Description").strip(),
            next((c.get("name") or "" for c in code.iterancestors("{*}Code")), ""),
        )
        for code in root.iter("{*}Code")
    ]


def _text(source: etree._Element, members: dict[str, bytes]) -> str:
    inner = next((c.text or "" for c in source if _tag(c) == "PlainTextContent"), None)
    if inner is not None:
        return inner
    path = (source.get("plainTextPath") or "").rpartition("/")[2].lower()
    return members.get(path, b"").decode("utf-8", "replace")


def _project(path: Path) -> tuple[etree._Element, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = {
                n.filename.lower(): n
                for n in archive.infolist()
                if n.filename.lower().endswith(("project.qde", ".txt")) and not n.is_dir()
            }
            if sum(n.file_size for n in wanted.values()) > policy.MOST_PROJECT_BYTES:
                raise say.problem("project_too_big", path, policy.MOST_PROJECT_BYTES >> 20)
            data = archive.read(wanted["project.qde"])
            members = {
                name.rpartition("/")[2]: archive.read(member)
                for name, member in wanted.items()
                if name.startswith("sources/")
            }
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        raise say.problem("no_project", path) from None
    return _parse(path, data), members


def _parse(path: Path, data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError:
        raise say.problem("no_project", path) from None


def _tag(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
