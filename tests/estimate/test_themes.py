"""Interviews counted: people not mentions, hand-made tables, words and their speed."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.interviews import Transcripts
from researchlib.estimate.spoken import themes
from researchlib.estimate.spoken.wording import count_words, words
from researchlib.protect.voices import protect_voices
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.themes import agreement_table, themes_table
from researchlib.study.study import Document, Label
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Occasion, Record

COLUMNS = ["document", "line", "start", "end", "quote", "label", "speaker", "against"]


def spoken(turns, codings, each=()) -> Transcripts:
    """turns: (document, speaker, role, text); codings: (document, line, label, against)."""
    lines: dict[str, int] = {}
    rows = []
    for document, speaker, role, text in turns:
        lines[document] = lines.get(document, 0) + 1
        rows.append((document, lines[document], speaker, role, "", role == "主持人", text))
    table = pd.DataFrame(
        rows, columns=["document", "line", "speaker", "role", "group", "asks", "text"]
    )
    who = table.set_index(["document", "line"])["speaker"]
    made = pd.DataFrame(
        [(d, n, 0, 1, "x", label, who[d, n], a) for d, n, label, a in codings], columns=COLUMNS
    )
    coders = pd.DataFrame(
        [(d, n, 0, 1, "x", label, who[d, n], False, c) for d, n, label, c in each],
        columns=[*COLUMNS, "coder"],
    )
    kinds = {
        d: Document(d, Occasion.FORUM if "会" in d else Occasion.VISIT, Record.VERBATIM)
        for d in lines
    }
    labels = {name: Label(name, "") for name in ("费用", "口味", "远")}
    looked = {d: tuple(sorted({c for name, *_, c in each if name == d})) for d in lines}
    return Transcripts(table, made, coders, kinds, labels, ("助餐点",), 0, "0", coders=looked)


TURNS = [
    ("会", "主", "主持人", "问"),
    ("会", "甲", "党员", "贵了贵了"),
    ("会", "乙", "群众", "不贵"),
    ("会", "甲", "党员", "太远"),
    ("访", "丙", "群众", "远得很，助餐点也远"),
]
CODINGS = [
    ("会", 2, "费用", False),
    ("会", 4, "费用", False),
    ("会", 3, "费用", True),
    ("会", 4, "远", False),
    ("访", 1, "远", False),
    ("会", 1, "口味", False),
]


def test_people_count_once_however_often_they_say_it():
    found = themes.speakers(spoken(TURNS, CODINGS)).set_index("label")
    assert tuple(
        found.loc["费用", ["speakers", "against", "present", "documents", "mentions"]]
    ) == (2, 1, 3, 1, 3)
    assert tuple(found.loc["远", ["speakers", "documents"]]) == (2, 2)
    assert found.loc["口味", "speakers"] == 0  # only the moderator
    by = themes.speakers(spoken(TURNS, CODINGS), by="role").set_index(["label", "group"])
    assert by.loc[("费用", "党员"), "speakers"] == 1 and by.loc[("费用", "群众"), "present"] == 2


def test_framework_cooccurrence_and_context():
    made = spoken(TURNS, CODINGS)
    assert themes.framework(made).loc["甲", "费用"] == "x（会第2行）\nx（会第4行）"
    both = themes.cooccurrence(made)
    assert both.loc["费用", "远"] == 1 and both.loc["费用", "费用"] == 2
    found = themes.in_context(made, "远", width=2).table
    assert found[["文档", "前文", "词", "后文"]].values.tolist() == [
        ["会", "太", "远", ""],
        ["访", "", "远", "得很"],
        ["访", "点也", "远", ""],
    ]


def test_the_curve_is_that_of_the_order_and_ends_with_all():
    curve = themes.saturation(spoken(TURNS, CODINGS[:5]))
    assert curve["labels"].tolist() == [2, 2, 2] and curve["people"].tolist() == [1, 2, 3]
    assert (curve["low"] <= curve["high"]).all() and curve["high"].iloc[-1] == 2


def test_voice_share_leaves_the_moderator_out():
    made = themes.voice_share(spoken(TURNS, CODINGS), "会")
    assert made.values.tolist() == [["甲", 2, 6, 0.75], ["乙", 1, 2, 0.25]]
    with pytest.raises(DataProblem, match="没有叫“访”的访谈记录"):
        themes.voice_share(spoken(TURNS, CODINGS), "访")


def test_one_or_two_people_are_not_told_apart_and_few_are_not_broken_out():
    rows = {r.label: r.text for r in protect_voices(spoken(TURNS, CODINGS))}
    assert rows == {"费用": "1—2人", "远": "1—2人"}
    grouped = protect_voices(spoken(TURNS, CODINGS), "role")
    assert {r.text for r in grouped if r.group != "全体"} == {"人数少，不公布"}
    table = themes_table(spoken(TURNS, CODINGS), "表", by="role")
    assert "不足5人的人群不单列" in "".join(table.notes)
    told = Finding("k", "{费用}说到费用，共{发言人数}发言。", spoken(TURNS, CODINGS)).text
    assert told == "1—2人说到费用，共3人发言。"


def test_agreement_by_turn_equals_the_hand_table():
    each = [
        ("会", 2, "费用", "A"),
        ("会", 2, "费用", "B"),
        ("会", 3, "费用", "A"),
        ("会", 4, "远", "B"),
        ("访", 1, "远", "A"),
    ]
    found = {a.label: a for a in themes.coder_agreement(spoken(TURNS, [], each))}
    a = found["费用"]  # the visit was coded by A alone, and who asks does not count: three turns
    assert (a.n, a.both, a.only_first, a.only_second) == (3, 1, 1, 0)
    assert (a.percent, a.positive) == pytest.approx((2 / 3, 2 / 3))
    assert a.kappa == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    content = agreement_table(spoken(TURNS, [], each), "表")
    assert content.head[3].text == "只A用" and "3段" in content.question
    assert content.rows[0][1].text == "3"
    assert content.notes[:3] == ("“会”由2人各自归类", "“访”由一人归类", "没有不一致处")


@given(st.permutations(range(5)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_codings_does_not_matter(order):
    made = spoken(TURNS, CODINGS[:5])
    mixed = replace(made, codings=made.codings.iloc[list(order)].reset_index(drop=True))
    assert themes.speakers(mixed).equals(themes.speakers(made))
    assert themes.cooccurrence(mixed).equals(themes.cooccurrence(made))


def test_terms_stay_whole_and_speakers_rank():
    found = words(spoken(TURNS, CODINGS)).set_index("word")
    assert found.loc["助餐点", "speakers"] == 1
    assert (
        "我们"
        not in words(spoken([("会", "甲", "", "我们觉得食堂好")], [])).set_index("word").index
    )


def test_counting_adds_little_to_the_segmenter():
    """Of 300 KB; the megabyte is in tests/bench."""
    import rjieba

    lines = ["日间照料中心在三楼，老人爬不动，希望社区食堂早点办起来，中午给老人送饭。"] * 3_000
    cutter = rjieba.Jieba()

    def bare():
        return [cutter.cut(line) for line in lines]

    bare(), count_words(lines[:10])
    times = []
    for call in (bare, lambda: count_words(lines)):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    assert sum(count_words(["老人多"]).values()) == 2 and np.isfinite(times).all()
    assert times[1] < 3 * times[0] + 0.5
