"""The table of methods says what its own report used: every row and every note has reports in
which it must stand and reports in which it must not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.models.association import association
from researchlib.estimate.models.group_tests import rank_test
from researchlib.estimate.models.regression import logistic_model
from researchlib.estimate.share import share
from researchlib.protect import say as say_protect
from researchlib.protect.number import WORDS
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.finding import Text
from researchlib.report.objects.listing import Listing
from researchlib.report.objects.models import (
    methods_table,
    methods_used,
    model_table,
)
from researchlib.report.objects.models import tests_table as table_of
from researchlib.report.objects.table import Table
from researchlib.terms.words import Sampling

RNG = np.random.default_rng(3)
FRAME = pd.DataFrame(
    {
        "used": ["去过"] * 60 + ["没去过"] * 140,
        "sex": ["男", "女"] * 100,
        "few": ["有"] * 5 + [None] * 195,
        "hours": RNG.normal(5, 1, 200).round(1) + [1, 0] * 100,
    }
)
ANSWERS = Answers.from_frame(FRAME)
BY_CHANCE = replace(ANSWERS, design=replace(ANSWERS.design, sampling=Sampling.CONVENIENCE))
USED = share(ANSWERS, "used", of="去过", by="sex")
HOURS = average(ANSWERS, "hours", by="sex")
FEW = share(Answers.from_frame(FRAME.iloc[50:70]), "used", of="去过")


def agreed() -> Listing:
    return Listing("一致", "", say.agreement_head(["甲", "乙"]), [], behind=WORDS)


REPORTS = {
    "nothing": ([Text("听取了介绍。")], set()),
    "shares": ([Table(share(ANSWERS, "used"), "t")], {"比例的区间"}),
    "averages": ([Text("平均{x}。", x=average(ANSWERS, "hours"))], {"平均数的区间"}),
    "gap of shares": (
        [Text("男性为{男}，{比较}。", USED, 比较=USED.compare("男", "女"))],
        {"比例的区间", "两个比例之差"},
    ),
    "gap of averages": (
        [Text("{比较}。", 比较=HOURS.compare("男", "女"))],
        {"两个平均数之差"},
    ),
    "two gaps together": (
        [Text("{a}，{b}。", a=USED.compare("男", "女"), b=HOURS.compare("男", "女"))],
        {"两个比例之差", "两个平均数之差", "几个比较一起看"},
    ),
    "loose share": ([Text("去过的{去过}。", 去过=FEW)], {"比例的区间", "太不确定的比例"}),
    "association": ([table_of({"x": association(ANSWERS, "used", "sex")}, "t")], {"两道题的关联"}),
    "ranks": ([table_of({"x": rank_test(ANSWERS, "hours", "sex")}, "t")], {"几组高低的比较"}),
    "model": (
        [model_table(logistic_model(ANSWERS, "used", ["sex"], of="去过"), {}, "t")],
        {"几个因素同时看"},
    ),
    "coded by two": ([agreed()], {"归类一致性"}),
    "places": ([Text(say_protect.RANK_METHOD)], {"名次"}),
    "silent": ([Text(say_protect.REACH_METHOD)], {"没有回答的人"}),
    "scales": ([Listing("t", "", ("a",), [], (say.SCALES_NOTE,), behind=WORDS)], {"量表信度"}),
    "few": ([Table(share(ANSWERS, "few"), "t")], {"小人群保护", "比例的区间"}),
    "volunteers": ([Table(share(BY_CHANCE, "used"), "t")], {"比例的区间"}),
}
NOTED = {  # every note: a report of which it is true, and one of which it is not
    "有效回答不足10人的不列百分比": ("few", "averages"),
    "区间未必包含真值，一般不含没有回答的人带来的偏差": ("shares", "coded by two"),
    "方便样本的区间只反映人数多少": ("volunteers", "shares"),
}


def listed(name: str):
    table = methods_table("方法")
    return methods_used(table, [*REPORTS[name][0], table])


@pytest.mark.parametrize("name", REPORTS)
def test_what_a_report_used_and_nothing_else_is_listed(name):
    assert {row[0].text for row in listed(name).rows} - {say_report.NO_METHODS} == REPORTS[name][1]


def test_every_row_and_note_stands_in_one_of_these_reports():
    used = set().union(*(used for _, used in REPORTS.values())) | {"抽样设计", "量表信度"}
    assert used == {row[1] for row in say_report.METHODS}
    assert set(NOTED) == {note for _, note in say_report.METHODS_NOTES}


@pytest.mark.parametrize("note", NOTED)
def test_a_note_stands_only_where_it_is_true(note):
    true, false = NOTED[note]
    assert note in listed(true).notes and note not in listed(false).notes


def test_a_weighted_sample_names_its_design():
    weighted = Answers.from_frame(FRAME.assign(w=np.where(FRAME["sex"] == "男", 1.5, 0.5)))
    weighted = replace(weighted, design=replace(weighted.design, weight="w"))
    found = Table(share(weighted, "used"), "t")
    rows = methods_used(methods_table("方法"), [found]).rows
    assert "抽样设计" in {row[0].text for row in rows}


def test_in_the_notebook_the_table_says_that_it_lists_all():
    assert methods_table("方法").notes == (say_report.METHODS_ALL,)
