"""What verification says: each finding in the report and recomputed, and why it differs."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.terms.problem import DataProblem

PAGE, TITLE = "核对", "核对：报告中的数与重新计算的数"
HEAD = ("调研发现、表或图", "报告中", "重新计算", "是否一致")
SAME, MOVED, OTHER = "一致", "数一致，依据变了", "不一致"
GONE, FRESH = "（没有了）", "（报告中没有）"
NO_COPIES = "没有找到上次出报告时的数据副本，说不出哪一格变了。"
CAUSES = "和出报告时相比，变了的有："
NO_CAUSE = "数据、课题表和程序都与出报告时相同，请查看笔记本是否改过。"


_KINDS = {
    "chart": "图",
    "table": "表",
    "text": "正文",
    "form": "问卷",
    "card": "算给你看卡",
    "problem": "问题",
    "suggestions": "建议",
    "voices": "原话",
}


def nameless(report: str, kind: str) -> str:
    return f"{report} {_KINDS.get(kind, kind)}"


def no_ledger(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”还没有数字台账，无法核对。",
        "",
        f"请先出报告：python start.py report {study}。",
        "没有重新计算。",
    )


def no_finding(key: str, near: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"数字台账里没有代号为“{key}”的调研发现。",
        "",
        f"相近的有：{'、'.join(near)}。" if near else "代号写在笔记本 Finding 的第一个引号里。",
        "没有重新计算。",
    )


def done(total: int, differing: int, moved: int) -> str:
    if differing:
        return f"核对完毕：{total}项中有{differing}项不一致。"
    if moved:
        return f"核对完毕：{total}项的数全部一致，其中{moved}项的依据（数据指纹）变了。"
    return f"核对完毕：{total}项全部一致。"


def line(name: str, old: str, new: str, fingerprints: tuple[str, str], state: str) -> str:
    return f"{state}　{name}（{fingerprints[0]}，{fingerprints[1]}）\n  报告中：{old}\n  重新计算：{new}"


def page_written(name: str) -> str:
    return f"逐项对照见 {name}。"


def fingerprint(text: str) -> str:
    return f"指纹{text}" if text else ""


def file_gone(name: str) -> str:
    return f"文件 {name} 不见了。"


def file_added(name: str) -> str:
    return f"多了文件 {name}。"


def file_changed(name: str) -> str:
    return f"文件 {name} 改过。"


def cell_changed(name: str, sheet: str, row: int, column: str, was: str, now: str) -> str:
    place = f"工作表“{sheet}”" if sheet else ""
    return f"{name} {place}第{row}行“{column[:30]}”：原来是“{was[:40]}”，现在是“{now[:40]}”。"


def more_cells(name: str, count: int) -> str:
    return f"{name} 另有{count}格不同。"


def code_changed(was: str, now: str) -> str:
    return f"researchlib 的版本不同：出报告时是{was}，现在是{now}。"


def package_changed(name: str, was: str, now: str) -> str:
    return f"软件包 {name} 的版本不同：出报告时是{was}，现在是{now}。"
