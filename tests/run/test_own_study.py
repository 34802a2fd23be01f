"""A study from nothing: an empty folder, a workbook filled in as a person would, a report."""

from __future__ import annotations

import json

import openpyxl
import pytest
from conftest import write_xlsx
from faces import agree

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file
from researchlib.run.fieldwork.check import check_study
from researchlib.run.fieldwork.forms import write_forms
from researchlib.run.fieldwork.new import complete_notebooks, new_study
from researchlib.run.publish.report import make_report
from researchlib.study.sheets import FIRST_SHEETS, SHEETS
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

QUESTIONS = (
    # title, type, choices, sensitivity, stem
    ("1、您的性别", "单选", "男\n女", "合起来可认出本人", ""),
    ("您住在哪个村", "单选", "甲村\n乙村", "合起来可认出本人", ""),
    ("饭菜", "量表", "满意\n一般\n不满意", "一般", "您对助餐点是否满意"),
    ("价格", "量表", "满意\n一般\n不满意", "一般", "您对助餐点是否满意"),
    ("您怎样吃午饭", "单选", "自己做\n助餐点\n凑合吃", "一般", ""),
    ("您一个月愿意花多少钱", "数值", "", "一般", ""),
)
BASIC = {w.GROUP: "某党校调研组", w.PLACE: "甲村", w.PERIOD: "2026年5月", w.GROUP_SIZE: "10"}


def fill(path, questions=QUESTIONS):
    """What a person types; returns how many cells."""
    book, typed = openpyxl.load_workbook(path), 0
    for row in book[w.BASICS].iter_rows(min_row=2):
        if row[0].value in BASIC:
            row[1].value = BASIC[row[0].value]
            typed += 1
    sheet = book[w.CODEBOOK]
    place = {cell.value: cell.column for cell in sheet[1]}
    for number, question in enumerate(questions, 3):
        names = (w.TEXT, w.KIND, w.CHOICES, w.SENSITIVITY, w.STEM)
        for name, value in zip(names, question, strict=True):
            if value:
                sheet.cell(number, place[name], value)
                typed += 1
    book.save(path)
    return typed


@pytest.fixture
def own(tmp_path):
    new_study(tmp_path, "助餐")
    return tmp_path


def test_nothing_of_another_study_is_in_it(own):
    book = openpyxl.load_workbook(own / "data/助餐/课题表.xlsx")
    assert book.sheetnames[0] == w.GUIDE and tuple(book.sheetnames[1:6]) == FIRST_SHEETS
    assert sum(bool(row[0].value) for row in book[w.GUIDE].iter_rows()) <= 20
    assert set(book.sheetnames[1:]) == set(SHEETS)
    for name in book.sheetnames[6:]:
        assert book[name].max_row == 1, name
    assert not list((own / "notebooks/助餐").iterdir())
    assert [p.name for p in (own / "data/助餐").rglob("*") if p.is_file()] == ["课题表.xlsx"]


def test_every_column_says_how_to_fill_it(own):
    book = openpyxl.load_workbook(own / "data/助餐/课题表.xlsx")
    for name, columns in SHEETS.items():
        if name == w.BASICS:
            continue
        told = {
            rng.min_col: check.prompt
            for check in book[name].data_validations.dataValidation
            for rng in check.sqref.ranges
        }
        assert all(told.get(place) for place in range(1, len(columns) + 1)), name


def test_an_example_row_is_never_counted(own):
    assert not open_study("助餐", own).codebooks["问卷"].questions
    fill(own / "data/助餐/课题表.xlsx")
    study = open_study("助餐", own)
    assert [q.text for q in study.codebooks["问卷"]] == [
        q[0].removeprefix("1、") for q in QUESTIONS
    ]
    assert not study.decisions and not study.problems


def test_code_names_are_made_and_other_names_serve(own):
    fill(own / "data/助餐/课题表.xlsx")
    book = open_study("助餐", own).codebooks["问卷"]
    assert [q.variable for q in book] == ["q1", "q2", "q3.1", "q3.2", "q4", "q5"]
    assert [q.number for q in book] == ["1", "2", "3", "3", "4", "5"]
    for name, variable in (
        ("4", "q4"),
        ("第4题", "q4"),
        ("您怎样吃午饭", "q4"),
        ("您对助餐点是否满意", "q3"),
        ("饭菜", "q3.1"),
        ("3", "q3"),
    ):
        assert book.variable(name) == variable
    with pytest.raises(DataProblem, match="最接近的是“您怎样吃午饭”"):
        book.variable("怎样吃午饭")


@pytest.mark.parametrize("name", ["CON", "aux.txt", "com1", "a/b", "x.", " x ", "", "a" * 41, ".x"])
def test_names_that_windows_cannot_hold(tmp_path, name):
    with pytest.raises(DataProblem, match="不能作课题名"):
        new_study(tmp_path, name)
    assert not (tmp_path / "data").exists()


def answers(count):
    head = ["问卷编号", "1、您的性别", "2、您住在哪个村", "3、您对助餐点是否满意—饭菜", "3、价格"]
    head += ["4、您怎样吃午饭", "5、您一个月愿意花多少钱"]
    rows = [
        [
            n + 1,
            "男女"[n % 2],
            ("甲村", "乙村")[n % 3 == 0],
            ("满意", "一般", "不满意")[n % 3],
            ("满意", "一般")[n % 2],
            ("自己做", "助餐点", "凑合吃")[n % 3],
            100 + n,
        ]
        for n in range(count)
    ]
    return [head, *rows]


def test_from_an_empty_folder_to_a_report(tmp_path, workers):
    name = "助餐（试点） 2026"
    new_study(tmp_path, name)
    assert fill(tmp_path / "data" / name / "课题表.xlsx") <= 120
    assert list(write_forms(open_study(name, tmp_path))) == ["问卷"]
    file = write_xlsx(tmp_path / "录入表.xlsx", answers(40))
    assert "40份" in add_file(open_study(name, tmp_path), file)
    study = open_study(name, tmp_path)
    from datetime import date

    well, tasks = check_study(study, date(2026, 5, 20))
    assert not [task for task in tasks if task.blocks] and "有效40份" in " ".join(well)
    written = complete_notebooks(study)
    assert written == [
        "00_quality.ipynb",
        "01_results.ipynb",
        "06_report.ipynb",
        "09_summary.ipynb",
        "90_in_class.ipynb",
    ]
    make_report(tmp_path, study, lambda text: None, workers)
    assert agree(tmp_path / "exports" / name)["word"] > 10
    page = (tmp_path / "exports" / name / "01_results.html").read_text(encoding="utf-8")
    assert "您怎样吃午饭" in page and "35%" in page  # 14 of 40
    assert "模拟数据" not in page
    in_class = (tmp_path / "exports" / name / "90_in_class.html").read_text(encoding="utf-8")
    assert in_class.count('class="exercise"') == 6 and in_class.count('type="radio"') >= 2
    assert "照数出来的说" in in_class


def test_statistics_take_any_name_of_a_question(own):
    fill(own / "data/助餐/课题表.xlsx")
    write_xlsx(own / "data/助餐/questionnaires/问卷/录入表.xlsx", answers(40))
    cleaned = clean_answers(open_study("助餐", own), "问卷")
    plain = share(cleaned, "q4", by="q2").table
    for name in ("您怎样吃午饭", "4", "第4题"):
        assert share(cleaned, name, by="您住在哪个村").table.equals(plain)
    assert average(cleaned, "您一个月愿意花多少钱").table.loc[0, "value"] == 119.5
    assert len(cleaned.within("2", "乙村")) == 14
    with pytest.raises(DataProblem, match="没有变量“午饭”"):
        share(cleaned, "午饭")


def test_a_touched_notebook_is_never_touched_and_a_lost_one_comes_back(own):
    fill(own / "data/助餐/课题表.xlsx")
    write_xlsx(own / "data/助餐/questionnaires/问卷/录入表.xlsx", answers(20))
    study = open_study("助餐", own)
    complete_notebooks(study)
    kept, lost = own / "notebooks/助餐/01_results.ipynb", own / "notebooks/助餐/06_report.ipynb"
    document = json.loads(kept.read_text(encoding="utf-8"))
    document["cells"][0]["source"] = ["# 我改过"]
    kept.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    lost.unlink()
    assert complete_notebooks(study) == ["06_report.ipynb"]
    assert "我改过" in kept.read_text(encoding="utf-8")
    assert complete_notebooks(study) == []


def test_a_study_with_notebooks_of_its_own_keeps_to_them(own, demo):
    assert complete_notebooks(demo) == []
