"""Words and codes for no answer: proposed with their counts, out of every number, told under it."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from conftest import SEX
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Status
from researchlib.draft.missing import missing_in
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.read.exports.export import read_export
from researchlib.report.objects.table import notes_of
from researchlib.run.fieldwork.draft import draft_json
from researchlib.terms import words as w


def drafted(head, columns):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *zip(*columns, strict=True)])
        return draft_json(read_export(path))["questions"]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["999", "-1", "99", "9999", "-99"]),
    st.sampled_from(["NA", "N/A", "null", "缺失", "拒答", "不详", "None"]),
    st.integers(40, 90),
    st.integers(3, 9),
)
def test_means_and_shares_are_those_of_the_true_answers(code, word, n, every):
    age = [code if k % every == 0 else str(20 + (k * 37) % 60) for k in range(n)]
    wed = [word if k % every == 1 else ["已婚", "未婚", "丧偶"][k % 3] for k in range(n)]
    rated = [code if k % every == 2 else str(k % 5 + 1) for k in range(n)]
    found = drafted(["您的年龄", "婚姻状况", "请打分（1-5分）"], [age, wed, rated])
    for told, column, mark in zip(found, (age, wed, rated), (code, word, code), strict=True):
        assert told["missing_counts"] == {mark: column.count(mark)}
        assert told["answered"] == n - column.count(mark)
        assert f"“{mark}”{column.count(mark)}份" in told["confirm"]
    assert [q["type"] for q in found] == ["数值", "单选", "量表"]
    true = pd.Series([v for v in wed if v != word]).value_counts().to_dict()
    assert found[1]["counts"] == true


@pytest.mark.parametrize(
    "values, title, codes",
    [
        ([1, 2, 3, 4, 5, 9, 9], "满意度", ["9"]),
        ([1, 2, 3, 9], "婚姻状况", ["9"]),
        ([*range(1, 10)], "满意度：1表示非常不满意，9表示非常满意", []),
        ([1, 5, 9, 9], "满意度：1表示非常不满意，9表示非常满意", []),
        ([1, 2, 3, 8, 9, 9], "家里几口人", []),
        ([*range(20, 90), 99, 99, 99], "年龄", ["99"]),
        ([*range(80, 99), 99, 99], "年龄", []),
        ([0, 55, 99, 100], "得分", []),
        ([-3, -1, 0, 2, 5], "比去年的变化", []),
        ([1, 2, -1], "满意度", ["-1"]),
        (["男", "女", "9"], "性别", ["9"]),
        (["有效", "无效", "不知道"], "治疗效果", []),
        (["无", "看书", "下棋"], "爱好", []),
    ],
)
def test_context_decides(values, title, codes):
    told = [str(v) for v in values for _ in range(2 if len(values) < 5 else 1)]
    assert missing_in(told, title) == codes


AGE = {w.VARIABLE: "age", w.TEXT: "您的年龄", w.KIND: "数值", w.SENSITIVITY: "一般"}
EXPORT = [
    ["序号", "1、您的性别", "2、您的年龄"],
    *[[k, "NA" if k % 5 == 0 else "男女"[k % 2], 999 if k % 4 == 0 else 30 + k] for k in range(40)],
]
CODES = {w.MISSING_CODES: "999\nNA"}


def coded(checked):
    told = CODES | ({w.MISSING_CHECKED: checked} if checked else {})
    return {w.CODEBOOK: [SEX | told, SEX | AGE | told]}


def test_codes_are_out_until_somebody_says_they_are_answers(small):
    true = pd.Series([30 + k for k in range(40) if k % 4])
    for checked in ("", "是"):
        answers = small(EXPORT, **coded(checked))
        assert average(answers, "age").table["value"].iloc[0] == pytest.approx(true.mean())
        assert share(answers, "sex").table["n"].tolist() == [32, 32]
        told = "；".join(notes_of(protect(average(answers, "age"))))
        assert ("还没有人核对" in told and "“999”“NA”" in told) is (checked == "")
    counted = small(
        EXPORT, **{w.CODEBOOK: [SEX | CODES, SEX | AGE | CODES | {w.MISSING_CHECKED: "否"}]}
    )
    assert average(counted, "age").table["n"].iloc[0] == 40


def test_no_note_where_nothing_is_left_out(small):
    answers = small(EXPORT, **{w.CODEBOOK: [SEX | AGE]})
    assert "核对" not in "；".join(notes_of(protect(average(answers, "age"))))


def test_a_blank_by_code_is_not_asked_a_second_time(small):
    answers = small(EXPORT, **coded(""))
    assert (answers.status["age"] == Status.BLANK).sum() == 10
