"""The sentences of protect."""

from collections.abc import Sequence

from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.numbers import numeral, percent
from researchlib.terms.problem import filled, problems
from researchlib.terms.words import Sampling

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
would_follow|把要公布的数和已经交出去的数放在一起，可以推算出小人群的情况：{0:#12}||请合并选项或分组（题目对照表“合并选项”），或去掉其中一张表。|报告没有生成，原来的报告没有改动。
gate_refused|发布检查没有通过，“{0}”没有生成：{1:#20}||请按提示修改后重新出报告。|原来的报告没有改动。
package_damaged|“{0}”打不开，无法做发布检查。||请重新生成。|原来的文件没有改动。
nobody_asked|“{0}”的人都按题目设置跳过了“{1}”，没有人被问到，所以没有数。||请换一组来写，或核对课题表“显示条件”和问卷的跳转。|句子没有写出。
not_for_print|总量、比值和中位数只供在笔记本里查看，还不能放进句子、表和图。||请改用占比（share）或平均值（average）。
needs_one_row|“{0}”是一组数（{1}个），句子里只能放一个数。||请直接用其中的名称，例如 {{独居}}。
ledger_damaged|数字台账“{0.name}”打不开。|在文件夹“{0.parent.name}”中。|它记着已经公布的数；请用备份恢复。|报告没有生成，原来的报告没有改动。
""")


NOBODY = "没有人"
FEW = "1—2人"
SPOKE = "发言人数"
DOCUMENTS_HELD = "记录份数"
COPIES = "份"
VOICES_METHOD = "按人计，同一个人说几次算一次"
HOW_CODED = "归类经过"
WITHHELD = "人数少，不公布"
TO_PROTECT = "为保护个人，不公布"
NOT_TOLD = "人数不公布"
KEPT = {"base": WITHHELD, "few": TO_PROTECT, "others": TO_PROTECT}


def coded_by(coders: int, documents: Sequence[str]) -> str:
    where = "、".join(f"“{name}”" for name in documents)
    who = {0: "还没有人归类", 1: "由一人归类"}.get(coders, f"由{coders}人各自归类")
    return f"{where}{who}" if where else who


def settled(differing: int, left: int) -> str:
    if not differing:
        return "没有不一致处"
    if left:
        return f"不一致的{differing}处中还有{left}处没有商定，没有计入"
    return f"不一致的{differing}处已逐条商定"


def people(n: int | None) -> str:
    return "有效回答人数不公布" if n is None else f"有效回答{n}人"


def people_range(low: int, high: int) -> str:
    return people(low) if low == high else f"有效回答{low}—{high}人，各题不等"


place = "{}“{:.30}”".format


pinned = "“{}”的人数。".format


cell = "第{}个单元格".format


where = filled("<“{0}”一节^报告开头>")


member = "文件内部的“{}”".format


unreadable = "{}有读不出来的嵌入内容，请在笔记本的这一节里换掉。".format


has_picture_data = f"{{}}的图片带有像素以外的信息（拍摄时间、地点、备注等），请换一张去掉这些信息的，照片号写在课题表的工作表“{w.OBSERVED}”的“{w.PHOTO}”一列。".format


unknown_kind = "{}是发布检查不认识的文件，不能带出去。".format


has_formula = "{}含有公式或域，打开时可能自动执行，请改成文字。".format


has_tracked = "{}留有修订记录，请先接受或拒绝全部修订。".format


has_user = "{}写着本机的用户名或机器名。".format


has_script = "{}含有脚本，离线报告不允许，请在笔记本的这一节里删去。".format


has_handler = "{}的元素带有动作属性 {}，不允许，请在笔记本的这一节里删去。".format


has_outside = "{}引用了外部网址，报告必须离线可读，请在笔记本的这一节里改成文字。".format


def has_path(place: str, cells: Sequence[str]) -> str:
    return f"{place}出现本机的文件路径，会暴露用户名或文件夹。{_change(cells)}"


has_traceback = "{}出现程序出错信息，请在笔记本的这一节里改好后重新运行。".format


def has_identity(place: str, kind: str, start: str, cells: Sequence[str]) -> str:
    return (
        f"{place}疑似出现{kind}（以“{start}”开头）。{_change(cells)}"
        f"确实不是{kind}、可以公开的，在课题表的工作表“{w.TERMS}”加一行：“{w.TERM}”写上这几个字，"
        f"“{w.APPROVED_BY}”写姓名。"
    )


# Where to change what must not be printed: rows of the workbook, or what is in none.
_change = filled(
    "<请改写或删去课题表{0:3等n处}里的这几个字。^课题表里没有这几个字，请在笔记本的这一节里改写或删去；是答卷里的，请改题目对照表那道题的选项或题型。>"
)


PAY_FACTS = (
    "人员数",
    "按时发放率",
    "拖欠人月",
    "最长拖欠",
    "未按时月数",
    "涉及人数",
    "养老保险人数",
    "医疗保险人数",
    "养老保险率",
    "医疗保险率",
    "社区数",
    "总人月",
)
PAY_SOURCE = "工资发放台账"
PAY_METHOD = "由台账逐人逐月清点，不是抽样结果"


def persons(n: int | None) -> str:
    return f"不足{policy.LEAST_BASE}人" if n is None else f"{n}人"


person_months = "{}人月".format


answered = "{}（答“{}”）".format


months = "{}个月".format


units = "{}个社区".format


def month_label(month: int) -> str:
    return f"{month % 12 + 1}月"


FLOW = ("发放", "回收", "有效", "应答本题", "有效回答")
SHEETS = "份"
UNKNOWN_ISSUED = "份数无法统计"
TOO_FEW = "人数不足，不作比较"
NOT_COMPARED = "为保护个人，不作比较"
SHARES_APART = "两个比例之差的区间按纽科姆（Newcombe，1998）法"
MEANS_APART = "两个平均值之差的区间按韦尔奇（Welch，1947）法"
VALID_RATE = "有效率"
GROUP = "调研组"
GROUP_SIZE = "调研组人数"
PERIOD = "调研时间"
PLACE = "调研地点"
HOST_TOLD = "单位介绍"
THANKS = "致谢"
CHANNEL = "填答渠道"
FROM_WORKBOOK = "课题表“基本信息”和“数据来源”"
INTERVAL = "95%区间"
REACH = "可能范围"
REACH_METHOD = "可能范围：没有回答的人都选或都不选时的两头（Manski，1995），不是抽样误差"
RANKS = "名次范围"
RANK_METHOD = "名次按从大到小，各项的名次范围一起成立（Mogstad、Romano、Shaikh和Wilhelm，2024）"
INTERVAL_METHODS = {
    "share": "比例的区间按威尔逊（Wilson，1927）法计算",
    "average": "平均值的区间按学生t（Student，1908）法计算",
    "rank": RANK_METHOD,
}
INTERVAL_NAMES = {REACH_METHOD: REACH, RANK_METHOD: RANKS}
FLOW_METHOD = "由答卷文件直接清点"


LOOSE_MARK = "※"


def places(low: int, high: int) -> str:
    first = f"第{numeral(low)}"
    return first if low == high else f"{first}至第{numeral(high)}"


def place_clause(low: int, high: int, many: int) -> str:
    if (low, high) == (1, many):
        return f"在{numeral(many)}项中分不出先后"
    return f"位居{places(low, high)}"


OPEN = "open"
NOBODY_SILENT = "问到的人都回答了"


full = "{}（{}{}，{}）".format


def interval_name(reach: bool, level: float) -> str:
    if reach:
        return REACH
    return INTERVAL if level == policy.LEVEL else f"{INTERVAL}，几个比较一起成立，"


def silent(count: int, reach: str, sample: bool, turn: str) -> str:
    """Who did not answer, how far that reaches, what would turn it round."""
    how = "含抽样误差" if sample else "不管他们怎样回答"
    told = [f"另有{count}人没有回答"]
    told += [f"连同他们在{reach}之间（{how}）"] if reach else []
    turn = f"不计抽样误差，{turn}" if turn and sample else turn
    return "，".join(told) + (f"；{turn}" if turn else "")


silent_unbounded = "另有{}人没有回答，他们的数没有上下限，差多少说不出".format


def turn(value: float, needed: float) -> str:
    """What the silent would have to say for the other half to be the larger one."""
    if value == 0.5:
        return ""
    if value > 0.5:
        over = "过半"
        return (
            f"他们怎样回答，都{over}"
            if needed <= 0
            else f"他们当中低于{percent(needed)}，合起来就不到一半"
        )
    return (
        "他们怎样回答，都不到一半"
        if needed >= 1
        else f"他们当中高于{percent(needed)}，合起来就过半"
    )


def group_name(label: str, noun: str) -> str:
    if not noun:
        return f"{label}性" if label in ("男", "女") else f"“{label}”组"
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
        OPEN: f"与{other}（{other_text}）哪个高说不准（要看没有回答的人怎样回答）",
    }[direction]


gap_note = filled(
    "相差{0}（{5}{1}；两组有效回答{2}人和{3}人）<；这样的人数，差别要到约{4}才有八成把握看得出来>"
)


unasked = filled("“{:”“}”的人都按题目设置跳过了这道题，所以没有数")


RECORDS = ("册", "表", "账", "记录", "档案", "文件", "系统", "公报", "年鉴")
NOT_ONE = "一人也没有"
UNCHECKED = "，尚未核实"


def fact(text: str, by: str, supplied: bool, checked: bool) -> str:
    if not supplied:
        return f"{text}（实地查看）"
    return f"{text}（据{told_by(by)}{'，已核实' if checked else UNCHECKED}）"


def told_by(by: str) -> str:
    return by if by.endswith(RECORDS) else f"{by}介绍"


def thanks(whom: Sequence[str]) -> str:
    return f"感谢{'、'.join(dict.fromkeys(whom))}对调研的支持"


def sampling_note(sampling: Sampling, design: str, silent: bool, reach: bool) -> str:
    """How they came in, and what the interval knows of it."""
    census = "没有回答的人可能不同，区间没有把这算进去"
    if reach:
        census = "可能范围由没有回答的人决定" if silent else "人人作答，没有抽样误差"
    left_out = "，不包括没有回答的人可能不同" if silent else ""
    return {
        Sampling.CONVENIENCE: "方便样本，只说明填答者的情况；区间仅反映随机波动",
        Sampling.RANDOM: f"随机样本，区间反映抽样误差{left_out}",
        Sampling.CENSUS: f"全面调查，{census}",
    }[sampling] + design
