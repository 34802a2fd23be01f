"""One drafted question: what it seems to be, how sure that is, and what a person is asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from researchlib.draft import say
from researchlib.draft.kinds import MOST_CHOICES, OPEN_TEXT, Guess, choice_kind
from researchlib.study.codebook import Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import is_number
from researchlib.terms.words import Direction, Kind, Sensitivity


@dataclass(frozen=True)
class Drafted:
    """One drafted question: `sure` from 0 to 1, samples of its answers, what is in doubt, how
    often each code stands that seems to mean no answer, and the answers by the rows they stand in.
    """

    question: Question
    sure: float
    samples: tuple[str, ...]
    doubt: str
    scores: bool = False
    missing: tuple[tuple[str, int], ...] = ()
    values: pd.Series = field(default_factory=pd.Series, repr=False, compare=False)

    @property
    def confirm(self) -> str:
        """What a person is asked about this question."""
        question, sides = self.question, self.question.sides
        unknown = question.kind is Kind.SCALE and question.direction is None
        asks = (
            self.doubt,
            say.seems_missing([say.code_found(*one) for one in self.missing]),
            say.CONFIRM_DIRECTION * unknown,
            say.CONFIRM_UNCHOSEN * (sides is not None and not all(sides)),
        )
        return "；".join(filter(None, asks))

    @property
    def codes(self) -> pd.Series | None:
        """The answers where all are numbers from 0 to 10."""
        texts = self.values.unique()
        codes = pd.Series(pd.to_numeric(texts, errors="coerce"), texts)
        return self.values.map(codes) if len(codes) and codes.between(0, 10).all() else None


def with_choices(question: Question, kind: Kind, choices: Sequence[str]) -> Question:
    """The question with these choices, and what their words (or its title) say of direction and
    middle."""
    scale = kind is Kind.SCALE
    found = scales.wording(choices) if scale else None
    middle = found.side(0) if found and found.good else ()
    title = question.stem + question.text
    ends = [word for _, word in scales.anchors(title)]
    told = scales.direction(choices) or scales.direction([*ends[:1], "0", *ends[-1:]])
    if not told and (scales.SCREENING.search(title) or scales.RECOMMEND.search(title)):
        told = Direction.MORE
    return replace(
        question,
        kind=kind,
        choices=tuple(choices),
        unsure=tuple(c for c in choices if scale and scales.UNSURE.match(c)),
        direction=told if scale else None,
        middle=middle[0] if len(middle) == 1 else "",
    )


def one_scale(rows: Sequence[Drafted]) -> list[Drafted]:
    """The rows of a matrix share their choices: what one row lacks another holds. Rows that share
    none are questions of their own under one heading."""
    every = [*dict.fromkeys(OPEN_TEXT.sub("", v) for row in rows for v in row.values.unique())]
    found = _shared(rows, every)
    if not found:
        mixed = len({row.question.kind for row in rows}) > 1 or _apart(rows)
        return [_renamed(row) if mixed else row for row in rows]
    kind, choices, sure = found
    level = min((row.question.sensitivity for row in rows), key=list(Sensitivity).index)
    return [
        row
        if row.question.kind is Kind.METADATA
        else replace(
            row,
            sure=sure,
            doubt=row.doubt or say.confirm_order(sure),
            question=replace(with_choices(row.question, kind, choices), sensitivity=level),
        )
        for row in rows
    ]


def _apart(rows: Sequence[Drafted]) -> bool:
    """Some row has no choice that another has."""
    shared = Counter(c for row in rows for c in row.question.choices)
    return any(max(shared[c] for c in r.question.choices) < 2 for r in rows if r.question.choices)


def _shared(rows: Sequence[Drafted], every: Sequence[str]) -> Guess | None:
    """The choices of all rows together, or numbers where some of them are no whole ones."""
    if not 0 < len(every) <= MOST_CHOICES or max(map(len, every)) > 20 or _apart(rows):
        return None
    if not all(map(is_number, every)):
        return None if any(w.TICK in v for v in every) else choice_kind([*every], matrix=True)
    ends = scales.named_range(rows[0].question.text)
    numbers = [*map(float, every), *(map(float, ends) if any(ends) else ())]
    if max(numbers) > 10:
        return None
    whole = all(map(float.is_integer, numbers))
    return (
        choice_kind([f"{n:g}" for n in numbers], matrix=True) if whole else (Kind.NUMBER, (), 0.85)
    )


def _renamed(row: Drafted) -> Drafted:
    """Not a row of its heading any more."""
    return replace(
        row, question=replace(row.question, variable=row.question.variable.replace(".", "_"))
    )
