"""Displayed objects as blocks of a Word document."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from researchlib.report import say as say_report
from researchlib.report.objects.display import (
    AdviceList,
    Captioned,
    Card,
    FormContent,
    Picture,
    Placed,
    Quotations,
    Sentence,
    Statement,
    TableCell,
    TableContent,
)
from researchlib.report.page.tags import Tags
from researchlib.report.say import note
from researchlib.report.word import say
from researchlib.report.word.page import Layout
from researchlib.report.word.text import (
    anchor,
    bookmark,
    indent,
    sequence,
    write,
    write_bound,
    write_note,
)
from researchlib.terms.faces import BLACK, KAI

_WIDE = 156  # millimetres of text
_SMALL, _TABLE = 10.5, 10.5
_LEAST_COLUMN = 12


@dataclass
class Writer:
    """The document being written, its tags, and the notes that its appendix will hold."""

    document: Document
    layout: Layout
    tags: Tags
    notes: list[Placed] = field(default_factory=list)

    def paragraph(self, text: str = "", style: str = "Normal", face: str = "") -> Paragraph:
        """A body paragraph, two letters in."""
        paragraph = self.document.add_paragraph(style=style)
        indent(paragraph)
        if text:
            write(paragraph, text, face or self.layout.body_face)
        return paragraph

    def block(self, placed: Placed) -> None:
        """One displayed object."""
        match placed.content:
            case Sentence() as content:
                self._prose(content, placed)
            case Statement() as content:
                write(self.paragraph(), content.text, self.layout.body_face, bold=True)
            case AdviceList() as content:
                self._suggestions(content)
            case Quotations() as content:
                for quote in content.quotes:
                    self.paragraph(f"{quote.text}——{quote.who}", face=KAI)
            case TableContent() as content:
                self._table(content, placed.number)
            case Picture() as content:
                self._chart(content, placed.number)
            case FormContent() as content:
                self._form(content)
            case Card() as content:
                self._card(content)

    def _prose(self, content: Sentence, placed: Placed) -> None:
        paragraph = self.paragraph()
        for run in content.runs:
            if run.evidence is None:
                write(paragraph, run.text, self.layout.body_face)
                continue
            number = content.numbers[run.evidence]
            tag = self.tags.of_run(content, number)
            write_bound(paragraph, run.text, tag, number.name, self.layout.body_face)
        if content.numbers:
            self.notes.append(placed)
            write_note(paragraph, len(self.notes), self.layout.body_face)

    def _suggestions(self, content: AdviceList) -> None:
        for item in content.items:
            paragraph = self.paragraph()
            write(paragraph, item.head, self.layout.body_face, bold=True)
            write(paragraph, f"{item.text}{item.note}", self.layout.body_face)

    def _form(self, content: FormContent) -> None:
        """The questionnaire with its counts, small and close: an appendix."""
        for number, question in enumerate(content.questions, 1):
            self._small(f"{number}. {question.text}", bold=True)
            for item in question.items:
                if item.item:
                    self._small(item.item)
                self._small("　　".join(f"□ {one.choice} {one.text}" for one in item.options))
            self._small(question.note)

    def _card(self, content: Card) -> None:
        self._small(content.caption, bold=True)
        self._small(content.question)
        for name, text in content.steps:
            self._small(f"{name}：{text}")

    def _small(self, text: str, bold: bool = False) -> None:
        if text:
            paragraph = self.document.add_paragraph()
            _loose(paragraph)
            paragraph.paragraph_format.keep_with_next = bold
            write(paragraph, text, self.layout.body_face, size=_SMALL, bold=bold)

    def _caption(self, name: str, content: Captioned, number: int) -> Paragraph:
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, name, BLACK, size=12)
        sequence(paragraph, name, number, BLACK, 12)
        table = name == say_report.TABLE
        place = 10_000 + 1_000 * table + number
        bookmark(paragraph, f"{'table' if table else 'figure'}_{number}", place)
        write(paragraph, f"　{content.caption}", BLACK, size=12)
        return paragraph

    def _remark(self, texts: Sequence[str], keep: bool = False) -> None:
        remark = "；".join(t for t in texts if t)
        if remark:
            paragraph = self.document.add_paragraph()
            _loose(paragraph)
            paragraph.paragraph_format.keep_with_next = keep
            write(
                paragraph,
                remark if remark.endswith(("。", "？")) else f"{remark}。",
                self.layout.body_face,
                size=_SMALL,
            )

    def _chart(self, content: Picture, number: int) -> None:
        paragraph = self.document.add_paragraph()
        _loose(paragraph)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(
            io.BytesIO(base64.b64decode(content.png)), width=Mm(138)
        )
        if shape.height > Mm(150):
            shape.width, shape.height = Emu(shape.width * Mm(150) / shape.height), Mm(150)
        properties = shape._inline.docPr
        properties.set("descr", content.alt)
        properties.set("title", content.caption)
        self._caption(say_report.FIGURE, content, number)
        self._remark([content.question, *content.notes])

    def _table(self, content: TableContent, number: int) -> None:
        caption = self._caption(say_report.TABLE, content, number)
        caption.paragraph_format.keep_with_next = True
        self._remark([content.question], keep=True)
        rows = [content.head, *content.rows]
        table = self.document.add_table(rows=len(rows), cols=len(content.head))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _widths(table, rows)
        _three_lines(table)
        for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            _keep_whole(row, head=place == 0)
            for column, (box, cell) in enumerate(zip(row.cells, cells, strict=True)):
                tag = ""
                if place and column and cell.number and cell.text:
                    tag = self.tags.of_cell(content, cells[0].text, rows[0][column].text)
                self._cell(box, cell, cells[0].text, tag, head=place == 0)
        self._remark(content.notes)

    def _cell(self, box: Any, cell: TableCell, name: str, tag: str, head: bool) -> None:
        paragraph = box.paragraphs[0]
        _loose(paragraph)
        if cell.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        face = BLACK if head else self.layout.body_face
        if tag:
            write_bound(paragraph, cell.text, tag, name, face, size=_TABLE)
        else:
            write(paragraph, cell.text, face, size=_TABLE)
        if cell.note:
            below = box.add_paragraph()
            _loose(below)
            below.alignment = paragraph.alignment
            write(below, cell.note, self.layout.body_face, size=9)

    def appendix(self) -> None:
        """数字依据: the notes by number, each with a place to land on."""
        if not self.notes:
            return
        title = self.document.add_paragraph(style="Heading 1")
        title.paragraph_format.page_break_before = True
        write(title, say.EVIDENCE_TITLE, BLACK)
        self.paragraph(say.EVIDENCE_LEAD)
        for number, placed in enumerate(self.notes, 1):
            paragraph = self.document.add_paragraph()
            _loose(paragraph)
            notes = [*map(note, placed.content.numbers), placed.origin]
            write(paragraph, f"[{number}] {' '.join(notes)}", self.layout.body_face, size=_SMALL)
            bookmark(paragraph, anchor(number), number)


def _loose(paragraph: Paragraph) -> None:
    """Off the line grid: a fixed line would cut pictures and small print."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.SINGLE, None
    form.line_spacing = 1.0
    form.space_after = Pt(2)
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr"
    )


def _widths(table: Any, rows: Sequence[Sequence[TableCell]]) -> None:
    """Columns by how long their texts are, in the grid itself (WPS reads no other width)."""
    lengths = [
        [sum(2 if ord(c) > 255 else 1 for c in row[k].text) for row in rows]
        for k in range(len(rows[0]))
    ]
    wanted = [
        min(max(column), max(44, 1.2 * sum(column) / len(column))) * 2.0 + 4 for column in lengths
    ]
    spare = _WIDE - _LEAST_COLUMN * len(wanted)
    widths = [_LEAST_COLUMN + spare * size / sum(wanted) for size in wanted]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _three_lines(table: Any) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", "12"), ("bottom", "12")):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)
    for cell in table.rows[0].cells:
        under = OxmlElement("w:tcBorders")
        line = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        under.append(line)
        cell._tc.get_or_add_tcPr().append(under)


def _keep_whole(row: Any, head: bool) -> None:
    """A row stays on one page; the head repeats on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
