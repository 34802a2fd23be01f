"""What of a questionnaire is worth a sentence: every candidate held to its interval, and one
ranking of them all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import TypeVar

import numpy as np
import pandas as pd

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, Status
from researchlib.estimate import say
from researchlib.estimate.average import average
from researchlib.estimate.compare import Comparison, Contrast
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.share import share
from researchlib.study.codebook import Question
from researchlib.terms import policy, scales
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Sensitivity

T = TypeVar("T")
_BACKGROUNDS, _GROUPS = 6, 8
_LEAST = 1.5  # in errors: what is nearer is clear by no interval


class LeadKind(StrEnum):
    """What a sentence may be about."""

    ENDS = "ends"
    LEVEL = "level"
    GAP = "gap"
    MOST = "most"
    TOP = "top"
    FIRST = "first"
    KNOWN = "known"
    MISSING = "missing"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Lead:
    """One candidate: `weight` is how far its interval stands from where nothing could be said, as
    a share of what is possible; `labels` name the rows of its estimates that it speaks of."""

    kind: LeadKind
    key: str
    weight: float
    estimates: Estimates
    labels: tuple[str, ...]
    comparison: Comparison | None = None


def backgrounds(answers: Answers) -> list[Question]:
    """The questions that say who somebody is, and can split the respondents."""
    return [
        q
        for q in answers.codebook
        if q.sensitivity is Sensitivity.QUASI and q.kind in ONE_CHOICE and not q.group
    ]


def leads(answers: Answers, by: Sequence[str] = ()) -> list[Lead]:
    """Everything that could be said of these answers, what matters most first.

    Highest and lowest of each scale; what more than half chose; what few know; where answers are
    missing; for every choice or item the clearest of all differences between two groups of
    `by` (without it, of the background questions), its interval simultaneous with all that were
    looked at (Bonferroni).
    """
    asked: dict[str, tuple[Question, ...]] = {}
    for q in answers.codebook:
        plain = q.sensitivity not in (Sensitivity.QUASI, Sensitivity.DIRECT)
        if plain and q.kind in (*ONE_CHOICE, *SEVERAL, Kind.NUMBER) and q.variable != w.MODE:
            name = q.group or q.variable
            asked.setdefault(name, answers.codebook.rows(name))
    found = [lead for rows in asked.values() for lead in _of_question(answers, rows)]
    found += _gaps(answers, asked, by or [q.variable for q in backgrounds(answers)])
    return sorted(found, key=lambda lead: -lead.weight)


def _of_question(answers: Answers, rows: Sequence[Question]) -> Iterator[Lead]:
    first = rows[0]
    looks: list[Callable[[], Iterator[Lead]]] = [lambda: _lost(answers, rows)]
    if _ordered(first) and len(rows) > 1 and first.kind is Kind.SCALE:
        looks.append(lambda: _ends(answers, first.group, rows))
    elif first.kind is Kind.RANKING:
        looks.append(lambda: _first(answers, first))
    elif _ordered(first) and not first.group and first.kind is not Kind.NUMBER:
        looks.append(lambda: _most(answers, first))
    looks += [lambda row=row: _known(answers, row) for row in rows]  # type: ignore[misc]
    for look in looks:
        for found in _tried(lambda look=look: list(look())):  # type: ignore[misc]
            yield from found


def _tried(look: Callable[[], T]) -> Iterator[T]:
    """What cannot be estimated (too few units, all alike) leads to nothing."""
    try:
        yield look()
    except DataProblem:
        return


def _key(answers: Answers, *parts: str) -> str:
    return "_".join((answers.name, *(p.replace(".", "_") for p in parts)))


def told(answers: Answers, name: str, by: str | None = None) -> Estimates:
    """A question as one number an item: the share of the good side where there is one, else the
    average; of choices that have no order, each by itself."""
    first = answers.codebook.rows(name)[0]
    if first.kind is Kind.SCALE and first.sides:
        return share(answers, name, of=first.sides[1], by=by)
    averaged = first.kind in (Kind.SCALE, Kind.NUMBER, Kind.RANKING)
    return (average if averaged else share)(answers, name, by=by)


def by_group(answers: Answers, name: str, by: str) -> Estimates | None:
    """The same for every group of `by`; of what is sensitive only averages, which tell no count."""
    found = told(answers, name, by)
    if found.measure is Measure.AVERAGE or not (
        found.asked.sensitive or found.asked.sensitive_groups
    ):
        return found
    return average(answers, name, by=by) if found.questions[0].kind is Kind.SCALE else None


def _span(estimates: Estimates) -> float:
    """What an average could differ by: the range of a scale, or the spread of a number."""
    first = estimates.questions[0]
    if estimates.measure is Measure.SHARE:
        return 1.0
    if first.kind is Kind.SCALE:
        return max(first.points) - min(first.points)
    if first.kind is Kind.RANKING:
        return max(len(first.choices) - 1.0, 1.0)
    last = estimates.table.iloc[-1]
    return float(4 * last["se"] * np.sqrt(last["n"])) or np.inf


def _ends(answers: Answers, name: str, rows: Sequence[Question]) -> Iterator[Lead]:
    turned = any(row.reversed for row in rows)
    found = average(answers, name) if turned else told(answers, name)
    table = found.table[found.table["n"] >= policy.LEAST_BASE]
    if len(table) < 2:
        return
    high, low = table.loc[table["value"].idxmax()], table.loc[table["value"].idxmin()]
    apart = float(high["low"] - low["high"]) / _span(found)
    kind = LeadKind.ENDS if apart > 0 else LeadKind.LEVEL
    yield Lead(kind, _key(answers, name, kind), max(apart, 0.0), found, (high["item"], low["item"]))


def _most(answers: Answers, question: Question) -> Iterator[Lead]:
    """What more than half surely said, one side of a scale or a choice; else the choice that is
    surely named more often than any other."""
    sides = [side for side in question.sides or () if side]
    tried = [share(answers, question.variable, of=side) for side in sides]
    for found in tried or [share(answers, question.variable)]:
        table = found.table.sort_values("value", ascending=False, kind="stable")
        row = table.iloc[0]
        if row["n"] < policy.LEAST_BASE or len(answers.choices(question.variable)) < 2:
            continue
        over, kind = float(row["low"]) - policy.MANY, LeadKind.MOST
        if over <= 0 and not sides:
            over, kind = float(row["low"] - table.iloc[1]["high"]), LeadKind.TOP
        if over > 0:
            label = found.labels()[int(table.index[0])]
            yield Lead(kind, _key(answers, question.variable, kind), over, found, (label,))


def _first(answers: Answers, question: Question) -> Iterator[Lead]:
    """What is surely put in the first place more often than anything else."""
    found = share(answers, question.variable, of=w.FIRST_PLACE)
    table = found.table.sort_values("value", ascending=False, kind="stable")
    over = float(table.iloc[0]["low"] - table.iloc[1]["high"]) if len(table) > 1 else 0.0
    if over > 0 and table.iloc[0]["n"] >= policy.LEAST_BASE:
        key, label = _key(answers, question.variable, LeadKind.FIRST), table.iloc[0]["choice"]
        yield Lead(LeadKind.FIRST, key, over, found, (str(label),))


def _known(answers: Answers, row: Question) -> Iterator[Lead]:
    """What hardly anybody knows: a question of knowledge, and few on its knowing side."""
    knows: tuple[str, ...] = ()
    if row.key:
        knows = (w.CORRECT,)
    elif row.kind is Kind.SCALE and row.sides and scales.KNOWS.search(row.sides[1][-1]):
        knows = row.sides[1]
    elif row.kind is Kind.SINGLE and scales.KNOWS.search(row.stem + row.text):
        knows = tuple(c for c in row.substantive if scales.KNOWING.match(c))
    if not knows:
        return
    found = share(answers, row.variable, of=knows)
    last = found.table.iloc[-1]
    if last["n"] >= policy.LEAST_BASE and last["high"] < policy.FEW:
        key = _key(answers, row.variable, LeadKind.KNOWN)
        yield Lead(
            LeadKind.KNOWN, key, policy.MANY - float(last["high"]), found, tuple(found.labels())
        )


def _lost(answers: Answers, rows: Sequence[Question]) -> Iterator[Lead]:
    """Where of those asked surely more than a few gave nothing that counts, or did not know: the
    worst row of a matrix."""
    for kind, states in (
        (LeadKind.MISSING, (Status.BLANK, Status.UNREADABLE)),
        (LeadKind.UNSURE, (Status.UNSURE,)),
    ):
        lost = [answers.status[row.variable].isin(states).to_numpy() for row in rows]
        worst = int(np.argmax([hit[answers.domain].sum() for hit in lost]))
        if not lost[worst].any() or rows[worst].kind is Kind.OPEN:
            continue
        row = rows[worst]
        words = say.LOST[kind]
        if kind is LeadKind.UNSURE and row.unsure:
            words = ("、".join(row.unsure), words[1])
        question = Question(
            f"{row.variable}_{kind}".replace(".", "_"),
            row.text,
            Kind.SINGLE,
            words,
            row.stem,
            sensitivity=row.sensitivity,
        )
        state = np.where(answers.asked(row.variable), Status.ANSWERED, Status.SKIPPED)
        values = pd.Categorical.from_codes(1 - lost[worst].astype(int), list(words))
        found = share(
            answers.with_question(question, values, state), question.variable, of=words[0]
        )
        last = found.table.iloc[-1]
        over = float(last["low"]) - policy.LOST
        if over > 0 and last["n"] >= policy.LEAST_BASE:
            yield Lead(kind, _key(answers, row.variable, kind), over, found, tuple(found.labels()))


def _gaps(
    answers: Answers,
    asked: Mapping[str, tuple[Question, ...]],
    by: Sequence[str],
) -> Iterator[Lead]:
    """For every choice or item its clearest difference; all pairs looked at hold together."""
    looked, best = 0, dict[tuple[str, int], tuple[float, str, Estimates, Comparison]]()
    for variable in by[:_BACKGROUNDS]:
        for name, rows in asked.items():
            if not 1 < len(answers.choices(variable)) <= _GROUPS or not _ordered(rows[0]):
                continue
            found = next(_tried(lambda n=name, v=variable: by_group(answers, n, v)), None)  # type: ignore[misc]
            if found is None:
                continue
            for place, (pairs, gap) in enumerate(widest(found), 1):
                if place > 1 and rows[0].kind is Kind.SINGLE and len(rows[0].substantive) == 2:
                    continue  # of two choices the other one says the same
                looked += pairs
                near = _near(gap) / _span(found) if gap else 0.0
                if gap and near > best.get((name, place), (0.0,))[0]:
                    best[name, place] = near, variable, found, gap
    for (name, place), (_, variable, found, wide) in best.items():
        strict = wide.at(1 - (1 - policy.LEVEL) / looked)
        if _near(strict) > 0:
            alone, gap = _alone(answers, found, wide, variable)
            key = _key(answers, name, LeadKind.GAP, variable, str(place))
            weight = _near(strict) / _span(found)
            yield Lead(LeadKind.GAP, key, weight, alone, (gap.first, gap.second), gap)


def _ordered(question: Question) -> bool:
    """Higher and lower mean something."""
    if question.kind is Kind.SCALE:
        return question.direction is not None
    return question.kind is not Kind.RANKING


def _near(gap: Comparison) -> float:
    """The end of its interval nearer to no difference; not above nought where that is within."""
    clear = gap.direction in (Contrast.HIGHER, Contrast.LOWER)
    return min(abs(gap.low), abs(gap.high)) if clear else 0.0


def widest(found: Estimates) -> Iterator[tuple[int, Comparison | None]]:
    """For every item and choice how many pairs of groups there are, and the two farthest apart
    where these could be told apart at all."""
    table = found.table[(found.table["n"] >= policy.LEAST_COMPARED)]
    table, labels = table[table["group"] != w.EVERYONE], found.labels()
    for _, rows in table.groupby(["item", "choice"], sort=False):
        if len(rows) < 2:
            yield 0, None
            continue
        high, low = int(rows["value"].idxmax()), int(rows["value"].idxmin())
        gap = rows.at[high, "value"] - rows.at[low, "value"]
        apart = gap > _LEAST * np.hypot(rows.at[high, "se"], rows.at[low, "se"])
        yield comb(len(rows), 2), found.compare(labels[high], labels[low]) if apart else None


def _alone(
    answers: Answers, found: Estimates, gap: Comparison, by: str
) -> tuple[Estimates, Comparison]:
    """The same difference in a table of its one item and choice."""
    high, low = found.row(gap.first), found.row(gap.second)
    row = next((q for q in found.questions if q.label == high["item"]), found.questions[0])
    if found.measure is Measure.SHARE:
        of = found.asked.of or (str(high["choice"]),)
        alone = share(answers, row.variable, of=of, by=by)
    else:
        alone = average(answers, row.variable, by=by)
    return alone, alone.compare(str(high["group"]), str(low["group"]))
