"""Answers that a person should look at: failed attention items, impossible values, no consent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from researchlib.clean.answers import ONE_CHOICE
from researchlib.clean.convert import convert
from researchlib.read.exports.export import Export
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import fold
from researchlib.terms.words import Kind

_OLDEST, _EARLIEST = 110, 1900


@dataclass(frozen=True)
class Suspect:
    """Rows (as Excel counts) of one question that look wrong, and an example of the answer."""

    question: Question
    rows: tuple[int, ...]
    example: str


def attention_failed(export: Export, codebook: Codebook) -> Iterator[Suspect]:
    """Items that tell which choice to tick, and who ticked another."""
    for question in codebook:
        required = required_choice(question)
        if required:
            yield from _unlike(export, question, required)


def required_choice(question: Question) -> str:
    """The choice that the item itself asks for, or nothing."""
    instruction = scales.INSTRUCTED.search(question.text)
    if not instruction or question.kind not in (*ONE_CHOICE, Kind.METADATA):
        return ""
    rest = question.text[instruction.end() :]
    candidates = [c for c in question.choices if rest.lstrip("“\"「'‘ ").startswith(c)]
    return max(candidates, key=len, default="")


def consent_missing(export: Export, codebook: Codebook) -> Iterator[Suspect]:
    """Who did not agree to take part."""
    for question in codebook:
        agreed = agreeing_choice(question)
        if agreed:
            yield from _unlike(export, question, agreed)


def agreeing_choice(question: Question) -> str:
    """同意, where the question asks for consent to take part and could be answered otherwise."""
    if question.kind is not Kind.SINGLE or not scales.CONSENT.search(question.text):
        return ""
    against = [c for c in question.choices if scales.REFUSES.match(c)]
    agreed = [c for c in question.choices if scales.AGREES.match(c) and c not in against]
    return agreed[0] if len(agreed) == 1 and against else ""


def _unlike(export: Export, question: Question, right: str) -> Iterator[Suspect]:
    answers = convert(export, question, unsure_in_base=True).columns[question.variable]
    other = answers[answers.astype(object) != right]
    if len(other):
        first = other.dropna()
        yield Suspect(question, tuple(other.index), str(first.iloc[0]) if len(first) else "")


def impossible(export: Export, codebook: Codebook, today: date) -> Iterator[Suspect]:
    """Ages nobody reaches, years of birth to come, days that have not been."""
    for question in codebook:
        if question.kind not in (Kind.NUMBER, Kind.DATE):
            continue
        values = convert(export, question, unsure_in_base=True).columns[question.variable].dropna()
        if question.kind is Kind.DATE:
            bad = (values.dt.year < _EARLIEST) | (values > pd.Timestamp(today))
        elif scales.BIRTH_YEAR.search(question.text):
            bad = (values < _EARLIEST) | (values > today.year)
        elif scales.AGE.search(question.text):
            bad = (values < 0) | (values > _OLDEST)
        elif w.COUNT_TITLE.search(question.text):
            bad = values < 0
        else:
            continue
        if bad.any():
            example = values[bad].iloc[0]
            yield Suspect(
                question,
                tuple(values.index[bad]),
                f"{example:%Y-%m-%d}" if question.kind is Kind.DATE else f"{example:g}",
            )


def submitted_impossibly(export: Export, today: date) -> list[int]:
    """Rows whose time of submission is no date, or is still to come."""
    column = export.metadata(w.SUBMITTED)
    if column is None:
        return []
    texts = column[column.str.strip() != ""]
    moment = pd.to_datetime(texts, errors="coerce", format="mixed")
    late = moment >= pd.Timestamp(today) + pd.Timedelta(days=1)
    return list(texts.index[moment.isna() | late])


def spelled_twice(question: Question) -> list[tuple[str, ...]]:
    """Choices that are one choice in different spelling: width, dashes, marks, a closing 的."""
    groups: dict[str, list[str]] = {}
    for choice in question.choices:
        folded = scales.LOOSE.sub("", fold(choice)).lower()
        groups.setdefault(folded, []).append(choice)
    numbers = [g for g in groups.values() if len(g) > 1]
    return [tuple(g) for g in numbers if len({_signs(c) for c in g}) == 1]


def unchosen_twins(question: Question, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Choices that nobody chose beside one of nearly the same words that somebody did."""
    bare = {c: scales.FILLERS.sub("", scales.LOOSE.sub("", fold(c))) for c in question.choices}
    return [
        (unchosen, chosen)
        for unchosen in question.choices
        for chosen in question.choices
        if bare[unchosen] == bare[chosen] and not counts.get(unchosen) and counts.get(chosen)
    ]


def _signs(choice: str) -> str:
    """10以上 and 10+ may differ; 1-5 and 15 must: digits with what stands between them."""
    return "".join(
        "-" if part in scales.RANGE_SIGNS else part
        for part in re.findall(rf"\d+|[{scales.RANGE_SIGNS}.]", choice)
    )
