"""Sorted bars with intervals: shares or averages of choices, items or groups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from researchlib.estimate.estimates import Estimates, Measure
from researchlib.protect.number import Rows, Shown
from researchlib.protect.protected import Protected, protect
from researchlib.report.charts import say
from researchlib.report.charts.chart import (
    GRID,
    INK,
    MAIN,
    REST,
    WARM,
    Chart,
    beside,
    canvas,
    named_rows,
    nothing_drawn,
    picture,
    row_height,
    with_base,
)
from researchlib.report.objects.table import notes_of, question_of
from researchlib.terms import policy
from researchlib.terms import words as w


def bar_chart(
    estimates: Estimates | Protected,
    caption: str,
    *,
    highlight: Sequence[str] = (),
) -> Chart:
    """条形图：按大小排列（有固有顺序的选项除外），画出95%区间；人数少的组写明不公布。

    Parameters
    ----------
    estimates : Estimates
        share 或 average 的结果，只按选项、按项或按组中的一样排开。
    caption : str
        图的标题：一句话说这张图看什么。
    highlight : list of str, optional
        用暖色画出的几项（问题），其余是蓝色。

    Returns
    -------
    Chart

    Examples
    --------
    >>> bar_chart(share(answers, "stay_away"), "位置偏是主要原因")
    位置偏是主要原因
    条形图：没去的原因（可多选）。位置偏：59%；担心收费：46%；家人能照顾：43%。有效回答120人。
    """
    protected = protect(estimates)
    if protected.measure is Measure.RANK:
        raise say.problem("places_have_no_bars", caption)
    rows = _ordered(protected)
    if all(row.withheld for row in rows):
        return nothing_drawn(caption, rows)
    uneven = len({row.n for row in rows if not row.withheld}) > 1
    labels = [with_base(r.name, r) if r.group or uneven else r.name for r in rows]
    highlight = [*map(protected.called, highlight)]
    with canvas(0.75 + row_height(labels, 0.36) * len(rows)) as (figure, axes):
        for place, row in enumerate(rows):
            draw_bar(axes, place, row, _colour(row, highlight))
        named_rows(axes, labels)
        _axis(axes, protected)
        drawn = picture(figure, labels)
    values = [say.named(row.name, row.text) for row in rows if not row.withheld][:3]
    question = question_of(protected)
    return Chart(
        caption,
        drawn,
        say.alt_bars(question, values, protected.people),
        question,
        notes_of(protected),
        rows,
        behind=Rows.of(rows),
    )


def _ordered(protected: Protected) -> list[Shown]:
    """By size, unless the choices have an order of their own; 其他 and 全体 stay last."""
    rows = [replace(row, name=protected.called(row.name)) for row in protected.rows]
    has_order = (
        rows[0].group
        or protected.questions[0].kind in (w.Kind.SINGLE, w.Kind.SCALE)
        and (not rows[0].item)
    )
    if not has_order:
        best = 1 if _is_places(protected) else -1
        rows.sort(key=lambda r: (r.name == w.OTHER, r.withheld, best * (r.value or 0)))
    return rows if rows[0].group else rows[: policy.MOST_CATEGORIES]


def _is_places(protected: Protected) -> bool:
    """The first place is the smallest number."""
    averaged = protected.measure is Measure.AVERAGE
    return averaged and protected.questions[0].kind is w.Kind.RANKING


def _colour(row: Shown, highlight: Sequence[str]) -> str:
    if row.name in highlight:
        return WARM
    return REST if row.name in (w.OTHER, w.EVERYONE) else MAIN


def draw_bar(axes: Any, place: int, row: Shown, colour: str) -> None:
    """One bar with its interval and its number; a withheld one says so in its place."""
    if row.value is None or row.low is None or row.high is None:
        axes.text(0, place, f" {row.text}", va="center", fontsize=9, color="#52606D")
        return
    axes.barh(place, row.value, height=0.62, color=colour)
    for ink, width in (("white", 3.2), (INK, 1.2)):  # a white rim keeps it seen on the bar
        axes.plot(
            [row.low, row.high],
            [place, place],
            color=ink,
            linewidth=width,
            marker="|",
            markersize=6,
            markeredgewidth=width,
        )
    beside(axes, row.marked, max(row.high, row.value), place, fontsize=9.5)


def _axis(axes: Any, protected: Protected) -> None:
    if protected.measure is Measure.SHARE:
        share_axis(axes, protected)
        return
    axes.set_xlim(0, max(row.high or 0 for row in protected.rows) * 1.15)
    _measured(axes, protected, say.PLACE_AXIS if _is_places(protected) else say.AVERAGE_AXIS)


def share_axis(axes: Any, protected: Protected) -> None:
    """0 to 100 %, the same on every chart of shares, with the base written under it."""
    axes.set_xlim(0, 1.08)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "20%", "40%", "60%", "80%", "100%"])
    _measured(axes, protected, say.SHARE_AXIS)


def _measured(axes: Any, protected: Protected, what: str) -> None:
    axes.set_xlabel(say.axis(what, protected.rows[0].interval_name, protected.people))
    axes.grid(axis="x", color=GRID, linewidth=0.8)
