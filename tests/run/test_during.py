"""During the fieldwork: files come in again and again, are sealed, and are looked over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from conftest import SEX, sheets, write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.read.workbook import open_study
from researchlib.run.add import add_file, data_files
from researchlib.run.check import check_study, task_list
from researchlib.run.seal import seal
from researchlib.run.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

TODAY = date(2024, 6, 1)
HEAD = ["序号", "所用时间", "来自IP", "1、您的性别", "2、还有什么意见"]
WORDS = {w.SOURCE: "survey", w.VARIABLE: "words", w.TEXT: "还有什么意见", w.KIND: "填空",
         w.SENSITIVITY: "可直接认出本人"}


def rows(count, start=1):
    return [[k, f"{200 + k}秒", f"192.0.2.{k}", "男" if k % 2 else "女", f"意见{k}"]
            for k in range(start, start + count)]


@pytest.fixture
def home(tmp_path):
    (tmp_path / "notebooks" / "s").mkdir(parents=True)
    (tmp_path / "data" / "s").mkdir(parents=True)
    write_workbook(tmp_path / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: [SEX, WORDS]}))
    return tmp_path


def test_a_later_export_takes_the_place_of_an_earlier_one(home, tmp_path):
    study = open_study("s", home)
    first = write_xlsx(tmp_path / "in/第一天.xlsx", [HEAD, *rows(5)])
    later = write_xlsx(tmp_path / "in/第二天.xlsx", [HEAD, *rows(9)])
    assert "5份" in add_file(study, first)
    assert "没有变化" in add_file(study, first)
    assert "多4份" in add_file(study, later)
    folder = home / "data/s/questionnaires/survey"
    assert sorted(p.name for p in folder.iterdir()) == ["earlier", "第二天.xlsx"]
    assert (folder / "earlier/第一天.xlsx").read_bytes() == first.read_bytes()
    assert len(clean_answers(study, "survey")) == 9


def test_what_disagrees_or_belongs_nowhere_is_refused(home, tmp_path):
    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *rows(5)]))
    other = write_xlsx(tmp_path / "in/b.xlsx", [HEAD, *rows(5, start=3)])
    with pytest.raises(DataProblem, match="少了或改了其中的答卷"):
        add_file(study, other)
    strange = write_xlsx(tmp_path / "in/c.xlsx", [["序号", "1、车牌", "2、颜色"], [1, "x", "y"]])
    with pytest.raises(DataProblem, match="看不出“c.xlsx”属于哪种问卷"):
        add_file(study, strange)
    assert [p.name for p in (home / "data/s/questionnaires/survey").iterdir()] == ["a.xlsx"]


def test_folders_are_walked_and_office_leftovers_ignored(tmp_path):
    for name in ("a.xlsx", "~$a.xlsx", ".~b.xlsx", "c.txt", "sub/d.csv", "课题表.xlsx"):
        path = tmp_path / "member" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert [p.name for p in data_files([tmp_path / "member"])] == ["a.xlsx", "d.csv"]


def test_a_sealed_file_that_changes_stops_the_reading(home, tmp_path):
    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *rows(5)]))
    assert seal(study) == 1
    assert len(clean_answers(open_study("s", home), "survey")) == 5
    write_xlsx(home / "data/s/questionnaires/survey/a.xlsx", [HEAD, *rows(4)])
    with pytest.raises(DataProblem, match="已经封存的文件“a.xlsx”被改动过"):
        clean_answers(open_study("s", home), "survey")
    (home / "data/s/sealed.json").write_text("{broken")
    with pytest.raises(DataProblem, match="封存记录"):
        open_study("s", home)


def test_check_lists_what_needs_a_person(home, tmp_path):
    answers = rows(12)
    answers[3][0] = answers[2][0]
    answers[5][1] = "9秒"
    answers[6][4] = "有事打13900001234"
    for row in answers[7:]:
        row[2] = "192.0.2.200"
    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *answers]))
    well, tasks = check_study(study, TODAY)
    told = "".join(t.what + t.where for t in tasks)
    assert any("有效12份" in text for text in well)
    for part in ("序号重复", "第4、5行", "不到中位数的三成", "第7行", "电话", "第8行", "1个网络地址"):
        assert part in told, part
    assert "13900001234" not in told and not any(t.blocks for t in tasks)
    path = tmp_path / "list.xlsx"
    path.write_bytes(task_list(tasks))
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row == len(tasks) + 1 and sheet["E1"].value == "谁来办"


def test_speed_is_no_matter_where_an_interviewer_fills_in(home, tmp_path):
    from researchlib.terms.words import Mode

    answers = rows(12)
    answers[5][1] = "9秒"
    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *answers]))
    source = replace(study.sources["survey"], mode=Mode.INTERVIEWER)
    _, tasks = check_study(replace(study, sources={"survey": source}), TODAY)
    assert not any("中位数" in t.what for t in tasks)
