"""The sentences of run/notebooks."""

from __future__ import annotations

QUALITY_TITLE = "# 数据质量说明\n\n问卷是怎样回来的，哪些没有采用、为什么。"
QUALITY_FLOW = "## 问卷怎样回来"
QUALITY_ANSWERS = "## 各题作答情况"
NOTHING_COUNTED = (
    "## 没有可以直接计数的题目\n\n填空题的原话不逐条印出，请先用 `interviews open` 归类，再计数。"
)
FLOW_CAPTION = "从发放到有效问卷"
ANSWERING_CAPTION = "各题作答情况"
REPORT_LEAD = (
    "（写明按照什么安排、为了什么、到哪里调研。）现将调研情况报告如下：\n\n## 一、调研开展情况"
)
REPORT_WHO = "{调研时间}，{调研组}一行{调研组人数}到{调研地点}蹲点调研。"
REPORT_FLOW = "问卷的做法是：{填答渠道}。发放{发放}，回收{回收}，有效{有效}，有效率{有效率}。"
REPORT_SAMPLE = "填答者构成"
SUMMARY_LEAD = "## 怎么调研的"
SUMMARY_FLOW = "收回问卷{回收}，有效{有效}。"
SUMMARY_SUGGESTIONS = "## 问题、依据和建议"


def summary_title(title: str) -> str:
    return f"# 领导摘要：{title}"


REPORT_PROBLEMS = (
    "## 二、存在问题\n\n（在课题表“问题与建议”里写下问题，写明依据哪些调研发现、哪些人谈到、现场看到什么；"
    '再照示例课题demo的调研报告，每个问题写一节：`Problem(study, "代号")`、带数的句子、`Voices(study, "标签")`。）'
    "\n\n## 三、意见建议\n\n针对上述问题，提出以下建议："
)
REPORT_CHAIN = "## 附件一：问题、依据和建议对照表"
CHAIN = "问题、依据和建议对照表"
REPORT_FORM = "## 附件二：带频数的问卷"
REPORT_METHODS = "## 附件三：方法"
METHODS = "本报告使用的方法和出处"


def report_title(study: str) -> str:
    return f"# {study}调研报告"


def topic_title(name: str) -> str:
    return (
        f"# {name}：各题结果\n\n这是按导出文件自动排出的第一份结果，题型和选项顺序由程序推断，"
        "请对照课题表“题目对照表”核对，再挑出要紧的题目写成发现。"
    )


def caption(title: str) -> str:
    return title.replace('"', "”").replace("\\", "").replace("{", "（").replace("}", "）")[:60]
