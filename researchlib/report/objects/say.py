"""The sentences of report/objects."""

import re
from collections.abc import Mapping, Sequence

from researchlib.estimate.spoken.agreement import Agreement
from researchlib.study.codebook import Question
from researchlib.study.study import Suggestion
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms.problem import filled, problems
from researchlib.terms.words import Kind, top_places

# What stops the work: what was found, where, what to do, what was not done.
problem = problems("""
no_cause|课题表“问题与建议”里没有问题“{0}”的原因。||请加一行，类别选“原因”，“回应的问题”写它的代号。
nobody_answered|“{0}”没有人回答。||请核对答卷。
forgotten_brace|句子“{0}”里的花括号没有配对。||请把数的名称写在一对花括号中，例如 {{独居}}。
no_photo|实地查看的“{0}”没有照片号。||请在课题表“实地查看”里填上照片号。
faces_unchecked|照片{1}（{0}）还没有人看过有没有能认出的人脸、车牌和门牌。||请看过原图，没有的在课题表“实地查看”的“照片已看过无人脸”填“是”；有的请先打码。
photo_missing|没有找到照片{0}。|应放在课题文件夹的 photos 中，文件名就是照片号。|请放入后重试。
no_picture|“{0.name}”不是能读的图片。||请用 .jpg 或 .png。
quote_moved|“原话”表里{0}第{1}行没有“{2:.20}”。||请照定稿核对行号和原文。|原文件没有改动。
unknown_form|不认识的写法“:{0}”。||可用的写法：{1}。
no_findings|还没有调研发现可列。|课题“{0}”的各专题还没有运行过。|请先运行 <report>。|清单没有生成。
no_problem|课题表“问题与建议”里没有问题“{0}”。|~{0}|请核对代号，或补上这一行。
no_label|课题表“归类标签”里没有“{0}”。|~{0}|请核对标签，或补上这一行。
unknown_name|句子“{1}”里的“{{{0}}}”没有对应的数。|~{0}|请照依据中的名称填写，或用 名称=数据 的方式给出。
""")


WORK_SUGGESTION = "工作建议"
_ORDINALS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    return f"{_ORDINALS[number]}是" if number < len(_ORDINALS) else f"{number + 1}."


def problem_ordinal(number: int) -> str:
    return f"问题（{_ORDINALS[number]}）" if number < len(_ORDINALS) else f"问题{number + 1}"


def against_problem(number: int) -> str:
    return f"{problem_ordinal(number)}（方向相反）"


FINDINGS_HEAD = ("调研发现", "依据", "出自", "用于")
INTERVALS_NOTE = "区间是百分之九十五置信区间"
REACHES_NOTE = "全面调查的区间是没有回答的人怎样回答都不会超出的范围"
UNUSED_NOTE = "没有写进问题的发现也列在这里，供核对是否有方向相反的"
FROM_RECORDS = "台账或记录，不是抽样结果"
NOT_USED = "未写入问题"


finding_evidence = filled("{0}：<{1}，>{2}人")


def place(number: int) -> str:
    return problem_ordinal(number).removeprefix("问题")


CHAIN_HEAD = ("问题", "依据", "建议", "力度、建议牵头单位和时限")
CHAIN_NOTE = (
    "力度按课题表填写，没有填的写“可先试”，都不超过依据所能支持的：有数字，又有人谈到或现场看到，"
    "而且没有相反发现的，可写“应当办”；只有数字的，或既有人谈到又现场看到的，可写“建议办”；其余写“可先试”"
)
NO_SUGGESTION = "（还没有建议）"
NO_PROBLEMS = "（课题表“问题与建议”还没有填）"
FINDINGS = "调研发现"
SEEN = "实地查看"
TOLD = "单位提供"
AGAINST = "方向相反的发现"


def chain_evidence(voices: Sequence[str], counted: Mapping[str, Sequence[str]]) -> str:
    parts = [f"{name}{len(keys)}条" for name, keys in counted.items() if keys]
    parts[1:1] = voices
    return "；".join(parts) or "（没有写明）"


_INNER = re.compile("（([^（）]*)）")
# Before who leads, the term, the measure and the money of a suggestion.
BY_WHOM = ("建议牵头：", "", "衡量：", "经费：")


def causes(texts: Sequence[str], grounds: Sequence[str]) -> str:
    named = (re.sub("[0-9]+条", "", ground) for ground in grounds)
    told = [f"{t.rstrip('。')}（{g}）" for t, g in zip(texts, named, strict=True)]
    several = len(told) > 1
    numbered = (f"{ordinal(n)}{one}" if several else one for n, one in enumerate(told))
    return f"原因{'主要有' if several else '在于'}：{'；'.join(numbered)}。"


def in_short(suggestions: Sequence[Suggestion]) -> list[str]:
    """What each asks for, without how."""
    return [one.text.split("。")[0] for one in suggestions]


def asked_for(suggestions: Sequence[Suggestion]) -> str:
    heads = enumerate(in_short(suggestions))
    return f"建议：{'；'.join(f'{ordinal(n)}{head}' for n, head in heads)}。"


def suggestion_note(firm: str, problems: Sequence[int], more: Sequence[str]) -> str:
    answered = "、".join(f"（{_ORDINALS[number]}）" for number in problems)
    parts = [firm, f"回应问题{answered}"] if problems else [WORK_SUGGESTION]
    plain = (_INNER.sub(r"，\1", one) for one in more if one)
    return f"（{'；'.join(filter(None, (*parts, *plain)))}）"


THEMES_HEAD = ("归类标签", "谈到的人数", "其中看法相反", "出现在几份记录里")
THEMES_NOTE = "按人计，不按次数；主持人和访谈人不计；人数不能代表全体居民，不折算成百分比"
GROUPED_NOTE = "不足5人的人群不单列；1至2人谈到的不写具体人数"
UNDEFINED = "无法计算"
BALANCE_HEAD = ("归类标签", "谈到的人", "引用的话", "引自几人", "相反的看法", "提示")
WORDS_HEAD = ("词", "说到的人数", "次数")
WORDS_NOTE = "按人数排列；专名表里的词不拆开，虚词不计"
JOINT_HEAD = ("问题", "问卷", "谈到的人", "支持的话", "相反的话", "现场看到", "合起来说明什么")
TO_SETTLE = "待商定"
JOINT_NOTE = (
    "“谈到的人”只计归类已经商定的发言，看法相反的也在内；“合起来说明什么”一栏照抄调研组写的“问题与建议”，"
    "不按比例大小得出"
)


meant = filled("{0}<→{1:；}>")


NO_QUOTE = "没有引用"
NO_COUNTER = "相反的看法没有引用"
ONE_SPEAKER = "引用多出自一人"
CLUSTERED = "没有提示"


def agreement_head(coders: Sequence[str]) -> tuple[str, ...]:
    alone = [f"只{coder}用" for coder in coders] if len(coders) == 2 else ["只有一部分人用"]
    return ("归类标签", "段数", "都用了", *alone, "正向一致", "κ", "AC1", "α")


def agreement_summary(
    coders: Sequence[str], turns: int, whole: Agreement | None, lowest: Sequence[str]
) -> str:
    """What the coders share of the labels that they used, no firmer than its interval."""
    if len(coders) < 2:
        return "由一人归类，没有第二个人核对，一致性无从计算" if coders else "还没有人归类"
    if not turns or whole is None:
        return f"{len(coders)}人没有看过同一份记录，一致性无从计算"
    began = f"{len(coders)}人各自归类{turns}段"
    share, low, high = whole.positive, whole.positive_low, whole.positive_high
    if share is None or low is None or high is None:
        return f"{began}，没有一段用了标签"
    word = (
        "相当一致"
        if low >= policy.AGREED_WELL
        else "大体一致"
        if low >= policy.AGREED
        else "分歧较大，应修改定义后重新归类"
        if high < policy.AGREED
        else "一致程度还说不准"
    )
    bounds = write.interval(*map(write.percent, write.ends((low, high), 2)))
    told = f"{began}，用过的标签中一致的占{write.percent(share)}（95%区间{bounds}），{word}"
    named = "、".join(f"“{label}”" for label in lowest[:3])
    last = f"；一致最少的是{named}" if share < 1 else ""
    return f"{told}{last}；正向一致只看有人用过标签的段，数字下面的小字是95%区间"


SPEAKER = "受访者"


quote_from = "一位{1}，{0}".format


joint_voices = filled("{0}<（其中相反{1}）>")


TESTS_HEAD = ("比较什么", "方法", "统计量（自由度）", "p值", "效应量（95%区间）", "人数")
TESTS_NOTE = "p值小不等于差别大；差别多大看效应量和区间"
MODEL_HEAD = ("因素", "平均相差", "95%区间")
RELIABILITY_HEAD = ("题目", "平均分", "与其余题的相关", "去掉这题后的α")


def reliability_note(alpha: float, low: float, high: float, omega: float, n: int) -> str:
    a, b, c, o = (write.score(v, 2) for v in (alpha, *write.ends((low, high), 2), omega))
    return f"α为{a}（95%区间{write.span(b, c)}），ω为{o}，{n}人全部答完"


whole_factor = "“{}”各项合起来检验：p值{}".format


term_name = filled("{0}<：{1}（与“{2}”比）^（每多一个单位）>")


SCALES_HEAD = ("量表或题目", "平均值（下为95%区间）", "标准差", "有效回答", "α")
SCALES_NOTE = (
    "量表的分数是各题的平均（“量表计分”另有规定的照规定），答够八成的人才计分；α只算全部答完的人"
)
NOT_SCORED = "没有计分"
FEW_FOR_ALPHA = "人数不足"
CROSSED_HEAD = "题目和选项"
HIGHEST = "▲"
LOWEST = "▼"
CROSSED_NOTE = (
    "每一行只看▲（最高）和▼（最低）：两组之差的区间已按这一行各组两两比较调整，不含零才标；"
    "没有标的，是看不清楚，不是没有差别；行数多，个别标记可能出于偶然"
)


def scale_name(first: Question, items: int) -> str:
    """A scale with its items and range, a number as it is called."""
    points = first.points if first.kind is Kind.SCALE else ()
    told = [f"{items}题"] * (items > 1)
    told += [f"{min(points):g}—{max(points):g}分"] if points else []
    name = first.printed if items > 1 or not first.stem else f"{first.stem}：{first.text}"
    return f"{name}（{'，'.join(told)}）" if told else name


def crossed_name(first: Question, measure: str, of: Sequence[str]) -> str:
    """A question as the head of its rows, with what is counted of it."""
    what = MEAN if measure == "average" else ""
    what = MEAN_PLACE if first.kind is Kind.RANKING else of_note(of) if of else what
    return f"{first.printed}（{what}）" if what else first.printed


MEAN_PLACE = "平均名次，数小的在前"


not_crossed = filled("“{:”“}”涉及敏感内容，或有的组没有答卷可算，不按组列出")


# Whether a count is small itself or would give another away is not told apart: from the reason
# alone its reader would know on which side of the threshold it lies.
PROTECTED = "公布这一项的数字会让人知道少数几个人的情况，所以不公布，也不作结论。"
FINDING_WITHHELD = {
    "base": "这一项有效回答人数不足，不公布数字，也不作结论。",
    "few": PROTECTED,
    "others": PROTECTED,
}
SHARE = "占比"
GROUPING = "组别"
CHOICE = "选项"
ITEM = "项目"
MEAN = "平均值"
RANK = "名次"
VALUES = {"share": SHARE, "average": MEAN, "rank": RANK}


bounded = "{}，{}".format


base_note = filled("{0}（{1}<；另有{2}人按题目设置跳过本题>）")


def withheld_note(few: int, protecting: int) -> str:
    told = [f"有{few}个数因人数少不公布"] if few else []
    told += [f"有{protecting}个数为保护个人不公布"] if protecting else []
    return "，".join(told) + "。"


def rounded_note(sums: Sequence[int]) -> str:
    told = "或" if len(sums) < 3 else "、"
    return f"百分比经四舍五入，各项相加为{told.join(f'{total}%' for total in sums)}"


RANKING_NOTE = "平均名次越小越靠前，只算排了这一项的人；其余两列的基数是回答了这道题的人"
RANKING_HEAD = ("选项", "平均名次")


def of_note(choices: Sequence[str]) -> str:
    if len(choices) == 1 and top_places(choices[0]):
        return f"排在{choices[0]}的人所占比例"
    return f"选择“{'”“'.join(choices)}”的人所占比例"


photo_note = "实地查看：{}，照片{}（已去掉拍摄信息）".format


in_substance = "（大意）{}".format


DECISIONS_FROM = "来自课题表“剔除规则”"
DECISION_HEAD = ("规则", "采用", "备选", "理由")
ANSWERING_FROM = "按题目逐项清点"
ANSWERING_HEAD = ("题目", "应答", "有效", "未作答或不清楚", "跳过")
ANSWERING_NOTE = "单位：人；矩阵题按作答最少的一项计；填空题不列"
READING_HEAD = ("列", "要不要看", "读作", "有效和应答", "提示或没有列入的原因")
LEFT_OUT_HEAD = ("列", "没有列入的原因")
NONE_LEFT_OUT = "（没有）"


in_order = filled("{:8等n项}")


read_note = filled(
    "共{1}列，<其中{0}列请看一眼，排在前面；看过没有问题的，在课题表“读法核对”的“看过”一列选“是”^没有拿不准的>"
)


SAMPLE_HEAD = ("填答者", "人数", "占比")
RESPONSE_FROM = "总体和抽取人数来自课题表“总体构成”，有效人数按答卷清点"
RESPONSE_HEAD = ("", "总体", "抽取", "有效", "应答率")


usable_by = "{}有效".format


def ways_counted(counts: Mapping[str, int]) -> str:
    return f"填答方式：{'，'.join(f'{way}{count}份' for way, count in counts.items())}"


def ways_differ(questions: Sequence[str], compared: int) -> str:
    if not compared:
        return "各种填答方式的人数太少，没有比较它们的回答"
    if not questions:
        return f"比较了{compared}道单选题，没有发现不同填答方式的回答有明显差别"
    return f"不同填答方式的回答有明显差别的题：{'、'.join(questions)}；合在一起解读时请留意"
