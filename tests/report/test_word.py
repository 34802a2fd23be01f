"""The Word page: what an office may change, markdown as blocks, faces run by run."""

from __future__ import annotations

import pytest
from conftest import BASICS, sheets
from docx import Document
from docx.oxml.ns import qn

from researchlib.protect.number import WORDS, Basis, Number
from researchlib.read.workbook import open_study
from researchlib.report.objects.display import Run, Sentence, TableContent
from researchlib.report.page.tags import Tags, bound_texts
from researchlib.report.word.page import Layout, set_page, set_styles
from researchlib.report.word.text import write, write_bound
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.store.pieces import number_name
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


def study_with(tmp_path, **basics):
    (tmp_path / "notebooks").mkdir(exist_ok=True)
    (tmp_path / "data/s").mkdir(parents=True, exist_ok=True)
    rows = [{w.ITEM: k, w.CONTENT: v} for k, v in (BASICS | basics).items()]
    write_workbook(tmp_path / "data/s/课题表.xlsx", sheets(**{w.BASICS: rows}))
    return open_study("s", tmp_path)


def test_what_offices_vary_is_a_line_in_the_workbook(tmp_path):
    study = study_with(
        tmp_path,
        **{
            w.LINE_POINTS: "29.2",
            w.BOTTOM_MM: "34",
            w.BODY_FACE: "仿宋_GB2312",
            w.PAGE_DASHES: "否",
        },
    )
    layout = Layout(**study.layout)
    assert (layout.line, layout.bottom, layout.body_face, layout.dashes) == (
        29.2,
        34,
        "仿宋_GB2312",
        False,
    )
    document = Document()
    set_page(document, layout)
    set_styles(document, layout)
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == pytest.approx(
        29.2, abs=0.05
    )
    assert round(document.sections[0].bottom_margin.mm) == 34
    assert "—" not in document.sections[0].footer.paragraphs[0].text
    assert Layout() == Layout(**study_with(tmp_path).layout)
    with pytest.raises(DataProblem, match="应是20至40之间的数"):
        study_with(tmp_path, **{w.LINE_POINTS: "1.5倍"})


def test_each_script_has_its_face_and_chinese_marks_stay_chinese():
    document = Document()
    paragraph = document.add_paragraph()
    write(paragraph, "满意的占58%（“很好”——居民…）", "仿宋")
    faces = [(r.text, r._r.rPr.find(qn("w:rFonts")).get(qn("w:ascii"))) for r in paragraph.runs]
    assert faces == [
        ("满意的占", "仿宋"),
        ("58%", "Times New Roman"),
        ("（“很好”——居民…）", "仿宋"),
    ]


def test_a_bound_number_is_one_control_with_its_tag_and_mark():
    document = Document()
    paragraph = document.add_paragraph()
    write_bound(paragraph, "58%", "k:0123456789ab", "独居", "仿宋")
    control = next(paragraph._p.iter(qn("w:sdt")))
    assert control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "k:0123456789ab"
    assert next(paragraph._p.iter(qn("w:bookmarkStart"))).get(qn("w:name")) == number_name(
        "k:0123456789ab", "58%"
    )
    assert "".join(t.text for t in control.iter(qn("w:t"))) == "58%"


def test_tags_follow_the_number_and_not_its_value():
    def content(text):
        number = Number("独居", text, basis=Basis(question="题"))
        runs = (Run(text, 0), Run("又"), Run(text, 0))
        return Sentence(
            kind="finding", key="k", text="", runs=runs, numbers=(number,), behind=WORDS
        )

    one, two = (dict(bound_texts("r", [content(t)])) for t in ("58%", "60%"))
    assert list(one) == list(two) and len(one) == 2 and set(two.values()) == {"60%"}
    assert list(dict(bound_texts("other", [content("58%")]))) != list(one)
    table = TableContent(kind="table", text="", caption="表", head=(), rows=(), behind=WORDS)
    tags = Tags("r")
    assert tags.of_cell(table, "甲", "占比") != tags.of_cell(table, "甲", "占比")  # a repeated head
