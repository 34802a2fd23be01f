"""Several files of one questionnaire: members typed different forms, days were exported apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from researchlib.read.exports import say
from researchlib.read.exports.export import Export
from researchlib.read.exports.headers import Item, normal
from researchlib.terms import words as w
from researchlib.terms.text import whole


@dataclass(frozen=True)
class Difference:
    """One cell on which two files disagree about a form; the column is empty where only one of
    them has the form."""

    form: str
    column: str
    first: str
    second: str


def form_numbers(export: Export) -> pd.Series | None:
    """The number of each form: 问卷编号, or the platform's 序号."""
    numbers = export.metadata(w.FORM_NUMBER, w.SERIAL)
    return None if numbers is None else numbers.map(whole)


def forms_of(export: Export) -> pd.Series | None:
    """The number of each form, when every form has one of its own."""
    numbers = form_numbers(export)
    return numbers if numbers is not None and "" not in set(numbers) and numbers.is_unique else None


def same_columns(one: Export, other: Export) -> bool:
    """The same questions in the same order."""
    return [normal(i.header) for i in one.items] == [normal(i.header) for i in other.items]


def conflicts(one: Export, other: Export) -> list[Difference]:
    """Every cell on which two files disagree about the same form, by the header of its column;
    answers written otherwise are equal, a column that the other lacks is empty there."""
    first, second = forms_of(one), forms_of(other)
    if first is None or second is None:
        return []
    place = {form: row for row, form in second.items()}
    rows = [row for row, form in first.items() if form in place]
    there = [place[first[row]] for row in rows]
    columns = _by_header(other)
    found = []
    for key, (item, told) in _by_header(one).items():
        if item.metadata:
            continue
        mine = told.loc[rows]
        theirs = columns[key][1].loc[there] if key in columns else [""] * len(rows)
        found += [
            Difference(first[row], item.header, a, b)
            for row, a, b in zip(rows, mine, theirs, strict=True)
            if normal(a) != normal(b)
        ]
    order = {form: k for k, form in enumerate(first)}
    return sorted(found, key=lambda d: order[d.form])


def _by_header(export: Export) -> dict[tuple[str, int], tuple[Item, pd.Series]]:
    """Columns by their header and how often it stood before."""
    seen: dict[str, int] = {}
    made = {}
    for item in export.items:
        name = normal(item.header)
        made[name, seen.get(name, 0)] = item, export.frame[item.position]
        seen[name] = seen.get(name, 0) + 1
    return made


def can_join(one: Export, other: Export) -> bool:
    """Parts of one whole: same columns, numbered forms, no form answered in two ways."""
    numbered = forms_of(one) is not None and forms_of(other) is not None
    return numbered and same_columns(one, other) and not conflicts(one, other)


def join(source: str, parts: Sequence[Export]) -> Export:
    """One export from its parts; a form in two of them counts once, rows go on counting.

    Raises DataProblem where the parts are two versions rather than two parts.
    """
    whole = parts[0]
    for part in parts[1:]:
        known, forms = forms_of(whole), forms_of(part)
        if known is None or forms is None or not can_join(whole, part):
            raise say.problem("two_exports", source, [p.path.name for p in parts])
        fresh = part.frame[~forms.isin(known)]
        start = int(whole.frame.index.max())
        fresh.index = fresh.index + start
        told = (
            *whole.notes,
            *part.notes,
            say.joined(part.path.name, len(fresh), len(part.frame) - len(fresh), start + 2),
        )
        sheets = (*whole.sheets, *part.sheets)
        whole = replace(whole, frame=pd.concat([whole.frame, fresh]), notes=told, sheets=sheets)
    return whole
