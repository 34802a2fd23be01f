"""Cells: the sums that every share and average is made from. One pass over rows, then no rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate.design_errors import by_cluster, departures, summed_for
from researchlib.estimate.interval import lessened, undefined

_NO_ERROR = 1e-15
_SUMS = ("n", "base", "yes", "w", "w2", "wy", "wyy", "w2y", "w2yy")


@dataclass(frozen=True)
class Cells:
    """Sums over respondents, with axes (stratum, group, item or choice).

    n counts answers, base those asked; yes counts y > 0 unweighted; w, w2 are sums of weights
    and of their squares; wy, wyy, w2y, w2yy the same with the value y (0/1 for a share), of which
    `origin` (an item each) is taken off, so that large numbers keep their digits. `drawn` and
    `size` are sample and population of each stratum (infinite where there is no frame). `known`
    are the shares of what the sample was split by, or brought to: no error is their error.

    Whole clusters (and respondents beside known margins) leave behind `shared`, the covariances of
    the groups' means (group, group, item), and clusters in which of them anybody was counted,
    `held` (cluster, group, item); None where the sums of strata tell. `across` is the covariance
    of everybody's means of several items (item, item).
    """

    n: np.ndarray
    base: np.ndarray
    yes: np.ndarray
    w: np.ndarray
    w2: np.ndarray
    wy: np.ndarray
    wyy: np.ndarray
    w2y: np.ndarray
    w2yy: np.ndarray
    origin: np.ndarray
    drawn: np.ndarray
    size: np.ndarray
    stratified: bool
    weighted: bool
    shared: np.ndarray | None = None
    held: np.ndarray | None = None
    known: bool = False
    across: np.ndarray | None = None

    def total(self, name: str) -> np.ndarray:
        """One of the sums over all strata: groups x items."""
        return getattr(self, name).sum(axis=0)

    @property
    def mean(self) -> np.ndarray:
        """The weighted mean; nan where nobody answered."""
        return self.origin + self._above

    @property
    def _above(self) -> np.ndarray:
        with undefined():
            return self.total("wy") / self.total("w")

    @property
    def left(self) -> np.ndarray:
        """The share of variance that a finite population leaves, by stratum (Cochran 1977)."""
        return np.clip(1 - self.drawn / self.size, 0, 1)

    @cached_property
    def variance(self) -> np.ndarray:
        """Linearised variance of the mean, finite population correction included.

        With strata: Cochran (1977), 5A; groups are domains, so all of a stratum's respondents
        count. With clusters: the variance between the totals of whole clusters (Woodruff 1971).
        Without either: the textbook s2/n of the group's own answers.
        """
        if self.shared is not None:
            return np.einsum("ggk->gk", self.shared)
        above, total, sums = self._above, self.total("w"), self._departed
        with undefined():
            squares = (self.w2yy - 2 * above * self.w2y + above**2 * self.w2) / total**2
            squares = np.clip(squares, 0, None)
            m = self.drawn[:, None, None] if self.stratified else self.n
            alone = np.full_like(m, self.stratified, dtype=bool) & (m == 1)
            spread = np.where(alone, squares, np.clip(squares - sums**2 / m, 0, None) * m / (m - 1))
            return (self.left[:, None, None] * spread).sum(axis=0)

    @property
    def _departed(self) -> np.ndarray:
        """What each stratum adds to or takes from the mean."""
        with undefined():
            return (self.wy - self._above * self.w) / self.total("w")

    def covariance(self, first: tuple[int, int], second: tuple[int, int]) -> float:
        """Of two groups' estimates (each a group and an item): they share clusters and strata."""
        (g, k), (h, j) = first, second
        if self.shared is not None:
            return float(self.shared[g, h, k]) if k == j else 0.0
        if not self.stratified:
            return 0.0
        sums = self._departed
        m = np.maximum(self.drawn, 2)
        return float(-(self.left / (m - 1) * sums[:, g, k] * sums[:, h, j]).sum())

    @property
    def df(self) -> np.ndarray:
        """Degrees of freedom: units (answers, or clusters) less strata, of those that hold
        somebody of the group."""
        counted = self.total("n") if self.held is None else self.held.sum(axis=0)
        return counted - np.count_nonzero(self.n, axis=0)

    def freedom(self, *cells: tuple[int, int]) -> float:
        """The same of several groups (and their items) together."""
        groups, items = (list(part) for part in zip(*cells, strict=True))
        n, held = self.n[:, groups, items], self.held
        counted = n.sum() if held is None else held[:, groups, items].any(axis=1).sum()
        return float(counted - n.any(axis=1).sum())

    @cached_property
    def effective_n(self) -> np.ndarray:
        """The size of a simple sample with the same precision; n itself without a design.

        Kish's (1965) size where the share is 0 or 1 and its variance says nothing; less for few
        degrees of freedom, and of a share that is not known never more than a simple sample of n
        answers has (Korn and Graubard 1998; capped last, as Parker et al. 2017: capped first it
        covers 99.9 % with three clusters).
        """
        p, n, left = self.mean, self.total("n"), 1 - self.drawn.sum() / self.size.sum()
        with undefined():
            kish = self.total("w") ** 2 / self.total("w2") / left
            if not (self.stratified or self.weighted):
                return kish
            size = np.where(
                (p > 0) & (p < 1), p * (1 - p) / np.maximum(self.variance, _NO_ERROR), kish
            )
            size = size * lessened(n, self.df)
            return size if self.known else np.minimum(size, n / left)

    @property
    def design_effect(self) -> np.ndarray:
        """The variance beside that of a simple sample of as many (Kish 1965)."""
        n, left = self.total("n"), 1 - self.drawn.sum() / self.size.sum()
        with undefined():
            spread = self.total("wyy") / self.total("w") - self._above**2
            return self.variance / (left * spread / (n - 1))


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
    strata, drawn, _ = answers.strata()
    units = summed_for(answers)
    inside = (groups.codes >= -1)[:, None]
    known = inside & ~np.isnan(values)
    origin = np.nan_to_num(np.fmin.reduce(values, axis=0))
    y, w = np.where(known, values - origin, 0.0), np.where(known, weight[:, None], 0.0)
    ww = w * w
    counts = known, inside & asked, known & (values > 0)
    sums = [
        _by_cell(amounts.astype(float), strata, len(drawn), groups)
        for amounts in (*counts, w, ww, w * y, w * y * y, ww * y, ww * y * y)
    ]
    by_unit = []
    if units is not None:
        many = int(units.max()) + 1
        by_unit = [_by_cell(amounts, units, many, groups) for amounts in (w, w * y)]
    return _cells(answers, sums, origin, weight, by_unit)


def _cells(
    answers: Answers,
    sums: Sequence[np.ndarray],
    origin: np.ndarray,
    weight: np.ndarray,
    by_unit: Sequence[np.ndarray],
) -> Cells:
    """`sums` as in _SUMS; where the sums of strata do not tell, those of w and wy by (unit, group,
    item)."""
    _, drawn, size = answers.strata()
    shared = held = None
    if by_unit:
        w, wy = by_unit
        with undefined():
            total = w.sum(axis=0)
            parts = np.nan_to_num((wy - wy.sum(axis=0) / total * w) / total)
        apart = departures(answers, parts)
        shared = np.einsum("ugk,uhk->ghk", apart, apart)
        held = None if answers.clusters() is None else by_cluster(w, answers.clusters()) > 0
    named: dict[str, Any] = dict(zip(_SUMS, sums, strict=True))
    return Cells(
        **named,
        origin=origin,
        drawn=drawn,
        size=size,
        stratified=answers.design.complex,
        weighted=bool((weight != weight[:1]).any()),
        shared=shared,
        held=held,
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
    units = summed_for(answers)
    k = max(int(codes.max(initial=0)), *(c for s in sets for c in s)) + 1
    rows, shape = groups.rows, (len(answers.strata()[1]), len(groups.names) + 1, k + 1)
    code, w = codes[rows], weight[rows]
    place = groups.cell * (k + 1) + (code + 1)
    everyone = _summed(place, None, shape)
    n = everyone[..., 1:]
    sums = [n, n * weight[:1], n * weight[:1] ** 2]
    if (weight != weight[:1]).any():
        sums[1:] = (_summed(place, amounts, shape)[..., 1:] for amounts in (w, w * w))
    base = everyone.sum(axis=-1)
    away = ~asked[rows]
    if away.any():
        base = base - _summed(groups.cell[away], None, shape[:2])
    yes, wy, w2y = (_sets(made, sets) for made in sums)
    answered, *weighed = (_repeated(made.sum(axis=-1), sets) for made in sums)
    by_unit = []
    if units is not None:
        at = (units[rows] * shape[1] + groups.group) * (k + 1) + code + 1
        made = _summed(at, w, (int(units.max()) + 1, *shape[1:]))[..., 1:]
        by_unit = [_repeated(made.sum(axis=-1), sets), _sets(made, sets)]
    found = [answered, _repeated(base, sets), yes, *weighed, wy, wy, w2y, w2y]
    return _cells(answers, found, np.zeros(len(sets)), weight, by_unit)


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
    joined = {
        name: np.concatenate([getattr(p, name) for p in parts], axis=-1)
        for name in (*_SUMS, "origin", "shared", "held")
        if getattr(parts[0], name) is not None
    }
    return replace(parts[0], **joined)  # type: ignore[arg-type]


def _by_cell(amounts: np.ndarray, layer: np.ndarray, layers: int, groups: Groups) -> np.ndarray:
    """layers x (groups and, last, everyone inside) x items."""
    shape = layers, len(groups.names) + 1
    place = layer[groups.rows] * shape[1] + groups.group
    columns = amounts[groups.rows].T
    return np.stack([_summed(place, column, shape) for column in columns], axis=-1)
