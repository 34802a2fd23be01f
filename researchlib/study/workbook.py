"""课题表.xlsx, already read as text, checked row by row and made into a Study."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from researchlib.study.codebook import Codebook, Question
from researchlib.study.sheets import BASIC_ITEMS, SHEETS
from researchlib.study.study import Decision, Fact, Source, Study
from researchlib.terms import words as w
from researchlib.terms.messages import study as say

Grid = Sequence[Sequence[str]]
_VARIABLE = re.compile(r"[A-Za-z]\w*(\.\w+)?", re.ASCII)
_CHOSEN = {w.Rule.UNSURE: (w.UNSURE_MISSING, w.UNSURE_IN_BASE)}


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
        if sheet not in self.sheets:
            self.mistakes.append(say.sheet_missing(sheet))
            return []
        grid = self.sheets[sheet]
        header = [cell.strip() for cell in grid[0]] if grid else []
        absent = [c.name for c in SHEETS[sheet] if c.name not in header]
        self.mistakes += [say.column_missing(sheet, name) for name in absent]
        rows = [
            Row(number, dict(zip(header, (c.strip() for c in cells), strict=False)))
            for number, cells in enumerate(grid[1:], 2)
            if any(c.strip() for c in cells)
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
                    say.cell_unlisted(sheet, row.number, column.name, value, column.allowed))

    def unique(self, sheet: str, rows: Sequence[Row], *columns: str) -> None:
        """The same key twice is a mistake."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[c] for c in columns)
            if all(key) and key in first:
                self.mistakes.append(
                    say.cell_repeated(sheet, row.number, columns[-1], key[-1], first[key]))
            first.setdefault(key, row.number)

    def known(self, sheet: str, row: Row, column: str, allowed: Sequence[str]) -> None:
        """A name that another sheet must hold."""
        if row[column] and row[column] not in allowed:
            self.mistakes.append(
                say.cell_unknown(sheet, row.number, column, row[column], allowed))

    def number(self, sheet: str, row: Row, column: str) -> int | None:
        """A whole number, or nothing."""
        value = row[column].replace(",", "")
        if not value:
            return None
        if not value.isdecimal():
            self.mistakes.append(say.cell_not_number(sheet, row.number, column, row[column]))
            return None
        return int(value)


def study_from_sheets(
    sheets: Mapping[str, Grid], folder: Path, fingerprint: str,
) -> Study:
    """Check every sheet and build the Study; all mistakes are told in one go."""
    reading = Reading(sheets)
    basics = _basics(reading)
    sources = _sources(reading)
    codebooks = _codebooks(reading, sources)
    decisions = _decisions(reading, sources, codebooks)
    facts = _facts(reading)
    term_rows = reading.rows(w.TERMS)
    if basics.get(w.EDITION) == w.Edition.FINAL and not (
            basics.get(w.APPROVER) and basics.get(w.APPROVED_ON)):
        reading.mistakes.append(say.final_needs_approval())
    if reading.mistakes:
        raise say.mistakes(reading.mistakes)
    approved = " ".join(filter(None, (basics.get(w.APPROVER), basics.get(w.APPROVED_ON))))
    return Study(
        name=folder.name, folder=folder, title=basics[w.TITLE], group=basics[w.GROUP],
        place=basics[w.PLACE], period=basics[w.PERIOD], group_size=int(basics[w.GROUP_SIZE]),
        edition=w.Edition(basics[w.EDITION]), distribution=basics[w.DISTRIBUTION],
        simulated=basics[w.SIMULATED] == w.YES, approved=approved, sources=sources,
        codebooks=codebooks, decisions=decisions, facts=facts,
        terms=tuple(row[w.TERM] for row in term_rows), fingerprint=fingerprint,
    )


def _basics(reading: Reading) -> dict[str, str]:
    rows = reading.rows(w.BASICS)
    reading.unique(w.BASICS, rows, w.ITEM)
    by_item = {row[w.ITEM]: row for row in rows}
    for item in BASIC_ITEMS:
        if item not in by_item:
            reading.mistakes.append(say.basics_missing(item))
        elif not by_item[item][w.CONTENT]:
            reading.mistakes.append(say.cell_empty(w.BASICS, by_item[item].number, item))
    if w.GROUP_SIZE in by_item:
        reading.number(w.BASICS, by_item[w.GROUP_SIZE], w.CONTENT)
    for item, allowed in ((w.EDITION, tuple(w.Edition)), (w.SIMULATED, (w.YES, w.NO))):
        row = by_item.get(item)
        if row and row[w.CONTENT] and row[w.CONTENT] not in allowed:
            reading.mistakes.append(
                say.cell_unlisted(w.BASICS, row.number, item, row[w.CONTENT], allowed))
    return {item: row[w.CONTENT] for item, row in by_item.items()}


def _sources(reading: Reading) -> dict[str, Source]:
    rows = reading.rows(w.SOURCES)
    reading.unique(w.SOURCES, rows, w.SOURCE)
    found = {}
    for row in rows:
        population = reading.number(w.SOURCES, row, w.POPULATION)
        issued = None
        if row[w.ISSUED] != w.ISSUED_UNKNOWN:
            issued = reading.number(w.SOURCES, row, w.ISSUED)
        if row[w.SAMPLING] in (w.Sampling.RANDOM, w.Sampling.CENSUS) and population is None:
            reading.mistakes.append(say.cell_empty(w.SOURCES, row.number, w.POPULATION))
        if row[w.MODE] in tuple(w.Mode) and row[w.SAMPLING] in tuple(w.Sampling):
            found[row[w.SOURCE]] = Source(
                row[w.SOURCE], row[w.SOURCE_NAME], row[w.RESPONDENTS], w.Mode(row[w.MODE]),
                w.Sampling(row[w.SAMPLING]), population, issued, row[w.CHANNEL])
    return found


def _lines(cell: str) -> tuple[str, ...]:
    """Choices stand one a line; a full-width semicolon serves too."""
    return tuple(part.strip() for part in re.split(r"[\n；]", cell) if part.strip())


def _codebooks(reading: Reading, sources: Mapping[str, Source]) -> dict[str, Codebook]:
    rows = reading.rows(w.CODEBOOK)
    reading.unique(w.CODEBOOK, rows, w.SOURCE, w.VARIABLE)
    questions: dict[str, list[Question]] = {key: [] for key in sources}
    for row in rows:
        reading.known(w.CODEBOOK, row, w.SOURCE, list(sources))
        question = _question(reading, row)
        if question and row[w.SOURCE] in questions:
            questions[row[w.SOURCE]].append(question)
    return {key: Codebook(tuple(found)) for key, found in questions.items()}


def _question(reading: Reading, row: Row) -> Question | None:
    choices = _lines(row[w.CHOICES])
    unsure = _lines(row[w.UNSURE])
    if row[w.VARIABLE] and not _VARIABLE.fullmatch(row[w.VARIABLE]):
        reading.mistakes.append(say.bad_variable(row.number, row[w.VARIABLE]))
    if row[w.KIND] not in tuple(w.Kind) or row[w.SENSITIVITY] not in tuple(w.Sensitivity):
        return None
    kind = w.Kind(row[w.KIND])
    if kind in (w.Kind.SINGLE, w.Kind.MULTIPLE, w.Kind.RANKING, w.Kind.SCALE) and not choices:
        reading.mistakes.append(say.choices_missing(row.number, kind))
    for choice in unsure:
        if choice not in choices:
            reading.mistakes.append(
                say.cell_unknown(w.CODEBOOK, row.number, w.UNSURE, choice, choices))
    return Question(
        row[w.VARIABLE], row[w.TEXT], kind, choices, row[w.STEM], row[w.SHORT], unsure,
        row[w.REVERSED] == w.YES, w.Sensitivity(row[w.SENSITIVITY]), row[w.NOUN],
        row[w.INSTRUMENT], _merges(reading, row, choices), row[w.UNIT])


def _merges(
    reading: Reading, row: Row, choices: Sequence[str],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    merges = []
    for line in _lines(row[w.MERGE]):
        new, equals, olds = line.partition("=")
        parts = tuple(part.strip() for part in olds.split("+"))
        if not equals or not new.strip() or len(parts) < 2:
            reading.mistakes.append(say.bad_merge(row.number, line))
            continue
        for part in parts:
            if part not in choices:
                reading.mistakes.append(
                    say.cell_unknown(w.CODEBOOK, row.number, w.MERGE, part, choices))
        merges.append((new.strip(), parts))
    return tuple(merges)


def _decisions(
    reading: Reading, sources: Mapping[str, Source], codebooks: Mapping[str, Codebook],
) -> tuple[Decision, ...]:
    rows = reading.rows(w.RULES)
    reading.unique(w.RULES, rows, w.RULE)
    found = []
    for row in rows:
        reading.known(w.RULES, row, w.SOURCE, list(sources))
        if row[w.RULE_KIND] not in tuple(w.Rule) or row[w.SOURCE] not in sources:
            continue
        rule = w.Rule(row[w.RULE_KIND])
        _check_parameter(reading, row, rule, codebooks[row[w.SOURCE]])
        found.append(Decision(row[w.RULE], row[w.SOURCE], rule, row[w.PARAMETER],
                              row[w.CHOSEN], _lines(row[w.ALTERNATIVES]), row[w.REASON]))
    return tuple(found)


def _check_parameter(reading: Reading, row: Row, rule: w.Rule, codebook: Codebook) -> None:
    variables = [q.variable for q in codebook] + sorted({q.group for q in codebook if q.group})
    if rule in (w.Rule.STRAIGHT, w.Rule.FILTER):
        if not row[w.PARAMETER]:
            reading.mistakes.append(say.cell_empty(w.RULES, row.number, w.PARAMETER))
        reading.known(w.RULES, row, w.PARAMETER, variables)
    values = (row[w.CHOSEN], *_lines(row[w.ALTERNATIVES]))
    check: Callable[[str], bool] = {
        w.Rule.TOO_FAST: lambda v: v.isdecimal() or v == w.NOT_EXCLUDED,
        w.Rule.STRAIGHT: lambda v: v in (w.YES, w.NOT_EXCLUDED),
        w.Rule.UNSURE: lambda v: v in _CHOSEN[w.Rule.UNSURE],
        w.Rule.FILTER: lambda v: v == w.NO_FILTER or row[w.PARAMETER] not in codebook
        or v in codebook[row[w.PARAMETER]].choices,
    }[rule]
    expected = {
        w.Rule.TOO_FAST: ("60", w.NOT_EXCLUDED),
        w.Rule.STRAIGHT: (w.YES, w.NOT_EXCLUDED),
        w.Rule.UNSURE: _CHOSEN[w.Rule.UNSURE],
        w.Rule.FILTER: (w.NO_FILTER,),
    }[rule]
    for value in values:
        if value and not check(value):
            reading.mistakes.append(
                say.cell_unlisted(w.RULES, row.number, w.CHOSEN, value, expected))


def _facts(reading: Reading) -> dict[str, Fact]:
    supplied, observed = reading.rows(w.SUPPLIED), reading.rows(w.OBSERVED)
    reading.unique(w.SUPPLIED, supplied, w.FACT)
    reading.unique(w.OBSERVED, observed, w.FACT)
    facts = {
        row[w.FACT]: Fact(row[w.FACT], row[w.FACT_TEXT], w.FactSource.SUPPLIED, row[w.FACT_BY],
                          row[w.CHECKED] == w.YES)
        for row in supplied
    }
    for row in observed:
        if row[w.FACT] in facts:
            reading.mistakes.append(
                say.cell_repeated(w.OBSERVED, row.number, w.FACT, row[w.FACT], 0))
        facts[row[w.FACT]] = Fact(row[w.FACT], row[w.FACT_TEXT], w.FactSource.OBSERVED,
                                  f"{row[w.SEEN_WHERE]} {row[w.SEEN_WHEN]}", True)
    return facts
