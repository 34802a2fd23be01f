"""Interviews as tables and charts: who spoke of what, how far coders agree, who had the word."""

from __future__ import annotations

import numpy as np

from researchlib.clean.interviews import Transcripts
from researchlib.estimate.spoken.agreement import Agreement
from researchlib.estimate.spoken.themes import coder_agreement
from researchlib.estimate.spoken.wording import words
from researchlib.protect.number import SPOKEN
from researchlib.protect.voices import people, protect_voices
from researchlib.report.objects import say
from researchlib.report.objects.listing import Cell, Listing
from researchlib.terms import numbers as write
from researchlib.terms import policy


def themes_table(transcripts: Transcripts, caption: str, *, by: str = "") -> Listing:
    """归类结果表：每个标签有多少人谈到、其中多少人看法相反；可以按身份或人群分列。

    Parameters
    ----------
    transcripts : Transcripts
        From `clean_interviews`.
    caption : str
        A short title.
    by : {"", "role", "group", "document"}
        Columns for the groups.

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
    """归类一致性表：先用一句话说结论，再列每个标签的一致率、κ、α 和 AC1。

    Examples
    --------
    >>> agreement_table(spoken, "两人归类的一致程度")
    两人归类的一致程度
    归类标签  段数  都用了  只乙用  只甲用  看法一致  κ  α  AC1
    位置和楼层  8  2  0  1  88%  ...
    """
    agreements = coder_agreement(transcripts)
    ac1 = {a.label: a.ac1 for a in agreements if a.ac1 is not None}
    worst = min(ac1, key=ac1.__getitem__, default="")
    coders = transcripts.each["coder"].nunique()
    summary = say.agreement_summary(
        worst,
        ac1.get(worst),
        max((a.n for a in agreements), default=0),
        coders,
    )
    names = sorted(transcripts.each["coder"].unique()) if coders == 2 else ("", "")
    return Listing(
        caption,
        summary,
        say.agreement_head(*names),
        tuple(_agreed(a) for a in agreements),
        tuple(dict.fromkeys(a.why for a in agreements if a.why)),
        numeric=True,
        behind=SPOKEN,
    )


def _agreed(a: Agreement) -> tuple[Cell, ...]:
    return (
        a.label,
        str(a.n),
        _number(a.both),
        _number(a.only_first),
        _number(a.only_second),
        say.UNDEFINED if a.percent is None else write.percent(a.percent),
        _bounded(a.kappa, a.kappa_low, a.kappa_high),
        _bounded(a.alpha, a.alpha_low, a.alpha_high),
        say.UNDEFINED if a.ac1 is None else write.score(a.ac1, 2),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _bounded(value: float | None, low: float | None, high: float | None) -> Cell:
    if value is None or np.isnan(value):
        return say.UNDEFINED
    if low is None or high is None or np.isnan(low) or np.isnan(high):
        return write.score(value, 2)
    bounds = (write.score(b, 2) for b in (low, min(high, 1.0)))
    return write.score(value, 2), write.interval(*bounds)


def words_table(transcripts: Transcripts, caption: str, *, top: int = 15) -> Listing:
    """高频词表：按说到的人数排列；只有一两个人说的词不列。

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
