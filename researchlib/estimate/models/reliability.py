"""Whether items make a scale: alpha, omega, item-rest, and what the sample can carry."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.average import scores
from researchlib.estimate.models import say
from researchlib.estimate.models.factors import Adequacy, Factors, adequacy, fit_factors, parallel
from researchlib.terms import policy


@dataclass(frozen=True)
class Reliability:
    """一个量表的信度：α 和区间、ω、各题与其余题的相关、用了多少人，以及数据够不够。"""

    alpha: float
    low: float
    high: float
    omega: float
    n: int
    items: pd.DataFrame = field(repr=False)
    warnings: tuple[str, ...] = ()


def item_scores(answers: Answers, variable: str) -> pd.DataFrame:
    """The items of a matrix as scores in the direction of the scale; nan for no answer."""
    rows = answers.codebook.rows(variable)
    frame = pd.DataFrame({row.variable: scores(answers, row) for row in rows})
    return frame[answers.domain]


def reliability(answers: Answers, variable: str) -> Reliability:
    """量表信度：克隆巴赫α（带95%区间）、ω、题—余相关；人太少或题目方向不一致会说明。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        The name of a matrix of scale items; 反向计分 is already turned.

    Returns
    -------
    Reliability
        Alpha (Cronbach 1951) of those who answered every item, interval of Feldt (1965); omega
        total of one factor (McDonald 1999); each item's correlation with the rest and alpha
        without it.

    Raises
    ------
    DataProblem
        Fewer than three items, or fewer complete answers than items.

    Examples
    --------
    >>> round(reliability(answers, "attitude").alpha, 2)
    0.91
    """
    x = _complete(answers, variable)
    n, k = x.shape
    covariance = np.cov(x, rowvar=False)
    alpha = _alpha(covariance)
    low, high = (
        1 - (1 - alpha) * stats.f.ppf(tail, n - 1, (n - 1) * (k - 1)) for tail in (0.975, 0.025)
    )
    rest = x.sum(axis=1)[:, None] - x
    item_rest = np.array([np.corrcoef(x[:, j], rest[:, j])[0, 1] for j in range(k)])
    without = np.array([_alpha(np.delete(np.delete(covariance, j, 0), j, 1)) for j in range(k)])
    correlation = np.corrcoef(x, rowvar=False)
    found = fit_factors(correlation, 1)
    common = float(found.loadings.sum() ** 2)
    omega = common / (common + found.unique.sum())
    labels = [row.label for row in answers.codebook.rows(variable)]
    items = pd.DataFrame(
        {
            "item": labels,
            "mean": x.mean(axis=0),
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
        Cleaned questionnaires.
    variable : str
        The name of a matrix of scale items.
    count : int, optional
        How many factors; without it as many as parallel analysis finds (at least one).
    rotation : {"oblimin", "varimax", "none"}

    Returns
    -------
    (Adequacy, Factors, table)
        `table` has a row an item: item, MSA, loadings f1, f2, …, and unique variance; its n is
        that of Adequacy: those who answered every item.

    Raises
    ------
    DataProblem
        Fewer than three items, or fewer complete answers than items.

    Examples
    --------
    >>> enough, factors, table = factor_analysis(answers, "attitude")
    >>> round(enough.kmo, 2), len(factors.explained)
    (0.85, 1)
    """
    x = _complete(answers, variable)
    correlation = np.corrcoef(x, rowvar=False)
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


def _complete(answers: Answers, variable: str) -> np.ndarray:
    """Scores of those who answered every item; too few of them, or items alike, are refused."""
    x = item_scores(answers, variable).dropna().to_numpy(float)
    n, k = x.shape
    if k < 3 or n <= k or (x.std(axis=0) == 0).any():
        raise say.no_scale(answers.codebook.rows(variable)[0].printed, n, k)
    return x


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
