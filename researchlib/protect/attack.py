"""The attack: two tables of whole numbers that satisfy everything printed, far enough apart.

A hidden count is safe only when such a pair is held. The truth is one table; a linear program
finds how far others could be, and where its corner is not whole, a mixed integer one looks for a
whole table. What it does not find in its time counts as pinned.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize
from scipy.sparse import csr_array, vstack

from researchlib.protect.system import System, SystemRow
from researchlib.terms import policy

_NEAR = 1e-6
_ROUNDS = 4


@dataclass(frozen=True)
class Target:
    """A count that must stay uncertain, as a sum of cells, and by how much."""

    of: np.ndarray
    needed: int
    label: str = ""


@dataclass(frozen=True)
class Pin:
    """A target that is pinned: its range as far as known, and the rows that hold it there."""

    target: Target
    low: int
    high: int
    by: tuple[SystemRow, ...]


class Attack:
    """The attack on one system; a whole table once found serves for all rows it satisfies."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._tables = system.truth[None, :]
        self.programs = 0  # solved so far

    def pins(self, rows: Iterable[SystemRow], targets: Sequence[Target]) -> list[Pin]:
        """The targets that these rows pin."""
        return list(self._found(rows, targets))

    def pinned(self, rows: Iterable[SystemRow], targets: Sequence[Target]) -> bool:
        """Whether these rows pin any target; the search ends with the first."""
        return next(self._found(rows, targets), None) is not None

    def _found(self, rows: Iterable[SystemRow], targets: Sequence[Target]) -> Iterator[Pin]:
        if not targets:
            return
        search = _Search(self._system, list(rows), targets, self._tables)
        try:
            yield from search.pins()
        finally:
            self.programs += search.programs
            self._tables = np.unique(np.vstack([self._tables, search.tables]), axis=0)


class _Search:
    """One search: the rows as a matrix, and the tables that satisfy them."""

    def __init__(
        self, system: System, rows: list[SystemRow], targets: Sequence[Target], tables: np.ndarray
    ) -> None:
        self.rows, self.targets, self._system = rows, targets, system
        matrix = csr_array(np.array([r.of for r in rows]).reshape(len(rows), system.size))
        low, high = (np.array([getattr(r, k) for r in rows]) for k in ("low", "high"))
        self._matrix, self._low, self._high = matrix, low, high
        same = high - low < _NEAR
        under, over = ~same & np.isfinite(high), ~same & np.isfinite(low)
        self._equal = vstack([system.margins, matrix[same]]).tocsr()
        self._equals = np.concatenate([system.sizes, low[same]])
        self._below = vstack([matrix[under], -matrix[over]]).tocsr()
        self._belows = np.concatenate([high[under], -low[over]])
        self._places = [*map(np.flatnonzero, (same, under, over))]
        self._sums = np.array([t.of for t in targets])
        self._needed = np.array([t.needed for t in targets])
        self.tables = tables[[self._fits(table) for table in tables]]
        self.programs = 0

    def pins(self) -> Iterator[Pin]:
        rng = np.random.default_rng(0)
        for _ in range(_ROUNDS):
            if not (left := self._left()).any():
                return
            sign = rng.choice([-1.0, 1.0], left.sum())
            self._linear(sign @ self._sums[left])
        for k in np.flatnonzero(self._left()):
            if pin := self._pinned(int(k)):
                yield pin

    def _left(self) -> np.ndarray:
        """The targets for which no two tables are far enough apart yet."""
        values = self.tables @ self._sums.T
        return values.max(axis=0) - values.min(axis=0) < self._needed - _NEAR

    def _pinned(self, k: int) -> Pin | None:
        ends, by = [], []
        for sign in (-1.0, 1.0):
            if not self._left()[k]:
                return None
            value, rows = self._linear(sign * self._sums[k])
            ends.append(sign * value)
            by += rows
        high, low = np.floor(ends[0] + _NEAR), np.ceil(ends[1] - _NEAR)
        if high - low >= self._needed[k]:
            for sign in (-1.0, 1.0):
                if not self._left()[k]:
                    return None
                self._whole(sign, k)
        if not self._left()[k]:
            return None
        by = by or [r for r in self.rows if (r.of * self._sums[k]).any()]
        return Pin(self.targets[k], int(low), int(high), tuple(by))

    def _linear(self, cost: np.ndarray) -> tuple[float, list[SystemRow]]:
        """The least that the cost can be, and the rows that keep it there."""
        self.programs += 1
        found = optimize.linprog(
            cost,
            A_eq=self._equal,
            b_eq=self._equals,
            A_ub=self._below,
            b_ub=self._belows,
            bounds=(0, None),
            method="highs",
        )
        if found.status != 0:  # rounding alone can do that: the truth is a solution
            return float(cost @ self._system.truth), self.rows
        self._keep(found.x)
        held = np.abs(found.eqlin.marginals[len(self._system.sizes) :]) > _NEAR
        both = np.abs(found.ineqlin.marginals) > _NEAR
        same, *inside = self._places
        places = [*same[held], *np.concatenate(inside)[both]]
        return float(found.fun), [self.rows[k] for k in places]

    def _whole(self, sign: float, k: int) -> None:
        """Look for a table of whole numbers that is far enough; the search ends when it is."""
        self.programs += 1
        values = self.tables @ self._sums[k]
        far = values.min() + self._needed[k] if sign < 0 else values.max() - self._needed[k]
        ends = (-np.inf, far) if sign < 0 else (far, np.inf)
        found = optimize.milp(
            sign * self._sums[k],
            constraints=[
                optimize.LinearConstraint(self._system.margins, *[self._system.sizes] * 2),
                optimize.LinearConstraint(self._matrix, self._low, self._high),
                optimize.LinearConstraint(self._sums[k][None, :], *ends),
            ],
            integrality=np.ones(self._system.size),
            bounds=optimize.Bounds(0, np.inf),
            options={"time_limit": policy.ATTACK_SECONDS, "node_limit": policy.ATTACK_NODES},
        )
        if found.x is not None:
            self._keep(found.x)

    def _keep(self, table: np.ndarray) -> None:
        """A table of whole numbers that satisfies every row is one that the reader must allow."""
        whole = np.round(table)
        if np.abs(table - whole).max() < _NEAR and self._fits(whole):
            self.tables = np.vstack([self.tables, whole])

    def _fits(self, table: np.ndarray) -> bool:
        told = self._matrix @ table
        near = _NEAR * np.maximum(1, np.abs(told))
        margins = self._system.margins @ table
        return bool(
            (table >= 0).all()
            and np.array_equal(margins, self._system.sizes)
            and ((told >= self._low - near) & (told <= self._high + near)).all()
        )
