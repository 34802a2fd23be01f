"""What the Word report says, and what is found when an edited one is read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.problem import DataProblem

RENEWED = "新数"
PAGE_MARKS = ("— ", " —")
EVIDENCE_TITLE = "附件：数字依据"
ANNEX = re.compile(r"附件[一二三四五六七八九十]*：")
EVIDENCE_LEAD = "正文中方括号里的编号与下列各条对应。"
FIGURE, TABLE = "图", "表"
CHANGED, UNBOUND, DELETED, LOOSE = "数被改动", "没有依据的数", "被删去的数", "脱离了依据的数"
SMALL_PRINT = "表头、表注或附件里的数字与生成时不同"
_UNTOUCHED = "终稿没有改动。"


def not_the_report(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里没有本程序写入的数。",
        "",
        "请用由 report（出报告）生成、再编辑的 Word 文件。",
        _UNTOUCHED,
    )


def no_published() -> DataProblem:
    return DataProblem(
        "还没有生成过报告，没有可比的台账。", "", "请先运行 report（出报告）。", _UNTOUCHED
    )


def checked(bound: int, found: int) -> str:
    if not found:
        return f"终稿里的{bound}个数都与台账一致，没有手工改动。"
    return f"终稿里有{bound}个绑定的数，发现{found}处需要看："


def line(kind: str, where: str, here: str, there: str) -> str:
    told = kind if not here and not there else f"{kind}：“{here or there}”"
    if here and there:
        told += f"，台账中是“{there}”"
    return f"{told}（{where}）" if where else told


def renewed(count: int, name: str) -> str:
    return f"已把{count}个数换成现在的数，写在 {name}；原来的终稿没有改动，文字、格式和批注都保留。"


def kept_edited(old: str, new: str) -> str:
    return (
        f"{old} 被编辑过，没有覆盖；新的写在 {new}。要把新数放进编辑过的稿子，请用 report --into。"
    )


def stale_keys(names: Sequence[str]) -> str:
    return f"有{len(names)}个数现在的报告里已没有，保留原样：{'、'.join(names[:5])}"
