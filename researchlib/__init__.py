"""researchlib：从问卷、访谈到调研报告，每个数都有依据。

一条直线：raw file -> read -> clean -> estimate -> protect -> report -> run.
名词：Study 课题, Codebook 题目对照表, Answers 答卷, Estimates 数表, Finding 调研发现, Text 正文,
Table 表, Chart 图。名称在第一次用到时才载入，所以 import researchlib 很快。
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    # the study and its answers
    "open_study": "read.workbook",
    "clean_answers": "clean.questionnaires",
    "clean_payroll": "clean.payroll",
    # numbers
    "share": "estimate.share",
    "average": "estimate.average",
    "total": "estimate.totals",
    "ratio": "estimate.totals",
    "median": "estimate.totals",
    "pay_record": "estimate.payroll",
    "pay_delay": "estimate.delay",
    # interviews
    "clean_interviews": "clean.interviews",
    "speakers": "estimate.themes",
    "framework": "estimate.themes",
    "cooccurrence": "estimate.themes",
    "saturation": "estimate.themes",
    "voice_share": "estimate.themes",
    "in_context": "estimate.themes",
    "coder_agreement": "estimate.themes",
    "words": "estimate.wording",
    # tests, scales, models, weights, planning
    "association": "estimate.tests",
    "holm": "estimate.tests",
    "mean_test": "estimate.groups",
    "rank_test": "estimate.groups",
    "dunn": "estimate.groups",
    "paired_test": "estimate.groups",
    "mcnemar_test": "estimate.groups",
    "cross": "clean.crossing",
    "score": "clean.scoring",
    "reliability": "estimate.reliability",
    "factor_analysis": "estimate.reliability",
    "logistic_model": "estimate.models",
    "linear_model": "estimate.models",
    "ordinal_model": "estimate.models",
    "post_stratify": "estimate.weighting",
    "rake": "estimate.weighting",
    "sample_size": "estimate.planning",
    "precision": "estimate.planning",
    "detectable": "estimate.planning",
    "exaggeration": "estimate.planning",
    # what a reader sees
    "Finding": "report.finding",
    "Text": "report.finding",
    "Table": "report.table",
    "sample_table": "report.table",
    "bar_chart": "report.bars",
    "agreement_chart": "report.scales",
    "quadrant_chart": "report.scales",
    "flow_chart": "report.flow",
    "dumbbell_chart": "report.pairs",
    "population_chart": "report.pairs",
    "reach_chart": "report.pairs",
    "calendar_chart": "report.calendar",
    "tests_table": "report.tests",
    "model_table": "report.tests",
    "forest_chart": "report.tests",
    "reliability_table": "report.tests",
    "methods_table": "report.tests",
    "Photo": "report.photo",
    "Problem": "report.argument",
    "Suggestions": "report.argument",
    "argument_table": "report.argument",
    "Voices": "report.voices",
    "joint_table": "report.voices",
    "themes_table": "report.themes",
    "agreement_table": "report.themes",
    "balance_table": "report.voices",
    "words_table": "report.themes",
    "saturation_chart": "report.themes",
    "voice_chart": "report.themes",
    "CountedForm": "report.handouts",
    "CountingCard": "report.handouts",
    "switch": "report.switch",
    "check_number": "report.exercise",
    "check_choice": "report.exercise",
    "findings_table": "report.findings",
    "decisions_table": "report.listing",
    "response_table": "report.listing",
    "answering_table": "report.listing",
    # the one error
    "DataProblem": "terms.problem",
}

__all__ = [*_PUBLIC]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
