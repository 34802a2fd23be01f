"""What the notebooks made for a new study say."""

from __future__ import annotations

QUALITY_TITLE = "# 数据质量说明\n\n问卷是怎样回来的，哪些没有采用、为什么。"
QUALITY_FLOW = "## 问卷怎样回来"
QUALITY_ANSWERS = "## 各题作答情况"
FLOW_CAPTION = "从发放到有效问卷"
ANSWERING_CAPTION = "各题作答情况"


def topic_title(name: str) -> str:
    return (f"# {name}：各题结果\n\n这是按导出文件自动排出的第一份结果，题型和选项顺序由程序推断，"
            "请对照课题表“题目对照表”核对，再挑出要紧的题目写成发现。")


def caption(title: str) -> str:
    return title.replace('"', "”").replace("\\", "").replace("{", "（").replace("}", "）")[:60]
