"""The page of GB/T 9704-2012 as Word sees it: paper, line grid, faces, levels, page numbers."""

import math
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from researchlib.report.word import say
from researchlib.terms.faces import BLACK, BODY, KAI, OTHER_FACES, SONG, TITLE

LATIN = "Times New Roman"
_LINES, _LETTERS, _HEIGHT_MM, _WIDTH_MM = 22, 28, 225, 156
_THREE = 16  # 三号, in points
_POINTS = 72 / 25.4


@dataclass(frozen=True)
class Layout:
    """版式：各单位习惯不同的几项；默认照国家标准。"""

    line: float = 28.95
    bottom: int = 35
    title_face: str = TITLE
    body_face: str = BODY
    dashes: bool = True


def set_page(document: Document, layout: Layout) -> None:
    """Paper, margins, the grid of 22 lines by 28 letters, and page numbers left and right."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(layout.bottom - 7 - 5)  # the number 7 mm below the text
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    pitch = int(_HEIGHT_MM * _POINTS / _LINES * 20)
    section._sectPr.append(element("docGrid", type="lines", linePitch=pitch))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], layout, odd)


def _page_number(paragraph: Any, layout: Layout, odd: bool) -> None:
    side = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.alignment = side
    indent = paragraph.paragraph_format
    if odd:
        indent.right_indent = Pt(14)
    else:
        indent.left_indent = Pt(14)
    left, right = say.PAGE_MARKS if layout.dashes else ("", "")
    for text in (left, None, right):
        run = paragraph.add_run(text or "")
        run.font.size = Pt(14)
        set_faces(run._r, SONG, SONG)
        if text is None:
            words = element("instrText")
            words.text = " PAGE "
            begin, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "end"))
            run._r.extend((begin, words, end))


def element(tag: str, /, *inside: Any, **values: object) -> Any:
    """An element of a document with its attributes and what is in it."""
    made = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def set_styles(document: Document, layout: Layout) -> None:
    """Every style in a named Chinese face; the theme's faces are taken out of all of them."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
    styles = document.styles
    for name, face, size, bold in (
        ("Normal", layout.body_face, _THREE, False),
        ("Title", layout.title_face, 22, False),
        ("Heading 1", BLACK, _THREE, False),
        ("Heading 2", KAI, _THREE, False),
        ("Heading 3", layout.body_face, _THREE, True),
        ("Caption", BLACK, 12, False),
    ):
        style = styles[name]
        style.font.size, style.font.bold = Pt(size), bold
        style.font.italic, style.font.color.rgb = False, _black()
        set_faces(style.element.get_or_add_rPr(), face, LATIN)
        _plain_paragraph(style, layout)
    normal = styles["Normal"].element.get_or_add_rPr()
    normal.append(element("lang", val="en-US", eastAsia="zh-CN"))
    # 28 letters of 16 points are wider than the line: each a little closer, as the grid would
    # set them; programs disagree on a grid of letters, not on this.
    closer = math.floor((_WIDTH_MM * _POINTS / _LETTERS - _THREE) * 20)
    normal.insert_element_before(
        element("spacing", val=closer), "w:w", "w:kern", "w:position", "w:sz", "w:lang"
    )
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Title"].paragraph_format.space_after = Pt(layout.line / 2)
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    _other_faces(document)


def _plain_paragraph(style: Any, layout: Layout) -> None:
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(layout.line)
    form.widow_control = False  # a page holds 22 lines, no fewer
    properties = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):  # a digit takes half a letter, no more
        properties.insert_element_before(
            element(name, val=0),
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        )
    if style.name.startswith("Heading"):
        form.keep_with_next = True


def _black() -> Any:
    from docx.shared import RGBColor

    return RGBColor(0, 0, 0)


def set_faces(holder: Any, chinese: str, latin: str) -> Any:
    """All four faces of a run or style, said in so many words; returns what says them."""
    properties = holder if holder.tag == qn("w:rPr") else holder.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    fonts.set(qn("w:eastAsia"), chinese)
    for part in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{part}"), latin)
    return fonts


def _other_faces(document: Document) -> None:
    """What to take where a face is not installed: 字体表 with the other names."""
    table = next(
        (
            part
            for part in document.part.package.iter_parts()
            if part.partname.endswith("fontTable.xml")
        ),
        None,
    )
    if table is None:
        return
    from lxml import etree

    space = qn("w:font").partition("}")[0] + "}"
    root = etree.fromstring(table.blob)
    for face, other in OTHER_FACES.items():
        font = etree.SubElement(root, f"{space}font", {f"{space}name": face})
        etree.SubElement(font, f"{space}altName", {f"{space}val": other})
        etree.SubElement(font, f"{space}charset", {f"{space}val": "86"})
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
