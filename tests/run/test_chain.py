"""The chain of finding, problem and suggestion: what the case's own draft forgot is flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from researchlib.protect.ledger import findings_in
from researchlib.read.workbook import open_study
from researchlib.run.check import check_study
from researchlib.run.problems import gaps
from researchlib.study.study import Problem, Suggestion

PROBLEM = Problem("p", "老人不去。", ("unused",))
ANSWER = Suggestion("s", "搬到一楼。", ("p",), "社区", "近期")


@pytest.fixture
def study(demo):
    def made(problems=(PROBLEM,), suggestions=(ANSWER,)):
        return replace(demo, problems=problems, suggestions=suggestions)
    return made


def told(study, findings):
    entries = [{"key": key, "text": text, "numbers": [{"question": text[:2]}]} for key, text in findings.items()]
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
    assert told(study((replace(PROBLEM, findings=()),)), {}) == ["问题“老人不去。”没有写明依据哪些调研发现"]
    assert told(study((replace(PROBLEM, findings=("gone",)),)), {"unused": "x"})[0] == (
        "问题“老人不去。”依据的发现gone不在最近一次报告里")
    near = told(study(), {"unused": "没去过的占89%。", "visits": "没去过的人里，愿意去的占70%。"})
    assert near[0].startswith("与问题“老人不去。”同一道题的发现没有写进去：没去过的人里") and len(near) == 2
    assert told(study((replace(PROBLEM, contrary=("visits",)),)), {"unused": "没去过的占89%。", "visits": "没去过。"}) == []
    alone = Suggestion("g", "贴网格公示牌。", (), "", "")
    assert "没有回应任何问题" in told(study(suggestions=(ANSWER, alone)), {})[0]


def test_published_findings_are_read_from_the_ledger(published):
    found = {entry["key"]: entry["text"] for entry in findings_in(published / "exports/demo")}
    assert "daycare_unused" in found and "89%" in found["daycare_unused"]
    assert findings_in(published / "nowhere") == []
