"""The list of findings: each with its evidence, and where the argument uses it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from researchlib.protect.say import REACH_METHOD
from researchlib.report.objects import say
from researchlib.report.objects.findings import findings_table
from researchlib.terms.problem import DataProblem


def test_the_report_lists_every_finding_of_the_topics(published):
    page = (published / "exports/demo/06_report.html").read_text(encoding="utf-8")
    ledger = json.loads((published / "exports/demo/ledger.json").read_text(encoding="utf-8"))
    found = [e for e in ledger["entries"] if e["kind"] == "finding"]
    listed = next(e for e in ledger["entries"] if e["text"].startswith("调研发现清单"))
    assert len(found) > 25 and all(e["text"] in listed["text"] for e in found)
    assert "问题（四）（方向相反）" in page and "问题（二）" in page


def test_base_and_interval_stand_beside_each_number(demo, tmp_path):
    study = replace(demo, folder=tmp_path / "data/x", name="x")
    with pytest.raises(DataProblem, match="还没有调研发现"):
        findings_table(study, "清单")
    study.paths.kept.mkdir(parents=True)
    study.paths.findings.write_text(
        json.dumps(
            [
                {
                    "report": "01",
                    "title": "题",
                    "key": "lecture",
                    "text": "占63%。",
                    "numbers": [{"name": "不知道", "text": "63%", "n": 43, "interval": "48%—76%"}],
                },
                {
                    "report": "03",
                    "title": "账",
                    "key": "z",
                    "text": "7个月。",
                    "numbers": [{"name": "月", "text": "7个月"}],
                },
            ]
        ),
        encoding="utf-8",
    )
    table = findings_table(study, "清单")
    assert table.notes == (say.INTERVALS_NOTE, say.UNUSED_NOTE)
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows[0] == ["占63%。", "不知道：48%—76%，43人", "题", "问题（四）"]
    assert rows[1][1:] == ["台账或记录，不是抽样结果", "账", "未写入问题"]


def test_of_a_census_the_list_speaks_of_what_the_silent_leave_open(demo, tmp_path):
    study = replace(demo, folder=tmp_path / "data/x", name="x")
    study.paths.kept.mkdir(parents=True)
    number = {
        "name": "不知道",
        "text": "63%",
        "n": 43,
        "interval": "48%—76%",
        "method": REACH_METHOD,
    }
    found = {
        "report": "01",
        "title": "题",
        "key": "lecture",
        "text": "占63%。",
        "numbers": [number],
    }
    study.paths.findings.write_text(json.dumps([found]), encoding="utf-8")
    assert findings_table(study, "清单").notes == (say.REACHES_NOTE,)
