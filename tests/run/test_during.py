"""During the fieldwork: files come in again and again, are sealed, and are looked over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from conftest import BASICS, SEX, sheets, write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file, data_files
from researchlib.run.fieldwork.check import check_study, task_list
from researchlib.run.fieldwork.seal import seal
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

TODAY = date(2024, 6, 1)
HEAD = ["序号", "所用时间", "来自IP", "1、您的性别", "2、还有什么意见"]
WORDS = {
    w.SOURCE: "survey",
    w.VARIABLE: "words",
    w.TEXT: "还有什么意见",
    w.KIND: "填空",
    w.SENSITIVITY: "可直接认出本人",
}


def rows(count, start=1):
    return [
        [k, f"{200 + k}秒", f"192.0.2.{k}", "男" if k % 2 else "女", f"意见{k}"]
        for k in range(start, start + count)
    ]


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
    altered = rows(5)
    altered[3][3] = "男" if altered[3][3] == "女" else "女"
    other = write_xlsx(tmp_path / "in/b.xlsx", [HEAD, *altered])
    with pytest.raises(
        DataProblem, match="少了或改了其中的答卷。编号相同而答案不同的：4号“1、您的性别”"
    ):
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
    for part in (
        "序号重复",
        "第4、5行",
        "不到中位数的三成",
        "第7行",
        "电话",
        "第8行",
        "1个网络地址",
    ):
        assert part in told, part
    assert "13900001234" not in told and not any(t.blocks for t in tasks)
    path = tmp_path / "list.xlsx"
    path.write_bytes(task_list(tasks, path))
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


def test_times_are_read_as_platforms_write_them_or_told(home, tmp_path):
    answers = rows(12)
    for row, taken in zip(
        answers, ("3分20秒", "１８９秒", "0:03:21", "1小时2分", "9秒"), strict=False
    ):
        row[1] = taken
    add_file(open_study("s", home), write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *answers]))
    _, tasks = check_study(open_study("s", home), TODAY)
    assert [t.where for t in tasks if "中位数" in t.what] == ["问卷“survey”第6行"]
    assert not any("读不出来" in t.what for t in tasks)


def test_a_time_that_cannot_be_read_is_told(home, tmp_path):
    answers = rows(12)
    answers[6][1], answers[7][1] = "两三分钟", ""
    add_file(open_study("s", home), write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *answers]))
    _, tasks = check_study(open_study("s", home), TODAY)
    (task,) = (t for t in tasks if "读不出来" in t.what)
    assert "“两三分钟”" in task.what and task.where == "问卷“survey”第8行"


def test_check_finds_consent_attention_and_what_cannot_be(home, tmp_path):
    def asked(variable, text, kind, choices=""):
        return {
            w.SOURCE: "survey",
            w.VARIABLE: variable,
            w.TEXT: text,
            w.KIND: kind,
            w.CHOICES: choices,
            w.SENSITIVITY: "一般",
        }

    book = [
        asked("ok", "您是否同意参加本次调查", "单选", "同意\n不同意"),
        asked("trap", "这道题请选择“一般”", "单选", "好\n一般\n差"),
        asked("age", "您的年龄", "数值"),
        asked("born", "出生年份", "数值"),
        asked("band", "居住年数", "单选", "5-10年\n5—10年\n10年以上"),
    ]
    basics = [{w.ITEM: k, w.CONTENT: v} for k, v in (BASICS | {w.KEEP_UNTIL: "2024-05-31"}).items()]
    write_workbook(home / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: book, w.BASICS: basics}))
    head = ["序号", "提交答卷时间", *(f"{k}、{q[w.TEXT]}" for k, q in enumerate(book, 1))]
    rows = [[k, "2024/5/20 9:00:00", "同意", "一般", 40, 1980, "5-10年"] for k in range(1, 13)]
    rows[2][2], rows[3][3], rows[4][4], rows[5][5] = "不同意", "好", 340, 2031
    rows[6][6], rows[7][1] = "5—10年", "2031/1/1 0:00:00"
    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [head, *rows]))
    _, tasks = check_study(study, TODAY)
    told = [t.what + t.where for t in tasks]
    for part, row in (
        ("没有同意参加", 4),
        ("没有按“这道题请选择“一般””", 5),
        ("例如340", 6),
        ("例如2031", 7),
        ("提交时间", 9),
    ):
        assert any(part in text and f"第{row}行" in text for text in told), (part, told)
    assert any("不同写法：“5-10年”“5—10年”" in text for text in told)
    assert any("保存期限（2024-05-31）已过" in text for text in told)
    assert [t.blocks for t in tasks[:2]] == [True, True]


def test_those_who_did_not_agree_leave_with_a_reason(home, tmp_path):
    rule = {
        w.RULE: "consent",
        w.SOURCE: "survey",
        w.RULE_KIND: "未同意参加",
        w.PARAMETER: "ok",
        w.CHOSEN: "同意",
        w.REASON: "没有同意的不分析",
    }
    trap = {
        w.RULE: "trap",
        w.SOURCE: "survey",
        w.RULE_KIND: "未通过注意力题",
        w.PARAMETER: "trap",
        w.CHOSEN: "一般",
        w.ALTERNATIVES: "不剔除",
        w.REASON: "没有认真读题",
    }
    book = [
        {
            w.SOURCE: "survey",
            w.VARIABLE: "ok",
            w.TEXT: "您是否同意参加本次调查",
            w.KIND: "单选",
            w.CHOICES: "同意\n不同意",
            w.SENSITIVITY: "一般",
        },
        {
            w.SOURCE: "survey",
            w.VARIABLE: "trap",
            w.TEXT: "请选择一般",
            w.KIND: "单选",
            w.CHOICES: "好\n一般",
            w.SENSITIVITY: "一般",
        },
    ]
    write_workbook(home / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: book, w.RULES: [rule, trap]}))
    study = open_study("s", home)
    rows = [[k, "同意", "一般"] for k in range(1, 11)]
    rows[0][1], rows[1][1], rows[2][2] = "不同意", "(空)", "好"
    head = ["序号", "1、您是否同意参加本次调查", "2、请选择一般"]
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [head, *rows]))
    answers = clean_answers(study, "survey")
    assert [(loss.reason, loss.count) for loss in answers.flow.losses] == [
        ("没有同意参加", 2),
        ("没有按“请选择一般”的要求作答", 1),
    ]
    assert len(answers) == 7 and sorted(answers.rows) == [5, 6, 7, 8, 9, 10, 11]
    assert len(clean_answers(study, "survey", decisions={"trap": "不剔除"})) == 8
    _, tasks = check_study(study, TODAY)
    assert not any("同意" in t.what or "要求作答" in t.what for t in tasks)


def test_the_list_of_serials_stays_local(home, tmp_path):
    from researchlib.run.fieldwork.local_lists import write_local_lists

    study = open_study("s", home)
    add_file(study, write_xlsx(tmp_path / "in/a.xlsx", [HEAD, *rows(5, start=101)]))
    assert write_local_lists(study) == ["编号对照表_survey.xlsx"]
    sheet = openpyxl.load_workbook(home / "data/s/local/编号对照表_survey.xlsx").active
    listed = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
    answers = clean_answers(study, "survey")
    assert [r[0] for r in listed] == [f"R000{k}" for k in range(1, 6)]
    assert [int(r[1]) for r in listed] == list(answers.rows)
    assert [int(r[2]) for r in listed] == [row + 99 for row in answers.rows]


def test_samples_of_an_earlier_version_leave(tmp_path, demo):
    from conftest import HOME, copy_study

    study = open_study("demo", copy_study(tmp_path))
    folder = tmp_path / "data/demo/questionnaires/cadres"
    real = next(folder.glob("*.xlsx"))
    real.rename(folder / f"示例数据_{real.name}")
    with pytest.raises(DataProblem, match="带来的示例数据"):
        clean_answers(replace(study, simulated=False), "cadres")
    given = next((HOME / "data/demo/questionnaires/cadres").glob("*.xlsx"))
    assert "示例数据（1个模拟文件）已移到" in add_file(study, given)
    assert [p.name for p in folder.glob("*.xlsx")] == [given.name]


def test_members_folders_are_joined_by_form_number(home, tmp_path):
    study = open_study("s", home)
    for member, start in (("甲", 1), ("乙", 5)):
        write_xlsx(tmp_path / f"in/{member}/录入_{member}.xlsx", [HEAD, *rows(6, start=start)])
    told = [add_file(study, path) for path in data_files([tmp_path / "in"])]
    assert "各是一部分" in told[1]
    answers = clean_answers(study, "survey")
    assert len(answers) == 10  # 1-6 and 5-10: two forms stand in both files
    assert any("并入4份，2份已在别的文件里" in note for note in answers.notes)
