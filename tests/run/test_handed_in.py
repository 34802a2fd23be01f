"""What else is handed in: all tables as a workbook, a PDF, and .sav for the group."""

from __future__ import annotations

import json
import re

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
from researchlib.terms.numbers import numeric
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
    head, first = sheet.iter_rows(min_row=4, max_row=5)
    assert head[0].value == "问题" and first[1].number_format.startswith("0%")
    assert [c.value for c in first][1:5] == [0.89, 0.76, 0.96, 46]


def test_a_cell_is_a_number_and_holds_no_more_than_is_printed(published):
    """Held against what the ledger prints: every number of a table or chart, and no other."""
    for study in ("demo", "district"):
        folder = published / "exports" / study
        ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        told = {c for e in ledger["entries"] for n in e["numbers"] for c in n["text"].split()}
        book = openpyxl.load_workbook(folder / "表格汇总.xlsx")
        shown, text = set(), set()
        for sheet in book.worksheets[1:]:
            for cell in (c for row in sheet.iter_rows(min_row=5, min_col=2) for c in row):
                if isinstance(cell.value, int | float):
                    form = cell.number_format.split(";")[0]
                    digits = len(form.partition(".")[2].rstrip('%"人元分位份※'))
                    assert round(cell.value * 100 ** ("%" in form), digits + 9) == round(
                        cell.value * 100 ** ("%" in form), digits
                    )
                    shown.add(f"{cell.value:.0%}" if form.startswith("0%") else str(cell.value))
                elif cell.value:
                    text.add(cell.value)
        shares = {t for t in told if re.fullmatch(r"\d+%", t)}
        assert len(shares) > 20 and len(shares & shown) > 0.8 * len(shares)
        assert not any(re.fullmatch(r"\d+%|\d+%—\d+%|\d+人", t) for t in text)
        assert any("不公布" in t for t in text)


def test_sheets_of_the_same_caption_and_odd_signs_have_names_of_their_own():
    content = Listing(
        "甲/乙：[很长的表名]" * 4, "", ("a", "b"), [("=1+1", ("9%", "3人"))], behind=WORDS
    )
    import io

    book = openpyxl.load_workbook(io.BytesIO(tables_workbook([("r", content)] * 2, False)))
    assert len(book.sheetnames) == 3
    assert [c.value for c in book.worksheets[1][5]] == ["=1+1", 0.09, 3]
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


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("38%", 0.38, "0%"),
        ("2.20分", 2.2, '0.00"分"'),
        ("−12%", -0.12, "0%"),
        ("7%※", 0.07, '0%"※"'),
        ("0人", 0, '0"人"'),
    ],
)
def test_what_a_cell_holds_and_how_it_is_shown(text, value, shown):
    assert numeric(text)[0] == value and numeric(text)[1].split(";")[0] == shown


@pytest.mark.parametrize(
    "text", ["人数少，不公布", "018", "12345678901", "至少约七成", "5月21日上午"]
)
def test_words_and_codes_stay_text(text):
    assert numeric(text) == (None, "")
