"""Places in an order, as sets that hold together: nobody is first by chance."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import by_any_name, group_codes, listed, weights
from researchlib.estimate.average import average, scores
from researchlib.estimate.design_errors import covariance, parts_of_means
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.models import say
from researchlib.estimate.share import columns, share
from researchlib.terms import policy
from researchlib.terms import words as w

_DRAWS, _SEED = 9_999, 1
_NO_ERROR = 1e-12


@by_any_name
def ranks(
    answers: Answers,
    variable: str,
    *,
    of: str | Sequence[str] | None = None,
    by: str | None = None,
    weight: str | None = None,
) -> Estimates:
    """名次：从大到小排，各项（各组）可能位居第几到第几，所有名次一起成立。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        写了 `of` 的，同 share；不写的，一道题的选项按占比排列，量表矩阵的各项按平均值排列。
    of : str or list of str, optional
        合起来算的选项。
    by : str, optional
        给各组排名次；这时题目只能有一行。
    weight : str, optional
        `answers.frame` 里的一列权重；不写的，用抽样设计的权重。

    Returns
    -------
    Estimates
        value 是名次（最大的是1），low 和 high 是可能的最前和最后名次：各项同时成立的95%范围
        （Mogstad, Romano, Shaikh and Wilhelm，2024），由每两项的差和抽样设计的协方差，
        按多元 t 逐步求得（Romano and Wolf，2005）。
        全面调查的，只看无论没有回答的人怎样想都清楚的先后。“其他”不排名次。

    Raises
    ------
    DataProblem
        不足两项，没有可排的；或者既有几项又分了组。

    Examples
    --------
    >>> ranks(answers, "importance")
    重要吗
    item  value  low  high   n ...
    助餐配餐      3    1     3 120 ...
    """
    rows, wanted = answers.codebook.rows(variable), listed(of)
    scored = not wanted and rows[0].kind in (w.Kind.SCALE, w.Kind.NUMBER)
    found = (
        average(answers, variable, by=by, weight=weight)
        if scored
        else share(answers, variable, of=of, by=by, weight=weight)
    )
    table = found.table
    varying = [name for name in ("group", "item", "choice") if table[name].nunique() > 1]
    keep = ~(table["group"].eq(w.EVERYONE) | table["choice"].eq(w.OTHER)).to_numpy()
    if len(varying) != 1 or keep.sum() < 2:
        raise say.problem("no_one_order", rows[0].text)
    values = [
        scores(answers, r)[:, None] if scored else columns(answers, r, wanted)[1] for r in rows
    ]
    groups = group_codes(answers, by)
    inside = np.column_stack(groups.inside()[: len(groups.names)] or groups.inside())
    parts = parts_of_means(np.hstack(values), inside, weights(answers, weight))
    least = _census(found)[keep] if found.reach else None
    places = [divmod(k, found.cells.n.shape[-1]) for k in np.flatnonzero(keep)]
    df = min(found.cells.freedom(*pair) for pair in combinations(places, 2))
    known = (table["n"] >= policy.LEAST_BASE).to_numpy()[keep]
    x = table["value"].to_numpy()[keep]
    v = covariance(answers, parts[:, keep[: parts.shape[1]]])
    above = clearly_above(x, v, df) if least is None else least[:, keep]
    above &= known & known[:, None]
    told = {
        "value": 1 + (x[:, None] < x).sum(axis=1),
        "low": 1 + above.sum(axis=0),
        "high": len(x) - above.sum(axis=1),
    }
    table = table[keep].reset_index(drop=True).assign(**told)
    return replace(found, measure=Measure.RANK, table=table, silence=None)


def clearly_above(
    x: np.ndarray, v: np.ndarray, df: float = np.inf, level: float = policy.LEVEL
) -> np.ndarray:
    """Which estimates (rows) stand above which others (columns), all of it at once at `level`.

    Those found clear are left out and the rest are held to what then remains (Romano and Wolf
    2005).
    """
    first, second = np.triu_indices(len(x), 1)
    apart = np.zeros((len(first), len(x)))
    apart[range(len(first)), first], apart[range(len(first)), second] = 1, -1
    t, drawn = _studentised(apart, x, v, df)
    clear = np.zeros(len(first), bool)
    while not clear.all():
        reach = np.quantile(drawn[:, ~clear].max(axis=1), level)
        more = ~clear & (np.abs(t) > reach)
        if not more.any():
            break
        clear |= more
    above = np.zeros((len(x), len(x)), bool)
    above[first[clear], second[clear]] = t[clear] > 0
    above[second[clear], first[clear]] = t[clear] < 0
    return above


def sides_of_mean(estimates: Estimates, items: Sequence[str], level: float) -> np.ndarray:
    """Of each item 1 or -1 where its average is clearly above or below the mean of these items,
    else 0, all of it at once at `level` (single-step maximum of t)."""
    cells, table = estimates.cells, estimates.table
    at = [int(np.flatnonzero(table["item"] == item)[0]) for item in items]
    x = cells.mean[-1, at]
    if cells.across is None or len(at) < 2:
        return np.zeros(len(at))
    away = np.eye(len(at)) - 1 / len(at)
    t, drawn = _studentised(away, x, cells.across[np.ix_(at, at)], float(cells.df[-1, at].min()))
    return np.sign(t) * (np.abs(t) > np.quantile(drawn.max(axis=1), level))


def _studentised(
    contrasts: np.ndarray, x: np.ndarray, v: np.ndarray, df: float
) -> tuple[np.ndarray, np.ndarray]:
    """t of each contrast, and what chance makes of |t| (draws x contrasts)."""
    se = np.sqrt(np.maximum(np.einsum("ck,kj,cj->c", contrasts, v, contrasts), 0))
    se = np.where(se > _NO_ERROR, se, np.inf)
    rng = np.random.default_rng(_SEED)
    scale, axes = np.linalg.eigh(v)
    drawn = rng.standard_normal((_DRAWS, len(x))) @ (axes * np.sqrt(np.maximum(scale, 0))).T
    if np.isfinite(df):
        drawn *= np.sqrt(df / rng.chisquare(df, (_DRAWS, 1)))
    return contrasts @ x / se, np.abs(drawn @ contrasts.T) / se


def _census(found: Estimates) -> np.ndarray:
    """Which rows of a census stand above which, whatever the silent think."""
    table, many = found.table, found.cells.n.shape[-1]
    if not table["group"].iloc[0]:
        return table["low"].to_numpy()[:, None] > table["high"].to_numpy()
    size = len(table)
    above = np.zeros((size, size), bool)
    for a, b in combinations(range(size - 1), 2):
        low, high = found.silence.gap(divmod(a, many), divmod(b, many)) if found.silence else (0, 0)
        above[a, b], above[b, a] = low > 0, high < 0
    return above
