"""The protected cell behind a published number: enough to compute it again, nothing finer.

A plain share is its two counts; any other share its value and effective n, an average its value,
standard error and degrees of freedom, a difference its two sides, all rounded. A withheld number
has no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from researchlib.estimate.compare import Comparison, gap_of
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.interval import student, wilson
from researchlib.terms import numbers as write

Cell = dict[str, Any]
_DIGITS, _FEW = 4, 1
PERCENT = "%"


def cell_of(row: Any, estimates: Estimates, unit: str, digits: int) -> Cell:
    """The cell of one row of estimates, printed in that unit with so many decimals.

    Where the interval is of another kind than Wilson's or Student's, the cell holds it as it is.
    """
    told: Cell = {"unit": unit, "digits": digits}
    if estimates.measure is Measure.SHARE:
        if estimates.asked.weighted:
            told |= {
                "share": _short(row["value"]),
                "effective_n": round(float(row["effective_n"]), _FEW),
            }
        else:
            told |= {
                "count": int(row["count"]),
                "n": int(row["n"]),
                "effective_n": round(float(row["effective_n"]), _FEW),
            }
    elif estimates.measure is Measure.AVERAGE:
        told |= {
            "mean": _short(row["value"]),
            "se": _short(row["se"]),
            "df": round(float(row["df"]), _FEW),
        }
    direct = tuple(float(row[k]) for k in ("value", "low", "high"))
    if len(told) == 2 or printed(told) != written(direct, unit, digits):
        told = {
            "unit": unit,
            "digits": digits,
            "values": [write.rounded(v, digits) for v in direct],
        }
    return told


def gap_cell(comparison: Comparison) -> Cell:
    """The cell of a difference: (share, effective n, of a design n and df too) or (mean, se, df)
    of both sides, and how they vary together."""
    plain = comparison.is_share and all(side[2] - 1 == side[3] for side in comparison.sides)
    told: Cell = {
        "sides": [[_short(v) for v in side[: 2 if plain else 4]] for side in comparison.sides],
        "level": _short(comparison.level),
    }
    return told | ({"correlation": r} if (r := _short(comparison.correlation)) else {})


def printed(cell: Mapping[str, Any]) -> tuple[str, str]:
    """Number and interval as they would be printed, computed from the cell alone."""
    if "sides" in cell:
        return _printed_gap(cell)
    if "values" in cell:
        values = tuple(cell["values"])
    elif "mean" in cell:
        mean = np.array(cell["mean"])
        values = (
            cell["mean"],
            *map(float, student(mean, np.array(cell["se"]) ** 2, np.array(cell["df"]))),
        )
    else:
        p = cell["share"] if "share" in cell else cell["count"] / cell["n"]
        values = (p, *map(float, wilson(np.array(p), np.array(cell["effective_n"]))))
    return written(values, cell["unit"], cell["digits"])


def written(values: Sequence[float], unit: str, digits: int) -> tuple[str, str]:
    """(value, low, high) as text: the number with its unit, and its interval."""
    if unit == PERCENT:
        value, low, high = map(write.percent, values)
        return value, write.interval(low, high)
    value, low, high = (write.score(v, digits) for v in values)
    return value + unit, write.interval(low, high)


def _printed_gap(cell: Mapping[str, Any]) -> tuple[str, str]:
    shares = len(cell["sides"][0]) != 3
    gap, low, high = gap_of(cell["sides"], shares, cell["level"], cell.get("correlation", 0.0))
    shown = write.points if shares else write.score
    return shown(gap), write.span(shown(low), shown(high), "")


def cells_in(contents: Iterable[Mapping[str, Any]]) -> list[list[Cell | None]]:
    """For every content the cell of each of its numbers; none for what was only counted."""
    return [[number.get("cell") for number in content["numbers"]] for content in contents]


def _short(value: Any) -> float:
    return round(float(value), _DIGITS)
