"""Charts that set two things side by side: two groups, sample and population, steps of reach."""

from collections.abc import Mapping
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.share import share
from researchlib.protect.evidence import only
from researchlib.protect.number import Number, Rows, Shown
from researchlib.protect.protected import protect
from researchlib.report import say as say_report
from researchlib.report.charts import say
from researchlib.report.charts.bars import draw_bar, share_axis
from researchlib.report.charts.chart import (
    INK,
    MAIN,
    REST,
    WARM,
    Chart,
    beside,
    canvas,
    legend,
    named_rows,
    nothing_drawn,
    picture,
    row_height,
    wrapped,
)
from researchlib.report.objects.table import notes_of, question_of
from researchlib.study.study import Study
from researchlib.terms import numbers as write


def dumbbell_chart(
    estimates: Estimates,
    first: str,
    second: str,
    caption: str,
) -> Chart:
    """哑铃图：每一项上两组的占比，中间连线；横线为95%区间。

    Parameters
    ----------
    estimates : Estimates
        几个项或几个选项的占比，用 `by` 分了组。
    first, second : str
        两个组的名称。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Examples
    --------
    >>> satisfied = share(answers, "satisfaction", of=["比较满意", "非常满意"], by="living")
    >>> dumbbell_chart(satisfied, "独居", "与家人同住", "独居老人满意的少")
    独居老人满意的少
    对比图：...上门探访（独居：7%，与家人同住：43%）；...有效回答120人。
    """
    protected = protect(estimates)
    names = list(dict.fromkeys(r.item or r.choice for r in protected.rows))
    cells = {(r.item or r.choice, r.group): r for r in protected.rows}
    pairs = [
        (n, cells[n, first], cells[n, second])
        for n in names
        if (n, first) in cells and (n, second) in cells
    ]
    if all(a.withheld or b.withheld for _, a, b in pairs):
        return nothing_drawn(caption, [row for _, *both in pairs for row in both])
    pairs.sort(key=lambda p: -max(p[1].value or 0, p[2].value or 0))
    with canvas(1.25 + row_height(names, 0.42) * len(pairs)) as (figure, axes):
        for place, (_, a, b) in enumerate(pairs):
            _dumbbell(axes, place, a, b)
        named_rows(axes, [name for name, _, _ in pairs])
        _legend(axes, ((first, WARM, "o"), (second, MAIN, "o")))
        share_axis(axes, protected)
        axes.set_xlim(-0.1, 1.08)  # room for a number left of a small share
        png, missing = picture(figure, names)
    question = question_of(protected)
    values = [(name, [(first, a.text), (second, b.text)]) for name, a, b in pairs[:3]]
    return Chart(
        caption,
        png,
        say.alt_pairs(question, values, protected.people),
        question,
        (*notes_of(protected, (first, second)), *missing),
        [row for _, *both in pairs for row in both],
        {first: WARM, second: MAIN},
        behind=Rows.of(row for _, *both in pairs for row in both),
    )


def _dumbbell(axes: Any, place: int, a: Shown, b: Shown) -> None:
    if a.withheld or b.withheld:
        axes.text(0, place, f" {(a if a.withheld else b).text}", va="center", fontsize=9)
        return
    axes.plot([a.value, b.value], [place, place], color=REST, linewidth=3, zorder=1)
    for row, colour, up in ((a, WARM, -0.16), (b, MAIN, 0.16)):
        axes.plot([row.low, row.high], [place + up] * 2, color=colour, linewidth=1, alpha=0.7)
        axes.scatter([row.value], [place], s=52, color=colour, zorder=3)
    right, left = (a, b) if (a.value or 0) >= (b.value or 0) else (b, a)
    for row, across, side in ((right, 7, "left"), (left, -7, "right")):
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
        value = row.value or 0
        beside(axes, row.marked, value, place, across, ha=side, fontsize=8.5, bbox=box)


def _legend(axes: Any, entries: tuple[tuple[str, str, str], ...]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker=marker, linestyle="", color=c, label=wrapped(t, 20))
        for t, c, marker in entries
    ]
    legend(axes, handles)


def population_chart(study: Study, answers: Answers, variable: str, caption: str) -> Chart:
    """样本与总体：填答者的构成与总体构成并排，看出谁多了、谁少了。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；“总体构成”一表写着各选项的总体人数。
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道单选题，“总体构成”里列了它。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Raises
    ------
    DataProblem
        “总体构成”里没有这道题。

    Examples
    --------
    >>> population_chart(study, answers, "age", "填答者与居民的年龄构成")
    填答者与居民的年龄构成
    对比图：您的年龄段。18—44岁（填答者：30%，总体：40%）；...
    """
    sizes = study.frames.get((answers.name, variable))
    if not sizes:
        raise say_report.problem("no_frame", variable)
    protected = protect(share(answers, variable))
    whole = sum(sizes.values())
    height = row_height((row.name for row in protected.rows), 0.42)
    with canvas(1.2 + height * len(protected.rows)) as (figure, axes):
        for place, row in enumerate(protected.rows):
            draw_bar(axes, place, row, MAIN)
            axes.scatter(
                [sizes.get(row.name, 0) / whole],
                [place],
                marker="D",
                s=44,
                color=WARM,
                edgecolor="white",
                linewidth=1,
                zorder=4,
            )
        named_rows(axes, [row.name for row in protected.rows])
        _legend(axes, ((say.IN_SAMPLE, MAIN, "s"), (say.IN_POPULATION, WARM, "D")))
        share_axis(axes, protected)
        png, missing = picture(figure, [r.name for r in protected.rows])
    question = question_of(protected)
    frame = [
        Number(f"{choice}·{say.IN_POPULATION}", write.percent(n / whole))
        for choice, n in sizes.items()
    ]
    values = [
        (r.name, [(say.IN_SAMPLE, r.text), (say.IN_POPULATION, f.text)])
        for r, f in zip(protected.rows[:3], frame, strict=False)
    ]
    return Chart(
        caption,
        png,
        say.alt_pairs(question, values, protected.people),
        question,
        (*notes_of(protected), say.population_note(whole), *missing),
        (*protected.rows, *frame),
        behind=Rows.of(protected.rows),
    )


def reach_chart(steps: Mapping[str, Estimates], caption: str) -> Chart:
    """触达图：知道 → 去过 → 常用 → 满意，每一步占应答者的比例，看人在哪一步少了。

    Parameters
    ----------
    steps : mapping of str to Estimates
        每一步的名称，和只有一行的占比，按先后排列。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Examples
    --------
    >>> known = share(answers, "daycare_known", of=["知道", "听说过"])
    >>> used = share(answers, "daycare_use", of="去过")
    >>> reach_chart({"知道": known, "去过": used}, "去过的比知道的少")
    去过的比知道的少
    条形图：您知道日间照料中心吗；老人去过日间照料中心吗。知道：63%；去过：58%。有效回答120人。
    """
    tables = {name: protect(estimates) for name, estimates in steps.items()}
    rows = [only(name, table.rows) for name, table in tables.items()]
    first = next(iter(tables.values()))
    with canvas(0.8 + row_height(tables, 0.5) * len(rows)) as (figure, axes):
        for place, row in enumerate(rows):
            draw_bar(axes, place, row, MAIN)
        alike = len({row.n for row in rows}) == 1
        labels = [
            wrapped(row.name) if alike else f"{wrapped(row.name)}\n（{row.persons}）"
            for row in rows
        ]
        axes.set_yticks(range(len(rows)), labels, color=INK)
        axes.invert_yaxis()
        share_axis(axes, first)
        png, missing = picture(figure, labels)
    question = "；".join(dict.fromkeys(table.asked.text for table in tables.values()))
    return Chart(
        caption,
        png,
        say.alt_bars(question, [(row.name, row.text) for row in rows], first.people),
        question,
        (*notes_of(first), *missing),
        rows,
        behind=Rows.of(rows),
    )
