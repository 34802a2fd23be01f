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
    return offers(demo, "residents", "grid_known")


def test_no_two_offers_differ_by_a_few_people(demo, offered):
    people = [
        {row for row, seen in zip(a.rows, a.domain, strict=True) if seen}
        for _, a in offered.answers
    ]
    for k, one in enumerate(people):
        for other in people[k + 1 :]:
            assert one == other or len(one ^ other) >= policy.LEAST_BASE
    declared = {a for d in demo.decisions_for("residents") for a in d.alternatives}
    named = [name for name, _ in offered.answers[1:]] + list(offered.left_out)
    assert {name.partition("：")[2].partition("（")[0] for name in named} == declared
    (left,) = offered.left_out  # four people more
    assert left.startswith("答题过快：不剔除（") and "只差几个" in left


def test_what_is_shown_is_what_cleaning_with_the_decision_gives(demo, offered):
    view = View("grid_known", SENTENCE, "不知道")
    men = clean_answers(demo, "residents", decisions={"focus": "男"})
    row = protect(share(men, "grid_known")).row("不知道")
    page = re.sub(
        "<[^>]+>", "", view.html(dict(offered.answers)["只看一部分人（您的性别）：男"], "age")
    )
    assert f"不知道的占{row.text}（95%区间{row.interval}，有效回答{row.n}人）" in page
    assert "人数少，不公布" in page  # few men of some ages
    everybody = view.html(offered.answers[0][1], "")
    assert everybody.count("<img") == 1 and everybody.count("<table") == 1


def test_the_menus_drive_the_page(demo):
    box = switch(demo, "residents", "grid_known", SENTENCE, of="不知道", by=["sex", "age"]).menus
    (decision, group), page, left = box.children[0].children, box.children[1], box.children[2]
    before = page.value
    decision.value = next(k for name, k in decision.options if name.endswith("：女"))
    assert page.value != before and "女" in page.value
    group.value = "sex"
    assert "全体：48%" in page.value and "只差几个" in left.value
    decision.value, group.value = 0, ""
    assert page.value == before


def test_without_decisions_only_the_report_is_offered(demo):
    alone = offers(replace(demo, decisions=()), "residents", "grid_known")
    assert [name for name, _ in alone.answers] == ["与报告相同"] and not alone.left_out


def test_one_choice_at_a_time_and_no_more_than_a_page_holds(demo):
    page = switch(demo, "residents", "grid_known", SENTENCE, of="不知道").page
    names = [one.name for one in page.options]
    assert names[0] == "与报告相同" and len(names) <= policy.MOST_CHOICES + 1
    assert len({one.contents[0].text + one.contents[1].text for one in page.options}) == len(names)
    (left,) = page.notes
    for name in ("答题过快：90（印出来和报告一样）", "不清楚的处理：计入（印出来和报告一样）"):
        assert name in left
    few = switch(demo, "residents", "grid_known", SENTENCE, of="不知道", by=[]).page
    assert "放不下" not in few.notes[0] and [o.name[-1] for o in few.options[1:]] == ["女", "男"]
