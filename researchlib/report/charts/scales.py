"""Charts of matrix scales: diverging bars, and importance against satisfaction."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from researchlib.estimate.estimates import Estimates
from researchlib.estimate.models.ranks import sides_of_mean
from researchlib.protect.number import Rows, Shown
from researchlib.protect.protected import Protected, protect
from researchlib.report.charts import say
from researchlib.report.charts.chart import (
    FAINT,
    INK,
    MAIN,
    NEGATIVE,
    POSITIVE,
    REST,
    TINTS,
    WARM,
    Chart,
    canvas,
    legend,
    named_rows,
    nothing_drawn,
    picture,
    row_height,
    with_base,
    wrapped,
)
from researchlib.report.objects.table import notes_of, question_of
from researchlib.terms import numbers as write
from researchlib.terms import policy

_WRITTEN = 0.033  # of the axis, that a character takes


def agreement_chart(estimates: Estimates, caption: str) -> Chart:
    """条形图：量表各项每个选项占多少；知道好坏方向的，好的一侧向右、差的一侧向左，中间项居中。

    Parameters
    ----------
    estimates : Estimates
        `share(answers, 矩阵题)` 的结果，不写 `of`：每一项的每个选项。方向和中间选项照题目对照表；
        不知道的，不分两边画。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Examples
    --------
    >>> agreement_chart(share(answers, "satisfaction"), "各项服务的满意程度")
    各项服务的满意程度
    堆叠条形图：满意吗。上门探访：选“比较满意、非常满意”的26%，...有效回答120人。
    """
    protected = protect(estimates)
    question = protected.questions[0]
    choices, sides = question.substantive, question.sides
    poor, good = sides or ((), choices)
    middle = [c for c in choices if c not in (*poor, *good)]
    colours = _colours(poor, middle, good)
    items = _by_item(protected, colours, good if sides else ())
    if len(choices) < 3 or not items:
        raise say.problem("needs_groups", caption)
    uneven = len({rows[0].n for _, rows in items if not rows[0].withheld}) > 1
    labels = [with_base(item, rows[0]) if uneven else item for item, rows in items]
    with canvas(1.15 + row_height(labels, 0.36) * len(items)) as (figure, axes):
        lefts = [-_sum(rows, poor) - _sum(rows, middle) / 2 for _, rows in items]
        ends = math.floor(min(lefts) * 4) / 4, 1 + math.ceil(max(lefts) * 4) / 4
        for place, (_, rows) in enumerate(items):
            _stack(axes, place, rows, colours, lefts[place], _WRITTEN * (ends[1] - ends[0]))
        _finish(axes, protected, labels, colours, ends)
        png, missing = picture(figure, [*choices, *labels])
    both = (good, poor) if sides else (choices[:1], choices[-1:])
    values = [
        (item, [(side, _together(protected, rows, side)) for side in both if side])
        for item, rows in items
        if not any(row.withheld for row in rows)
    ]
    printed = question_of(protected)
    return Chart(
        caption,
        png,
        say.alt_agreement(printed, values[:4], protected.people),
        printed,
        (*notes_of(protected), *missing),
        [row for _, rows in items for row in rows],
        colours,
        behind=_behind(protected, items, (poor, good) if sides else ()),
    )


def _behind(
    protected: Protected,
    items: Sequence[tuple[str, list[Shown]]],
    sides: Sequence[Sequence[str]],
) -> Rows:
    """Every share; and of a side that is told as one, how many that is."""
    whole = []
    for _, rows in items:
        for side in sides:
            held = [r for r in rows if r.choice in side and r.bounds]
            told = [r.bounds for r in held if r.bounds and r.bounds.linear]
            count = sum(r.count or 0 for r in held)
            if told and not any(r.withheld for r in rows):
                whole.append(told[0].union(told[1:], (count, count)))
    return Rows((*Rows.of(protected.rows).bounds, *whole))


def _by_item(
    protected: Protected,
    order: Iterable[str],
    good: Sequence[str],
) -> list[tuple[str, list[Shown]]]:
    """Items by the share of their good side, or as the form has them; those withheld last."""
    places = {choice: place for place, choice in enumerate(order)}
    by_item: dict[str, list[Shown]] = {}
    for row in sorted(protected.rows, key=lambda r: places.get(r.choice, -1)):
        if row.choice in places:
            by_item.setdefault(row.item, []).append(row)
    items = {row.item: by_item[row.item] for row in protected.rows if row.item in by_item}
    return sorted(items.items(), key=lambda pair: (pair[1][0].withheld, -_sum(pair[1], good)))


def _sum(rows: Sequence[Shown], choices: Sequence[str]) -> float:
    return sum(row.value or 0 for row in rows if row.choice in choices)


def _together(protected: Protected, rows: Sequence[Shown], choices: Sequence[str]) -> str:
    """The share of several choices: from their counts, not from rounded shares."""
    if protected.asked.weighted:
        return write.percent(min(_sum(rows, choices), 1.0))
    counted = sum(row.count or 0 for row in rows if row.choice in choices)
    return write.percent(counted / (rows[0].n or 1))


def _colours(
    poor: Sequence[str],
    middle: Sequence[str],
    good: Sequence[str],
) -> dict[str, str]:
    """Dark to light on each side and the middle grey; light to dark where there are no sides."""
    shades = [
        *_shades(NEGATIVE, poor),
        *[FAINT] * len(middle),
        *_shades(POSITIVE[::-1], good)[::-1],
    ]
    if not poor and not middle:
        shades = [*TINTS[:1] * len(good), *TINTS][-len(good) :]
    return dict(zip((*poor, *middle, *good), shades, strict=True))


def _shades(pair: tuple[str, str], side: Sequence[str]) -> list[str]:
    """Only the choice next to the middle is light."""
    return [pair[0] if k < max(len(side) - 1, 1) else pair[1] for k in range(len(side))]


def _stack(
    axes: Any,
    place: int,
    rows: Sequence[Shown],
    colours: Mapping[str, str],
    left: float,
    character: float,
) -> None:
    hidden = next((row for row in rows if row.withheld), None)
    if hidden:
        axes.text(0, place, hidden.text, va="center", ha="center", fontsize=9)
        return
    for row in rows:
        width, colour = row.value or 0, colours[row.choice]
        axes.barh(place, width, left=left, height=0.66, color=colour)
        if width >= character * len(row.text):
            dark = colour in (NEGATIVE[0], *TINTS[-2:])
            axes.text(
                left + width / 2,
                place,
                row.marked,
                ha="center",
                va="center",
                fontsize=8.5,
                color="white" if dark else INK,
            )
        left += width


def _finish(
    axes: Any,
    protected: Protected,
    items: Sequence[str],
    colours: Mapping[str, str],
    ends: tuple[float, float],
) -> None:
    from matplotlib.patches import Patch
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    axes.axvline(0, color=REST, linewidth=0.8)
    named_rows(axes, items)
    axes.set_xlim(*ends)
    axes.xaxis.set_major_locator(MultipleLocator(0.25))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: write.percent(abs(x)) if x else "0"))
    axes.set_xlabel(f"{say.SHARE_AXIS}；{protected.people}")
    patches = [Patch(color=colour, label=choice) for choice, colour in colours.items()]
    legend(axes, patches, fontsize=8.5, handlelength=1, columnspacing=1.2)


def quadrant_chart(importance: Estimates, satisfaction: Estimates, caption: str) -> Chart:
    """重要性—满意度四象限图：右下角重要而不满意的，优先改进；分不清在哪一格的写明不定。

    Parameters
    ----------
    importance, satisfaction : Estimates
        两组项目相同的量表题（矩阵题）的平均值，由 `average(answers, 矩阵题)` 得出。
        一项的重要性、满意度与全部各项的平均水平都差得清楚，才算落在某一象限（整张图合起来是95%）；
        其余的画成空心。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Examples
    --------
    >>> importance, satisfaction = average(answers, "importance"), average(answers, "satisfaction")
    >>> quadrant_chart(importance, satisfaction, "重要而不够满意的服务")
    重要而不够满意的服务
    重要性—满意度四象限图。重要而满意度低的有：无；重要且满意的有：无；不定的有：...有效回答120人。
    """
    first, second = protect(importance), protect(satisfaction)
    points = {
        r.item: (r.value, other)
        for r in first.rows
        if r.item in second and r.value is not None
        if (other := second.row(r.item).value) is not None
    }
    if not points:
        return nothing_drawn(caption, (*first.rows, *second.rows))
    middle = [sum(p[k] for p in points.values()) / len(points) for k in (0, 1)]
    sides = _sides((importance, satisfaction), list(points))
    with canvas(4.4) as (figure, axes):
        _draw_points(axes, points, middle, sides)
        png, missing = picture(figure, list(points))
    told = ["、".join(k for k, side in sides.items() if side == q) for q in ((1, -1), (1, 1))]
    unsure = "、".join(k for k, side in sides.items() if 0 in side)
    notes = [*notes_of(first), *notes_of(second), say.MEDIAN_LINES, say.UNSURE_POINTS, *missing]
    return Chart(
        caption,
        png,
        say.alt_quadrant(told[0], told[1], unsure, second.people),
        f"{question_of(first)}；{question_of(second)}",
        tuple(dict.fromkeys(notes)),
        (*first.rows, *second.rows),
        behind=Rows.of((*first.rows, *second.rows)),
    )


def _sides(both: Sequence[Estimates], items: Sequence[str]) -> dict[str, tuple[float, float]]:
    """On which side of both means each item clearly stands (0: not clear)."""
    level = 1 - (1 - policy.LEVEL) / len(both)
    found = [sides_of_mean(one, items, level) for one in both]
    return dict(zip(items, zip(*found, strict=True), strict=True))


def _draw_points(
    axes: Any,
    points: Mapping[str, tuple[float, float]],
    middle: Sequence[float],
    sides: Mapping[str, tuple[float, float]],
) -> None:
    from matplotlib.ticker import MultipleLocator

    xs, ys = zip(*points.values(), strict=True)
    pad_x, pad_y = (max(xs) - min(xs)) * 0.16 + 0.15, (max(ys) - min(ys)) * 0.14 + 0.15
    axes.set_xlim(min(xs) - pad_x, max(xs) + pad_x)
    axes.set_ylim(min(ys) - pad_y, max(ys) + pad_y)
    axes.axvline(middle[0], color=REST, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.axhline(middle[1], color=REST, linewidth=0.9, linestyle=(0, (4, 3)))
    edge = [REST if 0 in s else WARM if s == (1, -1) else MAIN for s in sides.values()]
    fill = ["white" if 0 in s else c for s, c in zip(sides.values(), edge, strict=True)]
    axes.scatter(xs, ys, s=34, facecolors=fill, edgecolors=edge, linewidths=1.4, zorder=3)
    corners = (
        ((0.985, 0.02), "right", "bottom"),
        ((0.985, 0.98), "right", "top"),
        ((0.015, 0.02), "left", "bottom"),
        ((0.015, 0.98), "left", "top"),
    )
    for name, (place, across, up) in zip(say.QUADRANTS, corners, strict=True):
        axes.text(
            *place, name, transform=axes.transAxes, ha=across, va=up, fontsize=9.5, color="#7B8794"
        )
    for (item, (x, y)), offset in zip(points.items(), _offsets(axes, points), strict=True):
        axes.annotate(
            wrapped(item),
            (x, y),
            offset[:2],
            textcoords="offset points",
            fontsize=9,
            ha=offset[2],
            va="center",
        )
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MultipleLocator(0.5))
    axes.set_xlabel(say.IMPORTANCE)
    axes.set_ylabel(say.SATISFACTION)
    axes.grid(color="#F1F3F5", linewidth=0.8)


def _offsets(axes: Any, points: Mapping[str, tuple[float, float]]) -> list[tuple[int, int, str]]:
    """For each label the first place around its point that covers no earlier label or point."""
    axes.figure.canvas.draw()
    scale = 72 / axes.figure.dpi
    spots = {k: axes.transData.transform(p) * scale for k, p in points.items()}
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots.values()]
    chosen = []
    for item, (x, y) in spots.items():
        lines = wrapped(item).split("\n")
        width, height = 9.4 * max(map(len, lines)), 12 * len(lines)
        boxes = {
            (8, 0, "left"): (x + 8, y - height / 2, x + 8 + width, y + height / 2),
            (-8, 0, "right"): (x - 8 - width, y - height / 2, x - 8, y + height / 2),
            (0, 13, "center"): (x - width / 2, y + 7, x + width / 2, y + 7 + height),
            (0, -13, "center"): (x - width / 2, y - 7 - height, x + width / 2, y - 7),
        }
        best = min(boxes, key=lambda o: sum(_overlap(boxes[o], t) for t in taken))
        taken.append(boxes[best])
        chosen.append(best)
    return chosen


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    across = min(a[2], b[2]) - max(a[0], b[0])
    up = min(a[3], b[3]) - max(a[1], b[1])
    return max(across, 0) * max(up, 0)
