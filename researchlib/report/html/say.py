"""The sentences of report/html."""

from __future__ import annotations

from researchlib.report.say import DISTRIBUTION

CONTENTS = "目录"
SKIP = "跳到正文"
CODE = "计算过程"
CHECK_NOTE = "自动检查未发现可识别个人的信息，仍须人工复核。"
COVER = ("课题", "调研组", "地点", "时间", "稿次", DISTRIBUTION, "篇幅")


def made_by(code: str, workbook: str) -> str:
    return f"由 researchlib 从原始数据生成；程序指纹 {code}，课题表指纹 {workbook}。"
