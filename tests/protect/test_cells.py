"""Cells: every published number follows from its cell, and a cell says no more than is needed."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.protect.cells import cells_in, printed
from researchlib.protect.protected import protect, protect_comparison
from researchlib.read.workbook import open_study
from researchlib.terms.numbers import rounded


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
        "count": row.count,
        "n": row.n,
        "effective_n": float(row.n),
    }
    p, z = row.count / row.n, 1.959963984540054
    centre = (p + z * z / (2 * row.n)) / (1 + z * z / row.n)
    half = z / (1 + z * z / row.n) * math.sqrt(p * (1 - p) / row.n + z * z / (4 * row.n**2))
    assert row.interval == f"{100 * (centre - half):.0f}%—{100 * (centre + half):.0f}%"


def test_a_difference_follows_from_its_sides(home):
    answers = clean_answers(open_study("district", home), "residents")
    for estimates in (
        share(answers, "stay_away", of="在楼上，上下楼不方便", by="mobility"),
        average(answers, "satisfaction.visits", by="mobility"),
    ):
        found = protect_comparison(estimates.compare("行动不便", "行动自如"))
        gap, interval = printed(found.cell)
        assert found.gap.startswith(gap) and found.interval.startswith(interval)


def test_an_interval_of_another_kind_is_kept_as_printed(residents):
    row = protect(share(residents, "grid_known", interval="beta")).row("不知道")
    assert "values" in row.cell and printed(row.cell) == (row.text, row.interval)
    assert all(round(v, 2) == v for v in row.cell["values"])


@given(st.floats(0, 1), st.integers(0, 3))
def test_rounding_is_half_up(value, digits):
    assert abs(rounded(value, digits) - value) <= 0.5 / 10**digits + 1e-9
    assert rounded(0.475, 2) == 0.48


def test_cells_are_json_and_counted_things_have_none():
    assert cells_in([{"numbers": [{"name": "a"}, {"name": "b", "cell": {"count": 1}}]}]) == [
        [None, {"count": 1}]
    ]
    assert json.dumps(cells_in([]))
