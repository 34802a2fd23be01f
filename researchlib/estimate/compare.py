"""Two groups compared: the difference, its interval, and both sides' numbers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.special import stdtrit

from researchlib.estimate.interval import newcombe, wilson
from researchlib.terms import policy


class Contrast(StrEnum):
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
    sides: tuple[tuple[float, float, float], ...] = ()
    estimates: Any = field(default=None, repr=False)
    level: float = policy.LEVEL

    @property
    def direction(self) -> Contrast:
        """The word follows the interval and the smallest worthwhile difference."""
        if min(self.first_n, self.second_n) < policy.LEAST_COMPARED:
            return Contrast.TOO_FEW
        if self.low > 0:
            return Contrast.HIGHER
        if self.high < 0:
            return Contrast.LOWER
        inside = -self.worthwhile < self.low and self.high < self.worthwhile
        return Contrast.ALIKE if inside else Contrast.UNCLEAR

    def at(self, level: float) -> Comparison:
        """The same comparison with an interval of another level."""
        _, low, high = gap_of(self.sides, self.is_share, level)
        return replace(self, low=low, high=high, level=level)


def family(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Several comparisons of one finding: simultaneous 95 % intervals.

    Holm's (1979) steps: the clearest difference is held to the strictest level, the next to the
    next; from the first that is not clear on, all keep its level.
    """
    order = sorted(
        range(len(comparisons)),
        key=lambda k: (
            -abs(comparisons[k].difference) / max(comparisons[k].high - comparisons[k].low, 1e-12)
        ),
    )
    made = list(comparisons)
    left, clear = len(comparisons), True
    for k in order:
        made[k] = comparisons[k].at(1 - (1 - policy.LEVEL) / left)
        clear = clear and made[k].direction in (Contrast.HIGHER, Contrast.LOWER)
        left -= clear
    return made


def gap_of(
    sides: Sequence[Sequence[float]],
    shares: bool,
    level: float,
) -> tuple[float, float, float]:
    """The difference and its interval from (share, effective n) or (mean, se, df) of both."""
    gap = sides[0][0] - sides[1][0]
    return (gap, *(_share_gap(sides, level) if shares else _average_gap(sides, gap, level)))


def _share_gap(sides: Sequence[Sequence[float]], level: float) -> tuple[float, float]:
    """Newcombe (1998), method 10, from (share, effective n) of both sides."""
    made = [(p, *map(float, wilson(np.array(p), np.array(n), level))) for p, n, *_ in sides]
    return newcombe(made[0], made[1])


def _average_gap(
    sides: Sequence[Sequence[float]],
    gap: float,
    level: float,
) -> tuple[float, float]:
    """Welch (1947), from (value, se, df) of both sides."""
    variances = [se**2 for _, se, _ in sides]
    se2 = sum(variances)
    with np.errstate(invalid="ignore", divide="ignore"):
        df = se2**2 / sum(v**2 / d for v, (_, _, d) in zip(variances, sides, strict=True))
    half = float(stdtrit(df, (1 + level) / 2) * np.sqrt(se2))
    return gap - half, gap + half


def compare_shares(
    first: str,
    a: Any,
    second: str,
    b: Any,
    noun: str,
    sensitive: bool,
) -> Comparison:
    """Two shares of separate groups."""
    sides = tuple((float(r["value"]), float(r["effective_n"]), 0.0) for r in (a, b))
    low, high = _share_gap(sides, policy.LEVEL)
    least = int(min(min(row["count"], row["n"] - row["count"]) for row in (a, b)))
    return Comparison(
        first,
        second,
        float(b["value"]),
        float(a["value"] - b["value"]),
        low,
        high,
        int(a["n"]),
        int(b["n"]),
        noun,
        policy.WORTHWHILE_SHARE,
        True,
        least,
        sensitive,
        sides=sides,
    )


def compare_averages(
    first: str,
    a: Any,
    second: str,
    b: Any,
    noun: str,
    unit: str,
) -> Comparison:
    """Two averages of separate groups, their variances not taken to be equal (Welch 1947)."""
    sides = tuple((float(r["value"]), float(r["se"]), float(r["df"])) for r in (a, b))
    gap = float(a["value"] - b["value"])
    low, high = _average_gap(sides, gap, policy.LEVEL)
    return Comparison(
        first,
        second,
        float(b["value"]),
        gap,
        low,
        high,
        int(a["n"]),
        int(b["n"]),
        noun,
        policy.WORTHWHILE_SCORE,
        False,
        min(int(a["n"]), int(b["n"])),
        False,
        unit,
        sides,
    )
