"""The sentences of read/spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from researchlib.terms.problem import RECORD_UNTOUCHED, DataProblem
from researchlib.terms.text import nearest

SETTLE_NAME = "归类分歧"
LINE = "行"
MEMO = "备注"
REASON = "理由"
SETTLED = ("用", "不用")
SETTLE_HEAD = ("文档", "行", "原文", "标签", "用了的人", "没用的人", "定为（用/不用）", "理由")


def no_project(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的归类项目（.qdpx 或 .qdc）。",
        "",
        "请从归类软件重新导出 REFI-QDA 格式。",
        RECORD_UNTOUCHED,
    )


def no_speakers(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里没有认出说话的人。",
        "",
        "每段话请写成“姓名：话”，一人一段。",
        RECORD_UNTOUCHED,
    )


def unsure_speakers(path: Path, misfits: Mapping[int, str]) -> DataProblem:
    told = "；".join(f"第{line}行“{text[:16]}”" for line, text in list(misfits.items())[:8])
    more = f"等{len(misfits)}处" if len(misfits) > 8 else ""
    return DataProblem(
        f"“{path.name}”里有的行不知道是谁在说话：{told}{more}。",
        "",
        "是说话人的，请把写法改得和别处一样，名字写进课题表“访谈对象”的“姓名”或“别名”；"
        "是话里的冒号的，改成逗号，或在“校对表”里写一行：改什么填“字词”，“听写成”填那几个字和冒号，“改为”填改好的。",
        "这一份没有收，" + RECORD_UNTOUCHED,
    )


NO_MASTER_OF_THAT_NAME = "没有同名的定稿，没有收（文件名请与定稿一致）"


def excerpt_not_placed(row: int, document: str, quote: str) -> str:
    return f"第{row}行的“{quote[:20]}”在“{document}”的定稿里找不到，或有两处一样近"


def bad_settlement(row: int, told: str) -> str:
    return f"归类分歧表第{row}行填的是“{told}”，应填“用”或“不用”"


def columns_missing(path: Path, names: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"“{path.name}”缺少“{'”“'.join(names)}”列。",
        f"文件：{path.parent.name}/{path.name}",
        "请照发出的样表填写，不要改列名。",
        RECORD_UNTOUCHED,
    )


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
        "还没有访谈稿。",
        "应放在 interviews/transcripts 中。",
        "请放入 .txt、.md 或 .docx 后重试。",
        RECORD_UNTOUCHED,
    )
