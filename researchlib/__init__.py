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
    "speakers": "estimate.spoken.themes",
    "framework": "estimate.spoken.themes",
    "cooccurrence": "estimate.spoken.themes",
    "saturation": "estimate.spoken.themes",
    "voice_share": "estimate.spoken.themes",
    "in_context": "estimate.spoken.themes",
    "coder_agreement": "estimate.spoken.themes",
    "words": "estimate.spoken.wording",
    # tests, scales, models, weights, planning
    "association": "estimate.models.association",
    "holm": "estimate.models.association",
    "mean_test": "estimate.models.group_tests",
    "rank_test": "estimate.models.group_tests",
    "dunn": "estimate.models.group_tests",
    "trend_test": "estimate.models.ordered",
    "rank_correlation": "estimate.models.ordered",
    "ranks": "estimate.models.ranks",
    "paired_test": "estimate.models.paired",
    "signed_rank_test": "estimate.models.paired",
    "mcnemar_test": "estimate.models.paired",
    "tick_difference": "estimate.models.paired",
    "cross": "clean.crossing",
    "score": "clean.scoring",
    "reliability": "estimate.models.reliability",
    "factor_analysis": "estimate.models.reliability",
    "logistic_model": "estimate.models.regression",
    "linear_model": "estimate.models.regression",
    "ordinal_model": "estimate.models.regression",
    "post_stratify": "estimate.weighting",
    "rake": "estimate.weighting",
    "sample_size": "estimate.planning",
    "precision": "estimate.planning",
    "detectable": "estimate.planning",
    "exaggeration": "estimate.planning",
    # what a reader sees
    "Finding": "report.objects.finding",
    "Text": "report.objects.finding",
    "leading_findings": "report.objects.leading",
    "Table": "report.objects.table",
    "ranking_table": "report.objects.table",
    "scale_table": "report.objects.overview",
    "crossing_table": "report.objects.overview",
    "sample_table": "report.objects.table",
    "bar_chart": "report.charts.bars",
    "agreement_chart": "report.charts.scales",
    "quadrant_chart": "report.charts.scales",
    "flow_chart": "report.charts.flow",
    "dumbbell_chart": "report.charts.pairs",
    "population_chart": "report.charts.pairs",
    "reach_chart": "report.charts.pairs",
    "calendar_chart": "report.charts.calendar",
    "tests_table": "report.objects.models",
    "model_table": "report.objects.models",
    "forest_chart": "report.charts.models",
    "reliability_table": "report.objects.models",
    "methods_table": "report.objects.models",
    "Photo": "report.objects.photo",
    "Problem": "report.objects.argument",
    "Suggestions": "report.objects.argument",
    "argument_table": "report.objects.argument",
    "Voices": "report.objects.voices",
    "joint_table": "report.objects.voices",
    "themes_table": "report.objects.themes",
    "agreement_table": "report.objects.themes",
    "balance_table": "report.objects.voices",
    "words_table": "report.objects.themes",
    "saturation_chart": "report.charts.interviews",
    "voice_chart": "report.charts.interviews",
    "CountedForm": "report.classroom.handouts",
    "CountingCard": "report.classroom.handouts",
    "switch": "report.classroom.switch",
    "exercises": "report.classroom.exercise",
    "own_table": "report.charts.own",
    "own_chart": "report.charts.own",
    "findings_table": "report.objects.findings",
    "decisions_table": "report.objects.listing",
    "response_table": "report.objects.listing",
    "reading_table": "report.objects.listing",
    "left_out_table": "report.objects.listing",
    "answering_table": "report.objects.listing",
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
