"""The attack: what can a reader who knows the rules work out about the counts not shown?

Every published number is a bound on sums of cells (how many gave this combination of answers).
The tables are taken together: cells of tables that share a variable must agree on it. A linear
program gives the range of every hidden count; what it leaves open is confirmed in whole numbers.
Cells are bounded above by the local consistency of tables, not by one joint table of everything:
what is found is found rightly, what is missed is missed for a reader with more than these tables.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import optimize
from scipy.sparse import csr_array

from researchlib.protect.bounds import Bounds, width_needed
from researchlib.study.codebook import Literal
from researchlib.terms import policy

_NONE = "\0"
_ROUNDS = 6


@dataclass(frozen=True)
class Target:
    """A count that must stay uncertain: of a hidden number, or of the few left over."""

    who: tuple[Literal, ...]
    what: tuple[Literal, ...]
    label: str
    parent: int


@dataclass(frozen=True)
class Pin:
    """A target that the published numbers pin down: its range, and how wide it should be."""

    target: Target
    low: int
    high: int
    needed: int


@dataclass
class System:
    """Cells of every table as unknowns, and what is published about them as rows."""

    categories: dict[str, list[str]]
    total: int
    offsets: dict[tuple[str, ...], int] = field(default_factory=dict)
    size: int = 0
    rows: list[tuple[np.ndarray, float, float]] = field(default_factory=list)

    def view(self, variables: Sequence[str]) -> tuple[str, ...]:
        """The table over these variables; made, and tied to the total, when first asked for."""
        key = tuple(sorted(variables))
        if key not in self.offsets:
            self.offsets[key] = self.size
            self.size += int(np.prod(self.shape(key)))
            self.rows.append((self.cells(key, {}), self.total, self.total))
        return key

    def shape(self, view: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(len(self.categories[v]) for v in view)

    def cells(self, view: tuple[str, ...], wanted: dict[str, set[str]]) -> np.ndarray:
        """The places of the cells whose variables take the wanted values."""
        grid = np.arange(int(np.prod(self.shape(view)))).reshape(self.shape(view))
        for axis, variable in enumerate(view):
            if variable in wanted:
                keep = [k for k, c in enumerate(self.categories[variable]) if c in wanted[variable]]
                grid = np.take(grid, keep, axis)
        return grid.ravel() + self.offsets[view]

    def tie(self) -> None:
        """Tables that share variables agree on their common margin."""
        views = [v for v in self.offsets if v]
        shared = {tuple(sorted(set(a) & set(b))) for a, b in itertools.combinations(views, 2)}
        margins = [self.view(s) for s in sorted(shared) if s]
        for view in list(self.offsets):
            for margin in margins:
                if margin != view and set(margin) < set(view):
                    self._agree(view, margin)

    def _agree(self, view: tuple[str, ...], margin: tuple[str, ...]) -> None:
        for values in itertools.product(*(self.categories[v] for v in margin)):
            wanted = {v: {value} for v, value in zip(margin, values, strict=True)}
            places = np.concatenate([self.cells(view, wanted), -1 - self.cells(margin, wanted)])
            self.rows.append((places, 0, 0))

    def matrix(self) -> tuple[csr_array, np.ndarray, np.ndarray]:
        """All rows as a sparse matrix with lower and upper bounds; a place below 0 counts -1."""
        places = [row[0] for row in self.rows]
        column = np.concatenate(places)
        sign = np.where(column < 0, -1.0, 1.0)
        column = np.where(column < 0, -1 - column, column)
        row = np.repeat(np.arange(len(places)), [len(p) for p in places])
        matrix = csr_array((sign, (row, column)), shape=(len(places), self.size))
        return matrix, np.array([r[1] for r in self.rows]), np.array([r[2] for r in self.rows])


def attack(published: Sequence[Bounds]) -> list[Pin]:
    """Every hidden or left-over count that the bounds of one set of answers pin too narrowly.

    Raises ValueError where the published numbers contradict each other.
    """
    targets = list(_targets(published))
    if not targets:
        return []
    system = _system(published, targets)
    return _pinned(system, targets)


def _system(published: Sequence[Bounds], targets: Sequence[Target]) -> System:
    categories: dict[str, dict[str, None]] = {}
    for one in published:
        for variable, chosen, known in (*one.who, *one.what):
            categories.setdefault(variable, {}).update(dict.fromkeys((*known, *chosen)))
    system = System({v: [*known, _NONE] for v, known in categories.items()}, published[0].total)
    for one in published:
        view = system.view([p[0] for p in (*one.who, *one.what)])
        if one.n is not None:
            cells = system.cells(view, _wanted(one.who, one.what, answered=True))
            system.rows.append((cells, one.n, one.n))
        if one.count is not None:
            system.rows.append((system.cells(view, _wanted(one.who, one.what)), *one.count))
    for target in targets:
        system.view([p[0] for p in (*target.who, *target.what)])
    system.tie()
    return system


def _wanted(
    who: Sequence[Literal],
    what: Sequence[Literal],
    answered: bool = False,
) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    counted = [(name, known if answered else chosen, known) for name, chosen, known in what]
    for variable, chosen, _ in (*who, *counted):
        values = set(chosen)
        wanted[variable] = wanted[variable] & values if variable in wanted else values
    return wanted


def _targets(published: Sequence[Bounds]) -> Iterator[Target]:
    """Hidden numbers, and groups of one to nine left over between published ones."""
    seen: set[Any] = set()
    shown: dict[Any, dict[tuple[Literal, ...], int]] = {}
    counted = {one.what for one in published if one.count is not None}
    for one in published:
        who, what = one.who, one.what
        if one.n is not None:
            shown.setdefault(what, {})[who] = one.n
        elif one.linear and (who, what) not in seen:
            seen.add((who, what))
            yield Target(who, what, _label(who, what), _parent(who, what, published))
    for what, found in shown.items():
        if all(chosen == known for _, chosen, known in what) or what not in counted:
            continue  # only how many answered: nothing is said of the few left over
        for rest in _left_over(found):
            yield Target(rest, what, _label(rest, what), policy.LEAST_BASE)


def _parent(
    who: tuple[Literal, ...],
    what: tuple[Literal, ...],
    published: Sequence[Bounds],
) -> int:
    """The few who said so, or did not, in a larger group that is published: no part can vary by
    more than that."""
    limits = [policy.LEAST_BASE]
    for one in published:
        if one.n is not None and one.count and one.what == what and set(one.who) < set(who):
            limits += [one.count[1], one.n - one.count[0]]
    return min(limits)


def _left_over(found: dict[tuple[Literal, ...], int]) -> Iterator[tuple[Literal, ...]]:
    """Within one variable: a published group less its published parts, when few remain."""
    for outer, n in found.items():
        parts: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], int]] = {}
        for inner, m in found.items():
            more = [p for p in inner if p not in outer]
            if len(more) == 1 and set(outer) < set(inner):
                parts.setdefault((more[0][0], more[0][2]), {})[more[0][1]] = m
        for (variable, known), by_choice in parts.items():
            for count in (len(by_choice), 1):
                for chosen in itertools.combinations(by_choice, count):
                    values = [c for part in chosen for c in part]
                    few = n - sum(by_choice[part] for part in chosen)
                    if len(set(values)) == len(values) and 0 < few < policy.LEAST_BASE:
                        rest = tuple(c for c in known if c not in values)
                        yield (*outer, (variable, (*rest, _NONE), known))


def _label(who: Sequence[Literal], what: Sequence[Literal]) -> str:
    named = [f"{v}={'/'.join(c for c in chosen if c != _NONE) or '-'}" for v, chosen, _ in who]
    return " ".join([*named, *(f"{v}={'/'.join(chosen)}" for v, chosen, _ in what)])


def _pinned(system: System, targets: Sequence[Target]) -> list[Pin]:
    matrix, lower, upper = system.matrix()
    sums, people = ([_sum(system, t, answered) for t in targets] for answered in (False, True))
    low, high = _reached(sums, matrix, lower, upper)
    most = _most(people, matrix, lower, upper)
    needed = np.array(
        [width_needed(min(int(m), t.parent)) for m, t in zip(most, targets, strict=True)]
    )
    pins = []
    for k, target in enumerate(targets):
        if high[k] - low[k] < needed[k]:
            low[k], high[k] = _range(sums[k], matrix, lower, upper, whole=False)
        if needed[k] <= high[k] - low[k] <= needed[k] + 1:
            low[k], high[k] = _range(sums[k], matrix, lower, upper, whole=True)
        if high[k] - low[k] < needed[k]:
            pins.append(Pin(target, int(low[k]), int(high[k]), int(needed[k])))
    return pins


def _sum(system: System, target: Target, answered: bool) -> np.ndarray:
    view = system.view([p[0] for p in (*target.who, *target.what)])
    weights = np.zeros(system.size)
    weights[system.cells(view, _wanted(target.who, target.what, answered))] = 1
    return weights


def _reached(sums: list[np.ndarray], *rows: Any) -> tuple[np.ndarray, np.ndarray]:
    """Ranges that whole solutions already show to be possible: a few programs serve all targets.

    Half up, half down, a different half each time; what every such answer leaves is looked at
    one by one afterwards.
    """
    low, high = np.full(len(sums), np.inf), np.full(len(sums), -np.inf)
    stacked = np.array(sums)
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (_ROUNDS, len(sums)))
    signs[0], signs[1] = 1, -1
    for sign in (*signs, *-signs[2:]):
        values = stacked @ _solve(sign @ stacked, *rows)
        low, high = np.minimum(low, values), np.maximum(high, values)
    return np.ceil(low - 1e-6), np.floor(high + 1e-6)


def _most(sums: list[np.ndarray], *rows: Any) -> np.ndarray:
    """The largest size of each target's group, as far as it matters."""
    stacked = np.array(sums)
    most = stacked @ _solve(-stacked.sum(axis=0), *rows)
    for k in np.flatnonzero(most < policy.LEAST_SENSITIVE_COUNT):
        most[k] = sums[k] @ _solve(-sums[k], *rows)
    return np.floor(most + 1e-6)


def _range(weights: np.ndarray, *rows: Any, whole: bool) -> tuple[float, float]:
    solve = _solve_whole if whole else _solve
    return (
        float(np.ceil(weights @ solve(weights, *rows) - 1e-6)),
        float(np.floor(weights @ solve(-weights, *rows) + 1e-6)),
    )


def _solve(
    cost: np.ndarray,
    matrix: csr_array,
    lower: np.ndarray,
    upper: np.ndarray,
) -> np.ndarray:
    fixed = lower == upper
    loose = ~fixed
    solution = optimize.linprog(
        cost,
        A_eq=matrix[fixed],
        b_eq=lower[fixed],
        A_ub=_both(matrix[loose]) if loose.any() else None,
        b_ub=np.concatenate([upper[loose], -lower[loose]]) if loose.any() else None,
        bounds=(0, None),
        method="highs",
    )
    if solution.status != 0:
        raise ValueError(solution.message)
    return solution.x


def _both(matrix: csr_array) -> csr_array:
    from scipy.sparse import vstack

    return vstack([matrix, -matrix]).tocsr()


def _solve_whole(
    cost: np.ndarray,
    matrix: csr_array,
    lower: np.ndarray,
    upper: np.ndarray,
) -> np.ndarray:
    """In whole numbers; where the time runs out, the linear answer stands."""
    solution = optimize.milp(
        cost,
        constraints=optimize.LinearConstraint(matrix, lower, upper),
        integrality=np.ones(len(cost)),
        bounds=optimize.Bounds(0, np.inf),
        options={"time_limit": policy.ATTACK_SECONDS},
    )
    if solution.status != 0:
        return _solve(cost, matrix, lower, upper)
    return np.round(solution.x)
