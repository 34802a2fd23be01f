"""In class: switch a declared decision or the grouping, and sentence, table and chart follow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.clean.questionnaires import under_alternatives
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.charts.bars import bar_chart
from researchlib.report.classroom import say
from researchlib.report.objects.display import Display, Placed
from researchlib.report.objects.finding import Text
from researchlib.report.objects.render import render_content
from researchlib.report.objects.table import Table
from researchlib.study.study import Study
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem


def switch(
    study: Study,
    source: str,
    variable: str,
    sentence: str,
    *,
    of: str | Sequence[str] | None = None,
    by: Sequence[str] = (),
) -> Any:
    """换口径、换分组：点一下，句子、表和图一起变；只用课题表里声明过的口径。

    Parameters
    ----------
    study : Study
        From `open_study`.
    source : str
        问卷代号.
    variable : str
        A choice question or scale, as `share` takes it.
    sentence : str
        A template, its names the labels of the share over all respondents.
    of : str or list of str, optional
        The choices counted together in table and chart.
    by : list of str, optional
        Single choices that may split the respondents.

    Returns
    -------
    ipywidgets.VBox
        Two menus and what they show. Everything shown has been through `protect`. An alternative
        that leaves in nearly the same people as another is not offered: the difference of two
        tables would tell about the few.

    Raises
    ------
    DataProblem
        The questionnaire or variable is unknown.

    Examples
    --------
    >>> switch(study, "residents", "grid_known", "{不知道:full}。", by=["sex"])
    VBox(children=(HBox(children=(Dropdown(description='口径', ...
    """
    import ipywidgets

    offered = offers(study, source)
    view = View(variable, sentence, of)
    decision = ipywidgets.Dropdown(
        options=[(name, k) for k, (name, _) in enumerate(offered.answers)], description=say.DECISION
    )
    names = {say.EVERYBODY: ""} | {offered.answers[0][1].question(g).label: g for g in by}
    group = ipywidgets.Dropdown(options=list(names.items()), description=say.GROUP)
    page = ipywidgets.HTML()
    shown = lru_cache(maxsize=None)(lambda k, g: view.html(offered.answers[k][1], g))

    def follow(_: Any = None) -> None:
        page.value = shown(decision.value, group.value)

    decision.observe(follow, names="value")
    group.observe(follow, names="value")
    follow()
    left = ipywidgets.HTML(say.not_offered(offered.left_out) if offered.left_out else "")
    return ipywidgets.VBox([ipywidgets.HBox([decision, group]), page, left])


@dataclass(frozen=True)
class Offers:
    """The answers under each decision that may be shown beside the others, and those that may
    not, by name; the first are those of the report."""

    answers: tuple[tuple[str, Answers], ...]
    left_out: tuple[str, ...]


def offers(study: Study, source: str) -> Offers:
    """Every declared alternative, one decision at a time."""
    decided, tried = under_alternatives(study, source)
    offered = [(say.AS_REPORTED, decided)]
    left_out = []
    for decision, other, answers in tried:
        name = say.alternative(decision.key, other)
        if answers is not None and _far_apart(answers, [one for _, one in offered]):
            offered.append((name, answers))
        else:
            left_out.append(name)
    return Offers(tuple(offered), tuple(left_out))


def _far_apart(answers: Answers, offered: Sequence[Answers]) -> bool:
    """Whether it leaves in the same people as each of them, or enough others."""
    apart = [len(_people(answers) ^ _people(other)) for other in offered]
    return all(n == 0 or n >= policy.LEAST_BASE for n in apart)


def _people(answers: Answers) -> set[int]:
    """Who is counted, by the row of the file."""
    return {row for row, seen in zip(answers.rows, answers.domain, strict=True) if seen}


@dataclass(frozen=True)
class View:
    """What follows the menus: a sentence over everybody, a table and a chart by group."""

    variable: str
    sentence: str
    of: str | Sequence[str] | None

    def html(self, answers: Answers, group: str) -> str:
        """All three, protected; where there is nothing to show, why."""
        numbers = protect(share(answers, self.variable, of=self.of, by=group or None))
        caption = numbers.questions[0].label
        parts: list[Callable[[], Display]] = [
            lambda: Text(self.sentence, share(answers, self.variable)),
            lambda: Table(numbers, caption),
            lambda: bar_chart(numbers, caption),
        ]
        return "".join(_shown(one) for one in parts)


def _shown(make: Callable[[], Display]) -> str:
    try:
        return render_content(Placed(make()))
    except DataProblem as problem:
        return say.cannot_show(problem.found)
