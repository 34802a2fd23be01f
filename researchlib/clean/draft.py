"""A first 题目对照表 from exports nobody prepared: each guess with how sure it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from researchlib.read.export import Export
from researchlib.read.form_text import FormQuestion, form_question
from researchlib.read.headers import Item, normal
from researchlib.study.codebook import Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.identity import find_identities
from researchlib.terms.messages import clean as say
from researchlib.terms.words import Coding, Kind, Sensitivity

_MISSING = {w.SKIPPED, w.BLANK, w.SKIPPED_CODE, w.BLANK_CODE, "", *w.WIDE_MISSING}
_OPEN_TEXT = re.compile(f"{w.OPEN_LEFT}.*?{w.OPEN_RIGHT}", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(w.DATE_PATTERN)
_MOST_CHOICES, _MOST_CODES = 15, 20


@dataclass(frozen=True)
class Drafted:
    """One drafted question: `sure` from 0 to 1, samples of its answers, what to confirm."""

    question: Question
    sure: float
    samples: tuple[str, ...]
    confirm: str
    scores: bool = False


def draft_codebook(export: Export, twin: Export | None = None) -> list[Drafted]:
    """Type, choices in likely order, missing codes and sensitivity of every question.

    A by-number twin of a by-text export gives the true order of choices.
    """
    drafted: list[Drafted] = []
    items = [item for item in export.items if not item.metadata]
    place = number = 0
    while place < len(items):
        group = [items[place]]
        while (place + len(group) < len(items) and group[0].part and items[place].stem
               == items[place + len(group)].stem and items[place + len(group)].part):
            group.append(items[place + len(group)])
        number += 1
        drafted += _draft_group(export, group, f"q{number}")
        place += len(group)
    return [_ordered_by_twin(export, twin, d) for d in drafted] if twin else drafted


def _draft_group(export: Export, group: Sequence[Item], variable: str) -> list[Drafted]:
    if len(group) == 1 and not group[0].part:
        return [_draft_column(export, group[0], variable)]
    columns = [_answers(export.column(item)) for item in group]
    values = {v for column in columns for v in column}
    parts = tuple(item.part for item in group)
    open_parts = [item for item in group if item.part.endswith("open")]
    if open_parts and len(open_parts) == len(group):
        return [replace(d, question=replace(d.question, kind=Kind.OPEN, choices=(), stem=""))
                for d in (_draft_column(export, item, f"{variable}.r{k}")
                          for k, item in enumerate(group, 1))]
    if values and values <= {"0", "1"}:
        question = Question(variable, group[0].stem, Kind.MULTIPLE, parts,
                            sensitivity=_sensitivity(group[0].stem, Kind.MULTIPLE))
        return [Drafted(question, 0.95, parts[:3], _about_stem(group[0]))]
    if _are_ranks(export, group):
        question = Question(variable, group[0].stem, Kind.RANKING, parts)
        return [Drafted(question, 0.9, parts[:3], _about_stem(group[0]))]
    rows = [_draft_column(export, item, f"{variable}.r{k}") for k, item in enumerate(group, 1)]
    every = list(dict.fromkeys(_OPEN_TEXT.sub("", v) for column in columns for v in column))
    return _one_scale(rows, group, every)


def _about_stem(item: Item) -> str:
    """An export that drops the question from its columns needs it written in."""
    lost = item.stem == w.QUESTION_NUMBER.format(item.number)
    return say.CONFIRM_STEM if lost else ""


def _are_ranks(export: Export, group: Sequence[Item]) -> bool:
    if not export.coded or len(group) < 3:
        return False
    frame = export.frame[[item.position for item in group]].apply(pd.to_numeric, errors="coerce")
    ranks = frame.where(frame > 0)
    told = ranks.notna().sum(axis=1)
    unlike = ranks.nunique(axis=1).eq(told)
    top = ranks.max(axis=1).eq(told) | told.eq(0)
    return bool((told > 0).any() and unlike.all() and top.mean() > 0.98
                and (frame == -2).to_numpy().any())


def _one_scale(
    rows: list[Drafted], group: Sequence[Item], every: list[str],
) -> list[Drafted]:
    """The rows of a matrix share their choices: what one row lacks another holds."""
    few = every and len(every) <= _MOST_CHOICES and max(map(len, every)) <= 20
    numbers = every and all(_NUMBER.fullmatch(v) for v in every)
    if few and not (numbers and max(map(float, every)) > 10):
        kind, choices, sure = _choice_kind(every, matrix=True)
        unsure = tuple(c for c in choices if scales.UNSURE.match(c) and kind is Kind.SCALE)
        confirm = rows[0].confirm or say.confirm_order(sure)
        return [replace(row, sure=sure, confirm=confirm, question=replace(
                    row.question, stem=item.stem, text=item.part, kind=kind, choices=choices,
                    unsure=unsure, sensitivity=_sensitivity(item.stem + item.part, kind)))
                for row, item in zip(rows, group, strict=True)]
    return [replace(row, question=replace(row.question, stem=item.stem, text=item.part))
            for row, item in zip(rows, group, strict=True)]


def _answers(column: pd.Series) -> list[str]:
    plain = column.str.strip()
    return plain[~plain.isin(_MISSING)].tolist()


def _draft_column(export: Export, item: Item, variable: str) -> Drafted:
    values = _answers(export.column(item))
    title = item.part or item.stem
    kind, choices, sure = _kind_of(values, title, export, item)
    sensitivity = _sensitivity(title, kind)
    if kind is Kind.OPEN and any(next(find_identities(v), None) for v in values[:200]):
        sensitivity = Sensitivity.DIRECT
    unsure = tuple(c for c in choices if kind is Kind.SCALE and scales.UNSURE.match(c))
    question = Question(variable, item.stem if not item.part else title, kind, choices,
                        unsure=unsure, sensitivity=sensitivity)
    samples = tuple(v[:20] for v, _ in Counter(values).most_common(3))
    confirm = say.CONFIRM_CODES if export.coded and choices else say.confirm_order(sure)
    return Drafted(question, sure, () if sensitivity is Sensitivity.DIRECT else samples, confirm,
                   export.coding is Coding.SCORE)


def _kind_of(
    values: list[str], title: str, export: Export, item: Item,
) -> tuple[Kind, tuple[str, ...], float]:
    labels = export.choices.get(item.position)
    if labels:
        kind, choices, _ = _choice_kind(list(labels))
        return (kind if set(choices) == set(labels) else Kind.SINGLE), labels, 1.0
    if scales.DIRECT.search(title) or not values:
        return Kind.OPEN, (), 0.9 if values else 0.3
    if any(w.TICK in v for v in values):
        return Kind.MULTIPLE, _parts(values, w.TICK), 0.97
    if sum(w.ARROW in v for v in values) > 0.5 * len(values):
        return Kind.RANKING, _parts(values, w.ARROW), 0.97
    distinct = Counter(_OPEN_TEXT.sub("", v) for v in values)
    if all(_NUMBER.fullmatch(v) for v in values):
        return _numeric_kind(values, distinct, title, export.coding)
    if sum(bool(_DATE.match(v)) for v in values) > 0.9 * len(values):
        return Kind.DATE, (), 0.95
    joined = _user_joined(values, distinct)
    if joined:
        return Kind.MULTIPLE, joined, 0.6
    few = len(distinct) <= _MOST_CHOICES and len(distinct) <= max(0.34 * len(values), 3)
    longest = max(map(len, distinct))
    if few and scales.REMARKS.search(title) and not scales.scale_order(list(distinct)):
        return Kind.OPEN, (), 0.7
    spoken = sum(bool(scales.SENTENCE.search(v)) for v in distinct) > 0.3 * len(distinct)
    recur = len(values) > 2 * len(distinct) or longest <= 8
    if few and recur and longest <= 40 and not (spoken and longest > 12):
        return _choice_kind(list(distinct))
    return Kind.OPEN, (), 0.85 if len(distinct) > 0.5 * len(values) else 0.6


def _numeric_kind(
    values: list[str], distinct: Counter[str], title: str, coding: Coding,
) -> tuple[Kind, tuple[str, ...], float]:
    numbers = sorted({float(v) for v in distinct})
    whole = all(n.is_integer() for n in numbers)
    codes = whole and numbers[0] >= 0 and numbers[-1] <= _MOST_CODES
    counted = w.COUNT_TITLE.search(title) is not None
    dense = len(numbers) >= 0.6 * numbers[-1] or numbers[-1] <= 5
    if coding is Coding.SCORE and len(numbers) <= _MOST_CHOICES and not counted:
        return Kind.SINGLE, tuple(f"{n:g}" for n in numbers), 0.6
    if coding is Coding.NUMBER and codes and numbers[0] >= 1 and dense:
        return Kind.SINGLE, tuple(str(k) for k in range(1, int(numbers[-1]) + 1)), 0.8
    steps = codes and numbers[-1] <= 10 and len(values) > 2 * len(numbers) and not counted
    if steps and len(numbers) >= 3 and numbers[-1] in (5, 7, 10):
        low = 0 if numbers[0] == 0 else 1
        return Kind.SCALE, tuple(str(k) for k in range(low, int(numbers[-1]) + 1)), 0.75
    return Kind.NUMBER, (), 0.9 if len(numbers) > 6 or counted else 0.7


def _choice_kind(
    choices: list[str], matrix: bool = False,
) -> tuple[Kind, tuple[str, ...], float]:
    """Ordered words are a scale; ranges have an order; the rest stays as first met."""
    if choices and all(_NUMBER.fullmatch(c) for c in choices):
        top = max(int(float(c)) for c in choices)
        low = min(0, *(int(float(c)) for c in choices)) if "0" in choices else 1
        steps = tuple(str(k) for k in range(low, top + 1))
        return (Kind.SCALE, steps, 0.85) if matrix and top > 3 else (Kind.SINGLE, steps, 0.8)
    order = scales.scale_order(choices)
    if order:
        return Kind.SCALE, tuple(order), 0.95
    order = scales.number_order(choices)
    if order:
        return Kind.SINGLE, tuple(order), 0.9
    last = [c for c in choices if c.startswith(w.OTHER)]
    return Kind.SINGLE, tuple([c for c in choices if c not in last] + last), 0.85


def _parts(values: list[str], mark: str) -> tuple[str, ...]:
    found = Counter(_OPEN_TEXT.sub("", p).strip() for v in values for p in v.split(mark))
    return tuple(p for p, _ in found.most_common() if p)


def _user_joined(values: list[str], distinct: Counter[str]) -> tuple[str, ...]:
    """Answers that somebody joined by hand: few parts that recur in many combinations."""
    for mark in w.USER_MARKS:
        split = [v.split(mark) for v in values if mark in v]
        parts = Counter(p.strip() for v in values for p in v.split(mark))
        recur = parts and min(parts.values()) >= 2
        if len(split) >= 0.3 * len(values) and recur and 2 < len(parts) <= _MOST_CHOICES and (
                len(distinct) > len(parts)):
            return tuple(p for p, _ in parts.most_common() if p)
    return ()


def _sensitivity(title: str, kind: Kind) -> Sensitivity:
    for pattern, level in ((scales.DIRECT, Sensitivity.DIRECT),
                           (scales.SENSITIVE, Sensitivity.SENSITIVE),
                           (scales.QUASI, Sensitivity.QUASI)):
        if pattern.search(title) and not (level is Sensitivity.QUASI and kind is Kind.MULTIPLE):
            return level
    return Sensitivity.DIRECT if kind is Kind.OPEN else Sensitivity.PLAIN


def _ordered_by_twin(text: Export, number: Export, drafted: Drafted) -> Drafted:
    """The codes of the by-number file are the order in which the form printed the choices."""
    question = drafted.question
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        same = [[i for i in number.items if i.stem in (question.text, w.QUESTION_NUMBER.format(n))
                 and i.part] for n in {i.number for i in text.items if i.stem == question.text}]
        parts = tuple(i.part for group in same for i in group)
        known = {normal(p) for p in parts} >= {normal(c) for c in question.choices}
        if parts and known:
            return replace(drafted, sure=1.0, confirm="",
                           question=replace(question, choices=parts))
    if question.kind not in (Kind.SINGLE, Kind.SCALE):
        return drafted
    pairs = {pair for a, b in _aligned(text, number)
             if a.stem == (question.stem or question.text)
             for pair in zip(number.column(b), _told(text.column(a)), strict=True)
             if pair[1] not in _MISSING and _NUMBER.fullmatch(pair[0])}
    if not pairs or len({code for code, _ in pairs}) != len(pairs):
        return drafted
    order = sorted(pairs, key=lambda pair: float(pair[0]))
    gaps = int(float(order[-1][0])) != len(order)
    return replace(drafted, sure=0.9 if gaps else 1.0, confirm=say.CONFIRM_UNCHOSEN if gaps else "",
                   question=replace(question, choices=tuple(t for _, t in order)))


def _told(column: pd.Series) -> list[str]:
    """The words of each answer, without what was written beside an option."""
    return [_OPEN_TEXT.sub("", answer).strip() for answer in column]


def _aligned(text: Export, number: Export) -> list[tuple[Item, Item]]:
    """Text columns and the by-number columns with the same header."""
    by_header = {normal(i.header): i for i in number.items if not i.metadata}
    return [(i, by_header[normal(i.header)]) for i in text.items
            if not i.metadata and normal(i.header) in by_header]


def apply_form(drafted: Sequence[Drafted], form: list[FormQuestion]) -> list[Drafted]:
    """What the questionnaire itself says wins: type, order, and options nobody chose."""
    return [_as_printed(d, form_question(form, d.question.stem or d.question.text))
            for d in drafted]


def _as_printed(drafted: Drafted, printed: FormQuestion | None) -> Drafted:
    question = drafted.question
    if printed is None:
        return drafted
    named = {normal(c) for c in printed.choices} >= {normal(c) for c in question.choices}
    coded = not drafted.scores and all(_NUMBER.fullmatch(c) for c in question.choices)
    if printed.choices and not (named or coded):
        return replace(drafted, sure=0.5, confirm=say.CONFIRM_FORM)
    worded = scales.scale_order(list(printed.choices)) if printed.choices else None
    kind = Kind.SCALE if worded and printed.kind is Kind.SINGLE else printed.kind
    if printed.kind is Kind.OPEN and question.kind in (Kind.NUMBER, Kind.DATE):
        kind = question.kind
    unsure = tuple(c for c in printed.choices if kind is Kind.SCALE and scales.UNSURE.match(c))
    return replace(drafted, sure=1.0, confirm="", question=replace(
        question, kind=kind, choices=printed.choices, unsure=unsure))
