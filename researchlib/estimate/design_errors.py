"""The design's covariance of any weighted sums: what ratios, tests and models rest on."""

import numpy as np

from researchlib.clean.answers import Answers
from researchlib.estimate.interval import undefined


def covariance(answers: Answers, parts: np.ndarray) -> np.ndarray:
    """Covariance of the column sums of `parts` (respondents x k; weights already in them).

    Sums of whole units (respondents or clusters) are compared within their stratum, the finite
    population correction applied (Cochran 1977). Whoever is outside a domain has zeros and
    still counts as a unit.
    """
    apart = departures(answers, parts)
    return apart.T @ apart


def departures(answers: Answers, totals: np.ndarray) -> np.ndarray:
    """How far each unit's totals (respondents or clusters x ...) stand from the mean of its
    stratum, so scaled that their squares add up to the variance of the sum.

    A unit alone in its stratum counts by its distance from the mean of all (Lumley 2010, the
    rule `adjust`).
    """
    strata, drawn, size = answers.strata()
    units = answers.clusters()
    totals = by_cluster(_beyond_margins(answers, totals), units)
    if units is not None:
        strata = strata[np.unique(units, return_index=True)[1]]
    apart = np.zeros_like(totals, dtype=float)
    for h, m in enumerate(drawn):
        inside = strata == h
        middle = totals[inside].mean(axis=0) if m > 1 else totals.mean(axis=0)
        if m:
            scale = np.clip(1 - m / size[h], 0, 1) * (m / (m - 1) if m > 1 else 1)
            apart[inside] = np.sqrt(scale) * (totals[inside] - middle)
    return apart


def summed_for(answers: Answers) -> np.ndarray | None:
    """Whose totals an error is made from: clusters, or respondents one by one where margins are
    known; None where the sums of a stratum do."""
    return np.arange(len(answers.frame)) if answers.design.margins else answers.clusters()


def by_cluster(totals: np.ndarray, units: np.ndarray | None) -> np.ndarray:
    """Respondents' totals as those of their clusters; what is by cluster stays."""
    if units is None or len(totals) != len(units):
        return totals
    summed = np.zeros((units.max() + 1, *totals.shape[1:]))
    np.add.at(summed, units, totals)
    return summed


def _beyond_margins(answers: Answers, totals: np.ndarray) -> np.ndarray:
    """Of weights brought to known margins only what the margins do not tell has an error: the
    residuals of regression on them (Deville and Särndal 1992)."""
    design = answers.design
    if not design.margins:
        return totals
    known = [np.eye(len(answers.choices(v)))[answers.codes(v)] for v in design.margins]
    told, weight = np.hstack(known), answers.weights()[:, None]
    root = np.sqrt(answers.weight_column(design.base))[:, None]
    flat = totals.reshape(len(totals), -1)
    raw = np.divide(flat, weight, out=np.zeros_like(flat), where=weight > 0)
    found = np.linalg.lstsq(told * root, raw * root, rcond=None)[0]
    return (flat - weight * (told @ found)).reshape(totals.shape)


def parts_of_means(values: np.ndarray, inside: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """What each respondent adds to the (weighted) means of the columns of `values` (nan for no
    answer) among those inside, linearised."""
    each = (inside & ~np.isnan(values)) * weight[:, None]
    y = np.nan_to_num(values)
    with undefined():
        total = each.sum(axis=0)
        return np.nan_to_num(each * (y - (each * y).sum(axis=0) / total) / total)


def freedom(answers: Answers, used: np.ndarray | None = None) -> int:
    """Units less strata; of those that hold somebody who was used."""
    strata, _, _ = answers.strata()
    units = answers.clusters()
    units = np.arange(len(strata)) if units is None else units
    rows = slice(None) if used is None else used
    return len(np.unique(units[rows])) - len(np.unique(strata[rows]))


def group_means(
    answers: Answers,
    y: np.ndarray,
    groups: np.ndarray,
    count: int,
) -> tuple[np.ndarray, np.ndarray, int]:
    """Weighted means of the groups 0..count-1 (-1: left out), their covariance, and degrees of
    freedom for what they differ by."""
    inside = (groups[:, None] == np.arange(count)) * answers.weights()[:, None]
    share = inside / inside.sum(axis=0)
    filled = np.where(groups >= 0, y, 0)
    means = filled @ share
    v = covariance(answers, share * (filled[:, None] - means))
    return means, v, freedom(answers, groups >= 0) - (count - 1)
