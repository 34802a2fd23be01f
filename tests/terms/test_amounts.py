"""Ranges with units are sorted by what they come to, or not at all."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.terms.amounts import number_order

ORDERS = [
    "30分钟以内|30分钟-1个小时|1-3个小时|3-5个小时|5个小时以上",
    "几乎不去|每月1-2次|每周1-3次|每天1次以上",
    "3000元以下|3000-5000元|5000元-1万元|1万元以上",
    "6个月以内|6个月-1年|1-3年|3年以上",
    "半小时以内|半小时至一小时|一至两小时|两小时以上",
    "从不|每年一次|每半年一次|每月一次|每周一次|每天",
    "1万以下|1-2万|2-5万|5万-10万|10万以上",
    "5000元以下|5000-1万元|1-2万元|2万元以上",
    "每天1小时以内|每天1-2小时|每天2小时以上",
    "一周以内|一周到一个月|1-3个月|三个月以上",
    "500米以内|500米-1公里|1-2公里|2公里以上",
    "不满1年|1—5年|6—10年|10年以上",
    "没参加过|参加过一两次|参加过三次及以上",
    "18岁以下|18-30|31-60岁|60以上",
    "一人|两人|三人|四人及以上",
    "没有|1-2次|3-5次|6次及以上|记不清",
    "1天|2-3天|4-6天|一周以上",
]


@pytest.mark.parametrize("words", ORDERS)
def test_ranges_go_from_small_to_large(words):
    met = words.split("|")
    random.Random(1).shuffle(met)
    assert number_order(met) == words.split("|")


@pytest.mark.parametrize(
    "words",
    [
        "党员|群众|团员",
        "30分钟以内|1000元以上|2000元",
        "30以内|30分钟-1小时|1小时以上",
        "高中|大专|本科",
    ],
)
def test_what_does_not_compare_is_asked(words):
    assert number_order(words.split("|")) is None


UNITS = {"分钟": 1, "小时": 60, "天": 1_440, "周": 10_080, "个月": 43_800, "年": 525_600}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(sorted(UNITS))),
        min_size=3,
        max_size=7,
        unique_by=lambda edge: edge[0] * UNITS[edge[1]],
    ),
    st.randoms(use_true_random=False),
)
def test_any_edges_are_sorted_by_amount(edges, shuffler):
    edges = sorted(edges, key=lambda edge: edge[0] * UNITS[edge[1]])
    told = [f"{n}{unit}" for n, unit in edges]
    ranges = [f"{low}-{high}" for low, high in zip(told, told[1:], strict=False)]
    choices = [f"{told[0]}以内", *ranges, f"{told[-1]}以上"]
    met = choices.copy()
    shuffler.shuffle(met)
    assert number_order(met) == choices


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=3, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_money_in_yuan_and_in_ten_thousands(edges, shuffler):
    def told(thousands):
        whole = thousands >= 10 and thousands % 10 == 0
        return f"{thousands // 10}万元" if whole else f"{thousands * 1_000}元"

    steps = [told(t) for t in sorted(edges)]
    choices = [f"{steps[0]}以下", *map("—".join, zip(steps, steps[1:], strict=False))]
    choices.append(f"{steps[-1]}及以上")
    met = choices.copy()
    shuffler.shuffle(met)
    assert number_order(met) == choices
