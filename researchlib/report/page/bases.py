"""How a sentence says its bases: 上报 gives percent and people, 课堂 the interval as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from researchlib.report import say as say_report
from researchlib.report.page import say
from researchlib.terms.words import Style

_SENTENCES = ("finding", "text")


def styled(content: Mapping[str, Any], style: Style) -> Mapping[str, Any]:
    """The same sentence with its bases (and intervals) behind the numbers; the rest as it is.

    A base that the sentence already says is not said again; every group has its own.
    """
    if content["kind"] not in _SENTENCES:
        return content
    said: set[tuple[str, int]] = set()
    before, runs = "", []
    for run in content["runs"]:
        runs.append(run)
        before += run["text"]
        if run["evidence"] is None:
            continue
        record = content["numbers"][run["evidence"]]
        interval = record.get("interval")
        if not interval or not record.get("n") or interval in content["text"]:
            continue
        if run["text"] != record["text"] and record["text"] in content["text"]:
            continue  # 近九成…（89%）: the percentage carries the base
        people = say_report.persons(record["n"])
        base = (record["name"] if record["by"] else "", record["n"])
        parts = [] if base in said or people in content["text"] else [people]
        if style is Style.CLASS:
            parts.insert(0, say.interval_is(interval))
        if parts:
            inside = before.count("（") > before.count("）")
            note = "，".join(parts)
            opening, closing = ("，", "") if inside else ("（", "）")
            for text, evidence in ((opening, None), (note, run["evidence"]), (closing, None)):
                runs.append({"text": text, "evidence": evidence, "unbound": False, "light": True})
            before += f"{opening}{note}{closing}"
            said.add(base)
    return {**content, "runs": runs, "text": "".join(run["text"] for run in runs)}
