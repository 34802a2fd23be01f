"""问题—建议清单: every problem with its published evidence, read back from the file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl

from researchlib.protect.ledger import Entry
from researchlib.run.publish.problems import problem_list, unknown_findings
from researchlib.study.study import Suggestion


def rows_of(data):
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


ENTRIES = [Entry("03", "finding", "pay_on_time", "全年有7个月没有按时发放。", (), "")]


def test_problems_carry_their_findings_and_answers(demo):
    rows = rows_of(problem_list(demo, ENTRIES))
    assert rows[0][:3] == ["问题", "依据的调研发现", "建议"]
    pay = next(r for r in rows if r[0].startswith("社区干部待遇"))
    assert "全年有7个月没有按时发放。" in pay[1] and "工资待遇" in pay[2]
    assert any(r[0] == "（工作建议，不对应具体问题）" for r in rows)
    assert [r for r in rows if r[0] == "模拟数据"]


def test_a_problem_without_suggestion_says_so(demo):
    left = tuple(s for s in demo.suggestions if "daycare" not in s.problems)
    rows = rows_of(problem_list(replace(demo, suggestions=left), ENTRIES))
    daycare = next(r for r in rows if r[0].startswith("日间照料中心"))
    assert daycare[2] == "（还没有建议）"


def test_findings_that_no_report_holds_are_told(demo):
    told = unknown_findings(demo, ENTRIES)
    assert any("“stay_away”" in text for text in told)
    assert not any("“pay_on_time”" in text for text in told)


def test_hostile_text_stays_text(demo):
    bad = (Suggestion("x", "=cmd|' /C calc'!A0", (), "http://example.org", ""),)
    data = problem_list(replace(demo, suggestions=bad), ENTRIES)
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
