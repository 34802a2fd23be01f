"""The people behind the numbers: what each of them answered, by the names that bounds use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, tick
from researchlib.clean.scoring import score
from researchlib.estimate.arguments import weights
from researchlib.estimate.average import scores
from researchlib.study.codebook import Question
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Sensitivity

_PLACE = "#"  # of a ranking: the mean place, not whether it was listed
_SECRET = (Sensitivity.SENSITIVE, Sensitivity.DIRECT)


@dataclass(frozen=True)
class Column:
    """One answer of each person as a class 0..k-1 (-1 for none): the printed choices behind each
    class, and what it scores; `asked` tells whom the form led to the question, which others know.
    """

    codes: np.ndarray
    words: tuple[frozenset[str], ...]
    points: np.ndarray
    asked: np.ndarray

    def holds(self, chosen: Iterable[str]) -> np.ndarray:
        """Which classes are counted with these choices; the last place stands for no answer."""
        return np.array([*(words <= set(chosen) for words in self.words), False])


_Found = tuple[Answers, Question, str]


class People:
    """Those whose answers are published, looked at by variable."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.column = cache(self._column)

    def __len__(self) -> int:
        return len(self.answers.frame)

    def weights(self, name: str) -> np.ndarray:
        """The weight of each; alike where none is named."""
        if not name:
            return np.ones(len(self))
        return weights(self.answers, None if name == w.OF_DESIGN else name)

    def guarded(self, name: str) -> bool:
        """Whether its small counts are withheld; what is not is known of everybody."""
        question = self._found(name)[1]
        secret = question.sensitivity in _SECRET
        of_study = self.answers.codebook.guarded and question.kind in ONE_CHOICE
        return secret or (of_study and question.sensitivity is not Sensitivity.QUASI)

    def __contains__(self, name: str) -> bool:
        return _base(name) in self._named or _base(name) in self._derived

    def _found(self, name: str) -> _Found:
        own = self._named.get(_base(name))
        return own or self._derived[_base(name)]

    @cached_property
    def _named(self) -> dict[str, _Found]:
        return self._names([self.answers])

    @cached_property
    def _derived(self) -> dict[str, _Found]:
        return self._names(self._scored())

    def _names(self, several: Iterable[Answers]) -> dict[str, _Found]:
        """By each name that bounds use: where it stands, its question, which choice of it."""
        named: dict[str, _Found] = {}
        for answers in several:
            for question in answers.codebook:
                if question.kind in SEVERAL:
                    for choice in answers.choices(question.variable):
                        named[tick(question.variable, choice)] = answers, question, choice
                elif question.kind in (*ONE_CHOICE, Kind.NUMBER):
                    named[question.variable] = answers, question, ""
        return named

    def _scored(self) -> Iterable[Answers]:
        """Scales as they are scored unless a notebook says otherwise."""
        groups = {q.group for q in self.answers.codebook if q.group and q.kind is Kind.SCALE}
        for group in groups:
            try:
                yield score(self.answers, group)
            except DataProblem:
                continue

    def _column(self, name: str) -> Column:
        answers, question, choice = self._found(name)
        variable = question.variable
        answered, asked = answers.answered(variable), answers.asked(variable)
        if choice:
            values = answers.frame[tick(variable, choice)].to_numpy(float)
            if name.endswith(_PLACE):
                return _numbers(np.where(answered, values, np.nan), asked)
            top = w.top_places(name.rpartition("=")[2]) or np.inf
            codes = np.where((np.nan_to_num(values) > 0) & (values <= top), 0, 1)
            words = frozenset("1"), frozenset("0")
            return Column(np.where(answered, codes, -1), words, np.array([1.0, 0.0]), asked)
        if question.kind is Kind.NUMBER:
            return _numbers(scores(answers, question), asked)
        choices = answers.choices(variable)
        points = np.full(len(choices), np.nan)
        if question.kind is Kind.SCALE:
            scored = np.array(question.points)[: len(choices)]
            points[: len(scored)] = (
                scored.max() + scored.min() - scored if question.reversed else scored
            )
        codes = np.where(answered, answers.codes(variable), -1).astype(int)
        return Column(
            codes, tuple(frozenset(question.originals(c)) for c in choices), points, asked
        )


def _base(name: str) -> str:
    """A tick without the place that is counted or averaged."""
    head, _, tail = name.rpartition("=")
    return head if head and w.top_places(tail) else name.removesuffix(_PLACE)


def _numbers(values: np.ndarray, asked: np.ndarray) -> Column:
    known = ~np.isnan(values)
    points = np.unique(values[known])
    codes = np.where(known, np.searchsorted(points, values), -1)
    return Column(codes, tuple(frozenset([str(p)]) for p in points), points, asked)
