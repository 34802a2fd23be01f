"""Cells: the sums that every share and average is made from. One pass over rows, then no rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Cells:
    """Sums over respondents, by group (first axis) and item or choice (second axis).

    n counts answers, base counts those asked; w, w2 are sums of weights and of their squares;
    wy, w2y, w2yy the same with the value y (0/1 for a share); yes counts y > 0 unweighted.
    """

    n: np.ndarray
    base: np.ndarray
    yes: np.ndarray
    w: np.ndarray
    w2: np.ndarray
    wy: np.ndarray
    w2y: np.ndarray
    w2yy: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """The weighted mean; nan where nobody answered."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.wy / self.w

    @property
    def variance(self) -> np.ndarray:
        """Linearised variance of the mean, without finite population correction."""
        mean = self.mean
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = self.w2yy - 2 * mean * self.w2y + mean**2 * self.w2
            return np.clip(squares, 0, None) / self.w**2 * self.n / (self.n - 1)

    @property
    def effective_n(self) -> np.ndarray:
        """Kish's effective sample size: the same as n when all weights are equal."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.w**2 / self.w2


def tally(
    values: np.ndarray, asked: np.ndarray, groups: np.ndarray, count: int, weight: np.ndarray,
) -> Cells:
    """Sum up values (n x items, nan for no answer) over `count` overlapping groups.

    `groups` is n x 1 codes (-1: in none). The last group is everyone inside the domain
    (`groups` >= -1; -2 is outside), so totals come from the same pass.
    """
    inside = groups >= -1
    items = values.shape[1]
    sums: dict[str, list[np.ndarray]] = {name: [] for name in (
        "n", "base", "yes", "w", "w2", "wy", "w2y", "w2yy")}
    for item in range(items):
        y = values[:, item]
        known = inside & ~np.isnan(y)
        y0, w = np.where(known, y, 0.0), np.where(known, weight, 0.0)
        for name, amounts in (
            ("n", known), ("base", inside & asked[:, item]), ("yes", y0 > 0), ("w", w),
            ("w2", w * w), ("wy", w * y0), ("w2y", w * w * y0), ("w2yy", w * w * y0 * y0),
        ):
            sums[name].append(_by_group(amounts.astype(float), groups, count))
    return Cells(**{name: np.column_stack(columns) for name, columns in sums.items()})


def _by_group(amounts: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    inside = groups >= 0
    parts = np.bincount(groups[inside], amounts[inside], minlength=count)
    return np.append(parts, amounts[groups >= -1].sum())
