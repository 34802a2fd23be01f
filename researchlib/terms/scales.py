"""How answers are worded: ordered scales, unsure answers, and titles that name a person."""

from __future__ import annotations

import re

_STRONG_NOT = "非常不|很不|完全不|极不|十分不|极其不|特别不"
_WEAK_NOT = "比较不|不太|不怎么|有点不|有些不|较不|不大|不是很"
_PLAIN_NOT = "不|没有?"
_STRONG = "非常|很|十分|完全|极其|特别|极"
_WEAK = "比较|较为|较|基本|有点|有些|大体"
_DEGREE = re.compile(
    r"^(?:[A-Za-z][.、．)]\s*)?"
    f"(?:({_STRONG_NOT})|({_WEAK_NOT})|({_PLAIN_NOT})|({_STRONG})|({_WEAK}))?(.+)$"
)
_LETTER = re.compile(r"^[A-Za-z][.、．)]\s*")
_MIDDLE = re.compile(
    "^(?:一般|中立|普通|刚好|适中|合适|不确定|无所谓|说不上|中等|还可以|差不多)(?:.{0,2})$"
)
_CORES = (
    "满意",
    "同意",
    "赞同",
    "重要",
    "符合",
    "了解",
    "清楚",
    "认可",
    "支持",
    "愿意",
    "关注",
    "关心",
    "信任",
    "担心",
    "需要",
    "方便",
    "及时",
    "熟悉",
    "安静",
    "严重",
    "困难",
    "容易",
    "适应",
    "习惯",
    "够",
    "合理",
    "公平",
    "公开",
    "清洁",
    "干净",
    "安全",
    "便利",
    "充足",
    "丰富",
    "积极",
    "影响",
    "好",
    "高",
    "多",
    "大",
)
# Two words for the two ends of one scale: 非常拥堵 … 非常畅通.
_SAME = {"足够": "够", "充足": "够", "认同": "同意", "赞同": "同意"}
_OPPOSITES = (
    ("麻烦", "方便"),
    ("拥堵", "畅通"),
    ("拥挤", "宽松"),
    ("吵闹", "安静"),
    ("嘈杂", "安静"),
    ("困难", "容易"),
    ("难", "易"),
    ("弱", "强"),
    ("慢", "快"),
    ("反对", "赞成"),
    ("反对", "支持"),
    ("差", "好"),
    ("低", "高"),
    ("少", "多"),
    ("小", "大"),
    ("脏", "干净"),
    ("贵", "便宜"),
    ("短", "长"),
    ("轻", "重"),
)
_ORDERS = (
    ("从不", "从来没有", "没有", "很少", "极少", "偶尔", "有时", "经常", "常常", "总是", "每天"),
    ("差", "中", "良", "优"),
    ("不合格", "基本合格", "合格", "及格", "中等", "良好", "优秀"),
    ("差", "一般", "良好", "优秀"),
    (
        "完全不会",
        "完全没有",
        "没有",
        "好几天",
        "有几天",
        "一半以上的天数",
        "一半以上时间",
        "几乎每天",
    ),
    ("没有或很少时间", "小部分时间", "少部分时间", "相当多时间", "绝大部分或全部时间"),
    ("没有或几乎没有", "少有", "常有", "几乎一直有"),
    ("很差", "差", "较差", "一般", "较好", "良好", "好", "很好"),
    ("很低", "较低", "中等", "较高", "很高"),
    (
        "小学及以下",
        "小学",
        "初中",
        "高中",
        "高中或中专",
        "中专",
        "大专",
        "专科",
        "本科",
        "大学本科",
        "研究生",
        "硕士",
        "博士",
        "研究生及以上",
        "硕士及以上",
    ),
)
UNSURE = re.compile(
    "^(?:不清楚|不了解|不知道|说不清楚?|不好说|不适用|没用过|未使用过|没有使用过|没接触过|无法回答)$"
)

# Instruments whose rights holders must agree before they are used, and those that screen health:
# respondents (or guardians) must have agreed.
RESTRICTED = re.compile(
    "SDQ|长处和困难|MHT|心理健康诊断测验|SCL-?90|症状自评|MBI|职业倦怠量表|EQ-?5D|WEMWBS|WHOQOL|MHLS",
    re.I,
)
SCREENING = re.compile("PHQ|GAD-?7|GDS|CES-?D|SCL-?90|MHT|SDQ|K-?10|抑郁|焦虑|自评", re.I)
RATED = re.compile("满意|程度|评价|评分|打分|同意|认同|重要|了解|符合|是否足够")
WRITE_IN = re.compile(
    "请写|写出|填写|一个词|一句话|希望.{0,10}什么|最.{0,6}的(?:一本书|路口|地方|一件事|事|人)"
)
RANGE = re.compile(r"(?<!\d)([01])\s*(?:分)?\s*[-—~–～至到]\s*(5|7|10)(?!\d)")
POINTS = re.compile(r"\d+分")
YEAR_MONTH = re.compile(r"(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])")
DAY_TITLE = re.compile("日期|时间|年月|哪年|哪月|何时|什么时候|出生")
TIMES = {"百": 100, "千": 1_000, "万": 10_000}
AMOUNT = re.compile(
    r"(?:约|大约|大概)?\s*(-?\d+(?:\.\d+)?)\s*([百千万])?\s*"
    r"(?:多|左右|余)?\s*(?:周岁|岁|元|人次|人|次|个月|个|天|年|月|分钟|小时|口|平方米|平米|%)?\s*"
    r"(?:左右|/月)?"
)
DIRECT = re.compile(
    "姓名|名字|电话$|电话号|联系电话|手机号|手机$|联系方式|身份证|证件|学号|工号|微信|QQ|邮箱|住址|地址|门牌|支付宝|银行卡",
    re.I,
)
QUASI = re.compile(
    "性别|年龄|出生|学历|文化程度|教育程度|职业|民族|婚姻|居住|社区|村|单位|职务|岗位|年级|班级|工龄|户籍"
)
SENSITIVE = re.compile(
    "收入|工资|薪|疾病|患病|健康状况|心理|抑郁|焦虑|残疾|信仰|政治面貌|离职|辞职|欠薪|家庭困难"
)


def degree(choice: str) -> tuple[str, float] | None:
    """(core, strength) of a scale answer: 不太满意 is ("满意", -1); 一般 is ("", 0)."""
    text = choice.strip()
    if _MIDDLE.match(_LETTER.sub("", text)):
        return "", 0.0
    match = _DEGREE.match(text)
    if not match:
        return None
    core = match[6].removesuffix("的")
    core = _SAME.get(core, core)
    strengths = (
        (match[1], -2.0),
        (match[2], -1.0),
        (match[3], -1.5),
        (match[4], 2.0),
        (match[5], 1.0),
    )
    known = any(core.endswith(c) and len(core) <= len(c) + 2 for c in _CORES)
    known |= any(core in pair for pair in _OPPOSITES)
    return (core, next((value for found, value in strengths if found), 1.5)) if known else None


def scale_order(choices: list[str]) -> list[str] | None:
    """The choices from low to high when they are one worded scale, unsure answers last."""
    whole = _by_degree(choices)
    if whole:
        return whole
    plain = [c for c in choices if not UNSURE.match(c.strip())]
    unsure = [c for c in choices if UNSURE.match(c.strip())]
    ordered = _by_degree(plain)
    if ordered:
        return ordered + unsure
    for order in _ORDERS:
        if len(plain) >= 3 and all(c in order for c in plain):
            return sorted(plain, key=order.index) + unsure
    return None


def _by_degree(choices: list[str]) -> list[str] | None:
    """Ordered when all speak of one thing in different strength, or of its two ends."""
    found = [known for c in choices if (known := degree(c))]
    if len(choices) < 3 or len(found) < len(choices):
        return None
    cores = {core for core, _ in found if core}
    strengths = [s for _, s in found] if len(cores) == 1 else []
    for low, high in _OPPOSITES:
        if cores == {low, high}:
            strengths = [-s if core == low else s for core, s in found]
    if len(set(strengths)) < len(found):
        return None
    return [c for _, c in sorted(zip(strengths, choices, strict=True))]


def number_order(choices: list[str]) -> list[str] | None:
    """Choices that are ranges (30~34岁, 5万以上) from small to large."""
    keyed = {}
    for choice in choices:
        match = re.search(r"\d+(?:\.\d+)?", choice.replace(",", ""))
        if match:
            below = re.search("以下|不满|未满|少于|小于|以内|不足", choice)
            above = re.search("以上|超过|多于|大于", choice)
            keyed[choice] = float(match[0]) + (0.5 if above else 0) - (0.5 if below else 0)
    if len(keyed) < 2 or len(keyed) < 0.6 * len(choices):
        return None
    head = [c for c in choices if c not in keyed and re.match("没有|无|不|从", c)]
    tail = [c for c in choices if c not in keyed and c not in head]
    return head + sorted(keyed, key=keyed.__getitem__) + tail


INSTRUCTED = re.compile("请(?:您)?(?:直接|务必|一律)?(?:选择?|勾选|点选)(?:选项)?")
CONSENT = re.compile(
    "同意.{0,8}(?:参加|参与|填写|接受|调查|调研)|(?:参加|参与|接受|愿意).{0,12}(?:调查|调研).{0,6}(?:吗|？)|知情同意"
)
AGREES, REFUSES = re.compile("我?同意|是|愿意"), re.compile("不|否|拒绝")
RANGE_SIGNS = "-—~–～至到"
LOOSE = re.compile(r"[\W_]+|的$")
AGE = re.compile("年龄|周岁|多大|几岁|多少岁")
BIRTH_YEAR = re.compile("出生年|出生的?年份|哪一?年出生")
SENTENCE = re.compile("[，。！？；]")
REMARKS = re.compile("(?:意见|建议|备注|留言|想说的话?)[^，。]{0,4}$")
