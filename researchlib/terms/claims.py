"""Words that claim an amount or a strength: they must be carried by data or by a known name."""

from __future__ import annotations

import re

# Forms in which a sentence may write a bound number: {独居:成}.
TENTHS, FULL, PEOPLE, PLAIN, SILENT = "成", "full", "n", "原文", "未答"
FORMS = (TENTHS, FULL, PEOPLE, PLAIN, SILENT)

# In Word the bookmarks of bound numbers, and of generated paragraphs and tables, begin so.
BOOKMARK, PIECE, TABLE_PIECE = "n_", "b_", "t_"

NUMBER = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?"
    r"|[一二两三四五六七八九]成(?![立为果员功长绩本就熟效分])"
    r"|[十百千]分之[一二三四五六七八九十百零]+"
    r"|半数|过半|一半|绝大多数|大多数|绝大部分|大部分|多数|普遍|显著|明显|导致|几乎所有"
)

# Digits that stand for themselves: dates, document numbers, standards, the confidence level.
CARRIED = re.compile(
    r"\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|〔\d{4}〕\d+号|GB/T ?[\d.—-]+"
    r"|95%区间|第\d+行|[图表]\s?\d+|正文约\d+字"
)
