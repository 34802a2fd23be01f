"""The same people twice: two scores, two occasions, two ticks."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import listed, of_table, said
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import group_means
from researchlib.estimate.models import say
from researchlib.estimate.models.association import Test, says_how, t_test, tested
from researchlib.estimate.models.group_tests import below


@of_table
@says_how
def paired_test(answers: Answers, first: str, second: str) -> Test:
    """同一批人的两个评分之差：配对t检验；有抽样设计时用设计法误差。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    first, second : str
        两道数值题或量表题。

    Returns
    -------
    Test
        配对 t 检验（Student，1908），复杂抽样的用线性化的误差；
        效应量是（加权）平均的差（second 减 first）和区间。

    Examples
    --------
    >>> found = paired_test(answers, "importance.meals", "satisfaction.meals")
    >>> found.method, found.n, round(found.size, 2)
    ('设计法配对t检验', 120, -1.36)
    """
    gap = _scored(answers, first, second)
    if answers.design.complex:
        return _design_pairs(answers, say.PAIRED_DESIGN, say.MEAN_DIFFERENCE, gap, gap)
    told = gap[~np.isnan(gap)]
    t, p = found = stats.ttest_1samp(told, 0)
    low, high = found.confidence_interval(0.95)
    effect = say.MEAN_DIFFERENCE, told.mean(), low, high
    return tested(say.PAIRED, t, (found.df,), p, *effect, len(told))


@of_table
@says_how
def signed_rank_test(answers: Answers, first: str, second: str) -> Test:
    """同一批人的两道量表题哪一道更高：威尔科克森符号秩检验，不要求正态。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    first, second : str
        两道量表题或数值题。

    Returns
    -------
    Test
        威尔科克森符号秩检验（Wilcoxon，1945），正态近似，作了同分校正和连续性校正，
        两次相同的不计；复杂抽样的用平均符号秩的 t（据 Lumley and Scott，2013）。
        效应量是后一题较高的人所占比例减去后一题较低的人所占比例，区间按 Bonett and Price（2012）。

    Examples
    --------
    >>> found = signed_rank_test(answers, "importance.meals", "satisfaction.meals")
    >>> found.method, round(found.size, 2)
    ('设计法符号秩检验', -0.58)
    """
    gap = _scored(answers, first, second)
    if answers.design.complex:
        sign = np.sign(gap)
        signed = sign * below(np.abs(gap), np.where(sign**2 == 1, answers.weights(), 0))
        return _design_pairs(answers, say.SIGNED_DESIGN, say.HIGHER_LESS_LOWER, signed, sign)
    told = gap[~np.isnan(gap)]
    w, p = stats.wilcoxon(told, correction=True, method="asymptotic")
    return _changes(say.SIGNED_RANK, say.HIGHER_LESS_LOWER, told, w, p)


@of_table
@says_how
def mcnemar_test(answers: Answers, first: str, second: str, *, of: str | Sequence[str]) -> Test:
    """同一批人前后两次选同一选项的比例是否变化：麦克尼马尔精确检验。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    first, second : str
        两道都有这个选项的题。
    of : str or list of str
        合起来算的选项。

    Returns
    -------
    Test
        麦克尼马尔检验（McNemar，1947），二项分布精确计算；复杂抽样的用线性化的 t。
        效应量是两个占比的差，区间按 Bonett and Price（2012）。

    Examples
    --------
    >>> found = mcnemar_test(answers, "before", "after", of="知道")
    >>> found.method, round(found.size, 2)
    ('设计法配对t检验', 0.26)
    """
    return _mcnemar(answers, first, *(said(answers, v, of) for v in (first, second)))


@of_table
@says_how
def tick_difference(answers: Answers, variable: str, *, of: Sequence[str]) -> Test:
    """多选题的两个选项，哪一个选的人更多：同一批人之内比较，不当作两组人。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道多选题。
    of : list of two str
        两个选项；第二个与第一个比。

    Returns
    -------
    Test
        同 mcnemar_test：每个人对两个选项选没选，配成一对。

    Examples
    --------
    >>> found = tick_difference(answers, "stay_away", of=["位置偏", "担心收费"])
    >>> found.method, round(found.size, 2)
    ('设计法配对t检验', -0.13)
    """
    pair = listed(of)
    if len(pair) != 2:
        raise say.problem("needs_two_options", answers.question(variable).text, pair)
    return _mcnemar(answers, variable, *(said(answers, variable, choice) for choice in pair))


def _scored(answers: Answers, first: str, second: str) -> np.ndarray:
    a, b = (scores(answers, answers.question(v)) for v in (first, second))
    return _gaps(answers, first, a, b)


def _gaps(
    answers: Answers,
    question: str,
    first: np.ndarray,
    second: np.ndarray,
    kinds: int = 2,
) -> np.ndarray:
    """Second less first of each person, nan for who is not counted; fewer kinds are refused."""
    gap = np.where(answers.domain, second - first, np.nan)
    if len(np.unique(gap[~np.isnan(gap)])) < kinds:
        raise say.problem("nothing_to_compare", answers.question(question).text)
    return gap


def _mcnemar(answers: Answers, question: str, first: np.ndarray, second: np.ndarray) -> Test:
    gap = _gaps(answers, question, first, second, 1)
    if answers.design.complex:
        return _design_pairs(answers, say.PAIRED_DESIGN, say.SHARE_DIFFERENCE, gap, gap)
    told = gap[~np.isnan(gap)]
    gained, changed = int((told > 0).sum()), int((told != 0).sum())
    p = stats.binomtest(gained, changed).pvalue if changed else 1.0
    statistic = min(gained, changed - gained)
    return _changes(say.MCNEMAR, say.SHARE_DIFFERENCE, told, statistic, p)


def _changes(method: str, effect: str, told: np.ndarray, statistic: float, p: float) -> Test:
    """With the share that rose less the share that fell (Bonett and Price 2012)."""
    n, rose, fell = len(told), (told > 0).sum(), (told < 0).sum()
    p1, p2 = (rose + 1) / (n + 2), (fell + 1) / (n + 2)
    half = stats.norm.ppf(0.975) * np.sqrt((p1 + p2 - (p1 - p2) ** 2) / (n + 2))
    return tested(
        method, statistic, (), p, effect, (rose - fell) / n, p1 - p2 - half, p1 - p2 + half, n
    )


def _design_pairs(
    answers: Answers,
    method: str,
    effect: str,
    tested: np.ndarray,
    shown: np.ndarray,
) -> Test:
    """The mean of one number a person against nought, and the mean that is its effect."""
    place = np.where(np.isnan(shown), -1, 0)
    means = [group_means(answers, y, place, 1) for y in (tested, shown)]
    n = int((place == 0).sum())
    test, told = (t_test(method, effect, m[0], v[0, 0], df, n) for m, v, df in means)
    return replace(told, statistic=test.statistic, p=test.p)
