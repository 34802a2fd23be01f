"""Questions side by side that are items of one scale, put together under one heading."""

from collections.abc import Sequence
from dataclasses import replace

from researchlib.draft import say
from researchlib.draft.drafted import Drafted, one_scale
from researchlib.terms import scales
from researchlib.terms import words as w

_LEAST, _TOGETHER = 3, 0.3


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
    match = scales.ITEM_NUMBER.fullmatch(drafted.question.text)
    return (
        (match[1], int(match[2])) if match and not scales.ANY_NAME.fullmatch(match[1]) else ("", 0)
    )


def _goes_on(run: Sequence[Drafted], one: Drafted) -> bool:
    last, questions = run[-1], [d.question for d in (*run, one)]
    if any(q.stem for q in questions):
        return False
    before, now = last.codes, one.codes
    if before is None or now is None:
        worded = [*dict.fromkeys(c for q in questions for c in q.choices)]
        return all(q.kind is w.Kind.SCALE for q in questions) and bool(scales.wording(worded))
    ends, others = (scales.anchors(d.question.text) for d in (one, last))
    if len(ends) > 1 or len(others) > 1:
        return ends == others
    (name, number), (other, previous) = _name(one), _name(last)
    if name or other:
        return name == other and number == previous + 1
    counted = any(w.COUNT_TITLE.search(q.text) for q in questions)
    return not counted and before.max() == now.max() and before.corr(now) >= _TOGETHER


def _joined(run: Sequence[Drafted]) -> list[Drafted]:
    first, coded = run[0].question, run[0].codes is not None
    stem = _name(run[0])[0] or say.items_of(first.text, len(run))
    rows = [
        replace(
            d,
            doubt=say.items_joined(coded),
            question=replace(d.question, variable=f"{first.variable}.r{k}", stem=stem),
        )
        for k, d in enumerate(run, 1)
    ]
    return one_scale(rows)
