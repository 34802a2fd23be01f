"""The sentences of study."""

from collections.abc import Sequence

from researchlib.terms.problem import DataProblem, problems
from researchlib.terms.text import nearest
from researchlib.terms.words import WORKBOOK

# What stops the work: what was found, where, what to do, what was not done.
_PROBLEMS = """
ambiguous_variable|“{0}”不止一道题可以这样称呼：{1:8}。||请写变量名。
not_a_rectangle|“{0}”由两道题合成，选项{1}合在一起说不清是哪些人。|请只选其中一格，或者选一道题的某几个选项与另一道题的某几个选项的全部组合。
seal_broken|已经封存的文件“{0.name}”被改动过。|在文件夹 {0.parent.name} 中。|请用封存时的文件换回；确实要更新的话，重新运行 seal（封存）。|这个文件没有改动。
unknown_variable|题目对照表里没有变量“{0}”。|~{0}|请核对拼写，或在课题表.xlsx的“题目对照表”中补上这一行。
unknown_source|数据来源里没有问卷“{0}”。|~{0}|请核对拼写，或在课题表.xlsx的“数据来源”中补上这一行。
unknown_fact|“单位提供”和“实地查看”里都没有事项“{0}”。|~{0}|请核对拼写，或在课题表.xlsx中补上这一事项。
"""
problem = problems(_PROBLEMS)


study_shown = (
    "课题“{0.title}”（{0.name}）：问卷{1}种，访谈记录{2}份。这里不显示任何人的姓名和原话。".format
)


def layout_out_of_range(item: str, told: str, low: float, high: float) -> str:
    return f"“基本信息”的“{item}”填的是“{told}”，应是{low:g}至{high:g}之间的数。"


bad_band = "中，“{}”应写成“轻度=5”这样：名称=这一档的最低分。".format


def bands_unordered(text: str) -> str:
    return f"应从低到高排列，最低分不重复；现在是：{'；'.join(text.split(chr(10)))}。"


def mistakes(found: Sequence[str]) -> DataProblem:
    shown = [f"{i}. {text}" for i, text in enumerate(found[:20], 1)]
    more = [f"（另有{len(found) - 20}处，改完再运行即可看到。）"] if len(found) > 20 else []
    head = f"{WORKBOOK}有{len(found)}处需要修改："
    return DataProblem("\n".join([head, *shown, *more]), "", "", "\n程序没有写入任何文件。")


sheet_missing = "缺少工作表“{}”，请从新建课题得到的样表中复制过来。".format


column_missing = "工作表“{}”第1行缺少列“{}”，请补上列名。".format


in_cell = "工作表“{}”第{}行“{}”".format


EMPTY = "没有填写。"


def unlisted(value: str, allowed: Sequence[str]) -> str:
    return f"填的是“{value}”，只能填：{'、'.join(allowed)}。"


not_number = "填的是“{}”，应为非负整数。".format


not_day = "应写成 2026-12-31 这样的日期，现在是“{}”。".format


def repeated(value: str, sheet: str, row: int) -> str:
    there = f"工作表“{sheet}”" if sheet else ""
    return f"的“{value}”与{there}第{row}行重复。"


def unknown(value: str, known: Sequence[str]) -> str:
    return f"的“{value}”找不到出处。{nearest(value, known)}"


basics_missing = "工作表“基本信息”缺少“{}”这一项。".format


choices_in_one = "只有“{}”一项；几个选项请各写一行（Alt+回车换行）。".format


choices_missing = "没有填写（题型是“{}”；一行一个选项）。".format


bad_merge = "的“{}”看不懂，应写成：新名称=选项甲+选项乙。".format


bad_variable = "工作表“题目对照表”第{}行变量名“{}”不合要求：只用英文字母、数字、下划线，矩阵的行写成“大题.行”。".format


def final_needs_approval() -> str:
    return "稿次为“定稿”时，“基本信息”须填写“批准人”和“批准时间”。"


def design_unknown(source: str, column: str, variable: str, known: Sequence[str]) -> str:
    return (
        f"工作表“数据来源”问卷“{source}”的“{column}”填的是“{variable}”，"
        f"题目对照表里没有这样的题（权重列要数值题，分层变量要单选题）。{nearest(variable, known)}"
    )


stratum_without_size = "工作表“总体构成”缺少问卷“{}”分层变量“{}”的“{}”有多少人。".format


bad_condition = "的“{}”看不懂，应写成：变量名=选项（几个选项用“；”隔开）。".format
