"""The questions as the respondent meets them: numbered, a matrix as one, with their columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from researchlib.study.codebook import Codebook, Question
from researchlib.terms import words as w


@dataclass(frozen=True)
class Printed:
    """One numbered question of the form: its rows are one, or those of a matrix; `gate` is the
    number of the question that leads to it."""

    number: int
    title: str
    rows: tuple[Question, ...]
    gate: int = 0

    @property
    def kind(self) -> w.Kind:
        return self.rows[0].kind

    @property
    def is_matrix(self) -> bool:
        return bool(self.rows[0].group)

    @property
    def heads(self) -> tuple[str, ...]:
        """The head of each row's column."""
        return column_heads(self.number, self.rows[0].stem, [q.text for q in self.rows])


def column_heads(number: int, stem: str, rows: Sequence[str]) -> tuple[str, ...]:
    """Heads as the platform writes them: the stem of a matrix stands before its first row."""
    first = f"{stem}{w.STEM_DASH}{rows[0]}" if stem else rows[0]
    return tuple(f"{number}、{text}" for text in (first, *rows[1:]))


def printed_in(book: Codebook) -> list[Printed]:
    """The questions of a codebook in order; metadata and the way of answering are not asked."""
    groups: dict[str, list[Question]] = {}
    for question in book:
        if question.kind is not w.Kind.METADATA and question.variable != w.MODE:
            groups.setdefault(question.group or question.variable, []).append(question)
    numbers = {variable: number for number, variable in enumerate(groups, 1)}
    return [
        Printed(
            numbers[variable],
            rows[0].printed,
            tuple(rows),
            numbers.get(rows[0].shown_when[0], 0) if rows[0].shown_when else 0,
        )
        for variable, rows in groups.items()
    ]
