"""Small numbers: from Estimates to the one object that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from researchlib.estimate import say as say_estimate
from researchlib.estimate.compare import Comparison, Direction
from researchlib.estimate.estimates import Asked, Estimates, Measure
from researchlib.estimate.planning import detectable
from researchlib.protect import say
from researchlib.protect.bounds import Release, counts_within, releases_of
from researchlib.protect.cells import PERCENT, Cell, cell_of, gap_cell, written
from researchlib.protect.suppress import as_shown, hidden_rows
from researchlib.study.codebook import Question
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w


@dataclass(frozen=True)
class Shown:
    """One number as it may be read: rounded, or withheld with the reason in its place."""

    label: str
    group: str
    item: str
    choice: str
    text: str
    interval: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    base: int | None
    missing: int | None
    count: int | None
    release: Release
    cell: Cell | None = None

    @property
    def withheld(self) -> bool:
        return self.value is None

    @property
    def people(self) -> str:
        """有效回答N人, or that there are too few to say."""
        return say.people(self.n)


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
            if row.label == label:
                return row
        raise say_estimate.no_such_group(label, [r.label for r in self.rows])

    def __contains__(self, label: str) -> bool:
        return any(row.label == label for row in self.rows)

    @property
    def withheld(self) -> int:
        """How many numbers are not shown."""
        return sum(row.withheld for row in self.rows)

    @property
    def extremes(self) -> tuple[str, ...]:
        """Groups of which a share says something about everybody: all, or nobody."""
        return tuple(
            row.label
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


@dataclass(frozen=True)
class ProtectedComparison:
    """A comparison as it may be read: a direction and the other side's number, or 人数不足."""

    direction: Direction
    first: str
    second: str
    second_text: str
    noun: str
    gap: str
    interval: str
    first_n: int
    second_n: int
    detectable: str = ""
    cell: Cell | None = None


def protect(estimates: Estimates | Protected) -> Protected:
    """What of these estimates may be shown, by the thresholds of terms.policy; what has been
    protected stays as it is."""
    if isinstance(estimates, Protected):
        return estimates
    releases = releases_of(estimates)
    digits = 2 + policy.SHARE_DECIMALS
    hidden = hidden_rows(estimates, releases, digits)
    rows = tuple(
        _shown(
            label,
            row,
            bool(hide),
            estimates,
            as_shown(
                release,
                int(row["n"]),
                counts_within(
                    estimates.asked, int(row["n"]), [row["value"], row["low"], row["high"]], digits
                )
                if row["n"] and release["linear"]
                else None,
                bool(hide),
            ),
        )
        for label, (_, row), hide, release in zip(
            estimates.labels(), estimates.table.iterrows(), hidden, releases, strict=True
        )
        if row["base"] > 0
    )
    return Protected(
        estimates.measure, estimates.variable, estimates.asked, estimates.questions, rows
    )


def protect_comparison(comparison: Comparison) -> ProtectedComparison:
    """Round a comparison; sides under the least base are not compared at all."""
    shares = comparison.is_share
    shown = write.percent if shares else write.score
    gap, unit = (write.points, write.POINTS) if shares else (write.score, comparison.unit)
    hidden = comparison.sensitive and comparison.least_count < policy.LEAST_SENSITIVE_COUNT
    if comparison.estimates is not None:
        table = protect(comparison.estimates)
        hidden |= any(table.row(side).withheld for side in (comparison.first, comparison.second))
    return ProtectedComparison(
        Direction.TOO_FEW if hidden else comparison.direction,
        comparison.first,
        comparison.second,
        shown(comparison.second_value) + ("" if shares else unit),
        comparison.noun,
        gap(comparison.difference) + unit,
        write.span(gap(comparison.low), gap(comparison.high), unit),
        comparison.first_n,
        comparison.second_n,
        _detectable(comparison),
        None if hidden else gap_cell(comparison),
    )


def _detectable(comparison: Comparison) -> str:
    """What difference this sample could have found, where none is clear."""
    if comparison.direction is not Direction.UNCLEAR or not comparison.is_share:
        return ""
    (p1, n1, *_), (p2, n2, *_) = comparison.sides
    together = (p1 * n1 + p2 * n2) / (n1 + n2)
    return write.points(detectable(n1, n2, together)) + write.POINTS


def _shown(
    label: str,
    row: Any,
    hide: bool,
    estimates: Estimates,
    release: Release,
) -> Shown:
    names = (label, row["group"], row["item"], row["choice"])
    if hide:
        return Shown(*names, say.WITHHELD, "", None, None, None, None, None, None, None, release)
    share, unit = estimates.measure is Measure.SHARE, estimates.unit
    points = policy.AVERAGE_DECIMALS if unit == w.POINTS else policy.NUMBER_DECIMALS
    digits = 2 + policy.SHARE_DECIMALS if share else points
    value, low, high = (write.rounded(float(row[k]), digits) for k in ("value", "low", "high"))
    unit = PERCENT if share else unit
    text, interval = written((value, low, high), unit, digits)
    return Shown(
        *names,
        text,
        interval,
        value,
        low,
        high,
        int(row["n"]),
        int(row["base"]),
        int(row["missing"]),
        int(row["count"]) if share else None,
        release,
        cell_of(row, estimates, unit, digits),
    )
