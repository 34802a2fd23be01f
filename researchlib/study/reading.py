"""A workbook being checked: every mistake is collected, with sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from researchlib.study import say
from researchlib.study.sheets import OPTIONAL_COLUMNS, OPTIONAL_SHEETS, SHEETS
from researchlib.terms import words as w

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Row:
    """One filled row of a sheet, with its number as Excel counts."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Reading:
    """The workbook being checked: every mistake is collected, then told together."""

    sheets: Mapping[str, Grid]
    mistakes: list[str] = field(default_factory=list)

    def rows(self, sheet: str) -> list[Row]:
        """The filled rows of a sheet, each cell checked against its column."""
        if sheet not in self.sheets and sheet in OPTIONAL_SHEETS:
            return []
        if sheet not in self.sheets:
            self.mistakes.append(say.sheet_missing(sheet))
            return []
        grid = self.sheets[sheet]
        header = [cell.strip() for cell in grid[0]] if grid else []
        absent = [c.name for c in SHEETS[sheet] if c.name not in header]
        self.mistakes += [
            say.column_missing(sheet, name)
            for name in absent
            if (sheet, name) not in OPTIONAL_COLUMNS
        ]
        rows = [
            Row(number, dict(zip(header, (c.strip() for c in cells), strict=False)))
            for number, cells in enumerate(grid[1:], 2)
            if any(c.strip() for c in cells) and not cells[0].startswith(w.SHOWN_ROW)
        ]
        for row in rows:
            self._check(sheet, row, absent)
        return rows

    def _check(self, sheet: str, row: Row, absent: Sequence[str]) -> None:
        for column in SHEETS[sheet]:
            value = row[column.name]
            if column.name in absent:
                continue
            if column.required and not value:
                self.mistakes.append(say.cell_empty(sheet, row.number, column.name))
            elif value and column.allowed and value not in column.allowed:
                self.mistakes.append(
                    say.cell_unlisted(sheet, row.number, column.name, value, column.allowed)
                )

    def of_source(self, sheet: str, sources: Collection[str]) -> list[Row]:
        """The rows of a sheet, each with its questionnaire: the only one need not be named."""
        rows = []
        for row in self.rows(sheet):
            if not row[w.SOURCE] and len(sources) == 1:
                row = Row(row.number, {**row.cells, w.SOURCE: next(iter(sources))})
            elif not row[w.SOURCE]:
                self.mistakes.append(say.cell_empty(sheet, row.number, w.SOURCE))
            self.known(sheet, row, w.SOURCE, list(sources))
            rows.append(row)
        return rows

    def unique(self, sheet: str, rows: Sequence[Row], *columns: str) -> None:
        """The same key twice is a mistake."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[c] for c in columns)
            if all(key) and key in first:
                self.mistakes.append(
                    say.cell_repeated(sheet, row.number, columns[-1], key[-1], first[key])
                )
            first.setdefault(key, row.number)

    def known(self, sheet: str, row: Row, column: str, allowed: Sequence[str]) -> None:
        """A name that another sheet must hold."""
        if row[column] and row[column] not in allowed:
            self.mistakes.append(say.cell_unknown(sheet, row.number, column, row[column], allowed))

    def number(self, sheet: str, row: Row, column: str) -> int | None:
        """A whole number, or nothing."""
        value = row[column].replace(",", "")
        if not value:
            return None
        if not value.isdecimal():
            self.mistakes.append(say.cell_not_number(sheet, row.number, column, row[column]))
            return None
        return int(value)


def lines(cell: str) -> tuple[str, ...]:
    """Several values in one cell stand one a line; a full-width semicolon serves too."""
    return tuple(part.strip() for part in re.split(r"[\n；]", cell) if part.strip())
