"""What the silent leave open: by hand, and against the formulas of Manski and of Imbens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.interval import wilson
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.table import Table
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.numbers import numeral, tenths_between
from researchlib.terms.words import Kind, Sampling

BOOK = Codebook(
    (
        Question("q", "同意吗", Kind.SINGLE, ("是", "否")),
        Question("g", "组", Kind.SINGLE, ("甲", "乙")),
        Question("s", "打分", Kind.SCALE, ("差", "中", "好")),
        Question("y", "数", Kind.NUMBER),
    )
)


def asked(frame: pd.DataFrame, sampling: Sampling, everyone: int | None, **design) -> Answers:
    made = Answers.from_frame(frame, codebook=BOOK, **design)
    return replace(
        made,
        design=replace(made.design, sampling=sampling, population=everyone),
        flow=replace(made.flow, issued=everyone),
    )


def frame_of(yes: int, no: int, blank: int = 0) -> pd.DataFrame:
    n = yes + no + blank
    return pd.DataFrame(
        {
            "q": ["是"] * yes + ["否"] * no + [None] * blank,
            "g": (["甲", "乙"] * n)[:n],
            "s": (["差", "中", "好"] * n)[:n],
            "y": np.arange(n, dtype=float),
        }
    )


def test_a_census_reaches_as_far_as_its_silent():
    census = asked(frame_of(60, 30, 10), Sampling.CENSUS, 120)
    row = share(census, "q", of="是").table.iloc[0]
    assert (row["n"], row["silent"]) == (90, 30)  # ten left it out, twenty gave no form
    assert (row["low"], row["high"]) == pytest.approx((60 / 120, 90 / 120))
    assert row["turn"] == pytest.approx((60 - 60) / 30)
    scored = average(census, "s").table.iloc[0]
    total = np.tile([1, 2, 3], 40)[:100].sum()
    assert (scored["low"], scored["high"]) == pytest.approx(
        ((total + 20) / 120, (total + 60) / 120)
    )


def test_a_group_of_a_census_may_hold_all_who_gave_no_form():
    census = asked(frame_of(60, 40), Sampling.CENSUS, 120)
    table = share(census, "q", of="是", by="g").table.set_index("group")
    assert table["silent"].tolist() == [20, 20, 20]
    assert table.loc["甲", ["low", "high"]].tolist() == pytest.approx([30 / 70, 50 / 70])


def test_two_groups_of_a_census_share_the_silent():
    frame = frame_of(50, 50).assign(q=["是"] * 45 + ["否"] * 5 + ["是"] * 10 + ["否"] * 40)
    frame["g"] = ["甲"] * 50 + ["乙"] * 50
    gap = share(asked(frame, Sampling.CENSUS, 110), "q", of="是", by="g").compare("甲", "乙")
    a = np.arange(11)
    least = (45 / (50 + a) - (10 + 10 - a) / (60 - a)).min()
    most = ((45 + a) / (50 + a) - 10 / (60 - a)).max()
    assert (gap.low, gap.high) == pytest.approx((least, most)) and gap.direction == "higher"
    assert gap.at(0.99) == gap
    few = frame.assign(q=["是"] * 30 + ["否"] * 20 + ["是"] * 26 + ["否"] * 24)
    for everyone, told in ((110, "要看没有回答的人"), (100, "高于“乙”组")):
        found = share(asked(few, Sampling.CENSUS, everyone), "q", of="是", by="g")
        assert told in Finding("k", "{比}。", 比=found.compare("甲", "乙")).text


def test_where_nobody_is_silent_a_census_is_exact_and_says_so():
    whole = share(asked(frame_of(60, 40), Sampling.CENSUS, 100), "q", of="是")
    assert whole.table.iloc[0][["low", "high"]].tolist() == [0.6, 0.6]
    notes = "".join(Table(whole, "表").notes)
    assert "没有抽样误差" in notes and "没有回答" not in notes
    some = "".join(Table(share(asked(frame_of(60, 40), Sampling.CENSUS, 101), "q"), "表").notes)
    assert "没有抽样误差" not in some and "另有1人没有回答" in some
    number = Table(average(asked(frame_of(60, 40), Sampling.CENSUS, 120), "y"), "表")
    assert "区间没有把这算进去" in "".join(number.notes)
    unknown = Table(share(asked(frame_of(60, 40), Sampling.CENSUS, None), "q"), "表")
    assert "没有抽样误差" not in "".join(unknown.notes)


def test_a_sample_has_the_interval_of_imbens_and_manski():
    drawn = asked(frame_of(60, 30, 10), Sampling.RANDOM, 150)
    drawn = replace(drawn, design=replace(drawn.design, population=None))
    row = share(drawn, "q", of="是").table.iloc[0]
    low, high, m = 60 / 150, 120 / 150, 150
    spread = np.sqrt(max(low * (1 - low), high * (1 - high)) / m)
    c = optimize.brentq(
        lambda c: stats.norm.cdf(c + (high - low) / spread) - stats.norm.cdf(-c) - 0.95, 1, 3
    )
    level = 2 * stats.norm.cdf(c) - 1
    assert row["least"] == pytest.approx(wilson(np.array(low), np.array(m), level)[0])
    assert row["most"] == pytest.approx(wilson(np.array(high), np.array(m), level)[1])
    assert (row["low"], row["high"]) == pytest.approx(
        tuple(map(float, wilson(np.array(2 / 3), np.array(90))))
    )


def test_everybody_answered_gives_the_interval_of_the_sample():
    row = share(Answers.from_frame(frame_of(60, 30), codebook=BOOK), "q", of="是").table.iloc[0]
    assert (row["silent"], row["least"], row["most"]) == pytest.approx((0, row.low, row.high))


def test_volunteers_leave_open_what_all_the_others_think():
    some = asked(frame_of(60, 40), Sampling.CONVENIENCE, 1_000)
    found = share(some, "q", of="是")
    row = found.table.iloc[0]
    assert (row["least"], row["most"]) == pytest.approx((0.06, 0.96))
    assert (row["low"], row["high"]) == pytest.approx(
        tuple(map(float, wilson(np.array(0.6), np.array(100))))
    )
    said = Finding("k", "占{同意:未答}。", 同意=found).text
    assert "另有900人没有回答，连同他们在6%—96%之间" in said and "低于49%" in said
    no_list = share(asked(frame_of(60, 40), Sampling.CONVENIENCE, None), "q", of="是")
    assert "silent" not in no_list.table


def test_what_would_turn_it_round_is_told_only_where_it_could():
    def told(yes: int, no: int, everyone: int) -> str:
        found = share(asked(frame_of(yes, no), Sampling.CENSUS, everyone), "q", of="是")
        return protect(found).rows[0].silent

    assert told(60, 30, 100) == "另有10人没有回答；他们怎样回答，都过半"
    assert told(30, 60, 100) == "另有10人没有回答；他们怎样回答，都不到一半"
    assert told(50, 40, 120) == "另有30人没有回答；他们当中低于33%，合起来就不到一半"
    assert told(40, 50, 120) == "另有30人没有回答；他们当中高于67%，合起来就过半"
    assert told(45, 45, 90) == ""


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.44, 0.73, "约四成到七成"),
        (0.05, 0.24, "至多约二成"),
        (0.26, 0.65, "约三成到七成"),
        (0.70, 0.97, "至少约七成"),
        (0.02, 0.98, "多少说不准"),
        (0.12, 0.14, "约一成"),
        (0.0, 0.04, "至多约一成"),
    ],
)
def test_a_range_in_words(low, high, text):
    assert tenths_between(low, high) == text


def test_a_share_too_uncertain_is_a_range_in_a_sentence_and_marked_in_a_table():
    few = share(Answers.from_frame(frame_of(12, 8), codebook=BOOK), "q")
    said = Finding("k", "同意的占{是}。", few)
    assert said.text == "同意的占约四成到八成。" and said.numbers[0].text == "约四成到八成"
    assert said.numbers[0].interval == "38%—79%"
    table = Table(few, "表")
    assert "60%※\t38%—79%" in table.text and any("※" in note for note in table.notes)
    many = share(Answers.from_frame(frame_of(600, 400), codebook=BOOK), "q")
    assert Finding("k", "占{是}。", many).text == "占60%。" and "※" not in Table(many, "表").text
    rare = share(Answers.from_frame(frame_of(4, 96), codebook=BOOK), "q")  # 4 % (2 to 10)
    assert Finding("k", "占{是}。", rare).text == "占至多约一成。"
    assert Finding("k", "占{否}。", rare).text == "占96%。"


def test_numbers_as_they_are_said():
    assert [numeral(n) for n in (1, 10, 12, 20, 21)] == ["一", "十", "十二", "二十", "二十一"]


def test_volunteers_are_not_all_people():
    some = share(asked(frame_of(600, 400), Sampling.CONVENIENCE, None), "q")

    def marked(template: str, found=some) -> list[str]:
        return [run.text for run in Finding("k", template, found).runs if run.unbound]

    assert marked("同意的居民占{是}。") == ["居民"]
    assert marked("同意的家长占{是}，不同意的家长占{否}，问的是“居民”。") == ["家长", "家长"]
    assert marked("填答的居民里，同意的占{是}。") == [] == marked("同意的占{是}。")
    drawn = share(asked(frame_of(600, 400), Sampling.RANDOM, None), "q")
    assert marked("同意的居民占{是}。", drawn) == []
