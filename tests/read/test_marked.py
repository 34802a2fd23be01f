"""Columns of ticks: one question of many choices, whichever platform split it."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.read.exports.export import read_export
from researchlib.run.fieldwork.draft import draft_json

ACTS = ["看电影", "健康讲座", "广场舞", "志愿服务"]
SPLIT = {  # how the option stands in the name of its column, ticked, and not
    "REDCap": ("您参加过哪些活动 (choice={})", "Checked", "Unchecked"),
    "REDCap raw": ("acts___{}", "1", "0"),
    "Kobo": ("acts/{}", "1", "0"),
    "LimeSurvey": ("您参加过哪些活动 [{}]", "是", "否"),
    "LimeSurvey codes": ("acts[{}]", "Y", ""),
    "SurveyMonkey": ("您参加过哪些活动 - {}", None, ""),
    "SPSS": ("您参加过哪些活动：{}", "选中", "未选中"),
    "SPSS in English": ("您参加过哪些活动: {}", "Yes", "No"),
    "问卷网": ("Q4.您参加过哪些活动_{}", None, ""),
    "腾讯问卷": ("4.您参加过哪些活动:{}", "1", "0"),
    "signs": ("您参加过哪些活动（{}）", "√", ""),
    "signs alone": ("{}", "√", ""),
}
JOINED = {
    "Google Forms": ", ",
    "Microsoft Forms": ";",
    "金数据": ",",
    "lines": "\n",
    "问卷星": "┋",
    "bits": None,
}
PEOPLE = st.lists(
    st.lists(st.booleans(), min_size=4, max_size=4).filter(any), min_size=20, max_size=60
).filter(lambda rows: all(map(any, zip(*rows, strict=True))))


def drafted(head, rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return draft_json(read_export(path))["questions"]


@pytest.mark.parametrize("habit", SPLIT)
@settings(max_examples=4, deadline=None)
@given(PEOPLE)
def test_split_columns_are_one_question(habit, people):
    name, yes, no = SPLIT[habit]
    head = ["您的性别", *(name.format(a) for a in ACTS), "还有什么意见"]
    rows = [
        ["男女"[k % 2]]
        + [(a if yes is None else yes) if t else no for a, t in zip(ACTS, row, strict=True)]
        + [f"意见{k}之一二三"]
        for k, row in enumerate(people)
    ]
    sex, ticked, remarks = drafted(head, rows)
    assert (sex["type"], ticked["type"], remarks["type"]) == ("单选", "多选", "填空")
    assert ticked["counts"] == {a: sum(r[k] for r in people) for k, a in enumerate(ACTS)}
    assert ticked["answered"] == len(people)


@pytest.mark.parametrize("habit", JOINED)
def test_choices_in_one_cell_are_one_question(habit):
    people = [[(k >> b) & 1 == 1 for b in range(4)] for k in range(1, 16)] * 4
    mark = JOINED[habit]
    cells = [
        ",".join(str(int(t)) for t in row)
        if mark is None
        else mark.join(a for a, t in zip(ACTS, row, strict=True) if t)
        + (";" if habit == "Microsoft Forms" else "")
        for row in people
    ]
    head = ["您的性别", "您参加过哪些活动"]
    found = drafted(head, [["男女"[k % 2], cell] for k, cell in enumerate(cells)])[1]
    named = [str(k) for k in range(1, 5)] if mark is None else ACTS
    assert found["type"] == "多选" and found["answered"] == len(people)
    assert found["counts"] == {a: sum(r[k] for r in people) for k, a in enumerate(named)}


def test_what_was_told_not_to_be_is_an_answer_and_nothing_is_none():
    head = ["您参加过哪些活动 [看电影]", "您参加过哪些活动 [广场舞]", "您参加过哪些活动 [其他]"]
    rows = [["是", "否", "下棋"], ["否", "否", ""], ["", "", ""], *[["否", "是", ""]] * 9]
    found = drafted(["性别", *head], [["男女"[k % 2], *r] for k, r in enumerate(rows)])[1]
    assert found["counts"] == {"看电影": 1, "广场舞": 9, "其他": 1}
    assert (found["answered"], found["blank"]) == (11, 1)


def test_questions_under_one_heading_stay_apart():
    head = ["基本情况/性别", "基本情况/文化程度", "基本情况/年龄"]
    rows = [["男女"[k % 2], ["小学", "初中", "高中"][k % 3], 20 + k] for k in range(30)]
    found = drafted(head, rows)
    assert [q["type"] for q in found] == ["单选", "单选", "数值"]
    assert found[0]["counts"] == {"男": 15, "女": 15} and "." not in found[0]["variable"]


def test_a_column_that_repeats_what_was_ticked_is_left_out():
    rows = [["看电影 广场舞", 1, 1], ["看电影", 1, 0], ["广场舞", 0, 1]] * 10
    found = drafted(["acts", "acts/看电影", "acts/广场舞", "sex"], [[*r, "男"] for r in rows])
    assert [q["type"] for q in found] == ["多选", "单选"]
    assert found[0]["counts"] == {"看电影": 20, "广场舞": 20}


def test_what_was_not_shown_is_neither_ticked_nor_not():
    head = ["毛病 [漏水]", "毛病 [隔音差]", "毛病 [其他]"]
    rows = [["是", "否", ""], ["N/A", "N/A", ""], ["否", "是", "蟑螂"]] * 10
    found = drafted(["性别", *head], [["男女"[k % 2], *r] for k, r in enumerate(rows)])[1]
    assert found["counts"] == {"漏水": 10, "隔音差": 10, "其他": 10}
    assert (found["type"], found["answered"], found["blank"]) == ("多选", 20, 10)


RANKED = [["降租", "修缮", "长租约"], ["修缮", "降租", "长租约"], ["长租约", "修缮", "降租"]] * 10


@pytest.mark.parametrize("place", ["排序 {}", "第{}位", "Rank {}"])
def test_a_column_for_each_place_of_a_ranking_is_one_question(place):
    head = [f"请把期望排一排 [{place.format(k)}]" for k in (1, 2, 3)]
    sex, found = drafted(["性别", *head], [["男女"[k % 2], *r] for k, r in enumerate(RANKED)])
    assert (found["text"], found["type"], found["answered"]) == ("请把期望排一排", "排序", 30)
    assert found["counts"] == {"降租": 30, "修缮": 30, "长租约": 30}
    rows = [[r[0], r[0], r[1]] for r in RANKED]  # the same twice is no ranking
    assert "排序" not in [q["type"] for q in drafted(head, rows)]


def test_columns_of_ranks_among_words_are_a_ranking():
    head = [f"买车时怎样排列 - {o}" for o in ("价格", "安全", "省时")]
    rows = [["男女"[k % 2], *[(1, 2, 3), (2, 1, 3), (3, 1, 2)][k % 3]] for k in range(30)]
    found = drafted(["性别", *head], rows)[1]
    assert found["type"] == "排序" and set(found["choices"]) == {"价格", "安全", "省时"}
