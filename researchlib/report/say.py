"""The sentences of report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from researchlib.terms import policy
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import command


def note(number: Mapping[str, Any]) -> str:
    """One number with all that stands behind it."""
    named = not str(number["name"]).isascii()  # a fact goes by the key of its row
    told = [f"{number['name']}：{number['text']}" if named else str(number["text"])]
    if number.get("question"):
        told += [f"{INTERVAL}{number['interval']}"] if number.get("interval") else []
        told += [f"{PEOPLE}{number['n']}人"] if number.get("n") else []
        told += [f"{MISSING}{number['missing']}人"] if number.get("missing") else []
        of = f"（{'、'.join(number['of'])}）" if number.get("of") else ""
        told.append(f"{QUESTION}“{number['question']}”{of}")
        told += [f"{SUBJECT}：{number['domain']}"] if number.get("domain") else []
    for key in ("source", "by", "sampling", "method"):
        if number.get(key) and not (key == "by" and number.get("question")):
            told.append(str(number[key]))
    if number.get("data"):
        told.append(f"{FINGERPRINT}{number['data']}")
    return "，".join(told) + "。"


SHARE_MODEL = "逻辑斯蒂回归"


def model_note(method: str, n: int) -> str:
    return f"{method}，有效回答{n}人；各因素同时考虑，说明哪些情况一起出现，不能说明谁引起谁"


UNKNOWN_ISSUED = "份数无法统计"
FIGURE = "图"
TABLE = "表"
INTERVAL = "95%区间"
PEOPLE = "有效回答"
MISSING = "未作答"
QUESTION = "题目"
SUBJECT = "对象"
FINGERPRINT = "数据指纹"
FLOW = ("发放", "回收", "有效", "应答本题", "有效回答")


def characters(count: int) -> str:
    return f"正文约{count}字"


def persons(n: int | None) -> str:
    return f"不足{policy.LEAST_BASE}人" if n is None else f"{n}人"


def needs_one_row(name: str, count: int) -> DataProblem:
    return DataProblem(
        f"“{name}”是一组数（{count}个），句子里只能放一个数。",
        "",
        "请直接用其中的名称，例如 {独居}。",
    )


def not_executed(notebook: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{notebook}”还没有运行过，没有可以导出的内容。",
        "",
        f"请先在 JupyterLab 中全部运行并保存，或用 {command('report', '课题名')}。",
    )


SHEETS = "份"
SKIPPED = "按题目设置跳过"
SIMULATED_PAGE = "模拟数据：由程序生成，仅供演示，不反映任何真实社区。"
DISTRIBUTION = "分发范围"
NO_VOICES = "（没有已批准引用的原话）"


def no_frame(variable: str) -> DataProblem:
    return DataProblem(
        f"课题表“总体构成”里没有“{variable}”的总体人数。", "", "请补上各选项的总体人数和来源。"
    )


EVIDENCE = "依据"
UNBOUND = "没有依据的数字或程度词"
CLOSE = "收起"
AROUND = "前后的话"


def evidence_summary(numbers: Sequence[Mapping[str, object]]) -> str:
    """依据, with the base in sight: a number is never read without the people behind it."""
    people = sorted({n for number in numbers if isinstance(n := number.get("n"), int)})
    if not people:
        return EVIDENCE
    span = f"{people[0]}人" if len(people) == 1 else f"{people[0]}—{people[-1]}人"
    return f"{EVIDENCE}：有效回答{span}"
