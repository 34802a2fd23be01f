"""Intervals for a share, an average and a difference of two shares."""

from collections.abc import Sequence

import numpy as np
from scipy.special import betaincinv, ndtri, stdtrit

from researchlib.terms import policy


def undefined() -> np.errstate:
    """Where dividing by nobody gives nan, and no warning."""
    return np.errstate(invalid="ignore", divide="ignore")


def quantile(df: np.ndarray | float, level: float = policy.LEVEL) -> np.ndarray:
    """Student's (1908) quantile for an interval; there is none under one degree of freedom,
    and that of one stands for it."""
    return stdtrit(np.maximum(df, 1), (1 + level) / 2)


def lessened(
    n: np.ndarray | float, df: np.ndarray | float, level: float = policy.LEVEL
) -> np.ndarray:
    """What remains of an effective n of n answers where the design leaves df degrees of freedom
    to its error (Korn and Graubard 1998)."""
    return (quantile(n - 1, level) / quantile(df, level)) ** 2


def wilson(p: np.ndarray, n: np.ndarray, level: float = policy.LEVEL) -> tuple[np.ndarray, ...]:
    """Wilson's score interval (Wilson 1927) for shares p on n (effective) answers."""
    z = ndtri((1 + level) / 2)
    with undefined():
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.clip(centre - half, 0, p), np.clip(centre + half, p, 1)


def logit(p: np.ndarray, se: np.ndarray, df: np.ndarray) -> tuple[np.ndarray, ...]:
    """The t interval of the log odds, turned back (Korn and Graubard 1999); nan at 0 and 1."""
    with undefined():
        odds, spread = np.log(p / (1 - p)), se / (p * (1 - p))
        half = quantile(df) * spread
        return 1 / (1 + np.exp(half - odds)), 1 / (1 + np.exp(-half - odds))


def beta(p: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, ...]:
    """Clopper and Pearson (1934) on the effective n (Korn and Graubard 1998). Never under the
    stated level, often above it."""
    tail = (1 - policy.LEVEL) / 2
    with undefined():
        x = p * n
        low = np.where(x > 0, betaincinv(x, n - x + 1, tail), 0.0)
        high = np.where(x < n, betaincinv(x + 1, n - x, 1 - tail), 1.0)
    return np.minimum(low, p), np.maximum(high, p)


def linear(p: np.ndarray, se: np.ndarray, df: np.ndarray) -> tuple[np.ndarray, ...]:
    """p and t standard errors either side (Wald)."""
    half = quantile(df) * se
    return np.clip(p - half, 0, 1), np.clip(p + half, 0, 1)


def student(
    mean: np.ndarray,
    variance: np.ndarray,
    df: np.ndarray,
    level: float = policy.LEVEL,
) -> tuple[np.ndarray, ...]:
    """Student's t interval (Student 1908)."""
    with undefined():
        half = quantile(df, level) * np.sqrt(variance)
    return mean - half, mean + half


def newcombe(
    first: Sequence[float],
    second: Sequence[float],
    correlation: float = 0.0,
) -> tuple[float, float]:
    """Interval of p1 - p2 from two Wilson intervals (Newcombe 1998, method 10; of groups that
    share clusters, whose shares vary together, as Zou and Donner 2008).

    Each argument is (share, low, high) of one of two groups without a common member.
    """
    (p1, l1, u1), (p2, l2, u2) = first, second

    def far(a: float, b: float) -> float:
        return float(np.sqrt(max(a * a + b * b - 2 * correlation * a * b, 0.0)))

    return p1 - p2 - far(p1 - l1, u2 - p2), p1 - p2 + far(u1 - p1, p2 - l2)
