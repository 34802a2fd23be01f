"""The payroll calendar: month by month, how much was paid on time, late, or not yet."""

from typing import Any

from researchlib.estimate.payroll import PayRecord
from researchlib.protect import say as say_protect
from researchlib.protect.number import RECORDS, Number
from researchlib.protect.records import pay_calendar
from researchlib.report.charts import say
from researchlib.report.charts.chart import (
    FAINT,
    INK,
    MAIN,
    NEGATIVE,
    WARM,
    Chart,
    canvas,
    legend,
    picture,
)
from researchlib.terms import numbers as write


def calendar_chart(record: PayRecord, caption: str) -> Chart:
    """工资发放日历：每个月按时、迟发、仍未发放的人员比例（月度合计，不涉及个人）。

    Parameters
    ----------
    record : PayRecord
        工资发放情况，来自 pay_record。
    caption : str
        图的标题：一句话说这张图看什么。

    Returns
    -------
    Chart

    Examples
    --------
    >>> calendar_chart(pay_record(clean_payroll(study)), "三分之一的人工资晚发")
    三分之一的人工资晚发
    工资发放日历，各月按时发放的比例：1月：67%，2月：67%，3月：67%，4月：67%。
    """
    months = pay_calendar(record)
    with canvas(2.9) as (figure, axes):
        for place, month in enumerate(months):
            heights = [h for h in (month.on_time, month.late, month.unpaid) if h is not None]
            if not heights:
                axes.bar(place, 1, color=FAINT, width=0.86, hatch="//", edgecolor="white")
                continue
            bottom = 0.0
            for height, colour in zip(heights, _COLOURS, strict=True):
                axes.bar(place, height, bottom=bottom, color=colour, width=0.86)
                if height >= 0.14:
                    axes.text(
                        place,
                        bottom + height / 2,
                        write.percent(height),
                        ha="center",
                        va="center",
                        fontsize=7.5,
                        color=INK if colour == NEGATIVE[1] else "white",
                    )
                bottom += height
        axes.set_xticks(range(len(months)), [m.label for m in months])
        axes.set_yticks([])
        axes.set_ylim(0, 1)
        _legend(axes)
        png, missing = picture(figure, [m.label for m in months])
    shares = [
        (m.label, say_protect.WITHHELD if m.on_time is None else write.percent(m.on_time))
        for m in months
    ]
    return Chart(
        caption,
        png,
        say.alt_calendar(shares),
        say.CALENDAR_QUESTION,
        (say.calendar_note(record.persons), *missing),
        [Number(name, text) for name, text in shares],
        behind=RECORDS,
    )


_COLOURS = (MAIN, NEGATIVE[1], WARM)


def _legend(axes: Any) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=c, label=t) for t, c in zip(say.PAID_STATES, _COLOURS, strict=True)]
    legend(axes, patches)
