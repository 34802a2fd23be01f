"""A simulated twin of a study's data: drawn from published numbers alone, nobody's answers in it.

Every question is drawn by itself from the shares that may be shown; only the skips hold questions
together. What may not be shown shares what is left in equal parts.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.payroll import PayRecord
from researchlib.estimate.share import share
from researchlib.protect import say
from researchlib.protect.protected import protect
from researchlib.protect.records import pay_facts
from researchlib.protect.suppress import unsettled
from researchlib.store.xlsx import MADE, book_bytes, new_book
from researchlib.study.codebook import Question
from researchlib.study.printed import printed_in
from researchlib.terms import words as w
from researchlib.terms.numbers import numbers_in
from researchlib.terms.words import Kind

_SECONDS = (90, 600)
_RANKED = 3
_HALF = 0.5
_TWO_SIDED = 1.96
Drawn = dict[str, np.ndarray]


def twin_answers(answers: Answers, rng: np.random.Generator) -> bytes:
    """As many invented answers as there were valid ones, as a by-text export (.xlsx)."""
    n = answers.flow.valid
    answers = replace(answers, withheld=unsettled(answers.withheld))  # tables nobody looked at
    drawn: Drawn = {}
    for question in (q for asked in printed_in(answers.codebook) for q in asked.rows):
        asked = _asked(question, drawn, n)
        drawn[question.variable] = np.where(asked, _drawn(answers, question, n, rng), w.SKIPPED)
    return _export(answers, drawn, rng)


def _asked(question: Question, drawn: Drawn, n: int) -> np.ndarray:
    """Whom the form leads to the question, by what the twin itself has answered."""
    if question.shown_when is None or question.shown_when[0] not in drawn:
        return np.ones(n, bool)
    gate, choices = question.shown_when
    return np.array(
        [any(part in choices for part in str(cell).split(w.TICK)) for cell in drawn[gate]]
    )


def _drawn(answers: Answers, question: Question, n: int, rng: np.random.Generator) -> np.ndarray:
    if question.kind is Kind.NUMBER:
        return _numbers(answers, question, n, rng)
    if question.kind not in (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING):
        return np.full(n, w.BLANK, object)
    shares = _shares(answers, question)
    names, p = list(shares), np.array(list(shares.values()))
    if question.kind in (Kind.SINGLE, Kind.SCALE):
        return rng.choice(np.array(names, object), n, p=p / p.sum())
    return np.array([_several(question, names, p, rng) for _ in range(n)], object)


def _several(
    question: Question,
    names: list[str],
    p: np.ndarray,
    rng: np.random.Generator,
) -> str:
    ticked = [name for name, hit in zip(names, rng.random(len(p)) < p, strict=True) if hit]
    ticked = ticked or [names[int(p.argmax())]]
    if question.kind is Kind.RANKING:
        return w.ARROW.join(rng.permutation(ticked)[:_RANKED])
    return w.TICK.join(ticked)


def _shares(answers: Answers, question: Question) -> dict[str, float]:
    """Each printed choice with its published share."""
    rows = protect(share(answers, question.variable)).rows
    known = {row.choice: row.value for row in rows}
    hidden = [choice for choice, value in known.items() if value is None]
    left = max(1 - sum(v for v in known.values() if v is not None), 0.0)
    each = left / len(hidden) if hidden else 0.0
    return {
        question.originals(choice)[0]: each if value is None else value
        for choice, value in known.items()
    }


def _numbers(answers: Answers, question: Question, n: int, rng: np.random.Generator) -> np.ndarray:
    (row,) = protect(average(answers, question.variable)).rows
    if row.value is None or row.low is None or row.high is None or row.n is None:
        return np.full(n, w.BLANK, object)
    spread = (row.high - row.low) / (2 * _TWO_SIDED) * np.sqrt(row.n)
    values = np.maximum(np.rint(rng.normal(row.value, spread, n)), 0).astype(int)
    return values.astype(str).astype(object)


def _export(answers: Answers, drawn: Drawn, rng: np.random.Generator) -> bytes:
    n = answers.flow.valid
    asked = printed_in(answers.codebook)
    heads = {q.variable: head for p in asked for q, head in zip(p.rows, p.heads, strict=True)}
    book = new_book()
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [w.SERIAL, w.SUBMITTED, w.SECONDS, *heads.values()])
    taken = rng.integers(*_SECONDS, n)
    for k in range(n):
        sheet.write_row(
            k + 1,
            0,
            [
                k + 1,
                f"{MADE:%Y/%m/%d} 08:00:00",
                f"{taken[k]}{w.SECOND_MARK}",
                *(str(drawn[variable][k]) for variable in heads),
            ],
        )
    return book_bytes(book)


def twin_payroll(record: PayRecord, rng: np.random.Generator) -> str:
    """As many invented persons and months as on record, from the facts that may be shown (.csv)."""
    facts = pay_facts(record).texts
    on_time, pension, medical = (
        _rate(facts, name) for name in (say.PAY_FACTS[1], say.PAY_FACTS[8], say.PAY_FACTS[9])
    )
    months = [f"{m // 12}-{m % 12 + 1:02d}" for m in record.months.index]
    later = [
        *months,
        *(f"{m // 12}-{m % 12 + 1:02d}" for m in (record.months.index[-1] + k for k in (1, 2, 3))),
    ]
    lines = [",".join(w.PAYROLL_COLUMNS)]
    for person in range(record.persons):
        insured = (
            w.YES if rng.random() < pension else w.NO,
            w.YES if rng.random() < medical else w.NO,
        )
        for k, month in enumerate(months):
            late = 0 if rng.random() < on_time else int(rng.integers(1, 4))
            lines.append(
                ",".join(
                    (
                        f"P{person + 1:03d}",
                        say.units(person % record.units + 1),
                        month,
                        "",
                        later[k + late],
                        *insured,
                    )
                )
            )
    return "\n".join(lines) + "\n"


def _rate(facts: Mapping[str, str | None], name: str) -> float:
    """A published percentage; where it is withheld, half."""
    told = facts[name]
    return next(numbers_in(told)) / 100 if told else _HALF
