"""What reading and coding interviews says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem

_UNTOUCHED = "原文件没有改动。"
HELP = "访谈：发出归类稿、收回归类结果"
ISSUED_NAME, TABLE_NAME, SETTLE_NAME = "归类稿", "归类总表", "归类分歧"
TABLE_HEAD = ("文档", "行", "起", "止", "原文", "标签", "归类人", "备注")
SETTLE_HEAD = ("文档", "行", "原文", "标签", "用了的人", "没用的人", "定为（用/不用）", "理由")
GUIDE = "选中要归类的文字，新建批注，写上标签；几个标签用分号隔开，标签后空一格可写备注。正文请不要改动。"


def no_word_file(path: Path) -> DataProblem:
    return DataProblem(f"“{path.name}”不是能读的 Word 文件。", "", "请用 Word 或 WPS 另存为 .docx。", _UNTOUCHED)


def no_project(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的归类项目（.qdpx 或 .qdc）。", "", "请从归类软件重新导出 REFI-QDA 格式。", _UNTOUCHED)


def no_speakers(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里没有认出说话的人。", "", "每段话请写成“姓名：话”，一人一段。", _UNTOUCHED)


def no_range(text: str) -> str:
    return f"批注“{text[:20]}”没有选中文字，放不到原文里"


def not_placed(quote: str, text: str) -> str:
    return f"批注“{text[:20]}”所选的“{quote[:20]}”在定稿里找不到（正文可能被改过）"


def unknown_label(label: str, known: Sequence[str]) -> str:
    return f"标签“{label}”不在归类标签里。{nearest(label, known)}"


def in_file(coder: str, name: str, told: str) -> str:
    return f"{coder}/{name}：{told}"


def no_masters() -> DataProblem:
    return DataProblem(
        "还没有访谈稿。", "应放在 interviews/transcripts 中。", "请放入 .txt、.md 或 .docx 后重试。", _UNTOUCHED)


def unsplit(document: str, lines: Sequence[int]) -> str:
    told = "、".join(map(str, lines[:8]))
    return f"{document}第{told}行不属于任何说话人，没有收入"


def stranger(document: str, speaker: str) -> str:
    return f"{document}里的“{speaker}”不在访谈对象表里，没有代称，归类稿里仍写原名，请先补上"


def master_changed(document: str) -> DataProblem:
    return DataProblem(
        f"“{document}”的定稿已经发出归类，与现在的访谈稿不一致。", "",
        "要改定稿，请先把 interviews/masters 里的旧稿和已收回的归类移走，再重新发出。", "程序没有写入任何文件。")


def issued(count: int, folder: str) -> str:
    return f"已发出{count}份归类稿，在文件夹 {folder} 中；每人只改自己的那一份。"


def collected(count: int, coders: int, name: str) -> str:
    return f"收回{coders}人的{count}处归类，总表见 {name}。"


def agreed(label: str, n: int, both: int, percent: float, ac1: float | None, why: str) -> str:
    told = f"AC1为{ac1:.2f}" if ac1 is not None else why
    return f"“{label}”：{n}段中都用的{both}段，看法一致的占{percent:.0%}，{told}"


def to_settle(count: int, name: str) -> str:
    return f"有{count}处看法不同，清单见 {name}，请一起商定。"
