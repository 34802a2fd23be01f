"""Cells: the sums that every share and average is made from. One pass over rows, then no rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from researchlib.clean.answers import Answers


@dataclass(frozen=True)
class Cells:
    """Sums over respondents, with axes (stratum, group, item or choice).

    n counts answers, base those asked; yes counts y > 0 unweighted; w, w2 are sums of weights
    and of their squares; wy, w2y, w2yy the same with the value y (0/1 for a share). `drawn` and
    `size` are sample and population of each stratum (infinite where there is no frame).
    """

    n: np.ndarray
    base: np.ndarray
    yes: np.ndarray
    w: np.ndarray
    w2: np.ndarray
    wy: np.ndarray
    w2y: np.ndarray
    w2yy: np.ndarray
    drawn: np.ndarray
    size: np.ndarray
    stratified: bool
    weighted: bool

    def total(self, name: str) -> np.ndarray:
        """One of the sums over all strata: groups x items."""
        return getattr(self, name).sum(axis=0)

    @property
    def mean(self) -> np.ndarray:
        """The weighted mean; nan where nobody answered."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.total("wy") / self.total("w")

    @property
    def left(self) -> np.ndarray:
        """The share of variance that a finite population leaves, by stratum (Cochran 1977)."""
        return np.clip(1 - self.drawn / self.size, 0, 1)

    @property
    def variance(self) -> np.ndarray:
        """Linearised variance of the mean, finite population correction included.

        With strata: Cochran (1977), 5A; groups are domains, so all of a stratum's respondents
        count. Without: the textbook s2/n of the group's own answers.
        """
        mean, total = self.mean, self.total("w")
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = (self.w2yy - 2 * mean * self.w2y + mean**2 * self.w2) / total**2
            sums = (self.wy - mean * self.w) / total
            m = self.drawn[:, None, None] if self.stratified else self.n
            spread = np.clip(squares - sums**2 / m, 0, None) * m / (m - 1)
            spread = np.where(np.isclose(squares, 0), 0, spread)
            return (self.left[:, None, None] * spread).sum(axis=0)

    @property
    def df(self) -> np.ndarray:
        """Degrees of freedom: answers less one, or respondents less strata."""
        if self.stratified:
            return np.full(self.mean.shape, self.drawn.sum() - np.count_nonzero(self.drawn))
        return self.total("n") - 1

    @property
    def effective_n(self) -> np.ndarray:
        """The size of a simple sample with the same precision; n itself without a design.

        Kish's (1965) size where the share is 0 or 1 and its variance says nothing.
        """
        p = self.mean
        with np.errstate(invalid="ignore", divide="ignore"):
            kish = self.total("w") ** 2 / self.total("w2") / self.left.mean()
            if not (self.stratified or self.weighted):
                return kish
            return np.where((p > 0) & (p < 1), p * (1 - p) / self.variance, kish)


def tally(
    answers: Answers, values: np.ndarray, asked: np.ndarray, groups: np.ndarray, count: int,
    weight: np.ndarray,
) -> Cells:
    """Sum up values (respondents x items, nan for no answer) over `count` groups and the strata.

    `groups` holds a code for each respondent (-1: in none, -2: outside the domain). The last
    group is everyone inside the domain, so totals come from the same pass.
    """
    strata, drawn, size = answers.strata()
    inside = groups >= -1
    sums: dict[str, list[np.ndarray]] = {name: [] for name in (
        "n", "base", "yes", "w", "w2", "wy", "w2y", "w2yy")}
    for item in range(values.shape[1]):
        y = values[:, item]
        known = inside & ~np.isnan(y)
        y0, w = np.where(known, y, 0.0), np.where(known, weight, 0.0)
        for name, amounts in (
            ("n", known), ("base", inside & asked[:, item]), ("yes", y0 > 0), ("w", w),
            ("w2", w * w), ("wy", w * y0), ("w2y", w * w * y0), ("w2yy", w * w * y0 * y0),
        ):
            sums[name].append(_by_cell(amounts.astype(float), strata, len(drawn), groups, count))
    stacked = {name: np.stack(columns, axis=-1) for name, columns in sums.items()}
    return Cells(**stacked, drawn=drawn, size=size, stratified=bool(answers.design.stratum),
                 weighted=bool((weight != weight[:1]).any()))


def _by_cell(
    amounts: np.ndarray, strata: np.ndarray, layers: int, groups: np.ndarray, count: int,
) -> np.ndarray:
    """strata x (groups and, last, everyone inside)."""
    grid = np.zeros((layers, count + 1))
    inside = groups >= 0
    if count:
        place = strata[inside] * count + groups[inside]
        grid[:, :count] = np.bincount(place, amounts[inside], layers * count).reshape(
            layers, count)
    grid[:, count] = np.bincount(strata[groups >= -1], amounts[groups >= -1], layers)
    return grid
