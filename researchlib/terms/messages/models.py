"""What tests, models and scales say in a report."""

from __future__ import annotations

from collections.abc import Sequence

TESTS_HEAD = ("比较什么", "方法", "统计量（自由度）", "p值", "效应量（95%区间）", "人数")
TESTS_NOTE = "p值小不等于差别大；差别多大看效应量和区间"
MODEL_HEAD = ("因素", "平均相差", "95%区间")
RELIABILITY_HEAD = ("题目", "平均分", "与其余题的相关", "去掉这题后的α")
SHARE_MODEL = "逻辑斯蒂回归"


def p_value(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def model_note(method: str, n: int) -> str:
    return f"{method}，有效回答{n}人；各因素同时考虑，说明哪些情况一起出现，不能说明谁引起谁"


def effect_axis(method: str, n: int) -> str:
    unit = "平均相差（百分点）" if method == SHARE_MODEL else "平均相差"
    return f"{unit}，横线为95%区间；有效回答{n}人"


def alt_forest(told: str) -> str:
    return f"各因素的平均影响和95%区间：{told}"


def reliability_note(alpha: float, low: float, high: float, omega: float, n: int) -> str:
    return f"α为{alpha:.2f}（95%区间{low:.2f}至{high:.2f}），ω为{omega:.2f}，{n}人全部答完"


def statistic(value: float, df: Sequence[float]) -> str:
    told = "，".join(f"{d:.0f}" if float(d).is_integer() else f"{d:.1f}" for d in df)
    return f"{value:.2f}（{told}）" if told else f"{value:.2f}"


def effect(name: str, value: float, bounds: Sequence[float]) -> str:
    return f"{name}{value:.2f}" + (f"（{bounds[0]:.2f}至{bounds[1]:.2f}）" if bounds else "")


def term_name(name: str, level: str, against: str) -> str:
    return f"{name}：{level}（与“{against}”比）" if level else f"{name}（每多一个单位）"


def two_lines(name: str) -> str:
    """What it is compared with stands below."""
    return name.replace("（", "\n（", 1)


METHODS_HEAD = ("用在哪里", "方法", "出处")
METHODS = (
    ("比例的区间", "威尔逊区间；有抽样设计时按有效样本量", "Wilson，1927；Kish，1965"),
    (
        "平均数、总量、比值的区间",
        "学生t区间；有抽样设计时线性化",
        "Student，1908；Cochran，1977；Woodruff，1971",
    ),
    ("中位数的区间", "伍德拉夫法", "Woodruff，1952"),
    ("两个比例之差", "纽科姆第10法", "Newcombe，1998"),
    ("两个平均数之差", "韦尔奇法", "Welch，1947"),
    ("一句话里的几个比较", "霍尔姆法，区间一起成立", "Holm，1979"),
    (
        "两道题的关联",
        "卡方检验；有抽样设计时修正；人少时精确或模拟",
        "Pearson，1900；Rao和Scott，1984；Fisher，1922",
    ),
    ("几组高低的比较", "秩检验", "Mann和Whitney，1947；Kruskal和Wallis，1952；Lumley和Scott，2013"),
    ("几个因素同时看", "逻辑斯蒂回归，平均边际效应", "Binder，1983"),
    ("量表信度", "α、ω", "Cronbach，1951；McDonald，1999；Feldt，1965"),
    ("归类一致性", "κ、α、AC1", "Cohen，1960；Krippendorff，2011；Gwet，2008"),
    ("小人群保护", "隐去小数，并用线性规划检查能否推算", "Cox，1980；Fischetti和Salazar，2001"),
)
METHODS_NOTE = "不足10人不列百分比；区间未必包含真值，方便样本的区间只反映人数多少"
