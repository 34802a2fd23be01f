"""The sentences of run/interviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from researchlib.read.spoken.say import SETTLE_NAME
from researchlib.terms import numbers as write
from researchlib.terms.problem import DataProblem

EXCERPTS = "摘录表"
BOTH = "两人都标了"
SETTLED_CODER = "商定"
TABLE_HEAD = ("文档", "行", "起", "止", "原文", "标签", "归类人", "备注")
GUIDE = "选中要归类的文字，新建批注，写上标签；几个标签用分号隔开，标签后空一格可写备注。正文请不要改动。"
PROOF_HEAD = ("行", "时间", "说话人", "代称", "话", "说明")
EXCERPT_HEAD = ("文档", "行", "原文", "标签", "备注")


def unsplit(document: str, lines: Sequence[int]) -> str:
    told = "、".join(map(str, lines[:8]))
    return f"{document}第{told}行不属于任何说话人，没有收入"


def master_changed(document: str) -> DataProblem:
    return DataProblem(
        f"“{document}”的定稿已经发出归类，与现在的访谈稿不一致。",
        "",
        "要改定稿，请先把 interviews/masters 里的旧稿和已收回的归类移走，再重新发出。",
        "程序没有写入任何文件。",
    )


def collected(count: int, coders: Sequence[str], folder: str) -> str:
    who = "、".join(coders)
    told = f"{len(coders)}人（{who}）" if coders else "0人"
    return f"收回{told}的{count}处归类。总表、框架表和归类对照在文件夹 {folder} 中，只供组内使用。"


def coded_by_one(alone: Mapping[str, str], unread: Sequence[str]) -> str:
    told = [
        f"“{document}”只有{coder}一人归类，没有第二个人看过" for document, coder in alone.items()
    ]
    told += [f"“{document}”还没有人归类" for document in unread]
    return f"{'；'.join(told)}。"


def agreed(label: str, n: int, both: int, used: int, positive: float) -> str:
    return (
        f"“{label}”：几人都看过的{n}段中，{used}段有人用，{both}段都用，"
        f"正向一致率{write.percent(positive)}"
    )


def used_by(coder: str, pieces: Sequence[tuple[str, str]]) -> str:
    told = "；".join(f"“{quote}”{f'（{note}）' if note else ''}" for quote, note in pieces)
    return f"{coder}：{told}"


def side_open(document: str, line: int, label: str) -> str:
    return (
        f"{SETTLE_NAME}里{document}第{line}行的“{label}”定为用，但几人听出的立场不同，"
        "还要写明“支持”还是“相反”"
    )


def to_settle(count: int, left: int, folder: str) -> str:
    told = f"有{count}处看法不同，清单见 {folder}/{SETTLE_NAME}.xlsx"
    if not left:
        return f"{told}，已全部商定。"
    return (
        f"{told}；还有{left}处没有商定，暂不计入，"
        "请填“用”“不用”或“改为某标签”，立场不同的写“支持”或“相反”，再收回一次。"
    )


def imported(pieces: int, documents: int, lost: Sequence[str]) -> str:
    told = f"从归类软件收回{documents}份记录的{pieces}处归类，写在各人的摘录表里；下一步请“收回”。"
    return told + (f"有{len(lost)}处放不进定稿：{'；'.join(lost[:5])}。" if lost else "")


def foreign_document(name: str) -> str:
    return f"“{name}”没有同名的定稿"


def sealed_as_it_is(name: str) -> str:
    return f"{name} 已经封存，没有改写。还要商定的话，改好以后重新封存。"
