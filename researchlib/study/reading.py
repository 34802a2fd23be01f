"""A workbook being checked: every mistake is collected, with sheet, row and column."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from researchlib.study import say
from researchlib.study.sheets import LISTED, OPTIONAL_SHEETS, SHEETS, Column
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows, head_of, visible

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Row:
    """One filled row of a sheet, with its number as Excel counts."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Reading:
    """The workbook being checked: every mistake is collected, then told together."""

    sheets: Mapping[str, Grid]
    mistakes: list[str] = field(default_factory=list)

    def rows(self, sheet: str, *key: str) -> list[Row]:
        """The filled rows of a sheet, each cell checked against its column, each key once."""
        if sheet not in self.sheets and sheet in OPTIONAL_SHEETS:
            return []
        if sheet not in self.sheets:
            self.mistakes.append(say.sheet_missing(sheet))
            return []
        grid = self.sheets[sheet]
        header = head_of(grid)
        columns = SHEETS[LISTED.get(sheet, sheet)]
        self.mistakes += [
            say.column_missing(sheet, column.name)
            for column in columns
            if column.name not in header and not (column.later and sheet in SHEETS)
        ]
        rows = [
            Row(sheet, number, {name: visible(cell).strip() for name, cell in cells.items()})
            for number, cells in filled_rows(grid)
            if not next(iter(cells.values())).startswith(w.SHOWN_ROW)
        ]
        for row in rows:
            self._check(row, [c for c in columns if c.name in header])
        if key:
            self.unique(rows, *key)
        return rows

    def wrong(self, row: Row, column: str, text: str) -> None:
        """A mistake in one cell."""
        self.mistakes.append(say.in_cell(row.sheet, row.number, column) + text)

    def _check(self, row: Row, columns: Sequence[Column]) -> None:
        for column in columns:
            value = row[column.name]
            if column.required and not value:
                self.wrong(row, column.name, say.EMPTY)
            elif value and column.allowed and value not in column.allowed:
                self.wrong(row, column.name, say.unlisted(value, column.allowed))

    def of_source(self, sheet: str, sources: Collection[str]) -> list[Row]:
        """The rows of a sheet, each with its questionnaire: the only one need not be named."""
        rows = []
        for row in self.rows(sheet):
            if not row[w.SOURCE] and len(sources) == 1:
                row = replace(row, cells={**row.cells, w.SOURCE: next(iter(sources))})
            elif not row[w.SOURCE]:
                self.wrong(row, w.SOURCE, say.EMPTY)
            self.known(row, w.SOURCE, sources)
            rows.append(row)
        return rows

    def unique(self, rows: Sequence[Row], *columns: str) -> None:
        """The same key twice is a mistake."""
        first: dict[tuple[str, ...], Row] = {}
        for row in rows:
            key = tuple(row[c] for c in columns)
            same = first.setdefault(key, row)
            if all(key) and same is not row:
                elsewhere = "" if same.sheet == row.sheet else same.sheet
                self.wrong(row, columns[-1], say.repeated(key[-1], elsewhere, same.number))

    def known(
        self,
        row: Row,
        column: str,
        allowed: Collection[str],
        names: Sequence[str] | None = None,
    ) -> list[str]:
        """Of the names in a cell (its one name, unless given) those that stand where they must;
        any other is a mistake."""
        names = [row[column]] if names is None else names
        for name in names:
            if name and name not in allowed:
                self.wrong(row, column, say.unknown(name, list(allowed)))
        return [name for name in names if name in allowed]

    def number(self, row: Row, column: str) -> int | None:
        """A whole number, or nothing."""
        value = row[column].replace(",", "")
        if not value:
            return None
        if not value.isdecimal():
            self.wrong(row, column, say.not_number(row[column]))
            return None
        return int(value)


def lines(cell: str) -> tuple[str, ...]:
    """Several values in one cell stand one a line; a full-width semicolon serves too."""
    return tuple(part.strip() for part in re.split(r"[\n；]", cell) if part.strip())
