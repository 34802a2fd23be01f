"""Which rows of a table are withheld: the small ones, and those from which they would follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from researchlib.estimate.estimates import PRINTED, Estimates, Measure
from researchlib.protect.attack import Pin, attack
from researchlib.protect.bounds import Bounds, counts_within
from researchlib.study.codebook import Literal
from researchlib.terms import policy
from researchlib.terms import words as w


def hidden_rows(estimates: Estimates, bounds: Sequence[Bounds], digits: int) -> np.ndarray:
    """Primary suppression by the thresholds, then complementary, until nothing hidden follows."""
    table = estimates.table
    hidden = _primary(estimates)
    hidden |= np.array([one.key in estimates.asked.withheld for one in bounds], bool)
    shown = table["base"].to_numpy() > 0
    for _, rows in table[shown].groupby("item", sort=False):
        places = rows.index.to_numpy()
        if bounds[places[0]].linear:
            _complete(table, places, hidden, estimates, bounds, digits)
        else:
            _hide_enough(table, places, hidden)
    return hidden


def _primary(estimates: Estimates) -> np.ndarray:
    table = estimates.table
    hidden = (table["n"] < policy.LEAST_BASE).to_numpy(copy=True)
    if estimates.measure in (Measure.SHARE, Measure.RANK):
        rest = table["n"] - table["count"]
        few = np.minimum(table["count"], rest) < policy.LEAST_SENSITIVE_COUNT
        grouped = ~table["group"].isin(("", w.EVERYONE)) & estimates.asked.sensitive_groups
        hidden |= (few & (grouped | estimates.asked.sensitive)).to_numpy()
    return hidden


def _complete(
    table: pd.DataFrame,
    places: np.ndarray,
    hidden: np.ndarray,
    estimates: Estimates,
    bounds: Sequence[Bounds],
    digits: int,
) -> None:
    """Hide what lets a hidden count be worked out, smallest first, until the attack finds none."""
    windows = {
        k: counts_within(
            estimates.asked,
            int(table.at[k, "n"]),
            [table.at[k, c] for c in PRINTED if c in table],
            digits,
            float(table.at[k, "silent"]) if "silent" in table else 0.0,
        )
        for k in places
        if table.at[k, "n"]
    }
    for _ in range(len(places)):
        pins = attack(
            [
                bounds[k] if hidden[k] else bounds[k].shown(int(table.at[k, "n"]), windows.get(k))
                for k in places
            ]
        )
        if not pins or hidden[places].all():
            return
        more = _next(table, places, hidden, pins[0], estimates.asked.groups)
        hidden[more] = True


def _next(
    table: pd.DataFrame,
    places: np.ndarray,
    hidden: np.ndarray,
    pin: Pin,
    groups: Sequence[tuple[str, tuple[Literal, ...]]],
) -> np.ndarray:
    """The rows to hide next: another choice of the same group, or the smallest other group."""
    open_rows = table.loc[places[~hidden[places]]]
    named = {variable: set(chosen) for variable, chosen, _ in pin.target.who}
    group = next(
        (
            g
            for g, literals in groups
            if all(set(chosen) <= named.get(variable, set()) for variable, chosen, _ in literals)
        ),
        "",
    )
    if not (table["group"] != "").any():
        group = table["group"].iloc[0]
    same = open_rows[(open_rows["group"] == group) & (open_rows["choice"] != "")]
    if len(same):
        return np.array([same["count"].idxmin()])
    others = open_rows[~open_rows["group"].isin(("", w.EVERYONE))]
    if len(others):
        smallest = others.loc[others["n"].idxmin(), "group"]
        return others.index[others["group"] == smallest].to_numpy()
    return open_rows.index.to_numpy()


def _hide_enough(table: pd.DataFrame, places: np.ndarray, hidden: np.ndarray) -> None:
    """Averages and weighted shares: the hidden groups together must not be few either."""
    groups = table.loc[places]
    groups = groups[~groups["group"].isin(("", w.EVERYONE))]
    while len(groups) and hidden[groups.index].any():
        together = groups[hidden[groups.index]].drop_duplicates("group")["n"].sum()
        rest = groups[~hidden[groups.index]]
        if together >= policy.LEAST_BASE or rest.empty:
            return
        smallest = rest.loc[rest["n"].idxmin(), "group"]
        hidden[rest.index[rest["group"] == smallest]] = True
