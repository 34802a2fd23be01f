"""What the argument of a report says: problems, suggestions, the list of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from researchlib.terms.messages.study import nearest
from researchlib.terms.problem import DataProblem

WORK_SUGGESTION = "工作建议"

_ORDINALS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    return f"{_ORDINALS[number]}是" if number < len(_ORDINALS) else f"{number + 1}."


def problem_ordinal(number: int) -> str:
    return f"问题（{_ORDINALS[number]}）" if number < len(_ORDINALS) else f"问题{number + 1}"


def against_problem(number: int) -> str:
    return f"{problem_ordinal(number)}（方向相反）"


FINDINGS_HEAD = ("调研发现", "依据", "出自", "用于")
FINDINGS_NOTE = "区间是百分之九十五置信区间。没有写进问题的发现也列在这里，供核对是否有方向相反的"
FROM_RECORDS = "台账或记录，不是抽样结果"
NOT_USED = "未写入问题"


def finding_evidence(name: str, interval: str, n: int) -> str:
    return f"{name}：{interval}，{n}人" if interval else f"{name}：{n}人"


def no_findings(study: str) -> DataProblem:
    return DataProblem(
        "还没有调研发现可列。",
        f"课题“{study}”的各专题还没有运行过。",
        f"请先运行 python start.py report {study}。",
        "清单没有生成。",
    )


def place(number: int) -> str:
    return problem_ordinal(number).removeprefix("问题")


CHAIN_HEAD = ("问题", "依据", "建议", "力度、建议牵头单位和时限")
CHAIN_NOTE = (
    "力度由依据决定：有数、又有人谈到或现场看到、没有方向相反的发现，可写“应当办”；"
    "只有数，或既有人谈到又现场看到，写“建议办”；其余写“可先试”"
)
NO_SUGGESTION = "（还没有建议）"


FINDINGS, SEEN, TOLD, AGAINST = "调研发现", "实地查看", "单位提供", "方向相反的发现"


def chain_evidence(labels: Sequence[str], counted: Mapping[str, Sequence[str]]) -> str:
    told = [f"{name}{len(keys)}条" for name, keys in counted.items() if keys]
    told[1:1] = [f"座谈走访谈到{'、'.join(f'“{label}”' for label in labels)}"] if labels else []
    return "；".join(told) or "（没有写明）"


def suggestion_note(firm: str, problems: Sequence[int], lead: str, term: str) -> str:
    answered = "、".join(f"（{_ORDINALS[number]}）" for number in problems)
    parts = [firm, f"回应问题{answered}"] if problems else [WORK_SUGGESTION]
    parts += [f"建议牵头单位：{lead}"] if lead else []
    parts += [term] if term else []
    return f"（{'；'.join(parts)}）"


def no_problem(key: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"课题表“问题与建议”里没有问题“{key}”。", nearest(key, known), "请核对代号，或补上这一行。"
    )


def no_label(label: str, known: Sequence[str]) -> DataProblem:
    return DataProblem(
        f"课题表“归类标签”里没有“{label}”。", nearest(label, known), "请核对标签，或补上这一行。"
    )
