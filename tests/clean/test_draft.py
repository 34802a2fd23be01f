"""The drafted codebook: types, order, sensitivity and counts of exports nobody prepared."""

from __future__ import annotations

import pytest
from conftest import HOME, write_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.draft.codebook import draft_codebook
from researchlib.read.exports.export import read_export
from researchlib.run.fieldwork.draft import draft_json
from researchlib.terms.amounts import number_order
from researchlib.terms.scales import scale_order
from researchlib.terms.words import Kind, Sensitivity

FOLDER = HOME / "data" / "demo" / "questionnaires" / "residents"


def exported(kind):
    return read_export(next(p for p in FOLDER.iterdir() if kind in p.name and "无效" not in p.name))


@pytest.mark.parametrize(
    "first, second", [("按文本", None), ("按序号", None), ("按文本", "按序号")]
)
def test_every_type_of_the_demo_is_found(demo, first, second):
    twin = exported(second) if second else None
    drafted = draft_codebook(exported(first), twin)
    wanted = demo.codebooks["residents"].questions
    assert [d.question.kind for d in drafted] == [q.kind for q in wanted]
    if first == "按文本":
        assert [d.question.text for d in drafted] == [q.text for q in wanted]
        assert [d.question.stem for d in drafted] == [q.stem for q in wanted]


def test_the_twin_gives_the_printed_order(demo):
    drafted = {
        d.question.text + d.question.stem: d.question
        for d in draft_codebook(exported("按文本"), exported("按序号"))
    }
    for question in demo.codebooks["residents"]:
        found = drafted[question.text + question.stem]
        assert set(found.choices) <= set(question.choices)
        assert list(found.choices) == [c for c in question.choices if c in found.choices]


def test_counts_equal_the_raw_cells():
    found = {q["text"]: q for q in draft_json(exported("按文本"))["questions"]}
    raw = exported("按文本")
    column = raw.column(next(i for i in raw.items if i.stem == "您的性别"))
    assert found["您的性别"]["counts"] == column.value_counts().to_dict()
    gone = raw.column(next(i for i in raw.items if i.stem.startswith("老人没去")))
    entry = found["老人没去或不常去的主要原因有哪些（可多选）"]
    assert entry["skipped"] == int((gone == "(跳过)").sum())
    assert entry["counts"]["担心收费"] == int(gone.str.contains("担心收费").sum())


def test_open_answers_and_names_are_marked_and_not_sampled(tmp_path):
    rows = [
        ["序号", "1、您的姓名", "2、手机号", "3、月收入", "4、意见"],
        *[
            [k, f"某{k}", f"1390000{k:04d}", "3000元以下" if k % 2 else "5000元以上", f"意见之{k}"]
            for k in range(1, 21)
        ],
    ]
    drafted = draft_codebook(read_export(write_xlsx(tmp_path / "a.xlsx", rows)))
    assert [d.question.kind for d in drafted] == [Kind.OPEN, Kind.OPEN, Kind.SINGLE, Kind.OPEN]
    assert [d.question.sensitivity for d in drafted] == [
        Sensitivity.DIRECT,
        Sensitivity.DIRECT,
        Sensitivity.SENSITIVE,
        Sensitivity.DIRECT,
    ]
    assert drafted[0].samples == () == drafted[1].samples


def test_hand_joined_answers_are_told_as_unsure(tmp_path):
    pairs = ["唱歌、跳舞", "唱歌、下棋", "跳舞、下棋", "唱歌", "下棋", "唱歌、跳舞、下棋"]
    rows = [["序号", "爱好"], *[[k, pairs[k % 6]] for k in range(30)]]
    export = read_export(write_xlsx(tmp_path / "a.xlsx", rows))
    drafted = draft_codebook(export)[0]
    assert draft_json(export)["questions"][0]["counts"] == {"唱歌": 20, "下棋": 20, "跳舞": 15}
    assert drafted.question.kind is Kind.MULTIPLE and drafted.sure < 0.7 and drafted.confirm
    assert set(drafted.question.choices) == {"唱歌", "跳舞", "下棋"}


@pytest.mark.parametrize(
    "given_, ordered",
    [
        (
            ["满意", "非常满意", "不满意", "一般", "不了解"],
            ["不满意", "一般", "满意", "非常满意", "不了解"],
        ),
        (
            ["很重要", "不太重要", "非常不重要", "一般", "比较重要"],
            ["非常不重要", "不太重要", "一般", "比较重要", "很重要"],
        ),
        (["经常", "从不", "偶尔"], ["从不", "偶尔", "经常"]),
        (["男", "女", "其他"], None),
        (["满意", "重要", "一般"], None),
    ],
)
def test_worded_scales(given_, ordered):
    assert scale_order(given_) == ordered


def test_ranges_go_from_small_to_large():
    assert number_order(["60岁以上", "18岁以下", "18-30岁", "31-60岁"]) == [
        "18岁以下",
        "18-30岁",
        "31-60岁",
        "60岁以上",
    ]
    assert number_order(["党员", "群众"]) is None


@settings(max_examples=30, deadline=None)
@given(st.permutations(["非常不满意", "不太满意", "一般", "比较满意", "非常满意"]))
def test_the_order_met_does_not_matter(order):
    assert scale_order(order) == ["非常不满意", "不太满意", "一般", "比较满意", "非常满意"]
