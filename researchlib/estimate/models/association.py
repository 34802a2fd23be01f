"""Tests of association and of differences between groups, design-based where there is a design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean import say as say_clean
from researchlib.clean.answers import Answers
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.models import say
from researchlib.study.codebook import Question
from researchlib.terms import policy
from researchlib.terms.words import Kind

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
        adjusted residuals (Haberman 1973).

    Examples
    --------
    >>> found = association(answers, "satisfaction.meals", "living")
    >>> found.method, found.n, found.p < 0.001
    ('Rao—Scott 修正的卡方检验', 120, True)
    """
    rows, row_names = _codes(answers, variable)
    columns, column_names = _codes(answers, by)
    keep = (rows >= 0) & (columns >= 0) & answers.domain
    table = np.zeros((len(row_names), len(column_names)))
    np.add.at(table, (rows[keep], columns[keep]), 1)
    used = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(used.shape, default=0) < 2:
        raise say.nothing_to_compare(answers.question(variable).text)
    n = int(used.sum())
    expected = stats.contingency.expected_freq(used)
    df = (used.shape[0] - 1) * (used.shape[1] - 1)
    chi2 = float(((used - expected) ** 2 / expected).sum())
    dfs: tuple[float, ...] = (float(df),)
    method, statistic, p = say.CHI_SQUARE, chi2, float(stats.chi2.sf(chi2, df))
    if answers.design.complex:
        method = say.RAO_SCOTT
        statistic, dfs, p = _rao_scott(answers, rows, columns, keep)
    elif (expected < 1).any() or (expected < policy.LEAST_EXPECTED).mean() > 0.2:
        method, p = _exact(used, chi2)
    v, low, high = _cramer(chi2, used.shape, n)
    cells = _cell_table(table, row_names, column_names)
    return Test(method, statistic, dfs, p, say.CRAMER, v, low, high, n, cells)


def _codes(answers: Answers, variable: str) -> tuple[np.ndarray, tuple[str, ...]]:
    question: Question = answers.question(variable)
    if question.kind not in (Kind.SINGLE, Kind.SCALE):
        raise say_clean.not_a_grouping(question.text, question.kind)
    return answers.codes(variable).astype(int), answers.choices(variable)


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
) -> tuple[float, tuple[float, ...], float]:
    """The weighted table, and how far its cells vary more than in a simple sample."""
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
    n = int(keep.sum())
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
    f, nu = float(chi2 / trace), freedom(answers, keep)
    return f, (d, d * nu), float(stats.f.sf(f, d, d * nu))


def _cramer(chi2: float, shape: tuple[int, ...], n: int) -> tuple[float, float, float]:
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
    rows: Sequence[str],
    columns: Sequence[str],
) -> pd.DataFrame:
    n, down, across = table.sum(), table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(down, across) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(expected * np.outer(1 - down / n, 1 - across / n))
        residual = (table - expected) / spread
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
    >>> tests = [association(answers, name, "living") for name in ("left", "satisfaction.meals")]
    >>> [test.adjusted >= test.p for test in holm(tests)]
    [True, True]
    """
    order = np.argsort([t.p for t in tests])
    adjusted = np.zeros(len(tests))
    reached = 0.0
    for step, k in enumerate(order):
        reached = max(reached, min(1.0, tests[k].p * (len(tests) - step)))
        adjusted[k] = reached
    return [replace(t, adjusted=float(a)) for t, a in zip(tests, adjusted, strict=True)]
