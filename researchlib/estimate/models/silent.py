"""What those who did not answer leave open (Manski 1995), and how different they must be."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from researchlib.clean.answers import Answers
from researchlib.estimate.cells import Cells
from researchlib.estimate.interval import undefined, wilson
from researchlib.terms import policy
from researchlib.terms.words import Sampling

_STEPS, _NEWTON = 1_000, 8


@dataclass(frozen=True)
class Silence:
    """Sums over those who answered and those who did not (groups x items), at the weights with
    which people were drawn, and the ends of the scale that the silent could choose.

    `away` are those who gave no questionnaire: nobody knows their group, so that all of them may
    belong to each; where `placed`, the sample was split by the groups and each has its own.
    """

    y: np.ndarray
    answered: np.ndarray
    unanswered: np.ndarray
    away: np.ndarray
    low: np.ndarray
    high: np.ndarray
    people: np.ndarray
    placed: bool

    @property
    def bounded(self) -> bool:
        """Whether the answers that the silent could give have ends."""
        return bool(np.isfinite(self.low).all())

    @property
    def silent(self) -> np.ndarray:
        return self.unanswered + self.away

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The mean if all the silent chose the lowest, and if all chose the highest."""
        return ends(self.y, self.answered, self.silent, self.low, self.high)

    def gap(self, first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float]:
        """Ends of the difference of two groups: whoever is in one of them is not in the other."""
        away = np.array([self.away[first], self.away[second]])
        part = np.linspace(0, 1, min(round(float(away.max())), _STEPS) + 1)
        shares = away[:, None] if self.placed else away[:, None] * np.stack([part, 1 - part])
        (l1, h1), (l2, h2) = (
            ends(
                self.y[at],
                self.answered[at],
                self.unanswered[at] + away_of,
                self.low[at[1]],
                self.high[at[1]],
            )
            for at, away_of in zip((first, second), shares, strict=True)
        )
        return float((l1 - h2).min()), float((h1 - l2).max())


def ends(
    y: np.ndarray,
    answered: np.ndarray,
    silent: np.ndarray,
    low: np.ndarray | float = 0.0,
    high: np.ndarray | float = 1.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Manski's (1995) worst cases."""
    with undefined():
        whole = answered + silent
        return (y + silent * low) / whole, (y + silent * high) / whole


def turning(y: np.ndarray, answered: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """The share among the silent at which just half of all would say so; under 0 or over 1 there
    is none, nan where nobody is silent."""
    with undefined():
        found = (0.5 * (answered + silent) - y) / silent
    return np.where(silent > 0, found, np.nan)


def sampled(low: np.ndarray, high: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The interval of Imbens and Manski (2004) around two ends, each a share of a sample of
    `size`; its limits after Wilson (1927), which keep within 0 and 1."""
    spread = np.sqrt(np.maximum(low * (1 - low), high * (1 - high)) / size)
    with undefined():
        level = 2 * ndtr(_reach((high - low) / spread)) - 1
    return wilson(low, size, level)[0], wilson(high, size, level)[1]


def sampled_means(
    silence: Silence, mean: np.ndarray, variance: np.ndarray, size: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same of means: a mean is the share who answered times theirs, and the rest the end."""
    low, high = silence.ends()
    with undefined():
        told = silence.answered / (silence.answered + silence.silent)
        errors = [
            np.sqrt(told**2 * variance + (mean - end) ** 2 * told * (1 - told) / size)
            for end in (silence.low, silence.high)
        ]
        reach = _reach((high - low) / np.maximum(*errors))
    return (
        np.maximum(low - reach * errors[0], silence.low),
        np.minimum(high + reach * errors[1], silence.high),
    )


def _reach(width: np.ndarray) -> np.ndarray:
    """How many standard errors keep the level wherever between the two ends the truth lies: by
    Newton's steps from above."""
    width = np.nan_to_num(width, nan=0.0, posinf=40.0)
    c = np.full_like(width, ndtri((1 + policy.LEVEL) / 2))
    for _ in range(_NEWTON):
        slope = np.exp(-((c + width) ** 2) / 2) + np.exp(-(c**2) / 2)
        c -= (ndtr(c + width) - ndtr(-c) - policy.LEVEL) * np.sqrt(2 * np.pi) / slope
    return c


def silence(
    answers: Answers,
    cells: Cells,
    by: str | None,
    low: np.ndarray,
    high: np.ndarray,
) -> Silence | None:
    """Who did not answer, by group and item; None where there is no list of all who were asked.
    They weigh what those of their stratum weigh who did."""
    each = _respondents(answers)
    away = _away(answers, each)
    if away is None:
        return None
    with undefined():
        heavy = np.nan_to_num(cells.w[:, -1:] / cells.n[:, -1:])
        back = np.where(each + away > 0, each / (each + away), 0.0)[:, None, None]
    unanswered = cells.base - cells.n
    answered = (back * cells.w).sum(axis=0)
    placed = by is not None and by == answers.design.stratum and len(each) > 1
    lost = back[:, 0] * heavy[:, 0] * away[:, None]
    groups = cells.n.shape[1:]

    def of_groups(amounts: np.ndarray) -> np.ndarray:
        whole = amounts.sum(axis=0, keepdims=True)
        return np.concatenate([amounts, whole]) if placed else np.broadcast_to(whole, groups)

    return Silence(
        (back * cells.wy).sum(axis=0) + cells.origin * answered,
        answered,
        (back * heavy * unanswered).sum(axis=0),
        of_groups(lost),
        np.broadcast_to(low, groups[1:]),
        np.broadcast_to(high, groups[1:]),
        unanswered.sum(axis=0) + of_groups(np.repeat(away[:, None], groups[1], axis=1)),
        placed,
    )


def _respondents(answers: Answers) -> np.ndarray:
    """How many answered in each stratum."""
    codes, drawn, _ = answers.strata()
    return np.bincount(codes, minlength=len(drawn)) if answers.design.cluster else drawn


def _away(answers: Answers, each: np.ndarray) -> np.ndarray | None:
    """Who was drawn (of a census or of volunteers: who belongs) and gave no usable questionnaire,
    by stratum."""
    design, random = answers.design, answers.design.sampling is Sampling.RANDOM
    told = dict(design.issued if random else design.sizes)
    if design.stratum and told and not design.cluster:
        whole = np.array([told.get(c, 0) for c in answers.choices(design.stratum)])
        return np.maximum(whole - each, 0)
    everyone = answers.flow.issued if random else design.population
    if not everyone:
        return None
    return max(everyone - each.sum(), 0) * each / max(each.sum(), 1)
