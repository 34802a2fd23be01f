"""The respondent flow: from issued to answered, with what was lost at each step and why."""

from typing import Any

from researchlib.clean.answers import Answers
from researchlib.protect import say as say_protect
from researchlib.protect.bounds import n_of
from researchlib.protect.number import Number, Rows
from researchlib.report import say as say_report
from researchlib.report.charts import say
from researchlib.report.charts.chart import FAINT, INK, MAIN, Chart, canvas, picture, wrapped


def flow_chart(answers: Answers, caption: str, *, variable: str | None = None) -> Chart:
    """答卷流程图：发放、回收、有效、应答本题各多少份，每一步少了多少、为什么。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        图的标题：一句话说这张图看什么。
    variable : str, optional
        再加两步：应答这道题的多少人，有效回答的多少人。

    Returns
    -------
    Chart

    Examples
    --------
    >>> flow_chart(answers, "回收的问卷都有效", variable="living")
    回收的问卷都有效
    流程图：发放140份，回收120份，有效120份，应答本题120份，有效回答120份。
    """
    steps, losses = _steps(answers, variable)
    with canvas(0.35 + 0.82 * len(steps)) as (figure, axes):
        axes.set_axis_off()
        axes.set_xlim(0, 10)
        axes.set_ylim(-len(steps) + 0.45, 0.5)
        for place, (name, count) in enumerate(steps):
            _box(axes, -place, name, count)
            if place:
                _arrow(axes, -place)
            for line, text in enumerate(losses[place]):
                axes.text(
                    6.2,
                    -place + 0.5 - 0.24 * (line - (len(losses[place]) - 1) / 2),
                    text,
                    va="center",
                    fontsize=9.5,
                )
        png, missing = picture(figure, [text for step in losses for text in step])
    question = answers.question(variable).printed if variable else say.ANSWERED_FLOW
    return Chart(
        caption,
        png,
        say.alt_flow(steps),
        question,
        missing,
        [Number(name, count) for name, count in steps],
        behind=Rows(tuple(n_of(answers, variable)) if variable else (), "flow"),
    )


def _steps(
    answers: Answers,
    variable: str | None,
) -> tuple[list[tuple[str, str]], list[list[str]]]:
    flow = answers.flow
    counts: list[int | None] = [flow.issued, flow.returned, flow.valid]
    lost = [
        [],
        [_lost(say.NOT_RETURNED, flow.issued - flow.returned)] if flow.issued else [],
        [
            _lost(reason, count)
            for reason, count in [
                (say.SET_ASIDE, flow.set_aside),
                *((loss.reason, loss.count) for loss in flow.losses),
            ]
        ],
    ]
    if variable:
        asked = int(answers.asked(variable).sum())
        usable = int(answers.answered(variable).sum())
        counts += [asked, usable]
        lost += [
            [_lost(say_report.SKIPPED, flow.valid - asked)],
            [_lost(say_report.MISSING, asked - usable)],
        ]
    names = say_protect.FLOW[: len(counts)]
    texts = [
        say_protect.UNKNOWN_ISSUED if c is None else f"{c}{say_protect.SHEETS}" for c in counts
    ]
    return list(zip(names, texts, strict=True)), [[t for t in step if t] for step in lost]


def _lost(reason: str, count: int) -> str:
    return f"{reason}：{count}{say_protect.SHEETS}" if count else ""


def _box(axes: Any, height: float, name: str, count: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (0.9, height - 0.24),
            4.2,
            0.48,
            facecolor="white",
            edgecolor=MAIN,
            linewidth=1.2,
            boxstyle="round,pad=0,rounding_size=0.06",
        )
    )
    axes.text(
        3.0, height, f"{wrapped(name)}  {count}", ha="center", va="center", fontsize=11, color=INK
    )


def _arrow(axes: Any, height: float) -> None:
    axes.annotate(
        "",
        (3.0, height + 0.26),
        (3.0, height + 0.74),
        arrowprops={"arrowstyle": "-|>", "color": MAIN, "linewidth": 1.2},
    )
    axes.plot([3.0, 6.0], [height + 0.5] * 2, color=FAINT, linewidth=1)
