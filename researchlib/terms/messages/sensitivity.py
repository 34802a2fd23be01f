"""What 换口径 says: whether a conclusion holds under the declared alternatives."""

from __future__ import annotations

from researchlib.terms.problem import DataProblem

PAGE, TITLE = "换口径", "换口径：换一种处理办法，结论变不变"
HEAD = ("调研发现", "结论", "各种口径下的范围", "影响最大的口径")
NOTE = (
    "“结论成立”指在每种口径下，每个数都在报告给出的区间之内，每个比较的方向都不变。"
    "范围由各种口径下印出的数组成，不再细分"
)
TRIED, NONE = "试过的口径（规则代号：采用的→换成的）：", "都没有影响"


def no_report(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”还没有出过报告，没有结论可以比。",
        "",
        f"请先出报告：python start.py report {study}。",
        "没有计算。",
    )


def no_alternatives() -> DataProblem:
    return DataProblem(
        "没有可换的口径。",
        "课题表“剔除规则”",
        "请在“备选”一列写上别的做法，用“；”隔开。",
        "没有计算。",
    )


def tried(key: str, chosen: str, other: str) -> str:
    return f"{key}：{chosen}→{other}"


def cannot(key: str, other: str, why: str) -> str:
    return f"口径“{key}”换成“{other}”时，有的结果算不出来：{why}"


def one_done(tried: str, count: int) -> str:
    return f"{tried}　{count}条调研发现已重算"


def verdict(holds: bool) -> str:
    return "结论成立" if holds else "结论会变"


def span(name: str, low: float, high: float, printed: str) -> str:
    unit = printed.lstrip("-0123456789.")
    digits = 0 if unit.startswith("%") else 1
    told = f"{low:.{digits}f}" if low == high else f"{low:.{digits}f}—{high:.{digits}f}"
    return f"{name}：{told}{unit}"


def done(total: int, holding: int) -> str:
    changing = total - holding
    return f"{total}条调研发现中，{holding}条换了口径结论仍成立" + (
        f"，{changing}条结论会变。" if changing else "。"
    )


def line(text: str, holds: bool, ranges: str, moved_by: str) -> str:
    return f"{verdict(holds)}　{text}\n  {ranges}　影响最大：{moved_by}"


def page_written(name: str) -> str:
    return f"逐条结果见 {name}，并已记入数字台账。"
