"""归类表: every open answer listed, ticked by hand, counted over everybody who wrote."""

from __future__ import annotations

import openpyxl
import pytest
from conftest import sheets, write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.read.spoken.sheet import is_tick
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.coding_sheet import write_coding_sheet
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w

BOOK = [
    {
        w.SOURCE: "survey",
        w.VARIABLE: "words",
        w.TEXT: "您还有什么意见",
        w.KIND: "填空",
        w.SENSITIVITY: "可直接认出本人",
    }
]
LABELS = [{w.LABEL: "位置", w.DEFINITION: "说远近"}, {w.LABEL: "价格", w.DEFINITION: "说贵贱"}]
SAID = ["太远了"] * 12 + ["太贵"] * 8 + ["找张建国，电话13812345678"] + [""] * 9


@pytest.fixture
def home(tmp_path):
    (tmp_path / "notebooks/s").mkdir(parents=True)
    rows = [["序号", "1、您还有什么意见"], *([n, text] for n, text in enumerate(SAID, 1))]
    write_xlsx(tmp_path / "data/s/questionnaires/survey/答卷.xlsx", rows)
    write_workbook(tmp_path / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: BOOK, w.LABELS: LABELS}))
    return tmp_path


def tick(home, column, rows, mark="√"):
    path = home / "data/s/归类表.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[1]}[column]
    for row in rows:
        sheet.cell(row, place, mark)
    book.save(path)


def test_every_answer_is_listed_and_no_identity_is(home):
    assert write_coding_sheet(open_study("s", home)) == (21, 21)
    sheet = openpyxl.load_workbook(home / "data/s/归类表.xlsx").active
    cells = [str(c) for row in sheet.iter_rows(values_only=True) for c in row if c]
    assert cells.count("太远了") == 12 and not any("13812345678" in c for c in cells)
    assert [c.value for c in sheet[1]][3:7] == ["位置", "价格", "没有意见", "看过"]


def test_the_base_is_everybody_who_wrote_and_what_is_left_is_said(home):
    write_coding_sheet(open_study("s", home))
    tick(home, "位置", [2])  # one of twelve alike: the others say the same
    answers = clean_answers(open_study("s", home), "survey")
    row = share(answers, "words").table.iloc[0]
    assert (row["choice"], int(row["count"]), int(row["n"])) == ("位置", 12, 21)
    assert "还有9条没有归类" in answers.codebook["words"].text
    tick(home, "价格", range(14, 22))
    tick(home, "没有意见", [22])
    answers = clean_answers(open_study("s", home), "survey")
    assert "没有归类" not in answers.codebook["words"].text
    assert share(answers, "words").table["count"].tolist() == [12, 8]
    assert set(share(answers, "words").table["n"]) == {20}  # one said that there is nothing to say


def test_ticks_are_kept_when_answers_come_later(home):
    write_coding_sheet(open_study("s", home))
    tick(home, "位置", [2], "1")
    more = [["序号", "1、您还有什么意见"], *([n, "还要送餐"] for n in range(31, 36))]
    write_xlsx(home / "data/s/questionnaires/survey/补充.xlsx", more)
    assert write_coding_sheet(open_study("s", home)) == (26, 14)
    assert (home / "data/s/earlier/归类表.xlsx").is_file()


def test_without_labels_an_open_question_is_not_counted(home):
    answers = clean_answers(open_study("s", home), "survey")
    assert answers.codebook["words"].kind == "填空"


def test_how_people_tick():
    assert all(map(is_tick, ("√", "1", "是", "v", "√ ", "y")))
    assert not any(map(is_tick, ("", "0", "否", "×")))
