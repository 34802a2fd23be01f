"""What the paper form, the entry sheet and the comparison of two entries say."""

from __future__ import annotations

from pathlib import Path

from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind

FILES = ("问卷.docx", "问卷（大字版）.docx", "问卷星文本.txt", "录入表.xlsx")
FORM_NUMBER = "问卷编号：＿＿＿＿"
HOW_TO_FILL = (
    "填答说明：单选题只选一项，多选题可以选几项，在□里打“√”；排序题在横线上写 1、2、3；"
    "不想答的题可以空着。"
)
THANKS = "问卷到此结束，谢谢您的支持！"
ENTRY, ENTRY_ERROR, ENTRY_CHOOSE = "录入表", "请从列表中选择", "只能填列表中的选项；没有填的留空。"
SETTLE, SETTLE_HEAD = "双录核对单", ("问卷编号", "题目", "第一份", "第二份", "应为")
ENTERED, NOT_ENTERED = "（已录入）", "（没有录入）"
ROWS, COLUMNS = "行：", "列："
PLATFORM_TAGS = {
    Kind.SINGLE: "单选题",
    Kind.SCALE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.RANKING: "排序题",
    Kind.NUMBER: "填空题",
    Kind.OPEN: "填空题",
    Kind.DATE: "填空题",
}
_HINTS = {Kind.MULTIPLE: "（可多选）", Kind.RANKING: "（请排序）"}


def matrix_tag(kind: Kind) -> str:
    return "矩阵量表题" if kind is Kind.SCALE else "矩阵单选题"


def question(number: int, title: str, kind: Kind) -> str:
    hint = _HINTS.get(kind, "")
    said = any(word in title for word in ("可多选", "排序"))
    return f"{number}. {title}{'' if said else hint}"


def consent(group: str) -> str:
    return (
        f"知情告知：本问卷由{group}组织，用于社区工作调研。不写姓名，答案只作汇总统计，不公开个人信息；"
        "填不填由您自愿，中途可以停下。"
    )


def no_form_numbers(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”有的行没有问卷编号。",
        "",
        "请照纸质问卷补上编号，再核对。",
        "程序没有写入任何文件。",
    )


def form_twice(path: Path, number: str) -> DataProblem:
    return DataProblem(
        f"“{path.name}”里问卷编号{number}录了两次。",
        "",
        "请删去重复的一行，再核对。",
        "程序没有写入任何文件。",
    )


def only_if(number: int, choices: tuple[str, ...]) -> str:
    return f"〔第{number}题选“{'”“'.join(choices)}”的回答〕"
