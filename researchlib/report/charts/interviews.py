"""Interviews as charts: saturation, and who had the word."""

from researchlib.clean.interviews import Transcripts
from researchlib.estimate.spoken.themes import saturation, voice_share
from researchlib.protect.number import SPOKEN, Number
from researchlib.report.charts import say
from researchlib.report.charts.chart import (
    FAINT,
    GRID,
    INK,
    MAIN,
    Chart,
    beside,
    canvas,
    named_rows,
    picture,
)
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w


def saturation_chart(transcripts: Transcripts, caption: str) -> Chart:
    """饱和曲线：谈到第几个人以后不再出现新标签，阴影是打乱次序后的范围。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    caption : str
        图的标题：一句话说这张图看什么。

    Examples
    --------
    >>> saturation_chart(spoken, "后几位发言没有带来新的标签")
    后几位发言没有带来新的标签
    累计标签数随发言人数上升，6人共出现3个标签...
    """
    curve = saturation(transcripts)
    last = int(curve.loc[curve["labels"] == curve["labels"].max(), "people"].min())
    with canvas(2.6) as (figure, axes):
        axes.fill_between(curve["people"], curve["low"], curve["high"], color=FAINT, linewidth=0)
        axes.plot(
            curve["people"], curve["labels"], color=MAIN, linewidth=2, marker="o", markersize=4
        )
        axes.set_ylim(0, curve["labels"].max() * 1.12)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel(say.SATURATION_X, color=INK)
        axes.set_ylabel(say.SATURATION_Y, color=INK)
        axes.grid(axis="y", color=GRID, linewidth=0.8)
        png, missing = picture(figure, [])
    count, top = len(curve), int(curve["labels"].max())
    return Chart(
        caption,
        png,
        say.alt_saturation(count, top, last),
        "",
        (say.saturation_note(count, last), *missing),
        [Number(say.SATURATION_Y, str(top), n=count)],
        behind=SPOKEN,
    )


def voice_chart(transcripts: Transcripts, document: str, caption: str) -> Chart:
    """发言分布图：座谈会上每个人说了多少，有没有少数人占了大半时间。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    document : str
        哪份记录：文档的名称，与“访谈记录”里的一样。
    caption : str
        图的标题：一句话说这张图看什么。

    Examples
    --------
    >>> voice_chart(spoken, "座谈会", "谁说得多")
    谁说得多
    6人发言字数所占比例，最多的是受访者一、受访者四
    """
    share = voice_share(transcripts, document)
    names = list(share["speaker"])
    with canvas(0.7 + 0.24 * len(share)) as (figure, axes):
        axes.barh(range(len(share)), share["share"], height=0.66, color=MAIN)
        for place, value in enumerate(share["share"]):
            beside(axes, write.percent(value), value, place, fontsize=8.5)
        named_rows(axes, names)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_xlabel(say.VOICE_AXIS, color=INK)
        png, missing = picture(figure, names)
    most = write.percent(float(share["share"].max()))
    half = int((share["share"].cumsum() < policy.MANY).sum()) + 1
    numbers = [
        Number(row.speaker, write.percent(row.share), n=len(share)) for row in share.itertuples()
    ]
    return Chart(
        caption,
        png,
        say.alt_voice(f"{names[0]}{w.LIST_MARK}{names[1]}", len(share)),
        "",
        (say.voice_note(len(share), most, half), *missing),
        numbers,
        behind=SPOKEN,
    )
