"""How a sentence says its bases: 上报 gives percent and people, 课堂 the interval as well."""

from __future__ import annotations

from dataclasses import replace

from researchlib.protect import say as say_protect
from researchlib.report.objects.display import Choices, Display, Run, Sentence, joined
from researchlib.terms.words import Style


def styled(content: Display, style: Style) -> Display:
    """The same sentence with its bases (and intervals) behind the numbers; the rest as it is.

    A base that the sentence already says is not said again; every group has its own.
    """
    if isinstance(content, Choices):
        told = (tuple(styled(one, style) for one in made) for made in content.shown)
        return replace(content, shown=tuple(told))
    if not isinstance(content, Sentence):
        return content
    said: set[tuple[str, int]] = set()
    before = ""
    runs: list[Run] = []
    for run in content.runs:
        runs.append(run)
        before += run.text
        if run.evidence is None:
            continue
        number = content.numbers[run.evidence]
        if not number.interval or not number.n or number.interval in content.text:
            continue
        if run.text != number.text and number.text in content.text:
            continue  # 近九成…（89%）: the percentage carries the base
        people = say_protect.persons(number.n)
        base = (number.name if number.basis.by else "", number.n)
        parts = [] if base in said or people in content.text else [people]
        if style is Style.CLASS and number.interval_name != say_protect.RANKS:
            parts.insert(0, f"{number.interval_name}{number.interval}")
        if parts:
            opening, closing = (
                ("，", "") if before.count("（") > before.count("）") else ("（", "）")
            )
            note = "，".join(parts)
            for text, evidence in ((opening, None), (note, run.evidence), (closing, None)):
                runs.append(Run(text, evidence, light=True))
            before += f"{opening}{note}{closing}"
            said.add(base)
    return replace(content, runs=tuple(runs), text=joined(runs))
