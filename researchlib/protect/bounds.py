"""What a reader has of a published number: who was counted, what, between which bounds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from researchlib.clean.answers import tick
from researchlib.estimate.estimates import Asked, Estimates, Measure
from researchlib.estimate.interval import wilson
from researchlib.estimate.models.silent import ends, sampled, turning
from researchlib.study.codebook import Literal
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.numbers import ceiling, floor, half_up
from researchlib.terms.words import Kind, Sampling

_ANSWERED = ("+",)
_TICKED = ("1", "0")
# How value, interval, reach of the silent and what turns a share round are written.
_WRITTEN = (half_up, floor, ceiling, floor, ceiling, half_up)


@dataclass(frozen=True)
class Bounds:
    """What a number says of how many people gave which answers.

    `who` holds (variable, choices counted, all choices) of filter and group; `what` the same for
    the variable itself, or for each of two taken together. A hidden number has neither `n` nor
    `count`. Weighted shares and averages bound no count: only their n is linear. `place` is
    where the number stands.
    """

    data: str
    total: int
    who: tuple[Literal, ...]
    what: tuple[Literal, ...]
    n: int | None
    count: tuple[int, int] | None
    linear: bool
    place: str = ""

    @property
    def key(self) -> str:
        """Which number of which people it is, whatever it says and wherever it stands."""
        return json.dumps([self.data, self.who, self.what], ensure_ascii=False)

    def hidden(self) -> Bounds:
        """The same number withheld."""
        return replace(self, n=None, count=None)

    def shown(self, n: int, count: tuple[int, int] | None) -> Bounds:
        """The same number with its n, and the bounds of its count where it has any."""
        return replace(self, n=n, count=count if self.linear else None)


def bounds_of(estimates: Estimates) -> list[Bounds]:
    """One a row of the table, all hidden until shown."""
    asked = estimates.asked
    groups = {name: literals for name, literals in asked.groups if name != w.EVERYONE}
    return [
        Bounds(
            asked.data,
            asked.total,
            tuple(sorted((*asked.filters, *groups.get(row.group, ())))),
            _what(estimates, row.item, row.choice),
            None,
            None,
            estimates.measure is Measure.SHARE and not asked.weighted,
        )
        for row in estimates.table.itertuples()
    ]


def _what(estimates: Estimates, item: str, choice: str) -> tuple[Literal, ...]:
    """What was counted: one literal a variable."""
    question = next((q for q in estimates.questions if q.label == item), estimates.questions[0])
    if estimates.measure is not Measure.SHARE:
        ranked = question.kind is Kind.RANKING  # every choice has its own people
        name = tick(question.variable, choice) if ranked else question.variable
        return ((f"{name}#", _ANSWERED, _ANSWERED),)
    of = estimates.asked.of or (choice,)
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        name = "+".join(tick(question.variable, c) for c in of if c)
        if len(of) == 1 and w.top_places(of[0]):
            name = f"{tick(question.variable, choice)}={of[0]}"
        return ((name, _TICKED[:1], _TICKED),)
    counted = (question.key,) if of == (w.CORRECT,) else of
    choices = (*question.substantive, *(c for c in counted if c not in question.substantive))
    return question.literals(counted, choices)


def counts_within(
    asked: Asked, n: int, printed: Sequence[float], digits: int, silent: float = 0.0
) -> tuple[int, int]:
    """The smallest and largest count that would print the same share and interval, and the same
    of what is told of the silent."""
    counts, people = np.arange(n + 1), np.full(n + 1, n)
    quiet = np.full(n + 1, silent)
    left = 1 - asked.total / asked.frame_size if asked.frame_size else 1.0
    size = n / left if left > 0 else n
    low, high = wilson(counts / n, people * (size / n))
    reach = ends(counts, people, quiet)
    if asked.sampling is Sampling.CENSUS and asked.frame_size:
        low, high = reach
    else:
        reach = sampled(*reach, size * (1 + quiet / n))
    told = (counts / n, low, high, *reach, turning(counts, people, quiet))
    same = np.ones(n + 1, bool)
    size = 10**digits
    for place, (values, shown) in enumerate(zip(told, printed, strict=False)):
        if np.isfinite(shown):
            whole = _WRITTEN[place]
            same &= whole(values * size) == whole(shown * size)
    alike = np.flatnonzero(same)
    return (int(alike[0]), int(alike[-1])) if len(alike) else (0, n)


def width_needed(most: int) -> int:
    """How far a hidden count must stay uncertain: five values, or all that its group allows."""
    return min(policy.LEAST_SENSITIVE_COUNT - 1, most)
