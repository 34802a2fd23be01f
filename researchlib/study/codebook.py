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

    `stem` 是矩阵题的名称；矩阵题每一行的 `variable` 写作“组.行”。两道题合成的有 `parts`，
    `cells` 里是每个选项由哪两个选项合成。`number` 是问卷上印的题号，`section` 是所在的部分。
    `direction` 是 None 的，谁也不知道方向；`missing` 是表示没有回答的编码，
    `unchecked` 表示还没有人核对过；`confirm` 是请人核对的话。
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
        """图表里用的简短名称。"""
        return self.short or self.text

    @property
    def group(self) -> str:
        """这一行属于哪道矩阵题；不是矩阵题的空着。"""
        return self.variable.partition(".")[0] if "." in self.variable else ""

    @property
    def own(self) -> str:
        """这一行在矩阵题里的名称；只有编号的不算。"""
        name = self.variable.partition(".")[2]
        return self.variable if not name or name.isdecimal() else name

    @property
    def printed(self) -> str:
        """填答者看到的题目。"""
        return self.stem or self.text

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """差的一边和好的一边各有哪些选项，按图上从左到右的次序；方向或中间选项不知道的，
        或者分不出好的一边的，是 None。

        合并的选项，看它所合并的全部选项在哪一边。
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
        """第一个选项是不是程度最高的：先看文字，文字看不出的照题目对照表。"""
        told = scales.direction(self.choices) or self.direction
        return told in (Direction.WORSE, Direction.LESS)

    @property
    def points(self) -> tuple[float, ...]:
        """各选项的分值：写成数的照写的数，写成文字的是1至k，程度最高的分最高。"""
        choices = self.substantive
        if all(map(is_number, choices)):
            points = tuple(map(float, choices))
        else:
            points = tuple(float(k) for k in range(1, len(choices) + 1))
        return points[::-1] if self.falling else points

    def originals(self, choice: str) -> tuple[str, ...]:
        """一个选项（可能是合并的）由哪些印出的选项组成。"""
        return dict(self.merge).get(choice, (choice,))

    def literals(self, chosen: Sequence[str], known: Sequence[str]) -> tuple[Literal, ...]:
        """选了其中一个选项的人：每个变量要数的是哪些印出的选项，本来可能是哪些。
        两道题的选项要能排成一个矩形。"""
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
        """可以计数的选项：不含“不清楚”之类，题目对照表写了合并的按合并后的。"""
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
