"""What the estimate stage says."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem


def no_such_group(label: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(f"这组结果里没有“{label}”。", nearest(label, known), "请照现有名称填写。")


def groups_overlap(first: str, second: str) -> DataProblem:
    return DataProblem(
        f"“{first}”与“{second}”不是互不重叠的两组，不能直接比较。", "",
        "请用 by= 分组后，比较其中两组。")


def not_a_grouping(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能用来分组。", "", "请用单选题分组。")


def no_share(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能计算占比。", "", "数值题请用 average。")


def no_average(question: str, kind: str) -> DataProblem:
    return DataProblem(f"“{question}”是{kind}题，不能计算平均值。", "", "请用 share 计算占比。")


def no_key(question: str) -> DataProblem:
    return DataProblem(
        f"“{question}”没有写明正确答案。", "", "请在题目对照表的“正确答案”一列填写。")
