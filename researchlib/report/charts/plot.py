"""The numbers of a chart in rows, as printed: nothing of them is finer than in the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from researchlib.protect.number import Number, Shown
from researchlib.report.objects.display import Plot, Series


def plotted(numbers: Sequence[Number], colours: Mapping[str, str]) -> Plot | None:
    """Categories and series of the rows; None where they make no such grid."""
    rows = [row for row in numbers if isinstance(row, Shown)]
    if not rows or len(rows) < len(numbers):
        return None
    varied = [k for k in ("item", "group", "choice") if len({getattr(r, k) for r in rows}) > 1]
    if len(varied) < 2:
        names = tuple(row.name for row in rows)
        texts = tuple(row.text for row in rows)
        return Plot(names, (Series("", texts),), False) if len(set(names)) == len(rows) else None
    if len(varied) > 2:
        return None
    across, within = ("choice", "group") if varied == ["group", "choice"] else varied
    cells = {(getattr(row, across), getattr(row, within)): row.text for row in rows}
    categories = tuple(dict.fromkeys(at for at, _ in cells))
    series = tuple(dict.fromkeys(name for _, name in cells))
    if not len(cells) == len(rows) == len(categories) * len(series):
        return None
    return Plot(
        categories,
        tuple(
            Series(name, tuple(cells[at, name] for at in categories), colours.get(name, ""))
            for name in series
        ),
        within == "choice",
    )
