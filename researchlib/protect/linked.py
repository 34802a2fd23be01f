"""Everything that a study has published, taken together: what would follow from it is withheld,
or stops the report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from researchlib.protect import say
from researchlib.protect.attack import Pin, attack
from researchlib.protect.bounds import Release, key_of
from researchlib.terms import policy

_ROUNDS = 40


def withhold_more(
    now: Sequence[Release],
    earlier: Mapping[str, Sequence[Release]],
) -> tuple[str, ...]:
    """Which shown numbers must be withheld as well, so that no hidden count follows from all
    tables of all reports together: the smallest first, those of earlier editions never."""
    old = [release for releases in earlier.values() for release in releases]
    more: list[str] = []
    for data in sorted({release["data"] for release in now}):
        fixed = _distinct(r for r in old if r["data"] == data)
        mine = _distinct(r for r in now if r["data"] == data)
        for _ in range(_ROUNDS):
            pins = _attacked([*fixed, *mine])
            keys = {_to_hide(pin, mine) for pin in pins} - {""}
            if not keys:
                break
            more += sorted(keys)
            mine = [_hidden(r) if key_of(r) in keys else r for r in mine]
    return tuple(dict.fromkeys(more))


def check_whole(now: Sequence[Release], earlier: Mapping[str, Sequence[Release]]) -> None:
    """Attack all releases of all reports, with those of earlier editions of the same answers.

    Raises DataProblem naming the tables to change: a hidden count that follows, few people left
    over between two numbers, or two editions that differ by the answers of a few.
    """
    found = []
    every = [*now, *(r for old in earlier.values() for r in old)]
    for data in sorted({release["data"] for release in every}):
        same = _distinct(r for r in every if r["data"] == data)
        found += [say.pinned(pin.target.label, _near(pin, same)) for pin in _attacked(same)]
    for edition, old in earlier.items():
        found += [say.editions_differ(place, edition) for place in _few_between(now, old)]
    if found:
        raise say.would_follow(list(dict.fromkeys(found)))


def _attacked(releases: Sequence[Release]) -> list[Pin]:
    try:
        return attack(releases)
    except ValueError:
        raise say.contradiction(_places(releases)) from None


def _distinct(releases: Iterator[Release]) -> list[Release]:
    """Each bound once, wherever it stands."""
    plain = {
        json.dumps({k: v for k, v in r.items() if k != "place"}, sort_keys=True): r
        for r in releases
    }
    return list(plain.values())


def _hidden(release: Release) -> Release:
    return release | {"n": None, "count": None}


def _to_hide(pin: Pin, releases: Sequence[Release]) -> str:
    """The smallest shown number that helps to pin the target: the same cell seen from its other
    side, then its neighbours in the table, then a larger or smaller table of its variables."""
    wanted = {(v, frozenset(c)) for v, c, _ in (*pin.target.who, *pin.target.what)}
    variables = {v for v, _ in wanted}
    best: tuple[tuple[int, int], str] | None = None
    for release in releases:
        if release["count"] is None:
            continue
        cell = {(v, frozenset(c)) for v, c, _ in (*release["who"], *release["what"])}
        shared = {v for v, _ in cell} & variables
        if not (_variables(pin.target.what) & shared or _variables(release["what"]) & variables):
            continue
        whole = len(cell) == 1  # the total of a question goes last
        apart = len(cell ^ wanted) + (0 if shared == variables else 10) + (50 if whole else 0)
        rank = (apart, min(release["count"][1], release["n"] - release["count"][0]))
        if best is None or rank < best[0]:
            best = rank, key_of(release)
    return best[1] if best else ""


def _near(pin: Pin, releases: Sequence[Release]) -> list[str]:
    """The tables that speak of the pinned variable and its groups."""
    groups = _variables(pin.target.who)
    same = [r for r in releases if _variables(r["what"]) & _variables(pin.target.what)]
    closest = [r for r in same if _variables(r["who"]) == groups] or same
    return _places(closest)[:3]


def _variables(literals: Sequence[Any]) -> set[str]:
    return {literal[0] for literal in literals}


def _places(releases: Sequence[Release]) -> list[str]:
    return list(dict.fromkeys(r["place"] for r in releases))


def _few_between(now: Sequence[Release], old: Sequence[Release]) -> Iterator[str]:
    """The same number in two editions on n and n+1..4 answers."""

    def same(release: Release) -> str:
        return json.dumps([release["who"], release["what"]], ensure_ascii=False)

    before = {same(r): r for r in old if r["n"] is not None}
    for release in now:
        other = before.get(same(release))
        if other and release["n"] is not None and other["data"] != release["data"]:
            if 0 < abs(other["n"] - release["n"]) < policy.LEAST_SENSITIVE_COUNT:
                yield release["place"]
