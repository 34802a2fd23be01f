"""Which numbers are withheld so that no small sensitive count follows from the others.

A linear program's duals name the rows that pin a count: one of them at least must go. Taking the
lightest each time is quick; collecting these cuts and covering them at the least weight (Fischetti
and Salazar-González 2000) is often better. The better of the two is used, and what turns out not
to have been needed is shown after all.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy import optimize

from researchlib.protect.attack import Attack, Pin, Target
from researchlib.protect.bounds import Bounds, Counted, Kept, width_needed
from researchlib.protect.system import People, System, SystemRow, unknowns
from researchlib.terms import policy
from researchlib.terms import words as w

_SETTLED = "settled:"
_MOST_CLASSES = 12  # of a scale, whose every choice is looked at though no share of it is printed
_MOST_UNITED = 8  # hidden choices of one group that are looked at in every union


_Hidden = TypeVar("_Hidden")
Choice = Callable[[set[str], list[Pin]], set[str]]


@dataclass(frozen=True)
class Cover:
    """What is withheld beside the small ones, and what would have followed otherwise: each number
    with the counts that it would have given away. `loose` are counts that nothing could free."""

    hidden: Mapping[str, tuple[str, ...]]
    loose: tuple[Pin, ...] = ()


def protected_by(
    people: People,
    bounds: Sequence[Bounds],
    weights: Mapping[str, float],
    fixed: Collection[str] = (),
) -> Cover:
    """Which of these numbers are withheld so that nothing follows; those `fixed` have left the
    house already and stay. Questions tabled with each other are looked at together."""
    told = (one for one in bounds if not (one.exact and one.kept))
    distinct = list({(one.key, one.count, one.printed): one for one in told}.values())
    hidden: dict[str, tuple[str, ...]] = {}
    loose: list[Pin] = []
    for unknown, rows in _clusters(people, distinct):
        if not any(one.kept or one.exact or one.counted == Counted.AVERAGE for one in rows):
            continue
        found = _Cover(people, unknown, rows, weights, fixed).best()
        hidden |= found.hidden
        loose += found.loose
    return Cover(hidden, tuple(loose))


def _clusters(
    people: People, bounds: Sequence[Bounds]
) -> Iterator[tuple[tuple[str, ...], list[Bounds]]]:
    """The guarded variables that stand in one number together, with all numbers about them."""
    about = [
        frozenset(v for v in one.variables if v not in people or people.guarded(v))
        for one in bounds
    ]
    left = {variable for names in about for variable in names}
    while left:
        found = {min(left)}
        while more := {v for names in about if names & found for v in names} - found:
            found |= more
        left -= found
        rows = [one for one, names in zip(bounds, about, strict=True) if names & found]
        yield tuple(sorted(found)), rows


class _Cover:
    """One system: its rows by number, its targets, and the search for what to withhold."""

    def __init__(
        self,
        people: People,
        unknown: tuple[str, ...],
        bounds: Sequence[Bounds],
        weights: Mapping[str, float],
        fixed: Collection[str],
    ) -> None:
        self._weights, self._bounds = weights, list(bounds)
        self._fixed = {*fixed, *(one.key for one in bounds if one.bare)}
        self._dropped = self._fit(people, unknown)
        if not self._bounds:
            return
        names = {v for one in self._bounds for v in one.variables}
        self._system = System(people, [v for v in unknown if v in names], self._bounds)
        self._attack = Attack(self._system)
        self._rows = _shared(r for b in self._bounds if not b.kept for r in self._system.rows(b))
        self._cuts: list[tuple[SystemRow, ...]] = []
        self._asked = {b.key: self._system.answered(b) for b in self._bounds}
        averaged = [b for b in self._bounds if b.counted == Counted.AVERAGE]
        self._tables = {b.key: self._system.table(b) for b in averaged}
        self._said = {
            b.key: (self._system.said(b) > 0) & self._asked[b.key]
            for b in self._bounds
            if b.counted in (Counted.ALL, Counted.ANY)
        }

    def _fit(self, people: People, unknown: tuple[str, ...]) -> set[str]:
        """What is too much to be looked at is withheld, the lightest crossing first, until the
        rest can be looked at."""
        dropped: set[str] = set()
        while self._bounds:
            names = {v for one in self._bounds for v in one.variables}
            known = names <= {n for n in names if n in people}
            mine = [v for v in unknown if v in names]
            if known and unknowns(people, mine, self._bounds) <= policy.MOST_UNKNOWNS:
                break
            crossings: dict[frozenset[str], float] = {}
            for one in self._bounds:
                of = frozenset(one.variables)
                lost = 0.0 if not all(v in people for v in of) else self._weight(one.key)
                crossings[of] = crossings.get(of, 0.0) + lost
            several = {of: lost for of, lost in crossings.items() if len(of) > 1} or crossings
            least = min(several, key=lambda of: (several[of], sorted(of)))
            gone = [one for one in self._bounds if frozenset(one.variables) == least]
            dropped |= {one.key for one in gone if not one.kept}
            self._bounds = [one for one in self._bounds if one not in gone]
        return dropped

    def best(self) -> Cover:
        """The lighter of both ways, less what is not needed after all."""
        why = dict.fromkeys(self._dropped, ("",))
        if not self._bounds:
            return Cover(why)
        first = self._pins(set())
        if not first:
            return Cover(why)
        greedy = self._rounds(self._lightest, first) or set()
        covered = self._rounds(self._least, first) if len(greedy) > 1 else None
        tried = [one for one in (greedy, covered) if one is not None]
        hidden = self._lessened(min(tried, key=self._cost))
        loose = self._pins(hidden)
        return Cover(why | {key: self._reason(key, first) for key in hidden}, tuple(loose))

    def _rounds(self, choose: Choice, pins: list[Pin]) -> set[str] | None:
        """Withhold and attack again until nothing is pinned, or nothing is left to withhold."""
        hidden: set[str] = set()
        for place in range(10 * policy.CUT_ROUNDS):
            self._cuts += [tuple(pin.by) for pin in pins]
            more = choose(hidden, pins)
            if more <= hidden or (choose == self._least and place >= policy.CUT_ROUNDS):
                return hidden if choose == self._lightest else None
            hidden = more
            if not (pins := self._pins(hidden)):
                return hidden
        return hidden

    def _lightest(self, hidden: set[str], pins: Sequence[Pin]) -> set[str]:
        """Of the rows that pin each target, the one that costs least."""
        made = set(hidden)
        for pin in pins:
            open_rows = [r for r in pin.by if not r.keys & self._fixed]
            if any(r.keys <= made for r in open_rows) and made != hidden:
                continue
            open_rows = [r for r in open_rows if not r.keys <= made] or [
                r for r in self._near(pin.target) if not r.keys <= made
            ]
            if open_rows:
                made |= min(open_rows, key=lambda r: self._cost(r.keys - made)).keys
        return made

    def _near(self, target: Target) -> list[SystemRow]:
        """Every row about somebody of the target, where the duals name none that may go."""
        return [r for r in self._rows if not r.keys & self._fixed and (r.of * target.of).any()]

    def _least(self, hidden: set[str], pins: Sequence[Pin]) -> set[str]:
        """The lightest set that takes a row out of every cut."""
        cuts = [[r for r in cut if not r.keys & self._fixed] for cut in self._cuts]
        rows = list({id(r): r for cut in cuts for r in cut}.values())
        keys = sorted({key for r in rows for key in r.keys})
        size = len(keys) + len(rows)
        at = {key: k for k, key in enumerate(keys)}
        of = {id(r): len(keys) + k for k, r in enumerate(rows)}
        lines = [{of[id(r)]: 1.0 for r in cut} for cut in cuts if cut]
        low = [1.0] * len(lines)
        lines += [{at[key]: 1.0, of[id(r)]: -1.0} for r in rows for key in r.keys]
        low += [0.0] * (len(lines) - len(low))
        matrix = np.zeros((len(lines), size))
        for k, line in enumerate(lines):
            matrix[k, list(line)] = list(line.values())
        cost = np.array([*(self._weight(key) for key in keys), *[1e-6] * len(rows)])
        found = optimize.milp(
            cost,
            constraints=optimize.LinearConstraint(matrix, np.array(low), np.inf),
            integrality=np.ones(size),
            bounds=optimize.Bounds(0, 1),
            options={"time_limit": policy.ATTACK_SECONDS},
        )
        if found.x is None:
            return set(hidden)
        made = {key for key in keys if found.x[at[key]] > 0.5}
        return made if made != hidden else self._lightest(hidden, pins)

    def _lessened(self, hidden: set[str]) -> set[str]:
        """Without those that are not needed beside the others, the heaviest first."""
        for key in sorted(hidden, key=lambda k: (-self._weight(k), k)):
            if self._attack.programs > policy.CUT_PROGRAMS:
                break
            if not self._attack.pinned(*self._after(hidden - {key})):
                hidden = hidden - {key}
        return hidden

    def _pins(self, hidden: set[str]) -> list[Pin]:
        return self._attack.pins(*self._after(hidden))

    def _after(self, hidden: set[str]) -> tuple[list[SystemRow], list[Target]]:
        """What is still said, and what must not follow, once these are withheld."""
        return [r for r in self._rows if not r.keys <= hidden], self._targets(hidden)

    def _cost(self, keys: Iterable[str]) -> float:
        return sum(map(self._weight, keys))

    def _weight(self, key: str) -> float:
        return self._weights.get(key, 1.0)

    def _reason(self, key: str, pins: Sequence[Pin]) -> tuple[str, ...]:
        """The counts that this number helps to pin."""
        named = [pin.target.label for pin in pins if any(key in r.keys for r in pin.by)]
        return tuple(dict.fromkeys(named)) or (pins[0].target.label,)

    def _targets(self, hidden: set[str]) -> list[Target]:
        """Every small count that is hidden, or of which only an average is printed, and the small
        unions of hidden choices."""
        found: dict[bytes, Target] = {}
        tables: dict[tuple[object, ...], list[Bounds]] = {}
        for one in self._bounds:
            away = bool(one.kept) or one.key in hidden
            if one.counted == Counted.AVERAGE:
                for classes in _unions(self._classes(one, away)):
                    self._add(found, one, np.any(classes, axis=0))
            elif away and one.counted != Counted.TABLE:
                variables = tuple(v for v, *_ in one.what)
                tables.setdefault((one.who, variables, one.counted), []).append(one)
        for several in tables.values():
            for united in _unions(list({one.what: one for one in several}.values())):
                cells = np.any([self._said[one.key] for one in united], axis=0)
                self._add(found, united[0], cells)
        return list(found.values())

    def _classes(self, one: Bounds, away: bool) -> list[np.ndarray]:
        """Each choice of a scale; of many numbers only those of few people who are hidden."""
        cells = self._tables[one.key]
        if len(cells) <= _MOST_CLASSES:
            return cells
        return [c for c in cells if away and c @ self._system.truth]

    def _add(self, found: dict[bytes, Target], one: Bounds, cells: np.ndarray) -> None:
        """A sum of cells that few gave, or all but a few; that somebody answered at all is no
        secret, only who is of a guarded group."""
        truth, asked = self._system.truth, self._asked[one.key]
        n, count = asked @ truth, cells @ truth
        whole = np.array_equal(cells, asked)
        if whole and not any(v in self._system.unknown for v, *_ in one.who):
            return
        told = n if whole else min(count, n - count)
        if told < policy.LEAST_SENSITIVE_COUNT and n:
            of = cells.astype(float)
            found.setdefault(of.tobytes(), Target(of, width_needed(int(n)), _label(one)))


def _unions(own: Sequence[_Hidden]) -> Iterator[tuple[_Hidden, ...]]:
    """Hidden numbers of one group, or choices behind an average, alone and together."""
    most = len(own) if len(own) <= _MOST_UNITED else 2
    for size in range(1, most + 1):
        yield from itertools.combinations(own, size)
    if most < len(own):
        yield tuple(own)


def _shared(rows: Iterable[SystemRow]) -> list[SystemRow]:
    """Rows that several numbers state are one row, which goes only with all of them."""
    found: dict[tuple[bytes, float, float], SystemRow] = {}
    for row in rows:
        same = row.of.tobytes(), round(row.low, 9), round(row.high, 9)
        keys = found[same].keys | row.keys if same in found else row.keys
        found[same] = SystemRow(row.of, row.low, row.high, keys)
    return list(found.values())


def _label(one: Bounds) -> str:
    told = [*one.who, *one.what]
    return " ".join(f"{v}={'/'.join(chosen) or '*'}" for v, chosen, _ in told)


def standing(one: Bounds) -> float:
    """What it costs to withhold a number, before it is known who uses it: more of many people
    than of few, little of 其他, less of choices that were merged."""
    chosen = {c for _, some, _ in (*one.who, *one.what) for c in some}
    merged = any(1 < len(some) < len(known) for _, some, known in one.who)
    weight = 0.3 + (one.n or 0) / max(one.total, 1)
    return weight * (0.1 if w.OTHER in chosen else 0.5 if merged else 1.0)


def settled(data: str, digest: str) -> str:
    """The mark among what is withheld that the whole study has been looked at."""
    return f"{_SETTLED}{data}:{digest}"


def unsettled(withheld: Iterable[str]) -> frozenset[str]:
    """The numbers among what is withheld, without the marks."""
    return frozenset(mark for mark in withheld if not mark.startswith(_SETTLED))


def is_settled(withheld: Iterable[str], data: str) -> bool:
    """Whether what is withheld of these answers was found for the whole study."""
    return any(mark.startswith(f"{_SETTLED}{data}:") for mark in withheld)


def small(people: People, one: Bounds) -> str:
    """Why a whole table that the reader would have is withheld by itself."""
    if not any(map(people.guarded, one.variables)):
        return ""
    columns = [people.column(v) for v, *_ in one.what]
    inside = people.answers.domain & np.all([c.codes >= 0 for c in columns], axis=0)
    cells = np.column_stack([c.codes for c in columns])[inside]
    counts = np.unique(cells, axis=0, return_counts=True)[1]
    every = np.prod([float(len(c.words)) for c in columns])
    few = (counts < policy.LEAST_SENSITIVE_COUNT).any() or len(counts) < every
    return Kept.FEW if few else ""
