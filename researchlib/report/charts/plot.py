"""The numbers of a chart in rows, as printed: nothing of them is finer than in the picture."""

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
        if len(set(names)) < len(rows):
            return None
        return Plot(names, (_series("", rows, ""),), False)
    if len(varied) > 2:
        return None
    across, within = ("choice", "group") if varied == ["group", "choice"] else varied
    cells = {(getattr(row, across), getattr(row, within)): row for row in rows}
    categories = tuple(dict.fromkeys(at for at, _ in cells))
    names = tuple(dict.fromkeys(name for _, name in cells))
    if not len(cells) == len(rows) == len(categories) * len(names):
        return None
    columns = {name: [cells[at, name] for at in categories] for name in names}
    series = tuple(_series(name, held, colours.get(name, "")) for name, held in columns.items())
    return Plot(categories, series, within == "choice")


def _series(name: str, rows: Sequence[Shown], colour: str) -> Series:
    return Series(name, tuple(r.text for r in rows), tuple(r.interval for r in rows), colour)
