"""居民问卷: the questions of the simulated studies, as they would be typed into the platform."""

from __future__ import annotations

from dataclasses import dataclass

from researchlib.terms.words import Kind, Sensitivity


@dataclass(frozen=True)
class Asked:
    """One numbered question; `rows` makes it a matrix, (key, title, short) each."""

    number: int
    variable: str
    text: str
    kind: Kind
    choices: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    short: str = ""
    unsure: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.PLAIN
    noun: str = ""
    own: bool = False
    merge: str = ""
    unit: str = ""
    key: tuple[tuple[str, str], ...] = ()


SERVICES = (
    ("meals", "助餐配餐", ""),
    ("bathing", "上门助浴", ""),
    ("visits", "上门探访", ""),
    ("daycare", "日间照料", ""),
    ("rehab", "康复护理", ""),
    ("checkups", "量血压测血糖等健康监测", "健康监测"),
    ("leisure", "文化娱乐活动", "文化娱乐"),
    ("errands", "代买代办", ""),
    ("alarm", "紧急呼叫", ""),
    ("company", "心理陪伴聊天", "心理陪伴"),
)
IMPORTANCE = ("很不重要", "不太重要", "一般", "比较重要", "非常重要")
SATISFACTION = ("非常不满意", "不太满意", "一般", "比较满意", "非常满意")
AGREEMENT = ("很不同意", "不太同意", "一般", "比较同意", "非常同意")
DONT_KNOW, NOT_USED = "不清楚", "不了解"

STARS = (
    ("party", "支部过硬", ""),
    ("industry", "产业兴旺", ""),
    ("ecology", "生态宜居", ""),
    ("safety", "平安法治", ""),
    ("civility", "文明幸福", ""),
)

KNOWLEDGE = (
    ("mood", "孩子情绪低落持续两周以上，应当寻求专业帮助", "低落两周应求助"),
    ("weakness", "心理问题就是意志薄弱，多锻炼就能好", "心理问题是意志薄弱"),
    ("sleep", "长期睡不好可能与情绪有关", "睡眠与情绪有关"),
    ("talk", "与孩子谈论情绪问题，反而会让问题变严重", "谈论会加重问题"),
    ("hotline", "国家有面向青少年的心理援助热线", "有心理援助热线"),
    ("grades", "成绩好的孩子不会有心理问题", "成绩好就没问题"),
)
KNOWLEDGE_KEY = {
    "mood": "对",
    "weakness": "错",
    "sleep": "对",
    "talk": "错",
    "hotline": "对",
    "grades": "错",
}
ATTITUDES = (
    ("important", "孩子的心理健康和身体健康一样重要", "与身体健康同等重要"),
    ("shame", "带孩子去看心理医生是一件没面子的事", "看心理医生没面子"),
    ("study_first", "现阶段学习最重要，情绪问题以后再说", "学习优先情绪以后再说"),
    ("listen", "我愿意花时间听孩子讲烦恼", "愿意听孩子讲烦恼"),
)

RESIDENTS: tuple[Asked, ...] = (
    Asked(
        1, "sex", "您的性别", Kind.SINGLE, ("男", "女"), short="性别", sensitivity=Sensitivity.QUASI
    ),
    Asked(
        2,
        "age",
        "您的年龄段",
        Kind.SINGLE,
        ("18—29岁", "30—44岁", "45—59岁", "60—69岁", "70岁及以上"),
        short="年龄段",
        sensitivity=Sensitivity.QUASI,
        noun="居民",
        merge="60岁及以上=60—69岁+70岁及以上",
    ),
    Asked(
        3,
        "tenure",
        "您在本社区居住的时间",
        Kind.SINGLE,
        ("不满1年", "1—5年", "6—10年", "10年以上"),
        short="居住时间",
        sensitivity=Sensitivity.QUASI,
    ),
    Asked(
        4,
        "has_elder",
        "您家中是否有60岁及以上的老人（含您本人）",
        Kind.SINGLE,
        ("是", "否"),
        short="家有老人",
    ),
    Asked(
        5,
        "living",
        "老人目前的居住情况（有多位老人的，按年龄最大的一位填写）",
        Kind.SINGLE,
        ("独居", "仅与配偶同住", "与子女等家人同住", "其他"),
        short="居住情况",
        sensitivity=Sensitivity.QUASI,
        noun="老人",
        merge="与家人同住=仅与配偶同住+与子女等家人同住",
    ),
    Asked(
        6,
        "mobility",
        "老人的行动能力",
        Kind.SINGLE,
        ("行动自如", "需要搀扶或使用拐杖", "基本不能出门"),
        short="行动能力",
        sensitivity=Sensitivity.QUASI,
        noun="老人",
        merge="行动不便=需要搀扶或使用拐杖+基本不能出门",
    ),
    Asked(
        7,
        "daycare_known",
        "您知道社区的日间照料中心吗",
        Kind.SINGLE,
        ("知道在哪里、有什么服务", "听说过，但不了解", "没听说过"),
        short="知晓日间照料中心",
    ),
    Asked(
        8,
        "daycare_use",
        "近三个月，老人去过日间照料中心吗",
        Kind.SINGLE,
        ("经常去（每周至少一次）", "偶尔去", "没去过"),
        short="使用日间照料中心",
    ),
    Asked(
        9,
        "stay_away",
        "老人没去或不常去的主要原因有哪些（可多选）",
        Kind.MULTIPLE,
        (
            "位置太偏、离家远",
            "在楼上，上下楼不方便",
            "不知道有哪些服务",
            "担心收费",
            "家人能照顾，不需要",
            "没有熟人，去了不习惯",
            "开放时间不合适",
            "其他",
        ),
        short="不去的原因",
    ),
    Asked(
        10, "importance", "您认为下列服务对老人有多重要", Kind.SCALE, IMPORTANCE, SERVICES, own=True
    ),
    Asked(
        11,
        "satisfaction",
        "您对社区目前提供的下列服务是否满意",
        Kind.SCALE,
        (*SATISFACTION, NOT_USED),
        SERVICES,
        unsure=(NOT_USED,),
        own=True,
    ),
    Asked(
        12,
        "needs",
        "老人目前最需要的三项服务（请按需要程度排序）",
        Kind.RANKING,
        tuple(title for _, title, _ in SERVICES),
        short="最需要的服务",
    ),
    Asked(
        13,
        "would_pay",
        "您愿意每月为日间照料付多少元（不愿意付费请填0）",
        Kind.NUMBER,
        short="愿意支付的金额",
        unit="元",
    ),
    Asked(
        14,
        "elder_words",
        "您对社区养老服务还有什么意见",
        Kind.OPEN,
        short="养老服务意见",
        sensitivity=Sensitivity.DIRECT,
    ),
    Asked(
        15,
        "has_child",
        "您家中是否有6—18岁的孩子",
        Kind.SINGLE,
        ("是", "否"),
        short="家有未成年孩子",
    ),
    Asked(
        16,
        "knowledge",
        "下列说法您认为对不对",
        Kind.SINGLE,
        ("对", "错", DONT_KNOW),
        KNOWLEDGE,
        own=True,
        key=tuple(KNOWLEDGE_KEY.items()),
    ),
    Asked(
        17,
        "attitude",
        "您是否同意下列说法",
        Kind.SCALE,
        AGREEMENT,
        ATTITUDES,
        reversed=("shame", "study_first"),
        own=True,
    ),
    Asked(
        18,
        "attention",
        "最近一个月，您与孩子专门聊过心情或烦恼吗",
        Kind.SINGLE,
        ("每周都聊", "聊过一两次", "没有聊过"),
        short="聊心情的频率",
        noun="家长",
    ),
    Asked(
        19,
        "lecture",
        "社区办过青少年心理健康讲座，您参加过吗",
        Kind.SINGLE,
        ("参加过", "知道但没参加", "不知道有讲座"),
        short="参加讲座",
        noun="家长",
    ),
    Asked(
        20,
        "not_attend",
        "您没参加讲座的主要原因有哪些（可多选）",
        Kind.MULTIPLE,
        (
            "不知道有讲座",
            "上班没时间",
            "觉得孩子没问题，用不着",
            "担心被人议论",
            "讲的内容用不上",
            "讲座时间地点不合适",
            "其他",
        ),
        short="没参加的原因",
    ),
    Asked(
        21,
        "seek_help",
        "如果孩子情绪持续低落，您会向谁求助（可多选）",
        Kind.MULTIPLE,
        (
            "班主任或学校心理老师",
            "医院心理科",
            "亲戚朋友",
            "社区或网格员",
            "心理援助热线",
            "自己网上查",
            "谁也不找，自己开导",
        ),
        short="求助对象",
        sensitivity=Sensitivity.SENSITIVE,
    ),
    Asked(
        22,
        "youth_words",
        "您对社区做好青少年心理健康工作有什么意见",
        Kind.OPEN,
        short="心理健康工作意见",
        sensitivity=Sensitivity.DIRECT,
    ),
    Asked(
        23,
        "culture",
        "过去一年，您参加过社区组织的文体活动吗",
        Kind.SINGLE,
        ("没有参加过", "参加过一两次", "参加过三次及以上"),
        short="参加文体活动",
    ),
    Asked(
        24,
        "wants",
        "您希望社区多办哪些活动（可多选）",
        Kind.MULTIPLE,
        (
            "广场舞、合唱等文艺活动",
            "棋牌球类等体育活动",
            "书法绘画等培训",
            "节日民俗活动",
            "露天电影",
            "亲子活动",
            "健康知识讲座",
            "其他",
        ),
        short="希望举办的活动",
    ),
    Asked(
        25,
        "talent",
        "您或家人有文艺体育特长，愿意带头组织活动吗",
        Kind.SINGLE,
        ("有特长，愿意带头", "有特长，暂不愿意", "没有特长"),
        short="文艺特长",
    ),
    Asked(
        26,
        "culture_gaps",
        "您认为社区文化活动的不足有哪些（可多选）",
        Kind.MULTIPLE,
        (
            "没有合适的场地",
            "活动次数少",
            "内容单一",
            "缺少组织的人",
            "缺少经费",
            "宣传不够，不知道",
            "没有不足",
        ),
        short="文化活动的不足",
    ),
    Asked(
        27,
        "grid_known",
        "您知道自己的网格员是谁吗",
        Kind.SINGLE,
        ("知道，有联系方式", "知道是谁，没有联系方式", "不知道"),
        short="知道网格员",
    ),
    Asked(
        28,
        "grid_tasks",
        "过去一年，您找网格员办过哪些事（可多选）",
        Kind.MULTIPLE,
        (
            "政策咨询",
            "办理证明、社保等",
            "反映环境卫生问题",
            "调解邻里矛盾",
            "帮扶老人或困难家庭",
            "没有找过",
        ),
        short="找网格员办的事",
    ),
    Asked(
        29,
        "stars",
        "您对社区下列工作的评价",
        Kind.SCALE,
        (*SATISFACTION, NOT_USED),
        STARS,
        unsure=(NOT_USED,),
        own=True,
    ),
    Asked(
        30,
        "words",
        "您对社区工作还有什么意见和建议",
        Kind.OPEN,
        short="对社区工作的意见",
        sensitivity=Sensitivity.DIRECT,
    ),
)

# A question is shown when the named answer was given; what is not shown is (跳过).
SHOWN_WHEN: dict[str, tuple[str, tuple[str, ...]]] = {
    **{
        v: ("has_elder", ("是",))
        for v in (
            "living",
            "mobility",
            "daycare_known",
            "daycare_use",
            "stay_away",
            "importance",
            "satisfaction",
            "needs",
            "would_pay",
            "elder_words",
        )
    },
    "stay_away": ("daycare_use", ("偶尔去", "没去过")),
    **{
        v: ("has_child", ("是",))
        for v in (
            "knowledge",
            "attitude",
            "attention",
            "lecture",
            "not_attend",
            "seek_help",
            "youth_words",
        )
    },
    "not_attend": ("lecture", ("知道但没参加", "不知道有讲座")),
}
