"""How each column was read: as what, of how many, what is odd about it, and why it is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from researchlib.clean import say
from researchlib.clean.answers import ONE_CHOICE, Answers, tick_columns
from researchlib.read.exports.export import Export
from researchlib.read.exports.headers import normal
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import platforms, scales
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity

_LONG, _MANY = 30, 20


@dataclass(frozen=True)
class ReadAs:
    """One column or question as it was read; `why` it is left out, `asks` what is in doubt."""

    name: str
    question: Question | None
    usable: int
    asked: int
    alerts: tuple[str, ...]
    why: str
    asks: str

    @property
    def sure(self) -> bool:
        """Nothing of it needs a look."""
        return not (self.asks or self.alerts)

    def row(self, source: str) -> dict[str, str]:
        """As it stands in the sheet 读法核对."""
        question = self.question
        return {
            w.SOURCE: source,
            w.COLUMN: self.name,
            w.SURE: say.SURE if self.sure else say.LOOK,
            w.READ_AS: question.kind if question else "",
            w.CHOICES: "\n".join(question.choices) if question else "",
            w.DIRECTION: (question.direction or "") if question else "",
            w.BASE_OF: say.usable_of(self.usable, self.asked) if question else "",
            w.ALERTS: say.together((self.asks, *self.alerts)),
            w.LEFT_OUT: self.why,
        }


def left_out(exports: Sequence[Export], book: Codebook) -> tuple[tuple[str, str], ...]:
    """The columns of these files that are no question of the codebook, each with the reason."""
    known = {normal(name) for q in book for name in (q.text, q.stem) if name}
    found: dict[str, str] = {}
    for item in (item for export in exports for item in export.items):
        if item.metadata:
            made = platforms.MADE.fullmatch(item.stem) is not None
            found.setdefault(item.stem, say.MADE_COLUMN if made else say.OWN_COLUMN)
        elif not known & {normal(item.stem), normal(item.part), normal(item.header)}:
            found.setdefault(item.stem, say.NOT_IN_CODEBOOK)
    return tuple(found.items())


def columns_of(answers: Answers) -> list[ReadAs]:
    """Every question (a matrix row by itself) and every column left out, in that order."""
    asked = [_read(answers, q) for q in answers.codebook if q.variable != w.MODE]
    return [*asked, *(ReadAs(name, None, 0, 0, (), why, "") for name, why in answers.left_out)]


def _read(answers: Answers, question: Question) -> ReadAs:
    usable = int(answers.answered(question.variable).sum())
    name = f"{question.stem}{w.STEM_DASH}{question.text}" if question.stem else question.text
    return ReadAs(
        name,
        question,
        usable,
        int(answers.asked(question.variable).sum()),
        tuple(_alerts(answers, question, usable)) if usable else (),
        _why(question, usable),
        question.confirm,
    )


def _why(question: Question, usable: int) -> str:
    """Why nothing is counted of a question."""
    if not usable and question.kind is not Kind.METADATA:
        return say.NOBODY_ANSWERED
    if question.kind is Kind.OPEN and scales.DIRECT.search(question.stem + question.text):
        return say.TELLS_WHO
    if question.sensitivity is Sensitivity.DIRECT and question.kind is not Kind.OPEN:
        return say.TELLS_WHO if question.kind is not Kind.METADATA else say.NO_MEASURE
    return say.NOT_COUNTED.get(question.kind, "")


def _alerts(answers: Answers, question: Question, usable: int) -> list[str]:
    """What is odd: one answer only, nearly everyone's own, ends nobody chose, long choices, words
    that seem to mean no answer, the header among the answers."""
    alerts = []
    if question.kind in (*ONE_CHOICE, Kind.NUMBER):
        told = answers.frame[question.variable][answers.answered(question.variable)]
        distinct = told.nunique()
        alerts += [say.ONE_ANSWER] if distinct == 1 and usable > 1 else []
        own = question.kind is Kind.SINGLE and distinct > max(usable / 2, _MANY)
        alerts += [say.EVERYONES_OWN] if own else []
        gone = [c for c in answers.choices(question.variable) if c not in set(told)] * (
            question.kind is Kind.SCALE
        )
        alerts += [say.cut(gone)] if gone else []
    elif question.kind is Kind.MULTIPLE:
        grid = answers.frame[tick_columns(question.variable, answers.choices(question.variable))]
        alerts += [say.ONE_ANSWER] if len(np.unique(grid.to_numpy(float), axis=0)) == 1 else []
    longest = max(map(len, question.choices), default=0)
    alerts += [say.long_choices(longest)] if longest > _LONG else []
    if question.missing and question.unchecked and not question.confirm:
        alerts.append(say.seem_missing(question.missing))
    heads = {normal(question.text), normal(question.stem)} - {""}
    if heads & {*map(normal, question.choices)}:
        alerts.append(say.SECOND_HEADER)
    return alerts
