"""k-anonymity: how many respondents share what could be put together about each of them."""

import itertools
from dataclasses import dataclass

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.study.codebook import Question
from researchlib.terms import policy
from researchlib.terms.words import Kind, Sensitivity


@dataclass(frozen=True)
class Risk:
    """One combination of questions: its smallest group, who is alone, who shares with few."""

    questions: tuple[Question, ...]
    smallest: int
    alone: int
    few: int


@dataclass(frozen=True)
class Merge:
    """Two choices of one question that would be large enough together."""

    question: Question
    choices: tuple[str, ...]
    n: int


def identifying(answers: Answers) -> tuple[Question, ...]:
    """The questions that together could point at a person (合起来可认出本人)."""
    return tuple(
        q
        for q in answers.codebook
        if q.sensitivity is Sensitivity.QUASI and q.kind in (Kind.SINGLE, Kind.SCALE)
    )


def risks(answers: Answers) -> list[Risk]:
    """Each identifying question, every two, and all together (Samarati and Sweeney 1998)."""
    known = identifying(answers)
    sets = [(q,) for q in known] + list(itertools.combinations(known, 2))
    return [_risk(answers, s) for s in [*sets, *([known] if len(known) > 2 else [])]]


def _risk(answers: Answers, questions: tuple[Question, ...]) -> Risk:
    codes = np.column_stack([answers.codes(q.variable) for q in questions])
    _, place, sizes = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    own = sizes[place.ravel()]
    return Risk(
        questions,
        int(sizes.min()),
        int((own == 1).sum()),
        int((own < policy.LEAST_SENSITIVE_COUNT).sum()),
    )


def merges(answers: Answers) -> list[Merge]:
    """For every choice with too few people: the neighbours that reach the least base with it."""
    found = []
    for question in identifying(answers):
        names = answers.choices(question.variable)
        counts = np.bincount(answers.codes(question.variable) + 1, minlength=len(names) + 1)[1:]
        for k in np.flatnonzero((counts > 0) & (counts < policy.LEAST_BASE)):
            first, last = int(k), int(k)
            while counts[first : last + 1].sum() < policy.LEAST_BASE and (
                first > 0 or last < len(names) - 1
            ):
                down = counts[first - 1] if first > 0 else np.inf
                up = counts[last + 1] if last < len(names) - 1 else np.inf
                first, last = (first - 1, last) if down <= up else (first, last + 1)
            merge = Merge(
                question, tuple(names[first : last + 1]), int(counts[first : last + 1].sum())
            )
            if len(merge.choices) > 1 and merge not in found:
                found.append(merge)
    return found
