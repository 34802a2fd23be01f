"""Drafted 显示条件: found where the skips follow an answer, and nowhere else."""

from __future__ import annotations

import pytest
from conftest import write_xlsx

from researchlib.clean.suspects import unchosen_twins
from researchlib.draft.codebook import draft_codebook
from researchlib.draft.conditions import with_conditions
from researchlib.read.exports.export import read_export
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind


def drafted(tmp_path, rows):
    head = ["序号", "1、您去过吗", "2、您为什么不去", "3、您的性别"]
    body = [[n, *row] for n, row in enumerate(rows, 1)]
    export = read_export(write_xlsx(tmp_path / "x.xlsx", [head, *body]))
    return {d.question.text: d.question for d in with_conditions(export, draft_codebook(export))}


@pytest.mark.parametrize("sex", [("男", "女"), ("女", "男")])
def test_skips_that_follow_an_answer_become_a_condition(tmp_path, sex):
    rows = [
        *(("常去", "(跳过)", sex[n % 2]) for n in range(20)),
        *(("没去过", ("太远", "太贵")[n % 2], sex[n % 2]) for n in range(20)),
        *(("听说过", ("太远", "太贵")[n % 2], sex[n % 2]) for n in range(10)),
    ]
    found = drafted(tmp_path, rows)
    variable, choices = found["您为什么不去"].shown_when
    assert variable == found["您去过吗"].variable and set(choices) == {"没去过", "听说过"}
    assert found["您的性别"].shown_when is None


def test_one_that_does_not_follow_leaves_it_open(tmp_path):
    rows = [
        *(("常去", "(跳过)", "男") for _ in range(20)),
        *(("没去过", ("太远", "太贵")[n % 2], "女") for n in range(19)),
        ("没去过", "(跳过)", "女"),
    ]
    assert drafted(tmp_path, rows)["您为什么不去"].shown_when is None


def test_near_twins_of_which_one_was_never_chosen():
    age = Question("age", "年龄", Kind.SINGLE, ("60岁以上", "80岁以上", "80岁及以上"))
    assert unchosen_twins(age, {"60岁以上": 5, "80岁及以上": 3}) == [("80岁以上", "80岁及以上")]
    assert unchosen_twins(age, {"60岁以上": 5, "80岁及以上": 3, "80岁以上": 1}) == []
    assert unchosen_twins(age, {"60岁以上": 5}) == []
