"""One-page outputs: the questionnaire with counts, and a card to check a number by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.share import share
from researchlib.protect import say as say_protect
from researchlib.protect.protected import Protected, Shown, protect
from researchlib.report import say as say_report
from researchlib.report.classroom import say
from researchlib.report.objects.display import Display
from researchlib.report.objects.prose import number_record
from researchlib.report.objects.table import notes
from researchlib.study.codebook import Question
from researchlib.terms import words as w
from researchlib.terms.words import Kind

_COUNTED = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING)


@dataclass(frozen=True, init=False)
class CountedForm(Display):
    """带频数的问卷：照问卷原样，每个选项旁边写上人数和百分比。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires. Small and sensitive numbers are withheld as everywhere.

    Examples
    --------
    >>> CountedForm(answers)
    带频数的问卷
    """

    questions: tuple[dict[str, Any], ...]

    def __init__(self, answers: Answers):
        seen: set[str] = set()
        questions = []
        for question in answers.codebook:
            variable = question.group or question.variable
            if question.kind in _COUNTED and variable not in (*seen, w.MODE):
                seen.add(variable)
                questions.append(_counted(answers, question, variable))
        object.__setattr__(self, "questions", tuple(questions))

    def content(self) -> dict[str, Any]:
        return {
            "kind": "form",
            "questions": list(self.questions),
            "text": say.FORM_TITLE,
            "numbers": [n for q in self.questions for n in q["numbers"]],
        }


def _counted(answers: Answers, question: Question, variable: str) -> dict[str, Any]:
    protected = protect(share(answers, variable))
    noted = notes(protected)
    options: dict[str, list[dict[str, str]]] = {}
    for row in protected.rows:
        cell = {"choice": row.choice, "text": say.counted(row.count, row.text)}
        options.setdefault(row.item, []).append(cell)
    return {
        "text": noted["question"],
        "note": noted["notes"][0],
        "kind": str(question.kind),
        "items": [{"item": item, "options": cells} for item, cells in options.items()],
        "numbers": [_counted_record(protected, r) for r in protected.rows],
    }


def _counted_record(protected: Protected, row: Shown) -> dict[str, Any]:
    """Where the count itself is printed, its reader has it exactly."""
    record = number_record(row.label, protected, row)
    if row.count is None or not row.release["linear"]:
        return record
    return record | {"release": row.release | {"count": [row.count, row.count]}}


@dataclass(frozen=True, init=False)
class CountingCard(Display):
    """算给你看卡：一个数从回收、有效、应答到人数，一步一步，用手机计算器就能验算。

    Parameters
    ----------
    answers : Answers
        The questionnaires that the number comes from.
    estimates : Estimates
        A share.
    label : str
        Which of its rows.
    caption : str
        What the number is.

    Examples
    --------
    >>> CountingCard(answers, share(answers, "stay_away"), "担心收费", "担心收费的占多少")
    担心收费的占多少
    回收：120份
    有效：120人
    应答本题：120人
    有效回答：120人
    选择的人数：54人
    结果：54 ÷ 120 = 46%
    """

    caption: str
    steps: tuple[tuple[str, str], ...]
    question: str
    record: dict[str, Any]

    def __init__(self, answers: Answers, estimates: Estimates, label: str, caption: str):
        if estimates.measure is not Measure.SHARE:
            raise say.card_needs_share()
        protected = protect(estimates)
        row = protected.row(label)
        object.__setattr__(self, "caption", caption)
        object.__setattr__(self, "steps", _steps(answers, row, protected.asked.skipped))
        object.__setattr__(self, "question", notes(protected)["question"])
        object.__setattr__(self, "record", _counted_record(protected, row))

    def content(self) -> dict[str, Any]:
        text = "\n".join(f"{name}：{count}" for name, count in self.steps)
        return {
            "kind": "card",
            "caption": self.caption,
            "question": self.question,
            "steps": [list(step) for step in self.steps],
            "text": f"{self.caption}\n{text}",
            "numbers": [self.record],
        }


def _steps(answers: Answers, row: Shown, skipped: int) -> tuple[tuple[str, str], ...]:
    flow = answers.flow
    if row.count is None or row.n is None or row.base is None or row.missing is None:
        return ((say.CARD_RESULT, say_protect.WITHHELD),)
    lost = flow.returned - flow.valid
    steps = [
        (say_report.FLOW[1], f"{flow.returned}{say_report.SHEETS}"),
        (say_report.FLOW[2], say.subtraction(flow.returned, lost, flow.valid, say.INVALID)),
        (
            say_report.FLOW[3],
            say.subtraction(flow.valid, skipped, flow.valid - skipped, say_report.SKIPPED),
        ),
        (say_report.FLOW[4], say.subtraction(row.base, row.missing, row.n, say_report.MISSING)),
        (say.CARD_COUNT, f"{row.count}{w.PERSON_UNIT}"),
    ]
    if row.base != flow.valid - skipped:
        steps.insert(3, (say.CARD_GROUP, f"{row.base}{w.PERSON_UNIT}"))
    return (*steps, (say.CARD_RESULT, say.division(row.count, row.n, row.text)))
