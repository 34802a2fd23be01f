"""Agreement of coders by label: of those who used it, kappa, alpha and AC1, with intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from researchlib.estimate.arguments import one_of
from researchlib.estimate.interval import wilson
from researchlib.estimate.spoken import say

_REPLICATES, _SEED = 2_000, 1


@dataclass(frozen=True)
class Agreement:
    """两人（多人）归类一致的程度；算不出的项为空，`why` 写明原因。

    `n` 是至少两位归类人看过的段数：`both` 是都用了这个标签（立场也相同）的，
    `apart` 是只有一部分人用了、或者立场不同的。两位归类人的，`only_first` 和 `only_second` 是一人
    用了、另一人没有用的段数。`positive` 是用过这个标签的次数里，归类人共同用的比例，0到1。
    """

    label: str
    n: int
    both: int | None
    only_first: int | None
    only_second: int | None
    percent: float | None = None
    kappa: float | None = None
    kappa_low: float | None = None
    kappa_high: float | None = None
    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    ac1: float | None = None
    why: str = ""
    apart: int = 0
    positive: float | None = None
    positive_low: float | None = None
    positive_high: float | None = None


def agreement(codings: Mapping[str, np.ndarray]) -> list[Agreement]:
    """各标签的归类一致性：正向一致率、κ、α、AC1 和区间。

    Parameters
    ----------
    codings : mapping of str to array (turns x coders)
        For every label who gave it to which turn: 0 not, 1 yes, 2 yes and the speaker holds the
        opposite, nan where a coder did not look; or codes of any kind, of which uses are not
        counted.

    Returns
    -------
    list of Agreement
        Positive agreement 2a / (2a + b + c), over all pairs of coders (Dice 1945; Cicchetti and
        Feinstein 1990), its interval from Wilson's (1927) for the turns that were used; Cohen's
        (1960) kappa for two coders; Krippendorff's (2011) alpha with 2,000 bootstrap draws of
        turns; Gwet's (2008) AC1, its chance from turns that one coder saw too. Where nobody, or
        everybody, used a label nothing can be computed, and it says so.

    Examples
    --------
    >>> found, = agreement({"费用": np.array([[1, 1], [0, 0], [1, 0]])})
    >>> found.both, found.only_first, found.only_second, round(found.positive, 2)
    (1, 1, 0, 0.67)
    """
    draws: dict[int, np.ndarray] = {}
    return [_one(label, np.asarray(grid, float), draws) for label, grid in codings.items()]


def overall(codings: Mapping[str, np.ndarray]) -> Agreement:
    """所有标签合起来的正向一致率：用过的标签里有多少是共同的，带区间。

    Parameters
    ----------
    codings : mapping of str to array (turns x coders)
        As for `agreement`.

    Returns
    -------
    Agreement
        Counts of labels on turns, positive agreement and its interval; no coefficient.

    Examples
    --------
    >>> found = overall({"费用": np.array([[1, 1], [0, 0], [1, 0]]), "远": np.array([[1, 1]])})
    >>> found.both, found.apart, round(found.positive, 2)
    (2, 1, 0.8)
    """
    grids = [_seen(np.asarray(grid, float)) for grid in codings.values()]
    told = np.concatenate(grids) if grids else np.empty((0, 2))
    return Agreement("", len(told), **_uses(told))


def _seen(grid: np.ndarray) -> np.ndarray:
    """The turns that at least two coders looked at."""
    return grid[(~np.isnan(grid)).sum(axis=1) >= 2]


def _one(label: str, grid: np.ndarray, draws: dict[int, np.ndarray]) -> Agreement:
    seen = _seen(grid)
    n = len(seen)
    used = _uses(seen)
    if not n:
        return Agreement(label, 0, **used, why=say.NOBODY_LOOKED)
    values = np.unique(seen[~np.isnan(seen)])
    percent = _agreeing(_counts(seen, values))
    if len(values) < 2:
        return Agreement(label, n, **used, percent=percent, why=say.ONE_ANSWER_ONLY)
    kappa, kappa_low, kappa_high = _kappa(seen)
    alpha, low, high = krippendorff(seen, draws=draws)
    return Agreement(
        label,
        n,
        **used,
        percent=percent,
        kappa=kappa,
        kappa_low=kappa_low,
        kappa_high=kappa_high,
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        ac1=gwet(grid),
    )


def _uses(seen: np.ndarray) -> dict[str, Any]:
    """How often a label was used by all, by some, by one of two, and how much of it was shared."""
    told = seen[~np.isnan(seen)]
    if not np.isin(told, (0, 1, 2)).all():
        return {"both": None, "only_first": None, "only_second": None}
    used, gap = seen > 0, np.isnan(seen)
    most = np.where(gap, -np.inf, seen).max(axis=1, initial=-np.inf)
    least = np.where(gap, np.inf, seen).min(axis=1, initial=np.inf)
    any_used, alike = used.any(axis=1), most == least
    both, apart = int((any_used & alike).sum()), int((any_used & ~alike).sum())
    first = second = None
    if seen.shape[1] == 2:
        first, second = (int((used[:, k] & ~alike).sum()) for k in (0, 1))
    shared = uses = 0
    for one, other in combinations(range(seen.shape[1]), 2):
        known = ~gap[:, one] & ~gap[:, other]
        pair = used[known][:, [one, other]]
        shared += 2 * int((pair.all(axis=1) & (seen[known, one] == seen[known, other])).sum())
        uses += int(pair.sum())
    counted = {"both": both, "only_first": first, "only_second": second, "apart": apart}
    if not uses:
        return counted
    positive = shared / uses
    together = positive / (2 - positive)  # of the turns that were used
    bounds = (float(b) for b in wilson(np.array(together), np.array(both + apart)))
    low, high = (2 * b / (1 + b) for b in bounds)
    return counted | {"positive": positive, "positive_low": low, "positive_high": high}


def _kappa(grid: np.ndarray) -> tuple[float | None, float | None, float | None]:
    """Cohen's kappa and its interval (Fleiss, Cohen and Everitt 1969), for two coders; nought
    without an interval where one of them always says the same."""
    if grid.shape[1] != 2:
        return None, None, None
    from statsmodels.stats.inter_rater import cohens_kappa

    values = np.unique(grid)
    place = np.searchsorted(values, grid)
    table = np.zeros((len(values),) * 2)
    np.add.at(table, (place[:, 0], place[:, 1]), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = cohens_kappa(table)
    if (np.ptp(grid, axis=0) == 0).any():
        return float(found.kappa), None, None
    return float(found.kappa), float(found.kappa_low), float(found.kappa_upp)


def krippendorff(
    grid: np.ndarray,
    level: str = "nominal",
    *,
    replicates: int = _REPLICATES,
    draws: dict[int, np.ndarray] | None = None,
) -> tuple[float, float, float]:
    """克里彭多夫 α 和95%区间：几人编码、有空缺、名义或有序或等距的标签都可以。

    Parameters
    ----------
    grid : array (units x coders)
        Values as numbers, nan for a gap.
    level : {"nominal", "ordinal", "interval"}
    replicates : int
        Bootstrap draws of units.
    draws : dict, optional
        Draws of units shared between labels of the same number of units.

    Returns
    -------
    (alpha, low, high) : floats
        Krippendorff (2011); percentile interval.

    Examples
    --------
    >>> [round(x, 2) for x in krippendorff(np.array([[1, 1], [2, 2], [1, 2.0]]))]
    [0.44, -0.67, 1.0]
    """
    metric = _METRICS[one_of(level, list(_METRICS))]
    values, counts = _told(grid)
    counts = counts[counts.sum(axis=1) >= 2]
    k = len(values)
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(k))
    flat = pairs.reshape(len(pairs), -1) / (counts.sum(axis=1, keepdims=True) - 1)
    alpha = float(_alpha(flat.sum(axis=0)[None], values, metric)[0])
    n = len(flat)
    shared = {} if draws is None else draws
    if n not in shared:
        rng = np.random.default_rng(_SEED)
        shared[n] = rng.multinomial(n, np.full(n, 1 / n), replicates).astype(np.float32)
    made = _alpha((shared[n] @ flat.astype(np.float32)).astype(float), values, metric)
    low, high = np.nanquantile(made, [0.025, 0.975])
    return alpha, float(min(low, alpha)), float(max(high, alpha))


def gwet(grid: np.ndarray) -> float:
    """格威特 AC1（Gwet，2008）：标签很少或很多时比 κ 稳。

    Parameters
    ----------
    grid : array (units x coders)
        Values as numbers, nan for a gap.

    Returns
    -------
    float

    Examples
    --------
    >>> round(gwet(np.array([[1, 1], [2, 2], [1, 2.0]])), 2)
    0.33
    """
    values, counts = _told(grid)
    agreed = _agreeing(counts)
    told = counts[counts.sum(axis=1) > 0]
    share = (told / told.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((share * (1 - share)).sum() / (len(values) - 1))
    return float((agreed - chance) / (1 - chance))


def _told(grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The values there are and how often each was given to each unit; two coders must have seen
    some of the same, and not all alike."""
    values = np.unique(grid[~np.isnan(grid)])
    counts = _counts(grid, values)
    if not (counts.sum(axis=1) >= 2).any():
        raise say.no_agreement(say.NOBODY_LOOKED)
    if len(values) < 2:
        raise say.no_agreement(say.ONE_ANSWER_ONLY)
    return values, counts


def _counts(grid: np.ndarray, values: np.ndarray) -> np.ndarray:
    """How many coders gave each value to each unit."""
    return (grid[:, :, None] == values).sum(axis=1).astype(float)


def _agreeing(counts: np.ndarray) -> float:
    """The share of pairs of coders that agree, averaged over units with two or more."""
    counts = counts[counts.sum(axis=1) >= 2]
    m = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (m * (m - 1))).mean())


def _alpha(
    sums: np.ndarray,
    values: np.ndarray,
    metric: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    """From coincidences (draws x k*k) to alpha."""
    k = len(values)
    o = sums.reshape(-1, k, k)
    n = o.sum(axis=2)
    total = n.sum(axis=1)
    d = metric(values, n)
    seen = (o * d).sum(axis=(1, 2))
    due = (n[:, :, None] * n[:, None, :] * d).sum(axis=(1, 2)) / (total - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(due > 0, 1 - seen / due, np.nan)


def _nominal(values: np.ndarray, n: np.ndarray) -> np.ndarray:
    return 1 - np.eye(len(values))


def _interval(values: np.ndarray, n: np.ndarray) -> np.ndarray:
    return (values[:, None] - values) ** 2


def _ordinal(values: np.ndarray, n: np.ndarray) -> np.ndarray:
    """The people between two values, the ends half (Krippendorff 2011)."""
    reached = np.cumsum(n, axis=1) - n / 2
    return (reached[:, :, None] - reached[:, None, :]) ** 2


_METRICS = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval}
