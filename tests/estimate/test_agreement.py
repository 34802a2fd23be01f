"""Agreement against published tables: Krippendorff (2011), Cohen, Gwet."""

from __future__ import annotations

import numpy as np
import pytest

from researchlib.estimate.spoken.agreement import agreement, gwet, krippendorff

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
