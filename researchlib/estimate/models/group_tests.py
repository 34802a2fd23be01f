"""Two or more groups compared on a number or a scale: means, ranks, pairs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.models import say
from researchlib.estimate.models.association import Test, holm
from researchlib.estimate.models.resample import bootstrap

_MOST_VALUES = 5_000


def mean_test(answers: Answers, variable: str, by: str) -> Test:
    """两组平均数之差：韦尔奇t检验；有抽样设计时用设计法误差。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        A number or scale.
    by : str
        A single choice of which exactly two groups answered.

    Returns
    -------
    Test
        Welch (1947), or the linearised t under a design (Lumley 2010). Effect: Hedges' g
        (1981), its interval by the normal approximation of Hedges and Olkin (1985).

    Examples
    --------
    >>> found = mean_test(answers, "wage", "sex")
    >>> found.method, round(found.statistic, 2)
    ('设计法t检验', -3.88)
    """
    y, g, names = _grouped(answers, variable, by)
    if len(names) != 2:
        raise say.needs_two_groups(answers.question(by).text, len(names))
    a, b = y[g == 0], y[g == 1]
    if answers.design.complex:
        slope, spread, df = _regressed(answers, y, g, 2)
        t = float(slope[0] / np.sqrt(spread[0, 0]))
        method, dfs, p = say.DESIGN_T, (float(df),), float(2 * stats.t.sf(abs(t), df))
    else:
        found = stats.ttest_ind(b, a, equal_var=False)
        t, p = float(found.statistic), float(found.pvalue)
        method, dfs = say.WELCH, (float(found.df),)
    size, low, high = _hedges(b, a)
    return Test(
        method, t, dfs, p, say.HEDGES, size, low, high, len(a) + len(b), _summary(names, [a, b])
    )


def rank_test(answers: Answers, variable: str, by: str) -> Test:
    """几组之间高低是否不同：曼—惠特尼或克鲁斯卡尔—沃利斯秩检验，不要求正态。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variable : str
        A number or scale.
    by : str
        A single choice.

    Returns
    -------
    Test
        Two groups: Mann and Whitney (1947), effect: the chance that one of the second group
        stands above one of the first. More: Kruskal and Wallis (1952), effect: epsilon squared,
        its interval by bootstrap (Efron 1979) up to 5,000 different values.
        Under a design Lumley and Scott (2013), the finite population correction included.

    Examples
    --------
    >>> found = rank_test(answers, "satisfaction.meals", "age")
    >>> found.method, round(found.statistic, 1)
    ('设计法秩检验', 3.6)
    """
    y, g, names = _grouped(answers, variable, by)
    if len(names) < 2:
        raise say.nothing_to_compare(answers.question(variable).text)
    parts = [y[g == k] for k in range(len(names))]
    n = sum(map(len, parts))
    summary = _summary(names, parts)
    if answers.design.complex:
        return _design_rank(answers, y, g, names, summary, n)
    if len(names) == 2:
        found = stats.mannwhitneyu(parts[1], parts[0], method="asymptotic")
        size, low, high = _superiority(parts[1], parts[0])
        return Test(
            say.MANN_WHITNEY,
            float(found.statistic),
            (),
            float(found.pvalue),
            say.SUPERIORITY,
            size,
            low,
            high,
            n,
            summary,
        )
    found = stats.kruskal(*parts)
    h, k = float(found.statistic), len(names)
    values, place = np.unique(np.concatenate(parts), return_inverse=True)
    low, high = np.nan, np.nan
    if len(values) <= _MOST_VALUES:
        group = np.repeat(np.arange(k), [len(p) for p in parts])
        low, high = bootstrap(
            np.bincount(place * k + group, minlength=len(values) * k).reshape(-1, k), _epsilon
        )
    return Test(
        say.KRUSKAL,
        h,
        (k - 1.0,),
        float(found.pvalue),
        say.EPSILON,
        h / (n - 1),
        low,
        high,
        n,
        summary,
    )


def _epsilon(tables: np.ndarray) -> np.ndarray:
    """Epsilon squared of tables (draws, values in order, groups)."""
    ties = tables.sum(axis=2).astype(float)
    n = ties[0].sum()
    rank = ties.cumsum(axis=1) - (ties - 1) / 2
    people = tables.sum(axis=1)
    sums = np.einsum("dv,dvg->dg", rank, tables)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(people > 0, sums**2 / people, 0).sum(axis=1)
        h = 12 / (n * (n + 1)) * apart - 3 * (n + 1)
        return h / (1 - (ties**3 - ties).sum(axis=1) / (n**3 - n)) / (n - 1)


def dunn(answers: Answers, variable: str, by: str) -> list[Test]:
    """克鲁斯卡尔—沃利斯检验之后，两两比较（Dunn，1964），p值按霍尔姆法调整。

    Parameters
    ----------
    answers, variable, by
        As for rank_test.

    Returns
    -------
    list of Test
        One a pair, in the order of the groups; z of mean ranks with the correction for ties.

    Examples
    --------
    >>> [round(test.p, 2) for test in dunn(answers, "satisfaction.meals", "age")]
    [0.87, 0.03, 0.04]
    """
    y, g, names = _grouped(answers, variable, by)
    keep = g >= 0
    rank, group = stats.rankdata(y[keep]), g[keep]
    n = len(rank)
    ties = np.unique(rank, return_counts=True)[1].astype(float)
    spread = n * (n + 1) / 12 - (ties**3 - ties).sum() / (12 * (n - 1))
    counts = np.bincount(group, minlength=len(names))
    means = np.bincount(group, rank, len(names)) / counts
    made = []
    for a, b in combinations(range(len(names)), 2):
        z = (means[a] - means[b]) / np.sqrt(spread * (1 / counts[a] + 1 / counts[b]))
        size, low, high = _superiority(y[g == b], y[g == a])
        made.append(
            Test(
                say.DUNN,
                float(z),
                (),
                float(2 * stats.norm.sf(abs(z))),
                say.SUPERIORITY,
                size,
                low,
                high,
                int(counts[a] + counts[b]),
                _summary((names[a], names[b]), [y[g == a], y[g == b]]),
            )
        )
    return holm(made)


def paired_test(answers: Answers, first: str, second: str) -> Test:
    """同一批人的两个评分之差：配对t检验。

    Returns
    -------
    Test
        Student's (1908) paired t; effect: the mean difference second - first with its interval.

    Examples
    --------
    >>> found = paired_test(answers, "importance.meals", "satisfaction.meals")
    >>> found.method, found.n, round(found.size, 2)
    ('配对t检验', 120, -1.37)
    """
    a, b = (scores(answers, answers.question(v)) for v in (first, second))
    keep = answers.domain & ~np.isnan(a) & ~np.isnan(b)
    found = stats.ttest_rel(b[keep], a[keep])
    low, high = found.confidence_interval(0.95)
    return Test(
        say.PAIRED,
        float(found.statistic),
        (float(found.df),),
        float(found.pvalue),
        say.MEAN_DIFFERENCE,
        float((b - a)[keep].mean()),
        float(low),
        float(high),
        int(keep.sum()),
    )


def mcnemar_test(answers: Answers, first: str, second: str, *, of: str) -> Test:
    """同一批人前后两次选同一选项的比例是否变化：麦克尼马尔精确检验。

    Returns
    -------
    Test
        McNemar (1947), exact binomial; effect: the difference of the two shares with the
        interval of Bonett and Price (2012).

    Examples
    --------
    >>> found = mcnemar_test(answers, "before", "after", of="知道")
    >>> found.method, round(found.size, 2)
    ('麦克尼马尔精确检验', 0.26)
    """
    told = [answers.frame[v].astype(object) for v in (first, second)]
    keep = answers.domain & np.logical_and(*(t.notna().to_numpy() for t in told))
    a, b = ((t == of).to_numpy()[keep] for t in told)
    gained, lost, n = int((~a & b).sum()), int((a & ~b).sum()), int(keep.sum())
    changed = gained + lost
    p = float(stats.binomtest(gained, changed).pvalue) if changed else 1.0
    p1, p2 = (gained + 1) / (n + 2), (lost + 1) / (n + 2)
    half = stats.norm.ppf(0.975) * np.sqrt((p1 + p2 - (p1 - p2) ** 2) / (n + 2))
    return Test(
        say.MCNEMAR,
        float(min(gained, lost)),
        (),
        p,
        say.SHARE_DIFFERENCE,
        (gained - lost) / n,
        float(p1 - p2 - half),
        float(p1 - p2 + half),
        n,
    )


def _grouped(
    answers: Answers,
    variable: str,
    by: str,
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Scores, the group of each (-1: not compared), and the names of groups that answered."""
    y = scores(answers, answers.question(variable))
    codes = answers.codes(by).astype(int)
    keep = answers.domain & ~np.isnan(y) & (codes >= 0)
    used = np.unique(codes[keep])
    place = np.full(len(answers.choices(by)) + 1, -1)
    place[used] = np.arange(len(used))
    return y, np.where(keep, place[codes], -1), tuple(answers.choices(by)[k] for k in used)


def _summary(names: tuple[str, ...], parts: list[np.ndarray]) -> pd.DataFrame:
    return pd.DataFrame(
        {"group": names, "n": [len(p) for p in parts], "mean": [p.mean() for p in parts]}
    )


def _regressed(
    answers: Answers,
    y: np.ndarray,
    g: np.ndarray,
    k: int,
) -> tuple[np.ndarray, np.ndarray, int]:
    """Weighted regression on group indicators: slopes, their covariance, degrees of freedom."""
    keep = g >= 0
    w = np.where(keep, answers.weights(), 0)
    x = np.column_stack([np.ones(len(y)), *((g == j) for j in range(1, k))]).astype(float)
    filled = np.where(keep, y, 0)
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    slopes = bread @ ((x * w[:, None]).T @ filled)
    parts = (x * (w * (filled - x @ slopes))[:, None]) @ bread
    v = covariance(answers, parts)
    return slopes[1:], v[1:, 1:], freedom(answers, keep) - (k - 1)


def _design_rank(
    answers: Answers,
    y: np.ndarray,
    g: np.ndarray,
    names: tuple[str, ...],
    summary: pd.DataFrame,
    n: int,
) -> Test:
    """Ranks as estimated places in the population, regressed on the groups."""
    keep = np.flatnonzero(g >= 0)
    w = answers.weights()
    order = keep[np.argsort(y[keep], kind="stable")]
    middle = np.cumsum(w[order]) - w[order] / 2
    rank = np.full(len(y), np.nan)
    same = pd.Series(middle).groupby(y[order]).transform("mean").to_numpy()
    rank[order] = same / w[keep].sum()
    slopes, v, df = _regressed(answers, rank, g, len(names))
    if len(names) == 2:
        t = float(slopes[0] / np.sqrt(v[0, 0]))
        half = stats.t.ppf(0.975, df) * np.sqrt(v[0, 0])
        return Test(
            say.DESIGN_RANK,
            t,
            (float(df),),
            float(2 * stats.t.sf(abs(t), df)),
            say.RANK_DIFFERENCE,
            float(slopes[0]),
            float(slopes[0] - half),
            float(slopes[0] + half),
            n,
            summary,
        )
    f = float(slopes @ np.linalg.solve(v, slopes)) / len(slopes)
    p = float(stats.f.sf(f, len(slopes), df))
    return Test(
        say.DESIGN_RANK,
        f,
        (float(len(slopes)), float(df)),
        p,
        say.RANK_DIFFERENCE,
        float(np.ptp([0, *slopes])),
        np.nan,
        np.nan,
        n,
        summary,
    )


def _hedges(b: np.ndarray, a: np.ndarray) -> tuple[float, float, float]:
    n1, n2 = len(a), len(b)
    df = n1 + n2 - 2
    pooled = np.sqrt(((n1 - 1) * a.var(ddof=1) + (n2 - 1) * b.var(ddof=1)) / df)
    g = (b.mean() - a.mean()) / pooled * (1 - 3 / (4 * df - 1))
    half = stats.norm.ppf(0.975) * np.sqrt((n1 + n2) / (n1 * n2) + g**2 / (2 * (n1 + n2)))
    return float(g), float(g - half), float(g + half)


def _superiority(b: np.ndarray, a: np.ndarray) -> tuple[float, float, float]:
    """The chance that b stands above a, ties half (Newcombe 2006, method 5 on the logit)."""
    n1, n2 = len(a), len(b)
    u = float(stats.mannwhitneyu(b, a).statistic) / (n1 * n2)
    m = (n1 + n2) / 2 - 1
    variance = u * (1 - u) * (1 + m * ((1 - u) / (2 - u) + u / (1 + u))) / (n1 * n2)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    return u, max(0.0, u - half), min(1.0, u + half)
