"""From export to Answers: skip apart from blank, text equal to number, every loss told."""

from __future__ import annotations

import numpy as np
import openpyxl
import pandas as pd
import pytest
from conftest import SEX, write_xlsx

from researchlib.clean.answers import Status
from researchlib.clean.questionnaires import clean_answers
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

HOBBY = {
    w.SOURCE: "survey",
    w.VARIABLE: "hobby",
    w.TEXT: "爱好",
    w.KIND: "多选",
    w.CHOICES: "运动\n读书\n其他",
    w.SENSITIVITY: "一般",
}
RATE = [
    {
        w.SOURCE: "survey",
        w.VARIABLE: f"rate.{k}",
        w.TEXT: t,
        w.STEM: "请评分",
        w.KIND: "量表",
        w.CHOICES: "差\n中\n好\n不了解",
        w.UNSURE: "不了解",
        w.SENSITIVITY: "一般",
    }
    for k, t in (("a", "甲"), ("b", "乙"))
]
PAY = {
    w.SOURCE: "survey",
    w.VARIABLE: "pay",
    w.TEXT: "多少元",
    w.KIND: "数值",
    w.SENSITIVITY: "一般",
}
RULES = [
    {
        w.RULE: "fast",
        w.SOURCE: "survey",
        w.RULE_KIND: "答题过快",
        w.CHOSEN: "60",
        w.ALTERNATIVES: "不剔除",
        w.REASON: "x",
    },
    {
        w.RULE: "unsure",
        w.SOURCE: "survey",
        w.RULE_KIND: "不清楚的处理",
        w.CHOSEN: "不计入",
        w.ALTERNATIVES: "计入",
        w.REASON: "x",
    },
]
EXPORT = [
    ["序号", "所用时间", "1、您的性别 ", "2、爱好", "3、请评分—甲", "3、乙", "4、多少元"],
    [1, "264秒", "男", "运动┋其他〖钓鱼〗", "好", "差", "１００"],
    [2, "300秒", "女", "(跳过)", "不了解", "中", "(空)"],
    [3, "70秒", "（空）", "读书", "中", "好", "不好说"],
    [4, "20秒", "女", "读书", "差", "差", "5"],
]
SHEETS = {w.CODEBOOK: [SEX, HOBBY, *RATE, PAY], w.RULES: RULES}


def test_types_and_statuses(small):
    answers = small(EXPORT, **SHEETS)
    assert len(answers) == 3 and answers.flow.returned == 4
    assert [(x.reason, x.count) for x in answers.flow.losses] == [("答题少于60秒", 1)]
    count = lambda v, s: int((answers.status[v] == s).sum())  # noqa: E731
    assert count("hobby", Status.SKIPPED) == 1 and count("sex", Status.BLANK) == 1
    assert count("rate.a", Status.UNSURE) == 1 and count("pay", Status.UNREADABLE) == 1
    assert sorted(answers.frame["pay"].dropna()) == [100.0]
    assert int(answers.frame["hobby:运动"].sum()) == 1
    assert answers.frame["hobby_text"].dropna().tolist() == ["钓鱼"]
    assert answers.notes == ("去掉了平台自带的2列（提交时间、网络地址等），不带入分析",)
    assert len(answers.unread) == 1 and "“多少元”有1个答案" in answers.unread[0]


def test_a_declared_alternative_changes_the_flow_and_an_undeclared_one_is_refused(
    small, make_study
):
    assert len(small(EXPORT, {"fast": "不剔除"}, **SHEETS)) == 4
    assert list(small(EXPORT, {"unsure": "计入"}, **SHEETS).choices("rate.a")) == [
        "差",
        "中",
        "好",
        "不了解",
    ]
    with pytest.raises(DataProblem, match="没有列出“30”这种做法"):
        small(EXPORT, {"fast": "30"}, **SHEETS)
    with pytest.raises(DataProblem, match="没有“quick”"):
        small(EXPORT, {"quick": "30"}, **SHEETS)


def test_an_unlisted_answer_names_count_row_and_nearest(small):
    rows = [r[:] for r in EXPORT]
    rows[2][2] = rows[4][2] = "女性"
    with pytest.raises(DataProblem) as caught:
        small(rows, **SHEETS)
    assert all(
        part in str(caught.value) for part in ("“女性”", "共2份", "第3行", "程序不会自行删改")
    )


def test_a_missing_column_names_the_nearest(small):
    rows = [EXPORT[0][:], *EXPORT[1:]]
    rows[0][2] = "1、您的性别是"
    with pytest.raises(DataProblem, match="找不到题目“您的性别”.*最接近的是“您的性别是”"):
        small(rows, **SHEETS)


def test_an_empty_sheet_is_told(small):
    with pytest.raises(DataProblem, match="没有答卷"):
        small(EXPORT[:1], **SHEETS)


def test_by_number_equals_by_text(tmp_path):
    """The same simulated answers, read from either export, give the same typed frame."""
    from demo import write_demo

    from researchlib.read.workbook import open_study

    (tmp_path / "notebooks" / "x").mkdir(parents=True)
    write_demo(tmp_path / "data" / "x", seed=3)
    folder = tmp_path / "data" / "x" / "questionnaires" / "residents"
    both = clean_answers(open_study("x", tmp_path), "residents", decisions={})
    for path in folder.glob("*按文本*"):
        path.unlink()
    coded = clean_answers(open_study("x", tmp_path), "residents")
    skip = {"elder_words", "youth_words", "words"}
    for column in both.frame:
        if column in skip or column.endswith("_text"):
            continue
        left = both.frame[column].value_counts().sort_index()
        right = coded.frame[column].value_counts().sort_index()
        pd.testing.assert_series_equal(left, right)
    for variable in set(both.status) - skip:
        assert np.array_equal(
            np.bincount(both.status[variable], minlength=5),
            np.bincount(coded.status[variable], minlength=5),
        ), variable


def test_twins_that_differ_and_doubled_files_are_refused(tmp_path):
    import shutil

    from demo import write_demo

    from researchlib.read.workbook import open_study

    (tmp_path / "notebooks" / "x").mkdir(parents=True)
    write_demo(tmp_path / "data" / "x", seed=4)
    folder = tmp_path / "data" / "x" / "questionnaires" / "residents"
    text = next(folder.glob("*按文本*122*"))
    shutil.copy(text, folder / "copy.xlsx")
    twice = clean_answers(open_study("x", tmp_path), "residents")
    assert len(twice) == 118 and any("122份已在别的文件里，只算一次" in n for n in twice.notes)
    rows = [list(r) for r in openpyxl.load_workbook(text).active.values]
    column = next(k for k, name in enumerate(rows[0]) if "性别" in name)
    rows[1][column] = {"男": "女", "女": "男"}[rows[1][column]]
    write_xlsx(folder / "copy.xlsx", rows)
    with pytest.raises(DataProblem, match="两份同类的导出"):
        clean_answers(open_study("x", tmp_path), "residents")


def test_the_demo_has_its_true_size(residents):
    assert (residents.flow.issued, residents.flow.returned, residents.flow.set_aside) == (
        130,
        127,
        5,
    )
    assert len(residents) == 118
    assert 40 <= int(residents.asked("living").sum()) <= 50


def test_a_domain_leaves_every_base(residents):
    women = residents.within("sex", "女")
    assert len(women) == int((residents.frame["sex"] == "女").sum())
    with pytest.raises(DataProblem, match="没有选项“男女”"):
        residents.within("sex", "男女")


def test_shown_in_a_cell_they_name_nobody(residents, demo):
    shown = repr(residents)
    assert f"有效答卷{len(residents)}份" in shown and "变量名：sex、age" in shown
    said = [quote.original for quote in demo.quotes if len(quote.original) > 3]
    assert len(said) > 20 and not [words for words in said if words in shown]
    assert "男" not in shown and "独居" not in shown
