"""One-page outputs: the questionnaire with counts, and a card to check a number by hand."""

from dataclasses import replace

from researchlib.clean.answers import Answers
from researchlib.clean.columns import columns_of
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.share import share
from researchlib.protect import say as say_protect
from researchlib.protect.number import Rows, Shown, exactly
from researchlib.protect.protected import protect
from researchlib.report import say as say_report
from researchlib.report.classroom import say
from researchlib.report.objects.display import (
    Card,
    CountedQuestion,
    FormContent,
    FormItem,
    FormOption,
)
from researchlib.report.objects.table import notes_of, question_of, ranked, rounded_off
from researchlib.study.codebook import Question
from researchlib.terms import words as w
from researchlib.terms.words import Kind

_COUNTED = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING)


class CountedForm(FormContent):
    """带频数的问卷：照问卷的题号和原文，每个选项旁边写上人数和百分比；没有列出的写明原因。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。人数少的和敏感的数，与别处一样不公布。

    Examples
    --------
    >>> CountedForm(answers)
    带频数的问卷
    """

    def __init__(self, answers: Answers) -> None:
        first: dict[str, Question] = {}
        for question in answers.codebook:
            if question.variable != w.MODE and (
                question.number or question.kind is not Kind.METADATA
            ):
                first.setdefault(question.group or question.variable, question)
        why = {one.question.variable: one.why for one in columns_of(answers) if one.question}
        questions = tuple(
            replace(
                _left_out(one, why[one.variable])
                if one.kind not in _COUNTED or why[one.variable]
                else _counted(answers, one, variable),
                number=one.number or str(place),
            )
            for place, (variable, one) in enumerate(first.items(), 1)
        )
        super().__init__(
            kind="form",
            text=say.FORM_TITLE,
            numbers=(numbers := tuple(number for one in questions for number in one.numbers)),
            behind=Rows.of(numbers),
            data=answers.fingerprint[:12],
            questions=questions,
        )


def _left_out(question: Question, why: str) -> CountedQuestion:
    note = say.left_out(why or say.NO_CHOICES)
    return CountedQuestion("", question.printed, note, str(question.kind))


def _counted(answers: Answers, question: Question, variable: str) -> CountedQuestion:
    if question.kind is Kind.RANKING:
        return _counted_places(answers, variable)
    protected = protect(share(answers, variable))
    full = {one.label: one.text for one in answers.codebook.rows(variable)}
    options: dict[str, list[FormOption]] = {}
    for row in protected.rows:
        option = FormOption(row.choice, say.counted(row.count, row.text))
        options.setdefault(full.get(row.item, row.item), []).append(option)
    return CountedQuestion(
        "",
        question_of(protected),
        "；".join((notes_of(protected)[0], *rounded_off([protected]))),
        str(question.kind),
        tuple(FormItem(item, tuple(found)) for item, found in options.items()),
        tuple(map(exactly, protected.rows)),
    )


def _counted_places(answers: Answers, variable: str) -> CountedQuestion:
    """A ranking: that somebody listed a choice says little, so mean place and upper places."""
    tables = ranked(answers, variable)
    options = []
    for place, *shares in zip(*(table.rows for table in tables), strict=True):
        told = [
            say.placed(table.asked.of[0], say.counted(row.count, row.text))
            for table, row in zip(tables[1:], shares, strict=True)
        ]
        told.insert(0, say.placed(say.MEAN_PLACE, place.text))
        options.append(FormOption(place.choice, "；".join(told)))
    return CountedQuestion(
        "",
        tables[0].asked.text,
        notes_of(tables[-1])[0],
        str(Kind.RANKING),
        (FormItem("", tuple(options)),),
        tuple(exactly(row) for table in tables for row in table.rows),
    )


class CountingCard(Card):
    """算给你看卡：一个数从回收、有效、应答到人数，一步一步，用手机计算器就能验算。

    Parameters
    ----------
    answers : Answers
        这个数出自哪份问卷的答卷。
    estimates : Estimates
        share 的结果。
    label : str
        取其中哪一行。
    caption : str
        这个数是什么。

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

    def __init__(self, answers: Answers, estimates: Estimates, label: str, caption: str) -> None:
        if estimates.measure is not Measure.SHARE:
            raise say.problem("card_needs_share")
        protected = protect(estimates)
        row = protected.row(label)
        steps = _steps(answers, row, protected.asked.skipped)
        super().__init__(
            kind="card",
            text="\n".join([caption, *(f"{name}：{count}" for name, count in steps)]),
            numbers=(exactly(row),),
            behind=Rows.of((exactly(row),)),
            caption=caption,
            question=question_of(protected),
            steps=steps,
        )


def _steps(answers: Answers, row: Shown, skipped: int) -> tuple[tuple[str, str], ...]:
    flow = answers.flow
    if row.count is None or row.n is None or row.base is None or row.missing is None:
        return ((say.CARD_RESULT, say_protect.WITHHELD),)
    lost = flow.returned - flow.valid
    steps = [
        (say_protect.FLOW[1], f"{flow.returned}{say_protect.SHEETS}"),
        (say_protect.FLOW[2], say.subtraction(flow.returned, lost, flow.valid, say.INVALID)),
        (
            say_protect.FLOW[3],
            say.subtraction(flow.valid, skipped, flow.valid - skipped, say_report.SKIPPED),
        ),
        (say_protect.FLOW[4], say.subtraction(row.base, row.missing, row.n, say_report.MISSING)),
        (say.CARD_COUNT, f"{row.count}{w.PERSON_UNIT}"),
    ]
    if row.base != flow.valid - skipped:
        steps.insert(3, (say.CARD_GROUP, f"{row.base}{w.PERSON_UNIT}"))
    return (*steps, (say.CARD_RESULT, say.division(row.count, row.n, row.text)))
