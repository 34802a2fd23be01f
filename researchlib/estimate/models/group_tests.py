"""Two or more groups compared on a number or a scale: means, ranks, pairs."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import group_codes, of_table
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import group_means
from researchlib.estimate.models import say
from researchlib.estimate.models.association import Test, holm, says_how, t_test, tested
from researchlib.estimate.models.resample import bootstrap

_MOST_VALUES = 5_000


@dataclass(frozen=True)
class GroupValues:
    """Values, the place of each among the groups that answered (-1: not compared), their names,
    and their (weighted) means with covariance and degrees of freedom."""

    y: np.ndarray
    place: np.ndarray
    names: tuple[str, ...]
    means: np.ndarray
    covariance: np.ndarray
    df: int

    @property
    def parts(self) -> list[np.ndarray]:
        return [self.y[self.place == k] for k in range(len(self.names))]

    @property
    def n(self) -> int:
        return int((self.place >= 0).sum())

    def table(self, *kept: int) -> pd.DataFrame:
        """Group, n and mean; of all groups, or of these."""
        rows = pd.DataFrame(
            {"group": self.names, "n": [len(p) for p in self.parts], "mean": self.means}
        )
        return rows.iloc[list(kept)].reset_index(drop=True) if kept else rows

    def gap(self, a: int, b: int) -> tuple[float, float, int]:
        """How far b stands above a, the variance of that, degrees of freedom."""
        v = self.covariance
        return self.means[b] - self.means[a], v[a, a] + v[b, b] - 2 * v[a, b], self.df


@of_table
@says_how
def mean_test(answers: Answers, variable: str, by: str) -> Test:
    """两组平均数之差：韦尔奇t检验；有抽样设计时用设计法误差。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道数值题或量表题。
    by : str
        一道单选题，有人回答的组恰好是两个。

    Returns
    -------
    Test
        韦尔奇检验（Welch，1947）；复杂抽样的用线性化的 t（Lumley，2010）。
        效应量是（加权）平均值的赫奇斯 g（Hedges，1981），区间用正态近似（Hedges and Olkin，
        1985），复杂抽样的用差的线性化误差。

    Examples
    --------
    >>> found = mean_test(answers, "wage", "sex")
    >>> found.method, round(found.statistic, 2)
    ('设计法t检验', -3.88)
    """
    found = grouped(answers, variable, by)
    if len(found.names) != 2:
        raise say.problem("needs_two_groups", answers.question(by).text, len(found.names))
    a, b = found.parts
    n1, n2 = len(a), len(b)
    pooled = _pooled(answers, found)
    if not pooled > 0:
        raise say.problem("nothing_to_compare", answers.question(variable).text)
    less = (1 - 3 / (4 * (n1 + n2 - 2) - 1)) / pooled
    if answers.design.complex:
        gap = found.gap(0, 1)
        return t_test(say.DESIGN_T, say.HEDGES, *gap, found.n, found.table(), less)
    t, p = welch = stats.ttest_ind(b, a, equal_var=False)
    g = (b.mean() - a.mean()) * less
    half = stats.norm.ppf(0.975) * np.sqrt((n1 + n2) / (n1 * n2) + g**2 / (2 * (n1 + n2)))
    effect = say.HEDGES, g, g - half, g + half
    return tested(say.WELCH, t, (welch.df,), p, *effect, found.n, found.table())


def _pooled(answers: Answers, found: GroupValues) -> float:
    """The (weighted) standard deviation within two groups; 0 where one of them is a single."""
    sizes = np.array([len(part) for part in found.parts])
    if sizes.min() < 2:
        return 0.0
    spreads = [
        np.cov(part, aweights=answers.weights()[found.place == k], ddof=0)
        for k, part in enumerate(found.parts)
    ]
    return np.sqrt(spreads @ sizes / (sizes.sum() - 2))


@of_table
@says_how
def rank_test(answers: Answers, variable: str, by: str) -> Test:
    """几组之间高低是否不同：曼—惠特尼或克鲁斯卡尔—沃利斯秩检验，不要求正态。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道数值题或量表题。
    by : str
        一道单选题。

    Returns
    -------
    Test
        两组的用曼—惠特尼检验（Mann and Whitney，1947），
        效应量是第二组的一人高于第一组的一人的概率；
        三组以上的用克鲁斯卡尔—沃利斯检验（Kruskal and Wallis，1952），效应量是 ε²，
        不同的取值不超过5000个时用自助法给出区间（Efron，1979）。复杂抽样的按 Lumley and Scott
        （2013），包括有限总体校正。

    Examples
    --------
    >>> found = rank_test(answers, "satisfaction.meals", "age")
    >>> found.method, round(found.statistic, 1)
    ('设计法秩检验', 3.6)
    """
    found = grouped(answers, variable, by)
    if len(found.names) < 2:
        raise say.problem("nothing_to_compare", answers.question(variable).text)
    if answers.design.complex:
        return _design_rank(answers, found)
    parts, n, k = found.parts, found.n, len(found.names)
    if k == 2:
        u, p = stats.mannwhitneyu(parts[1], parts[0], method="asymptotic")
        chance = _superiority(parts[1], parts[0])
        return tested(say.MANN_WHITNEY, u, (), p, say.SUPERIORITY, *chance, n, found.table())
    h, p = stats.kruskal(*parts)
    values, place = np.unique(np.concatenate(parts), return_inverse=True)
    low, high = np.nan, np.nan
    if len(values) <= _MOST_VALUES:
        group = np.repeat(np.arange(k), [len(p) for p in parts])
        low, high = bootstrap(
            np.bincount(place * k + group, minlength=len(values) * k).reshape(-1, k), _epsilon
        )
    effect = say.EPSILON, h / (n - 1), low, high
    return tested(say.KRUSKAL, h, (k - 1,), p, *effect, n, found.table())


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


@of_table
@says_how
def dunn(answers: Answers, variable: str, by: str) -> list[Test]:
    """克鲁斯卡尔—沃利斯检验之后，两两比较（Dunn，1964），p值按霍尔姆法调整。

    Parameters
    ----------
    answers, variable, by
        同 rank_test。

    Returns
    -------
    list of Test
        每两组一个检验，按组的次序排列；平均秩的 z，对同分作了校正。
        复杂抽样的用平均秩的 t（Lumley and Scott，2013）。

    Examples
    --------
    >>> [test.p < 0.05 for test in dunn(answers, "satisfaction.meals", "age")]
    [False, True, True]
    """
    found = grouped(answers, variable, by)
    pairs = list(combinations(range(len(found.names)), 2))
    if answers.design.complex:
        ranks = _ranked(answers, found)
        return holm([_rank_gap(found, ranks, a, b) for a, b in pairs])
    keep = found.place >= 0
    rank, group = stats.rankdata(found.y[keep]), found.place[keep]
    n = len(rank)
    ties = np.unique(rank, return_counts=True)[1].astype(float)
    spread = n * (n + 1) / 12 - (ties**3 - ties).sum() / (12 * (n - 1))
    counts = np.bincount(group, minlength=len(found.names))
    means = np.bincount(group, rank, len(found.names)) / counts
    made = []
    for a, b in pairs:
        z = (means[a] - means[b]) / np.sqrt(spread * (1 / counts[a] + 1 / counts[b]))
        effect = say.SUPERIORITY, *_superiority(found.parts[b], found.parts[a])
        both = found.table(a, b)
        p = 2 * stats.norm.sf(abs(z))
        made.append(tested(say.DUNN, z, (), p, *effect, int(counts[a] + counts[b]), both))
    return holm(made)


def grouped(answers: Answers, variable: str, by: str) -> GroupValues:
    """The values, and the groups of `by` in which somebody answered."""
    y = scores(answers, answers.question(variable))
    groups = group_codes(answers, by)
    keep = ~np.isnan(y) & (groups.codes >= 0)
    used, place = np.unique(groups.codes[keep], return_inverse=True)
    if not len(used):
        raise say.problem("nothing_to_compare", answers.question(variable).text)
    everyone = np.full(len(y), -1)
    everyone[keep] = place
    names = tuple(groups.names[k] for k in used)
    return GroupValues(y, everyone, names, *group_means(answers, y, everyone, len(used)))


def _ranked(answers: Answers, found: GroupValues) -> GroupValues:
    """Ranks as estimated places in the population (0 to 1) in place of the values."""
    w, keep = answers.weights(), np.flatnonzero(found.place >= 0)
    order = keep[np.argsort(found.y[keep], kind="stable")]
    middle = pd.Series(np.cumsum(w[order]) - w[order] / 2)
    places = np.full(len(w), np.nan)
    places[order] = middle.groupby(found.y[order]).transform("mean") / w[keep].sum()
    means = group_means(answers, places, found.place, len(found.names))
    return GroupValues(places, found.place, found.names, *means)


def below(y: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """What stands below each value and half of what stands at it: of weights that sum to one,
    its place in the population."""
    place = np.unique(y, return_inverse=True)[1]
    at = np.bincount(place, amounts)
    return (np.cumsum(at) - at / 2)[place]


def _design_rank(answers: Answers, found: GroupValues) -> Test:
    """Ranks compared as means are (Lumley and Scott 2013)."""
    ranks, k = _ranked(answers, found), len(found.names)
    if k == 2:
        return _rank_gap(found, ranks, 0, 1)
    if ranks.df < 1:
        raise say.problem("no_freedom")
    apart = np.eye(k)[1:] - np.eye(k)[:1]
    gaps, v = apart @ ranks.means, apart @ ranks.covariance @ apart.T
    f, dfs = gaps @ np.linalg.pinv(v) @ gaps / (k - 1), (k - 1, ranks.df)
    effect = say.RANK_DIFFERENCE, np.ptp(ranks.means), np.nan, np.nan
    return tested(say.DESIGN_RANK, f, dfs, stats.f.sf(f, *dfs), *effect, found.n, found.table())


def _rank_gap(found: GroupValues, ranks: GroupValues, a: int, b: int) -> Test:
    both = found.table(a, b)
    return t_test(
        say.DESIGN_RANK, say.RANK_DIFFERENCE, *ranks.gap(a, b), int(both["n"].sum()), both
    )


def _superiority(b: np.ndarray, a: np.ndarray) -> tuple[float, float, float]:
    """The chance that b stands above a, ties half (Newcombe 2006, method 5 on the logit)."""
    n1, n2 = len(a), len(b)
    u = stats.mannwhitneyu(b, a).statistic / (n1 * n2)
    m = (n1 + n2) / 2 - 1
    variance = u * (1 - u) * (1 + m * ((1 - u) / (2 - u) + u / (1 + u))) / (n1 * n2)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    return u, max(0.0, u - half), min(1.0, u + half)
