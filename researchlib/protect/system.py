"""The integer system: every number printed from one set of answers is a row over its cells.

A cell holds how many of those who are alike in all that is known (groups, filters, weights) gave
which sensitive answers. The known margins are fixed, over the patterns that occur; the truth is
one table that satisfies every row, and the reader sees all the others.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from scipy.sparse import csr_array

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, tick
from researchlib.clean.scoring import score
from researchlib.estimate.arguments import weights
from researchlib.estimate.average import scores
from researchlib.estimate.interval import quantile, wilson
from researchlib.protect.bounds import Bounds, Counted
from researchlib.study.codebook import Literal, Question
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Sensitivity

_PLACE = "#"  # of a ranking: the mean place, not whether it was listed
_SECRET = (Sensitivity.SENSITIVE, Sensitivity.DIRECT)
_TOLERANCE = 1e-6
_TRUTH = np.inf, -np.inf  # bounds that the truth itself fills
_SHAVED = 0.05  # of a window, for what a curve departs from its tangent


@dataclass(frozen=True)
class AnswerColumn:
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
        return bare(name) in self._named or bare(name) in self._derived

    def _found(self, name: str) -> _Found:
        own = self._named.get(bare(name))
        return own or self._derived[bare(name)]

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

    def _column(self, name: str) -> AnswerColumn:
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
            return AnswerColumn(np.where(answered, codes, -1), words, np.array([1.0, 0.0]), asked)
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
        return AnswerColumn(
            codes, tuple(frozenset(question.originals(c)) for c in choices), points, asked
        )


def bare(name: str) -> str:
    """A tick without the place that is counted or averaged."""
    head, _, tail = name.rpartition("=")
    return head if head and w.top_places(tail) else name.removesuffix(_PLACE)


def _numbers(values: np.ndarray, asked: np.ndarray) -> AnswerColumn:
    known = ~np.isnan(values)
    points = np.unique(values[known])
    codes = np.where(known, np.searchsorted(points, values), -1)
    return AnswerColumn(codes, tuple(frozenset([str(p)]) for p in points), points, asked)


@dataclass(frozen=True)
class SystemRow:
    """low <= sum of coefficients times cells <= high; the numbers that say so."""

    of: np.ndarray
    low: float
    high: float
    keys: frozenset[str] = frozenset()


class Patterns:
    """What is known of people: groups, weights, and which of the sensitive questions each was
    asked; every pattern that occurs, and who is of it."""

    def __init__(self, people: People, unknown: Sequence[str], bounds: Sequence[Bounds]) -> None:
        names = dict.fromkeys(v for b in bounds for v in b.variables)
        self.known = [v for v in names if v not in unknown]
        self.weights = dict.fromkeys(b.weight for b in bounds)
        columns = [people.column(v).codes for v in self.known]
        made = [np.unique(people.weights(v), return_inverse=True)[1] for v in self.weights]
        asked = [people.column(v).asked.astype(int) for v in unknown]
        told = np.column_stack([*columns, *made, *asked])
        self.codes, self.of = np.unique(told, axis=0, return_inverse=True)
        self.of = self.of.ravel()
        self.asked = self.codes[:, -len(unknown) :] > 0
        self.classes = [len(people.column(v).words) for v in unknown]

    @property
    def cells(self) -> float:
        """How many combinations of answers there are in all patterns together."""
        return float(np.where(self.asked, [c + 1.0 for c in self.classes], 1).prod(axis=1).sum())


def unknowns(people: People, unknown: Sequence[str], bounds: Sequence[Bounds]) -> float:
    """How many unknowns a system would have."""
    return Patterns(people, unknown, bounds).cells


class System:
    """The cells of some sensitive variables by what is known, with the true count of each."""

    def __init__(self, people: People, unknown: Sequence[str], bounds: Sequence[Bounds]) -> None:
        self.unknown, self._people = tuple(unknown), people
        told = Patterns(people, unknown, bounds)
        self._known, self._weights, self._of = told.known, told.weights, told.of
        self.sizes = np.bincount(told.of, minlength=len(told.codes))
        self.size = int(told.cells)
        self._cells(told.codes, told.asked, told.classes)

    def _cells(self, patterns: np.ndarray, alike: np.ndarray, classes: Sequence[int]) -> None:
        kinds = {
            key: np.array(list(itertools.product(*map(_answers, key, classes))))
            for key in {tuple(row) for row in alike.tolist()}
        }
        parts = [kinds[tuple(row)] for row in alike.tolist()]
        self._pattern = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
        self._class = np.concatenate(parts)
        self._codes = patterns[self._pattern]
        first = np.unique(self._of, return_index=True)[1]
        self._weight = {v: self._people.weights(v)[first][self._pattern] for v in self._weights}
        every = np.column_stack([self._pattern, self._class]).tolist()
        place = {tuple(cell): k for k, cell in enumerate(every)}
        held = np.column_stack([self._of, *(self._people.column(v).codes for v in self.unknown)])
        found, counts = np.unique(held, axis=0, return_counts=True)
        self.truth = np.zeros(self.size)
        for (p, *c), count in zip(found.tolist(), counts, strict=True):
            self.truth[place.get((p, *c), place[(p, *[-1] * len(c))])] += count
        ones, at = np.ones(self.size), (self._pattern, np.arange(self.size))
        self.margins = csr_array((ones, at), shape=(len(self.sizes), self.size))

    def codes(self, variable: str) -> np.ndarray:
        """The class of each cell."""
        if variable in self.unknown:
            return self._class[:, self.unknown.index(variable)]
        return self._codes[:, self._known.index(variable)]

    def where(self, literals: Sequence[Literal]) -> np.ndarray:
        """The cells whose people gave one of the choices of each."""
        inside = np.ones(self.size, bool)
        for variable, chosen, _ in literals:
            inside &= self._people.column(variable).holds(chosen)[self.codes(variable)]
        return inside

    def answered(self, one: Bounds) -> np.ndarray:
        """The cells of those asked about who gave an answer at all."""
        inside = self.where(one.who)
        for variable, *_ in one.what:
            inside &= self.codes(variable) >= 0
        return inside

    def said(self, one: Bounds) -> np.ndarray:
        """What each cell adds to the count, or to the sum that is averaged."""
        if one.counted == Counted.AVERAGE:
            variable = one.what[0][0]
            points = np.append(self._people.column(variable).points, 0.0)
            return np.nan_to_num(points[self.codes(variable)])
        if one.counted == Counted.ANY:
            return np.any([self.where([literal]) for literal in one.what], axis=0).astype(float)
        return self.where(one.what).astype(float)

    def rows(self, one: Bounds) -> list[SystemRow]:
        """What a shown number says; the truth is never shut out."""
        keys = frozenset([one.key])
        found = []
        for of, low, high in self._rows(one):
            true = float(of @ self.truth)
            found.append(SystemRow(of, min(low, true), max(high, true), keys))
        return found

    def _rows(self, one: Bounds) -> Iterator[tuple[np.ndarray, float, float]]:
        inside = self.answered(one).astype(float)
        n = float(inside @ self.truth)
        yield inside, n, n
        if one.counted == Counted.TABLE:
            for cells in self.table(one):
                yield cells, *_TRUTH
            return
        said = self.said(one)
        if one.exact or (one.linear and one.count is None):
            yield inside * said, *_TRUTH
            if one.counted == Counted.AVERAGE:
                yield inside * said**2, *_TRUTH
        if one.count is not None:
            yield inside * said, *map(float, one.count)
        if one.printed and n and not (one.exact or one.linear):
            yield from self._printed(one, inside * self._weight[one.weight], said)

    def table(self, one: Bounds) -> list[np.ndarray]:
        """The cells of a whole table, one by one."""
        inside = self.answered(one)
        codes = np.column_stack([self.codes(v) for v, *_ in one.what])[inside]
        made = []
        for combination in np.unique(codes, axis=0):
            cells = np.zeros(self.size)
            cells[np.flatnonzero(inside)[(codes == combination).all(axis=1)]] = 1
            made.append(cells)
        return made

    def _printed(
        self, one: Bounds, weight: np.ndarray, said: np.ndarray
    ) -> Iterator[tuple[np.ndarray, float, float]]:
        """A weighted share or an average, and its interval: value and spread move its ends, and
        the tangents at the truth, a little tightened, say how."""
        half = 0.5 / 10**one.digits
        value, *ends = one.printed
        yield weight * (said - value + half), 0.0, np.inf
        yield weight * (said - value - half), -np.inf, 0.0
        total = float(weight @ self.truth)
        true = float(weight * said @ self.truth) / total
        spread = weight**2 * (said - true) ** 2
        variance = float(spread @ self.truth)
        if variance <= _TOLERANCE or len(ends) < 2:
            return
        moved, widened = weight * (said - true) / total, spread / variance
        tight = half * (1 - _SHAVED)
        for k, (printed, exact, slope, swing) in enumerate(
            self._ends(one, weight, true, variance, ends)
        ):
            centre = printed + (half, -half)[k] - exact + swing  # ends are moved outwards in print
            yield slope * moved + swing * widened, centre - tight, centre + tight

    def _ends(
        self,
        one: Bounds,
        weight: np.ndarray,
        true: float,
        variance: float,
        ends: Sequence[float],
    ) -> Iterator[tuple[float, float, float, float]]:
        """Each end as printed and exactly, how it follows the value, and the spread's logarithm."""
        low, high = ends
        if one.silent is not None and one.n:
            heard = one.n / (one.n + one.silent)
            points = self._people.column(one.what[0][0]).points
            least, most = (
                (0.0, 1.0) if one.counted != Counted.AVERAGE else (min(points), max(points))
            )
            for end, point in ((low, least), (high, most)):
                yield end, heard * true + (1 - heard) * point, heard, 0.0
            return
        if one.counted == Counted.AVERAGE:
            n = float((weight > 0) @ self.truth)
            half = (high - low) / 2
            if not one.weight:
                frame = self._people.answers.design.frame_size
                left = 1 - len(self._people) / frame if frame else 1.0
                half = float(quantile(n - 1)) * np.sqrt(max(left, 0) * variance / (n - 1) / n)
            for sign, end in ((-1, low), (1, high)):
                yield end, true + sign * half, 1.0, sign * half / 2
            return
        size = _effective(one.printed)
        if not 0 < true < 1 or not np.isfinite(size):
            return
        step = 1e-4
        for place, end in enumerate(ends):
            exact, beside, wider = (
                float(wilson(np.array(p), np.array(m))[place])
                for p, m in (
                    (true, size),
                    (true + step, size * (true + step) * (1 - true - step) / true / (1 - true)),
                    (true, size / (1 + step)),
                )
            )
            yield end, exact, (beside - exact) / step, (wider - exact) / step


def _effective(printed: Sequence[float]) -> float:
    """The n on which Wilson's interval of a share is as wide as printed, by halving."""
    p, low, high = printed
    small, large = 1.0, 1e9
    for _ in range(60):
        middle = (small * large) ** 0.5
        ends = wilson(np.array(p), np.array(middle))
        small, large = (middle, large) if ends[1] - ends[0] > high - low else (small, middle)
    return small


def _answers(asked: bool, classes: int) -> Sequence[int]:
    return (*range(classes), -1) if asked else (-1,)
