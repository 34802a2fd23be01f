"""双录核对: two typists' sheets of the same paper forms, compared cell by cell."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from researchlib.read.exports.export import Export, read_export
from researchlib.read.exports.parts import Difference, conflicts, form_numbers, forms_of
from researchlib.read.lists import read_list
from researchlib.run import say as say_run
from researchlib.run.fieldwork import say
from researchlib.run.lists import renewed_list
from researchlib.store.files import write_atomic
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
        raise say.problem("no_form_numbers", export.path)
    twice = numbers[numbers.duplicated()]
    if len(twice):
        raise say.problem("form_twice", export.path, twice.iloc[0])
    return set(numbers)


def settle_list(differences: Sequence[Difference], path: Path) -> bytes:
    """双录核对单.xlsx: what each typed, and a column for what the paper says, which is kept."""
    form, column, *_, right = say.SETTLE_HEAD
    rows = [(d.form, d.column or say.WHOLE_FORM, d.first, d.second, "") for d in differences]
    columns = tuple(zip(say.SETTLE_HEAD, (10, 50, 24, 24, 24), strict=True))
    return renewed_list(path, say_run.SETTLE, columns, rows, key=(form, column), typed=(right,))


def read_settled(path: Path) -> dict[tuple[str, str], str]:
    """What the paper says, by form and column; a form as a whole has no column."""
    listed = read_list(path)
    form, column, *_, right = say.SETTLE_HEAD
    return {
        (row[form], "" if row[column] == say.WHOLE_FORM else row[column]): row[right]
        for row in (listed.named if listed else ())
        if row.get(right)
    }


def settled_entry(first: Export, second: Export, settled: Mapping[tuple[str, str], str]) -> bytes:
    """录入表_定.xlsx: the first sheet with what was settled, and the forms only the second has.

    A form that only one of them has stays out where the list says that it is not to count.
    """
    one, two = forms_of(first), forms_of(second)
    assert one is not None and two is not None
    dropped = {form for (form, column), word in settled.items() if not column and word in say.NOT}
    heads = [item.header for item in first.items]
    rows = []
    for export, forms, left in ((first, one, dropped), (second, two, dropped | set(one))):
        for row, form in forms.items():
            if form not in left:
                cells = export.frame.loc[row]
                rows.append(
                    [settled.get((form, i.header), cells[i.position]) for i in export.items]
                )
    return list_workbook(say.ENTRY, heads, [14] * len(heads), rows)


def settle(first: Path, second: Path) -> tuple[int, int, Path]:
    """How many cells of the two entries differ, how many of them nobody has settled, and what was
    written beside the first: the list of them or, all settled, the entry to count."""
    one, two = read_export(first), read_export(second)
    found, folder = compare_entries(one, two), first.resolve().parent
    listing = folder / f"{say_run.SETTLE}.xlsx"
    if found:
        write_atomic(listing, settle_list(found, listing))
    settled = read_settled(listing) if found else {}
    left = sum((d.form, d.column) not in settled for d in found)
    if left:
        return len(found), left, listing
    target = folder / f"{say_run.SETTLED_ENTRY}.xlsx"
    write_atomic(target, settled_entry(one, two, settled))
    return len(found), 0, target
