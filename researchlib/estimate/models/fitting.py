"""Fits and their errors: least squares with HC2 or CR2, Newton's steps for a (penalised) logit."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from researchlib.clean.answers import Answers
from researchlib.estimate.design_errors import by_cluster
from researchlib.estimate.models import say
from researchlib.terms import policy

_STEPS, _CLOSE, _WIDEST, _NOTHING = 2_000, 1e-8, 5.0, 1e-10
_SEPARATED = 1e-6


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance, and the degrees of freedom of each."""

    beta: np.ndarray
    covariance: np.ndarray
    df: np.ndarray


def least_squares(answers: Answers, x: np.ndarray, y: np.ndarray, keep: np.ndarray) -> Fit:
    """Weighted least squares of those kept, one error for all designs: HC2, of clusters CR2, with
    Satterthwaite's degrees of freedom (Bell and McCaffrey 2002)."""
    w, units = answers.weights()[keep], answers.clusters()
    units = None if units is None else np.unique(units[keep], return_inverse=True)[1]
    root = np.linalg.inv(np.linalg.qr(x * np.sqrt(w)[:, None], mode="r"))
    bread = root @ root.T
    beta = bread @ (x.T @ (w * y))
    lifted = _lifted(x, w, bread, units)
    scores = by_cluster(lifted * (y - x @ beta)[:, None], units)
    return Fit(beta, scores.T @ scores, _satterthwaite(x, w, bread, lifted, units))


def _lifted(
    x: np.ndarray, w: np.ndarray, bread: np.ndarray, units: np.ndarray | None
) -> np.ndarray:
    """What each residual adds to the coefficients, made larger by what the fit took from it."""
    pull = (x * w[:, None]) @ bread
    middle = pull.T @ pull
    if units is None:
        left = 1 - 2 * (x * pull).sum(axis=1) + ((x @ middle) * x).sum(axis=1)
        return pull / np.sqrt(np.where(left > _NOTHING, left, np.inf))[:, None]
    made = np.empty_like(pull)
    for unit in range(units.max() + 1):
        at = units == unit
        taken = x[at] @ pull[at].T
        left, turn = np.linalg.eigh(np.eye(at.sum()) - taken - taken.T + x[at] @ middle @ x[at].T)
        root = turn / np.sqrt(np.where(left > _NOTHING, left, np.inf))
        made[at] = root @ (turn.T @ pull[at])
    return made


def _satterthwaite(
    x: np.ndarray,
    w: np.ndarray,
    bread: np.ndarray,
    lifted: np.ndarray,
    units: np.ndarray | None,
) -> np.ndarray:
    """Of each coefficient: 2 E(v)^2 / Var(v) were all residuals alike and independent. The matrix
    of its quadratic form is a diagonal and a product of two narrow ones; never written out."""
    pull = (x * w[:, None]) @ bread
    middle, found = pull.T @ pull, []
    for column in lifted.T[:, :, None]:
        own = by_cluster(column**2, units)
        a, b = (by_cluster(x * column * k, units) for k in (1, w[:, None]))
        left = np.hstack([-a @ bread, -b @ bread, a @ middle])
        right = np.hstack([b, a, a])
        inner = (left * right).sum(axis=1, keepdims=True)
        both = right.T @ left
        squares = (own**2).sum() + 2 * (own * inner).sum() + (both * both.T).sum()
        found.append((own + inner).sum() ** 2 / squares)
    return np.array(found)


def separating(rows: np.ndarray) -> np.ndarray:
    """Which coefficients can grow for ever: a direction in which no row (turned so that more is
    righter) loses and one gains (Konis 2007)."""
    scaled = np.unique(rows / np.abs(rows).max(axis=0), axis=0)
    found = optimize.linprog(-scaled.mean(axis=0), -scaled, np.zeros(len(scaled)), bounds=(-1, 1))
    return (np.abs(found.x) > _SEPARATED) & (found.fun < -_SEPARATED)


def newton(
    x: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    penalty: float,
    held: int = -1,
    at: float = 0.0,
) -> tuple[np.ndarray, float, np.ndarray]:
    """Coefficients of the highest likelihood, `penalty` 1 with Firth's (1993) term, that
    likelihood, and the information; one coefficient may be held at a value."""
    beta = np.zeros(x.shape[1])
    free = np.arange(len(beta)) != held
    beta[~free] = at

    def height(beta: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        p = special.expit(x @ beta)
        half = x * np.sqrt(w * p * (1 - p))[:, None]
        likelihood = -(w * np.logaddexp(0, (1 - 2 * y) * (x @ beta))).sum()
        return likelihood + penalty / 2 * np.linalg.slogdet(half.T @ half)[1], p, half

    top, p, half = height(beta)
    for _ in range(_STEPS):
        information = half.T @ half
        hat = (half @ np.linalg.inv(information) * half).sum(axis=1)
        slope = x.T @ (w * (y - p) + penalty * hat * (0.5 - p))
        step = np.zeros(len(beta))
        step[free] = np.linalg.solve(information[np.ix_(free, free)], slope[free])
        step *= min(1.0, _WIDEST / max(np.abs(step).max(), _CLOSE))
        while np.abs(step).max() > _CLOSE and not height(beta + step)[0] > top:
            step /= 2
        beta, (top, p, half) = beta + step, height(beta + step)
        if np.abs(step).max() <= _CLOSE:
            return beta, top, half.T @ half
    raise say.problem("separated", ())


def cumulative(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, ...]:
    """Proportional odds of a higher y (McCullagh 1980): coefficients and then thresholds, what
    each respondent adds to the slope, and the inverse information."""
    top = y.max()
    cuts = np.eye(top + 2)[:, 1:-1]
    above, at = (np.hstack([-x, cuts[y + step]]) for step in (1, 0))
    if separating(np.vstack([above[y < top], -at[y > 0]])).any():
        raise say.problem("separated", ())
    reached = np.cumsum(np.bincount(y, w))[:-1] / w.sum()
    beta = np.concatenate([np.zeros(x.shape[1]), special.logit(reached)])
    for _ in range(_STEPS):
        upper = np.where(y < top, special.expit(above @ beta), 1)
        lower = np.where(y > 0, special.expit(at @ beta), 0)
        sides = [(side * (v * (1 - v))[:, None], v) for side, v in ((above, upper), (at, lower))]
        slopes = (sides[0][0] - sides[1][0]) / (upper - lower)[:, None]
        parts, share = slopes * w[:, None], w / (upper - lower)
        bends = [
            rows.T @ (side * (share * (1 - 2 * v))[:, None])
            for (rows, v), side in zip(sides, (above, at), strict=True)
        ]
        information = parts.T @ slopes - bends[0] + bends[1]
        step = np.linalg.solve(information, parts.sum(axis=0))
        beta += step * min(1.0, _WIDEST / max(np.abs(step).max(), _CLOSE))
        if np.abs(step).max() < _CLOSE:
            return beta, parts, np.linalg.inv(information)
    raise say.problem("separated", ())


def profile(x: np.ndarray, y: np.ndarray, w: np.ndarray, place: int) -> tuple[float, float]:
    """Where the penalised likelihood has fallen as far as the interval lets it (Heinze and
    Schemper 2002)."""
    beta, top, information = newton(x, y, w, 1.0)
    least = top - stats.chi2.ppf(policy.LEVEL, 1) / 2
    se = np.sqrt(np.linalg.inv(information)[place, place])

    def above(value: float) -> float:
        return float(newton(x, y, w, 1.0, place, value)[1] - least)

    ends = []
    for step in (-2 * se, 2 * se):
        while above(beta[place] + step) > 0:
            step *= 2
        ends.append(float(optimize.brentq(above, beta[place], beta[place] + step)))
    return ends[0], ends[1]
