"""Cells: the sums that every share and average is made from. One pass over rows, then no rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate.design_errors import departures


@dataclass(frozen=True)
class Units:
    """Totals of whole clusters: the stratum of each, and w and wy (cluster, group, item)."""

    stratum: np.ndarray
    w: np.ndarray
    wy: np.ndarray


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
    units: Units | None = None

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
        count. With clusters: the variance between the totals of whole clusters (Woodruff 1971).
        Without either: the textbook s2/n of the group's own answers.
        """
        mean, total = self.mean, self.total("w")
        if self.units is not None:
            with np.errstate(invalid="ignore", divide="ignore"):
                totals = (self.units.wy - mean * self.units.w) / total
                apart = departures(totals, self.units.stratum, self.drawn, self.left)
                return (apart**2).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = (self.w2yy - 2 * mean * self.w2y + mean**2 * self.w2) / total**2
            sums = (self.wy - mean * self.w) / total
            m = self.drawn[:, None, None] if self.stratified else self.n
            alone = np.full_like(m, self.stratified, dtype=bool) & (m == 1)
            spread = np.where(alone, squares, np.clip(squares - sums**2 / m, 0, None) * m / (m - 1))
            spread = np.where(np.isclose(squares, 0), 0, spread)
            return (self.left[:, None, None] * spread).sum(axis=0)

    @property
    def df(self) -> np.ndarray:
        """Degrees of freedom: answers less one, or respondents less strata."""
        if self.stratified or self.units is not None:
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
            if not (self.stratified or self.weighted or self.units is not None):
                return kish
            return np.where((p > 0) & (p < 1), p * (1 - p) / self.variance, kish)


@dataclass(frozen=True)
class Groups:
    """The group of each respondent (-1: in none, -2: outside the domain) and the groups' names; of
    those inside the domain which rows they are, the group of each, where the last is none, and
    its cell (stratum, group)."""

    codes: np.ndarray
    names: tuple[str, ...]
    rows: slice | np.ndarray
    group: np.ndarray
    cell: np.ndarray

    def inside(self) -> list[np.ndarray]:
        """Who belongs to each group and, last, who is inside the domain."""
        return [*(self.codes == g for g in range(len(self.names))), self.codes >= -1]


def grouped(answers: Answers, codes: np.ndarray, names: tuple[str, ...]) -> Groups:
    """Respondents by group, worked out once for every question."""
    rows = slice(None) if codes.min(initial=0) >= -1 else np.flatnonzero(codes >= -1)
    group = np.where(codes[rows] < 0, len(names), codes[rows])
    return Groups(codes, names, rows, group, answers.strata()[0][rows] * (len(names) + 1) + group)


def tally(
    answers: Answers,
    values: np.ndarray,
    asked: np.ndarray,
    groups: Groups,
    weight: np.ndarray,
) -> Cells:
    """Sum up values (respondents x items, nan for no answer) over groups and strata.

    The last group is everyone inside the domain, so totals come from the same pass.
    """
    strata, drawn, size = answers.strata()
    units = answers.clusters()
    inside = groups.codes >= -1
    by_unit: dict[str, list[np.ndarray]] = {"w": [], "wy": []}
    sums: dict[str, list[np.ndarray]] = {
        name: [] for name in ("n", "base", "yes", "w", "w2", "wy", "w2y", "w2yy")
    }
    for item in range(values.shape[1]):
        y = values[:, item]
        known = inside & ~np.isnan(y)
        y0, w = np.where(known, y, 0.0), np.where(known, weight, 0.0)
        for name, amounts in (
            ("n", known),
            ("base", inside & asked[:, item]),
            ("yes", y0 > 0),
            ("w", w),
            ("w2", w * w),
            ("wy", w * y0),
            ("w2y", w * w * y0),
            ("w2yy", w * w * y0 * y0),
        ):
            sums[name].append(_by_cell(amounts.astype(float), strata, len(drawn), groups))
            if units is not None and name in by_unit:
                by_unit[name].append(
                    _by_cell(amounts.astype(float), units, int(units.max()) + 1, groups)
                )
    stacked = {name: np.stack(columns, axis=-1) for name, columns in sums.items()}
    clusters = None
    if units is not None:
        first = np.unique(units, return_index=True)[1]
        clusters = Units(strata[first], *(np.stack(by_unit[k], axis=-1) for k in ("w", "wy")))
    return Cells(
        **stacked,
        drawn=drawn,
        size=size,
        stratified=answers.design.complex,
        weighted=bool((weight != weight[:1]).any()),
        units=clusters,
    )


def tally_choices(
    answers: Answers,
    codes: np.ndarray,
    sets: Sequence[Sequence[int]],
    asked: np.ndarray,
    groups: Groups,
    weight: np.ndarray,
) -> Cells:
    """The sums of `tally` for one exclusive question, from its codes: one pass, not one a choice.

    `codes` holds 0..k-1, -1 for no answer; `sets` the codes counted together in each column.
    """
    strata, drawn, size = answers.strata()
    units = answers.clusters()
    k = max(int(codes.max(initial=0)), *(c for s in sets for c in s)) + 1
    plain = bool((weight == weight[:1]).all())
    rows, shape = groups.rows, (len(drawn), len(groups.names) + 1, k + 1)
    code, w = codes[rows], weight[rows]
    place = groups.cell * (k + 1) + (code + 1)
    everyone = _summed(place, None, shape)
    n = everyone[..., 1:]
    if plain:
        sums = {"n": n, "w": n * weight[:1], "w2": n * weight[:1] ** 2}
    else:
        sums = {
            "n": n,
            "w": _summed(place, w, shape)[..., 1:],
            "w2": _summed(place, w * w, shape)[..., 1:],
        }
    base = everyone.sum(axis=-1)
    away = ~asked[rows]
    if away.any():
        base = base - _summed(groups.cell[away], None, shape[:2])
    counted = {name: _sets(made, sets) for name, made in sums.items()}
    whole = {name: _repeated(made.sum(axis=-1), sets) for name, made in sums.items()}
    clusters = None
    if units is not None:
        at = (units[rows] * shape[1] + groups.group) * (k + 1) + code + 1
        by_unit = _summed(at, w, (int(units.max()) + 1, *shape[1:]))[..., 1:]
        first = np.unique(units, return_index=True)[1]
        clusters = Units(strata[first], _repeated(by_unit.sum(axis=-1), sets), _sets(by_unit, sets))
    return Cells(
        whole["n"],
        _repeated(base, sets),
        counted["n"],
        whole["w"],
        whole["w2"],
        counted["w"],
        counted["w2"],
        counted["w2"],
        drawn,
        size,
        answers.design.complex,
        not plain,
        clusters,
    )


def _summed(place: np.ndarray, amounts: np.ndarray | None, shape: tuple[int, ...]) -> np.ndarray:
    """layers x (groups and, last, everyone) x whatever follows."""
    grid = np.bincount(place, amounts, int(np.prod(shape))).reshape(shape).astype(float)
    grid[:, -1] += grid[:, :-1].sum(axis=1)
    return grid


def _sets(made: np.ndarray, sets: Sequence[Sequence[int]]) -> np.ndarray:
    return np.stack([made[..., list(s)].sum(axis=-1) for s in sets], axis=-1)


def _repeated(made: np.ndarray, sets: Sequence[Sequence[int]]) -> np.ndarray:
    return np.repeat(made[..., None], len(sets), axis=-1)


def side_by_side(parts: Sequence[Cells]) -> Cells:
    """The items of several tallies of the same respondents, one after the other."""
    names = ("n", "base", "yes", "w", "w2", "wy", "w2y", "w2yy")
    joined = {name: np.concatenate([getattr(p, name) for p in parts], axis=-1) for name in names}
    units = None
    if parts[0].units is not None:
        units = Units(
            parts[0].units.stratum,
            *(
                np.concatenate([getattr(p.units, name) for p in parts], axis=-1)
                for name in ("w", "wy")
            ),
        )
    return replace(parts[0], **joined, units=units)  # type: ignore[arg-type]


def _by_cell(
    amounts: np.ndarray,
    strata: np.ndarray,
    layers: int,
    groups: Groups,
) -> np.ndarray:
    """strata x (groups and, last, everyone inside)."""
    wide = len(groups.names) + 1
    place = strata[groups.rows] * wide + groups.group
    return _summed(place, amounts[groups.rows], (layers, wide))
