"""问题—建议清单: every problem with its published evidence, read back from the file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl

from researchlib.protect.ledger import Entry
from researchlib.run.publish.problems import problem_list, unknown_findings
from researchlib.run.publish.say import LIST_HEAD
from researchlib.study.study import Suggestion


def rows_of(data):
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


ENTRIES = [Entry("03", "finding", "pay_on_time", "全年有7个月没有按时发放。", (), "")]


def test_problems_carry_their_findings_and_answers(demo, tmp_path):
    rows = rows_of(problem_list(demo, ENTRIES, tmp_path / "x.xlsx"))
    assert rows[0][:8] == [*LIST_HEAD]
    pay = next(r for r in rows if r[0].startswith("社区干部待遇"))
    assert "全年有7个月没有按时发放。" in pay[1] and "工资待遇" in pay[2]
    assert any(r[0] == "（工作建议，不对应具体问题）" for r in rows)
    assert [r for r in rows if r[0] == "模拟数据"]


def test_a_problem_without_suggestion_says_so(demo, tmp_path):
    left = tuple(s for s in demo.suggestions if "daycare" not in s.problems)
    rows = rows_of(problem_list(replace(demo, suggestions=left), ENTRIES, tmp_path / "x.xlsx"))
    daycare = next(r for r in rows if r[0].startswith("日间照料中心"))
    assert daycare[2] == "（还没有建议）"


def test_findings_that_no_report_holds_are_told(demo):
    told = unknown_findings(demo, ENTRIES)
    assert any("“stay_away”" in text for text in told)
    assert not any("“pay_on_time”" in text for text in told)


def test_hostile_text_stays_text(demo, tmp_path):
    bad = (Suggestion("x", "=cmd|' /C calc'!A0", (), "http://example.org", ""),)
    data = problem_list(replace(demo, suggestions=bad), ENTRIES, tmp_path / "x.xlsx")
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_what_people_wrote_in_the_list_is_kept(demo, tmp_path):
    path = tmp_path / "问题—建议清单.xlsx"
    path.write_bytes(problem_list(demo, ENTRIES, path))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    width = sheet.max_column
    sheet.cell(1, width + 1, "进展")
    sheet.cell(2, width + 1, "镇里已答复")
    sheet.cell(2, width + 2, "没有列名的备注")
    sheet.cell(sheet.max_row + 1, 1, "我们自己加的问题")
    book.save(path)
    left = replace(demo, problems=demo.problems[:1], suggestions=())
    again = problem_list(left, ENTRIES, path)
    rows = rows_of(again)
    assert any("镇里已答复" in map(str, r) for r in rows)
    assert any("没有列名的备注" in map(str, r) for r in rows)
    assert any(r[0] == "我们自己加的问题" for r in rows)
    assert len([r for r in rows if r[0] == demo.problems[-1].text]) == 0
    assert (tmp_path / "earlier" / path.name).is_file()
