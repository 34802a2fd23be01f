"""The protected cell behind a published number: enough to compute it again, nothing that the
printed number does not tell already.

A plain share is its two counts where print leaves one count only and nothing of its table is
withheld; any other share its value and effective n, an average its value, standard error and
degrees of freedom, all from what is printed. A withheld number has no cell, nor has a difference:
its two sides may stand nowhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtri, stdtrit

from researchlib.estimate.compare import gap_of
from researchlib.estimate.estimates import Measure
from researchlib.estimate.interval import student, undefined, wilson
from researchlib.terms import numbers as write
from researchlib.terms import policy

Cell = dict[str, Any]
PERCENT = "%"


def cell_of(
    row: Any,
    measure: Measure,
    values: Sequence[float],
    unit: str,
    digits: int,
    count: Sequence[int] | None,
) -> Cell:
    """The cell of one row of estimates, from its value and interval as printed; `count` are the
    bounds that print leaves its count.

    What a design or weights do to a share stands in an effective n that gives the interval
    printed, from the middle of what its ends leave open. An interval that is neither Wilson's nor
    Student's is held as it is printed.
    """
    value, low, high = values
    tried: list[Cell] = [{"values": list(values)}]
    told = {"unit": unit, "digits": digits, "outward": True}
    last = 10.0**-digits
    if measure is Measure.AVERAGE:
        df = round(float(row["df"]), 1)
        spread = (high - low - last) / 2 / float(stdtrit(df, (1 + policy.LEVEL) / 2))
        tried.insert(0, {"mean": value, "se": round(spread, digits + 4), "df": df})
    elif measure is Measure.SHARE and _is_wilson(row, values, digits):
        low, high = (end + np.sign(value - end) * last / 2 for end in (low, high))
        tried.insert(0, {"share": value, "effective_n": _effective_n(value, low, high)})
        if count and count[0] == count[1]:
            n = int(row["n"])
            tried.insert(0, {"count": count[0], "n": n, "effective_n": float(n)})
    return next(told | c for c in tried if printed(told | c) == written(values, unit, digits))


def _is_wilson(row: Any, values: Sequence[float], digits: int) -> bool:
    found = wilson(np.array(row["value"]), np.array(row["effective_n"]))
    return write.ends(map(float, found), digits) == tuple(values[1:])


def _effective_n(share: float, low: float, high: float) -> float:
    """The n on which Wilson's interval of a share is so wide: the positive root of a square."""
    half = (high - low) ** 2 / 4
    slope = 2 * half - share * (1 - share)
    with undefined():
        root = (slope + np.sqrt(slope**2 + half - 4 * half**2)) / np.float64(0.5 - 2 * half)
        return round(float(ndtri((1 + policy.LEVEL) / 2) ** 2 / root), 1)


def printed(cell: Mapping[str, Any]) -> tuple[str, str]:
    """Number and interval as they would be printed, computed from the cell alone. Cells of older
    packs hold differences too."""
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
    return written(values, cell["unit"], cell["digits"], cell.get("outward", False))


def written(
    values: Sequence[float], unit: str, digits: int, outward: bool = True
) -> tuple[str, str]:
    """(value, low, high) as text: the number with its unit, and its interval; the ends of older
    packs are rounded as the value is."""
    value, low, high = values
    if outward:
        low, high = write.ends((low, high), digits)
    if unit == PERCENT:
        return write.percent(value), write.interval(write.percent(low), write.percent(high))
    value_told, *told = (write.score(v, digits) for v in (value, low, high))
    return value_told + unit, write.interval(*told)


def _printed_gap(cell: Mapping[str, Any]) -> tuple[str, str]:
    shares = len(cell["sides"][0]) == 2
    found = gap_of(cell["sides"], shares, cell["level"])
    size, digits = (100, policy.SHARE_DECIMALS) if shares else (1, policy.AVERAGE_DECIMALS)
    gap, low, high = (write.score(v * size, digits) for v in found)
    return gap, write.span(low, high)
