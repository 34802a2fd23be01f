"""The design's covariance of any weighted sums: what ratios, tests and models rest on."""

from __future__ import annotations

import numpy as np

from researchlib.clean.answers import Answers


def covariance(answers: Answers, parts: np.ndarray) -> np.ndarray:
    """Covariance of the column sums of `parts` (respondents x k; weights already in them).

    Sums of whole units (respondents or clusters) are compared within their stratum, the finite
    population correction applied (Cochran 1977). Whoever is outside a domain has zeros and
    still counts as a unit. A unit alone in its stratum is compared with the mean of all.
    """
    strata, drawn, size = answers.strata()
    units = answers.clusters()
    if units is not None:
        first = np.unique(units, return_index=True)[1]
        parts = np.stack([np.bincount(units, part) for part in parts.T], axis=1)
        strata = strata[first]
    apart = departures(parts, strata, drawn, np.clip(1 - drawn / size, 0, 1))
    return apart.T @ apart


def departures(
    totals: np.ndarray,
    strata: np.ndarray,
    drawn: np.ndarray,
    left: np.ndarray,
) -> np.ndarray:
    """How far each unit's totals (units x ...) stand from the mean of its stratum, so scaled
    that their squares add up to the variance of the sum.

    A unit alone in its stratum counts by its distance from the mean of all (Lumley 2010, the
    rule `adjust`).
    """
    apart = np.zeros_like(totals, dtype=float)
    for h, m in enumerate(drawn):
        inside = strata == h
        if m > 1:
            middle = totals[inside].mean(axis=0)
            apart[inside] = np.sqrt(left[h] * m / (m - 1)) * (totals[inside] - middle)
        elif m == 1:
            apart[inside] = np.sqrt(left[h]) * (totals[inside] - totals.mean(axis=0))
    return apart


def freedom(answers: Answers, used: np.ndarray | None = None) -> int:
    """Units less strata; of those that hold somebody who was used."""
    strata, _, _ = answers.strata()
    units = answers.clusters()
    units = np.arange(len(strata)) if units is None else units
    rows = slice(None) if used is None else used
    return len(np.unique(units[rows])) - len(np.unique(strata[rows]))
