"""What a reader has of a published number: who was counted, what, between which bounds."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, tick
from researchlib.estimate.estimates import Asked, Estimates, Measure
from researchlib.estimate.interval import wilson
from researchlib.estimate.models.silent import ends, sampled, turning
from researchlib.study.codebook import Literal
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.numbers import ceiling, floor, half_up

_TICKED = ("1", "0")
# How value, interval, reach of the silent and what turns a share round are written.
_WRITTEN = (half_up, floor, ceiling, floor, ceiling, half_up)


class Counted(StrEnum):
    """How many gave all of these answers, or any of them; their average; the whole table."""

    ALL = "share"
    ANY = "any"
    AVERAGE = "average"
    TABLE = "table"


class Kept(StrEnum):
    """Why a number is withheld: too few answered, too few said so, or others would follow."""

    BASE = "base"
    FEW = "few"
    OTHERS = "others"


# Small itself, or giving another away: these two are never told apart.
PROTECTING = (Kept.FEW, Kept.OTHERS)


@dataclass(frozen=True)
class Bounds:
    """What a number says of how many people gave which answers: one row of the system.

    `who` holds (variable, choices counted, all choices) of filter and group; `what` the same for
    the variable itself, or for each of several taken together. A hidden number has neither `n`
    nor `count`. `linear` is an unweighted share: `count` says all of it. Of the others `printed`
    is value, low and high as they stand, to so many `digits`, with the `weight` that was used.
    `exact` stands for a table that the reader is taken to have to the last person, behind a test
    or a difference. `silent` are those asked who did not answer, where the interval is how far they
    could move it. `kept` says why it is withheld; `place` is where it stands.
    """

    data: str
    total: int
    who: tuple[Literal, ...]
    what: tuple[Literal, ...]
    n: int | None
    count: tuple[int, int] | None
    linear: bool = True
    place: str = ""
    counted: str = Counted.ALL
    weight: str = ""
    printed: tuple[float, ...] = ()
    digits: int = 0
    exact: bool = False
    silent: float | None = None
    kept: str = ""

    @property
    def key(self) -> str:
        """Which number of which people it is, whatever it says and wherever it stands."""
        more = [str(self.counted), self.weight] if self.counted != Counted.ALL else []
        more = [*(more or [self.weight]), "="] if self.exact else more
        told = [self.data, self.who, self.what, *(more if any(more) else [])]
        return json.dumps(told, ensure_ascii=False)

    @property
    def variables(self) -> tuple[str, ...]:
        """Of whom and of what it tells."""
        return tuple(variable for variable, *_ in (*self.who, *self.what))

    @property
    def bare(self) -> bool:
        """Whether it says how many answered and nothing else; that stays."""
        plain = self.counted == Counted.ALL and not (self.linear or self.printed or self.exact)
        return plain and self.count is None and not self.kept

    @property
    def stripped(self) -> bool:
        """Whether it is withheld for others' sake and no longer says what it would."""
        return self.kept == Kept.OTHERS and not self.exact and self.n is None

    @property
    def public(self) -> Bounds:
        """As a ledger may keep it: of what is withheld, only that it is."""
        kept = Kept.FEW if self.kept == Kept.OTHERS else self.kept
        return replace(self.hidden(), kept=kept) if kept else self

    def hidden(self) -> Bounds:
        """The same number withheld."""
        return replace(self, n=None, count=None, printed=(), silent=None)

    def union(self, others: Sequence[Bounds], count: tuple[int, int]) -> Bounds:
        """How many gave one of several answers of the same question."""
        chosen = tuple(c for one in (self, *others) for c in one.what[0][1])
        return replace(self, what=((self.what[0][0], chosen, self.what[0][2]),), count=count)


def bounds_of(estimates: Estimates) -> list[Bounds]:
    """One a row of the table, all hidden until shown."""
    asked = estimates.asked
    groups = {name: literals for name, literals in asked.groups if name != w.EVERYONE}
    made = []
    for row in estimates.table.itertuples():
        counted, what = _what(estimates, row.item, row.choice)
        made.append(
            Bounds(
                asked.data,
                asked.total,
                tuple(sorted((*asked.filters, *groups.get(row.group, ())))),
                what,
                None,
                None,
                estimates.measure is Measure.SHARE and not asked.weight,
                counted=counted,
                weight=asked.weight,
                exact=estimates.measure is Measure.RANK,  # taken to have what it was ranked by
            )
        )
    return made


def _what(estimates: Estimates, item: str, choice: str) -> tuple[Counted, tuple[Literal, ...]]:
    """What was counted: one literal a variable."""
    question = next((q for q in estimates.questions if q.label == item), estimates.questions[0])
    several = question.kind in (w.Kind.MULTIPLE, w.Kind.RANKING)
    rank = estimates.measure is Measure.RANK and bool(choice or estimates.asked.of)
    if estimates.measure is not Measure.SHARE and not rank:
        ranked = f"{tick(question.variable, choice)}#"
        name, known = (ranked, ()) if several else (question.variable, question.substantive)
        return Counted.AVERAGE, ((name, known, known),)
    of = estimates.asked.of or (choice,)
    if several:
        places = f"={of[0]}" if len(of) == 1 and w.top_places(of[0]) else ""
        ticked = (choice,) if places else of
        names = [f"{tick(question.variable, c)}{places}" for c in ticked if c]
        literals = tuple((name, _TICKED[:1], _TICKED) for name in names)
        return Counted.ANY if len(literals) > 1 else Counted.ALL, literals
    counted = (question.key,) if of == (w.CORRECT,) else of
    choices = (*question.substantive, *(c for c in counted if c not in question.substantive))
    return Counted.ALL, question.literals(counted, choices)


def n_of(answers: Answers, variable: str) -> list[Bounds]:
    """That so many answered a question, and nothing of what."""
    question, n = answers.question(variable), int(answers.answered(variable)[answers.domain].sum())
    known = question.substantive
    names = [tick(variable, c) for c in known] if question.kind in SEVERAL else [variable]
    if question.kind not in (*SEVERAL, *ONE_CHOICE, w.Kind.NUMBER):
        return []
    known = _TICKED if question.kind in SEVERAL else known
    total = len(answers.frame)
    return [
        Bounds(answers.data, total, answers.filters, ((name, known, known),), n, None, linear=False)
        for name in names
    ]


def counts_within(
    asked: Asked, n: int, printed: Sequence[float], digits: int, silent: float = 0.0
) -> tuple[int, int]:
    """The smallest and largest count that would print the same share and interval, and the same
    of what is told of the silent."""
    first, last = _near(printed[0], n, digits)
    counts = np.arange(first, last + 1)
    people, quiet = np.full(len(counts), n), np.full(len(counts), silent)
    left = 1 - asked.total / asked.frame_size if asked.frame_size else 1.0
    size = n / left if left > 0 else n
    low, high = wilson(counts / n, people * (size / n))
    reach = ends(counts, people, quiet)
    if asked.sampling is w.Sampling.CENSUS and asked.frame_size:
        low, high = reach
    else:
        reach = sampled(*reach, size * (1 + quiet / n))
    told = (counts / n, low, high, *reach, turning(counts, people, quiet))
    same = np.ones(len(counts), bool)
    size = 10**digits
    for place, (values, shown) in enumerate(zip(told, printed, strict=False)):
        if np.isfinite(shown):
            whole = _WRITTEN[place]
            same &= whole(values * size) == whole(shown * size)
    alike = counts[same]
    return (int(alike[0]), int(alike[-1])) if len(alike) else (0, n)


def _near(share: float, n: int, digits: int) -> tuple[int, int]:
    """Between which counts every one lies that could print the same share."""
    if not np.isfinite(share):
        return 0, n
    step = 10.0**-digits
    return max(math.floor((share - step) * n), 0), min(math.ceil((share + step) * n), n)


def width_needed(most: int) -> int:
    """How far a hidden count must stay uncertain: five values, or all that its group allows."""
    return min(policy.LEAST_SENSITIVE_COUNT - 1, most)
