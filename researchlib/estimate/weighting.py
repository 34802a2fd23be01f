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
        At least 30 respondents.
    variable : str
        A single choice whose population counts are known.
    totals : mapping of str to float
        People in the population for every choice.

    Returns
    -------
    Weighted
        New answers with weights, and Kish's (1965) design effect.

    Raises
    ------
    DataProblem
        Too few respondents; a choice that nobody in the sample gave.

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
        At least 30 respondents.
    margins : mapping of variable to (choice to population count)
        The population of each choice; the variables' totals must agree.
    most : float
        No weight above this many times the mean; what is cut off is shared out again.

    Returns
    -------
    Weighted
        Deming and Stephan (1940); trimming as Potter (1990). Errors of what is estimated from
        these answers know the margins (Deville and Särndal 1992).

    Raises
    ------
    DataProblem
        Too few respondents, an empty margin (named), a choice that does not exist, totals that
        disagree, margins that cannot hold together.

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
