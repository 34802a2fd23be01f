"""Before and after: how many to ask, how precise that is, and what a sample could have found."""

import math

import numpy as np
from scipy import stats

from researchlib.estimate import say
from researchlib.estimate.arguments import within
from researchlib.terms import policy


def sample_size(
    margin: float,
    *,
    share: float = 0.5,
    population: int | None = None,
    design_effect: float = 1.0,
    response: float = 1.0,
) -> int:
    """需要发多少份：按希望的误差范围、总体人数、设计效应和预计回收率。

    Parameters
    ----------
    margin : float
        95%区间的一半宽度，写成占比（0.05 就是5个百分点）。
    share : float
        预计的占比；0.5 需要的份数最多。
    population : int, optional
        总体人数，用于有限总体校正。
    design_effect : float
        设计效应：整群抽样或权重不等的，大于1。
    response : float
        预计回收率：问到的人里有多大比例会回答，0到1。

    Returns
    -------
    int
        要发的份数（Cochran，1977，4.4节）。

    Examples
    --------
    >>> sample_size(0.05, population=2000)
    323
    """
    within(say.A_MARGIN, margin, 0, 0.5)
    within(say.A_RESPONSE, response, 0, 1)
    z = _checked(share, design_effect)
    n = z**2 * share * (1 - share) / margin**2 * design_effect
    if population is not None:
        within(say.A_POPULATION, population, 0)
        n = n / (1 + (n - 1) / population)
    needed = math.ceil(round(n / response, 6))
    if population is not None and needed > population:
        raise say.more_than_all(needed, population, response)
    return needed


def _checked(share: float, design_effect: float) -> float:
    """The quantile of the interval, once what is planned with can be."""
    within(say.A_SHARE, share, 0, 1)
    within(say.A_DESIGN_EFFECT, design_effect, 0)
    return float(stats.norm.ppf((1 + policy.LEVEL) / 2))


def precision(
    n: int,
    *,
    share: float = 0.5,
    population: int | None = None,
    design_effect: float = 1.0,
) -> float:
    """这么多份答卷，误差范围（95%区间的一半）是多少。

    Parameters
    ----------
    n : int
        有效答卷多少份。
    share : float
        预计的占比；0.5 时误差范围最大。
    population : int, optional
        总体人数，用于有限总体校正。
    design_effect : float
        设计效应：整群抽样或权重不等的，大于1。

    Returns
    -------
    float
        95%区间的一半宽度，写成占比（0.09 就是9个百分点）。

    Examples
    --------
    >>> round(precision(118), 3)
    0.09
    """
    z = _checked(share, design_effect)
    within(say.A_SIZE, n, 0, np.inf if population is None else population)
    left = 1 - n / population if population else 1.0
    return float(z * math.sqrt(share * (1 - share) / n * design_effect * left))


def exaggeration(difference: float, se: float) -> tuple[float, float, float]:
    """真有这么大差别时，这样的样本有几成把握看得出来；看出来时会夸大几倍、弄反方向的可能多大。

    Parameters
    ----------
    difference : float
        真实的差别，不能是0。
    se : float
        差别估计值的标准误。

    Returns
    -------
    (power, sign, magnitude)
        把握（检验功效）；看得出差别时弄反方向的概率（S 型错误）；
        看得出差别时平均夸大几倍（M 型错误）。
        依据 Gelman and Carlin（2014），正态情形用公式直接算出（Lu, Qiu and Deng，2019）。

    Examples
    --------
    >>> [round(x, 2) for x in exaggeration(0.1, 0.1)]
    [0.17, 0.01, 2.49]
    """
    z = stats.norm.ppf((1 + policy.LEVEL) / 2)
    true = within(say.A_DIFFERENCE, abs(difference), 0) / within(say.A_ERROR, se, 0)
    right, wrong = stats.norm.sf(z - true), stats.norm.cdf(-z - true)
    power = right + wrong
    size = (stats.norm.pdf(z - true) + true * right) + (stats.norm.pdf(z + true) - true * wrong)
    return float(power), float(wrong / power), float(size / power / true)


def detectable(first_n: float, second_n: float, share: float, power: float = 0.8) -> float:
    """两组这么多人，多大的差别才有八成把握看得出来。

    Parameters
    ----------
    first_n, second_n : float
        两组各有多少份（有效样本量）答卷。
    share : float
        两组合起来的占比。
    power : float
        真有差别时看得出来的概率。

    Returns
    -------
    float
        占比最少相差多少才看得出来，0到1（Cohen，1988，正态近似）。

    Examples
    --------
    >>> round(detectable(40, 60, 0.5), 2)
    0.29
    """
    for n in (first_n, second_n):
        within(say.A_SIZE, n, 0)
    z = _checked(share or 1, 1) + stats.norm.ppf(within(say.A_POWER, power, 0, 0.9999))
    spread = max(share * (1 - share), 0.01)
    return float(min(1.0, z * math.sqrt(spread * (1 / first_n + 1 / second_n))))
