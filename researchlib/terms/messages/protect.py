"""What the protect stage says, and how numbers are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

WITHHELD = "人数少，不公布"
MINUS = "−"
UNKNOWN_ISSUED = "份数无法统计"


def percent(value: float) -> str:
    return f"{value * 100:.{policy.SHARE_DECIMALS}f}%".replace("-", MINUS)


POINTS = "个百分点"


def points(value: float) -> str:
    return f"{value * 100:.{policy.SHARE_DECIMALS}f}".replace("-", MINUS)


def score(value: float, digits: int = policy.AVERAGE_DECIMALS) -> str:
    return f"{value:.{digits}f}".replace("-", MINUS)


def interval(low: str, high: str) -> str:
    return f"{low}—{high}"


def span(low: str, high: str, unit: str) -> str:
    """An interval that may be negative: 至, not a dash."""
    return f"{low}至{high}{unit}"


def people(n: int | None) -> str:
    return f"有效回答不足{policy.LEAST_BASE}人" if n is None else f"有效回答{n}人"


def people_range(low: int, high: int) -> str:
    return people(low) if low == high else f"有效回答{low}—{high}人，各题不等"


def gate_refused(name: str, found: Sequence[str]) -> DataProblem:
    lines = [f"{i}. {text}" for i, text in enumerate(found[:20], 1)]
    return DataProblem(
        "\n".join([f"发布检查没有通过，“{name}”没有生成：", *lines]), "",
        "\n请按提示修改后重新出报告。", "原来的报告没有改动。")


def where(heading: str) -> str:
    return f"“{heading}”一节" if heading else "报告开头"


def has_script(place: str) -> str:
    return f"{place}含有脚本，离线报告不允许。"


def has_handler(place: str, attribute: str) -> str:
    return f"{place}的元素带有动作属性 {attribute}，不允许。"


def has_outside(place: str) -> str:
    return f"{place}引用了外部网址，报告必须离线可读。"


def has_path(place: str) -> str:
    return f"{place}出现本机的文件路径，会暴露用户名或文件夹。"


def has_traceback(place: str) -> str:
    return f"{place}出现程序出错信息。"


def has_identity(place: str, kind: str, start: str) -> str:
    return f"{place}疑似出现{kind}（以“{start}”开头），请隐去。"


def cannot_write(path: Path) -> DataProblem:
    return DataProblem(
        f"写不进文件“{path.name}”。", f"文件夹“{path.parent.name}”可能只读、已满，或文件正被打开。",
        "请关闭正在打开的文件，确认磁盘有空间、文件夹可写，然后重试。", "原来的文件没有改动。")

PAY_FACTS = ("人员数", "按时发放率", "拖欠人月", "最长拖欠", "未按时月数", "涉及人数", "养老保险人数",
             "医疗保险人数", "养老保险率", "医疗保险率", "社区数", "总人月")
PAY_SOURCE = "工资发放台账"
PAY_METHOD = "由台账逐人逐月清点，不是抽样结果"


def persons(count: int) -> str:
    return f"{count}人"


def person_months(count: int) -> str:
    return f"{count}人月"


def months(count: int) -> str:
    return f"{count}个月"


def units(count: int) -> str:
    return f"{count}个社区"


def month_label(month: int) -> str:
    return f"{month % 12 + 1}月"
