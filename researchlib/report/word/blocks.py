"""Displayed objects as blocks of a Word document."""

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from researchlib.protect.number import Number
from researchlib.report import say as say_report
from researchlib.report.objects.display import (
    CLAIM,
    AdviceList,
    Captioned,
    Card,
    FormContent,
    Picture,
    Placed,
    Quotations,
    Run,
    Sentence,
    Statement,
    TableCell,
    TableContent,
)
from researchlib.report.objects.prose import split_unbound
from researchlib.report.page.markdown import Words
from researchlib.report.page.tags import Tags
from researchlib.report.word import say
from researchlib.report.word.columns import NOTE, keep_whole, three_lines, widen
from researchlib.report.word.page import Layout, element
from researchlib.report.word.text import (
    anchor,
    bookmark,
    counted,
    indent,
    write,
    write_bound,
    write_note,
)
from researchlib.store.pieces import piece_name
from researchlib.terms.faces import BLACK, KAI

HEADINGS = {2: "Heading 1", CLAIM: "Heading 2", 4: "Heading 3"}
_SMALL, _ANNEX = 10.5, 9
# The pieces of what has a caption, and what the appendix is called among them.
PICTURE, CAPTION, QUESTION, TABLE, NOTES = "picture", "caption", "question", "table", "notes"
EVIDENCE = "evidence"


@dataclass
class Writer:
    """The document being written, its tags, and the notes that its appendix will hold."""

    document: Document
    layout: Layout
    tags: Tags
    notes: list[Placed] = field(default_factory=list)
    small: float = _SMALL  # points of tables and small print

    def paragraph(self, text: str = "", style: str = "Normal", face: str = "") -> Paragraph:
        """A body paragraph, two letters in."""
        paragraph = self.document.add_paragraph(style=style)
        indent(paragraph)
        if text:
            write(paragraph, text, face or self.layout.body_face)
        return paragraph

    def heading(self, level: int) -> Paragraph:
        """A heading of that level of the notebook; plain for none."""
        return self.paragraph(style=HEADINGS[min(level, 4)] if level else "Normal")

    def face_of(self, level: int) -> str:
        """The face of a heading, and of plain text."""
        return {2: BLACK, CLAIM: KAI}.get(level, self.layout.body_face)

    def runs(
        self,
        paragraph: Paragraph,
        pieces: Iterable[Words],
        face: str,
        allowed: Sequence[str],
        size: float = 0,
    ) -> None:
        """The words of a line; what nothing carries is marked."""
        for piece in pieces:
            if piece.place:
                place = piece.place.replace("-", "_")
                counted(paragraph, f"REF {place} \\h", piece.text, face)
                continue
            cut = [Run(piece.text)] if piece.code else split_unbound(piece.text, allowed)
            for run in cut:
                write(paragraph, run.text, face, bold=piece.strong, marked=run.unbound, size=size)

    def code(self, text: str) -> None:
        """Code as it stands, small and close."""
        self.fine(text, self.small)

    def fine(self, text: str, size: float, *, bold: bool = False) -> Paragraph:
        """A paragraph of small print."""
        paragraph = self.document.add_paragraph()
        _loose(paragraph)
        write(paragraph, text, self.layout.body_face, size=size, bold=bold)
        return paragraph

    def annex(self) -> bool:
        """From here on tables and forms are as short as they can be read; whether it is the first
        annex, which begins a page."""
        first, self.small = self.small != _ANNEX, _ANNEX
        return first

    def plain_table(
        self, rows: Sequence[Sequence[Sequence[Words]]], allowed: Sequence[str]
    ) -> None:
        """A table that was typed."""
        table = self._grid(
            [[TableCell("".join(w.text for w in cell)) for cell in row] for row in rows],
            [[""] * len(row) for row in rows],
        )
        for row, cells in zip(table.rows, rows, strict=True):
            for box, pieces in zip(row.cells, cells, strict=True):
                self.runs(
                    box.paragraphs[0].clear(), pieces, self.layout.body_face, allowed, self.small
                )

    def block(self, placed: Placed) -> None:
        """One displayed object."""
        match placed.content:
            case Sentence() as content:
                self._prose(content, placed)
            case Statement() as content:
                made = self.heading(placed.level)
                write(made, content.heading(placed.level), self.face_of(placed.level))
                self._name(made, content.kind, content.key or content.text)
            case AdviceList() as content:
                self._suggestions(content)
            case Quotations() as content:
                for quote in content.quotes:
                    made = self.paragraph(f"{quote.text}——{quote.who}", face=KAI)
                    self._name(made, content.kind, quote.text)
            case TableContent() as content:
                self._table(content, placed.number)
            case Picture() as content:
                self._chart(content, placed.number)
            case FormContent() as content:
                self._form(content)
            case Card() as content:
                self._card(content)
            case content:
                raise say_report.problem("only_in_class", content.opening)

    def _name(
        self,
        paragraph: Paragraph,
        kind: str,
        name: str,
        piece: str = "",
        *,
        held: Any = None,
        picture: bytes = b"",
    ) -> None:
        """The bookmark by which this piece of the document is found and renewed later."""
        identity = self.tags.of_piece(kind, name, piece)
        shown = paragraph._p if held is None else held
        bookmark(paragraph, piece_name(identity, shown, picture), int(identity[-7:], 16))

    def _prose(self, content: Sentence, placed: Placed) -> None:
        paragraph = self.paragraph()
        for run in content.runs:
            if run.evidence is None:
                write(paragraph, run.text, self.layout.body_face, marked=run.unbound)
                continue
            number = content.numbers[run.evidence]
            tag = self.tags.of_run(content, run)
            write_bound(paragraph, run.text, tag, label(number), self.layout.body_face)
        if content.numbers:
            self.notes.append(placed)
            write_note(paragraph, len(self.notes), self.layout.body_face)

    def _suggestions(self, content: AdviceList) -> None:
        for item in content.items:
            paragraph = self.paragraph()
            write(paragraph, item.head, self.layout.body_face, bold=True)
            write(paragraph, f"{item.text}{item.note}", self.layout.body_face)
            self._name(paragraph, content.kind, item.text)

    def _form(self, content: FormContent) -> None:
        """The questionnaire with its counts, small and close: an appendix."""
        for question in content.questions:
            lines = [question.named]
            for item in question.items:
                told = "　".join(f"□{one.choice} {one.text}" for one in item.options)
                lines.append(f"{item.item}：{told}" if item.item else told)
            if len(lines) == 2:
                lines[1] = f"{lines[1]}　{question.note}".rstrip()
            else:
                lines.append(question.note)
            self._lines(content.kind, question.text, lines)

    def _card(self, content: Card) -> None:
        steps = [f"{name}：{text}" for name, text in content.steps]
        self._lines(content.kind, content.caption, [content.caption, content.question, *steps])

    def _lines(self, kind: str, name: str, texts: Sequence[str]) -> None:
        """Small lines under a bold one."""
        for place, text in enumerate(texts):
            if text:
                paragraph = self.fine(text, self.small, bold=place == 0)
                paragraph.paragraph_format.keep_with_next = place < len(texts) - 1
                self._name(paragraph, kind, name, str(place))

    def _caption(self, name: str, content: Captioned, number: int) -> Paragraph:
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, name, BLACK, size=12)
        counted(paragraph, f"SEQ {name} \\* ARABIC", str(number), BLACK, 12)
        table = name == say_report.TABLE
        place = 10_000 + 1_000 * table + number
        bookmark(paragraph, f"{'table' if table else 'figure'}_{number}", place)
        write(paragraph, f"　{content.caption}", BLACK, size=12)
        self._name(paragraph, content.kind, content.caption, CAPTION)
        return paragraph

    def _remark(self, texts: Sequence[str], content: Captioned, piece: str) -> None:
        remark = "；".join(t for t in texts if t)
        if remark:
            told = remark if remark.endswith(("。", "？")) else f"{remark}。"
            paragraph = self.fine(told, NOTE)
            paragraph.paragraph_format.keep_with_next = piece == QUESTION
            self._name(paragraph, content.kind, content.caption, piece)

    def _chart(self, content: Picture, number: int) -> None:
        paragraph = self.fine("", NOTE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        png = base64.b64decode(content.png)
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(112))
        if shape.height > Mm(120):
            shape.width, shape.height = Emu(shape.width * Mm(120) / shape.height), Mm(120)
        properties = shape._inline.docPr
        properties.set("descr", content.alt)
        properties.set("title", content.caption)
        self._name(paragraph, content.kind, content.caption, PICTURE, picture=png)
        self._caption(say_report.FIGURE, content, number)
        self._remark([content.question, *content.notes], content, NOTES)

    def _table(self, content: TableContent, number: int) -> None:
        if number:
            caption = self._caption(say_report.TABLE, content, number)
            caption.paragraph_format.keep_with_next = True
        self._remark([content.question], content, QUESTION)
        rows = [content.head, *content.rows]
        tags = [
            [
                self.tags.of_cell(content, row[0].text, head.text)
                if cell.number and cell.text
                else ""
                for head, cell in zip(content.head[1:], row[1:], strict=True)
            ]
            for row in content.rows
        ]
        table = self._grid(rows, [[""] * len(content.head), *(["", *row] for row in tags)])
        first = table.rows[0].cells[0].paragraphs[0]
        self._name(first, content.kind, content.caption, TABLE, held=table._tbl)
        self._remark(content.notes, content, NOTES)

    def _grid(self, rows: Sequence[Sequence[TableCell]], tags: Sequence[Sequence[str]]) -> Any:
        """A table of three lines, with the tags of its bound numbers."""
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widen(table, rows, self.small)
        three_lines(table)
        tied = {0, 1, len(rows) - 2} - {len(rows) - 1}  # no row stands alone on a page
        for place, row in enumerate(table.rows):
            keep_whole(row, head=place == 0)
            cells = rows[place]
            for box, cell, tag in zip(row.cells, cells, tags[place], strict=True):
                self._cell(box, cell, cells[0].text, tag, head=place == 0)
                for paragraph in box.paragraphs if place in tied else ():
                    paragraph.paragraph_format.keep_with_next = True
        return table

    def _cell(self, box: Any, cell: TableCell, name: str, tag: str, head: bool) -> None:
        paragraph = box.paragraphs[0]
        _loose(paragraph)
        if cell.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        face = BLACK if head else self.layout.body_face
        if tag:
            write_bound(paragraph, cell.text, tag, name, face, size=self.small)
        else:
            write(paragraph, cell.text, face, size=self.small)
        if cell.note:
            below = box.add_paragraph()
            _loose(below)
            below.alignment = paragraph.alignment
            write(below, cell.note, self.layout.body_face, size=NOTE)

    def last_line(self, text: str) -> None:
        """The mark of the report, small, at the very end."""
        self._name(self.fine(text, self.small), EVIDENCE, "mark")

    def appendix(self) -> None:
        """数字依据: a table of the notes by number, each with a place to land on."""
        if not self.notes:
            return
        title = self.heading(2)
        title.paragraph_format.page_break_before = self.annex() or None
        write(title, say.EVIDENCE_TITLE, BLACK)
        self.paragraph(say.EVIDENCE_LEAD).paragraph_format.keep_with_next = True
        told = [
            (0 if turn else place, number)
            for place, placed in enumerate(self.notes, 1)
            for turn, number in enumerate(
                {evidence(one): one for one in placed.content.numbers}.values()
            )
        ]
        shown = [(f"[{place}]" if place else "", *evidence(number)) for place, number in told]
        rows = [[*map(TableCell, row)] for row in (say.EVIDENCE_HEAD, *shown)]
        table = self._grid(rows, [[""] * len(row) for row in rows])
        for row, (place, _) in zip(table.rows[1:], told, strict=True):
            if place:
                bookmark(row.cells[0].paragraphs[0], anchor(place), place)
        first = table.rows[0].cells[0].paragraphs[0]
        self._name(first, EVIDENCE, "", TABLE, held=table._tbl)
        numbers = [number for _, number in told]
        for whom in dict.fromkeys(number.basis.respondents or "" for number in numbers):
            of_them = [one for one in numbers if (one.basis.respondents or "") == whom]
            if text := say.behind(whom, of_them):
                self._name(self.fine(text, self.small), EVIDENCE, whom)


def evidence(number: Number) -> tuple[str, str, str, str]:
    """A row of the evidence: the number, the question, how many of whom, the interval."""
    return say_report.stated(number), say.asked(number), say.of_whom(number), number.interval


def label(number: Number) -> str:
    """What Word shows of a bound number: its name, and of how many."""
    return number.name if number.n is None else say.labelled(number.name, number.n)


def _loose(paragraph: Paragraph) -> None:
    """Off the line grid: a fixed line would cut pictures and small print."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.SINGLE, None
    form.line_spacing = 1.0
    form.space_after = Pt(2)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element("snapToGrid", val=0),
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:rPr",
        "w:sectPr",
    )
    mark = element("rPr", element("sz", val=2 * NOTE))  # the end of the paragraph is small too
    properties.insert_element_before(mark, "w:sectPr")
