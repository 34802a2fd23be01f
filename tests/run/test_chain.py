"""The chain of finding, problem and suggestion: what the case's own draft forgot is flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from researchlib.clean.interviews import unfound_quotes
from researchlib.protect.ledger import Entry, read_ledger
from researchlib.read.workbook import open_study
from researchlib.report.objects.argument import Suggestions, argument_table
from researchlib.report.objects.say import FINDING_WITHHELD
from researchlib.run.fieldwork.check import check_study
from researchlib.run.publish.problems import _rows, gaps, unfounded
from researchlib.study.place import place_of
from researchlib.study.study import Claim, Suggestion
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Strength

PROBLEM = Claim("p", "老人不去。", ("unused",), labels=("位置和楼层",), seen=("daycare_empty",))
ANSWER = Suggestion("s", "搬到一楼。", ("p",), "社区", "近期")


@pytest.fixture
def study(demo):
    def made(problems=(PROBLEM,), suggestions=(ANSWER,)):
        return replace(demo, problems=problems, suggestions=suggestions)

    return made


def told(study, findings):
    entries = [
        Entry("01", "finding", key, text, ({"question": text[:2]},), "")
        for key, text in findings.items()
    ]
    return [what for what, _, _ in gaps(study, entries)]


def test_a_whole_chain_has_no_gap(study):
    assert told(study(), {"unused": "没去过的占89%。"}) == []
    assert told(study(), {}) == []  # nothing published yet


def test_the_forgotten_daycare_centre_is_flagged(published):
    """As the first draft of the case did: four problems, no word on the idle centre."""
    study = open_study("demo", published)
    draft = replace(study, suggestions=tuple(s for s in study.suggestions if s.key != "s_daycare"))
    _, tasks = check_study(draft, date(2024, 6, 1))
    flagged = [t.what for t in tasks if "没有建议回应" in t.what]
    assert flagged == ["问题“日间照料中心位置偏、楼层高，老人去不了，设施闲置。”没有建议回应"]
    assert not any("没有建议回应" in t.what for t in check_study(study, date(2024, 6, 1))[1])


def test_every_other_break_is_named(study):
    findings = {"unused": "没去过的占89%。", "content": "去过的都满意。"}
    assert told(study(), findings) == ["有1条调研发现没有被任何问题用到：去过的都满意。"]
    assert told(study((replace(PROBLEM, findings=()),)), {}) == [
        "问题“老人不去。”的依据里没有调研发现"
    ]
    assert told(study((replace(PROBLEM, labels=(), seen=()),)), {}) == [
        "问题“老人不去。”的依据里没有大家的话、实地查看"
    ]
    assert told(study((replace(PROBLEM, findings=("gone",)),)), {"unused": "x"})[0] == (
        "“老人不去。”用到的发现gone不在最近一次报告里"
    )
    near = told(study(), {"unused": "没去过的占89%。", "visits": "没去过的人里，愿意去的占70%。"})
    assert (
        near[0].startswith("与问题“老人不去。”同一道题的发现没有写进去：没去过的人里")
        and len(near) == 2
    )
    assert (
        told(
            study((replace(PROBLEM, contrary=("visits",)),)),
            {"unused": "没去过的占89%。", "visits": "没去过。"},
        )
        == []
    )
    alone = Suggestion("g", "贴网格公示牌。", (), "", "")
    assert "没有回应任何问题" in told(study(suggestions=(ANSWER, alone)), {})[0]


def test_published_findings_are_read_from_the_ledger(published):
    found = {e.key: e.text for e in read_ledger(place_of(published, "demo").ledger).findings}
    assert "daycare_unused" in found and "89%" in found["daycare_unused"]
    assert read_ledger(place_of(published, "nowhere").ledger).findings == []


@pytest.mark.parametrize(
    ("changed", "carried"),
    [
        ({}, "应当办"),
        ({"labels": ()}, "应当办"),
        ({"labels": (), "seen": ()}, "建议办"),
        ({"contrary": ("content",)}, "建议办"),
        ({"findings": ()}, "建议办"),
        ({"findings": (), "seen": ()}, "可先试"),
        ({"findings": (), "labels": (), "seen": ()}, "可先试"),
    ],
)
def test_a_suggestion_is_put_no_more_firmly_than_its_evidence_carries(study, changed, carried):
    drawn = study((replace(PROBLEM, **changed),))
    assert drawn.carried(ANSWER) == carried
    firm = replace(drawn, suggestions=(replace(ANSWER, strength=Strength.MUST),))
    assert any("它的依据只够写" in t for t in told(firm, {})) == (carried != "应当办")
    assert Suggestions(firm).items[0].note.startswith(f"（{carried}；回应问题（一）")
    assert Suggestions(drawn).items[0].note.startswith("（可先试；")  # blank
    mild = replace(drawn, suggestions=(replace(ANSWER, strength=Strength.TRY),))
    assert Suggestions(mild).items[0].note.startswith("（可先试；")


def test_of_several_problems_the_weakest_decides(study):
    weak = Claim("q", "没有人说。", ())
    drawn = study((PROBLEM, weak), (replace(ANSWER, problems=("p", "q")),))
    assert drawn.carried(drawn.suggestions[0]) == "可先试"
    assert (
        study(suggestions=(replace(ANSWER, problems=()),)).carried(replace(ANSWER, problems=()))
        is None
    )


def test_the_table_of_the_chain_names_what_is_missing(study):
    drawn = study(
        (PROBLEM, Claim("q", "没人管。", ("a", "b"), ("c",))),
        (ANSWER, Suggestion("w", "另办。", (), "", "")),
    )
    rows = [[cell.text for cell in row] for row in argument_table(drawn, "对照").rows]
    where = "问卷开放题、座谈会"
    assert rows[0][1] == f"调研发现1条；{where}中谈到“位置和楼层”；实地查看1条"
    assert rows[1][1:] == ["调研发现2条；方向相反的发现1条", "（还没有建议）", ""]
    assert rows[2][0] == "工作建议" and len(rows) == 3


@pytest.mark.parametrize(
    ("kept", "told"),
    [("residents", "问卷开放题中谈到"), ("座谈会", "座谈会中谈到"), ("", "归类标签")],
)
def test_words_come_from_where_they_were_said(study, kept, told):
    """Nobody is said to have spoken where there is no interview, nor to have written without."""
    drawn = replace(study(), quotes=tuple(q for q in study().quotes if q.source == kept))
    (row,) = argument_table(drawn, "对照").rows
    assert row[1].text == f"调研发现1条；{told}“位置和楼层”；实地查看1条"
    assert f"{told}“位置和楼层”" in next(_rows(drawn, {}))[1]


def test_evidence_that_the_workbook_does_not_hold_is_an_error(make_study):
    from researchlib.terms import words as w

    row = {
        w.ARGUMENT_KEY: "p",
        w.ARGUMENT_KIND: w.PROBLEM,
        w.ARGUMENT_TEXT: "有问题。",
        w.RESTS_ON_FACTS: "nowhere",
    }
    home = make_study([["性别"], ["男"]], **{w.ARGUMENT: [row]})
    with pytest.raises(DataProblem, match="依据的事项.*nowhere"):
        open_study("small", home)


def test_what_its_findings_do_not_carry_is_told_by_name(study):
    claim = replace(PROBLEM, text="老人从未去过。")
    drawn = replace(study((claim,)), quotes=())

    def lacking(text):
        entries = [Entry("01", "finding", "unused", text, (), "")]
        return [what for what, _, _ in unfounded(drawn, entries)]

    assert lacking("去过的占11%。") == ["“老人从未去过。”与它依据的发现不符：去过的占11%。"]
    assert lacking("去过的占0%。") == []
    assert lacking(FINDING_WITHHELD["few"]) == ["“老人从未去过。”依据的发现都没有公布"]


def test_every_approved_quote_of_the_examples_stands_in_a_raw_record(published):
    for name, least in (("demo", 12), ("district", 8)):
        study = open_study(name, published)
        approved = [quote for quote in study.quotes if quote.approved]
        assert len(approved) >= least and not unfound_quotes(study), name
