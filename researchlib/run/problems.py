"""问题—建议清单.xlsx: each problem with its findings and the suggestions that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from researchlib.run.listing import list_workbook
from researchlib.study.study import Study
from researchlib.terms.messages import run as say


def unknown_findings(study: Study, entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the chain rests on and no report holds: problem and finding, told in a sentence."""
    known = {entry["key"] for entry in entries}
    return [say.finding_missing(problem.text, key) for problem in study.problems
            for key in problem.findings if key not in known]


def gaps(study: Study, findings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Where the chain of finding, problem and suggestion is broken: what, where, what to do.

    `findings` are the published ones (key to sentence); without any, only problems and
    suggestions are looked at.
    """
    answered = {key for suggestion in study.suggestions for key in suggestion.problems}
    for problem in study.problems:
        if problem.key not in answered:
            yield say.problem_unanswered(problem.text)
        if not problem.findings:
            yield say.problem_unfounded(problem.text)
        missing = [key for key in problem.findings if findings and key not in findings]
        if missing:
            yield say.problem_on_missing(problem.text, missing)
    for suggestion in study.suggestions:
        if not suggestion.problems:
            yield say.suggestion_alone(suggestion.text)
    used = {key for problem in study.problems for key in problem.findings}
    left = [key for key in findings if key and key not in used]
    if study.problems and left:
        yield say.findings_left_out([findings[key] for key in left])


def problem_list(study: Study, entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The list as a workbook: text as published, no formula, no link."""
    said = {entry["key"]: entry["text"] for entry in entries if entry["key"]}
    rows = _rows(study, said)
    if study.simulated:
        rows.append((say.SIMULATED, "", "", "", ""))
    return list_workbook(say.LIST_NAME, say.LIST_HEAD, (36, 60, 50, 20, 8), rows)


def _rows(study: Study, said: Mapping[str, str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for problem in study.problems:
        evidence = "\n".join(said.get(key, say.NOT_IN_REPORT) for key in problem.findings)
        answers = [s for s in study.suggestions if problem.key in s.problems]
        if not answers:
            rows.append((problem.text, evidence, say.NO_SUGGESTION, "", ""))
        for first, suggestion in zip([True] + [False] * len(answers), answers, strict=False):
            rows.append((problem.text if first else "", evidence if first else "",
                         suggestion.text, suggestion.lead, suggestion.term))
    return rows + [(say.WORK_SUGGESTION, "", s.text, s.lead, s.term)
                   for s in study.suggestions if not s.problems]
