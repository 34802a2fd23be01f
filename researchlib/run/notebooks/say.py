"""The sentences of run/notebooks."""

from researchlib.terms.words import TO_WRITE

# Cells of a notebook, a line of dashes between them.
QUALITY = """
# 数据质量说明

问卷是怎样回来的，哪些没有采用、为什么。
---
from researchlib import (answering_table, clean_answers, decisions_table,
                         flow_chart, open_study, reading_table)

study = open_study()
answers = clean_answers(study, "<source>")
---
## 每一列是怎样读的

写着“请看一眼”的，程序没有把握，以问卷为准；读错的在课题表“题目对照表”里改。
---
reading_table(study, answers, "各列的读法")
---
## 问卷怎样回来
---
flow_chart(answers, "从发放到有效问卷")
---
## 各题作答情况
---
answering_table(answers, "各题作答情况")
"""
TOPIC = """
# <name>：各题结果

各题按问卷的顺序排列；每道题怎样读的，见“数据质量说明”。
---
from researchlib import (Table, agreement_chart, average, bar_chart, clean_answers,
                         open_study, ranking_table, sample_table, scale_table,
                         share)

study = open_study()
answers = clean_answers(study, "<source>")
"""
NOTHING_COUNTED = """
## 没有可以直接计数的题目

填空题的原话不逐条印出，请先用 `interviews open` 归类，再计数。
---
from researchlib import Text
answers = clean_answers(study, "<source>")
Text("问卷的做法是：{填答渠道}。发放{发放}，回收{回收}，有效{有效}，有效率{有效率}。", study.source("<source>"), answers)
"""
SPOKEN_NOTEBOOK = "05_interviews"
SPOKEN = """
# 访谈

各节按归类标签排列。
---
from researchlib import (Voices, agreement_table, clean_interviews, open_study,
                         themes_table)

study = open_study()
spoken = clean_interviews(study)
---
## 谈到了什么
---
themes_table(spoken, "访谈谈到了什么")
"""
SPOKEN_AGREEMENT = """
## 附：怎么归类、归得是否一致
---
agreement_table(spoken, "归类的一致程度")
"""
KEY_POINTS = """## 要点
---
display(*key_points(study, *(clean_answers(study, source) for source in study.sources)))
---
"""
REPORT = """
# <title>
---
from researchlib import (CountedForm, Problem, Suggestions, Text, Voices, argument_table,
                         clean_answers, clean_interviews, crossing_table, key_points,
                         leading_findings, left_out_table, methods_table, open_study,
                         sample_table, themes_table)

study = open_study()
---
<points>现将调研情况报告如下：

## 一、调研开展情况
---
Text("{调研时间}，{调研组}一行{调研组人数}到{调研地点}调研。", study)
"""
RETURNED = """
answers = clean_answers(study, "<source>")
Text("问卷的做法是：{填答渠道}。发放{发放}，回收{回收}，有效{有效}，有效率{有效率}。", study.source("<source>"), answers)
"""
SUMMARY_RETURNED = """
answers = clean_answers(study, "<source>")
Text("收回问卷{回收}，有效{有效}。", study.source("<source>"), answers)
"""
SUMMARY = """
# 领导摘要：<title>
---
from researchlib import Text, argument_table, clean_answers, key_points, open_study

study = open_study()
---
## 怎么调研的
---
Text("{调研时间}，{调研组}一行{调研组人数}到{调研地点}调研。", study)
"""
SUMMARY_SUGGESTIONS = """<points>## 问题、依据和建议
---
argument_table(study, "问题、依据和建议对照表")
"""
CLASS = """
# 课堂：换一种算法再看

先看报告里的一个数，再换一个口径或分组，看结论变不变；最后做练习。
---
from researchlib import exercises, open_study, switch

study = open_study()
---
"""
CLASS_SWITCH = """## 换一个口径或分组

选一个，句子、表和图一起变。能换的口径写在课题表“剔除规则”的“备选”里。
---
switch(study, "<source>")
---
"""
CLASS_EXERCISES = """## 练习

先自己选，再点开答案，看对不对、为什么。
---
display(*exercises(study, "<source>"))
"""
REPORT_SAMPLE = "填答者构成"
SAMPLE_TITLE = "## 填答者构成"
SCALES_TITLE = "## 各量表和数值题"
SCALES = "各量表和数值题"
REPORT_HEARD = """
spoken = clean_interviews(study)
Text("访谈共{发言人数}发言，整理记录{记录份数}。", spoken)
"""
# The host's own side stands before what is found wanting.
REPORT_TOLD = """
### 单位介绍的情况
---
Text("{单位介绍}。", study)
"""
REPORT_THANKS = """
Text("{致谢}。", study)
"""
REPORT_FINDINGS = "## 二、调研反映的主要情况\n\n问卷里比较要紧的结果，由程序从全部题目中挑出："
# Read by those who open the notebook, never printed.
KEEPING = "# 只想留下其中几句：点开“依据”看代号，写成 leading_findings(answers, keep=[代号, …])\n"
REPORT_SPOKEN = """
访谈里谈到的：
---
themes_table(spoken, "访谈谈到了什么")
"""
PROBLEMS = "## 三、存在问题"
ADVICE = "## 四、意见建议"
NO_PROBLEMS_YET = f"\n\n{TO_WRITE}对着上面的几句，在课题表“问题与建议”里写出问题，写明依据哪些发现、哪些人谈到、现场看到什么。）"
NO_ADVICE_YET = f"\n\n{TO_WRITE}在课题表“问题与建议”里写出建议，写明回应哪个问题。）"
CHAIN = "问题、依据和建议对照表"
REPORT_CROSSED = "各题分组对照"
REPORT_FORM = "带频数的问卷"
REPORT_LEFT_OUT = "没有列入的列"
LEFT_OUT = "没有列入的列和原因"
REPORT_METHODS = "方法"
METHODS = "本报告使用的方法和出处"


def annex(number: int, heading: str) -> str:
    return f"## 附件{'一二三四五'[number]}：{heading}"


crossed = "各题按“{}”分组".format


def caption(title: str) -> str:
    return title.replace('"', "”").replace("\\", "").replace("{", "（").replace("}", "）")[:60]


def report_title(title: str) -> str:
    """A title that is a report's already stays as it is."""
    return title if title.endswith("报告") else f"{title.removesuffix('调研')}调研报告"
