"""Interviews as tables and charts: who spoke of what, how far coders agree, who had the word."""

import numpy as np

from researchlib.clean.interviews import Transcripts
from researchlib.estimate.spoken.agreement import Agreement, overall
from researchlib.estimate.spoken.themes import coder_agreement, coder_grids, coders_of
from researchlib.estimate.spoken.wording import words
from researchlib.protect.number import SPOKEN
from researchlib.protect.voices import how_coded, people, protect_voices
from researchlib.report.objects import say
from researchlib.report.objects.listing import Cell, Listing
from researchlib.terms import numbers as write
from researchlib.terms import policy


def themes_table(transcripts: Transcripts, caption: str, *, by: str = "") -> Listing:
    """归类结果表：每个标签有多少人谈到、其中多少人看法相反；可以按身份或人群分列。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    caption : str
        简短的标题。
    by : {"", "role", "group", "document"}
        按什么分列（空着不分）。

    Examples
    --------
    >>> themes_table(spoken, "座谈谈到了什么")
    座谈谈到了什么
    归类标签  ...
    位置和楼层  3人...
    """
    rows = protect_voices(transcripts, by)
    if not by:
        return Listing(
            caption,
            "",
            say.THEMES_HEAD,
            tuple((r.label, r.text, r.against, str(r.documents)) for r in rows),
            (say.THEMES_NOTE,),
            numeric=True,
            behind=SPOKEN,
        )
    groups = list(dict.fromkeys(r.group for r in rows))
    by_label = {
        label: {r.group: r.text for r in rows if r.label == label}
        for label in dict.fromkeys(r.label for r in rows)
    }
    return Listing(
        caption,
        "",
        (say.THEMES_HEAD[0], *groups),
        tuple((label, *(texts[g] for g in groups)) for label, texts in by_label.items()),
        (say.THEMES_NOTE, say.GROUPED_NOTE),
        numeric=True,
        behind=SPOKEN,
    )


def agreement_table(transcripts: Transcripts, caption: str) -> Listing:
    """归类一致性表：先用一句话说结论，再列每个标签的正向一致率、κ、AC1 和 α。

    只有一人归类的、还没有商定的，写在表注里。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    caption : str
        简短的标题。

    Examples
    --------
    >>> agreement_table(spoken, "归类的一致程度")
    归类的一致程度
    归类标签  段数  都用了  只乙用  只甲用  正向一致  κ  AC1  α
    位置和楼层  7  2  0  1  80%（34%—97%）  ...
    """
    coders = coders_of(transcripts)
    agreements = coder_agreement(transcripts) if len(coders) > 1 else []
    whole = overall(coder_grids(transcripts)) if agreements else None
    told = {a.label: a.positive for a in agreements if a.positive is not None}
    lowest = min(told.values(), default=None)
    summary = say.agreement_summary(
        coders,
        max((a.n for a in agreements), default=0),
        whole,
        [label for label, share in told.items() if share == lowest],
    )
    return Listing(
        caption,
        summary,
        say.agreement_head(coders),
        tuple(_agreed(a) for a in agreements),
        (
            *how_coded(transcripts),
            *dict.fromkeys(a.why for a in agreements if a.why),
        ),
        numeric=True,
        behind=SPOKEN,
    )


def _agreed(a: Agreement) -> tuple[Cell, ...]:
    alone = [a.only_first, a.only_second] if a.only_first is not None else [a.apart]
    return (
        a.label,
        str(a.n),
        _number(a.both),
        *map(_number, alone),
        _share(a.positive, a.positive_low, a.positive_high),
        _bounded(a.kappa, a.kappa_low, a.kappa_high),
        say.UNDEFINED if a.ac1 is None else write.score(a.ac1, 2),
        _bounded(a.alpha, a.alpha_low, a.alpha_high),
    )


def _share(value: float | None, low: float | None, high: float | None) -> Cell:
    if value is None or low is None or high is None:
        return say.UNDEFINED
    return write.percent(value), write.interval(*map(write.percent, write.ends((low, high), 2)))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _bounded(value: float | None, low: float | None, high: float | None) -> Cell:
    if value is None or np.isnan(value):
        return say.UNDEFINED
    if low is None or high is None or not low < high:
        return write.score(value, 2)
    bounds = (write.score(b, 2) for b in write.ends((low, min(high, 1.0)), 2))
    return write.score(value, 2), write.interval(*bounds)


def words_table(transcripts: Transcripts, caption: str, *, top: int = 15) -> Listing:
    """高频词表：按说到的人数排列；只有一两个人说的词不列。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    caption : str
        简短的标题。
    top : int
        最多列多少个词。

    Examples
    --------
    >>> words_table(spoken, "说得最多的词")
    说得最多的词
    词  说到的人数  次数
    三楼  3人  3
    """
    counted = words(transcripts, top=top)
    several = counted[counted["speakers"] >= policy.LEAST_VOICES]
    rows = tuple((r.word, people(r.speakers), str(r.mentions)) for r in several.itertuples())
    return Listing(
        caption, "", say.WORDS_HEAD, rows, (say.WORDS_NOTE,), numeric=True, behind=SPOKEN
    )
