"""Small numbers: from Estimates to what can be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from researchlib.estimate import say as say_estimate
from researchlib.estimate.compare import Comparison, Contrast
from researchlib.estimate.estimates import Asked, Estimates, Measure
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


@dataclass(frozen=True)
class Protected:
    """可以公开的一组数：小基数和敏感的小数已经隐去，其余已取整。"""

    measure: Measure
    variable: str
    asked: Asked
    questions: tuple[Question, ...]
    rows: tuple[Shown, ...]

    def row(self, label: str) -> Shown:
        """The row of that name; an unknown one is told with those that exist."""
        for row in self.rows:
            if row.name == label:
                return row
        raise say_estimate.no_such_group(label, [r.name for r in self.rows])

    def __contains__(self, label: str) -> bool:
        return any(row.name == label for row in self.rows)

    @property
    def withheld(self) -> int:
        """How many numbers are not shown."""
        return sum(row.withheld for row in self.rows)

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
    return Protected(
        estimates.measure, estimates.variable, estimates.asked, estimates.questions, tuple(rows)
    )


def _basis(estimates: Estimates) -> Basis:
    asked = estimates.asked
    return Basis(
        question=asked.text,
        of=asked.of,
        by=asked.by,
        respondents=asked.respondents,
        domain=asked.domain,
        method=say.INTERVAL_METHODS[estimates.measure],
        sampling=say.sampling_note(asked.sampling, asked.design),
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
    share, n = estimates.measure is Measure.SHARE, int(row["n"])
    exact = tuple(float(row[k]) for k in ("value", "low", "high"))
    value, (low, high) = write.rounded(exact[0], digits), write.ends(exact[1:], digits)
    unit = PERCENT if share else estimates.unit
    text, interval = written((value, low, high), unit, digits)
    within = counts_within(estimates.asked, n, exact, digits) if bounds.linear else None
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
    )


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
    clause = say.clause(direction, other, value)
    if direction is Contrast.TOO_FEW:
        return Stated("", clause, clause=clause)
    note = say.gap_note(
        write.score(comparison.difference * size, digits) + unit,
        write.span(write.score(low, digits), write.score(high, digits), unit),
        comparison.first_n,
        comparison.second_n,
        _detectable(comparison),
    )
    basis = Basis(method=say.DIFFERENCE)
    return Stated(
        "",
        note,
        basis=basis,
        direction=str(direction),
        clause=clause,
    )


def _detectable(comparison: Comparison) -> str:
    """What difference this sample could have found, where none is clear."""
    if comparison.direction is not Contrast.UNCLEAR or not comparison.is_share:
        return ""
    (p1, n1, *_), (p2, n2, *_) = comparison.sides
    together = (p1 * n1 + p2 * n2) / (n1 + n2)
    return write.points(detectable(n1, n2, together)) + write.POINTS
