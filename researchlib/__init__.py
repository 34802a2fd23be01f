"""researchlib：从问卷、访谈到调研报告，每个数都有依据。

一条直线：raw file -> read -> clean -> estimate -> protect -> report -> run.
名词：Study 课题, Codebook 题目对照表, Answers 答卷, Estimates 数表, Finding 调研发现, Text 正文,
Table 表, Chart 图。名称在第一次用到时才载入，所以 import researchlib 很快。
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# The public names by the module in which each stands.
_TABLE = """
# the study and its answers
read.workbook: open_study
clean.questionnaires: clean_answers
clean.payroll: clean_payroll
# numbers
estimate.share: share
estimate.average: average
estimate.totals: total ratio median
estimate.payroll: pay_record
estimate.delay: pay_delay
# interviews
clean.interviews: clean_interviews
estimate.spoken.themes: speakers framework cooccurrence saturation voice_share in_context
estimate.spoken.themes: coder_agreement
estimate.spoken.wording: words
# tests, scales, models, weights, planning
estimate.models.association: association holm
estimate.models.group_tests: mean_test rank_test dunn
estimate.models.ordered: trend_test rank_correlation
estimate.models.ranks: ranks
estimate.models.paired: paired_test signed_rank_test mcnemar_test tick_difference
clean.crossing: cross
clean.scoring: score
estimate.models.reliability: reliability factor_analysis
estimate.models.regression: logistic_model linear_model ordinal_model
estimate.weighting: post_stratify rake
estimate.planning: sample_size precision detectable exaggeration
# what a reader sees
report.objects.finding: Finding Text
report.objects.leading: leading_findings
report.objects.table: Table ranking_table sample_table
report.objects.overview: scale_table crossing_table
report.charts.bars: bar_chart
report.charts.scales: agreement_chart quadrant_chart
report.charts.flow: flow_chart
report.charts.pairs: dumbbell_chart population_chart reach_chart
report.charts.calendar: calendar_chart
report.objects.models: tests_table model_table reliability_table methods_table
report.charts.models: forest_chart
report.objects.photo: Photo
report.objects.argument: Problem Suggestions argument_table
report.objects.voices: Voices joint_table balance_table
report.objects.themes: themes_table agreement_table words_table
report.charts.interviews: saturation_chart voice_chart
report.classroom.handouts: CountedForm CountingCard
report.classroom.switch: switch
report.classroom.exercise: exercises
report.charts.own: own_table own_chart
report.objects.findings: findings_table
report.objects.listing: decisions_table response_table reading_table left_out_table answering_table
# the one error
terms.problem: DataProblem
"""
_PUBLIC = {
    name: module
    for line in _TABLE.splitlines()
    for module, _, names in [line.partition(": ")]
    for name in names.split()
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
