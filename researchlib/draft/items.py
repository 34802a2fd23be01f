"""Questions side by side that are items of one scale, put together under one heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from researchlib.draft import say
from researchlib.draft.codebook import Drafted, with_choices
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity

_LEAST, _TOGETHER = 3, 0.3
_NUMBERED = re.compile(r"(.*?)第?[\W_]*?0*(\d{1,3})\D{0,2}", re.DOTALL)
_ANY_NAME = re.compile(r"[QqVvXx题]?|var|item", re.IGNORECASE)


def join_items(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Three or more neighbours of one name and number, of the same worded answers, or of the same
    codes that go together become the rows of one matrix, cut at the range of the whole."""
    runs: list[list[Drafted]] = []
    for one in drafted:
        if runs and _goes_on(runs[-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [d for run in runs for d in (_joined(run) if len(run) >= _LEAST else run)]


def _name(drafted: Drafted) -> tuple[str, int]:
    match = _NUMBERED.fullmatch(drafted.question.text)
    return (match[1], int(match[2])) if match and not _ANY_NAME.fullmatch(match[1]) else ("", 0)


def _goes_on(run: Sequence[Drafted], one: Drafted) -> bool:
    last, questions = run[-1], [d.question for d in (*run, one)]
    if any(q.stem for q in questions):
        return False
    if last.codes is None or one.codes is None:
        worded = [*dict.fromkeys(c for q in questions for c in q.choices)]
        return all(q.kind is Kind.SCALE for q in questions) and bool(scales.wording(worded))
    (name, number), (before, previous) = _name(one), _name(last)
    if name or before:
        return name == before and number == previous + 1
    counted = any(w.COUNT_TITLE.search(q.text) for q in questions)
    same = last.codes.max() == one.codes.max()
    return not counted and same and last.codes.corr(one.codes) >= _TOGETHER


def _joined(run: Sequence[Drafted]) -> list[Drafted]:
    """The items as rows: choices of the whole, or numbers where some have been filled in."""
    first = run[0].question
    stem = _name(run[0])[0] or say.items_of(first.text, len(run))
    kind, choices = Kind.SCALE, [*dict.fromkeys(c for d in run for c in d.question.choices)]
    codes = [d.codes for d in run if d.codes is not None]
    if codes:
        low, top = scales.named_range(first.text)
        low = low if top else min(int(min(c.min() for c in codes)), 1)
        choices = [str(k) for k in range(low, int(max(top, *(c.max() for c in codes))) + 1)]
        kind = Kind.NUMBER if any((c % 1 > 0).any() for c in codes) else kind
    level = min((d.question.sensitivity for d in run), key=list(Sensitivity).index)
    return [
        replace(
            d,
            sure=0.85,
            doubt=say.items_joined(bool(codes)),
            question=replace(
                with_choices(
                    replace(d.question, stem=stem),
                    kind,
                    () if kind is Kind.NUMBER else scales.scale_order(choices) or choices,
                ),
                variable=f"{first.variable}.r{k}",
                sensitivity=level,
            ),
        )
        for k, d in enumerate(run, 1)
    ]
