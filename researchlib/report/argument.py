"""What the report argues: problems and suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from researchlib.report.display import Display
from researchlib.study.study import Study
from researchlib.terms.messages import argument as say


@dataclass(frozen=True, init=False)
class Problem(Display):
    """一个问题：课题表“问题与建议”中的一句话，连同它依据的调研发现。

    Parameters
    ----------
    study : Study
        From `open_study`.
    key : str
        代号 in the sheet 问题与建议.

    Examples
    --------
    >>> Problem(study, "daycare")          # doctest: +SKIP
    """

    key: str
    text: str
    findings: tuple[str, ...]

    def __init__(self, study: Study, key: str):
        found = {problem.key: problem for problem in study.problems}
        if key not in found:
            raise say.no_problem(key, list(found))
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "text", found[key].text)
        object.__setattr__(self, "findings", found[key].findings)

    def content(self) -> dict[str, Any]:
        return {"kind": "problem", "key": f"problem:{self.key}", "text": self.text,
                "findings": list(self.findings), "numbers": []}


@dataclass(frozen=True, init=False)
class Suggestions(Display):
    """意见建议：一是……二是……，每条写明回应哪个问题、建议谁牵头、近期还是中期。

    Parameters
    ----------
    study : Study
        From `open_study`; its sheet 问题与建议 holds the suggestions. One that answers no
        problem is marked 工作建议.

    Examples
    --------
    >>> Suggestions(study)          # doctest: +SKIP
    """

    items: tuple[dict[str, str], ...]

    def __init__(self, study: Study):
        order = [problem.key for problem in study.problems]
        items = tuple(
            {"head": say.ordinal(number), "text": suggestion.text,
             "note": say.suggestion_note([order.index(key) for key in suggestion.problems],
                                         suggestion.lead, suggestion.term)}
            for number, suggestion in enumerate(study.suggestions))
        object.__setattr__(self, "items", items)

    def content(self) -> dict[str, Any]:
        text = "\n".join(f"{i['head']}{i['text']}{i['note']}" for i in self.items)
        return {"kind": "suggestions", "items": list(self.items), "text": text, "numbers": []}
