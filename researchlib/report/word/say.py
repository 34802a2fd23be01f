"""The sentences of report/word."""

from __future__ import annotations

import re

PAGE_MARKS = ("— ", " —")
EVIDENCE_TITLE = "附件：数字依据"
ANNEX = re.compile(r"附件[一二三四五六七八九十]*：")
EVIDENCE_LEAD = "正文中方括号里的编号与下列各条对应。"
