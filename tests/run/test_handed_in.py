"""What else is handed in: all tables as a workbook, a PDF, and .sav for the group."""

from __future__ import annotations

import openpyxl
import pyreadstat
import pytest
from conftest import CHROMIUM, copy_study

from researchlib.clean.questionnaires import clean_answers
from researchlib.protect.number import WORDS
from researchlib.read.workbook import open_study
from researchlib.report.objects.display import Placed
from researchlib.report.objects.finding import Text
from researchlib.report.objects.listing import Listing
from researchlib.report.page.parts import Part, characters
from researchlib.run.publish import pdf
from researchlib.run.publish.sav import write_sav
from researchlib.run.publish.tables import tables_workbook
from researchlib.terms.problem import DataProblem


def test_every_published_table_is_a_sheet(published):
    book = openpyxl.load_workbook(published / "exports/demo/表格汇总.xlsx")
    front = [[c.value for c in row] for row in book["目录"].iter_rows(min_row=2)]
    listed = [row for row in front if row[1]]
    assert len(listed) == len(book.sheetnames) - 1 > 15
    assert any("模拟数据" in str(c) for row in front for c in row)
    sheet = book[
        next(row[0] for row in listed if row[1] == "问卷与访谈对照表" and row[2] == "06_report")
    ]
    cells = [[c.value for c in row] for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert cells[0][0] == "问题" and cells[1][1].startswith("89%（95%区间")


def test_sheets_of_the_same_caption_and_odd_signs_have_names_of_their_own():
    content = Listing(
        "甲/乙：[很长的表名]" * 4, "", ("a", "b"), [("=1+1", ("9%", "3人"))], behind=WORDS
    )
    import io

    book = openpyxl.load_workbook(io.BytesIO(tables_workbook([("r", content)] * 2, False)))
    assert len(book.sheetnames) == 3
    assert [c.value for c in book.worksheets[1][5]] == ["=1+1", "9%（3人）"]
    assert book.worksheets[1]["A5"].data_type == "s"


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
def test_a_browser_prints_the_page(tmp_path):
    page = tmp_path / "报 告.html"
    page.write_text("<meta charset=utf-8><p>正文</p>", encoding="utf-8")
    assert pdf.print_pdf(page).read_bytes().startswith(b"%PDF")


def test_without_a_browser_it_says_how(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "browser", lambda: None)
    with pytest.raises(DataProblem, match="按 Ctrl\\+P"):
        pdf.print_pdf(tmp_path / "x.html")


def test_windows_browsers_are_found_where_they_lie(tmp_path, monkeypatch):
    """Simulated: the folders of a Windows machine, on this one."""
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_WINDOWS", ("Microsoft/Edge/Application/msedge.exe",))
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert pdf.browser() == edge


def test_sav_comes_back_with_its_labels_and_nobody_in_it(tmp_path):
    study = open_study("demo", copy_study(tmp_path))
    path = next(p for p in write_sav(study) if p.stem == "residents")
    frame, meta = pyreadstat.read_sav(str(path))
    answers = clean_answers(study, "residents")
    assert len(frame) == len(answers) == 118 and path.parent.name == "local"
    assert meta.variable_value_labels["sex"] == dict(enumerate(answers.choices("sex"), 1))
    assert list(frame["sex"] - 1) == list(answers.codes("sex").astype(float))
    ticked = frame[[c for c in frame if c.startswith("stay_away_")]]
    assert ticked.sum().sum() == sum(
        answers.frame[f"stay_away:{c}"]
        .fillna(False)
        .astype(bool)[answers.answered("stay_away")]
        .sum()
        for c in answers.choices("stay_away")
    )
    assert "elder_words" not in frame and not meta.column_names_to_labels.get("name")


def test_length_counts_prose_and_not_tables():
    parts = [
        Part(0, "", "# 标题\n\n正 文。", (), ""),
        Part(
            1,
            "",
            None,
            (Placed(Text("十个字")), Placed(Listing("不算", "", ("头",), (), behind=WORDS))),
            "",
        ),
    ]
    assert characters(parts) == len("标题正文。十个字")
