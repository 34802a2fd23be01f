"""How each column was read is told, and what is left out with its true reason."""

from __future__ import annotations

import openpyxl
import pytest
from conftest import write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.read.workbook import open_study
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.listing import left_out_table, reading_table
from researchlib.report.objects.table import Table
from researchlib.run.fieldwork.new import new_study_from
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

LONG = ("经费不足：每年的经费只够办几次活动，没有结余，也没有别的来源可以想办法", "人手不够")
HEAD = [
    "序号",
    "1、您的性别",
    "2、最大的困难",
    "3、您今年多大",
    "4、还有什么",
    "5、您来自哪里",
    "Zscore(岁)",
]


def drafted(tmp_path, rows, name="mine"):
    home = tmp_path / "home"
    for part in ("data", "notebooks"):
        (home / part).mkdir(parents=True, exist_ok=True)
    new_study_from(home, name, [write_xlsx(tmp_path / f"{name}.xlsx", rows)])
    study = open_study(name, home)
    return home, study, clean_answers(study, "survey")


@pytest.fixture
def read(tmp_path):
    rows = [
        [k, "男女"[k % 2], LONG[k % 2], 999 if k < 4 else 20 + k % 40, "", "本村", k / 10]
        for k in range(60)
    ]
    return drafted(tmp_path, [HEAD, *rows])


def test_only_what_is_doubtful_is_flagged_and_every_column_is_there(read):
    _, study, answers = read
    table = reading_table(study, answers, "读法")
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    flags = {name: row[1] for name, row in rows.items()}
    assert flags["您的性别"] == flags["Zscore(岁)"] == flags["序号"] == "可以放心"
    assert flags["最大的困难"] == flags["您今年多大"] == flags["您来自哪里"] == "请看一眼"
    assert rows["最大的困难"][2] == "单选" and "选项很长" in rows["最大的困难"][4]
    assert "999" in rows["您今年多大"][4] and "4份" in rows["您今年多大"][4]
    assert rows["您今年多大"][3] == "56/60份"
    assert "大家的回答都一样" in rows["您来自哪里"][4] and "没有人作答" in rows["还有什么"][4]
    assert len(rows) == len(HEAD) and [r[0].text for r in table.rows][0] != "您的性别"


def test_what_is_left_out_is_told_with_its_reason(read):
    told = {row[0].text: row[1].text for row in left_out_table(read[2], "没有列入").rows}
    assert told["还有什么"] == "没有人作答" and "算出来的" in told["Zscore(岁)"]
    assert "平台自带" in told["序号"] and "您的性别" not in "".join(told)


def test_nothing_is_left_out_where_every_column_is_a_question(tmp_path):
    rows = [
        ["您的性别", "您住在哪个村"],
        *(["男女"[k % 2], "甲乙"[k % 2] + "村"] for k in range(30)),
    ]
    _, study, answers = drafted(tmp_path, rows)
    assert left_out_table(answers, "没有列入").rows[0][0].text == "（没有）"
    assert "没有拿不准的" in reading_table(study, answers, "读法").notes[0]


def test_what_people_tick_is_no_longer_flagged_and_their_words_stay(read):
    home, study, answers = read
    path = home / "data" / "mine" / w.WORKBOOK
    book = openpyxl.load_workbook(path)
    sheet = book[w.READING]
    place = {cell.value: cell.column for cell in sheet[1]}
    names = {sheet.cell(r, place[w.COLUMN]).value: r for r in range(2, sheet.max_row + 1)}
    assert {"您的性别", "您今年多大", "序号"} <= names.keys()
    sheet.cell(names["您今年多大"], place[w.SEEN], "是")
    sheet.cell(names["您今年多大"], place[w.REMARK], "问过了")
    book.save(path)
    before = path.read_bytes()
    ticked = reading_table(open_study("mine", home), answers, "读法")
    flags = {row[0].text: row[1].text for row in ticked.rows}
    assert flags["您今年多大"] == "可以放心" and flags["您来自哪里"] == "请看一眼"
    assert path.read_bytes() == before


def test_a_group_that_nobody_asked_is_told_as_such(tmp_path):
    rows = [["序号", "1、您的居住情况", "2、您对助餐满意吗"]]
    rows += [
        [
            k,
            "独居" if k < 60 else "与家人同住",
            "(跳过)" if k < 60 else ("满意", "不满意", "一般")[k % 3],
        ]
        for k in range(120)
    ]
    answers = drafted(tmp_path, rows)[2]
    found = share(answers, "q2", of="满意", by="q1")
    with pytest.raises(DataProblem, match="独居”的人都按题目设置跳过了“您对助餐满意吗"):
        Finding("k", "独居的为{独居}。", found)
    with pytest.raises(DataProblem, match="没有人被问到"):
        Finding(
            "k", "同住的为{与家人同住}，{比较}。", found, 比较=found.compare("独居", "与家人同住")
        )
    with pytest.raises(DataProblem, match="没有对应的数"):
        Finding("k", "独居的为{独居者}。", found)
    assert any("“独居”的人都按题目设置跳过" in note for note in Table(found, "表").notes)
    whole = Table(share(answers, "q1"), "表")
    assert not any("跳过" in note for note in whole.notes)
