"""A published number as its reader has it: who was counted, what was counted, between what bounds.

Plain JSON, so that the ledger of a study can hold it and the attack can read it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from researchlib.clean.answers import tick
from researchlib.estimate.estimates import Asked, Estimates, Measure
from researchlib.estimate.interval import wilson
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.numbers import half_up
from researchlib.terms.words import Kind

Release = dict[str, Any]
_ANSWERED = ["+"]
_TICKED = ["1", "0"]


def releases_of(estimates: Estimates) -> list[Release]:
    """One release a row of the table, its count still unknown: `count` is None until shown.

    `who` holds (variable, choices counted, all choices) of filter and group; `what` the same for
    the variable itself, or for each of two taken together. Weighted shares and averages bound no
    count: only their n is linear.
    """
    asked = estimates.asked
    groups = dict(asked.groups)
    made = []
    for row in estimates.table.itertuples():
        who = [list(f) for f in asked.filters]
        if row.group and row.group != w.EVERYONE:
            who += [list(p) for p in groups[row.group]]
        made.append(
            {
                "data": asked.data,
                "total": asked.total,
                "who": sorted(who),
                "what": _what(estimates, row.item, row.choice),
                "n": None,
                "count": None,
                "linear": estimates.measure is Measure.SHARE and not asked.weighted,
            }
        )
    return made


def key_of(release: Release) -> str:
    """Which number of which people it is, whatever it says and wherever it stands."""
    return json.dumps([release["data"], release["who"], release["what"]], ensure_ascii=False)


def _what(estimates: Estimates, item: str, choice: str) -> list[Any]:
    """What was counted: one literal a variable."""
    question = next((q for q in estimates.questions if q.label == item), estimates.questions[0])
    if estimates.measure is not Measure.SHARE:
        return [[f"{question.variable}#", _ANSWERED, _ANSWERED]]
    of = estimates.asked.of or (choice,)
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        name = "+".join(tick(question.variable, c) for c in of if c)
        if len(of) == 1 and w.top_places(of[0]):
            name = f"{tick(question.variable, choice)}={of[0]}"
        return [[name, _TICKED[:1], _TICKED]]
    counted = (question.key,) if of == (w.CORRECT,) else of
    known = (*question.substantive, *(c for c in counted if c not in question.substantive))
    return [list(p) for p in question.literals(counted, known)]


def counts_within(asked: Asked, n: int, printed: Sequence[float], digits: int) -> tuple[int, int]:
    """The smallest and largest count that would print the same share and interval."""
    counts = np.arange(n + 1)
    p = counts / n
    left = 1 - n / asked.frame_size if asked.frame_size else 1.0
    low, high = wilson(p, np.full(n + 1, n / left if left else n))
    same = np.ones(n + 1, bool)
    for values, shown in zip((p, low, high), printed, strict=True):
        same &= half_up(values * 10**digits) == half_up(shown * 10**digits)
    found = np.flatnonzero(same)
    return (int(found[0]), int(found[-1])) if len(found) else (0, n)


def width_needed(most: int) -> int:
    """How far a hidden count must stay uncertain: five values, or all that its group allows."""
    return min(policy.LEAST_SENSITIVE_COUNT - 1, most)
