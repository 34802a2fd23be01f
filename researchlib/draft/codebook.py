"""A first 题目对照表 from exports nobody prepared: each guess with how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from researchlib.draft import say
from researchlib.draft.kinds import MOST_CHOICES, NUMBER, OPEN_TEXT, choice_kind, guess, sensitivity
from researchlib.read.exports.export import Export
from researchlib.read.exports.form_text import FormQuestion, form_question
from researchlib.read.exports.headers import Item, normal
from researchlib.study.codebook import Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.words import Coding, Kind, Sensitivity

_MISSING = {w.SKIPPED, w.BLANK, w.SKIPPED_CODE, w.BLANK_CODE, "", *w.WIDE_MISSING}


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
        while (
            place + len(group) < len(items)
            and group[0].part
            and items[place].stem == items[place + len(group)].stem
            and items[place + len(group)].part
        ):
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
        return [
            replace(d, question=replace(d.question, kind=Kind.OPEN, choices=(), stem=group[0].stem))
            for d in (
                _draft_column(export, item, f"{variable}.r{k}") for k, item in enumerate(group, 1)
            )
        ]
    judged = export.coding is Coding.SCORE and w.STEM_DASH in group[0].header
    told = export.kinds.get(group[0].position)
    if told is Kind.RANKING:
        question = Question(variable, group[0].stem, told, parts)
        return [Drafted(question, 1.0, parts[:3], "")]
    if values and values <= {"0", "1"} and not judged:
        question = Question(
            variable,
            group[0].stem,
            Kind.MULTIPLE,
            parts,
            sensitivity=sensitivity(group[0].stem, Kind.MULTIPLE),
        )
        return [Drafted(question, 0.95, parts[:3], _about_stem(group[0]))]
    if _are_ranks(export, group):
        question = Question(variable, group[0].stem, Kind.RANKING, parts)
        return [Drafted(question, 0.9, parts[:3], _about_stem(group[0]))]
    rows = [_draft_column(export, item, f"{variable}.r{k}") for k, item in enumerate(group, 1)]
    every = list(dict.fromkeys(OPEN_TEXT.sub("", v) for column in columns for v in column))
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
    some = (frame == -2).to_numpy().any() or (told[told > 0] == len(group)).all()
    return bool(
        (told > 4).sum() + (told > 0).sum() > 4 and unlike.all() and top.mean() > 0.98 and some
    )


def _one_scale(
    rows: list[Drafted],
    group: Sequence[Item],
    every: list[str],
) -> list[Drafted]:
    """The rows of a matrix share their choices: what one row lacks another holds."""
    few = (
        every
        and len(every) <= MOST_CHOICES
        and max(map(len, every)) <= 20
        and not any(w.TICK in v for v in every)
    )
    numbers = every and all(NUMBER.fullmatch(v) for v in every)
    if few and not (numbers and max(map(float, every)) > 10):
        kind, choices, sure = choice_kind(every, matrix=True)
        unsure = tuple(c for c in choices if scales.UNSURE.match(c) and kind is Kind.SCALE)
        confirm = rows[0].confirm or say.confirm_order(sure)
        return [
            replace(
                row,
                sure=sure,
                confirm=confirm,
                question=replace(
                    row.question,
                    stem=item.stem,
                    text=item.part,
                    kind=kind,
                    choices=choices,
                    unsure=unsure,
                    sensitivity=sensitivity(item.stem + item.part, kind),
                ),
            )
            for row, item in zip(rows, group, strict=True)
        ]
    return [
        replace(row, question=replace(row.question, stem=item.stem, text=item.part))
        for row, item in zip(rows, group, strict=True)
    ]


def _answers(column: pd.Series) -> list[str]:
    plain = column.str.strip()
    return plain[~plain.isin(_MISSING)].str.replace(r"^(\d+)\.0$", r"\1", regex=True).tolist()


def _draft_column(export: Export, item: Item, variable: str) -> Drafted:
    values = _answers(export.column(item))
    title = item.part or item.stem
    labels = export.choices.get(item.position, ())
    kind, choices, sure = guess(values, title, labels, export.coding)
    level = sensitivity(title, kind)
    unsure = tuple(c for c in choices if kind is Kind.SCALE and scales.UNSURE.match(c))
    question = Question(
        variable,
        item.stem if not item.part else title,
        kind,
        choices,
        unsure=unsure,
        sensitivity=level,
    )
    samples = tuple(v[:20] for v, _ in Counter(values).most_common(3))
    confirm = say.CONFIRM_CODES if export.coded and choices else say.confirm_order(sure)
    return Drafted(
        question,
        sure,
        () if level is Sensitivity.DIRECT else samples,
        confirm,
        export.coding is Coding.SCORE,
    )


def _ordered_by_twin(text: Export, number: Export, drafted: Drafted) -> Drafted:
    """The codes of the by-number file are the order in which the form printed the choices."""
    question = drafted.question
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        same = [
            [
                i
                for i in number.items
                if i.stem in (question.text, w.QUESTION_NUMBER.format(n)) and i.part
            ]
            for n in {i.number for i in text.items if i.stem == question.text}
        ]
        parts = tuple(i.part for group in same for i in group)
        known = {normal(p) for p in parts} >= {normal(c) for c in question.choices}
        if parts and known:
            return replace(drafted, sure=1.0, confirm="", question=replace(question, choices=parts))
    if question.kind not in (Kind.SINGLE, Kind.SCALE):
        return drafted
    pairs = {
        pair
        for a, b in _aligned(text, number)
        if a.stem == (question.stem or question.text)
        for pair in zip(number.column(b), _told(text.column(a)), strict=True)
        if pair[1] not in _MISSING and NUMBER.fullmatch(pair[0])
    }
    if not pairs or len({code for code, _ in pairs}) != len(pairs):
        return drafted
    order = sorted(pairs, key=lambda pair: float(pair[0]))
    gaps = int(float(order[-1][0])) != len(order)
    return replace(
        drafted,
        sure=0.9 if gaps else 1.0,
        confirm=say.CONFIRM_UNCHOSEN if gaps else "",
        question=replace(question, choices=tuple(t for _, t in order)),
    )


def _told(column: pd.Series) -> list[str]:
    """The words of each answer, without what was written beside an option."""
    return [OPEN_TEXT.sub("", answer).strip() for answer in column]


def _aligned(text: Export, number: Export) -> list[tuple[Item, Item]]:
    """Text columns and the by-number columns with the same header."""
    by_header = {normal(i.header): i for i in number.items if not i.metadata}
    return [
        (i, by_header[normal(i.header)])
        for i in text.items
        if not i.metadata and normal(i.header) in by_header
    ]


def apply_form(drafted: Sequence[Drafted], form: list[FormQuestion]) -> list[Drafted]:
    """What the questionnaire itself says wins: type, order, and options nobody chose."""
    return [
        _as_printed(d, form_question(form, d.question.stem or d.question.text)) for d in drafted
    ]


def _as_printed(drafted: Drafted, printed: FormQuestion | None) -> Drafted:
    question = drafted.question
    if printed is None:
        return drafted
    named = {normal(c) for c in printed.choices} >= {normal(c) for c in question.choices}
    coded = not drafted.scores and all(NUMBER.fullmatch(c) for c in question.choices)
    if printed.choices and not (named or coded):
        return replace(drafted, sure=0.5, confirm=say.CONFIRM_FORM)
    worded = scales.scale_order(list(printed.choices)) if printed.choices else None
    kind = Kind.SCALE if worded and printed.kind is Kind.SINGLE else printed.kind
    if printed.kind is Kind.OPEN and question.kind in (Kind.NUMBER, Kind.DATE):
        kind = question.kind
    unsure = tuple(c for c in printed.choices if kind is Kind.SCALE and scales.UNSURE.match(c))
    return replace(
        drafted,
        sure=1.0,
        confirm="",
        question=replace(question, kind=kind, choices=printed.choices, unsure=unsure),
    )
