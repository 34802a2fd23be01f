"""Paper and platform: the form, its text, the entry sheet that reads back, two typists compared."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest
from conftest import copy_study

from researchlib.clean.convert import convert
from researchlib.read.exports.export import read_export
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.double_entry import (
    compare_entries,
    read_settled,
    settle_list,
    settled_entry,
)
from researchlib.run.fieldwork.forms import (
    entry_sheet,
    large_print_form,
    paper_form,
    platform_text,
    write_forms,
)
from researchlib.study.printed import printed_in
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind


def test_the_paper_form_asks_everything_with_codes(demo):
    document = docx.Document(BytesIO(paper_form(demo, "residents")))
    text = "\n".join(p.text for p in document.paragraphs)
    for asked in printed_in(demo.codebooks["residents"]):
        assert f"{asked.number}. {asked.title}" in text
    for part in ("知情告知", "填答说明", "问卷编号", "□ 1 男　□ 2 女", "〔第4题选“是”的回答〕"):
        assert part in text.replace("\u00a0", " ")
    matrix = document.tables[0]
    assert matrix.cell(1, 0).text == "助餐配餐" and matrix.cell(0, 5).text == "5 非常重要"
    assert document.core_properties.author == ""
    large = docx.Document(BytesIO(large_print_form(demo, "residents")))
    assert large.styles["Normal"].font.size.pt == 16


def test_the_platform_text_names_types_rows_and_columns(demo):
    text = platform_text(demo, "residents")
    assert "1. 您的性别[单选题]\n男\n女\n" in text
    assert "[矩阵量表题]\n行：\n- 助餐配餐" in text and "[排序题]" in text and "[多选题]" in text


def fill(path, data, rows):
    book = openpyxl.load_workbook(BytesIO(data))
    heads = [cell.value for cell in book.active[1]]
    for number, answers in enumerate(rows, 2):
        for head, value in answers.items():
            place = next(k for k, name in enumerate(heads, 1) if name == head)
            book.active.cell(number, place, value)
    book.save(path)
    return path


ROWS = [
    {
        "问卷编号": "1",
        "1、您的性别": "男",
        "9、老人没去或不常去的主要原因有哪些（可多选）(位置太偏、离家远)": "1",
        "9、(担心收费)": "1",
        "10、您认为下列服务对老人有多重要—助餐配餐": "非常重要",
        "10、上门助浴": "一般",
    },
    {"问卷编号": "2", "1、您的性别": "女", "9、(担心收费)": "1", "10、上门助浴": "很不重要"},
]


def test_the_entry_sheet_reads_back_as_answers(demo, tmp_path):
    export = read_export(fill(tmp_path / "录入.xlsx", entry_sheet(demo, "residents"), ROWS))
    book = demo.codebooks["residents"]
    assert len(export.frame) == 2
    assert convert(export, book["sex"], False).columns["sex"].tolist() == ["男", "女"]
    ticks = convert(export, book["stay_away"], False).columns
    assert ticks["stay_away:担心收费"].tolist() == [True, True]
    assert ticks["stay_away:位置太偏、离家远"].tolist() == [True, False]
    rows = convert(export, book["importance.bathing"], False).columns["importance.bathing"]
    assert rows.tolist() == ["一般", "很不重要"]


def test_every_choice_question_offers_its_choices(demo):
    sheet = openpyxl.load_workbook(BytesIO(entry_sheet(demo, "residents"))).active
    offered = {
        str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation
    }
    assert offered["B2"] == '"男,女"'
    assert len(offered) > sum(q.kind is not Kind.OPEN for q in demo.codebooks["residents"]) - 5


def test_columns_that_are_skipped_turn_grey(demo):
    sheet = openpyxl.load_workbook(BytesIO(entry_sheet(demo, "residents"))).active
    rules = {
        str(area.sqref): rule.formula[0]
        for area, found in sheet.conditional_formatting._cf_rules.items()
        for rule in found
    }
    assert rules["F2:F301"] == 'AND($E2<>"",$E2<>"是")'
    assert not any(area.startswith("B2") for area in rules)


def test_two_typists_are_compared_cell_by_cell(demo, tmp_path):
    blank = entry_sheet(demo, "residents")
    other = [
        ROWS[0] | {"1、您的性别": "女", "10、上门助浴": "一般 "},
        ROWS[1],
        {"问卷编号": "3", "1、您的性别": "男"},
    ]
    first = read_export(fill(tmp_path / "甲.xlsx", blank, ROWS))
    second = read_export(fill(tmp_path / "乙.xlsx", blank, other))
    found = compare_entries(first, second)
    assert [(d.form, d.column, d.first, d.second) for d in found] == [
        ("1", "1、您的性别", "男", "女"),
        ("3", "", "（没有录入）", "（已录入）"),
    ]
    assert compare_entries(first, first) == []
    listed = openpyxl.load_workbook(BytesIO(settle_list(found, tmp_path / "核对单.xlsx"))).active
    assert listed.max_row == 3 and listed["E1"].value == "应为"


def test_a_form_entered_twice_is_refused(demo, tmp_path):
    rows = [ROWS[0], ROWS[0]]
    export = read_export(fill(tmp_path / "甲.xlsx", entry_sheet(demo, "residents"), rows))
    with pytest.raises(DataProblem, match="编号1录了两次"):
        compare_entries(export, export)
    with pytest.raises(DataProblem, match="没有问卷编号"):
        compare_entries(replace(export, items=export.items[1:]), export)


def typed_into(path, name, rows):
    """Cells written by hand under heads of the first sheet, in its first rows."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[1]}
    for number, text in enumerate(rows, 2):
        sheet.cell(number, place[name], text)
    book.save(path)


def test_a_typed_entry_sheet_is_kept_when_the_forms_are_made_again(tmp_path):
    home = copy_study(tmp_path)
    list(write_forms(open_study("demo", home)))
    path = home / "data/demo/forms/residents/录入表.xlsx"
    typed_into(path, "问卷编号", ["001", "002"])
    before = path.read_bytes()
    list(write_forms(open_study("demo", home)))
    assert path.read_bytes() == before
    study = open_study("demo", home)
    books = dict(study.codebooks)
    books["residents"] = replace(books["residents"], questions=books["residents"].questions[1:])
    list(write_forms(replace(study, codebooks=books)))
    sheet = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in sheet[1]]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["001", "002"]
    assert "1、您的性别" in heads  # the column that the questionnaire lost stands last, not lost
    assert (path.parent / "earlier" / path.name).read_bytes() == before


def test_what_was_settled_becomes_one_sheet(demo, tmp_path):
    blank = entry_sheet(demo, "residents")
    other = [ROWS[0] | {"1、您的性别": "女"}, ROWS[1], {"问卷编号": "3", "1、您的性别": "男"}]
    first = read_export(fill(tmp_path / "甲.xlsx", blank, ROWS))
    second = read_export(fill(tmp_path / "乙.xlsx", blank, other))
    found, path = compare_entries(first, second), tmp_path / "双录核对单.xlsx"
    path.write_bytes(settle_list(found, path))
    assert read_settled(path) == {}
    typed_into(path, "应为", ["女"])
    path.write_bytes(settle_list(found, path))  # compared a second time: what was typed stays
    assert read_settled(path) == {("1", "1、您的性别"): "女"}
    typed_into(path, "应为", ["女", "录入"])
    target = tmp_path / "录入表_定.xlsx"
    target.write_bytes(settled_entry(first, second, read_settled(path)))
    made = read_export(target)
    sex = next(i for i in made.items if i.stem == "您的性别")
    assert list(made.column(sex)) == ["女", *first.column(sex).iloc[1:], "男"]
    typed_into(path, "应为", ["女", "作废"])
    target.write_bytes(settled_entry(first, second, read_settled(path)))
    assert len(read_export(target).frame) == len(ROWS)
