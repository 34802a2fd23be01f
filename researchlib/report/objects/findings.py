"""The list of all findings: the annex in which a report shows what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from researchlib.protect import say as say_protect
from researchlib.protect.ledger import read_ledger
from researchlib.protect.number import WORDS, Number
from researchlib.report.objects import say
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Study


def findings_table(study: Study, caption: str) -> Listing:
    """调研发现清单：各专题的每条发现、它的依据和出处，用在报告的哪个问题上。

    Parameters
    ----------
    study : Study
        From `open_study`. The findings are those of the topics' last run.
    caption : str
        A short title.

    Returns
    -------
    Listing
        A row a finding, in the order of the topics.

    Raises
    ------
    DataProblem
        No topic has been run yet.

    Examples
    --------
    >>> findings_table(study, "调研发现清单")
    调研发现清单
    调研发现  依据  出自  用于
    没听说过日间照料中心的居民占33%。  没听说过：25%—42%，120人  ...  问题（一）
    """
    findings = _findings(study)
    if not findings:
        raise say.no_findings(study.name)
    rows = tuple(
        (
            one["text"],
            _evidence(one["numbers"]),
            one["title"] or one["report"],
            _used(study, one["key"]),
        )
        for one in findings
    )
    made = [
        Number.read(n).interval_name
        for one in findings
        for n in one["numbers"]
        if n.get("interval")
    ]
    notes = {
        say.INTERVALS_NOTE: say_protect.INTERVAL in made,
        say.REACHES_NOTE: say_protect.REACH in made,
        say.UNUSED_NOTE: any(used == say.NOT_USED for *_, used in rows),
    }
    told = [note for note, true in notes.items() if true]
    return Listing(caption, "", say.FINDINGS_HEAD, rows, told, behind=WORDS)


def _findings(study: Study) -> list[Mapping[str, Any]]:
    """Those of the run that is going on; in a notebook opened by itself, those published."""
    going = study.paths.findings
    if going.is_file():
        return json.loads(going.read_text(encoding="utf-8"))
    return [vars(e) | {"title": ""} for e in read_ledger(study.paths.ledger).findings]


def _evidence(numbers: Sequence[Mapping[str, Any]]) -> str:
    """Base and interval of each number that has them."""
    parts = [
        say.finding_evidence(n["name"], n.get("interval") or "", n["n"])
        for n in numbers
        if n.get("n")
    ]
    return "；".join(dict.fromkeys(parts)) or say.FROM_RECORDS


def _used(study: Study, key: str) -> str:
    places = [
        say.problem_ordinal(place)
        for place, problem in enumerate(study.problems)
        if key in problem.findings
    ]
    places += [
        say.against_problem(place)
        for place, problem in enumerate(study.problems)
        if key in problem.contrary
    ]
    return "、".join(places) or say.NOT_USED
