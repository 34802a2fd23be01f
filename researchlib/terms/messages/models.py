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
