"""Exercises for the class, made from the study itself: each answer opens on whether it is right."""

from researchlib.clean.answers import Answers, Flow
from researchlib.clean.questionnaires import clean_answers
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
from researchlib.terms import words as w


def exercises(study: Study, source: str) -> tuple[Exercise, ...]:
    """课堂练习：从本课题自己的数出题，点开一个答案就知道对不对、为什么；答案另有教师用的一页。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    source : str
        问卷代号。

    Returns
    -------
    tuple of Exercise
        照着算出一个数、忘了基数、哪句话说过了头、漏了谁、换口径变了什么、公平地读一句原话。
        没有哪道题简单到能出前几个练习的，只出最后一个。

    Examples
    --------
    >>> exercises(study, "residents")[1]
    忘了基数
    下面三个说法，哪一个没有交代基数？
    A　...
    """
    answers = clean_answers(study, source)
    voices = (one for label in study.labels for one in Voices(study, label).quotes)
    told = [say.tasks(say.QUOTED, one=one) for one in voices] or [say.tasks(say.NOTHING_QUOTED)]
    made = [_exercise(next(told[0]))]
    if asked := plain_shares(answers)[:2]:
        first, other = (protect(e).row(most_chosen(e)) for e in (asked[0], asked[-1]))
        row = exactly(first)
        counted = say.tasks(say.COUNTED, other=other, **_facts(row, answers.flow))
        made[:0] = [_exercise(one, row, other) for one in counted]
        made.insert(-1, _treated(study, answers, asked[0].variable, row))
    return tuple(made)


def _facts(row: Shown, flow: Flow) -> dict[str, object]:
    """What the tasks say of a number and of the forms."""
    n, count, base, missing = (k or 0 for k in (row.n, row.count, row.base, row.missing))
    lost = ((flow.issued or 0) - flow.returned, flow.returned - flow.valid, missing)
    right, others = write.percent(count / n), write.percent(1 - count / n)
    return {
        "row": row,
        "flow": flow,
        "based": say.BASED.format(row=row),
        "right": right,
        "others": others,
        "odds": write.percent(count / max(n - count, 1)),
        "of_all": write.percent(count / flow.valid),
        "with_blanks": write.percent(count / base),
        "weighted": say.WEIGHTED.format(row=row) if row.text != right else "",
        "lost": "".join(t.format(k) for t, k in zip(say.LOST, lost, strict=True) if k > 0),
    }


def _exercise(made: say.Made, *numbers: Number) -> Exercise:
    """The answers in an order that says nothing."""
    task, question, told = made
    answers = [Answer(*one) for one in sorted(told, key=lambda one: sha256_of(one[0]))]
    return Exercise(
        kind="exercise",
        text="\n".join((task, question, *say.lettered(one.text for one in answers))),
        numbers=numbers,
        behind=Rows.of(numbers) if numbers else SPOKEN,
        caption=task,
        question=question,
        answers=tuple(answers),
    )


def _treated(study: Study, answers: Answers, variable: str, row: Shown) -> Exercise:
    """A declared alternative that may be shown beside the report; else a group by itself."""
    others = offers(study, answers.name, variable)[0][1:]
    tables = [(name, share(other, variable)) for name, other in others]
    split = (q.variable for q in backgrounds(answers) if q.variable != variable)
    tables += [("", share(answers, variable, by=by)) for by in split]
    tried = [
        (name or say.only_group(new.group), new)
        for name, table in tables
        for new in protect(table).rows
        if new.choice == row.choice and new.group != w.EVERYONE and not (new.withheld or new.loose)
    ]
    if not tried:
        return _exercise(next(say.tasks(say.NOTHING_DECLARED)), row)
    name, new = next((one for one in tried if one[1].text != row.text), tried[0])
    gap = (new.value or 0) - (row.value or 0)
    facts = {"based": say.BASED.format(row=row), "name": name}
    facts["why"] = say.CHANGED.format(row=row, new=new, **facts)
    facts["right"] = say.CHANGES[(gap > 0) - (gap < 0)]
    return _exercise(next(say.tasks(say.TREATED, **facts)), row, new)
