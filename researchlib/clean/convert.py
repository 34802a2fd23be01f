"""Text to typed values, question by question; what cannot be converted is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Status, tick
from researchlib.clean.values import dates, numbers
from researchlib.read.exports.export import Export
from researchlib.read.exports.headers import Item, normal
from researchlib.read.exports.marked import ticks
from researchlib.read.exports.questionnaires import find_items
from researchlib.study.codebook import Question
from researchlib.terms import platforms
from researchlib.terms import words as w
from researchlib.terms.text import is_number, whole
from researchlib.terms.words import Kind, Notation

_OPEN = re.compile(f"{w.OPEN_LEFT}(.*?){w.OPEN_RIGHT}", re.DOTALL)


@dataclass(frozen=True)
class Converted:
    """The typed columns of one question, the status of each respondent, what did not convert."""

    columns: dict[str, pd.Series]
    status: np.ndarray
    unreadable: tuple[tuple[int, str], ...] = ()


def convert(export: Export, question: Question, unsure_in_base: bool) -> Converted:
    """One question of an export, typed as its codebook row says.

    Raises DataProblem for an answer the codebook does not list, with its count and first row.
    """
    items = find_items(export, question.text, question.stem, question.choices)
    if question.kind in SEVERAL:
        return _listed(export, question, items)
    raw = export.column(items[0])
    if question.kind in (*ONE_CHOICE, Kind.METADATA) and question.choices:
        return _single(export, question, raw, unsure_in_base)
    if question.kind in (Kind.NUMBER, Kind.DATE):
        reader = numbers if question.kind is Kind.NUMBER else dates
        return _read(export, question, raw, reader)
    text = raw.str.strip().astype(object)
    return Converted({question.variable: text}, _empty(question, _Written.of(raw)))


def nobody_asked(export: Export, question: Question) -> Converted:
    """A question that this way of answering does not have: skipped by everybody."""
    index = export.frame.index
    if question.kind in SEVERAL:
        empty = False if question.kind is Kind.MULTIPLE else np.nan
        names = [tick(question.variable, choice) for choice in question.choices]
        columns = {name: pd.Series(empty, index=index) for name in names}
    else:
        value: object = np.nan
        if question.kind in ONE_CHOICE:
            scale = question.kind is Kind.SCALE
            value = pd.Categorical([None] * len(index), list(question.substantive), ordered=scale)
        columns = {question.variable: pd.Series(value, index=index)}
    return Converted(columns, np.full(len(index), Status.SKIPPED))


@dataclass(frozen=True)
class _Written:
    """A column as its different answers, and which of them stands in each row: all that are
    written alike are looked at once."""

    codes: np.ndarray
    texts: Sequence[str]

    @classmethod
    def of(cls, raw: pd.Series) -> _Written:
        return cls(*pd.factorize(raw))

    def each(self, told: Callable[[str], float]) -> np.ndarray:
        return np.array([told(text) for text in self.texts])[self.codes]


def _key(answer: str) -> str:
    """What an answer and a choice are compared by: the choice without what is written beside it."""
    return whole(normal(_OPEN.sub("", answer)))


def _empty(question: Question, written: _Written) -> np.ndarray:
    """Who skipped, and who left blank or gave a code that means it; everyone else answered.
    Users' edited files carry full-width brackets and 3.0 for 3."""
    known = dict.fromkeys((w.BLANK, w.BLANK_CODE, "", *map(whole, question.missing)), Status.BLANK)
    known |= dict.fromkeys((w.SKIPPED, w.SKIPPED_CODE), Status.SKIPPED)
    return written.each(lambda text: known.get(whole(text), Status.ANSWERED))


def _positions(export: Export, question: Question, written: _Written) -> np.ndarray:
    """The position of each answer among the choices of the codebook; NaN where it is none."""
    listed: dict[str, float] = {_key(choice): i for i, choice in enumerate(question.choices)}
    if export.coding is Notation.NUMBER and not all(map(is_number, question.choices)):
        listed |= {str(i): i - 1 for i in range(1, len(question.choices) + 1)}
    return written.each(lambda text: listed.get(_key(text), np.nan))


def _single(
    export: Export,
    question: Question,
    raw: pd.Series,
    unsure_in_base: bool,
) -> Converted:
    written = _Written.of(raw)
    status = _empty(question, written)
    answered = status == Status.ANSWERED
    if (
        export.coding is Notation.SCORE
        and answered.any()
        and written.each(lambda text: is_number(whole(text)))[answered].all()
        and not all(map(is_number, question.choices))
    ):
        raise say.problem("only_scores", question.text, export.path)
    position = _positions(export, question, written)
    _refuse_unlisted(export, question, raw[answered & np.isnan(position)])
    substantive = list(question.substantive)
    categories = [*substantive, *question.unsure] if unsure_in_base else substantive
    merged = {old: new for new, olds in question.merge for old in olds}
    names = [merged.get(choice, choice) for choice in question.choices]
    places = {name: place for place, name in enumerate(categories)}
    # Of every choice its place among the categories, and none behind them for who did not answer.
    place_of = np.array([*(places.get(name, -1) for name in names), -1])
    chosen = np.where(answered, position, len(names)).astype(int)
    if not unsure_in_base:
        unsure = np.array([*(name in question.unsure for name in names), False])
        status = np.where(unsure[chosen], Status.UNSURE, status)
    typed = pd.Categorical.from_codes(
        place_of[chosen], categories, ordered=question.kind is Kind.SCALE
    )
    columns = {question.variable: pd.Series(typed, index=raw.index)}
    return Converted(columns | _open_text(question, raw, written), status)


def _open_text(question: Question, raw: pd.Series, written: _Written) -> dict[str, pd.Series]:
    """What was written beside an option, kept apart from the option itself."""
    if not any(w.OPEN_LEFT in text for text in written.texts):
        return {}
    texts = raw.str.extract(_OPEN.pattern, flags=re.DOTALL)[0]
    return {f"{question.variable}_text": texts.astype(object)} if texts.notna().any() else {}


def _listed(export: Export, question: Question, items: Sequence[Item]) -> Converted:
    """Multiple choice and ranking: one joined column by text, a column an option by number."""
    if len(items) > 1:
        return _split_columns(export, question, items)
    raw = export.column(items[0])
    written = _Written.of(raw)
    status = _empty(question, written)
    told = _Written.of(raw.where(status == Status.ANSWERED, ""))
    codes, answered = told.codes, told.texts
    listed = {_key(choice): choice for choice in question.choices}
    mark = _mark_between(answered, listed, w.TICK if question.kind is Kind.MULTIPLE else w.ARROW)
    if all(cell == "" or platforms.BITS.fullmatch(cell) for cell in answered):
        chosen: list[list[str | None]] = [
            [c for c, bit in zip(question.choices, cell[::2], strict=False) if bit == "1"]
            for cell in answered
        ]
    else:
        chosen = [[listed.get(_key(p)) for p in _split(cell, mark, listed)] for cell in answered]
    unlisted = np.array([None in row for row in chosen], bool)
    _refuse_unlisted(export, question, raw[unlisted[codes]], mark)
    columns = {}
    for choice in question.choices:
        if question.kind is Kind.MULTIPLE:
            values: Sequence[float] = [choice in row for row in chosen]
        else:
            values = [row.index(choice) + 1.0 if choice in row else np.nan for row in chosen]
        columns[tick(question.variable, choice)] = pd.Series(
            np.array(values)[codes], index=raw.index
        )
    return Converted(columns | _open_text(question, raw, written), status)


def _mark_between(answered: Iterable[str], listed: Mapping[str, str], platform: str) -> str:
    """What joins the answers: the platform's mark, or one that people type, if it fits them all."""
    cells = [cell for cell in answered if cell and _key(cell) not in listed]
    if any(platform in cell for cell in cells):
        return platform
    for mark in w.USER_MARKS:
        if cells and all(_key(p) in listed for c in cells for p in _split(c, mark, listed)):
            return mark
    return platform


def _split(cell: str, mark: str, listed: Mapping[str, str]) -> list[str]:
    """What was chosen, where a choice may hold the mark itself."""
    pieces, made = [p for p in cell.split(mark) if p.strip()], []
    longest = max((choice.count(mark) for choice in listed.values()), default=0) + 1
    while pieces:
        sizes = range(min(longest, len(pieces)), 1, -1)
        size = next((k for k in sizes if _key(mark.join(pieces[:k])) in listed), 1)
        made.append(mark.join(pieces[:size]))
        pieces = pieces[size:]
    return made


def _split_columns(export: Export, question: Question, items: Sequence[Item]) -> Converted:
    by_option = {normal(item.part): item for item in items}
    columns, states = {}, []
    for choice in question.choices:
        item = by_option.get(normal(choice))
        if item is None:
            raise say.problem(
                "option_column_missing", question.text, choice, export.path, [i.part for i in items]
            )
        raw, multiple = export.column(item).str.strip(), question.kind is Kind.MULTIPLE
        number = ticks(raw, item.part) if multiple else pd.to_numeric(raw, errors="coerce")
        columns[tick(question.variable, choice)] = (
            number.gt(0) if multiple else number.where(number > 0)
        )
        states.append(number.to_numpy())
    grid = np.array(states)
    skipped = (grid == float(w.SKIPPED_CODE)).all(axis=0)
    none = ~(grid >= (question.kind is Kind.RANKING)).any(axis=0)
    status = np.select([skipped, none], [Status.SKIPPED, Status.BLANK], Status.ANSWERED)
    return Converted(columns, status)


def _read(
    export: Export,
    question: Question,
    raw: pd.Series,
    reader: Callable[[pd.Series], pd.Series],
) -> Converted:
    """Numbers or dates; the rows that could not be read, as the file counts them, are told."""
    status = _empty(question, _Written.of(raw))
    typed = reader(raw).where(status == Status.ANSWERED)
    bad = (status == Status.ANSWERED) & typed.isna()
    unread = tuple((row - export.start, text.strip()) for row, text in raw[bad].items())
    status = np.where(bad, Status.UNREADABLE, status)
    return Converted({question.variable: typed}, status, unread)


def _refuse_unlisted(
    export: Export,
    question: Question,
    unlisted: pd.Series,
    mark: str = "",
) -> None:
    if not len(unlisted):
        return
    answer = _OPEN.sub("", unlisted.iloc[0])
    if mark:
        listed = {_key(choice): choice for choice in question.choices}
        answer = next(p for p in _split(answer, mark, listed) if _key(p) not in listed)
    count = int((unlisted == unlisted.iloc[0]).sum())
    raise say.problem(
        "unlisted_answer",
        question.text,
        question.variable,
        answer,
        count,
        unlisted.index[0] - export.start,
        export.path,
        question.choices,
    )
