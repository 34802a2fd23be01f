"""The sentences of draft."""

from __future__ import annotations

CONFIRM_STEM = "导出文件没有题干，请填写题目原文"
CONFIRM_FORM = "问卷文本与答卷的选项对不上，请核对"
CONFIRM_CODES = "只有编号，请照问卷填写每个选项的文字"
CONFIRM_UNCHOSEN = "有的选项没有人选，请照问卷补全"


def confirm_order(sure: float) -> str:
    return "" if sure >= 0.95 else "请核对题型和选项顺序"
