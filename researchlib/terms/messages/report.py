"""What the report stage says: clauses, notes, captions and refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from researchlib.terms import policy
from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Sampling

_DIGITS = "零一二三四五六七八九十"
FINDING_WITHHELD = "这一项有效回答人数不足，不公布数字，也不作结论。"
TOO_FEW = "人数不足，不作比较"
SIMULATED = "模拟数据"
CONTENTS, EVIDENCE, CODE = "目录", "依据", "计算过程"
FIGURE, TABLE = "图", "表"
NUMBER, INTERVAL, PEOPLE, MISSING = "数值", "95%区间", "有效回答", "未作答"
QUESTION, SUBJECT, METHOD, FINGERPRINT = "题目", "对象", "方法", "数据指纹"
SHARE, AVERAGE, GROUP, CHOICE, ITEM = "占比", "平均分", "组别", "选项", "项目"
MEAN = "平均值"
DIFFERENCE = "两组之差的区间：比例按纽科姆（Newcombe，1998）法，平均值按韦尔奇（Welch，1947）法"
UNBOUND = "没有依据的数字或程度词"
CHECK_NOTE = "自动检查未发现可识别个人的信息，仍须人工复核。"
FLOW = ("发放", "回收", "有效", "应答本题", "有效回答")
VALID_RATE = "有效率"
GROUP, GROUP_SIZE, PERIOD, PLACE, CHANNEL = (
    "调研组",
    "调研组人数",
    "调研时间",
    "调研地点",
    "填答渠道",
)
FROM_WORKBOOK = "课题表“基本信息”和“数据来源”"
METHODS = {
    "share": "比例的区间按威尔逊（Wilson，1927）法计算",
    "average": "平均值的区间按学生t（Student，1908）法计算",
    "fact": "",
    "flow": "由答卷文件直接清点",
}


def tenths(share: float) -> str:
    """近六成、约六成、六成多: the way reports say a share in words."""
    percent = round(share * 100)
    if percent < 8:
        return "极少数"
    if percent > 97:
        return "几乎全部"
    whole, rest = divmod(percent, 10)
    if rest <= 1:
        return f"约{_DIGITS[whole]}成"
    if rest >= 8:
        return f"近{_DIGITS[whole + 1]}成"
    return (
        f"{_DIGITS[whole]}成多"
        if rest < 5
        else f"{_DIGITS[whole]}成半左右"
        if rest == 5
        else (f"超过{_DIGITS[whole]}成半")
    )


def full(text: str, interval: str, people: str) -> str:
    return f"{text}（95%区间{interval}，{people}）"


def extreme_note(labels: Sequence[str]) -> str:
    return f"“{'”“'.join(labels[:3])}”为全部或没有人，等于说出了组内每个人的情况，引用时请斟酌"


def characters(count: int) -> str:
    return f"正文约{count}字"


def interval_is(interval: str) -> str:
    return f"{INTERVAL}{interval}"


def persons(n: int | None) -> str:
    return f"不足{policy.LEAST_BASE}人" if n is None else f"{n}人"


def group_name(label: str, noun: str) -> str:
    if not noun:
        return f"“{label}”组"
    if label.startswith("与"):
        return f"“{label}”的{noun}"
    return label + noun if label.endswith(("的", "居")) else f"{label}的{noun}"


def clause(direction: str, other: str, other_text: str) -> str:
    """A whole clause, so that a comparison is never half a sentence."""
    return {
        "higher": f"高于{other}（{other_text}）",
        "lower": f"低于{other}（{other_text}）",
        "alike": f"与{other}（{other_text}）相差不大",
        "unclear": f"与{other}（{other_text}）差异不明显（样本有限，尚不能判断）",
        "too_few": TOO_FEW,
    }[direction]


def gap_note(gap: str, interval: str, first: int, second: int, detectable: str) -> str:
    told = f"相差{gap}（95%区间{interval}；两组有效回答{first}人和{second}人）"
    return f"{told}；这样的人数，差别要到约{detectable}才有八成把握看得出来" if detectable else told


def fact(text: str, by: str, supplied: bool, checked: bool) -> str:
    if not supplied:
        return f"{text}（实地查看）"
    return f"{text}（据{by}介绍{'' if checked else '，尚未核实'}）"


def base_note(people: str, respondents: str, skipped: int) -> str:
    led = f"；另有{skipped}人按题目设置跳过本题" if skipped else ""
    return f"{people}（{respondents}{led}）"


def sampling_note(sampling: Sampling, weighted: bool) -> str:
    return {
        Sampling.CONVENIENCE: "方便样本，只说明填答者的情况；区间仅反映随机波动",
        Sampling.RANDOM: "随机样本，区间反映抽样误差",
        Sampling.CENSUS: "全面调查，区间反映未应答带来的不确定",
    }[sampling] + ("；百分比已按分层人数加权，人数未加权" if weighted else "")


def withheld_note(count: int) -> str:
    return f"有{count}个数因人数少不公布。"


def of_note(choices: Sequence[str]) -> str:
    return f"选择“{'”“'.join(choices)}”的人所占比例"


def unknown_name(name: str, template: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"句子“{template}”里的“{{{name}}}”没有对应的数。",
        nearest(name, known),
        "请照依据中的名称填写，或用 名称=数据 的方式给出。",
    )


def unknown_form(form: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(f"不认识的写法“:{form}”。", "", f"可用的写法：{'、'.join(known)}。")


def no_photo(fact: str) -> DataProblem:
    return DataProblem(f"实地查看的“{fact}”没有照片号。", "", "请在课题表“实地查看”里填上照片号。")


def faces_unchecked(fact: str, photo: str) -> DataProblem:
    return DataProblem(
        f"照片{photo}（{fact}）还没有人看过有没有能认出的人脸、车牌和门牌。",
        "",
        "请看过原图，没有的在课题表“实地查看”的“照片已看过无人脸”填“是”；有的请先打码。",
    )


def photo_missing(photo: str) -> DataProblem:
    return DataProblem(
        f"没有找到照片{photo}。",
        "应放在课题文件夹的 photos 中，文件名就是照片号。",
        "请放入后重试。",
    )


def no_picture(path: Path) -> DataProblem:
    return DataProblem(f"“{path.name}”不是能读的图片。", "", "请用 .jpg 或 .png。")


def photo_note(seen: str, photo: str) -> str:
    return f"实地查看：{seen}，照片{photo}（已去掉拍摄信息）"


def in_substance(words: str) -> str:
    return f"（大意）{words}"


def no_such_caption(caption: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"文中指向的图表“{caption}”不存在。",
        nearest(caption, known),
        "请写图或表的标题原文。",
        "报告没有生成。",
    )


def needs_one_row(name: str, count: int) -> DataProblem:
    return DataProblem(
        f"“{name}”是一组数（{count}个），句子里只能放一个数。",
        "",
        "请直接用其中的名称，例如 {独居}。",
    )


def unbound_in_final(where: str, words: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"定稿中还有没有依据的数字或程度词：{'、'.join(words)}。",
        f"位置：{where}。",
        "请改为由数据给出，或把固定说法列入课题表的“专名表”。",
        "报告没有生成。",
    )


def foreign_output(heading: str, kind: str) -> DataProblem:
    return DataProblem(
        f"“{heading}”一节有报告不能使用的输出（{kind}）。",
        "",
        "报告只使用 Finding、Text、Table 和各种图；请用它们呈现结果。",
        "报告没有生成。",
    )


def cell_failed(notebook: str, heading: str, cell: int, line: str, what: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{notebook}”在“{heading or '开头'}”一节的第{cell}个单元格停下：{what}",
        f"\n出错的一行：{line}" if line else "",
        "",
        "\n原有的报告没有改动。",
    )


def not_executed(notebook: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{notebook}”还没有运行过，没有可以导出的内容。",
        "",
        "请先在 JupyterLab 中全部运行并保存，或用 python start.py report 课题名。",
    )


def glyph_replaced(chars: str) -> str:
    return f"图中有生僻字（{chars}）随附字体没有，以“□”代替。"


def nothing_to_draw(caption: str) -> DataProblem:
    return DataProblem(f"图“{caption}”没有可以画的数（都因人数少不公布）。", "", "请改用表格。")


def needs_groups(kind: str) -> DataProblem:
    return DataProblem(
        f"{kind}需要一个矩阵量表的全部选项占比。", "", "请用 share(answers, 矩阵名)。"
    )


def alt_bars(subject: str, top: Sequence[tuple[str, str]], people: str) -> str:
    told = "；".join(f"{label}{text}" for label, text in top)
    return f"条形图：{subject}。{told}。{people}。"


def alt_agreement(subject: str, told: Sequence[tuple[str, str, str]], people: str) -> str:
    parts = "；".join(f"{item}：正面{good}，负面{bad}" for item, good, bad in told)
    return f"发散条形图：{subject}。{parts}。{people}。"


def alt_quadrant(first: str, second: str, people: str) -> str:
    return f"重要性—满意度四象限图。重要而满意度低的有：{first or '无'}；重要且满意的有：{second or '无'}。{people}。"


def alt_flow(steps: Sequence[tuple[str, str]]) -> str:
    return "流程图：" + "，".join(f"{name}{count}" for name, count in steps) + "。"


QUADRANTS = ("优先改进", "继续保持", "暂缓", "适当维持")
IMPORTANCE, SATISFACTION = "重要性平均分", "满意度平均分"
SHEETS = "份"
NOT_RETURNED, SKIPPED = "未交回", "按题目设置跳过"
SHARE_AXIS = "占有效回答的百分比，横线为95%区间"
AVERAGE_AXIS = "平均值，横线为95%区间"
AGREEMENT_AXIS = "占有效回答的百分比"
MEDIAN_LINES = "虚线为各项平均"
ANSWERED_FLOW = "从发放到有效问卷"
SIMULATED_PAGE = "模拟数据：由程序生成，仅供演示，不反映任何真实社区。"
DISTRIBUTION = "分发范围"
COVER = ("课题", "调研组", "地点", "时间", "稿次", DISTRIBUTION, "篇幅")
CLOSE = "收起"


def made_by(code: str, workbook: str) -> str:
    return f"由 researchlib 从原始数据生成；程序指纹 {code}，课题表指纹 {workbook}。"


def notebook_damaged(name: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{name}”打不开，内容已损坏。", "", "请用备份恢复，或从示例课题重新复制。"
    )


def too_long(seconds: int) -> str:
    return f"这个单元格运行超过{seconds}秒，已停止。"


KERNEL_DIED = "计算进程意外退出，可能是内存不足。"
DECISIONS_FROM = "来自课题表“剔除规则”"
DECISION_HEAD = ("规则", "采用", "备选", "理由")
ANSWERING_FROM = "按题目逐项清点"
ANSWERING_HEAD = ("题目", "应答", "有效", "未作答或不清楚", "跳过")
ANSWERING_NOTE = "单位：人；矩阵题按作答最少的一项计；填空题不列"


def evidence_summary(numbers: Sequence[Mapping[str, object]]) -> str:
    """依据, with the base in sight: a number is never read without the people behind it."""
    people = sorted({n["n"] for n in numbers if isinstance(n.get("n"), int)})
    if not people:
        return EVIDENCE
    span = f"{people[0]}人" if len(people) == 1 else f"{people[0]}—{people[-1]}人"
    return f"{EVIDENCE}：有效回答{span}"


IN_SAMPLE, IN_POPULATION = "填答者", "总体"
PAID_STATES = ("按时发放", "迟发", "仍未发放")
CALENDAR_QUESTION = "工资发放台账，按应发月份合计"
SAMPLE_HEAD = ("填答者", "人数", "占比")
AROUND = "前后的话"
NO_VOICES = "（没有已批准引用的原话）"
FORM_TITLE = "带频数的问卷"
INVALID = "无效"
CARD_COUNT, CARD_RESULT, CARD_GROUP = "选择的人数", "结果", "本组应答"


def no_frame(variable: str) -> DataProblem:
    return DataProblem(
        f"课题表“总体构成”里没有“{variable}”的总体人数。", "", "请补上各选项的总体人数和来源。"
    )


def card_needs_share() -> DataProblem:
    return DataProblem("算给你看卡只能验算占比。", "", "请用 share 的结果。")


def alt_pairs(subject: str, told: Sequence[tuple[str, str]], people: str) -> str:
    return f"对比图：{subject}。{'；'.join('，'.join(pair) for pair in told)}。{people}。"


def alt_calendar(told: Sequence[tuple[str, str]]) -> str:
    return f"工资发放日历，各月按时发放的比例：{'，'.join(f'{m}{t}' for m, t in told)}。"


def calendar_note(persons: int) -> str:
    return f"按{persons}人逐月合计，不涉及个人；斜线表示涉及人数少，不公布"


def population_note(total: int) -> str:
    return f"总体{total}人，来自课题表“总体构成”"


def counted(count: int | None, text: str) -> str:
    return text if count is None else f"{count}人，{text}"


def subtraction(whole: int, less: int, rest: int, why: str) -> str:
    return f"{whole} − {less}（{why}）= {rest}人" if less else f"{rest}人"


def division(count: int, base: int, text: str) -> str:
    return f"{count} ÷ {base} = {text}"


RIGHT, WRONG = "对了。", "和报告对不上，再想一想：基数是谁、缺失的人有没有去掉。"


def exercise_needs_ledger(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”还没有数字台账，练习无法核对。",
        "",
        f"请先出报告：python start.py report {study}。",
    )


def exercise_unknown(key: str, name: str) -> DataProblem:
    return DataProblem(f"数字台账里没有“{key}”的“{name}”。", "", "请照报告中的名称填写。")


RESPONSE_FROM = "总体和抽取人数来自课题表“总体构成”，有效人数按答卷清点"
RESPONSE_HEAD = ("", "总体", "抽取", "有效", "应答率")


def census_note(n: int, population: int) -> str:
    gap = round(100 * (population - n) / population)
    return f"全面调查{population}人，{n}人有效回答；没有回答的人若都选或都不选，比例最多相差{gap}个百分点"
