"""双录核对: two typists' sheets of the same paper forms, compared cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.read.exports.export import Export
from researchlib.read.exports.parts import Difference, conflicts, form_numbers
from researchlib.run import say as say_run
from researchlib.run.fieldwork import say
from researchlib.store.xlsx import list_workbook


def compare_entries(first: Export, second: Export) -> list[Difference]:
    """Every difference, in the order of form numbers; a form that only one has is told as such.

    Raises DataProblem where a sheet has no form numbers, or one twice.
    """
    one, two = (_forms(export) for export in (first, second))
    alone = [
        Difference(
            form,
            "",
            *((say.ENTERED, say.NOT_ENTERED) if form in one else (say.NOT_ENTERED, say.ENTERED)),
        )
        for form in one ^ two
    ]
    return sorted([*alone, *conflicts(first, second)], key=lambda d: (len(d.form), d.form))


def _forms(export: Export) -> set[str]:
    numbers = form_numbers(export)
    if numbers is None or "" in set(numbers):
        raise say.no_form_numbers(export.path)
    twice = numbers[numbers.duplicated()]
    if len(twice):
        raise say.form_twice(export.path, twice.iloc[0])
    return set(numbers)


def settle_list(differences: Sequence[Difference]) -> bytes:
    """双录核对单.xlsx: what each typed, and an empty column for what the paper says."""
    rows = ((d.form, d.column, d.first, d.second, "") for d in differences)
    return list_workbook(say_run.SETTLE, say.SETTLE_HEAD, (10, 50, 24, 24, 24), rows)
