"""Intervals against published tables and against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from researchlib.estimate.interval import newcombe, student, wilson


@pytest.mark.parametrize(
    "yes, n, low, high",
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_newcombe_1998a_table_i(yes, n, low, high):
    found = wilson(np.array(yes / n), np.array(float(n)))
    assert [round(float(x), 4) for x in found] == [low, high]


@pytest.mark.parametrize(
    "a, m, b, n, low, high",
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
    ],
)
def test_difference_equals_newcombe_1998b_table_ii_method_10(a, m, b, n, low, high):
    def side(yes, total):
        p = yes / total
        return (p, *(float(x) for x in wilson(np.array(p), np.array(float(total)))))

    found = newcombe(side(a, m), side(b, n))
    assert found == pytest.approx((low, high), abs=6e-5)


def test_student_equals_scipy():
    values = np.random.default_rng(1).normal(3, 1, 17)
    low, high = student(values.mean(), values.var(ddof=1) / 17, np.array(16.0))
    wanted = stats.t.interval(0.95, 16, values.mean(), stats.sem(values))
    assert (float(low), float(high)) == pytest.approx(wanted, rel=1e-12)


@given(st.integers(1, 2000), st.data())
def test_wilson_holds_the_share(n, data):
    yes = data.draw(st.integers(0, n))
    low, high = wilson(np.array(yes / n), np.array(float(n)))
    assert 0 <= low <= yes / n <= high <= 1
