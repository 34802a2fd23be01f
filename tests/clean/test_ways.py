"""One questionnaire answered in several ways: collected by a platform, and typed from paper."""

from __future__ import annotations

import pytest
from conftest import sheets, write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.read.workbook import open_study
from researchlib.report.objects.listing import answering_table
from researchlib.run.fieldwork.add import add_file
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

BOOK = [
    {
        w.SOURCE: "survey",
        w.VARIABLE: "age",
        w.TEXT: "您的年龄",
        w.KIND: "单选",
        w.CHOICES: "60-69岁\n70岁及以上",
        w.SENSITIVITY: "合起来可认出本人",
    },
    {
        w.SOURCE: "survey",
        w.VARIABLE: "needs",
        w.TEXT: "您需要哪些服务",
        w.KIND: "多选",
        w.CHOICES: "送餐\n陪诊",
        w.SENSITIVITY: "一般",
    },
    {
        w.SOURCE: "survey",
        w.VARIABLE: "pays",
        w.TEXT: "您愿意付多少元",
        w.KIND: "数值",
        w.SENSITIVITY: "一般",
    },
]
FAST = [
    {
        w.RULE: "过快",
        w.SOURCE: "survey",
        w.RULE_KIND: "答题过快",
        w.CHOSEN: "60",
        w.REASON: "试填",
    }
]


def platform(count, old=0, start=1):
    head = [
        "序号",
        "提交答卷时间",
        "所用时间",
        "1、您的年龄",
        "2、您需要哪些服务",
        "3、您愿意付多少元",
    ]
    return [
        head,
        *(
            [
                start + n,
                "2026/5/12 9:00:00",
                f"{30 if n == 0 and start == 1 else 90}秒",
                "70岁及以上" if n < old else "60-69岁",
                "送餐┋陪诊",
                8,
            ]
            for n in range(count)
        ),
    ]


def paper(count, old=0, price=True):
    head = ["问卷编号", "1、您的年龄", "2、您需要哪些服务(送餐)", "2、(陪诊)"]
    head += ["3、您愿意付多少元"] if price else []
    return [
        head,
        *(
            [n + 1, "70岁及以上" if n < old else "60—69岁", 1, "", *(["十元"] if price else [])]
            for n in range(count)
        ),
    ]


@pytest.fixture
def home(tmp_path):
    (tmp_path / "notebooks" / "s").mkdir(parents=True)
    (tmp_path / "data" / "s" / "questionnaires" / "survey").mkdir(parents=True)
    write_workbook(tmp_path / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: BOOK, w.RULES: FAST}))
    return tmp_path


def put(home, **files):
    study = open_study("s", home)
    for name, rows in files.items():
        add_file(study, write_xlsx(home / "in" / f"{name}.xlsx", rows))
    return study


@pytest.mark.parametrize("order", [("平台", "录入表"), ("录入表", "平台")])
def test_both_count_whichever_came_first(home, order):
    rows = {"平台": platform(60, old=10), "录入表": paper(25, old=20)}
    study = put(home, **{name: rows[name] for name in order})
    answers = clean_answers(study, "survey")
    assert len(answers) == 84  # 60 + 25, one of the platform's answered in 30 seconds
    by = {row["group"]: row for _, row in share(answers, "age", by=w.MODE).table.iterrows()}
    assert {k: int(v["n"]) for k, v in by.items()} == {"全体": 84, "自填": 59, "纸质录入": 25}
    needs = share(answers, "needs").table.set_index("choice")["count"]
    assert needs["送餐"] == 84 and needs["陪诊"] == 59


def test_a_rule_of_speed_says_nothing_of_paper(home):
    answers = clean_answers(put(home, 平台=platform(30), 录入表=paper(12)), "survey")
    assert [loss.count for loss in answers.flow.losses] == [1]
    assert answers.flow.returned == 42


def test_what_cannot_be_read_is_told_with_its_value_file_and_row(home):
    answers = clean_answers(put(home, 平台=platform(30), 录入表=paper(12)), "survey")
    assert len(answers.unread) == 1
    assert "12个答案" in answers.unread[0] and "“录入表.xlsx”第2行“十元”" in answers.unread[0]


def test_a_question_one_way_did_not_ask_is_skipped_there(home):
    study = put(home, 平台=platform(30), 录入表=paper(12, price=False))
    answers = clean_answers(study, "survey")
    assert int(answers.answered("pays").sum()) == 29 and int(answers.asked("pays").sum()) == 29
    assert any("纸质录入的问卷没有问“您愿意付多少元”" in note for note in answers.notes)


def test_the_table_of_answering_has_a_column_a_way_and_says_where_they_differ(home):
    far = answering_table(
        clean_answers(put(home, 平台=platform(60, old=6), 录入表=paper(25, old=20)), "survey"), "x"
    )
    assert tuple(cell.text for cell in far.head[-2:]) == ("自填有效", "纸质录入有效")
    assert tuple(cell.text for cell in far.rows[0][-2:]) == ("59", "25")
    assert "明显差别的题：您的年龄" in far.notes[-1]


def test_it_says_nothing_of_ways_where_there_is_one_and_of_differences_where_none_is(home):
    alone = clean_answers(put(home, 平台=platform(60, old=6)), "survey")
    assert len(answering_table(alone, "x").head) == 5
    assert not any("填答方式" in note for note in answering_table(alone, "x").notes)
    near = clean_answers(put(home, 录入表=paper(20, old=2)), "survey")
    assert "没有发现" in answering_table(near, "x").notes[-1]


def test_a_few_from_paper_are_not_compared(home):
    few = clean_answers(put(home, 平台=platform(60, old=6), 录入表=paper(5, old=5)), "survey")
    assert "人数太少" in answering_table(few, "x").notes[-1]


def test_late_batches_still_take_their_place(home):
    study = put(home, 平台=platform(30), 录入表=paper(12))
    assert "比上次多10份" in add_file(study, write_xlsx(home / "in/新.xlsx", platform(40)))
    assert "比上次多3份" in add_file(study, write_xlsx(home / "in/录入表.xlsx", paper(15)))
    assert len(clean_answers(open_study("s", home), "survey")) == 54


def test_two_typed_sheets_that_disagree_are_still_refused(home):
    study = put(home, 平台=platform(30), 录入表=paper(12, old=3))
    with pytest.raises(DataProblem, match="录入表"):
        add_file(study, write_xlsx(home / "in/录入表_乙.xlsx", paper(12, old=4)))
    settled = write_xlsx(home / "in/录入表_定.xlsx", paper(12, old=5))
    add_file(study, settled)
    answers = clean_answers(open_study("s", home), "survey")
    assert int((answers.frame[w.MODE] == "纸质录入").sum()) == 12
