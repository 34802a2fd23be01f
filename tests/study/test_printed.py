"""Heads of a form's columns: entry sheet, twin and simulated export write the same."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pandas as pd

from researchlib.read.exports.headers import parse_headers
from researchlib.run.fieldwork.forms import entry_columns
from researchlib.run.pack.twin import twin_answers
from researchlib.study.codebook import Codebook, Question
from researchlib.study.printed import printed_in
from researchlib.terms import words as w
from researchlib.terms.words import Kind

BOOK = Codebook(
    (
        Question("meta", "时间", Kind.METADATA),
        Question("sex", "您的性别", Kind.SINGLE, ("男", "女")),
        Question("m.a", "助餐", Kind.SCALE, ("差", "好"), "请评价"),
        Question("m.b", "助浴", Kind.SCALE, ("差", "好"), "请评价"),
        Question("why", "原因", Kind.MULTIPLE, ("远", "贵"), shown_when=("sex", ("男",))),
        Question("n.a", "哪天来", Kind.MULTIPLE, ("早", "晚"), "时段"),
        Question("age", "年龄", Kind.NUMBER),
    )
)


def test_a_matrix_has_one_number_and_its_stem_before_its_first_row():
    found = printed_in(BOOK)
    assert [(p.number, p.title, p.gate) for p in found] == [
        (1, "您的性别", 0),
        (2, "请评价", 0),
        (3, "原因", 1),
        (4, "时段", 0),
        (5, "年龄", 0),
    ]
    assert [p.heads for p in found] == [
        ("1、您的性别",),
        ("2、请评价—助餐", "2、助浴"),
        ("3、原因",),
        ("4、时段—哪天来",),
        ("5、年龄",),
    ]
    assert [head for head, _ in entry_columns(BOOK)] == [
        w.FORM_NUMBER,
        "1、您的性别",
        "2、请评价—助餐",
        "2、助浴",
        "3、原因(远)",
        "3、(贵)",
        "4、时段—哪天来",
        "5、年龄",
    ]


def test_the_twin_the_entry_sheet_and_the_export_agree(demo, residents, home):
    book = demo.codebooks["residents"]
    heads = {head for p in printed_in(book) for head in p.heads}
    twin = pd.read_excel(io.BytesIO(twin_answers(residents, np.random.default_rng(1))), nrows=1)
    assert set(twin.columns) - {w.SERIAL, w.SUBMITTED, w.SECONDS} <= heads
    entry = {head for head, _ in entry_columns(book)}
    listed = {p.number for p in printed_in(book) if p.kind in (Kind.MULTIPLE, Kind.RANKING)}
    assert {h for h in heads if int(h.partition("、")[0]) not in listed} <= entry
    (path,) = (home / "data/demo/questionnaires/residents").glob("*按文本*122*")
    row = next(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    asked = [(i.number, i.stem, i.part) for i in parse_headers(row) if not i.metadata]
    ours = [h for p in printed_in(book) for h in p.heads]
    assert [(i.number, i.stem, i.part) for i in parse_headers(ours)] == asked
