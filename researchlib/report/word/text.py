"""Words in Word: every run in a named face, every bound number a control that carries its tag."""

import re
from typing import Any

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from researchlib.report.word.page import LATIN, element, set_faces
from researchlib.store.pieces import number_name

# Quotes, … and — stay in the Chinese face; only letters, digits and ASCII signs are Latin.
_PIECES = re.compile(r"[!-~](?:[ -~]*[!-~])?|[^!-~]+")
_NARROW = re.compile(r"[!-~]")


def write(
    paragraph: Paragraph,
    text: str,
    face: str,
    *,
    bold: bool = False,
    size: float = 0,
    into: Any = None,
    marked: bool = False,
) -> list[Run]:
    """The text as runs of one script each; `into` takes them in place of the paragraph. What is
    marked stands on yellow: nothing carries it."""
    runs = []
    for piece in _PIECES.findall(text):
        run = paragraph.add_run(piece)
        fonts = set_faces(run._r, face, LATIN if _NARROW.match(piece) else face)
        if not _NARROW.match(piece):
            fonts.set(qn("w:hint"), "eastAsia")
        run.bold = bold or None
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if marked else None
        if size:
            run.font.size = Pt(size)
        if into is not None:
            into.append(run._r)
        runs.append(run)
    return runs


def write_bound(
    paragraph: Paragraph,
    text: str,
    tag: str,
    name: str,
    face: str,
    *,
    size: float = 0,
) -> None:
    """A bound number: a content control with the tag of its number.

    A bookmark of the same name stands around it, for programs that drop the tags of controls.
    """
    run = paragraph.add_run(text)
    set_faces(run._r, face, LATIN).set(qn("w:hint"), "eastAsia")
    if size:
        run.font.size = Pt(size)
    for part in bound(run._r, text, tag, name):
        paragraph._p.append(part)


def bound(run: Any, text: str, tag: str, label: str, turn: str = "") -> tuple[Any, Any, Any]:
    """The run in a control of that tag, and the ends of a bookmark to stand around it."""
    named = element("sdtPr", element("alias", val=label[:60]), element("tag", val=tag))
    control = element("sdt", named, element("sdtContent", run))
    start, end = _marks(number_name(tag, text, turn), int(tag[-7:], 16))
    return start, control, end


def write_note(paragraph: Paragraph, number: int, face: str) -> None:
    """The number of a note in the appendix, raised, leading there."""
    link = element("hyperlink", anchor=anchor(number), history=1)
    paragraph._p.append(link)
    for run in write(paragraph, f"[{number}]", face, into=link):
        run.font.superscript = True


def anchor(number: int) -> str:
    """The bookmark of a note."""
    return f"note_{number}"


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark around what the paragraph holds."""
    start, end = _marks(name, number)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def _marks(name: str, number: int) -> tuple[Any, Any]:
    return element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)


def counted(paragraph: Paragraph, says: str, text: str, face: str, size: float = 0) -> None:
    """A number as a field: SEQ counts itself, REF follows what stands somewhere else."""
    field = element("fldSimple", instr=f" {says} ")
    paragraph._p.append(field)
    write(paragraph, text, face, size=size, into=field)


def indent(paragraph: Paragraph) -> None:
    """Two letters before the first line, whatever their size."""
    properties = paragraph._p.get_or_add_pPr()
    inset = properties.get_or_add_ind()
    inset.set(qn("w:firstLineChars"), "200")
    inset.set(qn("w:firstLine"), "640")
