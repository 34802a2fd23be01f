"""The sentences of run/notebooks."""

from __future__ import annotations

QUALITY_TITLE = "# 数据质量说明\n\n问卷是怎样回来的，哪些没有采用、为什么。"
QUALITY_READING = (
    "## 每一列是怎样读的\n\n（写着“请看一眼”的，请对着问卷核对；不对的改课题表“题目对照表”。）"
)
READING_CAPTION = "各列的读法"
QUALITY_FLOW = "## 问卷怎样回来"
QUALITY_ANSWERS = "## 各题作答情况"
NOTHING_COUNTED = (
    "## 没有可以直接计数的题目\n\n填空题的原话不逐条印出，请先用 `interviews open` 归类，再计数。"
)
FLOW_CAPTION = "从发放到有效问卷"
ANSWERING_CAPTION = "各题作答情况"
SPOKEN_NOTEBOOK = "05_interviews"
SPOKEN_TITLE = "# 座谈和走访\n\n各节按课题表“归类标签”排出；有了要说的话，再把标题改成一句结论。"
SPOKEN_THEMES = "## 谈到了什么"
THEMES_CAPTION = "座谈和走访谈到了什么"
SPOKEN_AGREEMENT = "## 附：怎么归类、归得是否一致"
AGREEMENT_CAPTION = "归类的一致程度"
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


SAMPLE_TITLE = "## 填答者构成"
SCALES_TITLE = "## 各量表和数值题"
SCALES = "各量表和数值题"
REPORT_FINDINGS = (
    "## 二、问卷反映的主要情况\n\n（以下由程序从全部题目中挑出，要紧的在前，数据变了会跟着变。请先圈出最该留下的三句："
    "点开“依据”看到代号，写成 `leading_findings(answers, keep=[代号, …])`，其余的就不再出现。）"
)
REPORT_PROBLEMS = (
    "## 三、存在问题\n\n（对着上面留下的几句，在课题表“问题与建议”里写出问题，写明依据哪些发现、哪些人谈到、现场看到什么。）"
    "\n\n## 四、意见建议\n\n（在课题表“问题与建议”里写出建议，列在这里。）"
)
CHAIN = "问题、依据和建议对照表"
REPORT_CROSSED = "各题分组对照"
REPORT_FORM = "带频数的问卷"
REPORT_LEFT_OUT = "没有列入的列"
LEFT_OUT = "没有列入的列和原因"
REPORT_METHODS = "方法"
METHODS = "本报告使用的方法和出处"


CLASS_TITLE = (
    "# 课堂：换一种算法再看\n\n先看报告里的一个数，再换一个口径或分组，看结论变不变；最后做练习。"
)
CLASS_SWITCH = (
    "## 换一个口径或分组\n\n选一个，句子、表和图一起变。能换的口径写在课题表“剔除规则”的“备选”里。"
)
CLASS_EXERCISES = "## 练习\n\n先自己选，再点开答案，看对不对、为什么。"


def annex(number: int, heading: str) -> str:
    return f"## 附件{'一二三四五'[number]}：{heading}"


def crossed(group: str) -> str:
    return f"各题按“{group}”分组"


def report_title(study: str) -> str:
    return f"# {study}调研报告"


def topic_title(name: str) -> str:
    return (
        f"# {name}：各题结果\n\n这是按导出文件自动排出的第一份结果，题型和选项顺序由程序推断，"
        "请对照课题表“题目对照表”核对，再挑出要紧的题目写成发现。"
    )


def caption(title: str) -> str:
    return title.replace('"', "”").replace("\\", "").replace("{", "（").replace("}", "）")[:60]
