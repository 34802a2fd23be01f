"""Tests of association and of differences between groups, design-based where there is a design."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import OfTable, of_table
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.interval import quantile
from researchlib.estimate.models import say
from researchlib.terms import policy

_DRAWS, _SEED = 9_999, 1


@dataclass(frozen=True)
class Test(OfTable):
    """一次检验：方法、统计量、自由度、p值、效应量和它的95%区间、人数。

    `groups` 是检验所比较的各组（人数和平均秩、平均值或计数）；一组检验一起看的，
    `adjusted` 是按霍尔姆法（Holm，1979）调整的 p。`how` 写明 p 是精确的、近似的还是模拟的，
    计入了抽样设计的哪些方面。
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
    how: str = ""


_P = ParamSpec("_P")
_R = TypeVar("_R", Test, list[Test])


def says_how(statistic: Callable[Concatenate[Answers, _P], _R]) -> Callable[..., _R]:
    """A statistic whose tests say how their p came about."""

    @wraps(statistic)
    def told(answers: Answers, *given: _P.args, **named: _P.kwargs) -> _R:
        made: Any = statistic(answers, *given, **named)
        all_of = made if isinstance(made, list) else [made]
        tests: Any = [replace(one, how=say.how(one.method, answers.design)) for one in all_of]
        return tests if isinstance(made, list) else tests[0]

    return told


def tested(
    method: str,
    statistic: float,
    df: Sequence[float],
    p: float,
    effect: str,
    size: float,
    low: float,
    high: float,
    n: int,
    groups: pd.DataFrame | None = None,
) -> Test:
    """A test in plain numbers, whatever its parts were made of."""
    statistic, p, size, low, high = map(float, (statistic, p, size, low, high))
    made = pd.DataFrame() if groups is None else groups
    return Test(method, statistic, tuple(map(float, df)), p, effect, size, low, high, n, made)


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
        raise say.problem("no_freedom")
    se = np.sqrt(variance)
    size, low, high = scale * (found + quantile(df) * se * np.array([0, -1, 1]))
    p = 2 * stats.t.sf(abs(found / se), df)
    return tested(method, found / se, (df,), p, effect, size, low, high, n, groups)


@of_table
@says_how
def association(answers: Answers, variable: str, by: str) -> Test:
    """两道单选题是否有关联：卡方检验（有抽样设计时用 Rao—Scott 修正）。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable, by : str
        两道单选或量表题。

    Returns
    -------
    Test
        皮尔逊卡方检验，不作连续性校正；复杂抽样的用二阶修正（Rao and Scott，1984），写作 F；
        期望频数小的（五分之一以上的格子不足5，或有格子不足1），2×2表用费希尔精确检验，
        其余的固定边际随机抽9999张表。效应量是克莱姆 V，经偏差修正（Bergsma，2013），
        区间用非中心卡方（Smithson，2003）。`groups` 里有频数、期望频数和调整后的残差（Haberman，
        1973）。复杂抽样的，V、期望频数和残差按加权的表计算，人数折算成误差相同的简单随机样本。

    Examples
    --------
    >>> found = association(answers, "satisfaction.meals", "living")
    >>> found.method, found.n, found.p < 0.001
    ('Rao—Scott 修正的卡方检验', 120, True)
    """
    codes, known = zip(*(answers.single(v) for v in (variable, by)), strict=True)
    keep = answers.domain & (np.minimum(*codes) >= 0)
    (rows, r), (columns, c) = (np.unique(k[keep], return_inverse=True) for k in codes)
    shape = len(rows), len(columns)
    if min(shape) < 2:
        raise say.problem("nothing_to_compare", answers.question(variable).text)
    cell = np.full(len(keep), -1)
    cell[keep] = r * shape[1] + c
    table = np.bincount(cell[keep], minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    df = (shape[0] - 1) * (shape[1] - 1)
    weighted, method, told = table, say.CHI_SQUARE, None
    if answers.design.complex:
        method, (weighted, told) = say.RAO_SCOTT, _rao_scott(answers, cell, shape)
    expected = stats.contingency.expected_freq(weighted)
    chi2 = ((weighted - expected) ** 2 / expected).sum()
    statistic, dfs, p = told or (chi2, (df,), stats.chi2.sf(chi2, df))
    if not told and ((expected < 1).any() or (expected < policy.LEAST_EXPECTED).mean() > 0.2):
        method, p = _exact(table, chi2)
    n = weighted.sum()
    share = expected / n
    spread = np.sqrt(expected * (1 - share.sum(axis=1, keepdims=True)) * (1 - share.sum(axis=0)))
    names = [(a, b) for a in (known[0][k] for k in rows) for b in (known[1][k] for k in columns)]
    cells = pd.DataFrame(names, columns=["choice", "group"]).assign(
        count=table.ravel().astype(int),
        expected=expected.ravel(),
        residual=((weighted - expected) / spread).ravel(),
    )
    effect = _cramer(chi2, shape, n)
    return tested(method, statistic, dfs, p, say.CRAMER, *effect, int(table.sum()), cells)


def _exact(table: np.ndarray, chi2: float) -> tuple[str, float]:
    if table.shape == (2, 2):
        return say.FISHER, stats.fisher_exact(table.astype(int))[1]
    drawn = stats.random_table(table.sum(axis=1).astype(int), table.sum(axis=0).astype(int)).rvs(
        _DRAWS, random_state=np.random.default_rng(_SEED)
    )
    expected = stats.contingency.expected_freq(table)
    reached = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2)) >= chi2 - 1e-9
    return say.MONTE_CARLO, (reached.sum() + 1) / (_DRAWS + 1)


def _rao_scott(
    answers: Answers,
    cell: np.ndarray,
    shape: tuple[int, int],
) -> tuple[np.ndarray, tuple[float, tuple[float, ...], float]]:
    """The weighted table at the size of a simple sample that varies as much; F, its degrees of
    freedom and p (cell -1: not counted)."""
    keep, (r, c) = cell >= 0, shape
    n, nu = int(keep.sum()), freedom(answers, keep)
    if nu < 1:
        raise say.problem("no_freedom")
    w = np.where(keep, answers.weights(), 0) / answers.weights()[keep].sum()
    parts = (cell[:, None] == np.arange(r * c)).astype(float)
    p = w @ parts
    v = covariance(answers, (parts - p) * w[:, None])
    (left, right), one = (np.eye(k)[:, 1:] for k in shape), np.ones
    main = np.hstack([one((r * c, 1)), np.kron(left, one((c, 1))), np.kron(one((r, 1)), right)])
    cross = np.kron(left, right)
    apart = cross - main @ np.linalg.lstsq(main, cross, rcond=None)[0]
    scaled = apart * np.divide(1, p, out=np.zeros_like(p), where=p > 0)[:, None]
    simple = scaled.T @ ((np.diag(p) - np.outer(p, p)) / n) @ scaled
    delta = np.linalg.solve(simple, scaled.T @ v @ scaled)
    grid = p.reshape(shape)
    chi2 = n * (grid**2 / np.outer(grid.sum(axis=1), grid.sum(axis=0))).sum() - n
    trace = np.trace(delta)
    d, f = trace**2 / np.trace(delta @ delta), chi2 / trace
    size = n * len(delta) / trace
    return grid * size, (f, (d, d * nu), stats.f.sf(f, d, d * nu))


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


def holm(tests: Sequence[Test]) -> list[Test]:
    """一组检验一起看：按霍尔姆法（Holm，1979）调整p值。

    Parameters
    ----------
    tests : list of Test
        作为一组一起看的检验。

    Returns
    -------
    list of Test
        同样的检验，次序不变，`adjusted` 是调整后的 p。

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
