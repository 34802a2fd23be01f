"""Cells: every published number follows from its cell, and a cell says no more than is needed."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.protect.cells import printed
from researchlib.protect.protected import protect, protect_comparison
from researchlib.read.workbook import open_study
from researchlib.terms.numbers import numbers_in, rounded

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of  # noqa: E402


@pytest.mark.parametrize("study", ["demo", "district"])
def test_every_shown_number_follows_from_its_cell(home, study):
    answers = clean_answers(open_study(study, home), "residents")
    seen = 0
    for estimates in (
        share(answers, "grid_known"),
        share(answers, "culture_gaps", by="age"),
        share(answers, "stars"),
        share(answers, "knowledge", of="正确"),
        average(answers, "stars"),
        average(answers, "importance"),
    ):
        for row in protect(estimates).rows:
            assert (row.cell is None) == row.withheld
            if row.cell:
                seen += 1
                assert printed(row.cell) == (row.text, row.interval)
    assert seen > 60


def test_a_plain_share_is_its_two_counts(residents):
    row = protect(share(residents, "grid_known")).row("不知道")
    assert row.cell == {
        "unit": "%",
        "digits": 2,
        "outward": True,
        "count": row.count,
        "n": row.n,
        "effective_n": float(row.n),
    }
    p, z = row.count / row.n, 1.959963984540054
    centre = (p + z * z / (2 * row.n)) / (1 + z * z / row.n)
    half = z / (1 + z * z / row.n) * math.sqrt(p * (1 - p) / row.n + z * z / (4 * row.n**2))
    low, high = math.floor(100 * (centre - half)), math.ceil(100 * (centre + half))
    assert row.interval == f"{low}%—{high}%"


def test_a_cell_of_an_older_pack_rounds_its_ends_as_it_did():
    old = {"unit": "%", "digits": 2, "count": 25, "n": 40, "effective_n": 40.0}
    assert printed(old) == ("63%", "47%—76%")  # 47.03 and 75.78
    assert printed(old | {"outward": True}) == ("63%", "47%—76%")
    old = {"unit": "分", "digits": 1, "mean": 3.5, "se": 0.05, "df": 58.0}
    assert printed(old) == ("3.5分", "3.4—3.6")  # 3.39998 and 3.60002
    assert printed(old | {"outward": True}) == ("3.5分", "3.3—3.7")


def test_a_difference_of_an_older_pack_still_follows_from_its_sides(home):
    answers = clean_answers(open_study("district", home), "residents")
    for estimates, width in (
        (share(answers, "stay_away", of="在楼上，上下楼不方便", by="mobility"), 2),
        (average(answers, "satisfaction.visits", by="mobility"), 3),
    ):
        compared = estimates.compare("行动不便", "行动自如")
        sides = [[round(v, 4) for v in side[:width]] for side in compared.sides]
        gap, interval = printed({"sides": sides, "level": compared.level})
        found = protect_comparison(compared)
        assert f"相差{gap}" in found.text
        ends = list(numbers_in(interval))
        size = 100 if width == 2 else 1
        assert ends == [rounded(end * size, width - 2) for end in (compared.low, compared.high)]


def test_a_cell_says_nothing_that_print_does_not_say(home):
    """What prints alike has one cell, whatever the counts and weights behind it."""
    told = ({"share", "effective_n"}, {"values"})
    answers = clean_answers(open_study("district", home), "residents")
    known = {}
    for question in answers.codebook:
        if question.kind not in ("单选", "量表"):
            continue
        for by in (None, "sex"):
            for row in protect(share(answers, question.variable, by=by)).rows:
                if row.cell and "count" not in row.cell:
                    assert known.setdefault((row.text, row.interval), row.cell) == row.cell
                    assert set(row.cell) - {"unit", "digits", "outward"} in told
                    assert round(row.cell.get("share", 0.5), 2) == row.cell.get("share", 0.5)
    assert len(known) > 20


def test_a_count_is_told_only_where_print_leaves_one_and_nothing_beside_it_is_withheld(residents):
    open_rows = protect(share(residents, "grid_known")).rows
    assert all(row.bounds.count == (row.cell["count"],) * 2 for row in open_rows)
    groups, rates = ["g1"] * 40 + ["g2"] * 9, ["好"] * 25 + ["差"] * 24
    beside = protect(share(answers_of(groups, rates), "rate", by="group")).rows
    assert {row.withheld for row in beside} == {True, False}
    assert not [row for row in beside if row.cell and "count" in row.cell]
    many = answers_of(["g"] * 900, ["好"] * 500 + ["差"] * 400)  # 500 and 501 of 900 print alike
    assert "count" not in protect(share(many, "rate")).row("好").cell


def test_an_interval_of_another_kind_is_kept_as_printed(residents):
    row = protect(share(residents, "grid_known", interval="beta")).row("不知道")
    assert "values" in row.cell and printed(row.cell) == (row.text, row.interval)
    assert all(round(v, 2) == v for v in row.cell["values"])


@given(st.floats(0, 1), st.integers(0, 3))
def test_rounding_is_half_up(value, digits):
    assert abs(rounded(value, digits) - value) <= 0.5 / 10**digits + 1e-9
    assert rounded(0.475, 2) == 0.48
