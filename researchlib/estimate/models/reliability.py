"""Whether items make a scale: alpha, omega, item-rest, and what the sample can carry."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import OfTable, of_table, one_of
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.interval import quantile
from researchlib.estimate.models import say
from researchlib.estimate.models.factors import Adequacy, Factors, adequacy, fit_factors, parallel
from researchlib.terms import policy


@dataclass(frozen=True)
class Reliability(OfTable):
    """一个量表的信度：α 和区间、ω、各题与其余题的相关、用了多少人，以及数据够不够。"""

    alpha: float
    low: float
    high: float
    omega: float
    n: int
    items: pd.DataFrame = field(repr=False)
    warnings: tuple[str, ...] = ()


@of_table
def reliability(answers: Answers, variable: str) -> Reliability:
    """量表信度：克隆巴赫α（带95%区间）、ω、题—余相关；人太少或题目方向不一致会说明。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一组量表题（矩阵题）的名称；反向计分的题已经反转。

    Returns
    -------
    Reliability
        α（Cronbach，1951）按每题都答了的人计算，区间按费尔特法（Feldt，1965），
        复杂抽样的用线性化的误差；一个因子的 ω（McDonald，1999）；各题与其余题的相关，
        和去掉这题后的 α。有权重的都加权。

    Raises
    ------
    DataProblem
        不足三题，或者每题都答了的人比题目还少。

    Examples
    --------
    >>> round(reliability(answers, "attitude").alpha, 2)
    0.91
    """
    x, w, keep = _complete(answers, variable)
    n, k = x.shape
    spread = np.cov(x, rowvar=False, aweights=w)
    alpha = _alpha(spread)
    low, high = _limits(answers, x, w, keep, alpha)
    rest = x.sum(axis=1)[:, None] - x
    item_rest = np.diag(_correlation(np.hstack([x, rest]), w)[:k, k:])
    without = np.array([_alpha(np.delete(np.delete(spread, j, 0), j, 1)) for j in range(k)])
    found = fit_factors(_correlation(x, w), 1)
    common = float(found.loadings.sum() ** 2)
    omega = common / (common + found.unique.sum())
    labels = [row.label for row in answers.codebook.rows(variable)]
    items = pd.DataFrame(
        {
            "item": labels,
            "mean": np.average(x, axis=0, weights=w),
            "half": quantile(n - 1) * np.sqrt(np.diag(spread) / n),
            "item_rest": item_rest,
            "alpha_without": without,
            "loading": found.loadings[:, 0],
        }
    )
    return Reliability(
        float(alpha),
        float(low),
        float(high),
        float(omega),
        n,
        items,
        tuple(_warnings(n, k, alpha, item_rest)),
    )


def factor_analysis(
    answers: Answers,
    variable: str,
    *,
    count: int | None = None,
    rotation: str = "oblimin",
) -> tuple[Adequacy, Factors, pd.DataFrame]:
    """探索性因子分析：先看数据合不合适（KMO、巴特利特），再定取几个因子，再看各题载荷。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一组量表题（矩阵题）的名称。
    count : int, optional
        取几个因子；不写的，取平行分析得出的个数（至少一个）。
    rotation : {"oblimin", "varimax", "none"}
        因子怎样旋转：斜交（oblimin）、正交（varimax），或不旋转。

    Returns
    -------
    (Adequacy, Factors, table)
        `table` 一行一题：题目、MSA、各因子载荷 f1、f2、……和独特方差；人数就是 Adequacy 里的 n：
        每题都答了的人。

    Raises
    ------
    DataProblem
        不足三题，或者每题都答了的人比题目还少。

    Examples
    --------
    >>> enough, factors, table = factor_analysis(answers, "attitude")
    >>> round(enough.kmo, 2), len(factors.explained)
    (0.85, 1)
    """
    one_of(rotation, ("oblimin", "varimax", "none"))
    x, w, _ = _complete(answers, variable)
    correlation = _correlation(x, w)
    if count is None:
        found, random = parallel(x)
        count = max(1, int((found > random).sum()))
    enough, factors = adequacy(correlation, len(x)), fit_factors(correlation, count, rotation)
    table = pd.DataFrame(
        {
            "item": [row.label for row in answers.codebook.rows(variable)],
            "msa": enough.items,
            **{f"f{k + 1}": factors.loadings[:, k] for k in range(count)},
            "unique": factors.unique,
        }
    )
    return enough, factors, table


def _complete(answers: Answers, variable: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores, weights and places of those who answered every item; too few of them, or items
    alike, are refused."""
    rows = answers.codebook.rows(variable)
    every = np.column_stack([scores(answers, row) for row in rows])
    keep = answers.domain & ~np.isnan(every).any(axis=1)
    x, w = every[keep], answers.weights()[keep]
    n, k = x.shape
    if k < 3 or n <= k or (np.linalg.matrix_rank(x - x.mean(axis=0)) < k):
        raise say.problem("no_scale", rows[0].printed, n, k)
    return x, w, keep


def _correlation(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    spread = np.cov(x, rowvar=False, aweights=w)
    size = np.sqrt(np.diag(spread))
    return spread / np.outer(size, size)


def _limits(
    answers: Answers,
    x: np.ndarray,
    w: np.ndarray,
    keep: np.ndarray,
    alpha: float,
) -> tuple[float, float]:
    """Feldt (1965); of a design from the linearised error of log(1 - alpha)."""
    n, k = x.shape
    if not answers.design.complex:
        freedoms = n - 1, (n - 1) * (k - 1)
        low, high = (1 - (1 - alpha) * stats.f.ppf(tail, *freedoms) for tail in (0.975, 0.025))
        return float(low), float(high)
    apart = x - np.average(x, axis=0, weights=w)
    own, whole = (apart**2).sum(axis=1), apart.sum(axis=1) ** 2
    part = np.zeros(len(keep))
    part[keep] = w * (own / (w @ own) - whole / (w @ whole)) * (w @ own) / (w @ whole)
    se = np.sqrt(covariance(answers, part[:, None])[0, 0]) * k / (k - 1)
    half = np.exp(quantile(freedom(answers, keep)) * se / (1 - alpha))
    return float(1 - (1 - alpha) * half), float(1 - (1 - alpha) / half)


def _alpha(covariance: np.ndarray) -> float:
    k = len(covariance)
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


def _warnings(n: int, k: int, alpha: float, item_rest: np.ndarray) -> list[str]:
    found = []
    if n < policy.LEAST_SCALE or n < 5 * k:
        found.append(say.scale_too_few(n, max(policy.LEAST_SCALE, 5 * k)))
    if (item_rest < 0).any():
        found.append(say.SCALE_TURNED)
    if alpha < 0.6:
        found.append(say.SCALE_LOOSE)
    return found
