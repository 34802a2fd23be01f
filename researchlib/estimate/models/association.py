"""Tests of association and of differences between groups, design-based where there is a design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import single
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.interval import quantile
from researchlib.estimate.models import say
from researchlib.terms import policy

_DRAWS, _SEED = 9_999, 1


@dataclass(frozen=True)
class Test:
    """一次检验：方法、统计量、自由度、p值、效应量和它的95%区间、人数。

    `groups` holds what the test compared (n and mean rank, mean or count a group); for a family
    of tests `adjusted` is Holm's (1979) p.
    """

    __test__ = False  # not a case for pytest

    method: str
    statistic: float
    df: tuple[float, ...]
    p: float
    effect: str
    size: float
    low: float
    high: float
    n: int
    groups: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)
    adjusted: float | None = None


def t_test(
    method: str,
    effect: str,
    found: float,
    variance: float,
    df: float,
    n: int,
    groups: pd.DataFrame | None = None,
    scale: float = 1.0,
) -> Test:
    """Student's t of an estimate with its design's variance; the effect is `scale` times it."""
    if df < 1 or not variance > 0:
        raise say.no_freedom()
    se = float(np.sqrt(variance))
    t, half = float(found / se), float(quantile(df)) * se
    told = (float(v * scale) for v in (found, found - half, found + half))
    p = float(2 * stats.t.sf(abs(t), df))
    return Test(
        method, t, (float(df),), p, effect, *told, n, pd.DataFrame() if groups is None else groups
    )


def association(answers: Answers, variable: str, by: str) -> Test:
    """两道单选题是否有关联：卡方检验（有抽样设计时用 Rao—Scott 修正）。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable, by : str
        Two single choices or scales.

    Returns
    -------
    Test
        Pearson's chi-square without correction; under a design the second-order correction of
        Rao and Scott (1984) as F; where expected counts are small (below 5 in more than a fifth
        of the cells, or below 1) Fisher's exact test of a 2 x 2 table, else 9,999 tables drawn
        with the same margins. Effect: Cramer's V, bias-corrected (Bergsma 2013), its interval by
        the non-central chi-square (Smithson 2003). `groups` holds counts, expected counts and
        adjusted residuals (Haberman 1973). Under a design V, expected counts and residuals are
        of the weighted table, at the size of a simple sample that would vary as much.

    Examples
    --------
    >>> association(answers, "satisfaction", "living")          # doctest: +SKIP
    """
    rows, row_names = single(answers, variable)
    columns, column_names = single(answers, by)
    keep = (rows >= 0) & (columns >= 0) & answers.domain
    shape = len(row_names), len(column_names)
    place = rows[keep] * shape[1] + columns[keep]
    table = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)
    used = np.ix_(table.any(axis=1), table.any(axis=0))
    if min(table[used].shape) < 2:
        raise say.nothing_to_compare(answers.question(variable).text)
    n, weighted = int(table.sum()), table.astype(float)
    df = float((table[used].shape[0] - 1) * (table[used].shape[1] - 1))
    if answers.design.complex:
        w = answers.weights()[keep]
        weighted = np.bincount(place, w / w.mean(), table.size).reshape(shape)
        statistic, dfs, p, alike = _rao_scott(answers, rows, columns, keep)
        weighted, method = weighted * alike, say.RAO_SCOTT
    expected = stats.contingency.expected_freq(weighted[used])
    chi2 = float(((weighted[used] - expected) ** 2 / expected).sum())
    if not answers.design.complex:
        method, statistic, dfs, p = say.CHI_SQUARE, chi2, (df,), float(stats.chi2.sf(chi2, df))
        if (expected < 1).any() or (expected < policy.LEAST_EXPECTED).mean() > 0.2:
            method, p = _exact(table[used], chi2)
    v, low, high = _cramer(chi2, table[used].shape, weighted.sum())
    cells = _cell_table(table, weighted, row_names, column_names)
    return Test(method, statistic, dfs, p, say.CRAMER, v, low, high, n, cells)


def _exact(table: np.ndarray, chi2: float) -> tuple[str, float]:
    if table.shape == (2, 2):
        return say.FISHER, float(stats.fisher_exact(table.astype(int))[1])
    drawn = stats.random_table(table.sum(axis=1).astype(int), table.sum(axis=0).astype(int)).rvs(
        _DRAWS, random_state=np.random.default_rng(_SEED)
    )
    expected = stats.contingency.expected_freq(table)
    reached = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2)) >= chi2 - 1e-9
    return say.MONTE_CARLO, float((reached.sum() + 1) / (_DRAWS + 1))


def _rao_scott(
    answers: Answers,
    rows: np.ndarray,
    columns: np.ndarray,
    keep: np.ndarray,
) -> tuple[float, tuple[float, ...], float, float]:
    """Statistic, degrees of freedom and p of the weighted table, and how many answers of a
    simple sample one of these is worth."""
    w = np.where(keep, answers.weights(), 0)
    r = np.unique(rows[keep], return_inverse=True)[1]
    c = np.unique(columns[keep], return_inverse=True)[1]
    k = c.max() + 1
    cell = np.full(len(w), -1)
    cell[keep] = r * k + c
    size = (r.max() + 1) * k
    p = np.bincount(cell[keep], w[keep], size) / w.sum()
    parts = np.zeros((len(w), size))
    parts[keep, cell[keep]] = 1
    parts[keep] -= p
    v = covariance(answers, parts * (w / w.sum())[:, None])
    n, nu = int(keep.sum()), freedom(answers, keep)
    if nu < 1:
        raise say.no_freedom()
    main = np.array(
        [
            [1, *np.eye(r.max() + 1)[i][1:], *np.eye(k)[j][1:]]
            for i in range(r.max() + 1)
            for j in range(k)
        ]
    )
    cross = np.array(
        [
            np.outer(np.eye(r.max() + 1)[i][1:], np.eye(k)[j][1:]).ravel()
            for i in range(r.max() + 1)
            for j in range(k)
        ]
    )
    apart = cross - main @ np.linalg.lstsq(main, cross, rcond=None)[0]
    inverse = np.divide(1, p, out=np.zeros_like(p), where=p > 0)
    scaled = apart * inverse[:, None]
    simple = scaled.T @ ((np.diag(p) - np.outer(p, p)) / n) @ scaled
    delta = np.linalg.solve(simple, scaled.T @ v @ scaled)
    grid = p.reshape(-1, k)
    expected = np.outer(grid.sum(axis=1), grid.sum(axis=0))
    chi2 = n * ((grid - expected) ** 2 / expected).sum()
    trace = np.trace(delta)
    d = float(trace**2 / np.trace(delta @ delta))
    f = float(chi2 / trace)
    return f, (d, d * nu), float(stats.f.sf(f, d, d * nu)), float(len(delta) / trace)


def _cramer(chi2: float, shape: tuple[int, ...], n: float) -> tuple[float, float, float]:
    r, c = shape
    df = (r - 1) * (c - 1)
    phi2 = max(0.0, chi2 / n - df / (n - 1))
    least = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    bounds = [_non_central(chi2, df, tail) for tail in (0.975, 0.025)]
    low, high = (min(1.0, float(np.sqrt(b / (n * (min(r, c) - 1))))) for b in bounds)
    value = float(np.sqrt(phi2 / least))
    return value, min(low, value), max(high, value)


def _non_central(chi2: float, df: int, tail: float) -> float:
    """The non-centrality at which what was found stands at this point of the distribution."""
    from scipy.optimize import brentq

    if stats.chi2.cdf(chi2, df) < tail:
        return 0.0
    return float(brentq(lambda nc: stats.ncx2.cdf(chi2, df, nc) - tail, 1e-9, chi2 * 4 + 50))


def _cell_table(
    table: np.ndarray,
    weighted: np.ndarray,
    rows: Sequence[str],
    columns: Sequence[str],
) -> pd.DataFrame:
    n, down, across = weighted.sum(), weighted.sum(axis=1), weighted.sum(axis=0)
    expected = np.outer(down, across) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(expected * np.outer(1 - down / n, 1 - across / n))
        residual = (weighted - expected) / spread
    return pd.DataFrame(
        [
            (a, b, int(table[i, j]), expected[i, j], residual[i, j])
            for i, a in enumerate(rows)
            for j, b in enumerate(columns)
        ],
        columns=["choice", "group", "count", "expected", "residual"],
    )


def holm(tests: Sequence[Test]) -> list[Test]:
    """一组检验一起看：按霍尔姆法（Holm，1979）调整p值。

    Examples
    --------
    >>> holm([association(answers, v, "age") for v in ("a", "b")])          # doctest: +SKIP
    """
    order = np.argsort([t.p for t in tests])
    adjusted = np.zeros(len(tests))
    reached = 0.0
    for step, k in enumerate(order):
        reached = max(reached, min(1.0, tests[k].p * (len(tests) - step)))
        adjusted[k] = reached
    return [replace(t, adjusted=float(a)) for t, a in zip(tests, adjusted, strict=True)]
