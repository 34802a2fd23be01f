"""An edited Word report: what people do to it, and what is found."""

from __future__ import annotations

import copy
import html
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from faces import agree

from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.run.publish.report import _free
from researchlib.run.verify import say
from researchlib.run.verify.edited_word import verify_docx
from researchlib.run.verify.renew import renew_docx
from researchlib.study.place import place_of
from researchlib.terms.problem import DataProblem

REPORT = "06_report"
MARK = "家中有老人的填答者中"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def edited(published, tmp_path):
    """The report as generated, a study, and what verifying finds after an edit."""
    path = tmp_path / "终稿.docx"
    shutil.copy(published / f"exports/demo/{REPORT}.docx", path)
    study = open_study("demo", published)

    def found(edit):
        document = Document(str(path))
        edit(document)
        document.save(str(path))
        return verify_docx(study, path)[1]

    found.path, found.study = path, study
    return found


def paragraph(document, start=MARK):
    return next(
        p
        for p in document.paragraphs
        if "".join(t.text or "" for t in p._p.iter(qn("w:t"))).startswith(start)
    )


def controls(element):
    return list(element.iter(qn("w:sdt")))


def texts(element):
    return [t for t in element.iter(qn("w:t"))]


def set_number(control, text):
    for k, node in enumerate(texts(control)):
        node.text = text if k == 0 else ""


def unwrap(control):
    parent, place = control.getparent(), control.getparent().index(control)
    for run in reversed(list(control.find(qn("w:sdtContent")))):
        parent.insert(place, run)
    parent.remove(control)


def unmark(document):
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(document.element.body.iter(qn(f"w:{name}"))):
            mark.getparent().remove(mark)


def track(control, new):
    """The first run deleted, another inserted, both tracked."""
    content = control.find(qn("w:sdtContent"))
    old = content.findall(qn("w:r"))
    fresh = copy.deepcopy(old[0])
    for node in texts(fresh):
        node.text = new
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    content.append(deleted)
    for run in old:
        deleted.append(run)
    content.append(inserted)
    inserted.append(fresh)


def test_the_report_as_written_has_nothing_to_see(edited):
    assert edited(lambda d: None) == []


HARMLESS = {
    "reworded": lambda d: setattr(
        next(t for t in texts(paragraph(d)._p) if "最年长的老人近三个月" in (t.text or "")),
        "text",
        "讲，家里岁数最大的老人这三个月里没有去过日间照料中心。",
    ),
    "moved": lambda d: d.element.body.insert(3, paragraph(d)._p),
    "pasted twice": lambda d: paragraph(d)._p.addnext(copy.deepcopy(paragraph(d)._p)),
    "bold": lambda d: [
        r.get_or_add_rPr().append(OxmlElement("w:b"))
        for r in controls(paragraph(d)._p)[0].iter(qn("w:r"))
    ],
    "heading": lambda d: paragraph(d, "三、意见建议").add_run("和打算"),
    "dated": lambda d: paragraph(d).add_run("（2024年6月1日补记）"),
    "commented": lambda d: d.add_comment(paragraph(d).runs[0], "请再核一下", author="审稿人"),
    "new words": lambda d: d.add_paragraph("这一段是领导加的话，没有数。"),
    "split": lambda d: split(controls(paragraph(d)._p)[1]),
    "restyled": lambda d: setattr(paragraph(d), "style", d.styles["Heading 3"]),
    "typed the same": lambda d: set_number(controls(paragraph(d)._p)[1], "89%"),
    "question named": lambda d: d.add_paragraph(
        "题目“近三个月，老人是否去过社区日间照料中心”见附件。"
    ),
}


def split(control):
    first = next(control.iter(qn("w:r")))
    other = copy.deepcopy(first)
    node = texts(first)[0]
    node.text, texts(other)[0].text = node.text[:1], node.text[1:]
    first.addnext(other)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_number_is_not_flagged(edited, name):
    assert edited(HARMLESS[name]) == []


FLAGGED = {
    "retyped": (
        lambda d: set_number(controls(paragraph(d)._p)[1], "98%"),
        [(say.CHANGED, "98%", "89%")],
    ),
    "tracked": (
        lambda d: track(controls(paragraph(d)._p)[1], "90%"),
        [(say.CHANGED, "90%", "89%")],
    ),
    "emptied": (lambda d: set_number(controls(paragraph(d)._p)[1], ""), [(say.CHANGED, "", "89%")]),
    "typed in": (lambda d: paragraph(d).add_run("其中37人说不知道。"), [(say.UNBOUND, "37", "")]),
    "claimed": (lambda d: paragraph(d).add_run("这是大多数。"), [(say.UNBOUND, "大多数", "")]),
    "new paragraph": (lambda d: d.add_paragraph("满意率达到95.5%。"), [(say.UNBOUND, "95.5%", "")]),
    "plain paste": (
        lambda d: (unmark(d), unwrap(controls(paragraph(d)._p)[1])),
        [(say.LOOSE, "89%", "89%")],
    ),
    "tags dropped": (
        lambda d: (
            set_number(controls(paragraph(d)._p)[1], "80%"),
            unwrap(controls(paragraph(d)._p)[1]),
        ),
        [(say.CHANGED, "80%", "89%")],
    ),
    "plain and changed": (
        lambda d: (
            unmark(d),
            set_number(controls(paragraph(d)._p)[1], "80%"),
            unwrap(controls(paragraph(d)._p)[1]),
        ),
        [(say.UNBOUND, "80%", ""), (say.DELETED, "", "89%")],
    ),
    "control deleted": (
        lambda d: controls(paragraph(d)._p)[1].getparent().remove(controls(paragraph(d)._p)[1]),
        [(say.DELETED, "", "89%")],
    ),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_every_changed_number_is_found_and_no_other(edited, name):
    edit, wanted = FLAGGED[name]
    assert [(e.kind, e.here, e.there) for e in edited(edit)] == wanted


def test_a_digit_typed_into_a_note_or_a_table_is_found(edited):
    def note(document):
        made = next(p for p in document.paragraphs if p.text.startswith("方便样本，只说明"))
        made.add_run("另有7户未统计。")

    assert [e.kind for e in edited(note)] == [say.SMALL_PRINT]

    def head(document):
        cell = document.tables[0].rows[1].cells[0].paragraphs[0]
        cell.runs[0].text = "80岁以上"

    assert [e.kind for e in edited(head)] == [say.SMALL_PRINT] * 2


def test_a_deleted_sentence_names_its_numbers(edited):
    found = edited(lambda d: d.element.body.remove(paragraph(d)._p))
    assert {e.kind for e in found} == {say.DELETED} and "89%" in {e.there for e in found}


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_saved_through_libreoffice_nothing_is_flagged_but_what_changed(edited, tmp_path):
    edited(lambda d: set_number(controls(paragraph(d)._p)[1], "98%"))
    subprocess.run(
        [
            SOFFICE,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(edited.path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = next((tmp_path / "out").glob("*.docx"))
    _, found = verify_docx(edited.study, saved)
    assert [(e.kind, e.here, e.there) for e in found] == [(say.CHANGED, "98%", "89%")]


def test_current_numbers_go_into_a_copy_and_touch_nothing_else(edited):
    edited(
        lambda d: (
            set_number(controls(paragraph(d)._p)[1], "98%"),
            paragraph(d).add_run("（领导加的话）"),
        )
    )
    before = edited.path.read_bytes()
    made = renew_docx(edited.study.paths, edited.path)
    target = made.target
    assert (len(made.changes), made.left) == (1, []) and edited.path.read_bytes() == before
    assert verify_docx(edited.study, target)[1] == []
    with zipfile.ZipFile(edited.path) as old, zipfile.ZipFile(target) as new:
        differing = [n for n in old.namelist() if old.read(n) != new.read(n)]
        words = new.read("word/document.xml").decode()
    assert differing == ["word/document.xml"] and "（领导加的话）" in words
    assert renew_docx(edited.study.paths, edited.path).target != target  # never over a file


def test_what_is_no_report_of_ours(tmp_path, edited):
    Document().save(str(tmp_path / "别的.docx"))
    with pytest.raises(DataProblem, match="没有本程序写入的数"):
        verify_docx(edited.study, tmp_path / "别的.docx")
    (tmp_path / "坏.docx").write_bytes(b"PK")
    with pytest.raises(DataProblem, match="不是能读的 Word 文件"):
        verify_docx(edited.study, tmp_path / "坏.docx")
    with pytest.raises(DataProblem, match="还没有生成过报告"):
        verify_docx(replace(edited.study, folder=tmp_path / "data/x"), edited.path)


def plain(fragment):
    return html.unescape(re.sub("<[^>]+>", "", fragment)).strip()


def in_page(page):
    """Sentences with their numbers, tables, captions and pictures of a page, each in order."""
    main = page[page.index("<main ") : page.index("</main>")]
    main = re.sub(r'<div class="data".*?</table>', "", main, flags=re.DOTALL)  # of a chart
    sentences = [
        (
            plain(p.partition('<a class="why"')[0]),
            [plain(b) for b in re.findall(r'class="bound[^>]*>(.*?)</a>', p)],
        )
        for p in re.findall(r'<p id="e[\d-]+-p">(.*?)</p>', main, flags=re.DOTALL)
    ]
    rows = [
        [plain(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", main, flags=re.DOTALL)
    ]
    captions = [
        plain(c.partition('<span class="question">')[0])
        for c in re.findall(
            r"<(?:caption|figcaption)>(.*?)</(?:caption|figcaption)>", main, flags=re.DOTALL
        )
    ]
    pictures = [html.unescape(a) for a in re.findall(r'<img [^>]*alt="(.*?)"', main)]
    return sentences, rows, captions, pictures


def in_document(path):
    document = Document(str(path))
    bound = [
        p
        for p in document.element.body.iter(qn("w:p"))
        if p.getparent().tag == qn("w:body") and list(controls(p))
    ]
    sentences = [
        (
            re.sub(r"\[\d+\]$", "", "".join(t.text or "" for t in texts(p))).strip(),
            ["".join(t.text for t in texts(c)) for c in controls(p)],
        )
        for p in bound
    ]
    rows = [
        ["".join(t.text or "" for t in texts(c._tc)) for c in row.cells]
        for table in document.tables[:-1]  # the last one is the evidence, in the page behind links
        for row in table.rows
    ]
    captions = [
        "".join(t.text or "" for t in texts(p._p))
        for p in document.paragraphs
        if p.style.name == "Caption"
    ]
    pictures = [p.get("descr") for p in document.element.body.iter(qn("wp:docPr"))]
    return sentences, rows, captions, pictures


@pytest.mark.parametrize("study", ["demo", "district"])
@pytest.mark.parametrize("name", [REPORT, "09_summary"])
def test_html_and_word_carry_the_same_sentences_numbers_tables_and_figures(published, study, name):
    folder = published / "exports" / study
    page = in_page((folder / f"{name}.html").read_text(encoding="utf-8"))
    word = in_document(folder / f"{name}.docx")
    bound = [sentence for sentence in page[0] if sentence[1]]
    assert len(bound) >= 4 and [text for text, _ in bound] == [text for text, _ in word[0]]
    for (text, shown), (_, controlled) in zip(bound, word[0], strict=True):
        left = iter(
            controlled
        )  # the page does not link an n that stands in brackets, Word controls it
        assert all(number in left for number in shown), text
        assert all(
            number in shown or re.search(f"{re.escape(number)}(?:）|，|回答)", text)
            for number in controlled
        )
    assert page[1] == word[1] and len(page[1]) > 4
    assert page[2] == word[2] and page[3] == word[3]
    assert name == "09_summary" or len(page[3]) >= 2


@pytest.mark.parametrize("study", ["demo", "district"])
def test_word_page_slides_and_workbook_print_the_numbers_of_the_ledger(published, study, tmp_path):
    read = agree(published / "exports" / study)
    least = {"word": 100, "page": 60, "slides": 40, "charts": 7, "workbook": 500}
    assert all(read[face] > count for face, count in least.items()), read
    for name in ("ledger.json", *(p.name for p in (published / "exports" / study).glob("*.docx"))):
        shutil.copy(published / "exports" / study / name, tmp_path)
    document = Document(str(tmp_path / f"{REPORT}.docx"))
    set_number(controls(document.element.body)[0], "8个月")
    document.save(str(tmp_path / f"{REPORT}.docx"))
    with pytest.raises(AssertionError):
        agree(tmp_path)


@pytest.mark.parametrize(("study", "day"), [("demo", (2024, 5, 24)), ("district", (2024, 6, 20))])
def test_claims_are_headings_and_the_document_is_dated_by_its_study(published, study, day):
    document = Document(str(published / "exports" / study / f"{REPORT}.docx"))
    headings = [(p.style.name, p.text) for p in document.paragraphs if "Heading" in p.style.name]
    place = headings.index(("Heading 1", "二、存在问题"))
    claims = [problem.text.removesuffix("。") for problem in open_study(study, published).problems]
    wanted = [("Heading 2", f"（{n}）{c}") for n, c in zip("一二三四五", claims, strict=True)]
    assert headings[place + 1 : place + 6] == wanted
    page = (published / "exports" / study / f"{REPORT}.html").read_text(encoding="utf-8")
    assert all(f"<h3>{text}</h3>" in page for _, text in wanted)
    assert headings[0] == ("Heading 1", "内容提要") and '<h2 id="s1">要点</h2>' in page
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["附件一：问题、依据和建议对照表"]
    core = document.core_properties
    assert core.created == core.modified and core.created.timetuple()[:3] == day
    for table in document.tables:
        tied = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert tied[0] and (len(tied) < 3 or (tied[-2] and not tied[-1]))


def test_an_edited_word_file_is_never_written_over(published, tmp_path):
    told = []
    last, path = read_ledger(place_of(published, "demo").ledger), tmp_path / f"{REPORT}.docx"
    shutil.copy(published / "exports/demo" / path.name, path)
    own = {last.files[path.name]}
    assert _free(own, path, told.append) == path and not told
    path.write_bytes(b"edited")
    assert _free(own, path, told.append).name == f"{REPORT}_2.docx"
    assert "没有覆盖" in told[0]


def test_every_run_names_its_faces_and_the_page_is_that_of_the_standard(published):
    path: Path = published / f"exports/demo/{REPORT}.docx"
    document = Document(str(path))
    for run in document.element.body.iter(qn("w:r")):
        if not list(run.iter(qn("w:t"))):
            continue
        fonts = run.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) in ("仿宋", "黑体", "楷体", "方正小标宋简体")
        text = "".join(t.text for t in run.iter(qn("w:t")))
        if re.search("[“”‘’…—]", text):
            assert fonts.get(qn("w:hint")) == "eastAsia"
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("word/styles.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert "Theme=" not in styles and "Theme=" not in body
    section = document.sections[0]
    assert [
        round(x.mm)
        for x in (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in document.tables)
    assert all(p.get("descr") for p in document.element.body.iter(qn("wp:docPr")))
