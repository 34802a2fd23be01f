"""In class: switch a declared decision or the grouping, and sentence, table and chart follow."""

from collections.abc import Iterator, Sequence

from researchlib.clean.answers import ONE_CHOICE, Answers
from researchlib.clean.questionnaires import clean_answers, under_alternatives
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.leading import backgrounds
from researchlib.estimate.share import share
from researchlib.protect.number import Rows
from researchlib.protect.protected import protect
from researchlib.report.charts.bars import bar_chart
from researchlib.report.classroom import say
from researchlib.report.objects.display import Choices, Display
from researchlib.report.objects.finding import Text
from researchlib.report.objects.listing import rule_told
from researchlib.report.objects.table import Table
from researchlib.study.study import Study
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

Offered = list[tuple[str, Answers]]


def switch(
    study: Study,
    source: str,
    variable: str = "",
    sentence: str = "",
    *,
    of: str | Sequence[str] | None = None,
    by: Sequence[str] | None = None,
) -> Choices:
    """换口径、换分组：点一下，句子、表和图一起变；只用课题表里声明过的口径。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    source : str
        问卷代号。
    variable : str, optional
        哪道选择题或量表，写法同 share；不写的，由程序挑一道不敏感、人数够的。
    sentence : str, optional
        句子，{名称} 写选项；不写的，说选得最多的那一项。
    of : str or list of str, optional
        表和图里哪几个选项合起来算。
    by : list of str, optional
        可以按哪几道单选题分组；不写的，用性别、年龄一类的题。

    Returns
    -------
    Choices
        先是各种分组，再是各个口径，一次换一个，都事先算好：在 JupyterLab 里、
        在课堂用的网页上都一样，网页不用装程序。与其他公布的内容一起保护。
        换了以后留下的人与另一种几乎相同的，不提供：两张表相减，就能看出那少数几个人。

    Raises
    ------
    DataProblem
        没有这份问卷或这道题。

    Examples
    --------
    >>> switch(study, "residents", "grid_known", "{不知道:full}。", by=["sex"])
    换一个口径或分组
    与报告相同
    53%（95%区间43%—62%，...
    """
    decided = clean_answers(study, source)
    variable, own = variable or _first(decided), bool(sentence)
    if not own:
        of = of or most_chosen(share(decided, variable))
        sentence = say.chosen(of)
    offered, left = offers(study, source, variable)
    book = decided.codebook
    split = backgrounds(decided) if by is None else [book[book.variable(name)] for name in by]
    split = [q for q in split if q.variable != variable]  # by itself it says all or nothing
    wanted = [(name, answers, "") for name, answers in offered]
    wanted[1:1] = [(say.grouped(q.label), decided, q.variable) for q in split]
    names: list[str] = []
    shown: list[tuple[Display, ...]] = []
    for name, answers, group in wanted:
        try:
            made = tuple(_shown(answers, variable, sentence, of, group))
        except DataProblem:
            if own and not names:  # what was written is wrong, whatever is chosen
                raise
            left.append(say.left(name, say.FAILS))
            continue
        if shown and [one.text for one in made] == [one.text for one in shown[0]]:
            left.append(say.left(name, say.ALIKE))
        elif len(names) > policy.MOST_CHOICES:
            left.append(say.left(name, say.BEYOND))
        else:
            names.append(name)
            shown.append(made)
    told = [(name, *(one.text for one in made)) for name, made in zip(names, shown, strict=True)]
    numbers = tuple(number for made in shown for one in made for number in one.numbers)
    return Choices(
        kind="choices",
        text="\n".join((say.SWITCH, *("\n".join(one) for one in told))),
        numbers=numbers,
        behind=Rows.of(numbers),
        caption=say.SWITCH,
        names=tuple(names),
        shown=tuple(shown),
        notes=(say.not_offered(left),) if left else (),
    )


def _shown(
    answers: Answers,
    variable: str,
    sentence: str,
    of: str | Sequence[str] | None,
    group: str,
) -> Iterator[Display]:
    """A sentence over everybody, a table and a chart by group."""
    numbers = protect(share(answers, variable, of=of, by=group or None))
    caption = numbers.questions[0].label
    counted = {say.SHARE: share(answers, variable, of=of)}
    yield Text(sentence, share(answers, variable), **counted)
    yield Table(numbers, caption)
    yield bar_chart(numbers, caption)


def _first(answers: Answers) -> str:
    asked = [q.variable for q in answers.codebook if q.kind in ONE_CHOICE and q.variable != w.MODE]
    if not asked:
        raise say.problem("nothing_to_switch", answers.name)
    return next((e.variable for e in plain_shares(answers)), asked[0])


def plain_shares(answers: Answers) -> list[Estimates]:
    """The questions of which a class may have any number: one choice, not sensitive, answered by
    enough for the share of what most chose. Where somebody is missing comes first, what says who
    somebody is last."""
    asked = (
        share(answers, q.variable)
        for q in answers.codebook
        if q.kind in ONE_CHOICE and not q.group and q.variable != w.MODE
    )
    enough = (e for e in asked if not e.asked.sensitive and e.table["n"].min() >= policy.LEAST_BASE)
    found = [e for e in enough if not protect(e).row(most_chosen(e)).loose]
    quasi = w.Sensitivity.QUASI
    return sorted(found, key=lambda e: (e.asked.sensitivity is quasi, not e.table["missing"].any()))


def most_chosen(estimates: Estimates) -> str:
    """The choice of most people, whatever of it may be shown."""
    return str(estimates.table["choice"][estimates.table["count"].idxmax()])


def offers(study: Study, source: str, variable: str) -> tuple[Offered, list[str]]:
    """The answers as reported and under every declared alternative, one decision at a time, that
    may be shown beside the others; and by name those that may not, and why."""
    decided, tried = under_alternatives(study, source)
    offered, left = [(say.AS_REPORTED, decided)], []
    secret = share(decided, variable).asked.sensitive
    for decision, other, answers in tried:
        rule = rule_told(decision.rule, decision.variable, decided)
        name, why = say.alternative(rule, other), ""
        if answers is None:
            why = say.FAILS
        elif secret and answers.data != decided.data:
            why = say.SENSITIVE
        elif not all(_far_apart(answers, one, variable) for _, one in offered):
            why = say.TOO_NEAR
        else:
            offered.append((name, answers))
            continue
        left.append(say.left(name, why))
    return offered, left


def _far_apart(one: Answers, other: Answers, variable: str) -> bool:
    """Whether they leave in the same people, or enough others: of all, and of those who answer
    each item."""
    rows = ("", *(row.variable for row in one.codebook.rows(variable)))
    apart = (len(_people(one, name) ^ _people(other, name)) for name in rows)
    return all(n == 0 or n >= policy.LEAST_BASE for n in apart)


def _people(answers: Answers, variable: str) -> set[int]:
    """Who is counted, by the row of the file."""
    counted = answers.domain & answers.answered(variable) if variable else answers.domain
    return {row for row, seen in zip(answers.rows, counted, strict=True) if seen}
