"""The sentences of report/page."""

from researchlib.terms.problem import DataProblem, problems

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
unbound_in_final|定稿中还有没有依据的数字或程度词：{1}。|位置：{0}。|请改为由数据给出，或把固定说法列入课题表的“专名表”。|报告没有生成。
foreign_output|“{0}”一节有报告不能使用的输出（{1}）。||报告只使用 Finding、Text、Table 和各种图；自己做的表和图请用 own_table、own_chart 放进来。|报告没有生成。
no_such_caption|文中指向的图表“{0}”不存在。|~{0}|请写图或表的标题原文。|报告没有生成。
""")


AND_BELOW = "，尚未核实，下同"
# What marks are made of besides the names of findings and numbers.
TABLE_MARK = "表"
FIGURE_MARK = "图"
PROSE_MARK = "正文"
INTERVAL_MARK = "区间"
PEOPLE_MARK = "人数"
PERSONS = "人"
SEVERAL = "；"


# Where a sentence was made, counted as an error counts it.
origin = "计算在笔记本“{}”一节的第{}个单元格。".format


def unknown_cell(heading: str, number: int, kind: str) -> DataProblem:
    named = "原始（Raw）单元格" if kind == "raw" else f"单元格（{kind}）"
    return DataProblem(
        f"第{number}个单元格是{named}，发布检查不认识，不能写进报告。",
        f"位置：“{heading}”一节。" if heading else "",
        "请改成文字（Markdown）单元格，或删掉。",
        "报告没有生成。",
    )
