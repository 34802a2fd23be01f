"""The parts of a Word file as XML: one place that opens it, and says when it is none."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from researchlib.store import say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ADDED = (f"{W}ins", f"{W}moveTo", f"{_MC}Fallback")
_UNREAD = (f"{W}del", f"{W}moveFrom", f"{_MC}Fallback")
_PIECES = {f"{W}t": "", f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
BODY, COMMENTS, EXTENDED = "word/document.xml", "word/comments.xml", "word/commentsExtended.xml"


def word_part(path: Path, name: str) -> etree._Element | None:
    """One part of the file, or None where it has no such part. Raises DataProblem where the file
    is no Word file, or the part is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            data = archive.read(name) if name in archive.namelist() else b""
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(data, parser)
    except (zipfile.BadZipFile, OSError, etree.XMLSyntaxError):
        raise say.problem("no_word_file", path) from None


def is_unread(node: etree._Element) -> bool:
    """Deleted or moved away, or the old drawing of what stands beside it in a new one."""
    return any(a.tag in _UNREAD for a in node.iterancestors())


def standing(element: etree._Element) -> Iterator[etree._Element]:
    """The text that stands when every tracked change is accepted."""
    return (t for t in element.iter(f"{W}t") if not is_unread(t))


def piece_of(node: etree._Element) -> str:
    """What one node adds to the text that stands: words, a tab or a new line."""
    if node.tag not in _PIECES or is_unread(node) or node.getparent().tag != f"{W}r":
        return ""
    return _PIECES[node.tag] or node.text or ""


def first_piece_of(node: etree._Element) -> str:
    """What one node adds to the text as it was before anybody's tracked changes."""
    added = any(a.tag in _ADDED for a in node.iterancestors())
    if added or node.getparent() is None or node.getparent().tag != f"{W}r":
        return ""
    if node.tag in (f"{W}t", f"{W}delText"):
        return node.text or ""
    return _PIECES.get(node.tag, "")


def text_of(element: etree._Element) -> str:
    """The text that stands in a paragraph or a cell, as it is read."""
    return "".join(map(piece_of, element.iter()))


def between(start: etree._Element) -> Iterator[etree._Element]:
    """The text from a bookmark's start to its end, within its paragraph."""
    paragraph = next((a for a in start.iterancestors() if a.tag == f"{W}p"), None)
    kept = set(standing(paragraph)) if paragraph is not None else set()
    inside = False
    for node in paragraph.iter() if paragraph is not None else ():
        if node is start:
            inside = True
        elif node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id"):
            return
        elif inside and node in kept:
            yield node


def in_link(node: etree._Element) -> bool:
    """Numbers of notes, tables and figures: in a link, or what a field shows."""
    if any(a.tag in (f"{W}hyperlink", f"{W}fldSimple") for a in node.iterancestors()):
        return True
    run = node.getparent()
    before = () if run is None else run.itersiblings(f"{W}r", preceding=True)
    marks = [m.get(f"{W}fldCharType") for r in before for m in r.iter(f"{W}fldChar")]
    return marks.count("begin") > marks.count("end")


def bookmarks(element: etree._Element, lead: str | tuple[str, ...]) -> Iterator[etree._Element]:
    """The bookmarks whose name begins so."""
    for start in element.iter(f"{W}bookmarkStart"):
        if (start.get(f"{W}name") or "").startswith(lead):
            yield start


def is_small_print(paragraph: etree._Element) -> bool:
    """Notes under tables, the appendix of evidence and table cells: off the line grid."""
    return paragraph.find(f"{W}pPr/{W}snapToGrid") is not None


def body_of(data: bytes) -> etree._Element:
    """The document part of a package just written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(BODY))


def word_body(path: Path) -> etree._Element:
    """The body of the document."""
    root = word_part(path, BODY)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise say.problem("no_word_file", path)
    return body
