"""Who is shown a question (显示条件), where the skips in the data follow an earlier answer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from researchlib.clean.answers import Status
from researchlib.clean.convert import Converted, convert
from researchlib.draft.drafted import Drafted
from researchlib.read.exports.export import Export
from researchlib.terms.words import Kind


def with_conditions(export: Export, drafted: Sequence[Drafted]) -> list[Drafted]:
    """Every drafted question with the nearest earlier single choice that its skips follow.

    They follow when nobody who gave one of some choices skipped the question and everybody else
    did. Where no earlier question tells, none is drafted.
    """
    gates: list[tuple[str, Converted]] = []
    found = []
    for draft in drafted:
        question = draft.question
        converted = convert(export, question, unsure_in_base=True)
        shown = converted.status != Status.SKIPPED
        condition = None
        if shown.any() and not shown.all():
            rules = ((name, _leading(gate, name, shown)) for name, gate in reversed(gates))
            condition = next(((name, choices) for name, choices in rules if choices), None)
        if question.kind is Kind.SINGLE and not question.group:
            gates.append((question.variable, converted))
        found.append(replace(draft, question=replace(question, shown_when=condition)))
    return found


def _leading(gate: Converted, variable: str, shown: np.ndarray) -> tuple[str, ...]:
    """The choices after which the question came, if these and no others lead to it."""
    given = gate.columns[variable].astype(object).to_numpy()
    answered = gate.status == Status.ANSWERED
    led = dict.fromkeys(given[shown & answered])
    past = set(given[~shown & answered])
    if not past or set(led) & past or (shown & ~answered).any():
        return ()
    return tuple(choice for choice in gate.columns[variable].cat.categories if choice in led)
