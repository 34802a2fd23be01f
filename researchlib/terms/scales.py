"""How answers are worded: ordered scales and their direction, unsure answers, titles that tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from researchlib.terms.text import is_number
from researchlib.terms.words import Direction

_STRONG_NOT = "非常不|很不|完全不|极不|十分不|极其不|特别不"
_WEAK_NOT = "比较不|不太|不怎么|有点不|有些不|较不|不大|不是很"
_PLAIN_NOT = "不|没有?"
_STRONG = "非常|强烈|很|十分|完全|极其|极度|特别|极"
_WEAK = "比较|较为|较|基本|有一点|有点|有一些|有些|大体|稍微|稍"
_DEGREE = re.compile(
    f"^(?:({_STRONG_NOT})|({_WEAK_NOT})|({_PLAIN_NOT})|({_STRONG})|({_WEAK}))?有?(.+)$"
)
# A. 满意, 5=非常满意, 1（不满意）
_LABEL = re.compile(
    r"^(?:[A-Za-z]|\d{1,2}分?)\s*[.、．)）:：=＝\-—(（\s]\s*|\s*[(（]?\d{0,2}分?[)）]$"
)
_MIDDLE = re.compile(
    "^(?:一般|中立|普通|刚好|适中|合适|不确定|无所谓|说不上|中等|还可以|还行|过得去|差不多)(?:.{0,2})$"
)
# What is good to have more of, and what is not or may be either.
_GOOD = (
    "满意|同意|赞同|重要|符合|了解|清楚|认可|支持|愿意|关注|关心|信任|方便|及时|熟悉|安静|容易|适应|习惯|够|合理|公平|公开|"
    "清洁|干净|安全|便利|充足|丰富|积极|好|帮助|收获|效|用|信心|兴趣"
)
_PLAIN = "担心|需要|严重|困难|影响|高|多|大|频繁|疼痛|疼|痛|累|焦虑|紧张|难受|困扰|明显"
_CORE = re.compile(f".{{0,2}}(?:{_GOOD}|{_PLAIN})")
_GOOD_CORE = re.compile(f".{{0,2}}(?:{_GOOD})")
_SAME = {
    "足够": "够",
    "充足": "够",
    "认同": "同意",
    "赞同": "同意",
    "简单": "容易",
    "难": "困难",
    "易": "容易",
}
# Two words for the two ends of one scale, 非常拥堵 … 非常畅通, the poor end first; of the last five
# neither end is good.
_OPPOSITES = re.findall(
    r"(\S+)-(\S+)",
    "麻烦-方便 拥堵-畅通 拥挤-宽松 吵闹-安静 嘈杂-安静 困难-容易 弱-强 慢-快 反对-赞成 反对-支持 反对-同意 差-好 "
    "坏-好 脏-干净 贵-便宜 失望-满意 危险-安全 消极-积极 低-高 少-多 小-大 短-长 轻-重",
)
_LOW = "低少小短轻"
# Words of their own for every step, from low to high: how often, how severe, how hard; and grades,
# poor, neither, good.
_STEPS = [
    {
        word: sign
        for sign, part in zip((-1, 0, 1), ["", "", *line.split("/")][-3:], strict=True)
        for word in part.split()
    }
    for line in (
        "从不 完全没有 从来不 从来没有 从没有 从未 没有 几乎没有 几乎不 几乎从不 极少 很少 较少 偶尔 有时 有时候 时有 较多 常有 经常 "
        "常常 很多 普遍 很普遍 大多数时候 多数时候 总是 几乎总是 一直 始终 每天",
        "完全不会 完全没有 没有 好几天 有几天 几天 一半以上的天数 一半以上时间 一半以上的日子 几乎每天 几乎天天",
        "没有或很少时间 小部分时间 少部分时间 相当多时间 绝大部分或全部时间",
        "没有或几乎没有 少有 常有 几乎一直有",
        "没有 从无 无 无症状 无痛 不痛 极轻 很轻 轻微 轻微疼痛 轻度疼痛 轻度 较轻 轻 中等 中度 中度疼痛 中 偏重 较重 重度 重 "
        "很重 严重 重度疼痛 剧烈疼痛 极重度 极重",
        "没有困难 无困难 毫无困难 轻度困难 有点困难 有些困难 有一些困难 有一点困难 有困难 中度困难 中等困难 较大困难 "
        "重度困难 很困难 非常困难 极度困难 极其困难 无法完成 不能完成",
        "少了很多 少很多 减少很多 减少了很多 少了一些 少一些 减少一些 减少了一些 没变化 没有变化 没什么变化 不变 基本没变 差不多 "
        "多了一些 多一些 增加一些 增加了一些 多了很多 多很多 增加很多 增加了很多",
        "一定不会 肯定不会 绝对不会 不会 可能不会 大概不会 不一定 不确定 说不准 看情况 可能会 大概会 也许会 会 一定会 肯定会",
        "没听说过 没有听说过 从没听说过 从未听说过 不了解 不太了解 听说过 听过 了解一点 了解一些 基本了解 了解 比较了解 很了解 非常了解",
        "完全不能自理 不能自理 需要帮助 部分自理 半自理 基本自理 基本能自理 自理 能自理 完全自理 完全能自理",
        "never almost_never hardly_ever rarely seldom occasionally sometimes often frequently usually most_of_the_time "
        "almost_always always",
        "not_at_all several_days more_than_half_the_days nearly_every_day",
        "not_at_all a_little little a_little_bit slightly somewhat moderately quite_a_bit very_much very extremely",
        "not_at_all_important not_important slightly_important somewhat_important moderately_important important "
        "very_important extremely_important",
        "very_unlikely unlikely neutral likely very_likely extremely_likely",
        "none no_pain very_mild mild moderate severe very_severe extreme",
        "很差 差 较差 不好 不及格 不合格 不称职 不达标 需改进 需要改进 待改进 有待改进 / 及格 基本合格 基本称职 基本达标 中 一般 中等 / "
        "合格 称职 达标 较好 良 良好 好 很好 优 优良 优秀",
        "completely_disagree totally_disagree strongly_disagree disagree somewhat_disagree slightly_disagree / "
        "neutral neither_agree_nor_disagree neither undecided / "
        "slightly_agree somewhat_agree agree strongly_agree totally_agree completely_agree",
        "extremely_dissatisfied very_dissatisfied very_unsatisfied dissatisfied unsatisfied not_satisfied "
        "somewhat_dissatisfied slightly_dissatisfied / neutral neither_satisfied_nor_dissatisfied neither / "
        "slightly_satisfied somewhat_satisfied satisfied very_satisfied extremely_satisfied",
        "terrible very_poor very_bad poor bad below_average / fair average ok okay acceptable neutral / "
        "good above_average very_good excellent outstanding",
        "very_difficult difficult somewhat_difficult / neutral neither_easy_nor_difficult / somewhat_easy easy very_easy",
    )
]
# An order that is no scale.
_SCHOOLING = (
    "文盲 未上过学 没上过学 小学以下 小学及以下 小学 初中及以下 初中 中学 高中 高中或中专 高中/中专 中专 职高 大专 专科 "
    "大学 本科 大学本科 本科及以上 大学及以上 研究生 硕士 硕士研究生 博士 博士研究生 研究生及以上 硕士及以上"
).split()
_GRADES = (
    "托班 小班 中班 大班 一年级 二年级 三年级 四年级 五年级 六年级 七年级 初一 八年级 初二 九年级 初三 高一 高二 高三 大一 大二 大三 大四 大五 "
    "研一 研二 研三"
).split()
_PRINTED = re.compile(r"\s*(\d{1,2}|[A-Za-z])\s*[.、．)）:：=＝]\s*(?!\d)")
_OTHER = re.compile("其他|其它|以上都不|不清楚|不知道")
UNSURE = re.compile(
    "^(?:不清楚|不了解|不知道|说不清楚?|不好说|不适用|没用过|未使用过|没有使用过|没接触过|无法回答)$"
)


@dataclass(frozen=True)
class Wording:
    """The choices of one worded scale from low to high, each with its side (-1, 0, 1); `good`
    tells that the high side is the good one rather than only more."""

    signs: Mapping[str, int]
    good: bool

    def side(self, sign: int) -> tuple[str, ...]:
        """The choices on the low side, in the middle, or on the high side."""
        return tuple(choice for choice, side in self.signs.items() if side == sign)


@lru_cache(4_096)
def degree(choice: str) -> tuple[str, float] | None:
    """(core, strength) of a scale answer: 不太满意 is ("满意", -1); 一般 is ("", 0)."""
    text = _bare(choice)
    if _MIDDLE.match(text):
        return "", 0.0
    match = _DEGREE.match(text)
    if not match:
        return None
    core = match[6].removesuffix("的")
    core = _SAME.get(core, core)
    strengths = zip(match.groups()[:5], (-2.0, -1.0, -1.5, 2.0, 1.0), strict=True)
    found, value = next(((f, v) for f, v in strengths if f), ("", 1.5))
    return core, value * _EMPHASIS.get(found[:1], 1)


def _bare(choice: str) -> str:
    return _LABEL.sub("", choice.strip())


_EMPHASIS = {"极": 1.2} | dict.fromkeys("非完特十强", 1.1)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def wording(choices: Sequence[str]) -> Wording | None:
    """The worded scale that these choices are, without answers like 不清楚; None where they are
    none, or where the words do not tell the order."""
    plain = [c for c in choices if not UNSURE.match(_bare(c))]
    for told in (choices, plain):
        found = _by_degree(told, 3) or _by_steps(told)
        if found:
            return found
    ends = _by_degree([plain[0], plain[-1]], 2) if len(plain) > 2 else None
    if ends is None or {*ends.signs.values()} != {-1, 1} or not all(map(is_number, plain[1:-1])):
        return None
    order = plain if plain[0] in ends.side(-1) else plain[::-1]
    return Wording({c: _sign(2 * k - len(order) + 1) for k, c in enumerate(order)}, ends.good)


def _by_degree(choices: Sequence[str], least: int) -> Wording | None:
    """Ordered when all speak of one thing in different strength, or of its two ends."""
    found = [each for c in choices if (each := degree(c))]
    cores = {core for core, _ in found if core}
    spoken = [value for core, value in found if core]
    known = all(_CORE.fullmatch(c) or any(c in pair for pair in _OPPOSITES) for c in cores)
    if not known and not (least > 2 and min(spoken) < 0 and max(spoken) >= 2):
        return None  # of an unknown matter the degrees tell, from not to very
    low, high = next((p for p in _OPPOSITES if cores == {*p}), ("", next(iter(cores), "")))
    strength = [-s if core == low else s for core, s in found]
    alike = cores == {low, high} - {""} and len({*strength}) == len(choices) >= least
    if not alike or len(found) < len(choices):
        return None
    told = sorted(zip(strength, choices, strict=True))
    good = low not in _LOW if low else _GOOD_CORE.fullmatch(high) is not None
    return Wording({choice: _sign(s) for s, choice in told}, good)


def _by_steps(choices: Sequence[str]) -> Wording | None:
    """Ordered when every step is a word of one list."""
    bare = {_bare(c).casefold().replace(" ", "_"): c for c in choices}
    for steps in _STEPS if 3 <= len(bare) == len(choices) else ():
        if bare.keys() <= steps.keys():
            signs = {bare[word]: sign for word, sign in steps.items() if word in bare}
            return Wording(signs, -1 in steps.values())
    return None


def scale_order(choices: Sequence[str]) -> list[str] | None:
    """The choices from low to high when they are one worded scale, unsure answers last."""
    found = wording(choices)
    return [*found.signs, *(c for c in choices if c not in found.signs)] if found else None


def ladder_order(choices: Sequence[str]) -> list[str] | None:
    """The choices in the order of schooling or of grades, others last."""
    for ladder in (_SCHOOLING, _GRADES):
        known = [step for step in ladder if step in choices]
        rest = [c for c in choices if c not in known]
        if len(known) > 2 and all(map(_OTHER.match, rest)):
            return known + rest
    return None


def printed_order(choices: Sequence[str]) -> list[str] | None:
    """The choices as the form printed them, where each carries its own number or letter there:
    1.很好, 2.好 or A. 很好, B. 好; None where one has none, or two have the same."""
    marks = {c: match[1].upper() for c in choices if (match := _PRINTED.match(c))}
    if len(marks) < len(choices) or len({*marks.values()}) < len(choices) or len(choices) < 2:
        return None
    alike = len({mark.isdecimal() for mark in marks.values()}) == 1
    return sorted(choices, key=lambda c: (len(marks[c]), marks[c])) if alike else None


def direction(choices: Sequence[str]) -> Direction | None:
    """What the words say of a scale as it stands; None where they do not tell."""
    found = wording(choices)
    if found is None:
        return None
    order = [*found.signs]
    stands = [c for c in choices if c in order]
    if stands == order:
        return Direction.BETTER if found.good else Direction.MORE
    if stands == order[::-1]:
        return Direction.WORSE if found.good else Direction.LESS
    return None


_ANCHOR = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:分?\s*(?:表示|代表|意味着|为|是|指|[=＝:：])|分)\s*[“\"']?([^\d\s，,；;。、”\"'）)]+)"
)
_RANGE = re.compile(
    r"(?<!\d)([01])\s*分?\s*[-—~–～至到]\s*([4-9]|10)(?![\d年岁月天周次个小元人项级])"
)


def anchors(title: str) -> list[tuple[int, str]]:
    """What a title says its numbers stand for: 1表示非常不满意，9表示非常满意."""
    return sorted((int(number), word) for number, word in _ANCHOR.findall(title))


def named_range(title: str) -> tuple[int, int]:
    """The lowest and highest number that a title allows; (0, 0) where it names none."""
    ends = [number for number, _ in anchors(title)]
    if len(ends) < 2:
        found = _RANGE.search(title)
        ends = [*map(int, found.groups())] if found else [0]
    return ends[0], ends[-1]


def split(choices: Sequence[str], middle: str) -> tuple[Sequence[str], Sequence[str]] | None:
    """The choices before and after the middle, by its name, by their words, or (an even number
    of steps, or numbers) by count; None where nothing tells."""
    found, half = wording(choices), len(choices) // 2
    if middle in choices:
        place = choices.index(middle)
        return choices[:place], choices[place + 1 :]
    if found and found.good:
        low, high = found.side(-1), found.side(1)
        return (low, high) if choices[0] == [*found.signs][0] else (high, low)
    if found or len(choices) % 2 and not all(map(is_number, choices)):
        return None
    return choices[:half], choices[-half:]


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
    "性别|年龄|出生|学历|文化程度|教育程度|职业|民族|婚姻|居住|(?:所在|哪个|哪一个|所属|居住|来自|您是).{0,6}(?:社区|村|单位)|"
    "^(?:社区|村|单位|小区|街道|乡镇|省份|城市|地区|学校|学院|专业|科室|部门)(?:名称)?$|村名|社区名|职务|岗位|年级|班级|工龄|"
    "户籍|籍贯|所在(?:省|市|区|县|地)|科室|家庭类型|几代|"
    "(?i:(?<![a-z])(?:age|gender|sex|education|occupation|marital|ethnic(?:ity)?|household)(?![a-z]))"
)
SENSITIVE = re.compile(
    "收入|工资|薪|存款|欠薪|负债|债务|外债|欠[债钱款]|贷款|借款|借贷|疾病|患病|患有|患过|得过.{0,6}病|慢性病|高血压|高血脂|糖尿病|冠心病|心脏病|中风|脑梗|哮喘|癫痫|痴呆|传染|病史|癌|肿瘤|艾滋|HIV|"
    "肝炎|结核|梅毒|性病|精神病|精神障碍|健康状况|怀孕|流产|避孕|堕胎|性行为|性伴|残疾|失能|"
    "(?<!居)住过?院|手术|服药|心理(?!恢复|距离|预期|价位|作用|学|上)|抑郁|焦虑|自杀|自残|自伤|[弄割]伤|割腕|轻生|不想活|不如死|死掉|伤害自己|伤害(?:他|别)人|绝望|"
    "吸毒|毒品|吸食|赌博|酗酒|家暴|家庭暴力|虐待|性侵|性骚扰|猥亵|欺负|欺凌|霸凌|被.{0,6}[打骂]|殴打|体罚|"
    "宗教|(?<!相)信[教佛神](?!育|师|学)|信仰|做礼拜|教堂|政治面貌|低保|建档立卡|贫困|脱贫户|特困|五保|救助|困难补助|困难家庭|家庭困难|单亲|孤儿|"
    "离婚|离异|丧偶|婚外|夫妻关系|上访|信访|举报|投诉过|服刑|刑满|犯罪|处分|离职|辞职|"
    "(?:评价|评议|测评|满意|信任|意见).{0,8}(?:领导|班子|书记|支书|主任|党委|党支部|上级)|"
    "(?:领导|班子|书记|支书|主任|党委|党支部|上级).{0,10}(?:评价|评议|测评|满意|信任|称职|廉洁|作风)|民主(?:评议|测评)|党员评议|"
    "考核(?:结果|等次)|述职|"
    r"\bincomes?\b|salary|\bdebts?\b|suicid|self.?harm|\bdrugs?(?![a-z])|abus(?:e|ive)|violence|bull(?:y|ied)|religio|"
    r"\bHIV|divorc|disab(?:led|ility)|depress|anxiety|disease|illness|cancer|diabet|pregnan|abortion|sexual|arrest|criminal",
    re.I,
)
# Questions of instruments that screen health, known by their words.
SCREENING_ITEM = re.compile(
    "提不起劲|没有兴趣|心情低落|入睡困难|睡不安稳|疲倦或没有活力|食欲不振|觉得自己很糟|专注有困难|"
    "不如死掉|紧张.{0,4}焦虑|无法停止.{0,4}担忧|坐立不安|容易烦恼或急躁|感到好像有什么可怕的事"
)
HEALTH = re.compile("健康|疾病|患|医|病|症|药|抑郁|焦虑|失眠|睡眠|身体|心理|疼|吸烟|饮酒")
MINORS = re.compile(
    "年级|班级|班主任|同学|家长|[你您]的?(?:爸|妈|父母)|小学生|初中生|高中生|中学生|未成年"
)
# Who is asked for by name, and answers that look like names.
ROLE = re.compile(
    "(?:网格员|网格长|楼长|楼栋长|调查员|访问员|访员|录入员|督导员?|联系人|联络员|负责人|责任人|帮扶人|介绍人|推荐人|班主任|"
    "辅导员|任课教师|主治医[生师]|家庭医生|包.{0,2}干部|书记|主任|组长|队长|填表人|记录人|户主)"
    "(?:姓名|名字)?(?:是谁?|为|叫什么)?[？?：:\\s]*$|(?:是谁|叫什么|姓什么)[？?：:\\s]*$"
)
NAME_LIKE = re.compile(
    "(?![不没有无是否很其经偶从男女本自家老一二三四五六七八九十]|配偶|丈夫|妻子|子女|儿子|女儿|父[母亲]|母亲|爸爸|妈妈|爷爷|奶奶|外[公婆]|"
    "保姆|护工|亲戚|朋友|邻居|同事|医生|护士|社区|志愿)[\\u4e00-\\u9fff·]{2,4}(?<![员户年岁次等他性型类级的])"
)
REGION = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:[-—/ >·,，][\u4e00-\u9fff]{1,15}[省市区县州盟旗镇乡村]|[省市州][\u4e00-\u9fff]{1,10}[市区县州盟旗]).*"
)
STAIRCASE = re.compile(r"[\d一二三四五六七八九十A-Za-z]+单元$")
NO_ANSWER = re.compile(
    r"#?n[/.\\]?a\.?|null|none|nan|nil|missing|(?:系统|用户)?缺失值?|拒答|拒绝(?:回答|作答)|不详|未(?:填写?|答|作答|回答)|漏[答填]|"
    r"空白?|[-—/.?？]+",
    re.I,
)
ATTENTION = re.compile(
    "(?:本|此|这道?|这一|该)题.{0,8}请.{0,6}[选勾]|请(?:直接|务必|一律).{0,4}[选勾]|注意力(?:检测|测试|检查)|检[验测].{0,8}认真"
)
HOW_MANY = re.compile("几(?:口|个|位|次|人|名|件|项|天|套|辆)")
# An item of a scale: its name and number; and names that any question has.
ITEM_NUMBER = re.compile(r"(.*?)第?[\W_]*?0*(\d{1,3})\D{0,2}", re.DOTALL)
ANY_NAME = re.compile("[QqVvXx题]?|var|item", re.IGNORECASE)
RECOMMEND = re.compile("推荐.{0,20}(?:可能|意愿|程度)|(?:可能|愿意|意愿).{0,14}推荐|NPS")
INSTRUCTED = re.compile("请(?:您)?(?:直接|务必|一律)?(?:选择?|勾选|点选)(?:选项)?")
CONSENT = re.compile(
    "同意.{0,8}(?:参加|参与|填写|接受|调查|调研)|(?:参加|参与|接受|愿意).{0,12}(?:调查|调研).{0,6}(?:吗|？)|知情同意"
)
AGREES, REFUSES = re.compile("我?同意|是|愿意"), re.compile("不|否|拒绝")
RANGE_SIGNS = "-—~–～至到"
LOOSE = re.compile(r"[\W_]+|的$")
FILLERS = re.compile("[及和与的]")
AGE = re.compile("年龄|周岁|多大|几岁|多少岁")
BIRTH_YEAR = re.compile("出生年|出生的?年份|哪一?年出生")
# Questions of knowledge, and answers that do not deny it.
KNOWS = re.compile("(?<!不)(?:知道|知晓|了解|听说|清楚|熟悉)")
KNOWING = re.compile("(?!不|没|无|否|从未|从没|未|完全不)")
SENTENCE = re.compile("[，。！？；]")
RANKED = re.compile("排序|排一排|排列|排名|先后|依次|\\brank", re.I)
REMARKS = re.compile("(?:意见|建议|备注|留言|想说的话?)[^，。]{0,4}$")
