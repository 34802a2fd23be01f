"""Bootstrap of a table of counts: people in one cell are alike, so only the counts are drawn."""

from collections.abc import Callable

import numpy as np

from researchlib.terms import policy

_SEED = 1


def bootstrap(
    counts: np.ndarray,
    statistic: Callable[[np.ndarray], np.ndarray],
    draws: int = 2_000,
) -> tuple[float, float]:
    """自助法区间：把整张频数表重抽若干次，取统计量的95%百分位区间。

    Parameters
    ----------
    counts : array of any shape
        People in each cell.
    statistic : function
        From tables (draws, *shape) to one number each.
    draws : int
        How many tables are drawn.

    Returns
    -------
    (low, high)
        Percentile interval (Efron 1979), from multinomial draws with a fixed seed.

    Examples
    --------
    >>> low, high = bootstrap(np.array([30, 70]), lambda t: t[:, 0] / t.sum(axis=1))
    >>> round(low, 2), round(high, 2)
    (0.21, 0.39)
    """
    flat = counts.ravel()
    drawn = np.random.default_rng(_SEED).multinomial(flat.sum(), flat / flat.sum(), draws)
    found = statistic(drawn.reshape(draws, *counts.shape))
    tail = (1 - policy.LEVEL) / 2
    low, high = np.nanquantile(found, [tail, 1 - tail])
    return float(low), float(high)
