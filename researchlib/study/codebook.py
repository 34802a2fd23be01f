"""Questions and their codebook (题目对照表)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from researchlib.study import say
from researchlib.terms import scales
from researchlib.terms.text import is_number
from researchlib.terms.words import CALLED_BY_NUMBER, Direction, Kind, Sensitivity

# A variable, the printed choices that count, and all that an answer could have been.
Literal = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """一道题（或矩阵中的一行）：题目原文、题型、选项、方向和敏感程度。

    `stem` names the matrix a row belongs to; `variable` of a matrix row is "group.row". Two
    questions taken together have `parts`, and in `cells` the choice of each behind every choice.
    `number` is the question's own, as printed; `section` the 部分 it stands in. `direction` is
    None where nobody knows it; `missing` are codes that stand for no answer, and `unchecked` says
    that nobody has confirmed them yet; `confirm` is what a person is asked.
    """

    variable: str
    text: str
    kind: Kind
    choices: tuple[str, ...] = ()
    stem: str = ""
    short: str = ""
    unsure: tuple[str, ...] = ()
    reversed: bool = False
    sensitivity: Sensitivity = Sensitivity.PLAIN
    noun: str = ""
    instrument: str = ""
    merge: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unit: str = ""
    key: str = ""
    shown_when: tuple[str, tuple[str, ...]] | None = None
    parts: tuple[Question, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    section: str = ""
    direction: Direction | None = None
    middle: str = ""
    missing: tuple[str, ...] = ()
    unchecked: bool = False
    confirm: str = ""

    @property
    def label(self) -> str:
        """The short name for charts and tables."""
        return self.short or self.text

    @property
    def group(self) -> str:
        """The matrix this row belongs to, or nothing."""
        return self.variable.partition(".")[0] if "." in self.variable else ""

    @property
    def own(self) -> str:
        """The row's name within its matrix; a mere number is none."""
        name = self.variable.partition(".")[2]
        return self.variable if not name or name.isdecimal() else name

    @property
    def printed(self) -> str:
        """The question as the respondent saw it."""
        return self.stem or self.text

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The choices on the poor side and those on the good side, as a chart has them from left
        to right; None where direction or middle is not known, or where no side is good.

        A merged choice stands on the side of all it is made of.
        """
        plain = [c for c in self.choices if c not in self.unsure]
        found = scales.split(plain, self.middle)
        if found is None or self.direction not in (Direction.BETTER, Direction.WORSE):
            return None
        before, after = (
            tuple(c for c in self.substantive if set(self.originals(c)) <= set(side))
            for side in found
        )
        better = self.direction is Direction.BETTER
        return (before, after) if better else (after[::-1], before[::-1])

    @property
    def falling(self) -> bool:
        """The first choice is the most: what the words say, else what the codebook says."""
        told = scales.direction(self.choices) or self.direction
        return told in (Direction.WORSE, Direction.LESS)

    @property
    def points(self) -> tuple[float, ...]:
        """What each choice scores: numbers as they are, words 1..k, and the most the highest."""
        choices = self.substantive
        if all(map(is_number, choices)):
            points = tuple(map(float, choices))
        else:
            points = tuple(float(k) for k in range(1, len(choices) + 1))
        return points[::-1] if self.falling else points

    def originals(self, choice: str) -> tuple[str, ...]:
        """The printed choices behind one that may be merged."""
        return dict(self.merge).get(choice, (choice,))

    def literals(self, chosen: Sequence[str], known: Sequence[str]) -> tuple[Literal, ...]:
        """Those who gave one of these choices: each variable with the printed choices that count
        and all it could have been. Choices of two questions must make a rectangle."""
        if not self.parts:
            return ((self.variable, self._printed(chosen), self._printed(known)),)
        cell = dict(zip(self.choices, self.cells, strict=True))
        made: tuple[Literal, ...] = ()
        size = 1
        for place, part in enumerate(self.parts):
            picked = tuple(dict.fromkeys(cell[c][place] for c in chosen))
            every = tuple(dict.fromkeys(c[place] for c in self.cells))
            made += part.literals(picked, every)
            size *= len(picked)
        if size != len(set(chosen)):
            raise say.problem("not_a_rectangle", self.text, chosen)
        return made

    def _printed(self, choices: Sequence[str]) -> tuple[str, ...]:
        return tuple(o for choice in choices for o in self.originals(choice))

    @property
    def substantive(self) -> tuple[str, ...]:
        """The choices without 不清楚 and the like, merged where the codebook says so."""
        merged = {old: new for new, olds in self.merge for old in olds}
        kept = (merged.get(c, c) for c in self.choices if c not in self.unsure)
        return tuple(dict.fromkeys(kept))


@dataclass(frozen=True)
class Scoring:
    """一个量表怎样计分：平均还是合计、最低选项记几分、至少答几成、分界及来源、许可与同意。

    `bands` are (name, lowest score) from low to high.
    """

    total: bool = False
    start: int = 1
    least: float = 0.8
    bands: tuple[tuple[str, float], ...] = ()
    bands_from: str = ""
    permission: str = ""
    consents: str = ""


@dataclass(frozen=True)
class Codebook:
    """一份问卷的题目对照表，和其中量表的计分办法。

    `guarded`: small counts of single choices are withheld like sensitive ones.
    """

    questions: tuple[Question, ...]
    scoring: tuple[tuple[str, Scoring], ...] = ()
    guarded: bool = False

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __contains__(self, variable: str) -> bool:
        return any(q.variable == variable for q in self.questions)

    def __getitem__(self, variable: str) -> Question:
        """The question of that variable; an unknown name is told with the nearest one."""
        for question in self.questions:
            if question.variable == variable:
                return question
        raise say.problem("unknown_variable", variable, [q.variable for q in self.questions])

    def variable(self, name: str) -> str:
        """The variable or matrix that a name means: itself, a 简称, a title, or a number."""
        groups = {q.group for q in self.questions}
        if name in self or name in groups:
            return name
        number = CALLED_BY_NUMBER.fullmatch(name)
        meant = {
            q.group if q.group and name not in (q.short, q.text, q.own) else q.variable
            for q in self.questions
            if name in (q.short, q.text, q.stem, q.own) or (number and q.number == number[1])
        }
        if len(meant) == 1:
            return meant.pop()
        if meant:
            raise say.problem("ambiguous_variable", name, sorted(meant))
        known = [n for q in self.questions for n in (q.variable, q.short, q.text) if n]
        raise say.problem("unknown_variable", name, known)

    def rows(self, variable: str) -> tuple[Question, ...]:
        """The rows of a matrix, or the question itself."""
        rows = tuple(q for q in self.questions if q.group == variable)
        return rows or (self[variable],)
