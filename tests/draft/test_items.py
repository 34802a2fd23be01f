"""Items of one scale are put together, and cut at the range of the whole."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import write_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.read.exports.export import read_export
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.draft import draft_json
from researchlib.run.fieldwork.new import new_study_from
from researchlib.terms.words import Direction


def found(tmp_path, head, rows):
    return draft_json(read_export(write_xlsx(tmp_path / "a.xlsx", [head, *rows])))["questions"]


def coded(n, k, low, top, seed, share=0.7):
    """Items of one trait: the same answer most of the time."""
    draw = np.random.default_rng(seed)
    trait = draw.integers(low, top + 1, n)
    items = np.where(
        draw.random((n, k)) < share, trait[:, None], draw.integers(low, top + 1, (n, k))
    )
    items[0], items[1] = low, top
    return items


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["受欺负", "PHQ", "A3_", "幸福感量表第", "SCL90."]),
    st.integers(3, 9),
    st.sampled_from([(0, 3), (1, 5), (0, 4), (1, 7)]),
    st.integers(30, 80),
    st.integers(0, 99),
)
def test_name_and_number_make_one_scale_of_one_range(tmp_path_factory, name, k, ends, n, seed):
    items = coded(n, k, *ends, seed, share=0.0)
    items[:, -1] = ends[0]  # the last item: everybody at the bottom
    head = ["性别", *(f"{name}{j}" for j in range(1, k + 1))]
    rows = [["男女"[i % 2], *map(int, row)] for i, row in enumerate(items)]
    told = found(tmp_path_factory.mktemp("a"), head, rows)
    assert [q["variable"] for q in told] == ["q1", *(f"q2.r{j}" for j in range(1, k + 1))]
    steps = [str(s) for s in range(ends[0], ends[1] + 1)]
    for j, question in enumerate(told[1:]):
        assert question["type"] == "量表" and question["choices"] == steps
        counts = {int(c): v for c, v in question["counts"].items() if v}
        assert counts == {
            int(v): int(c) for v, c in zip(*np.unique(items[:, j], return_counts=True), strict=True)
        }
    if name not in ("PHQ", "SCL90."):
        assert all(q["direction"] == "" and "方向" in q["confirm"] for q in told[1:])


def test_the_same_words_side_by_side_and_codes_that_go_together(tmp_path):
    words = ["不同意", "一般", "同意"]
    rated = coded(60, 5, 1, 5, 1)
    other = np.random.default_rng(2).integers(1, 6, (60, 4))
    head = ["我觉得安全", "邻里和睦", "环境干净", *"甲乙丙丁戊", "婚姻", "职业", "户型", "来源"]
    rows = [
        [*(words[(i * m) % 3] for m in (1, 2, 5)), *map(int, rated[i]), *map(int, other[i])]
        for i in range(60)
    ]
    told = found(tmp_path, head, rows)
    groups = [q["variable"].split(".")[0] for q in told]
    assert groups == ["q1"] * 3 + ["q4"] * 5 + ["q9", "q10", "q11", "q12"]
    assert told[0]["stem"] == "“我觉得安全”等3项" and told[0]["direction"] == Direction.BETTER


def test_the_title_names_the_range(tmp_path):
    head = [f"幸福{k}（1表示非常不幸福，9表示非常幸福）" for k in range(1, 4)]
    rows = [[i % 5 + 2, i % 4 + 2, i % 3 + 3] for i in range(40)]
    told = found(tmp_path, ["性别", *head], [["男女"[i % 2], *r] for i, r in enumerate(rows)])
    assert all(q["choices"] == [str(k) for k in range(1, 10)] for q in told[1:])


def test_items_with_filled_in_means_are_numbers_of_one_table(tmp_path):
    items = coded(40, 3, 1, 5, 3).astype(float)
    items[5, 1] = 1.27
    head = ["性别", "受欺负1", "受欺负2", "受欺负3"]
    path = write_xlsx(
        tmp_path / "a.xlsx", [head, *[["男女"[i % 2], *map(float, r)] for i, r in enumerate(items)]]
    )
    for part in ("data", "notebooks"):
        (tmp_path / "home" / part).mkdir(parents=True)
    new_study_from(tmp_path / "home", "s", [path])
    answers = clean_answers(open_study("s", tmp_path / "home"), "survey")
    table = average(answers, "q2").table
    assert table["item"].tolist() == head[1:]
    assert table["value"].to_numpy() == pytest.approx(items.mean(axis=0))


def test_recommending_runs_from_nought(tmp_path):
    rows = [["男女"[k % 2], 5 + k % 6] for k in range(40)]
    told = found(tmp_path, ["性别", "您有多大可能向邻居推荐本社区？"], rows)[1]
    assert told["type"] == "量表" and told["choices"][0] == "0" and told["choices"][-1] == "10"


def test_a_side_that_nobody_chose_is_asked_about(tmp_path):
    rows = [
        [["一般", "满意", "非常满意"][k % 3], ["不满意", "一般", "满意"][k % 3]] for k in range(30)
    ]
    told = found(tmp_path, ["对食堂的评价", "对医疗的评价"], rows)
    assert "有的选项没有人选" in told[0]["confirm"] and not told[1]["confirm"]


def test_neighbours_whose_titles_give_the_same_ends_are_one_scale(tmp_path):
    ends = "（1表示很不满意，5表示很满意）"
    rows = np.random.default_rng(3).integers(1, 6, (60, 4))
    head = [f"S{k} {name}{ends}" for k, name in enumerate(("电梯", "停车", "绿化"), 1)]
    told = found(tmp_path, [*head, "T1 邻里（1表示不愿意，5表示愿意）"], rows.tolist())
    assert [q["variable"] for q in told] == ["q1.r1", "q1.r2", "q1.r3", "q4"]
    assert {q["direction"] for q in told[:3]} == {"越往后越好"}
