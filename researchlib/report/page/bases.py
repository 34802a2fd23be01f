"""How a sentence says its bases: 上报 gives percent, count and base, 课堂 base and interval."""

from dataclasses import replace

from researchlib.protect import say as say_protect
from researchlib.protect.cells import PERCENT
from researchlib.protect.number import Number
from researchlib.report import say as say_report
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
        notes = [] if base in said or people in content.text else [Run(people, run.evidence)]
        if style is not Style.CLASS and people not in content.text:
            notes = [*_counted(number, run), *notes]
        elif style is Style.CLASS and number.interval_name != say_protect.RANKS:
            interval = f"{number.interval_name}{number.interval}"
            notes = [Run("，".join([interval, *(one.text for one in notes)]), run.evidence)]
        if notes:
            nested = before.count("（") > before.count("）")
            opening, closing = ("，", "") if nested else ("（", "）")
            closing = say_report.ANSWERED * notes[-1].text.endswith(people) + closing
            between = [piece for note in notes for piece in (note, Run("，"))][:-1]
            pieces = [Run(opening), *between, Run(closing)]
            runs += [replace(piece, light=True) for piece in pieces if piece.text]
            before += joined(pieces)
            said.add(base)
    return replace(content, runs=tuple(runs), text=joined(runs))


def _counted(number: Number, run: Run) -> list[Run]:
    """How many gave the answer, where share and base tell it to every reader already."""
    low, high = (number.bounds and number.bounds.count) or (0, 1)
    inside = low == high and 0 < low < (number.n or 0) and run.text.endswith(PERCENT)
    return [Run(say_protect.persons(low), run.evidence, count=True)] if inside else []
