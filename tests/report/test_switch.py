"""The choices of the class notebook: declared decisions alone, protected numbers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.classroom.switch import offers, switch
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

SENTENCE = "不知道的占{不知道:full}。"


@pytest.fixture(scope="module")
def offered(demo):
    return offers(demo, "residents", "grid_known")


def test_no_two_offers_differ_by_a_few_people(demo, offered):
    found, left = offered
    people = [{row for row, seen in zip(a.rows, a.domain, strict=True) if seen} for _, a in found]
    for k, one in enumerate(people):
        for other in people[k + 1 :]:
            assert one == other or len(one ^ other) >= policy.LEAST_BASE
    declared = {a for d in demo.decisions_for("residents") for a in d.alternatives}
    named = [name for name, _ in found[1:]] + left
    assert {name.partition("：")[2].partition("（")[0] for name in named} == declared
    (near,) = left  # four people more
    assert near.startswith("答题过快：不剔除（") and "只差几个" in near


def test_what_is_shown_is_what_cleaning_with_the_decision_gives(demo):
    page = switch(demo, "residents", "grid_known", SENTENCE, of="不知道", by=["sex", "age"])
    shown = dict(zip(page.names, page.shown, strict=True))
    men = clean_answers(demo, "residents", decisions={"focus": "男"})
    row = protect(share(men, "grid_known")).row("不知道")
    told = f"不知道的占{row.text}（95%区间{row.interval}，有效回答{row.n}人）。"
    assert shown["只看一部分人（您的性别）：男"][0].text == told
    ages = protect(share(clean_answers(demo, "residents"), "grid_known", of="不知道", by="age"))
    sentence, table, chart = shown["按“年龄段”分组"]
    assert table.numbers == ages.rows and chart.numbers
    assert sentence.text == page.shown[0][0].text
    assert page.numbers == tuple(n for made in page.shown for c in made for n in c.numbers)
    assert set(page.behind.bounds) >= {r.bounds for r in (*ages.rows, row)}


def test_one_choice_at_a_time_and_no_more_than_a_page_holds(demo):
    page = switch(demo, "residents", "grid_known", SENTENCE, of="不知道")
    assert page.names[0] == "与报告相同" and len(page.names) == policy.MOST_CHOICES + 1
    assert len({tuple(one.text for one in made) for made in page.shown}) == len(page.names)
    (left,) = page.notes
    assert "：男（一页放不下）" in left
    for name in ("答题过快：90（印出来和报告一样）", "不清楚的处理：计入（印出来和报告一样）"):
        assert name in left
    few = switch(demo, "residents", "grid_known", SENTENCE, of="不知道", by=[])
    assert "放不下" not in few.notes[0] and [name[-1] for name in few.names[1:]] == ["女", "男"]


def test_without_decisions_only_the_report_is_offered(demo):
    found, left = offers(replace(demo, decisions=()), "residents", "grid_known")
    assert [name for name, _ in found] == ["与报告相同"] and not left
    page = switch(replace(demo, decisions=()), "residents", "grid_known", SENTENCE, by=[])
    assert page.names == ("与报告相同",) and page.notes == ()


def test_a_sentence_that_names_nothing_is_told(demo):
    with pytest.raises(DataProblem, match="不清楚"):
        switch(demo, "residents", "grid_known", "占{不清楚}。", by=[])


def test_a_question_is_not_grouped_by_itself(demo):
    names = switch(demo, "residents", "sex").names
    assert "按“年龄段”分组" in names and not [n for n in names if n.startswith("按“性别")]
