"""The sentences of report/word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from researchlib.protect.number import Number
from researchlib.report import say as say_report

WRITTEN = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes)\.xml")
PAGE_MARKS = ("— ", " —")
EVIDENCE_TITLE = "附件：数字依据"
POINTS = "要点"
ABSTRACT = "内容提要"
ANNEX = re.compile(r"附件[一二三四五六七八九十]*：")


def annexed(names: Sequence[str]) -> str:
    """What comes after the main text, in one paragraph."""
    told = (name.removeprefix("附件").lstrip("：").replace("：", "、") for name in names)
    return f"附件：{'；'.join(told)}。"


EVIDENCE_LEAD = "正文中方括号里的编号与下列各条对应。"
EVIDENCE_HEAD = ("编号", "数", "题目或出处", "多少人", "95%区间")


def asked(number: Number) -> str:
    basis = number.basis
    of = f"（{'、'.join(basis.of)}）" if basis.of else ""
    by = "" if basis.question else basis.by
    return "，".join(filter(None, (f"{basis.question or ''}{of}", basis.source, by)))


def of_whom(number: Number) -> str:
    if not number.basis.question or not number.n:
        return ""
    missing = f"，{say_report.MISSING}{number.missing}人" if number.missing else ""
    whom = "，".join(filter(None, (number.basis.respondents, number.basis.domain)))
    return f"{number.n}人" + (f"（{whom}{missing}）" if whom or missing else "")


def behind(whom: str, numbers: Sequence[Number]) -> str:
    """What the numbers of the same people have in common."""
    data = [
        f"{say_report.FINGERPRINT}{n.basis.data}"
        for n in numbers
        if n.basis.data and n.basis.sampling
    ]
    told = say_report.behind(numbers, *(n.basis.sampling or "" for n in numbers), *data)
    return f"{whom}：{told}" if whom and told else ""


labelled = "{:.40}（{}人）".format
