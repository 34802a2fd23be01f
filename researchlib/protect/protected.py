"""Small numbers: from Estimates to what can be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from researchlib.estimate import say as say_estimate
from researchlib.estimate.arguments import OfTable
from researchlib.estimate.compare import Comparison, Contrast
from researchlib.estimate.estimates import PRINTED, Asked, Estimates, Measure
from researchlib.estimate.planning import detectable
from researchlib.protect import say
from researchlib.protect.bounds import (
    PROTECTING,
    Bounds,
    Counted,
    Kept,
    bounds_of,
    counts_within,
)
from researchlib.protect.cells import PERCENT, cell_of, written
from researchlib.protect.number import Basis, Number, Shown, Stated
from researchlib.protect.suppress import is_settled, protected_by, small, standing
from researchlib.protect.system import People
from researchlib.study.codebook import Question
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w

_LIGHT = 0.01  # a difference goes before the numbers beside it


@dataclass(frozen=True)
class Protected:
    """可以公开的一组数：小基数和敏感的小数已经隐去，其余已取整。"""

    measure: Measure
    variable: str
    asked: Asked
    questions: tuple[Question, ...]
    rows: tuple[Shown, ...]
    source: Estimates | None = field(default=None, repr=False, compare=False)

    def row(self, label: str) -> Shown:
        """The row of that name; an unknown one is told with those that exist."""
        for row in self.rows:
            if row.name == label:
                return row
        self.refuse_unasked(label)
        raise say_estimate.problem("no_such_group", label, [r.name for r in self.rows])

    @property
    def unasked(self) -> tuple[str, ...]:
        """The rows whose people the form led past the question, every one of them."""
        if self.source is None:
            return ()
        bases = zip(self.source.labels(), self.source.table["base"], strict=True)
        return tuple(label for label, base in bases if not base)

    @property
    def groups_unasked(self) -> list[str]:
        """The groups, or else the rows, that nobody was asked in."""
        known = [name for name, _ in self.asked.groups]
        return [
            *dict.fromkeys(
                next((g for g in known if label.startswith(g)), label) for label in self.unasked
            )
        ]

    def called(self, name: str) -> str:
        """An item as a table or chart has it: of whom the right answer is counted, with that
        answer."""
        keys = {q.label: q.key for q in self.questions if self.asked.of == (w.CORRECT,)}
        return say.answered(name, keys[name]) if name in keys else name

    def refuse_unasked(self, label: str) -> None:
        """Raises DataProblem where the form led everybody of that name past the question."""
        if label in self.unasked:
            raise say.problem("nobody_asked", label, self.asked.text)

    def __contains__(self, label: str) -> bool:
        return any(row.name == label for row in self.rows)

    @property
    def withheld(self) -> int:
        """How many numbers are not shown."""
        return sum(row.withheld for row in self.rows)

    def invited(self, groups: Sequence[str] = ()) -> tuple[int, list[tuple[str, str]]]:
        """How many comparisons of two (of these) groups the rows invite, and which of them stay
        clear when all are looked at together, the higher first."""
        if self.source is None or self.measure is Measure.RANK:
            return 0, []
        shown = {row.name for row in self.rows if not row.withheld}
        pairs = [p for p in self.source.pairs(groups) if {p.first, p.second} <= shown]
        told = [(p.first, p.second) for p in pairs if p.direction is Contrast.HIGHER]
        told += [(p.second, p.first) for p in pairs if p.direction is Contrast.LOWER]
        return len(pairs), told

    @property
    def protecting(self) -> int:
        """How many of these would tell of a few people, themselves or through another number."""
        return sum(row.bounds is not None and row.bounds.kept in PROTECTING for row in self.rows)

    @property
    def people(self) -> str:
        """The base of the whole, said once: 有效回答N人, or from–to where items differ."""
        whole = [r.n for r in self.rows if r.group in ("", w.EVERYONE) and r.n is not None]
        return say.people_range(min(whole), max(whole)) if whole else say.people(None)


def protect(estimates: Estimates | Protected) -> Protected:
    """What of these estimates may be shown, by the thresholds of terms.policy; what has been
    protected stays as it is."""
    if isinstance(estimates, Protected):
        return estimates
    if estimates.measure not in say.INTERVAL_METHODS:
        raise say.problem("not_for_print")
    rows = _rows(estimates)
    bounds = [row.bounds for row, _ in rows if row.bounds]
    kept = _kept(estimates, {one: standing(one) for one in bounds})
    beside = any(kept.values())
    if estimates.measure is Measure.RANK and beside:
        kept = {key: why or Kept.OTHERS for key, why in kept.items()}  # places follow from places
    shown = tuple(_told(row, told, estimates, kept, beside) for row, told in rows)
    about = estimates.variable, estimates.asked, estimates.questions
    return Protected(estimates.measure, *about, shown, estimates)


def _kept(estimates: Estimates, weights: Mapping[Bounds, float]) -> dict[str, str]:
    """Why each number is withheld, if it is: by itself, by what the whole study needs, or before
    that is known by what this table needs."""
    asked = estimates.asked
    more: Iterable[str] = asked.withheld
    if not is_settled(asked.withheld, asked.data) and (asked.sensitive or asked.sensitive_groups):
        costs = {one.key: weight for one, weight in weights.items()}
        more = {*more, *protected_by(People(estimates.answers), [*weights], costs).hidden}
    return {one.key: one.kept or (Kept.OTHERS if one.key in more else "") for one in weights}


def _told(
    row: Shown, told: Any, estimates: Estimates, kept: Mapping[str, str], beside: bool
) -> Shown:
    """The row as it may be read; where something of its table is withheld its cell tells no
    count."""
    bounds = row.bounds
    if bounds is not None and (why := kept[bounds.key]):
        return _withheld(row, replace(bounds, kept=why))
    if bounds is None or row.value is None or row.low is None or row.high is None:
        return row
    values, count = (row.value, row.low, row.high), None if beside else bounds.count
    share = estimates.measure is Measure.SHARE
    unit = PERCENT if share else estimates.unit
    return replace(row, cell=cell_of(told, estimates.measure, values, unit, bounds.digits, count))


def _withheld(row: Shown, bounds: Bounds) -> Shown:
    named = {k: getattr(row, k) for k in ("group", "item", "choice", "basis")}
    return Shown(row.name, say.KEPT[bounds.kept], withheld=True, bounds=bounds, **named)


def _rows(estimates: Estimates) -> list[tuple[Shown, Any]]:
    """Every row as it would be printed, and as it was estimated; of those that are too few, only
    why."""
    basis = _basis(estimates)
    rows = []
    for label, (_, row), one in zip(
        estimates.labels(), estimates.table.iterrows(), bounds_of(estimates), strict=True
    ):
        if row["base"] > 0:
            why = _few(row, estimates)
            named = {k: row[k] for k in ("group", "item", "choice")}
            told = Shown(label, "", basis=basis, bounds=one, **named)
            few = _withheld(told, replace(one, kept=why)) if why else None
            rows.append((few or _shown(told, row, one, estimates), row))
    return rows


def _few(row: Any, estimates: Estimates) -> str:
    """Whether a number is withheld by itself: too few answered, or said so, or did not."""
    if row["n"] < policy.LEAST_BASE:
        return Kept.BASE
    asked = estimates.asked
    grouped = row["group"] not in ("", w.EVERYONE) and asked.sensitive_groups
    least = min(row["count"], row["n"] - row["count"])
    counted = estimates.measure in (Measure.SHARE, Measure.RANK)
    few = counted and least < policy.LEAST_SENSITIVE_COUNT
    return Kept.FEW if few and (grouped or asked.sensitive) else ""


def _basis(estimates: Estimates) -> Basis:
    """How the numbers came about: a census has an interval only where somebody is silent."""
    asked, table = estimates.asked, estimates.table
    silent = table["silent"].to_numpy() if "silent" in table else np.zeros(len(table))
    reach = estimates.reach
    sampling = say.sampling_note(asked.sampling, asked.design, bool(silent.any()), reach)
    return Basis(
        question=asked.text,
        of=asked.of,
        by=asked.by,
        respondents=asked.respondents,
        domain=asked.domain,
        method=say.REACH_METHOD if reach else say.INTERVAL_METHODS[estimates.measure],
        sampling=sampling,
        data=asked.fingerprint[:12],
    )


def _shown(told: Shown, row: Any, bounds: Bounds, estimates: Estimates) -> Shown:
    if estimates.measure is Measure.RANK:
        return _place(told, row, len(estimates.table))
    share, n, digits = estimates.measure is Measure.SHARE, int(row["n"]), estimates.decimals
    exact = tuple(float(row[k]) for k in ("value", "low", "high"))
    value, (low, high) = write.rounded(exact[0], digits), write.ends(exact[1:], digits)
    unit = PERCENT if share else estimates.unit
    text, interval = written((value, low, high), unit, digits)
    silent = float(row.get("silent", 0.0))
    alike = [float(row[k]) for k in PRINTED if k in row]
    within = counts_within(estimates.asked, n, alike, digits, silent) if bounds.linear else None
    if within == (0, n):  # another interval than Wilson's: taken to tell the count itself
        within = None
    return replace(
        told,
        text=text,
        interval=interval,
        n=n,
        missing=int(row["missing"]),
        bounds=replace(
            bounds,
            n=n,
            count=within,
            printed=(value, low, high),
            digits=digits,
            silent=silent if estimates.reach and not bounds.linear else None,
        ),
        value=value,
        low=low,
        high=high,
        base=int(row["base"]),
        count=int(row["count"]) if share else None,
        loose=share and _loose(row, (value, low, high), digits, estimates.reach),
        silent=_silent(row, unit, digits, estimates) if silent else "",
        unheard=float(row["most"] - row["least"]) if silent else 0.0,
    )


def _place(told: Shown, row: Any, many: int) -> Shown:
    """From which place to which, with the people behind it."""
    low, high, n = int(row["low"]), int(row["high"]), int(row["n"])
    return replace(
        told,
        text=say.places(low, high),
        interval=write.interval(str(low), str(high)),
        clause=say.place_clause(low, high, many),
        n=n,
        missing=int(row["missing"]),
        bounds=told.bounds and replace(told.bounds, n=n),
        base=int(row["base"]),
    )


def _loose(row: Any, printed: tuple[float, ...], digits: int, reach: bool) -> bool:
    """Whether it is too uncertain for one number; of a census only how far the silent reach."""
    value, low, high = printed
    few = min(row["n"], row["effective_n"]) < policy.LEAST_PRESENTED and not reach
    wide = round(high - low - 10.0**-digits, 9)  # each end is moved out by half a unit or so
    beside = wide > policy.NARROW_ENOUGH and 0 < value * policy.TOO_WIDE_FOR_SHARE < wide
    return bool(few or wide >= policy.TOO_WIDE or beside)


def _silent(row: Any, unit: str, digits: int, estimates: Estimates) -> str:
    """How far those who did not answer could move it, and what would turn it round."""
    if not estimates.silence or not estimates.silence.bounded:
        return say.silent_unbounded(int(row["silent"]))
    reach = written((row["value"], row["least"], row["most"]), unit, digits)[1]
    turn = say.turn(row["value"], row["turn"]) if estimates.measure is Measure.SHARE else ""
    random = estimates.asked.sampling is w.Sampling.RANDOM
    return say.silent(int(row["silent"]), "" if estimates.reach else reach, random, turn)


def protect_comparison(comparison: Comparison) -> Stated:
    """A comparison as a clause, with its difference behind it; where a side is under the least
    base, or withheld, the two are not compared at all."""
    shares, of = comparison.is_share, comparison.estimates
    unit, size = (write.POINTS, 100) if shares else (comparison.unit, 1)
    spread = (comparison.high - comparison.low) / 2
    digits = policy.SHARE_DECIMALS if shares else of.decimals if of else write.decimals(spread)
    low, high = write.ends((comparison.low * size, comparison.high * size), digits)
    why, rests = _behind(comparison)
    direction = Contrast.TOO_FEW if why else comparison.direction
    other = say.group_name(comparison.second, comparison.noun)
    value = write.score(comparison.second_value * size, digits) + (PERCENT if shares else unit)
    if of is not None and direction is not Contrast.TOO_FEW:
        value = protect(of).row(comparison.second).said.text
    unsure = comparison.reach and direction is Contrast.UNCLEAR
    clause = say.clause(say.OPEN if unsure else direction, other, value)
    clause = say.NOT_COMPARED if why in PROTECTING else clause
    if direction is Contrast.TOO_FEW:
        return Stated("", clause, clause=clause, rests=rests)
    note = say.gap_note(
        write.score(comparison.difference * size, digits) + unit,
        write.span(write.score(low, digits), write.score(high, digits), unit),
        comparison.first_n,
        comparison.second_n,
        _detectable(comparison),
        say.interval_name(comparison.reach, comparison.level),
    )
    apart = say.SHARES_APART if shares else say.MEANS_APART
    basis = Basis(method=say.REACH_METHOD if comparison.reach else apart)
    return Stated(
        "",
        note,
        basis=basis,
        direction=str(direction),
        rests=rests,
        clause=clause,
    )


def _behind(comparison: Comparison) -> tuple[str, tuple[Bounds, ...]]:
    """Why the two are not compared, if so, and the counts of both sides: a difference beside its
    interval tells them, or the sums of an average, to the last person."""
    estimates = comparison.estimates
    if estimates is None:
        few = comparison.sensitive and comparison.least_count < policy.LEAST_SENSITIVE_COUNT
        return Kept.FEW if few else "", ()
    table, names = protect(estimates), (comparison.first, comparison.second)
    for name in names:
        table.refuse_unasked(name)
    sides = [row.bounds for row in table.rows if row.name in names and row.bounds]
    why = next((one.kept for one in sides if one.kept), "")
    by_itself = next((one.kept for one in sides if one.kept in (Kept.BASE, Kept.FEW)), "")
    rests = [replace(one, exact=True, linear=False, count=None, kept=by_itself) for one in sides]
    more = dict.fromkeys(estimates.asked.withheld, str(Kept.OTHERS))
    if not why:
        kept = {row.bounds: standing(row.bounds) for row in table.rows if row.bounds}
        more = _kept(estimates, kept | dict.fromkeys(rests, _LIGHT))
    told = tuple(replace(one, kept=one.kept or more.get(one.key, "")) for one in rests)
    return why or next((one.kept for one in told if one.kept), ""), told


def behind_table(found: OfTable) -> Number:
    """The whole table that a test or a model rests on, withheld where it could not be printed;
    what rests on no table that is known says nothing."""
    answers = found.answers
    if answers is None:
        return Number("", say.WITHHELD, withheld=True)
    people = People(answers)
    what = tuple((name, (), ()) for name in found.over)
    one = Bounds(
        answers.data,
        len(people),
        answers.filters,
        what,
        None,
        None,
        linear=False,
        counted=Counted.TABLE,
        exact=True,
    )
    kept = small(people, one) or (Kept.OTHERS if one.key in answers.withheld else "")
    text = say.KEPT[kept] if kept else ""
    return Number("", text, withheld=bool(kept), rests=(replace(one, kept=kept),))


def _detectable(comparison: Comparison) -> str:
    """What difference this sample could have found, where none is clear."""
    reach = comparison.reach
    if comparison.direction is not Contrast.UNCLEAR or not comparison.is_share or reach:
        return ""
    (p1, n1, *_), (p2, n2, *_) = comparison.sides
    together = (p1 * n1 + p2 * n2) / (n1 + n2)
    return write.points(detectable(n1, n2, together)) + write.POINTS
