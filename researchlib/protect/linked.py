"""Everything that a study has published, taken together: what would follow from it is withheld,
or stops the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from researchlib.protect import say
from researchlib.protect.attack import Pin, attack
from researchlib.protect.bounds import Bounds
from researchlib.protect.number import Content
from researchlib.study.codebook import Literal
from researchlib.terms import policy

_ROUNDS = 40


def bounds_in(report: str, contents: Iterable[Content]) -> list[Bounds]:
    """The bounds that these contents publish, each with the place where it stands."""
    return [
        replace(number.bounds, place=say.place(report, content.opening))
        for content in contents
        for number in content.numbers
        if number.bounds
    ]


def withhold_more(
    now: Sequence[Bounds],
    earlier: Mapping[str, Sequence[Bounds]],
) -> tuple[str, ...]:
    """Which shown numbers must be withheld as well, so that no hidden count follows from all
    tables of all reports together: the smallest first, those of earlier editions never."""
    old = [one for edition in earlier.values() for one in edition]
    more: list[str] = []
    for data in sorted({one.data for one in now}):
        fixed = _distinct(one for one in old if one.data == data)
        mine = _distinct(one for one in now if one.data == data)
        for _ in range(_ROUNDS):
            pins = _attacked([*fixed, *mine])
            keys = {_to_hide(pin, mine) for pin in pins} - {""}
            if not keys:
                break
            more += sorted(keys)
            mine = [one.hidden() if one.key in keys else one for one in mine]
    return tuple(dict.fromkeys(more))


def check_whole(now: Sequence[Bounds], earlier: Mapping[str, Sequence[Bounds]]) -> None:
    """Attack all bounds of all reports, with those of earlier editions of the same answers.

    Raises DataProblem naming the tables to change: a hidden count that follows, few people left
    over between two numbers, or two editions that differ by the answers of a few.
    """
    problems = []
    every = [*now, *(one for old in earlier.values() for one in old)]
    for data in sorted({one.data for one in every}):
        same = _distinct(one for one in every if one.data == data)
        problems += [say.pinned(pin.target.label, _near(pin, same)) for pin in _attacked(same)]
    for edition, old in earlier.items():
        problems += [say.editions_differ(place, edition) for place in _few_between(now, old)]
    if problems:
        raise say.would_follow(list(dict.fromkeys(problems)))


def _attacked(published: Sequence[Bounds]) -> list[Pin]:
    try:
        return attack(published)
    except ValueError:
        raise say.contradiction(_places(published)) from None


def _distinct(published: Iterable[Bounds]) -> list[Bounds]:
    """Each bound once, wherever it stands."""
    return list({replace(one, place=""): one for one in published}.values())


def _to_hide(pin: Pin, published: Sequence[Bounds]) -> str:
    """The smallest shown number that helps to pin the target: the same cell seen from its other
    side, then its neighbours in the table, then a larger or smaller table of its variables."""
    wanted = {(v, frozenset(c)) for v, c, _ in (*pin.target.who, *pin.target.what)}
    variables = {v for v, _ in wanted}
    best: tuple[tuple[int, int], str] | None = None
    for one in published:
        if one.n is None or one.count is None:
            continue
        cell = {(v, frozenset(c)) for v, c, _ in (*one.who, *one.what)}
        shared = {v for v, _ in cell} & variables
        if not (_variables(pin.target.what) & shared or _variables(one.what) & variables):
            continue
        whole = len(cell) == 1  # the total of a question goes last
        apart = len(cell ^ wanted) + (0 if shared == variables else 10) + (50 if whole else 0)
        rank = (apart, min(one.count[1], one.n - one.count[0]))
        if best is None or rank < best[0]:
            best = rank, one.key
    return best[1] if best else ""


def _near(pin: Pin, published: Sequence[Bounds]) -> list[str]:
    """The tables that speak of the pinned variable and its groups."""
    groups = _variables(pin.target.who)
    same = [one for one in published if _variables(one.what) & _variables(pin.target.what)]
    closest = [one for one in same if _variables(one.who) == groups] or same
    return _places(closest)[:3]


def _variables(literals: Sequence[Literal]) -> set[str]:
    return {literal[0] for literal in literals}


def _places(published: Sequence[Bounds]) -> list[str]:
    return list(dict.fromkeys(one.place for one in published))


def _few_between(now: Sequence[Bounds], old: Sequence[Bounds]) -> Iterator[str]:
    """The same number in two editions on n and n+1..4 answers."""
    before = {(one.who, one.what): (one.n, one.data) for one in old if one.n is not None}
    for one in now:
        n, data = before.get((one.who, one.what), (None, ""))
        if n is not None and one.n is not None and data != one.data:
            if 0 < abs(n - one.n) < policy.LEAST_SENSITIVE_COUNT:
                yield one.place
