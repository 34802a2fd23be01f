"""A first 题目对照表 from exports nobody prepared: each guess with how sure it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from researchlib.clean.suspects import required_choice
from researchlib.draft import say
from researchlib.draft.drafted import Drafted, one_scale, with_choices
from researchlib.draft.items import join_items
from researchlib.draft.kinds import OPEN_TEXT, guess
from researchlib.draft.missing import missing_in
from researchlib.draft.private import kept_out, sensitivity
from researchlib.read.exports.export import Export
from researchlib.read.exports.form_text import FormQuestion, form_question
from researchlib.read.exports.headers import Item, normal
from researchlib.read.exports.marked import are_ticks
from researchlib.study.codebook import Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import is_number, visible, whole
from researchlib.terms.words import Kind, Notation, Sensitivity

_MISSING = {w.SKIPPED, w.BLANK, w.SKIPPED_CODE, w.BLANK_CODE, ""}


def draft_codebook(export: Export, twin: Export | None = None) -> list[Drafted]:
    """Type, choices in likely order, direction, missing codes and sensitivity of every question.

    A by-number twin of a by-text export gives the true order of choices.
    """
    items = (item for item in export.items if not item.metadata)
    groups = groupby(items, lambda i: (i.stem, bool(i.part) or i.position))
    drafted = join_items(
        [
            one
            for number, (_, group) in enumerate(groups, 1)
            for one in _draft_group(export, [*group], f"q{number}")
        ]
    )
    return [_ordered_by_twin(export, twin, d) for d in drafted] if twin else drafted


def _draft_group(export: Export, group: Sequence[Item], variable: str) -> list[Drafted]:
    first, columns = group[0], [(export.column(item), item.part) for item in group]
    pool = [v for column, _ in columns for v in _answers(column).tolist()]
    if not first.part:
        return [_draft_column(export, first, variable, pool)]
    rows = [
        _draft_column(export, item, f"{variable}.r{k}", pool) for k, item in enumerate(group, 1)
    ]
    if all(item.part.endswith("open") for item in group):
        return [replace(r, question=with_choices(r.question, Kind.OPEN, ())) for r in rows]
    matrix = w.STEM_DASH in first.header
    judged = matrix and (export.coding is Notation.SCORE or not set(pool) <= {"0", "1"})
    if export.kinds.get(first.position) is Kind.RANKING or _are_ranks(export, group):
        kind = Kind.RANKING
    elif are_ticks(columns) and not judged:
        kind = Kind.MULTIPLE
    else:
        return one_scale(rows)
    parts = tuple(item.part for item in group)
    level = sensitivity(first.stem, kind, parts)
    lost = first.stem in (w.UNNAMED_QUESTION, w.QUESTION_NUMBER.format(first.number))
    question = Question(variable, first.stem, kind, parts, sensitivity=level)
    return [Drafted(question, 0.95, parts[:3], say.CONFIRM_STEM if lost else "")]


def _are_ranks(export: Export, group: Sequence[Item]) -> bool:
    if len(group) < 3:
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


def _answers(column: pd.Series) -> pd.Series:
    """What was answered, as it is written; numbers as they were meant."""
    meant = {text: whole(text) for text in column.unique()}
    shown = {t: m if is_number(m) else visible(t).strip() for t, m in meant.items()}
    filled = [text for text, m in meant.items() if m not in _MISSING]
    return column[column.isin(filled)].map(shown)


def _draft_column(export: Export, item: Item, variable: str, pool: Sequence[str]) -> Drafted:
    """One column; `pool` are the answers to all rows of its matrix."""
    told, title = _answers(export.column(item)), item.stem + item.part
    missing = missing_in(pool, title)
    answers = told[~told.isin(missing)]
    values = answers.tolist()
    labels = [c for c in export.choices.get(item.position, ()) if c not in missing]
    kind, choices, sure = guess(values, title, labels, export.coding)
    coded = bool(choices) and all(map(is_number, choices)) and sure < 0.9
    doubt = say.CONFIRM_CODES if coded else say.confirm_order(sure)
    question = Question(variable, item.part or item.stem, kind, stem=item.part and item.stem)
    question = with_choices(question, kind, choices)
    private = kept_out(title, kind, choices)
    if private:
        question, doubt = with_choices(question, Kind.OPEN, ()), private
    elif scales.ATTENTION.search(title) or required_choice(question):
        checked = variable.replace(".", "_")
        question = replace(question, variable=checked, kind=Kind.METADATA, direction=None)
        doubt = say.CONFIRM_ATTENTION
    level = sensitivity(title, question.kind, choices or values[:200])
    samples = tuple(v[:20] for v, _ in Counter(values).most_common(3))
    return Drafted(
        replace(question, sensitivity=level, missing=tuple(missing), unchecked=bool(missing)),
        sure,
        () if level is Sensitivity.DIRECT else samples,
        doubt if values else say.CONFIRM_BLANK,
        export.coding is Notation.SCORE,
        tuple((code, int((told == code).sum())) for code in missing),
        answers,
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
            return replace(drafted, sure=1.0, doubt="", question=replace(question, choices=parts))
    if question.kind not in (Kind.SINGLE, Kind.SCALE):
        return drafted
    pairs = {
        pair
        for a, b in _aligned(text, number)
        if a.stem == (question.stem or question.text)
        for pair in zip(number.column(b), _told(text.column(a)), strict=True)
        if pair[1] not in _MISSING and is_number(pair[0])
    }
    if not pairs or len({code for code, _ in pairs}) != len(pairs):
        return drafted
    order = sorted(pairs, key=lambda pair: float(pair[0]))
    gaps = int(float(order[-1][0])) != len(order)
    return replace(
        drafted,
        sure=0.9 if gaps else 1.0,
        doubt=say.CONFIRM_UNCHOSEN if gaps else "",
        question=with_choices(question, question.kind, [t for _, t in order]),
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
    coded = not drafted.scores and all(is_number(c) for c in question.choices)
    if printed.choices and not (named or coded):
        return replace(drafted, sure=0.5, doubt=say.CONFIRM_FORM)
    worded = scales.scale_order(list(printed.choices)) if printed.choices else None
    kind = Kind.SCALE if worded and printed.kind is Kind.SINGLE else printed.kind
    if printed.kind is Kind.OPEN and question.kind in (Kind.NUMBER, Kind.DATE):
        kind = question.kind
    settled = with_choices(question, kind, printed.choices)
    return replace(drafted, sure=1.0, doubt="", question=settled)
