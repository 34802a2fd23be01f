"""A final edition: what stops it is said before, and what does not is signed."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import nbformat
import openpyxl
import pytest
from tiny import HEAD, notebook, tiny_study

from researchlib.read.workbook import open_study
from researchlib.report.objects.prose import bind
from researchlib.report.page.parts import read_text
from researchlib.run.fieldwork.check import check_study
from researchlib.run.pack.class_pack import _workbook
from researchlib.run.publish.report import make_report
from researchlib.run.publish.typed import typed_in
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

SHOWN = HEAD + (
    "from researchlib import Table\nanswers = clean_answers(study, 'residents')\n"
    "Table(share(answers, 'known'), '知晓情况')"
)


def with_prose(home, *texts):
    path = notebook(home / "notebooks/tiny", SHOWN, name="06_report")
    book = nbformat.read(path, as_version=4)
    cells = [nbformat.v4.new_markdown_cell(t, id=f"m{k}") for k, t in enumerate(texts)]
    book.cells += cells
    nbformat.write(book, path)
    return home


def made(home, study, workers):
    make_report(home, study, lambda text: None, workers)
    return study.paths.exports


def test_what_is_read_is_checked_not_mark_up():
    text = read_text("见[图](#知晓情况)和[表1](#table-1)<!-- 30 -->`x = 1`\n1. 第一条")
    assert text == "见图和表1\n第一条"


def test_a_report_with_references_is_signed_in_all_faces(tmp_path, workers):
    home = with_prose(tiny_study(tmp_path), "见[](#知晓情况)。")
    study = open_study("tiny", home)
    path = study.paths.workbook
    opened = openpyxl.load_workbook(path)
    for row in opened[w.BASICS].iter_rows(min_row=2):
        if row[0].value == w.EDITION:
            row[1].value = "定稿"
    for item, text in ((w.APPROVER, "林主任"), (w.APPROVED_ON, "2026年10月20日")):
        opened[w.BASICS].append([item, text])
    opened.save(path)
    exports = made(home, open_study("tiny", home), workers)
    page = (exports / "06_report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(exports / "06_report.docx") as word:
        body = word.read("word/document.xml").decode()
    assert "定稿" in page and "表1" in page and "林主任" not in body
    twin = io.BytesIO(_workbook(open_study("tiny", home)))
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(twin)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert "林主任" not in cells


def test_typed_words_stop_it_and_are_marked_and_listed_in_a_draft(tmp_path, workers):
    home = with_prose(
        tiny_study(tmp_path), "## 问题\n\n多数老人反映饭菜偏淡，大约30%的老人觉得贵。"
    )
    study = open_study("tiny", home)
    found = typed_in(study)
    assert [(t.notebook, t.heading, t.words) for t in found] == [
        ("06_report", "问题", ("多数", "30%"))
    ]
    exports = made(home, study, workers)
    with zipfile.ZipFile(exports / "06_report.docx") as word:
        body = word.read("word/document.xml").decode()
    assert body.count('<w:highlight w:val="yellow"/>') == 2
    _, tasks = check_study(study, date(2026, 5, 1))
    assert any("多数、30%" in task.what for task in tasks)
    assert any("定稿以前还缺" in task.what and "成文日期" in task.what for task in tasks)


def test_nothing_is_listed_where_nothing_was_typed(tmp_path):
    home = with_prose(tiny_study(tmp_path), "见[](#知晓情况)，2026年5月，图1。")
    study = open_study("tiny", home)
    assert typed_in(study) == []
    _, tasks = check_study(study, date(2026, 5, 1))
    assert not any("定稿以前还缺" in task.what for task in tasks)  # there is no report to sign


def test_a_typed_number_in_a_template_is_found(tmp_path):
    cell = (
        HEAD + "Finding('k', '有效{有效}，约三成没来，占30%。', clean_answers(study, 'residents'))"
    )
    home = tiny_study(tmp_path, **{"01_x": cell})
    assert [t.words for t in typed_in(open_study("tiny", home))] == [("三成", "30%")]


@pytest.mark.parametrize("template", ["占{独居", "占独居}", "占{独居}和{", "占{{独居}}"])
def test_a_forgotten_brace_is_an_error(template):
    with pytest.raises(DataProblem, match="花括号没有配对"):
        bind(template, [], {"独居": "x"})


def test_the_example_has_nothing_typed(home):
    assert typed_in(open_study("demo", home)) == []
