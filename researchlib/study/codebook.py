"""Questions and their codebook (题目对照表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from researchlib.terms.messages import study as say
from researchlib.terms.words import Kind, Sensitivity


@dataclass(frozen=True)
class Question:
    """一道题（或矩阵中的一行）：题目原文、题型、选项和敏感程度。

    `stem` names the matrix a row belongs to; `variable` of a matrix row is "group.row".
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

    @property
    def label(self) -> str:
        """The short name for charts and tables."""
        return self.short or self.text

    @property
    def group(self) -> str:
        """The matrix this row belongs to, or nothing."""
        return self.variable.partition(".")[0] if "." in self.variable else ""

    @property
    def printed(self) -> str:
        """The question as the respondent saw it."""
        return self.stem or self.text

    def originals(self, choice: str) -> tuple[str, ...]:
        """The printed choices behind one that may be merged."""
        return dict(self.merge).get(choice, (choice,))

    @property
    def substantive(self) -> tuple[str, ...]:
        """The choices without 不清楚 and the like, merged where the codebook says so."""
        merged = {old: new for new, olds in self.merge for old in olds}
        kept = (merged.get(c, c) for c in self.choices if c not in self.unsure)
        return tuple(dict.fromkeys(kept))


@dataclass(frozen=True)
class Codebook:
    """一份问卷的题目对照表。"""

    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __contains__(self, variable: str) -> bool:
        return any(q.variable == variable for q in self.questions)

    def __getitem__(self, variable: str) -> Question:
        """The question of that variable; an unknown name is told with the nearest one."""
        for question in self.questions:
            if question.variable == variable:
                return question
        raise say.unknown_variable(variable, [q.variable for q in self.questions])

    def rows(self, variable: str) -> tuple[Question, ...]:
        """The rows of a matrix, or the question itself."""
        rows = tuple(q for q in self.questions if q.group == variable)
        return rows or (self[variable],)
