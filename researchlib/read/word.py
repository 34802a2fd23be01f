"""The parts of a Word file as XML: one place that opens it, and says when it is none."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from researchlib.terms.messages import interviews as say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        raise say.no_word_file(path) from None


def word_body(path: Path) -> etree._Element:
    """The body of the document."""
    root = word_part(path, BODY)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise say.no_word_file(path)
    return body
