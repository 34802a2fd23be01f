"""Exercises for the class, made from the study itself: each answer opens on whether it is right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from researchlib.clean.answers import Answers
from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.leading import backgrounds
from researchlib.estimate.share import share
from researchlib.protect.number import SPOKEN, Number, Rows, Shown, exactly
from researchlib.protect.protected import protect
from researchlib.report.classroom import say
from researchlib.report.classroom.switch import most_chosen, offers, plain_shares
from researchlib.report.objects.display import Answer, Exercise
from researchlib.report.objects.voices import Voices
from researchlib.store.files import sha256_of
from researchlib.study.study import Study
from researchlib.terms import numbers as write

# An answer, whether it is right, and why.
Told = tuple[str, bool, str]


def exercises(study: Study, source: str) -> tuple[Exercise, ...]:
    """课堂练习：从本课题自己的数出题，点开一个答案就知道对不对、为什么；答案另有教师用的一页。

    Parameters
    ----------
    study : Study
        From `open_study`.
    source : str
        问卷代号.

    Returns
    -------
    tuple of Exercise
        Reproduce a number, find the forgotten base, which sentence overclaims, what another
        treatment changes, who is missing, read a quote fairly. Where no question is plain enough
        for the first five, only the last.

    Examples
    --------
    >>> exercises(study, "residents")[1]
    忘了基数
    下面三个说法，哪一个没有交代基数？
    A　...
    """
    answers = clean_answers(study, source)
    asked = [(e, protect(e).row(most_chosen(e))) for e in plain_shares(answers)[:2]]
    made = [_quote(study)]
    if asked:
        (first, row), (other, second) = asked[0], asked[-1]
        made[:0] = [
            _recomputed(first, row, answers.flow.valid),
            _baseless(first, row, other, second),
            _overclaimed(first, row, answers),
            _treated(study, answers, first, row),
            _missing(answers, first, row),
        ]
    return tuple(made)


def _exercise(task: str, question: str, told: Sequence[Told], *behind: Number) -> Exercise:
    """The answers in an order that says nothing."""
    answers = [Answer(*one) for one in sorted(told, key=lambda one: sha256_of(one[0]))]
    lettered = map(say.lettered, "ABCDE", (one.text for one in answers))
    return Exercise(
        kind="exercise",
        text="\n".join((task, question, *lettered)),
        numbers=behind,
        behind=Rows.of(behind) if behind else SPOKEN,
        caption=task,
        question=question,
        answers=tuple(answers),
    )


def _recomputed(estimates: Estimates, row: Shown, valid: int) -> Exercise:
    n, count, base = row.n or 1, row.count or 0, row.base or 1
    right = write.percent(count / n)
    tried = {
        write.percent(min(count / 100, 1)): say.COUNT_AS_SHARE,
        write.percent(1 - count / n): say.THE_OTHERS,
        write.percent(count / valid): say.BASE_OF_ALL,
        write.percent(count / base): say.BASE_WITH_BLANKS,
        right: say.divided(count, n, right, row.text if estimates.asked.weighted else ""),
    }
    told = [(text, text == right, why) for text, why in tried.items()]
    task = say.recompute(estimates.asked.text, row.choice, base, row.missing or 0, count)
    return _exercise(say.RECOMPUTED, task, told, exactly(row))


def _baseless(first: Estimates, row: Shown, other: Estimates, second: Shown) -> Exercise:
    asked = first.asked.text
    told = [
        (say.with_base(asked, row), False, say.HAS_BASE),
        (say.without_base(second.choice, second.text), True, say.NO_BASE),
        (say.blanks(other.asked.text, second), False, say.HAS_BASE),
    ]
    return _exercise(say.BASELESS, say.WHICH_BASELESS, told, row, second)


def _overclaimed(estimates: Estimates, row: Shown, answers: Answers) -> Exercise:
    flow = answers.flow
    told = [
        (say.with_base(estimates.asked.text, row), False, say.AS_COUNTED),
        (say.returned(flow.returned, flow.valid), False, say.AS_COUNTED),
        (say.caused(row.choice, row.text), True, say.NO_CAUSE),
    ]
    return _exercise(say.OVERCLAIMED, say.WHICH_OVERCLAIMED, told, row)


def _treated(study: Study, answers: Answers, estimates: Estimates, row: Shown) -> Exercise:
    """A declared alternative that may be shown beside the report; else a group by itself."""
    variable = estimates.variable
    others = offers(study, answers.name, variable).answers[1:]
    tried = ((name, share(a, variable), row.choice) for name, a in others)
    groups = (
        (say.only_group(g), found, f"{g}·{row.choice}")
        for q in backgrounds(answers)
        if q.variable != variable
        for found in [share(answers, variable, by=q.variable)]
        for g in answers.choices(q.variable)
    )
    found = [
        (name, new)
        for name, other, label in chain(tried, groups)
        for new in protect(other).rows
        if new.name == label and new.value is not None and not new.loose
    ]
    if not found:
        return _exercise(say.TREATED, say.NOTHING_DECLARED, say.DECLARE, row)
    name, new = next((one for one in found if one[1].text != row.text), found[0])
    gap, why = (new.value or 0) - (row.value or 0), say.changed(row.text, name, new)
    change = say.CHANGES[0 if gap > 0 else 1 if gap < 0 else 2]
    told = [(text, text == change, why) for text in say.CHANGES]
    return _exercise(say.TREATED, say.treated(row, estimates.asked.text, name), told, row, new)


def _missing(answers: Answers, estimates: Estimates, row: Shown) -> Exercise:
    flow = answers.flow
    told = [
        (
            say.not_heard(flow.issued, flow.returned, flow.valid, row.missing or 0),
            True,
            say.UNKNOWN,
        ),
        (say.OTHER_CHOICE, False, say.IN_BASE),
        (say.who_answered(row.n or 0), False, say.THEY_ARE_BASE),
    ]
    return _exercise(say.MISSED, say.who_is_missing(estimates.asked.text, row), told, row)


def _quote(study: Study) -> Exercise:
    voices = (one for label in study.labels for one in Voices(study, label).quotes)
    one = next(voices, None)
    who, words = (one.who, one.text) if one else ("", "")
    told = say.fair_readings(who, words)
    return _exercise(say.QUOTED, say.quoted(who, words), told)
