"""The switches of the class notebook: declared decisions alone, protected numbers alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.classroom.switch import View, offers, switch
from researchlib.terms import policy

SENTENCE = "不知道的占{不知道:full}。"


@pytest.fixture(scope="module")
def offered(demo):
    return offers(demo, "residents")


def test_no_two_offers_differ_by_a_few_people(demo, offered):
    people = [
        {row for row, seen in zip(a.rows, a.domain, strict=True) if seen}
        for _, a in offered.answers
    ]
    for k, one in enumerate(people):
        for other in people[k + 1 :]:
            assert one == other or len(one ^ other) >= policy.LEAST_BASE
    declared = {f"{d.key}：{a}" for d in demo.decisions_for("residents") for a in d.alternatives}
    assert {name for name, _ in offered.answers[1:]} | set(offered.left_out) == declared
    assert offered.left_out == ("too_fast：不剔除",)  # four people more


def test_what_is_shown_is_what_cleaning_with_the_decision_gives(demo, offered):
    view = View("grid_known", SENTENCE, "不知道")
    men = clean_answers(demo, "residents", decisions={"focus": "男"})
    row = protect(share(men, "grid_known")).row("不知道")
    page = re.sub("<[^>]+>", "", view.html(dict(offered.answers)["focus：男"], "age"))
    assert f"不知道的占{row.text}（95%区间{row.interval}，有效回答{row.n}人）" in page
    assert "人数少，不公布" in page  # few men of some ages
    everybody = view.html(offered.answers[0][1], "")
    assert (
        everybody.count("<img") == 1 and everybody.count("<table") == 2
    )  # one is the chart's data


def test_the_menus_drive_the_page(demo):
    box = switch(demo, "residents", "grid_known", SENTENCE, of="不知道", by=["sex", "age"])
    (decision, group), page, left = box.children[0].children, box.children[1], box.children[2]
    before = page.value
    decision.value = next(k for name, k in decision.options if name == "focus：女")
    assert page.value != before and "女" in page.value
    group.value = "sex"
    assert "全体：48%" in page.value and "只差几个" in left.value
    decision.value, group.value = 0, ""
    assert page.value == before


def test_without_decisions_only_the_report_is_offered(demo):
    alone = offers(replace(demo, decisions=()), "residents")
    assert [name for name, _ in alone.answers] == ["与报告相同"] and not alone.left_out
