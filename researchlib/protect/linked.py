"""Everything that a study publishes, taken together: what would follow from it is withheld, or
stops the report; what has left the house is remembered."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from researchlib.clean.answers import Answers
from researchlib.clean.questionnaires import clean_answers, under_alternatives
from researchlib.protect import say
from researchlib.protect.bounds import Bounds, Kept
from researchlib.protect.ledger import code_fingerprint
from researchlib.protect.number import Content
from researchlib.protect.suppress import protected_by, settled, standing, unsettled
from researchlib.protect.system import People
from researchlib.store.files import sha256_of
from researchlib.study.study import Study
from researchlib.terms import policy

# What it costs to lose a number: a finding says more than a chart, a chart more than a table.
_USED = {"finding": 6.0, "text": 3.0, "chart": 2.0}


@dataclass(frozen=True)
class Plan:
    """What is withheld in the whole study, with the marks of what has been looked at, and what
    each of these numbers would have given away."""

    withheld: frozenset[str]
    why: Mapping[str, tuple[str, ...]]


def bounds_in(report: str, contents: Iterable[Content]) -> list[Bounds]:
    """The bounds that these contents publish, each with the place where it stands."""
    return [
        replace(one, place=say.place(report, content.opening))
        for content in contents
        for one in content.behind.bounds
    ]


def conforms(bounds: Iterable[Bounds], withheld: Iterable[str]) -> bool:
    """Whether of these numbers exactly those are withheld for the others' sake."""
    away = set(withheld)
    return all(
        (one.kept == Kept.OTHERS) == (one.key in away)
        for one in bounds
        if one.kept in ("", Kept.OTHERS) and not one.bare
    )


def planned(
    study: Study,
    contents: Sequence[Content],
    known: frozenset[str],
    gone: Sequence[Bounds],
    already: Collection[str] = (),
) -> Plan:
    """Which numbers are withheld so that no small sensitive count follows from everything that is
    published, and from what has left the house; found anew only where something has changed. What
    this run has withheld `already` stays: a page that says other things once a number is missing
    would else be asked for the number again, and again."""
    marks = _marks(contents, gone)
    costs: dict[str, float] = {}
    rows: dict[str, dict[Bounds, None]] = {data: {} for data in marks}
    for content in contents:
        for one in content.behind.bounds:
            if one.key in already and not one.bare:
                continue
            candidate = replace(one, kept="" if one.kept == Kept.OTHERS else one.kept, place="")
            rows[one.data][candidate] = None
            used = _USED.get(content.kind, 1.0) * standing(candidate)
            costs[one.key] = costs.get(one.key, 0.0) + used
    found = unsettled(known)
    withheld = {key for key in found for data in [json.loads(key)[0]] if marks.get(data) in known}
    why: dict[str, tuple[str, ...]] = {}
    people, others = _people(study, [data for data, mark in marks.items() if mark not in known])
    for data, mark in marks.items():
        if mark in known:
            continue
        fixed = [replace(one, kept="") for one in gone if one.data == data and one.n is not None]
        told = [*rows[data], *fixed]
        if data in people:
            cover = protected_by(people[data], told, costs, {one.key for one in fixed})
            if cover.loose:
                raise say.problem("would_follow", [say.pinned(p.target.label) for p in cover.loose])
            why |= cover.hidden
            if data in others:  # the same people treated otherwise: no one system holds both
                why |= dict.fromkeys(_guarded(people[data], told), ("",))
        else:
            why |= dict.fromkeys(_unknown(told), ("",))
    return Plan(frozenset({*withheld, *why, *already, *marks.values()}), why)


def open_again(
    contents: Iterable[Content], known: Iterable[str], gone: Sequence[Bounds]
) -> set[str]:
    """The data of which it has to be found anew what is withheld."""
    found = list(contents)
    return {data for data, mark in _marks(found, gone).items() if mark not in set(known)}


def _marks(contents: Iterable[Content], gone: Sequence[Bounds]) -> dict[str, str]:
    """By data, a digest of all that decides what is withheld: which numbers stand where. What the
    answers are is in the mark of the data."""
    told: dict[str, list[str]] = {}
    for content in contents:
        for one in content.behind.bounds:
            small = "" if one.kept == Kept.OTHERS else one.kept
            told.setdefault(one.data, []).append(f"{content.kind}{one.key}{small}{one.exact}")
    past = [f"{one.key}{one.count}{one.printed}" for one in gone]
    return {
        data: settled(data, sha256_of("\n".join(sorted([code_fingerprint(), *found, *past])))[:16])
        for data, found in told.items()
    }


def _people(study: Study, wanted: Sequence[str]) -> tuple[dict[str, People], set[str]]:
    """The answers behind the data that are asked for; alternatives only where one is among them,
    and which these are."""
    found: dict[str, Answers] = {}
    for source in study.sources if wanted else ():
        found.setdefault((one := clean_answers(study, source)).data, one)
    decided = set(found)
    for source in study.sources if set(wanted) - set(found) else ():
        for _, _, other in under_alternatives(study, source)[1]:
            if other is not None:
                found.setdefault(other.data, other)
    return {data: People(found[data]) for data in wanted if data in found}, {*found} - decided


def _guarded(people: People, rows: Sequence[Bounds]) -> Iterator[str]:
    """All that is said of a question whose small counts are withheld."""
    for one in rows:
        secret = any(v not in people or people.guarded(v) for v in one.variables)
        if secret and not (one.kept or one.bare):
            yield one.key


def _unknown(rows: Sequence[Bounds]) -> Iterator[str]:
    """Of answers that cannot be looked at again, all that is said of a question of which something
    is withheld."""
    secret = {v for one in rows if one.kept == Kept.FEW for v, *_ in one.what}
    for one in rows:
        if not one.kept and not one.bare and secret.intersection(one.variables):
            yield one.key


def few_between(now: Iterable[Bounds], gone: Iterable[Bounds]) -> list[str]:
    """Where the same number has left the house on one to four answers more or fewer."""
    before: dict[object, set[tuple[int, str]]] = {}
    for one in gone:
        if one.n is not None:
            before.setdefault((one.who, one.what, one.counted), set()).add((one.n, one.data))
    told = [
        one.place
        for one in now
        if one.n is not None and not one.kept
        for n, data in before.get((one.who, one.what, one.counted), ())
        if data != one.data and 0 < abs(n - one.n) < policy.LEAST_SENSITIVE_COUNT
    ]
    return list(dict.fromkeys(told))
