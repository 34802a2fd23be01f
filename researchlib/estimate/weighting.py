"""Weights that bring a sample to known margins: post-stratification and raking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate import say
from researchlib.estimate.arguments import within
from researchlib.terms import policy

_ROUNDS, _CLOSE, _HELD = 500, 1e-12, 1e-6


@dataclass(frozen=True)
class Weighted:
    """加权后的答卷，以及加权的代价：设计效应、有效样本量、最大的权重。"""

    answers: Answers
    design_effect: float
    effective_n: float
    largest: float
    trimmed: int


def post_stratify(answers: Answers, variable: str, totals: Mapping[str, float]) -> Weighted:
    """事后分层：按一个变量的已知总体人数调整权重。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，至少30份。
    variable : str
        一道单选题，各选项的总体人数已知。
    totals : mapping of str to float
        每个选项在总体里有多少人。

    Returns
    -------
    Weighted
        带权重的新答卷，和设计效应（Kish，1965）。

    Raises
    ------
    DataProblem
        答卷太少；有一个选项样本里没有人选。

    Examples
    --------
    >>> share(answers, "sex").table["value"].round(3).tolist()
    [0.503, 0.497]
    >>> weighted = post_stratify(answers, "sex", {"男": 900, "女": 1100})
    >>> share(weighted.answers, "sex").table["value"].round(3).tolist()
    [0.45, 0.55]
    """
    return rake(answers, {variable: totals})


def rake(
    answers: Answers,
    margins: Mapping[str, Mapping[str, float]],
    *,
    most: float = policy.MOST_WEIGHT,
) -> Weighted:
    """多变量加权（迭代比例调整）：让样本在几个变量上同时符合已知的总体构成。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，至少30份。
    margins : mapping of variable to (choice to population count)
        每个变量各选项在总体里有多少人；各变量的总数要一致。
    most : float
        权重最多是平均权重的几倍；超出的部分重新分摊。

    Returns
    -------
    Weighted
        迭代比例调整（Deming and Stephan，1940），截尾按 Potter（1990）。
        由这些答卷得出的误差计入了已知的总体构成（Deville and Särndal，1992）。

    Raises
    ------
    DataProblem
        答卷太少；有一个选项样本里没有人选（写明哪一个）；有的选项不存在；各变量的总数不一致；
        几个变量的构成不能同时符合。

    Examples
    --------
    >>> margins = {"sex": {"男": 45, "女": 55}, "living": {"独居": 20, "与家人同住": 80}}
    >>> weighted = rake(answers, margins)
    >>> share(weighted.answers, "living").table["value"].round(3).tolist()
    [0.2, 0.8]
    """
    if len(answers.frame) < policy.LEAST_WEIGHTED:
        raise say.problem("too_few_to_weight", len(answers.frame), policy.LEAST_WEIGHTED)
    within(say.A_MOST, most, 1)
    codes, targets = _margins(answers, margins)
    weight = answers.weights().astype(float)
    trimmed = 0
    for _ in range(_ROUNDS):
        weight = _settle(weight, codes, targets, list(margins))
        ceiling = most * weight.mean()
        over = weight > ceiling * (1 + 1e-9)
        if not over.any():
            break
        trimmed = max(trimmed, int(over.sum()))
        weight = np.minimum(weight, ceiling)
    else:
        raise say.problem("weights_do_not_settle", list(margins))
    frame = answers.frame.assign(**{WEIGHT: weight, BASE: answers.weights()})
    design = replace(answers.design, weight=WEIGHT, margins=tuple(margins), base=BASE)
    effect = float(len(weight) * (weight**2).sum() / weight.sum() ** 2)
    return Weighted(
        replace(answers, frame=frame, design=design),
        effect,
        len(weight) / effect,
        float(weight.max() / weight.mean()),
        trimmed,
    )


WEIGHT, BASE = "_weight", "_weight_before"


def _margins(
    answers: Answers,
    margins: Mapping[str, Mapping[str, float]],
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    codes, targets = [], []
    if not margins:
        raise say.problem("no_margins")
    for variable, totals in margins.items():
        place, names = answers.single(variable)
        answers.known_choices(variable, totals)
        text = answers.question(variable).text
        if (place < 0).any():
            raise say.problem("margin_missing", text, int((place < 0).sum()))
        counts = np.bincount(place, minlength=len(names))
        for name, count in zip(names, counts, strict=True):
            wanted = totals.get(name, 0)
            if (wanted > 0) != (count > 0) or not np.isfinite(wanted):
                raise say.empty_margin(text, name, int(count))
        codes.append(place)
        targets.append(np.array([float(totals.get(name, 0)) for name in names]))
    sums = [t.sum() for t in targets]
    if max(sums) - min(sums) > 1e-6 * max(sums):
        raise say.margins_disagree(list(margins), sums)
    return codes, targets


def _settle(
    weight: np.ndarray,
    codes: list[np.ndarray],
    targets: list[np.ndarray],
    names: list[str],
) -> np.ndarray:
    for _ in range(_ROUNDS):
        before = weight
        for place, target in zip(codes, targets, strict=True):
            sums = np.bincount(place, weight, len(target))
            weight = (
                weight * np.divide(target, sums, out=np.ones_like(target), where=sums > 0)[place]
            )
        if np.abs(weight - before).max() <= _CLOSE * weight.max():
            break
    apart = [
        np.abs(np.bincount(place, weight, len(target)) - target).max() / target.sum()
        for place, target in zip(codes, targets, strict=True)
    ]
    if max(apart) <= _HELD:
        return weight
    raise say.problem("weights_do_not_settle", names)
