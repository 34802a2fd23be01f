"""The sentences of report."""

import re
from collections.abc import Iterable, Sequence

from researchlib.protect.number import Number
from researchlib.terms.problem import DataProblem, filled, problems
from researchlib.terms.text import command

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
only_in_class|“{0}”里有课堂用的选项或练习，只能出现在课堂的网页上。||请移到文件名以 90_ 开头的笔记本，导出成网页。|这一页没有导出。
no_frame|课题表“总体构成”里没有“{0}”的总体人数。||请补上各选项的总体人数和来源。
""")


def note(number: Number) -> str:
    """One number with all that stands behind it."""
    basis = number.basis
    parts = [stated(number)]
    if basis.question:
        parts += counted(number)
        parts += [f"{MISSING}{number.missing}人"] if number.missing else []
        parts += [number.silent] if number.silent else []
        of = f"（{'、'.join(basis.of)}）" if basis.of else ""
        parts.append(f"{QUESTION}“{basis.question}”{of}")
        parts += [f"{SUBJECT}：{basis.domain}"] if basis.domain else []
    by = "" if basis.question else basis.by
    parts += filter(None, (basis.source, by, in_short(basis.sampling or "")))
    return "，".join(parts) + "。"


def stated(number: Number) -> str:
    """With its name; a fact may go by a key of its row that is none."""
    return number.text if number.name.isascii() else f"{number.name}：{number.text}"


def counted(number: Number) -> list[str]:
    """Interval and base."""
    told = [f"{number.interval_name}{number.interval}"] if number.interval else []
    return told + ([f"{PEOPLE}{number.n}人"] if number.n else [])


def in_short(sampling: str) -> str:
    """What kind of sample it is; all that follows from it is said once a page."""
    return re.split("[，；]", sampling)[0]


def behind(numbers: Sequence[Number], *more: str) -> str:
    """What several numbers have in common: how they were counted, and more."""
    told = dict.fromkeys((*more, *(number.basis.method or "" for number in numbers)))
    return "".join(f"{one}。" for one in told if one)


SHARE_MODEL = "逻辑斯蒂回归"


model_note = "{}，有效回答{}人；各因素同时考虑，说明哪些情况一起出现，不能说明谁引起谁".format


# Printed wherever it is asked how people feel.
HELP_LINE = "心里难受、需要帮助的时候，可以拨打全国统一心理援助热线12356。"
_FEELINGS = re.compile("心理|抑郁|焦虑|自杀|自伤|自残|轻生|情绪")


def help_line(asked: Iterable[str]) -> str:
    return HELP_LINE * any(map(_FEELINGS.search, asked))


FIGURE = "图"
TABLE = "表"
PEOPLE = "有效回答"
MISSING = "未作答"
QUESTION = "题目"
SUBJECT = "对象"
FINGERPRINT = "数据指纹"


characters = "正文约{}字".format


def not_executed(notebook: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{notebook}”还没有运行过，没有可以导出的内容。",
        "",
        f"请先在 JupyterLab 中全部运行并保存，或用 {command('report', '课题名')}。",
    )


SKIPPED = "按题目设置跳过"
SIMULATED_PAGE = "模拟数据：由程序生成，仅供演示，不反映任何真实社区。"
DISTRIBUTION = "分发范围"
NO_VOICES = "（没有已批准引用的原话）"


EVIDENCE = "依据"
RIGHT = "对了。"
WRONG = "不对。"
UNBOUND = "没有依据的数字或程度词"
CLOSE = "收起"
ITS_PAGE = "看这一条"
CHART_DATA = "图中的数"
AROUND = "前后的话"


def evidence_summary(numbers: Sequence[Number]) -> str:
    """依据, with the base in sight: a number is never read without the people behind it."""
    people = sorted({number.n for number in numbers if number.n is not None})
    if not people:
        return EVIDENCE
    span = f"{people[0]}人" if len(people) == 1 else f"{people[0]}—{people[-1]}人"
    return f"{EVIDENCE}：有效回答{span}"


check_mark = "核对码 {}（与课堂包核对时显示的相同，才是同一份报告）".format


CALLED = "；代号："


_MOST_CLEAR = 6
LOOSE_NOTE = "带※的区间太宽或人数太少，只看大致范围，不看这一个数（依NCHS，2017）"


above = "“{}”高于“{}”".format
# How many comparisons the eye may make, and which of them stand together.
invited_note = filled(
    f"各组两两可作{{0}}次比较，<一起看仍分得清的：{{1:{_MOST_CLEAR}等n次}}^一起看没有一次分得清>"
)


silent_note = filled("<“{0}”>{1}")


silent_most = filled("没有回答的人影响最大的一项：<“{0}”>{1}")


MEAN_POINTS = "平均分"
MEAN_MORE = "平均分（分数越高，程度越高）"
NOTHING_SURE = "没有哪一句的把握大到可以先写出来。"
NO_GROUPS = "没有性别、年龄一类可以分组的题，没有作组间比较。"
LEAD_SHARES = {
    "most": lambda asked, what: f"{asked}：{what}占{{占比}}。",
    "top": lambda asked, what: f"{asked}：人数居首的是{what}，占{{占比}}。",
    "first": lambda asked, what: f"{asked}：排在第一位的，{what}最多，占{{占比}}。",
    "known": lambda asked, what: f"{asked}：{what}只占{{占比}}。",
    "missing": lambda asked, what: f"{asked}：应当回答的人里，有{{占比}}没有作答。",
    "unsure": lambda asked, what: f"{asked}：应当回答的人里，{what}占{{占比}}。",
}


def _open(text: str) -> str:
    """A name as it may stand in a sentence that has braces of its own."""
    return " ".join(text.split()).replace("{", "（").replace("}", "）")


def asked_about(question: str, item: str) -> str:
    return _open(f"“{question}”的“{item}”" if item else f"“{question}”")


def share_of(choices: Sequence[str]) -> str:
    return _open(f"选“{'”“'.join(choices)}”的")


def lead_gap(by: str, asked: str, what: str, group: str) -> str:
    return f"按“{_open(by)}”分组，{asked}：{what}，{_open(group)}为{{甲}}，{{比较}}。"


def lead_ends(asked: str, what: str, high: str, low: str) -> str:
    return f"{asked}各项的{what}，最高的是“{_open(high)}”，为{{最高}}；最低的是“{_open(low)}”，为{{最低}}。"


def lead_level(asked: str, what: str, high: str, low: str) -> str:
    return f"{asked}各项的{what}，最高的“{_open(high)}”为{{最高}}，最低的“{_open(low)}”为{{最低}}，区间有重叠，分不出高低。"


lead_gone = "原来留下的一句（代号{}）按现在的数据已经看不清楚，没有写出。".format


no_gap = filled("按“{:”“}”逐题比较，没有哪两组的差别是清楚的；人数有限，不等于没有差别。")


no_direction = filled("“{:”“}”哪一头好还没有核对（题目对照表“方向”），没有写成句子。")


voiced = filled("<{1}中谈到^归类标签>“{0}”")


ANSWERED = "回答"
METHODS_HEAD = ("用在哪里", "方法", "出处")
# What a report was made with: by which of its own words it is seen, and the row.
METHODS = (
    ("威尔逊", "比例的区间", "威尔逊区间", "Wilson，1927"),
    ("学生t", "平均数的区间", "学生t区间", "Student，1908"),
    ("加权|整群计算|抽样设计", "抽样设计", "按有效样本量、线性化", "Kish，1965；Woodruff，1971"),
    ("纽科姆", "两个比例之差", "纽科姆第10法", "Newcombe，1998"),
    ("韦尔奇（W", "两个平均数之差", "韦尔奇法", "Welch，1947"),
    ("一起成立，|两两可作|两两比较调整", "几个比较一起看", "邦费罗尼法", "Dunn，1961"),
    ("连同他们|Manski", "没有回答的人", "最低和最高的可能", "Manski，1995；Imbens和Manski，2004"),
    (
        "名次范围",
        "名次",
        "两两之差一起检验，逐步排除",
        "Mogstad、Romano、Shaikh和Wilhelm，2024；Romano和Wolf，2005",
    ),
    (
        "依NCHS|约.成到|[多少]约.成",
        "太不确定的比例",
        "人数和区间宽度的规则",
        "Parker等（NCHS），2017",
    ),
    (
        "卡方|费希尔|填答方式有明显|道单选题，没有",
        "两道题的关联",
        "卡方或精确检验",
        "Pearson，1900；Rao和Scott，1984；Fisher，1922",
    ),
    (
        "惠特尼|沃利斯|秩检验",
        "几组高低的比较",
        "秩检验",
        "Mann和Whitney，1947；Kruskal和Wallis，1952；Lumley和Scott，2013",
    ),
    ("逻辑斯蒂", "几个因素同时看", "逻辑斯蒂回归，平均边际效应", "Binder，1983"),
    ("α为|量表的分数", "量表信度", "α、ω", "Cronbach，1951；McDonald，1999；Feldt，1965"),
    ("κ", "归类一致性", "κ、α、AC1", "Cohen，1960；Krippendorff，2011；Gwet，2008"),
    (
        "不公布",
        "小人群保护",
        "隐去小数，并用线性规划检查能否推算",
        "Cox，1980；Fischetti和Salazar，2001",
    ),
)
METHODS_ALL = "这里是全部方法；出报告时只留下本报告用到的"
NO_METHODS = "没有用到统计方法"
# What is said below it, each where the report's own words show that it is so.
METHODS_NOTES = (
    ("人数少，不公布", "有效回答不足10人的不列百分比"),
    ("威尔逊|学生t", "区间未必包含真值，一般不含没有回答的人带来的偏差"),
    ("方便样本", "方便样本的区间只反映人数多少"),
)
