"""双录核对: two typists' sheets of the same paper forms, compared cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from researchlib.read.export import Export
from researchlib.read.headers import normal
from researchlib.run.listing import list_workbook
from researchlib.terms import words as w
from researchlib.terms.messages import forms as say


@dataclass(frozen=True)
class Difference:
    """One cell on which the two disagree, or a form that only one has (column empty)."""

    form: str
    column: str
    first: str
    second: str


def compare_entries(first: Export, second: Export) -> list[Difference]:
    """Every difference, in the order of form numbers; answers written otherwise are equal.

    Raises DataProblem where a sheet has no form numbers, or one twice.
    """
    one, two = (_by_form(export) for export in (first, second))
    columns = [item.header for item in first.items if not item.metadata]
    found: list[Difference] = []
    for form in sorted({*one, *two}, key=lambda f: (len(f), f)):
        if form not in one or form not in two:
            here = say.ENTERED if form in one else say.NOT_ENTERED
            there = say.ENTERED if form in two else say.NOT_ENTERED
            found.append(Difference(form, "", here, there))
            continue
        for column in columns:
            a, b = one[form].get(column, ""), two[form].get(column, "")
            if normal(a) != normal(b):
                found.append(Difference(form, column, a, b))
    return found


def _by_form(export: Export) -> dict[str, dict[str, str]]:
    numbers = export.metadata(w.FORM_NUMBER, w.SERIAL)
    if numbers is None or (numbers == "").any():
        raise say.no_form_numbers(export.path)
    twice = numbers[numbers.duplicated()]
    if len(twice):
        raise say.form_twice(export.path, twice.iloc[0])
    names = [item.header for item in export.items]
    rows = export.frame.itertuples(index=False, name=None)
    return {number: dict(zip(names, row, strict=True))
            for number, row in zip(numbers, rows, strict=True)}


def settle_list(differences: Sequence[Difference]) -> bytes:
    """双录核对单.xlsx: what each typed, and an empty column for what the paper says."""
    rows = ((d.form, d.column, d.first, d.second, "") for d in differences)
    return list_workbook(say.SETTLE, say.SETTLE_HEAD, (10, 50, 24, 24, 24), rows)
