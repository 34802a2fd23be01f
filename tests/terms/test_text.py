"""Text folded: what nobody sees hides nothing, wherever it stands."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from conftest import HOME, check_html
from hypothesis import given
from hypothesis import strategies as st

from researchlib.clean.answers import Status
from researchlib.clean.convert import _empty, _key, _Written
from researchlib.clean.values import dates, numbers
from researchlib.draft.codebook import _answers
from researchlib.protect.gate import Known
from researchlib.read.exports.codefile import Coded, name_items
from researchlib.read.exports.export import Export
from researchlib.read.exports.headers import Item, normal, parse_headers
from researchlib.read.exports.parts import forms_of
from researchlib.read.spoken.labels import labels_in
from researchlib.read.spoken.layouts import split_lines
from researchlib.read.spoken.transcripts import text_lines
from researchlib.report.charts.font import drawable, lacking
from researchlib.run.fieldwork.double_entry import compare_entries
from researchlib.study.codebook import Question
from researchlib.study.reading import Reading
from researchlib.terms import words as w
from researchlib.terms.identity import find_identities, mask
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import (
    filled_rows,
    fold,
    fold_in_place,
    is_number,
    last_day,
    visible,
    whole,
)
from researchlib.terms.words import Kind, Notation

# Default_Ignorable_Code_Point, as DerivedCoreProperties.txt of Unicode 16.0 lists it.
IGNORABLE = (
    "AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF "
    "FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
SIGNS = [
    chr(code)
    for span in IGNORABLE.split()
    for first, _, last in [span.partition("-")]
    for code in range(int(first, 16), int(last or first, 16) + 1)
]
# Format characters that are drawn: numbers and pounds of Arabic, Syriac, Kaithi, hieroglyphs.
DRAWN = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}


def test_every_ignorable_character_folds_to_nothing():
    assert len(SIGNS) == 4174
    assert [f"{ord(s):X}" for s in SIGNS if visible(f"a{s}b") != "ab" or fold(s)] == []


def test_no_format_or_control_character_is_left_and_nothing_seen_is_lost():
    kinds = {}
    for code in range(sys.maxunicode + 1):
        kinds.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    for char in kinds["Cf"]:
        drawn = unicodedata.name(char, "").split(" ")[0] in DRAWN
        assert drawn or not visible(char), f"{ord(char):X}"
    assert [c for c in kinds["Cc"] if visible(c) and not c.isspace()] == []
    seen = "".join(kinds["Lo"] + kinds["Nd"] + kinds["Po"] + kinds["Zs"])
    fillers = {"\u115f", "\u1160", "\u3164", "\uffa0"}
    assert visible(seen) == "".join(c for c in seen if c not in fillers)


@given(st.text(max_size=30))
def test_places_lead_back_to_the_text(text):
    folded, places = fold_in_place(text)
    assert len(places) == len(folded) + 1 and places == sorted(places)
    assert all(p in fold(text[k]) for p, k in zip(folded, places, strict=False))
    assert visible(folded) == folded


@given(
    st.sampled_from(SIGNS),
    st.sampled_from(("13900001234", "11010519491231002X", "6222021234567890128")),
    st.integers(1, 10),
)
def test_a_number_with_any_of_them_inside_is_masked_whole(sign, digits, place):
    text = f"请打{digits[:place]}{sign}{digits[place:]}找我"
    kind = mask(f"请打{digits}找我")
    assert mask(text) == kind != text and digits[-4:] not in kind


@pytest.mark.parametrize("sign", [*"\u2066\u2068\u2069\u180e\u3164\ufe0f\u00ad\u20e3", SIGNS[-1]])
def test_every_place_sees_through_them(sign):
    name = f"贾{sign}宝{sign}玉"
    assert mask(f"这是{name}说的", ["贾宝玉"]) == "这是〔姓名〕说的"
    assert [m.kind for m in find_identities("贾宝玉", [name])] == ["姓名"]
    assert mask(f"{name}说的", ["贾宝玉"], [f"{sign}贾宝玉"]) == f"{name}说的"
    with pytest.raises(DataProblem, match="姓名"):
        check_html("a", f"<p>{name}</p>", Known(("贾宝玉",)))
    with pytest.raises(DataProblem, match="路径"):
        check_html("a", f"<p>见 /ho{sign}me/li/a.csv</p>")
    assert normal(f"题{sign}目") == "题目"
    (item,) = parse_headers([f"{sign}3、性{sign}别"])
    assert (item.number, item.stem) == ("3", "性别")
    turns, unsplit = split_lines(text_lines([f"{sign}{name}：好{sign}的", sign]))
    assert [(t.speaker, t.text) for t in turns] == [("贾宝玉", "好的")] and not unsplit
    assert labels_in(f"费{sign}用", ["费用"]).known == (("费用", ""),)
    assert numbers([f"{sign}65岁", f"1{sign}2"]).tolist() == [65, 12]
    assert dates([f"2024-{sign}3-5"])[0] == pd.Timestamp("2024-03-05")
    rows = Reading({w.TERMS: [[f"{sign}{w.TERM}"], [f"{sign}清{sign}河"], [sign]]}).rows(w.TERMS)
    assert [row[w.TERM] for row in rows] == ["清河"]
    assert drawable(f"满{sign}意") == "满意" and lacking(f"满{sign}意") == ""


def export_of(*numbers: str) -> Export:
    items = (
        Item(0, w.FORM_NUMBER, stem=w.FORM_NUMBER, metadata=True),
        Item(1, "性别", stem="性别"),
    )
    frame = pd.DataFrame({0: list(numbers), 1: ["男"] * len(numbers)}, dtype=object)
    return Export(Path("录入.xlsx"), "", Notation.TEXT, items, frame)


def test_a_number_that_a_spreadsheet_wrote_is_the_same_in_every_place():
    assert [whole(t) for t in ("3.0", " ３ ", "3\u200b", "003", "2.50", "A1.0", "-3.0")] == [
        "3", "3", "3", "003", "2.50", "A1.0", "-3",
    ]  # fmt: skip
    typed, again = export_of("1.0", "２", "3\u200b"), export_of("1", "2", "3")
    assert list(forms_of(typed)) == list(forms_of(again))
    assert compare_entries(typed, again) == []
    assert forms_of(export_of("3.0", "3")) is None
    with pytest.raises(DataProblem, match="3"):
        compare_entries(export_of("3.0", "3"), again)
    assert forms_of(export_of("1", " ")) is None
    with pytest.raises(DataProblem):
        compare_entries(export_of("1", " "), again)
    assert _key("3.0") == _key("３") == "3" and _key("其他〖社区〗") == "其他"
    items = (Item(0, "Q1", "1", "Q1"),)
    codes = {"Q1": Coded("性别", Kind.SINGLE, (("1", "男"), ("2", "女")))}
    frame = pd.DataFrame({0: ["1.0", "２", "不详"]}, dtype=object)
    assert name_items(items, frame, codes)[1][0].tolist() == ["男", "女", "不详"]


def test_the_draft_and_the_conversion_agree_on_what_is_missing_and_what_is_meant():
    answers = [
        "1.0",
        "２",
        "（跳过）",
        "(空)",
        "\u200b",
        " 满\u200b意 ",
        "-3",
        "-2.0",
        "满意（一般）",
    ]
    column = pd.Series(answers, dtype=object)
    assert _answers(column).tolist() == ["1", "2", "满意", "满意（一般）"]
    missing = _empty(Question("q", "题", Kind.OPEN), _Written.of(column)) != Status.ANSWERED
    assert column[~missing].map(whole).tolist() == ["1", "2", "满意", "满意(一般)"]


def test_what_is_a_number():
    assert [is_number(t) for t in ("3", "-3.5", "3.", ".5", "3-5", "1,000", "", "3 ")] == [
        True, True, False, False, False, False, False, False,
    ]  # fmt: skip


def test_filled_rows_of_a_sheet_are_numbered_as_excel_does():
    grid = [[" 名\ufeff称 ", "值"], ["甲 ", "1"], ["", " "], ["乙", ""]]
    assert list(filled_rows(grid)) == [
        (2, {"名称": "甲 ", "值": "1"}),
        (4, {"名称": "乙", "值": ""}),
    ]
    assert list(filled_rows([])) == []


def test_text_is_folded_and_numbers_are_recognised_in_one_place():
    other_ways = re.compile(
        r"\bunicodedata\b|\\u200[b-f]|\\ufeff\"|\"-\?\\d\+\(|removesuffix\(\"\.0\"\)|maketrans\(\"（"
    )
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((HOME / "researchlib").rglob("*.py"))
        if path.parts[-2:] != ("terms", "text.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if other_ways.search(line) and path.name != "refi.py"  # the byte-order mark moves places
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年5月20日至22日", (2024, 5, 22)),
        ("２０２４年12月30日至2025年1月2日", (2025, 1, 2)),
        ("2024-05-24", (2024, 5, 24)),
        ("2024年5月", None),
        ("2024年2月31日", None),
        ("（请填写）", None),
    ],
)
def test_the_last_day_of_a_time_is_read_and_none_is_made_up(text, day):
    assert last_day(text) == (day and date(*day))
