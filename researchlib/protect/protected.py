"""Small numbers: from Estimates to what can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from researchlib.estimate import say as say_estimate
from researchlib.estimate.compare import Comparison, Contrast
from researchlib.estimate.estimates import PRINTED, Asked, Estimates, Measure
from researchlib.estimate.planning import detectable
from researchlib.protect import say
from researchlib.protect.bounds import Bounds, bounds_of, counts_within
from researchlib.protect.cells import PERCENT, cell_of, written
from researchlib.protect.number import Basis, Shown, Stated
from researchlib.protect.suppress import hidden_rows
from researchlib.study.codebook import Question
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.words import Sampling


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
        raise say_estimate.no_such_group(label, [r.name for r in self.rows])

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

    def refuse_unasked(self, label: str) -> None:
        """Raises DataProblem where the form led everybody of that name past the question."""
        if label in self.unasked:
            raise say.nobody_asked(label, self.asked.text)

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
    def extremes(self) -> tuple[str, ...]:
        """Groups of which a share says something about everybody: all, or nobody."""
        return tuple(
            row.name
            for row in self.rows
            if row.group not in ("", w.EVERYONE)
            and self.measure is Measure.SHARE
            and row.value in (0.0, 1.0)
        )

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
        raise say.not_for_print()
    bounds = bounds_of(estimates)
    hidden, digits = hidden_rows(estimates, bounds, estimates.decimals), estimates.decimals
    if estimates.measure is Measure.RANK:
        hidden |= hidden.any()  # where one stands follows from where the others do
    basis = _basis(estimates)
    rows = []
    for label, (_, row), hide, one in zip(
        estimates.labels(), estimates.table.iterrows(), hidden, bounds, strict=True
    ):
        withheld = Shown(
            label,
            say.WITHHELD,
            basis=basis,
            withheld=True,
            bounds=one,
            group=row["group"],
            item=row["item"],
            choice=row["choice"],
        )
        if row["base"] > 0:
            beside = bool(hidden.any())
            rows.append(withheld if hide else _shown(withheld, row, one, estimates, digits, beside))
    about = estimates.variable, estimates.asked, estimates.questions
    return Protected(estimates.measure, *about, tuple(rows), estimates)


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


def _shown(
    withheld: Shown,
    row: Any,
    bounds: Bounds,
    estimates: Estimates,
    digits: int,
    beside: bool,
) -> Shown:
    """One row; where something of the same table is withheld its cell tells no count."""
    if estimates.measure is Measure.RANK:
        return _place(withheld, row, len(estimates.table))
    share, n = estimates.measure is Measure.SHARE, int(row["n"])
    exact = tuple(float(row[k]) for k in ("value", "low", "high"))
    value, (low, high) = write.rounded(exact[0], digits), write.ends(exact[1:], digits)
    unit = PERCENT if share else estimates.unit
    text, interval = written((value, low, high), unit, digits)
    silent = float(row.get("silent", 0.0))
    told = [float(row[k]) for k in PRINTED if k in row]
    within = counts_within(estimates.asked, n, told, digits, silent) if bounds.linear else None
    return replace(
        withheld,
        text=text,
        interval=interval,
        n=n,
        missing=int(row["missing"]),
        withheld=False,
        bounds=bounds.shown(n, within),
        cell=cell_of(
            row,
            estimates.measure,
            (value, low, high),
            unit,
            digits,
            None if beside else within,
        ),
        exact=tuple(e * 100 for e in exact) if share else exact,
        value=value,
        low=low,
        high=high,
        base=int(row["base"]),
        count=int(row["count"]) if share else None,
        loose=share and _loose(row, (value, low, high), digits, estimates.reach),
        silent=_silent(row, unit, digits, estimates) if silent else "",
        unheard=float(row["most"] - row["least"]) if silent else 0.0,
    )


def _place(withheld: Shown, row: Any, many: int) -> Shown:
    """From which place to which, with the people behind it."""
    low, high, n = int(row["low"]), int(row["high"]), int(row["n"])
    return replace(
        withheld,
        text=say.places(low, high),
        interval=write.interval(str(low), str(high)),
        clause=say.place_clause(low, high, many),
        n=n,
        missing=int(row["missing"]),
        withheld=False,
        bounds=withheld.bounds and withheld.bounds.shown(n, None),
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
    random = estimates.asked.sampling is Sampling.RANDOM
    return say.silent(int(row["silent"]), "" if estimates.reach else reach, random, turn)


def protect_comparison(comparison: Comparison) -> Stated:
    """A comparison as a clause, with its difference behind it; where a side is under the least
    base, or withheld, the two are not compared at all."""
    shares, of = comparison.is_share, comparison.estimates
    unit, size = (write.POINTS, 100) if shares else (comparison.unit, 1)
    spread = (comparison.high - comparison.low) / 2
    digits = policy.SHARE_DECIMALS if shares else of.decimals if of else write.decimals(spread)
    low, high = write.ends((comparison.low * size, comparison.high * size), digits)
    hidden = comparison.sensitive and comparison.least_count < policy.LEAST_SENSITIVE_COUNT
    if of is not None:
        table = protect(of)
        hidden |= any(table.row(side).withheld for side in (comparison.first, comparison.second))
    direction = Contrast.TOO_FEW if hidden else comparison.direction
    other = say.group_name(comparison.second, comparison.noun)
    value = write.score(comparison.second_value * size, digits) + (PERCENT if shares else unit)
    if of is not None and direction is not Contrast.TOO_FEW:
        value = table.row(comparison.second).said.text
    unsure = comparison.reach and direction is Contrast.UNCLEAR
    clause = say.clause(say.OPEN if unsure else direction, other, value)
    if direction is Contrast.TOO_FEW:
        return Stated("", clause, clause=clause)
    note = say.gap_note(
        write.score(comparison.difference * size, digits) + unit,
        write.span(write.score(low, digits), write.score(high, digits), unit),
        comparison.first_n,
        comparison.second_n,
        _detectable(comparison),
        say.interval_name(comparison.reach, comparison.level),
    )
    basis = Basis(method=say.REACH_METHOD if comparison.reach else say.DIFFERENCE)
    return Stated(
        "",
        note,
        basis=basis,
        direction=str(direction),
        clause=clause,
    )


def _detectable(comparison: Comparison) -> str:
    """What difference this sample could have found, where none is clear."""
    reach = comparison.reach
    if comparison.direction is not Contrast.UNCLEAR or not comparison.is_share or reach:
        return ""
    (p1, n1, *_), (p2, n2, *_) = comparison.sides
    together = (p1 * n1 + p2 * n2) / (n1 + n2)
    return write.points(detectable(n1, n2, together)) + write.POINTS
