"""The sentences of clean."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from researchlib.terms.problem import DataProblem, problems
from researchlib.terms.text import nearest
from researchlib.terms.words import WORKBOOK

# What stops the work: what was found, where, what to do, what was not done.
_PROBLEMS = """
not_a_scale|“{0}”不全是量表题，不能合成分数。||请核对题目对照表的“题型”。|程序不会自行删改答卷。
needs_permission|量表“{0}”有版权，使用前须取得许可。||取得许可后，在课题表.xlsx“量表计分”的“权利人许可”里写明谁在何时许可；没有的，请改用自编题目。|程序不会自行删改答卷。
needs_consent|“{0}”涉及心理或健康筛查，须有作答人的知情同意；未成年人还须有监护人同意。||请在课题表.xlsx“量表计分”的“知情同意”里写明同意书的份数和日期；没有的，不能计分。|程序不会自行删改答卷。
below_bands|“{0}”最低可得{1:g}分，而“分界”从{2:g}分起，有的得分落不进任何一档。||请核对课题表.xlsx“量表计分”的“最低选项记几分”和“分界”。|程序不会自行删改答卷。
no_rows|数据表里一份答卷也没有。||请核对读入的文件和筛选条件。
design_missing|有{1}份答卷没有“{0}”，不知道是在哪里抽到的。||分层变量和整群单位每份都要有，请先补全。|程序不会自行删改答卷。
population_too_small|“{0}”的总体只有{2}，样本里却有{1}，总体不能比样本小。||请核对总体数（课题表.xlsx“数据来源”的总体人数或“总体构成”），以及有没有重复的答卷。|程序不会自行删改答卷。
population_by_stratum|按“{0}”分层抽样时，总体数要逐层给出。||请给出“层名: 总体数”，或写明总体数所在的列。|程序不会自行删改答卷。
only_scores|“{1.name}”是按分数下载的，只有得分，还原不出“{0}”选了哪一项。||请在问卷平台另下载一份“按选项文本”，与它放在一起。|程序不会自行删改答卷。
nothing_left|按剔除规则处理后，问卷“{0}”一份也不剩。||请核对课题表.xlsx“剔除规则”中的数值。|程序不会自行删改答卷。
record_unreadable|台账 records/{0}.csv 第{1}行“{2}”填的是“{3}”，看不懂。||月份写成 2023-05；是否类只填“是”或“否”；没有发放的月份留空。|程序不会自行删改答卷。
not_a_grouping|“{0}”是{1}题，不能用来分组。||请用单选题分组。
unlisted_answer|“{0}”（{1}）出现题目对照表未列出的答案“{2}”，共{3}份，首见“{5.name}”第{4}行。|~{2}|请核对原始问卷；确为有效答案时，在课题表.xlsx“题目对照表”的“选项”里补上。|程序不会自行删改答卷。
option_column_missing|“{0}”的选项“{1}”在“{2.name}”里没有对应的列。|~{1}|请把课题表.xlsx“题目对照表”的“选项”改成与问卷文件一致。|程序不会自行删改答卷。
no_such_column|数据表里没有“{0}”这一列。|~{0}|请核对列名。|程序不会自行删改答卷。
unknown_decision|“剔除规则”里没有“{0}”。|~{0}|请先在课题表.xlsx“剔除规则”中写明这条口径。|程序不会自行删改答卷。
undeclared_alternative|口径“{0}”没有列出“{1}”这种做法。|~{1}|请先在课题表.xlsx“剔除规则”的“备选”中写明。|程序不会自行删改答卷。
records_column_missing|台账 records/{0}.csv 缺少列“{1}”。|~{1}|请补上列名后重试。|程序不会自行删改答卷。
no_interviews|没有叫“{0}”的访谈记录。|~{0}|请核对名称。|原文件没有改动。
undocumented|“{0:”“}”没有写明是逐字稿还是记录大意。||请在课题表“访谈记录”里各写一行。|原文件没有改动。
unknown_choice|“{1}”没有选项“{0}”。|~{0}|请照题目对照表中的选项填写。
"""
problem = problems(_PROBLEMS)


ANSWERS_UNTOUCHED = "程序不会自行删改答卷。"


OWN_COLUMN = "平台自带的列（编号、时间、来源等），不是题目"
MADE_COLUMN = "由别的列算出来的（筛选、标准分、行号等），不是题目"
NOT_IN_CODEBOOK = "题目对照表里没有这道题"
NOBODY_ANSWERED = "没有人作答"
TELLS_WHO = "能直接认出本人，任何表里都不列"
NO_MEASURE = "编号、检查认真程度的题一类，不作统计"
NOT_COUNTED = {
    "填空": "填空题，原话不逐条印出；归类以后可以计数",
    "日期": "日期，不作统计",
    "元数据": NO_MEASURE,
}
SURE = "可以放心"
LOOK = "请看一眼"
ONE_ANSWER = "大家的回答都一样"
EVERYONES_OWN = "几乎每人一个答案，未必是选项"
SECOND_HEADER = "答案里有题目本身，像是多出来的一行表头"


usable_of = "{}/{}份".format


def together(parts: Iterable[str]) -> str:
    return "；".join(filter(None, parts))


def cut(choices: Sequence[str]) -> str:
    return f"没有人选“{'”“'.join(choices)}”，请核对选项是否齐全、顺序对不对"


long_choices = "选项很长（最长{}字），按选项读，没有当作填空".format


def seem_missing(codes: Sequence[str]) -> str:
    return f"“{'”“'.join(codes)}”像是没有作答，未计入，请核对"


ROWS = "记录"
BY_STRATA = "分层人数"
POINTS = "分"


score_of = "{}（得分）".format


crossed = "{} × {}".format


level_of = "{}（分档）".format


def banded(
    instrument: str, bands: Sequence[tuple[str, float]], source: str, screening: bool
) -> str:
    told = "、".join(f"{name}{lowest:g}分起" for name, lowest in bands)
    end = "；筛查结果不是诊断" if screening else ""
    return f"{instrument + '；' if instrument else ''}分界：{told}（{source}）{end}"


def bad_weight(name: str, count: int) -> DataProblem:
    what = f"有{count}份是空缺、负数或不是数" if count else "全都是0"
    return DataProblem(
        f"权重“{name}”{what}。", "", "请先补全；不参加分析的人权重写 0。", ANSWERS_UNTOUCHED
    )


def strange_answer(question: str, answer: str, count: int, known: Sequence[str]) -> DataProblem:
    where = nearest(answer, known) if known else "这道题应是数字。"
    return DataProblem(
        f"“{question}”出现看不懂的答案“{answer}”，共{count}份。",
        where,
        "请先核对原始答卷，再补上选项或改正。",
        ANSWERS_UNTOUCHED,
    )


ALL = "总体"


def bad_population(name: str, value: object) -> DataProblem:
    told = "没有给出总体数" if value is None else f"的总体数是“{value}”"
    return DataProblem(f"“{name}”{told}。", "", "总体数应是不小于1的整数，各层都要有。")


def unreadable(question: str, path: Path, cells: Sequence[tuple[int, str]]) -> str:
    shown = "、".join(f"第{row}行“{text[:12]}”" for row, text in cells[:6])
    more = "等" if len(cells) > 6 else ""
    return f"“{question}”有{len(cells)}个答案不能读成数字或日期（“{path.name}”{shown}{more}），按缺失处理"


too_fast = "答题少于{}秒".format


straight = "“{}”整排选同一项".format


attention = "没有按“{}”的要求作答".format


NO_CONSENT = "没有同意参加"


metadata_dropped = "去掉了平台自带的{}列（提交时间、网络地址等），不带入分析".format


REPLACED = "已按校对表更正"
UNSPLIT = "不属于任何说话人，不收入定稿"
STRANGER = "不在访谈对象表里"


def several_people(pseudonyms: Sequence[str]) -> str:
    return f"访谈对象表里有{len(pseudonyms)}个人都这样叫（{'、'.join(pseudonyms)}），请在“校对表”里写明是谁"


def label_of_several(documents: Sequence[str]) -> str:
    return (
        f"{'、'.join(documents)}里都有这个称呼，不一定是同一个人；"
        "请在“校对表”里按文档写明：改什么填“说话人”，“改为”填姓名"
    )


def not_asked(mode: str, questions: Sequence[str]) -> str:
    return f"{mode}的问卷没有问“{'”“'.join(questions[:5])}”，这些题只计其余方式的回答"


def few_places(question: str, variable: str, source: str, places: int) -> tuple[str, str, str]:
    return (
        f"答卷只来自{places}个地方（“{question}”），是先抽地方、再把里面的人都调查的吗？",
        f"问卷“{source}”",
        f"是的话，在{WORKBOOK}“数据来源”的“整群单位”填写{variable}，否则区间会偏窄；不是的话不用改。",
    )


partly_coded = "{}（按写了意见的人计；还有{}条没有归类，占比是至少的数）".format


def answers_shown(
    source: str, people: int, domain: str, kinds: Mapping[str, int], variables: Sequence[str]
) -> str:
    many = "、".join(f"{kind}{count}" for kind, count in kinds.items())
    looked_at = f"（只看{domain}）" if domain else ""
    return (
        f"问卷“{source}”：有效答卷{people}份{looked_at}，{len(variables)}道题（{many}）。\n"
        f"变量名：{'、'.join(variables)}\n"
        '看一道题：share(answers, "变量名")。这里不显示任何一份答卷。'
    )


interviews_shown = (
    "访谈记录{}份，{}人发言，归类{}处，没有商定的{}处。这里不显示任何一个人的话。".format
)
payroll_shown = "工资台账：{}人，{}人月。这里不显示任何一个人的情况。".format
