"""An executed notebook as a Word file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from researchlib.report import say as say_report
from researchlib.report.page.exporter import StudyExporter
from researchlib.report.page.markdown import Block, Words
from researchlib.report.page.parts import (
    Part,
    allowed_words,
    characters,
    help_line,
    mark_in,
    title_of,
)
from researchlib.report.page.tags import Tags
from researchlib.report.word import say
from researchlib.store.package import drop_template_parts, saved
from researchlib.study.study import Study
from researchlib.terms.faces import KAI


class DocumentExporter(StudyExporter):
    """One document, the same every time."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ending = ".docx"

    def made(self, name: str, study: Study, parts: list[Part]) -> bytes:
        return _document(name, study, parts)


def new_document(study: Study, title: str) -> tuple[Any, Any]:
    """An empty Word file in the layout of the study, and that layout."""
    from docx import Document

    from researchlib.report.word.page import Layout, set_page, set_styles

    document = Document()
    drop_template_parts(document.part.package.rels)
    layout = Layout(**study.layout)
    set_page(document, layout)
    set_styles(document, layout)
    document.core_properties.author = document.core_properties.last_modified_by = study.group
    document.core_properties.title = title
    document.core_properties.comments = ""
    return document, layout


def titled(study: Study, name: str, title: str, under: Iterable[str]) -> Any:
    """What writes the document of that name: its title, and the lines under it, stand."""
    from researchlib.report.word.blocks import Writer
    from researchlib.report.word.text import write

    document, layout = new_document(study, title)
    write(document.add_paragraph(style="Title"), title, layout.title_face)
    for line in under:
        paragraph = document.add_paragraph()
        paragraph.alignment = 1
        write(paragraph, line, KAI)
    return Writer(document, layout, Tags(name))


def _document(name: str, study: Study, parts: list[Part]) -> bytes:
    writer = titled(study, name, title_of(parts), _cover(study, parts))
    allowed = allowed_words(study)
    annexes = [name for part in parts for one in part.blocks if (name := _annex(one))]
    for part in parts:
        for block in part.blocks:
            opens = bool(_annex(block)) and writer.annex()
            if opens:
                _close(writer, study, [*annexes, say.EVIDENCE_TITLE])
            _add(writer, block, allowed)
            if opens:
                writer.document.paragraphs[-1].paragraph_format.page_break_before = True
        for placed in part.contents:
            writer.block(placed)
    writer.appendix()
    if line := help_line(parts):
        writer.paragraph(line)
    writer.last_line(say_report.check_mark(mark_in(name, parts)))
    return saved(writer.document, study.day)


def _cover(study: Study, parts: list[Part]) -> Iterator[str]:
    """The lines under the title: simulated or not, edition and readers, who, how long."""
    if study.simulated:
        yield say_report.SIMULATED_PAGE
    yield f"{study.edition}　{say_report.DISTRIBUTION}：{study.distribution}"
    yield f"{study.group}　{say_report.characters(characters(parts))}"


def _annex(block: Block) -> str:
    """The heading that opens an annex; nothing for any other block."""
    opens = block.kind == "heading" and block.level == 2 and say.ANNEX.match(block.text)
    return block.text if opens else ""


def _close(writer: Any, study: Study, annexes: list[str]) -> None:
    """After the main text: the annexes by name, who signs, and the day where one is given."""
    from docx.shared import Pt

    from researchlib.report.word.text import write

    for text in ("", say.annexed(annexes)):  # no page holds a signature alone
        writer.paragraph(text).paragraph_format.keep_with_next = True
    for line in filter(None, (study.group, study.dated)):
        signed = writer.document.add_paragraph()
        signed.alignment = 2
        signed.paragraph_format.right_indent = Pt(64)  # four letters
        write(signed, line, writer.layout.body_face)


def _add(writer: Any, block: Block, allowed: Sequence[str], lead: str = "") -> None:
    """One block, and what is in it: the words of the page in the order of the page."""
    for number, part in enumerate(block.parts, 1):
        mark = f"{number}." if block.ordered else lead
        for place, inside in enumerate(part):
            _add(writer, inside, allowed, "" if place else mark)
    if block.kind == "table":
        writer.plain_table([[cell for cell in row] for row in block.rows], allowed)
    elif block.kind == "code":
        writer.code(block.text)
    elif block.pieces:
        _paragraph(writer, block, allowed, lead)


def _paragraph(writer: Any, block: Block, allowed: Sequence[str], lead: str) -> None:
    from researchlib.report.word.text import write

    level = block.level if block.kind == "heading" else 0
    paragraph, face = writer.heading(level), writer.face_of(level)
    if lead:
        write(paragraph, lead, face)
    named = block.text == say.POINTS  # as a document calls what stands first
    writer.runs(paragraph, [Words(say.ABSTRACT)] if named else block.pieces, face, allowed)
