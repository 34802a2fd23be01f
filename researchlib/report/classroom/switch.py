"""In class: switch a declared decision or the grouping, and sentence, table and chart follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from researchlib.clean.answers import ONE_CHOICE, Answers
from researchlib.clean.questionnaires import clean_answers, under_alternatives
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.leading import backgrounds
from researchlib.estimate.share import share
from researchlib.protect.number import Rows
from researchlib.protect.protected import protect
from researchlib.report.charts.bars import bar_chart
from researchlib.report.classroom import say
from researchlib.report.objects.display import Choices, Display, Option, Placed
from researchlib.report.objects.finding import Text
from researchlib.report.objects.listing import rule_told
from researchlib.report.objects.render import render_content
from researchlib.report.objects.table import Table
from researchlib.study.study import Study
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Sensitivity


@dataclass(frozen=True)
class Switch:
    """换口径：JupyterLab 里是两个菜单，导出的课堂页面里是事先算好的几个选项。

    `menus` combine any decision with any grouping, for who has the data; `page` holds the
    alternatives one at a time, protected together with all else that is published.
    """

    menus: Any
    page: Choices

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.menus._repr_mimebundle_() | self.page._repr_mimebundle_()


def switch(
    study: Study,
    source: str,
    variable: str = "",
    sentence: str = "",
    *,
    of: str | Sequence[str] | None = None,
    by: Sequence[str] | None = None,
) -> Switch:
    """换口径、换分组：点一下，句子、表和图一起变；只用课题表里声明过的口径。

    Parameters
    ----------
    study : Study
        From `open_study`.
    source : str
        问卷代号.
    variable : str, optional
        A choice question or scale, as `share` takes it; the first plain one when not given.
    sentence : str, optional
        A template, its names the labels of the share over all respondents; what most chose when
        not given.
    of : str or list of str, optional
        The choices counted together in table and chart.
    by : list of str, optional
        Single choices that may split the respondents; the background questions when not given.

    Returns
    -------
    Switch
        Two menus and what they show; exported, the same as choices on the page of the class.
        Everything shown has been through `protect`. An alternative that leaves in nearly the same
        people as another is not offered: the difference of two tables would tell about the few.

    Raises
    ------
    DataProblem
        The questionnaire or variable is unknown.

    Examples
    --------
    >>> switch(study, "residents", "grid_known", "{不知道:full}。", by=["sex"]).page
    换一个口径或分组
    与报告相同
    57%（95%区间48%—65%，...
    """
    import ipywidgets

    decided = clean_answers(study, source)
    variable = variable or _first(decided)
    if not sentence:
        of = of or most_chosen(share(decided, variable))
        sentence = say.chosen(of)
    offered, view = offers(study, source, variable), View(variable, sentence, of)
    book = decided.codebook
    split = map(book.variable, by) if by is not None else (q.variable for q in backgrounds(decided))
    names = {say.EVERYBODY: ""} | {book[v].label: v for v in split if v != variable}
    decision, group = (
        ipywidgets.Dropdown(options=options, description=told)
        for options, told in (
            ([(name, k) for k, (name, _) in enumerate(offered.answers)], say.DECISION),
            (list(names.items()), say.GROUP),
        )
    )
    shown = lru_cache(maxsize=None)(lambda k, g: view.html(offered.answers[k][1], g))
    page = ipywidgets.HTML()

    def follow(_: Any = None) -> None:
        page.value = shown(decision.value, group.value)

    decision.observe(follow, names="value")
    group.observe(follow, names="value")
    follow()
    left = ipywidgets.HTML(say.left_out(offered.left_out))
    menus = ipywidgets.VBox([ipywidgets.HBox([decision, group]), page, left])
    return Switch(menus, view.page(offered, names))


def _first(answers: Answers) -> str:
    one = (q.variable for q in answers.codebook if q.kind in ONE_CHOICE and q.variable != w.MODE)
    found = next((e.variable for e in plain_shares(answers)), next(one, ""))
    if not found:
        raise say.nothing_to_switch(answers.name)
    return found


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
    return sorted(
        found,
        key=lambda e: (e.asked.sensitivity == Sensitivity.QUASI, not e.table["missing"].any()),
    )


def most_chosen(estimates: Estimates) -> str:
    """The choice of most people, whatever of it may be shown."""
    return str(estimates.table["choice"][estimates.table["count"].idxmax()])


@dataclass(frozen=True)
class Offers:
    """The answers under each decision that may be shown beside the others, and those that may
    not, by name; the first are those of the report."""

    answers: tuple[tuple[str, Answers], ...]
    left_out: tuple[str, ...]


def offers(study: Study, source: str, variable: str) -> Offers:
    """Every declared alternative, one decision at a time."""
    decided, tried = under_alternatives(study, source)
    offered, left_out = [(say.AS_REPORTED, decided)], []
    for decision, other, answers in tried:
        name = say.alternative(rule_told(decision.rule, decision.variable, decided), other)
        if answers is None:
            left_out.append(say.fails(name))
        elif answers.data != decided.data and share(decided, variable).asked.sensitive:
            left_out.append(say.sensitive(name))
        elif not _far_apart(answers, [one for _, one in offered], variable):
            left_out.append(say.too_near(name))
        else:
            offered.append((name, answers))
    return Offers(tuple(offered), tuple(left_out))


def _far_apart(answers: Answers, offered: Sequence[Answers], variable: str) -> bool:
    """Whether it leaves in the same people as each of them, or enough others, of all and of those
    who answer each item."""
    for name in ("", *(row.variable for row in answers.codebook.rows(variable))):
        apart = [len(_people(answers, name) ^ _people(other, name)) for other in offered]
        if any(0 < n < policy.LEAST_BASE for n in apart):
            return False
    return True


def _people(answers: Answers, variable: str) -> set[int]:
    """Who is counted, by the row of the file."""
    counted = answers.domain & answers.answered(variable) if variable else answers.domain
    return {row for row, seen in zip(answers.rows, counted, strict=True) if seen}


@dataclass(frozen=True)
class View:
    """What follows the menus: a sentence over everybody, a table and a chart by group."""

    variable: str
    sentence: str
    of: str | Sequence[str] | None

    def html(self, answers: Answers, group: str) -> str:
        """All three, protected; where there is nothing to show, why."""
        try:
            return "".join(render_content(Placed(one)) for one in self.contents(answers, group))
        except DataProblem as problem:
            return say.cannot_show(problem.found)

    def contents(self, answers: Answers, group: str) -> Iterator[Display]:
        numbers = protect(share(answers, self.variable, of=self.of, by=group or None))
        caption = numbers.questions[0].label
        counted = {say.SHARE: share(answers, self.variable, of=self.of)}
        yield Text(self.sentence, share(answers, self.variable), **counted)
        yield Table(numbers, caption)
        yield bar_chart(numbers, caption)

    def page(self, offered: Offers, groups: dict[str, str]) -> Choices:
        """One alternative at a time: the groupings, then the decisions, so many as a page holds."""
        as_reported, *others = offered.answers
        wanted = [(say.AS_REPORTED, as_reported[1], "")]
        wanted += [(say.grouped(g), as_reported[1], v) for g, v in groups.items() if v]
        wanted += [(name, answers, "") for name, answers in others]
        options: list[Option] = []
        left = list(offered.left_out)
        for name, answers, group in wanted:
            try:
                made = tuple(self.contents(answers, group))
            except DataProblem:
                left.append(say.fails(name))
                continue
            if options and [c.text for c in made] == [c.text for c in options[0].contents]:
                left.append(say.alike(name))
            elif len(options) > policy.MOST_CHOICES:
                left.append(say.beyond(name))
            else:
                options.append(Option(name, made))
        numbers = [n for one in options for shown in one.contents for n in shown.numbers]
        told = (t for o in options for t in (o.name, *(c.text for c in o.contents)))
        return Choices(
            kind="choices",
            text="\n".join((say.SWITCH, *told)),
            numbers=tuple(numbers),
            behind=Rows.of(numbers),
            caption=say.SWITCH,
            options=tuple(options),
            notes=(say.not_offered(left),) if left else (),
        )
