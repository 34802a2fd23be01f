"""题目对照表: rows of the workbook to questions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os.path import commonprefix

from researchlib.study import say
from researchlib.study.codebook import Codebook, Question, Scoring
from researchlib.study.reading import Reading, Row, lines
from researchlib.study.study import Source
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import fold, is_number

_NUMBER_OF = "number"
_VARIABLE = re.compile(r"[A-Za-z]\w*(\.\w+)?", re.ASCII)


def read_codebooks(
    reading: Reading,
    sources: Mapping[str, Source],
    guarded: bool,
) -> dict[str, Codebook]:
    rows = _named(reading.of_source(w.CODEBOOK, sources))
    reading.unique(rows, w.SOURCE, w.VARIABLE)
    questions: dict[str, list[Question]] = {key: [] for key in sources}
    for row in rows:
        question = _question(reading, row)
        if question and row[w.SOURCE] in questions:
            questions[row[w.SOURCE]].append(question)
    _check_conditions(reading, rows, questions)
    books = {key: Codebook(tuple(found), guarded=guarded) for key, found in questions.items()}
    scored = reading.of_source(w.SCORING, sources)
    reading.unique(scored, w.SOURCE, w.VARIABLE)
    return {
        key: replace(
            book, scoring=_scoring(reading, [row for row in scored if row[w.SOURCE] == key], book)
        )
        for key, book in books.items()
    }


def _named(rows: Sequence[Row]) -> list[Row]:
    """Every row with its question's number, a variable, and its title without a typed number.

    Questions are numbered as they stand, the rows of one stem together; a number typed in front
    of a title goes before that. Rows of one stem are items of one matrix: "stem.row".
    """
    named: list[Row] = []
    numbers: Counter[str] = Counter()
    stems: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row[w.STEM]:
            stems.setdefault((row[w.SOURCE], row[w.STEM]), []).append(row)
    for row in rows:
        items = stems.get((row[w.SOURCE], row[w.STEM]), [row])
        numbers[row[w.SOURCE]] += row is items[0]
        typed = w.TYPED_NUMBER.match(row[w.STEM] or row[w.TEXT])
        number = typed[1] if typed else str(numbers[row[w.SOURCE]])
        if row is not items[0] and not typed:
            number = next(n[_NUMBER_OF] for n in named if n.number == items[0].number)
        cells = {
            **row.cells,
            _NUMBER_OF: number,
            w.VARIABLE: _variable(row, items, number),
            w.TEXT: w.TYPED_NUMBER.sub("", row[w.TEXT]),
            w.STEM: w.TYPED_NUMBER.sub("", row[w.STEM]),
        }
        named.append(replace(row, cells=cells))
    return named


def _variable(row: Row, items: Sequence[Row], number: str) -> str:
    """The name a row goes by where its own is missing, or does not say that it is an item."""
    own = row[w.VARIABLE]
    alike = len({(i[w.KIND], i[w.CHOICES]) for i in items}) == 1
    if len(items) == 1 or not alike or "." in own:
        place = f"_{items.index(row) + 1}" if len(items) > 1 else ""
        return own or f"q{number}{place}"
    shared = commonprefix([i[w.VARIABLE] for i in items]).rstrip("0123456789_")
    return f"{shared or f'q{number}'}.{own or items.index(row) + 1}"


def _scoring(
    reading: Reading,
    rows: Sequence[Row],
    book: Codebook,
) -> tuple[tuple[str, Scoring], ...]:
    """量表计分: a row a scale."""
    known = list(dict.fromkeys(q.group for q in book if q.group and q.kind is w.Kind.SCALE))
    scorings = []
    for row in rows:
        reading.known(row, w.VARIABLE, known)
        bands = tuple(_band(reading, row, line) for line in lines(row[w.BANDS]))
        if bands and not row[w.BANDS_FROM]:
            reading.wrong(row, w.BANDS_FROM, say.EMPTY)
        if [b for _, b in bands] != sorted({b for _, b in bands}):
            reading.wrong(row, w.BANDS, say.bands_unordered(row[w.BANDS]))
        scorings.append(
            (
                row[w.VARIABLE],
                Scoring(
                    row[w.SCORED_AS] == w.AS_TOTAL,
                    reading.number(row, w.START) or 0,
                    _share_of(reading, row),
                    bands,
                    row[w.BANDS_FROM],
                    row[w.PERMISSION],
                    row[w.CONSENTS],
                ),
            )
        )
    return tuple(scorings)


def _band(reading: Reading, row: Row, line: str) -> tuple[str, float]:
    name, equals, lowest = (part.strip() for part in line.partition("="))
    if not equals or not name or not is_number(lowest):
        reading.wrong(row, w.BANDS, say.bad_band(line))
        return name, 0.0
    return name, float(lowest)


def _share_of(reading: Reading, row: Row) -> float:
    """80% of the items, written as 80% or 80."""
    text = fold(row[w.LEAST]).rstrip("%")
    if not text.isdecimal() or not 0 < int(text) <= 100:
        reading.wrong(row, w.LEAST, say.not_number(row[w.LEAST]))
        return 1.0
    return int(text) / 100


def _question(reading: Reading, row: Row) -> Question | None:
    choices = lines(row[w.CHOICES])
    unsure = lines(row[w.UNSURE])
    if row[w.VARIABLE] and not _VARIABLE.fullmatch(row[w.VARIABLE]):
        reading.mistakes.append(say.bad_variable(row.number, row[w.VARIABLE]))
    if row[w.KIND] not in tuple(w.Kind) or row[w.SENSITIVITY] not in tuple(w.Sensitivity):
        return None
    kind, told = w.Kind(row[w.KIND]), row[w.DIRECTION]
    if kind in (w.Kind.SINGLE, w.Kind.MULTIPLE, w.Kind.RANKING, w.Kind.SCALE) and not choices:
        reading.wrong(row, w.CHOICES, say.choices_missing(kind))
    if len(choices) == 1 and any(mark in choices[0] for mark in w.USER_MARKS):
        reading.wrong(row, w.CHOICES, say.choices_in_one(choices[0]))
    reading.known(row, w.UNSURE, choices, unsure)
    for column in (w.KEY, w.MIDDLE):
        reading.known(row, column, choices)
    return Question(
        row[w.VARIABLE],
        row[w.TEXT],
        kind,
        choices,
        row[w.STEM],
        row[w.SHORT],
        unsure,
        row[w.REVERSED] == w.YES,
        w.Sensitivity(row[w.SENSITIVITY]),
        row[w.NOUN],
        row[w.INSTRUMENT],
        _merges(reading, row, choices),
        row[w.UNIT],
        row[w.KEY],
        _shown_when(reading, row),
        number=row[_NUMBER_OF],
        section=row[w.PARTS],
        # Older workbooks do not tell it: then as the words say, never as they stand.
        direction=w.Direction(told) if told in tuple(w.Direction) else scales.direction(choices),
        middle=row[w.MIDDLE],
        missing=lines(row[w.MISSING_CODES]) if row[w.MISSING_CHECKED] != w.NO else (),
        unchecked=not row[w.MISSING_CHECKED],
        confirm=row[w.CONFIRM],
    )


def _shown_when(reading: Reading, row: Row) -> tuple[str, tuple[str, ...]] | None:
    """variable=choice；choice: who is shown the question."""
    if not row[w.SHOWN_WHEN]:
        return None
    variable, equals, choices = row[w.SHOWN_WHEN].partition("=")
    if not equals or not lines(choices):
        reading.wrong(row, w.SHOWN_WHEN, say.bad_condition(row[w.SHOWN_WHEN]))
        return None
    return variable.strip(), lines(choices)


def _check_conditions(
    reading: Reading,
    rows: Sequence[Row],
    questions: Mapping[str, list[Question]],
) -> None:
    """A condition may name only earlier questions and their choices."""
    for row in rows:
        by_variable = {q.variable: q for q in questions.get(row[w.SOURCE], ())}
        question = by_variable.get(row[w.VARIABLE])
        if question is None or question.shown_when is None:
            continue
        gate, choices = question.shown_when
        allowed = by_variable[gate].choices if gate in by_variable else ()
        if gate not in by_variable or not set(choices) <= set(allowed):
            unknown = say.unknown(row[w.SHOWN_WHEN], allowed or list(by_variable))
            reading.wrong(row, w.SHOWN_WHEN, unknown)


def _merges(
    reading: Reading,
    row: Row,
    choices: Sequence[str],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    merges = []
    for line in lines(row[w.MERGE]):
        new, equals, olds = line.partition("=")
        parts = tuple(part.strip() for part in olds.split("+"))
        if not equals or not new.strip() or len(parts) < 2:
            reading.wrong(row, w.MERGE, say.bad_merge(line))
            continue
        reading.known(row, w.MERGE, choices, parts)
        merges.append((new.strip(), parts))
    return tuple(merges)
