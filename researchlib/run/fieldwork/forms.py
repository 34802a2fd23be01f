"""Before the fieldwork: the paper form, the text for the platform, and the entry sheet."""

from collections.abc import Iterator
from typing import Any

from researchlib.read.lists import read_list
from researchlib.report.say import help_line
from researchlib.run.fieldwork import say
from researchlib.store.files import write_atomic
from researchlib.store.merge import Listed
from researchlib.store.package import saved
from researchlib.store.xlsx import book_bytes, new_book
from researchlib.study.codebook import Codebook
from researchlib.study.place import EARLIER
from researchlib.study.printed import Printed, printed_in
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.faces import SONG
from researchlib.terms.words import Kind

_ENTRY_ROWS = 300
_LARGE, _NORMAL = 16, 11


def paper_form(study: Study, source: str, points: int = _NORMAL) -> bytes:
    """问卷.docx on A4: how to fill it in, what it is for, its number, options with their codes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    from researchlib.report.word.page import set_faces

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(22))
    style = document.styles["Normal"]
    style.font.size = Pt(points)
    set_faces(style.element, SONG, SONG)
    style.paragraph_format.space_after = Pt(points / 3)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(study.sources[source].name)
    run.bold, run.font.size = True, Pt(points + 7)
    number = document.add_paragraph(say.FORM_NUMBER)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in (say.consent(study.group), say.HOW_TO_FILL):
        document.add_paragraph(text)
    for asked in printed_in(study.codebooks[source]):
        _print_question(document, asked)
    feelings = help_line(q.printed for q in study.codebooks[source])
    document.add_paragraph(say.THANKS + feelings)
    core = document.core_properties
    core.author, core.title, core.comments = "", study.sources[source].name, ""
    return saved(document)


def large_print_form(study: Study, source: str) -> bytes:
    """The same form in large print, for old people."""
    return paper_form(study, source, _LARGE)


def _print_question(document: Any, asked: Printed) -> None:
    first = asked.rows[0]
    led = f"{say.only_if(asked.gate, first.shown_when[1])}" if first.shown_when else ""
    head = document.add_paragraph(say.question(asked.number, asked.title, asked.kind) + led)
    head.paragraph_format.keep_with_next = True
    if asked.is_matrix:
        table = document.add_table(len(asked.rows) + 1, len(first.choices) + 1, "Table Grid")
        _widths(table)
        for column, choice in enumerate(first.choices, 1):
            table.cell(0, column).text = f"{column} {choice}"
        for row, question in enumerate(asked.rows, 1):
            table.cell(row, 0).text = question.text
            for column in range(1, len(first.choices) + 1):
                table.cell(row, column).text = "□"
        document.add_paragraph()
    elif first.choices:
        box = "____" if asked.kind is Kind.RANKING else "□"
        options = (
            f"{box}\u00a0{code}\u00a0{choice}" for code, choice in enumerate(first.choices, 1)
        )  # a box never parts from its words
        document.add_paragraph("　".join(options))
    else:
        document.add_paragraph("_" * 40)


def _widths(table: Any) -> None:
    """A third for the row titles, the rest shared alike; WPS reads the grid, not the cells."""
    from docx.shared import Mm, Pt

    rest = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        column.width = Mm(56) if not place else Mm(110 / rest)
        for cell in column.cells:
            cell.width = column.width
            cell.paragraphs[0].paragraph_format.space_before = Pt(2)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def platform_text(study: Study, source: str) -> str:
    """The text to paste into 问卷星: title, then each question with its type and options."""
    parts = [study.sources[source].name, ""]
    for asked in printed_in(study.codebooks[source]):
        first = asked.rows[0]
        tag = say.platform_tag(asked.kind, asked.is_matrix)
        parts.append(f"{asked.number}. {asked.title}[{tag}]")
        if asked.is_matrix:
            parts += [say.ROWS, *(f"- {q.text}" for q in asked.rows), say.COLUMNS]
            parts += [f"- {choice}" for choice in first.choices]
        else:
            parts += first.choices
        parts.append("")
    return "\n".join(parts)


def entry_columns(book: Codebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Header and drop-down of each column of the entry sheet, headers as the platform writes."""
    yield w.FORM_NUMBER, ()
    for asked in printed_in(book):
        first = asked.rows[0]
        if asked.kind in (Kind.MULTIPLE, Kind.RANKING) and not asked.is_matrix:
            ranks = tuple(str(k) for k in range(1, len(first.choices) + 1))
            for place, choice in enumerate(first.choices):
                stem = asked.title if not place else ""
                allowed = ranks if asked.kind is Kind.RANKING else ("1",)
                yield f"{asked.number}、{stem}({choice})", allowed
        else:
            yield from ((head, first.choices) for head in asked.heads)


def entry_sheet(study: Study, source: str, typed: Listed | None = None) -> bytes:
    """录入表.xlsx: a row a paper form, drop-downs from the codebook, and what was typed before.

    Columns are matched by their heads; one that the questionnaire no longer has stands last.
    """
    book = new_book()
    head = book.add_format({"text_wrap": True, "bold": True, "valign": "top", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(say.ENTRY)
    sheet.freeze_panes(1, 1)
    columns = list(entry_columns(study.codebooks[source]))
    before = typed or Listed((), ())
    names = [name for name, _ in columns]
    columns += [(name, ()) for name in before.head if name and name not in names]
    grey = book.add_format({"bg_color": "#BFBFBF"})
    for place, (name, allowed) in enumerate(columns):
        sheet.write_string(0, place, name, head)
        sheet.set_column(place, place, 14, text)
        if allowed and sum(len(a) + 1 for a in allowed) < 255:
            sheet.data_validation(
                1,
                place,
                _ENTRY_ROWS,
                place,
                {
                    "validate": "list",
                    "source": list(allowed),
                    "error_title": say.ENTRY_ERROR,
                    "error_message": say.ENTRY_CHOOSE,
                },
            )
    place_of = {name: place for place, (name, _) in enumerate(columns)}
    for number, row in enumerate(before.rows, 1):
        for name, cell in zip(before.head, row, strict=False):
            if cell:
                sheet.write_string(number, place_of[name], cell, text)
    for place, formula in _skipped(study.codebooks[source], [name for name, _ in columns]):
        sheet.conditional_format(
            1, place, _ENTRY_ROWS, place, {"type": "formula", "criteria": formula, "format": grey}
        )
    return book_bytes(book)


def _skipped(book: Codebook, names: list[str]) -> Iterator[tuple[int, str]]:
    """Columns that the answer to an earlier question leads past, and when to grey them."""
    from xlsxwriter.utility import xl_col_to_name

    every = printed_in(book)
    titles = {asked.rows[0].variable: asked.heads[0] for asked in every}
    for asked in every:
        gate = asked.rows[0].shown_when
        if not gate or titles.get(gate[0]) not in names:
            continue
        cell = f"${xl_col_to_name(names.index(titles[gate[0]]))}2"
        other = ",".join([f'{cell}<>""', *(f'{cell}<>"{choice}"' for choice in gate[1])])
        for place, name in enumerate(names):
            if name.startswith(f"{asked.number}、"):
                yield place, f"=AND({other})"


def write_forms(study: Study) -> Iterator[str]:
    """The four files of every questionnaire in data/<study>/forms; yields each as it is done.

    An entry sheet that somebody has typed into is left as it is, unless the questionnaire has
    changed: then it is made anew with what was typed, and a copy goes to earlier/.
    """
    for source in study.sources:
        folder = study.folder / "forms" / source
        made = (
            paper_form(study, source),
            large_print_form(study, source),
            platform_text(study, source).encode("utf-8-sig"),
        )
        for name, data in zip(say.FILES, made, strict=False):
            write_atomic(folder / name, data)
        entry = folder / say.FILES[-1]
        typed = read_list(entry)
        if typed is None or not any(map(any, typed.rows)):
            write_atomic(entry, entry_sheet(study, source))
        elif [name for name, _ in entry_columns(study.codebooks[source])] != list(typed.head):
            write_atomic(folder / EARLIER / entry.name, entry.read_bytes())
            write_atomic(entry, entry_sheet(study, source, typed))
        yield source
