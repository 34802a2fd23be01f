"""Two groups compared: the difference, its interval, and both sides' numbers together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.special import stdtrit

from researchlib.estimate.interval import newcombe
from researchlib.terms import policy


class Direction(StrEnum):
    """What the interval allows to be said."""

    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"
    UNCLEAR = "unclear"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Comparison:
    """两组之差：`difference` 及其95%区间，两组各自的数值和人数一起保留。"""

    first: str
    second: str
    second_value: float
    difference: float
    low: float
    high: float
    first_n: int
    second_n: int
    noun: str
    worthwhile: float
    is_share: bool
    least_count: int
    sensitive: bool
    unit: str = ""
    estimates: Any = field(default=None, repr=False)

    @property
    def direction(self) -> Direction:
        """The word follows the interval and the smallest worthwhile difference."""
        if min(self.first_n, self.second_n) < policy.LEAST_COMPARED:
            return Direction.TOO_FEW
        if self.low > 0:
            return Direction.HIGHER
        if self.high < 0:
            return Direction.LOWER
        inside = -self.worthwhile < self.low and self.high < self.worthwhile
        return Direction.ALIKE if inside else Direction.UNCLEAR


def compare_shares(
    first: str, a: Any, second: str, b: Any, noun: str, sensitive: bool,
) -> Comparison:
    """Two shares of separate groups."""
    low, high = newcombe((a["value"], a["low"], a["high"]), (b["value"], b["low"], b["high"]))
    least = int(min(min(row["count"], row["n"] - row["count"]) for row in (a, b)))
    return Comparison(first, second, float(b["value"]), float(a["value"] - b["value"]), low, high,
                      int(a["n"]), int(b["n"]), noun, policy.WORTHWHILE_SHARE, True, least,
                      sensitive)


def compare_averages(
    first: str, a: Any, second: str, b: Any, noun: str, unit: str,
) -> Comparison:
    """Two averages of separate groups, their variances not taken to be equal (Welch 1947)."""
    variances = [float(row["se"]) ** 2 for row in (a, b)]
    se2 = sum(variances)
    with np.errstate(invalid="ignore", divide="ignore"):
        df = se2**2 / sum(v**2 / row["df"] for v, row in zip(variances, (a, b), strict=True))
    half = float(stdtrit(df, (1 + policy.LEVEL) / 2) * np.sqrt(se2))
    gap = float(a["value"] - b["value"])
    return Comparison(first, second, float(b["value"]), gap, gap - half,
                      gap + half, int(a["n"]), int(b["n"]), noun, policy.WORTHWHILE_SCORE, False,
                      min(int(a["n"]), int(b["n"])), False, unit)
