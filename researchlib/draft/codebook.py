"""A first 题目对照表 from exports nobody prepared: each guess with how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import pandas as pd

from researchlib.clean.suspects import required_choice
from researchlib.draft import say
from researchlib.draft.kinds import MOST_CHOICES, OPEN_TEXT, choice_kind, guess
from researchlib.draft.missing import missing_in
from researchlib.draft.private import kept_out, sensitivity
from researchlib.read.exports.export import Export
from researchlib.read.exports.form_text import FormQuestion, form_question
from researchlib.read.exports.headers import Item, normal
from researchlib.read.exports.marked import are_ticks
from researchlib.study.codebook import Question
from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import is_number
from researchlib.terms.words import Coding, Direction, Kind, Sensitivity

_MISSING = {w.SKIPPED, w.BLANK, w.SKIPPED_CODE, w.BLANK_CODE, "", *w.WIDE_MISSING}
_CHOSEN = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE)


@dataclass(frozen=True)
class Drafted:
    """One drafted question: `sure` from 0 to 1, samples of its answers, what is in doubt, and
    how often each code stands that seems to mean no answer. `codes` are the answers of a column
    of small numbers."""

    question: Question
    sure: float
    samples: tuple[str, ...]
    doubt: str
    scores: bool = False
    missing: tuple[tuple[str, int], ...] = ()
    codes: pd.Series | None = field(default=None, repr=False, compare=False)

    @property
    def confirm(self) -> str:
        """What a person is asked about this question."""
        question = self.question
        asks = [self.doubt, say.seems_missing(self.missing)]
        if question.kind is Kind.SCALE and question.direction is None:
            asks.append(say.CONFIRM_DIRECTION)
        return "；".join(filter(None, asks))


def draft_codebook(export: Export, twin: Export | None = None) -> list[Drafted]:
    """Type, choices in likely order, direction, missing codes and sensitivity of every question.

    A by-number twin of a by-text export gives the true order of choices.
    """
    from researchlib.draft.items import join_items

    drafted: list[Drafted] = []
    items = (item for item in export.items if not item.metadata)
    groups = groupby(items, lambda i: (i.stem, bool(i.part) or i.position))
    for number, (_, group) in enumerate(groups, 1):
        drafted += _draft_group(export, list(group), f"q{number}")
    drafted = join_items(drafted)
    return [_ordered_by_twin(export, twin, d) for d in drafted] if twin else drafted


def with_choices(question: Question, kind: Kind, choices: Sequence[str]) -> Question:
    """The question with these choices, and what their words (or the title's) say of direction
    and middle."""
    scale = kind is Kind.SCALE
    found = scales.wording(choices) if scale else None
    middle = found.side(0) if found and found.good else ()
    title = question.stem + question.text
    ends = [word for _, word in scales.anchors(title)]
    told = scales.direction(choices) or scales.direction([*ends[:1], "0", *ends[-1:]])
    if not told and (scales.SCREENING.search(title) or scales.RECOMMEND.search(title)):
        told = Direction.MORE
    return replace(
        question,
        kind=kind,
        choices=tuple(choices),
        unsure=tuple(c for c in choices if scale and scales.UNSURE.match(c)),
        direction=told if scale else None,
        middle=middle[0] if len(middle) == 1 else "",
    )


def _draft_group(export: Export, group: Sequence[Item], variable: str) -> list[Drafted]:
    first = group[0]
    if not first.part:
        return [_draft_column(export, first, variable, ())]
    columns = [(export.column(item), item.part) for item in group]
    pool = [v for column, _ in columns for v in _answers(column)]
    rows = [
        _draft_column(export, item, f"{variable}.r{k}", pool) for k, item in enumerate(group, 1)
    ]
    if all(item.part.endswith("open") for item in group):
        return [replace(r, question=with_choices(r.question, Kind.OPEN, ())) for r in rows]
    matrix = w.STEM_DASH in first.header
    judged = matrix and (export.coding is Coding.SCORE or not set(pool) <= {"0", "1"})
    if export.kinds.get(first.position) is Kind.RANKING or _are_ranks(export, group):
        kind = Kind.RANKING
    elif are_ticks(columns) and not judged:
        kind = Kind.MULTIPLE
    else:
        return _one_scale(rows, pool)
    parts = tuple(item.part for item in group)
    level = sensitivity(first.stem, kind, parts)
    lost = first.stem in (w.UNNAMED_QUESTION, w.QUESTION_NUMBER.format(first.number))
    question = Question(variable, first.stem, kind, parts, sensitivity=level)
    return [Drafted(question, 0.95, parts[:3], say.CONFIRM_STEM if lost else "")]


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


def _one_scale(rows: list[Drafted], pool: Sequence[str]) -> list[Drafted]:
    """The rows of a matrix share their choices: what one row lacks another holds. Rows that do
    not are questions of their own under one heading."""
    gone = {code for row in rows for code, _ in row.missing}
    every = [v for v in dict.fromkeys(OPEN_TEXT.sub("", v) for v in pool) if v not in gone]
    few = (
        0 < len(every) <= MOST_CHOICES
        and max(map(len, every)) <= 20
        and not any(w.TICK in v for v in every)
    )
    numbers = every and all(is_number(v) for v in every)
    shared = Counter(c for row in rows for c in row.question.choices)
    apart = any(max(shared[c] for c in r.question.choices) == 1 for r in rows if r.question.choices)
    if few and not apart and not (numbers and max(map(float, every)) > 10):
        kind, choices, sure = choice_kind(every, matrix=True)
        level = min((r.question.sensitivity for r in rows), key=list(Sensitivity).index)
        return [
            row
            if row.question.kind is Kind.METADATA
            else replace(
                row,
                sure=sure,
                doubt=row.doubt or say.confirm_order(sure),
                question=replace(with_choices(row.question, kind, choices), sensitivity=level),
            )
            for row in rows
        ]
    if len({row.question.kind for row in rows}) == 1 and not apart:
        return rows
    return [
        replace(r, question=replace(r.question, variable=r.question.variable.replace(".", "_")))
        for r in rows
    ]


def _answers(column: pd.Series) -> list[str]:
    plain = column.str.strip()
    return plain[~plain.isin(_MISSING)].str.replace(r"^(\d+)\.0$", r"\1", regex=True).tolist()


def _draft_column(export: Export, item: Item, variable: str, pool: Sequence[str]) -> Drafted:
    """One column; `pool` are the answers to all rows of its matrix."""
    column, title = export.column(item), item.stem + item.part
    told = _answers(column)
    codes = missing_in(pool or told, title)
    values = [v for v in told if v not in codes]
    labels = [c for c in export.choices.get(item.position, ()) if c not in codes]
    kind, choices, sure = guess(values, title, labels, export.coding)
    question = Question(variable, item.part or item.stem, kind, stem=item.part and item.stem)
    question = with_choices(replace(question, missing=tuple(codes)), kind, choices)
    doubt = say.CONFIRM_CODES if _are_codes(choices) and sure < 0.9 else say.confirm_order(sure)
    if not values:
        doubt = say.CONFIRM_BLANK
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
        replace(question, sensitivity=level, unchecked=bool(codes)),
        sure,
        () if level is Sensitivity.DIRECT else samples,
        doubt,
        export.coding is Coding.SCORE,
        tuple((code, told.count(code)) for code in codes),
        _small_numbers(column, values),
    )


def _small_numbers(column: pd.Series, values: Sequence[str]) -> pd.Series | None:
    numbers = pd.to_numeric(column.where(column.isin(values)), errors="coerce")
    return numbers if _are_codes(values) and 0 <= numbers.min() and numbers.max() <= 10 else None


def _are_codes(choices: Sequence[str]) -> bool:
    return bool(choices) and all(is_number(c) for c in choices)


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
