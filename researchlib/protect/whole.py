"""Everything that a study has published, taken together: what would follow from it stops it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from researchlib.protect.attack import Pin, attack
from researchlib.protect.release import Release
from researchlib.terms import policy
from researchlib.terms.messages import protect as say


def releases_in(report: str, contents: Sequence[Mapping[str, Any]]) -> list[Release]:
    """The bounds that these contents publish, each with the place where it stands."""
    found = []
    for content in contents:
        title = content.get("caption") or content["text"].split("\n")[0]
        for number in content["numbers"]:
            if number.get("release"):
                found.append(number["release"] | {"place": say.place(report, title)})
    return found


def check_whole(now: Sequence[Release], earlier: Mapping[str, Sequence[Release]]) -> None:
    """Attack all releases of all reports, with those of earlier editions of the same answers.

    Raises DataProblem naming the tables to change: a hidden count that follows, few people left
    over between two numbers, or two editions that differ by the answers of a few.
    """
    found = []
    for same in _by_data([*now, *(r for old in earlier.values() for r in old)]):
        try:
            pins = attack(same)
        except ValueError:
            raise say.contradiction(_places(same)) from None
        found += [say.pinned(pin.target.label, _near(pin, same)) for pin in pins]
    for edition, old in earlier.items():
        found += [say.editions_differ(place, edition) for place in _few_between(now, old)]
    if found:
        raise say.would_follow(list(dict.fromkeys(found)))


def _by_data(releases: Sequence[Release]) -> Iterator[list[Release]]:
    ordered = sorted(releases, key=lambda r: r["data"])
    for _, same in itertools.groupby(ordered, key=lambda r: r["data"]):
        unique = {str(sorted((k, str(v)) for k, v in r.items() if k != "place")): r for r in same}
        yield list(unique.values())


def _near(pin: Pin, releases: Sequence[Release]) -> list[str]:
    """The tables that speak of the pinned variable and its groups."""
    groups = {part[0] for part in pin.target.who}
    same = [r for r in releases if r["what"][0] == pin.target.what[0]]
    closest = [r for r in same if {p[0] for p in r["who"]} == groups] or same
    return _places(closest)[:3]


def _places(releases: Sequence[Release]) -> list[str]:
    return list(dict.fromkeys(r["place"] for r in releases))


def _few_between(now: Sequence[Release], old: Sequence[Release]) -> Iterator[str]:
    """The same number in two editions on n and n+1..4 answers."""
    def key(release: Release) -> str:
        return str((release["who"], release["what"]))

    before = {key(r): r for r in old if r["n"] is not None}
    for release in now:
        other = before.get(key(release))
        if other and release["n"] is not None and other["data"] != release["data"]:
            if 0 < abs(other["n"] - release["n"]) < policy.LEAST_SENSITIVE_COUNT:
                yield release["place"]
