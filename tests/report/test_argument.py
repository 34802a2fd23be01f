"""Thesis, causes, measures and the points above everything: each says what its evidence says now."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from researchlib.protect.ledger import Entry
from researchlib.report.objects.argument import Causes, Suggestions, argument_table
from researchlib.report.objects.findings import key_points
from researchlib.run.publish.problems import problem_list, unfounded, unknown_findings
from researchlib.study.study import Claim, Suggestion
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import TO_FILL

FOUND = (
    ("pay", "台账显示欠薪3个月。", "最长拖欠", "3个月", None),
    ("talked", "没聊过的占37%。", "没有聊过", "37%", "聊过吗"),
    ("unused", "没去过的占89%。", "没去过", "89%", "去过吗"),
    ("stars", "满意的占60%。", "满意", "60%", "满意吗"),
)
PROBLEMS = (Claim("p", "工资发得晚。", ("pay",)), Claim("d", "老人不去。", ("unused",)))
CAUSE = Claim("c", "只有三楼空着。", (), labels=("位置和楼层",), problems=("d",))
THESIS = Claim("t", "设施有了，{unused.没去过}的人没去过。", ("unused",))
ANSWER = Suggestion(
    "s", "搬到一楼。先试一层。", ("d",), "街道", "年底前", measure="{unused.没去过}降到一半"
)


@pytest.fixture
def study(demo, tmp_path):
    made = replace(demo, folder=tmp_path / "data/x", name="x", problems=PROBLEMS)
    made = replace(made, suggestions=(ANSWER,), causes=(CAUSE,), theses=(THESIS,))
    made.paths.kept.mkdir(parents=True)
    found = [
        {
            "report": "01",
            "title": "题",
            "key": key,
            "text": text,
            "numbers": [{"name": name, "text": number, "question": asked, "n": 40}],
        }
        for key, text, name, number, asked in FOUND
    ]
    made.paths.findings.write_text(json.dumps(found), encoding="utf-8")
    return made


def test_the_points_are_the_thesis_a_finding_of_each_problem_the_others_and_what_is_asked(study):
    told = [point.text for point in key_points(study, most=3)]
    assert told == [
        "设施有了，89%的人没去过。",
        "台账显示欠薪3个月。",
        "没去过的占89%。",
        "没聊过的占37%。",
        "建议：一是搬到一楼。",
    ]
    thesis, first, *_ = key_points(study)
    assert [run.text for run in thesis.runs if run.evidence is not None] == ["89%"]
    assert [run.text for run in first.runs if run.evidence is not None] == ["3个月"]
    assert not any(run.unbound for point in key_points(study) for run in point.runs)


def test_a_blank_thesis_prints_none_and_without_suggestions_nothing_is_asked(study):
    bare = replace(study, theses=(), suggestions=())
    assert [point.text for point in key_points(bare, most=1)] == ["台账显示欠薪3个月。"]


def test_how_firmly_is_told_only_where_something_is_suggested(study):
    assert "力度按课题表填写" in argument_table(study, "表").notes[0]
    without = replace(study, suggestions=())
    assert argument_table(without, "表").notes == ()


def test_where_no_topic_has_found_anything_the_ranking_speaks(study, residents):
    study.paths.findings.write_text("[]", encoding="utf-8")
    bare = replace(study, theses=(), suggestions=())
    points = key_points(bare, residents, most=3)
    assert len(points) >= 3 and all(point.numbers for point in points[:3])
    assert {point.kind for point in points} == {"text"} and not any(p.key for p in points)


def test_the_ranking_decides_which_of_the_others_come_first(study, residents):
    ranked = {"聊过吗": "culture", "满意吗": "lecture"}  # in this order
    asked = {text: residents.codebook[name].printed for text, name in ranked.items()}
    found = json.loads(study.paths.findings.read_text(encoding="utf-8"))
    for one in found:
        for number in one["numbers"]:
            number["question"] = asked.get(number["question"], number["question"])
    study.paths.findings.write_text(json.dumps(found[::-1]), encoding="utf-8")
    bare = replace(study, problems=(), theses=(), suggestions=())
    assert key_points(bare, residents, most=1)[0].text == "没聊过的占37%。"


def test_a_cause_stands_with_its_grounds_and_only_where_there_is_one(study):
    told = Causes(study, "d").text
    assert told.startswith("原因在于：只有三楼空着（") and "“位置和楼层”）。" in told
    two = replace(study, causes=(CAUSE, replace(CAUSE, key="e", text="没有电梯。")))
    assert Causes(two, "d").text.startswith("原因主要有：一是只有三楼空着（")
    with pytest.raises(DataProblem, match="没有问题“p”的原因"):
        Causes(study, "p")


def test_a_measure_carries_the_value_of_today_and_a_blank_says_nothing(study, tmp_path):
    note = Suggestions(study).items[0].note
    assert note.endswith("建议牵头：街道；年底前；衡量：89%降到一半）")
    assert "衡量：89%降到一半" in argument_table(study, "表").rows[-1][-1].text
    sheet = openpyxl.load_workbook(BytesIO(problem_list(study, [], tmp_path / "x.xlsx"))).active
    assert "89%降到一半" in [cell.value for row in sheet.iter_rows() for cell in row]
    now = replace(
        study, suggestions=(replace(ANSWER, measure="没去过的占比（现为{unused.没去过}）"),)
    )
    assert (
        Suggestions(now).items[0].note.endswith("衡量：没去过的占比，现为89%）")
    )  # no bracket in one
    blank = replace(study, suggestions=(Suggestion("s", "搬到一楼。", ("d",), "", ""),))
    assert "衡量" not in Suggestions(blank).items[0].note
    costs = replace(study, suggestions=(replace(ANSWER, money="约3万元"),))
    assert "；经费：约3万元）" in Suggestions(costs).items[0].note


def test_a_number_that_nobody_published_is_told(study):
    lost = replace(study, theses=(replace(THESIS, text="{gone.没去过}没去过。"),))
    assert TO_FILL in key_points(lost)[0].text
    said = [Entry("01", "finding", "f", "没去过的占89%。", (), "x")]
    assert any("“gone”在报告里没有" in text for text in unknown_findings(lost, said))
    quoteless = replace(lost, quotes=())
    assert any("gone不在" in what for what, *_ in unfounded(quoteless, said))
    wrong = replace(study, theses=(replace(THESIS, text=THESIS.text.replace(".没", ".未")),))
    with pytest.raises(DataProblem, match="没有对应的数"):
        key_points(wrong)
    study.paths.findings.write_text("[]", encoding="utf-8")
    assert TO_FILL in key_points(lost)[0].text  # nothing has run yet


def test_thesis_and_cause_are_held_against_their_findings(study):

    entries = [Entry("01", "finding", "unused", "去过的占11%。", (), "")]
    claim = Claim("x", "老人从未去过。", ("unused",))
    for field in ("theses", "causes", "problems"):
        drawn = replace(study, quotes=(), theses=(), causes=(), problems=())
        told = [what for what, *_ in unfounded(replace(drawn, **{field: (claim,)}), entries)]
        assert told == ["“老人从未去过。”与它依据的发现不符：去过的占11%。"]
