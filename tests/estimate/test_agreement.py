"""Agreement against published tables: Krippendorff (2011), Cohen, Gwet."""

from __future__ import annotations

import numpy as np
import pytest

from researchlib.estimate.spoken.agreement import agreement, gwet, krippendorff, overall

NAN = np.nan


def columns(*rows):
    return np.array([[NAN if v == "." else float(v) for v in row.split()] for row in rows]).T


BINARY = columns("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
LETTERS = columns("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4")
GAPS = columns(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    "grid, level, alpha",
    [
        (BINARY, "nominal", 0.095),
        (LETTERS, "nominal", 0.692),
        (GAPS, "nominal", 0.743),
        (GAPS, "ordinal", 0.815),
        (GAPS, "interval", 0.849),
    ],
)
def test_alpha_equals_krippendorffs_own_examples(grid, level, alpha):
    value, low, high = krippendorff(grid, level)
    assert value == pytest.approx(alpha, abs=6e-4) and low <= value <= high


def test_cohen_by_hand_and_gwets_paradox():
    # Cohen (1960) by hand: 20 both yes, 15 both no, 5 and 10 apart: (0.7 - 0.5) / 0.5
    grid = np.array([[1, 1]] * 20 + [[0, 0]] * 15 + [[1, 0]] * 5 + [[0, 1]] * 10, float)
    found = agreement({"x": grid})[0]
    assert (found.n, found.both, found.only_first, found.only_second) == (50, 20, 5, 10)
    assert found.percent == pytest.approx(0.7) and found.kappa == pytest.approx(0.4)
    assert found.kappa_low < 0.4 < found.kappa_high
    # a rare label: 118 both no, 5 and 2 apart, none both: high agreement, kappa below nothing
    rare = np.array([[0, 0]] * 118 + [[1, 0]] * 5 + [[0, 1]] * 2, float)
    told = agreement({"x": rare})[0]
    assert told.percent == pytest.approx(118 / 125) and told.kappa < 0 < told.ac1
    p = 3.5 / 125  # the mean share of yes
    chance = 2 * p * (1 - p)
    assert told.ac1 == pytest.approx((118 / 125 - chance) / (1 - chance)) == gwet(rare)


def test_what_cannot_be_computed_says_why():
    found = agreement(
        {"无人": np.array([[0, 0], [0, 0.0]]), "单人": np.array([[1, NAN], [NAN, 0]])}
    )
    assert found[0].kappa is None and "无法计算" in found[0].why and found[0].percent == 1
    assert found[1].n == 0 and "没有两个人都看过" in found[1].why


def test_order_of_coders_and_of_turns_does_not_matter():
    rng = np.random.default_rng(2)
    grid = rng.integers(0, 2, (60, 3)).astype(float)
    grid[rng.random(grid.shape) < 0.1] = NAN
    mixed = grid[rng.permutation(60)][:, [2, 0, 1]]
    assert krippendorff(grid)[0] == pytest.approx(krippendorff(mixed)[0])
    assert gwet(grid) == pytest.approx(gwet(mixed))


def test_twenty_labels_three_coders_two_thousand_turns():
    """Not timed: that it fits in memory and that every label has its interval."""
    rng = np.random.default_rng(3)
    found = agreement({f"l{k}": rng.integers(0, 2, (2000, 3)).astype(float) for k in range(20)})
    assert len(found) == 20 and all(f.alpha_low <= f.alpha <= f.alpha_high for f in found)


def test_of_what_was_used_how_much_was_shared_by_hand():
    """2a / (2a + b + c): what nobody used does not count; a missing coder is in no pair."""
    rare = np.array([[0, 0]] * 44 + [[1, 1]] * 3 + [[1, 0]] * 2 + [[0, 1]], float)
    (found,) = agreement({"x": rare})
    assert (found.n, found.both, found.only_first, found.only_second, found.apart) == (
        50,
        3,
        2,
        1,
        3,
    )
    assert found.positive == pytest.approx(6 / 9) and found.percent == pytest.approx(47 / 50)
    # Wilson for 3 of the 6 turns used, (0.1876, 0.8124), as 2J / (1 + J)
    bounds = found.positive_low, found.positive_high
    assert bounds == pytest.approx((2 * 0.1876 / 1.1876, 2 * 0.8124 / 1.8124), abs=1e-3)
    three = np.array([[1, 1, 0], [1, 1, 1], [1, NAN, 1], [0, 0, NAN], [0, 1, 0]])
    (found,) = agreement({"x": three})
    # AB: turns 1, 2, 4, 5: 4 of 2+2+0+1; AC: 1, 2, 3, 5: 4 of 1+2+2; BC: 1, 2, 5: 2 of 1+2+1
    assert found.positive == pytest.approx((4 + 4 + 2) / (5 + 5 + 4))
    assert (found.both, found.apart, found.only_first, found.kappa) == (2, 2, None, None)


def test_a_silent_coder_and_the_other_side():
    (silent,) = agreement({"x": np.array([[1, 0]] * 2 + [[0, 0]] * 58, float)})
    assert (silent.both, silent.positive, silent.kappa, silent.kappa_low) == (0, 0.0, 0.0, None)
    (sides,) = agreement({"x": np.array([[1, 2], [2, 2], [0, 0]], float)})
    assert (sides.both, sides.apart, sides.positive) == (1, 1, 0.5)
    whole = overall({"x": np.array([[1, 2], [2, 2]]), "y": np.array([[1, 1], [0, 0]])})
    assert (whole.both, whole.apart, whole.positive) == (2, 1, pytest.approx(4 / 6))
    assert overall({}).positive is None
