"""Two groups compared: the difference, its interval, and both sides' numbers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from researchlib.estimate import say
from researchlib.estimate.arguments import within
from researchlib.estimate.interval import lessened, newcombe, quantile, wilson
from researchlib.terms import policy


class Contrast(StrEnum):
    """依据区间，两组之差可以怎样说。"""

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
    sides: tuple[tuple[float, ...], ...] = ()
    estimates: Any = field(default=None, repr=False)
    level: float = policy.LEVEL
    correlation: float = 0.0
    reach: bool = False

    @property
    def direction(self) -> Contrast:
        """怎样说，由区间和最小的有意义的差别决定。"""
        if min(self.first_n, self.second_n) < policy.LEAST_COMPARED:
            return Contrast.TOO_FEW
        if self.low > 0:
            return Contrast.HIGHER
        if self.high < 0:
            return Contrast.LOWER
        inside = -self.worthwhile < self.low and self.high < self.worthwhile
        return Contrast.ALIKE if inside else Contrast.UNCLEAR

    def at(self, level: float) -> Comparison:
        """同一个比较，换一个置信水平的区间。"""
        within(say.A_LEVEL, level, 0, 1)
        if self.reach:
            return self
        _, low, high = gap_of(self.sides, self.is_share, level, self.correlation)
        return replace(self, low=low, high=high, level=level)


def family(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Several comparisons of one finding: their 95 % intervals hold together (Dunn 1961)."""
    if len(comparisons) < 2:
        return list(comparisons)
    return [one.at(1 - (1 - policy.LEVEL) / len(comparisons)) for one in comparisons]


def gap_of(
    sides: Sequence[Sequence[float]],
    shares: bool,
    level: float,
    correlation: float = 0.0,
) -> tuple[float, float, float]:
    """The difference and its interval from (share, effective n, of a design n and df too) or
    (mean, se, df) of both sides. Shares that rise and fall together, as few clusters may have it
    by chance, do not make it narrower than simple samples of n are."""
    gap = float(sides[0][0] - sides[1][0])
    if shares:
        tried = [(sides, correlation), ([side[::2] for side in sides], 0.0)]
        ends = [
            newcombe(_limits(first, level), _limits(second, level), together)
            for (first, second), together in tried[: 1 + (correlation > 0)]
        ]
        return gap, min(low for low, _ in ends), max(high for _, high in ends)
    variance, df = _welch(sides, correlation)
    half = float(quantile(df, level) * np.sqrt(variance))
    return gap, gap - half, gap + half


def _limits(side: Sequence[float], level: float) -> tuple[float, float, float]:
    """A share and its limits; its effective n was lessened for 95 %, another level wants more."""
    p, size, *design = side
    if design:
        n, df = design
        size *= float(lessened(n, df, level) / lessened(n, df))
    low, high = wilson(np.array(p), np.array(size), level)
    return p, float(low), float(high)


def _welch(sides: Sequence[Sequence[float]], correlation: float) -> tuple[float, float]:
    """Variance of the difference and its degrees of freedom (Welch 1947)."""
    _, se, df = np.array(sides, float).T
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = (se**2).sum() ** 2 / (se**4 / df).sum()
    return max(float((se**2).sum() - 2 * correlation * se.prod()), 0.0), float(freedom)


def compared(
    names: tuple[str, str],
    rows: tuple[Any, Any],
    shares: bool,
    most: float,
    covariance: float,
) -> Comparison:
    """Two shares (Newcombe 1998, method 10), or two averages whose variances are not taken to be
    equal (Welch 1947), of groups without a common member; together they have no more degrees of
    freedom than `most`."""
    a, b = rows
    both = float(a["se"] * b["se"])
    correlation = covariance / both if both > 0 else 0.0
    columns = ["value", "effective_n", "n", "df"] if shares else ["value", "se", "df"]
    sides = tuple(tuple(float(r[name]) for name in columns) for r in rows)
    if not shares:
        less = min(1.0, most / _welch(sides, correlation)[1])
        sides = tuple((value, se, df * less) for value, se, df in sides)
    gap, low, high = gap_of(sides, shares, policy.LEVEL, correlation)
    least = min(min(r["count"], r["n"] - r["count"]) if shares else r["n"] for r in rows)
    return Comparison(
        *names,
        float(b["value"]),
        gap,
        low,
        high,
        int(a["n"]),
        int(b["n"]),
        "",
        policy.WORTHWHILE_SHARE if shares else policy.WORTHWHILE_SCORE,
        shares,
        int(least),
        False,
        sides=sides,
        correlation=correlation,
    )
