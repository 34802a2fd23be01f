"""Linear, logistic and ordinal models with the design's errors."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from researchlib.clean.answers import Answers
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.models import say
from researchlib.terms import policy
from researchlib.terms.words import Kind


@dataclass(frozen=True)
class Model:
    """一个模型：每项的系数和95%区间、平均边际效应，用了多少人、多少人选了结果，以及提醒。

    `table` has the columns term, level, value, low, high, se, effect, effect_low, effect_high,
    people (who has that level) and against (the choice it is compared with).
    `cuts` are the thresholds of an ordinal model.
    """

    method: str
    outcome: str
    n: int
    events: int
    df: int
    table: pd.DataFrame = field(repr=False)
    cuts: tuple[float, ...] = ()
    warnings: tuple[str, ...] = ()


def linear_model(answers: Answers, outcome: str, predictors: Sequence[str]) -> Model:
    """线性回归：一个数值随哪些因素变化（关联，不说明因果）。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    outcome : str
        A number.
    predictors : list of str
        Numbers, and single choices against their first choice.

    Returns
    -------
    Model
        Weighted least squares, linearised covariance (Binder 1983).

    Examples
    --------
    >>> linear_model(answers, "wage", ["age", "sex"])
    Model(method='线性回归', outcome='wage', n=120, ...
    """
    x, terms, y, w, rows = _data(answers, predictors, answers.frame[outcome].to_numpy(float))
    import statsmodels.api as sm

    fit = sm.WLS(y, x, weights=w).fit()
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    v = _sandwich(answers, rows, x * (w * fit.resid)[:, None], bread)
    return _model(
        answers,
        say.LINEAR_MODEL,
        outcome,
        terms,
        fit.params,
        v,
        x,
        len(y),
        fit.params,
        np.sqrt(np.diag(v)),
    )


def logistic_model(
    answers: Answers,
    outcome: str,
    predictors: Sequence[str],
    *,
    of: str | Sequence[str],
) -> Model:
    """逻辑斯蒂回归：选某项的可能性随哪些因素变化（关联，不说明因果）。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    outcome : str
        A single choice or scale.
    predictors : list of str
        Numbers, and single choices against their first choice.
    of : str or list of str
        The choices that count as yes.

    Returns
    -------
    Model
        value is a log odds; effect the average marginal effect in shares (delta method).
        Warnings tell of separation and of fewer than ten events a term (Peduzzi 1996).

    Raises
    ------
    DataProblem
        A choice that separates yes from no, so that no coefficient exists.

    Examples
    --------
    >>> logistic_model(answers, "left", ["age", "arrears"], of="是")
    Model(method='逻辑斯蒂回归', outcome='left', n=120, events=54, ...
    """
    wanted = [of] if isinstance(of, str) else list(of)
    told = answers.frame[outcome].astype(object)
    yes = np.where(told.notna(), told.isin(wanted), np.nan).astype(float)
    x, terms, y, w, rows = _data(answers, predictors, yes)
    import statsmodels.api as sm

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # separation is looked for, and told, below
        fit = sm.GLM(y, x, family=sm.families.Binomial(), freq_weights=w / w.mean()).fit(
            tol=1e-12, maxiter=100
        )
    if not fit.converged or np.abs(fit.params * x.std(axis=0)).max() > _SEPARATED:
        raise say.separated(outcome)
    p = fit.fittedvalues
    bread = np.linalg.inv((x * (w * p * (1 - p))[:, None]).T @ x)
    v = _sandwich(answers, rows, x * (w * (y - p))[:, None], bread)
    effects, spread = _marginal(x, terms, fit.params, v, w)
    return _model(
        answers,
        say.LOGISTIC_MODEL,
        outcome,
        terms,
        fit.params,
        v,
        x,
        int(min(y.sum(), len(y) - y.sum())),
        effects,
        spread,
    )


def ordinal_model(answers: Answers, outcome: str, predictors: Sequence[str]) -> Model:
    """有序逻辑斯蒂回归：评价的高低随哪些因素变化（比例优势模型，McCullagh，1980）。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    outcome : str
        A scale or single choice whose choices stand in order.
    predictors : list of str
        Numbers, and single choices against their first choice.

    Returns
    -------
    Model
        value is the log odds of a higher answer; `cuts` the thresholds.

    Examples
    --------
    >>> ordinal_model(answers, "satisfaction.meals", ["age", "living"])
    Model(method='有序逻辑斯蒂回归', outcome='satisfaction.meals', n=120, ...
    """
    codes = np.where(answers.answered(outcome), answers.codes(outcome), np.nan).astype(float)
    x, terms, y, w, rows = _data(answers, predictors, codes)
    x = x[:, 1:]
    top = int(y.max())
    k = x.shape[1]

    def pieces(beta: np.ndarray) -> tuple[np.ndarray, ...]:
        cuts = np.concatenate([[-np.inf], beta[k:], [np.inf]])
        lift = x @ beta[:k]
        upper = special.expit(cuts[y.astype(int) + 1] - lift)
        lower = special.expit(cuts[y.astype(int)] - lift)
        return upper, lower, np.maximum(upper - lower, 1e-300)

    def scores(beta: np.ndarray) -> np.ndarray:
        upper, lower, p = pieces(beta)
        du, dl = upper * (1 - upper), lower * (1 - lower)
        by_cut = np.zeros((len(y), top))
        at = np.arange(len(y))
        inside, above = y < top, y > 0
        by_cut[at[inside], y[inside].astype(int)] += (du / p)[inside]
        by_cut[at[above], y[above].astype(int) - 1] -= (dl / p)[above]
        return np.column_stack([-x * ((du - dl) / p)[:, None], by_cut])

    spread = np.quantile(y, np.linspace(0, 1, top + 2)[1:-1])
    start = np.concatenate([np.zeros(k), np.linspace(-1, 1, top) + 0 * spread])
    found = optimize.minimize(
        lambda b: -(w * np.log(pieces(b)[2])).sum(),
        start,
        method="BFGS",
        jac=lambda b: -(scores(b) * w[:, None]).sum(axis=0),
        options={"gtol": 1e-9 * w.sum()},
    )
    beta = found.x
    bread = np.linalg.inv(_slope(lambda b: -(scores(b) * w[:, None]).sum(axis=0), beta))
    v = _sandwich(answers, rows, scores(beta) * w[:, None], bread)
    made = _model(
        answers,
        say.ORDINAL_MODEL,
        outcome,
        terms[1:],
        beta[:k],
        v[:k, :k],
        x,
        int(np.bincount(y.astype(int)).min()),
        beta[:k],
        np.sqrt(np.diag(v))[:k],
    )
    return Model(
        made.method,
        made.outcome,
        made.n,
        made.events,
        made.df,
        made.table,
        tuple(beta[k:]),
        made.warnings,
    )


_SEPARATED = 15.0


def _slope(gradient: Callable[[np.ndarray], np.ndarray], at: np.ndarray) -> np.ndarray:
    """The Hessian from central differences of an analytic gradient."""
    columns = []
    for j in range(len(at)):
        h = 1e-5 * max(1.0, abs(at[j]))
        move = np.zeros(len(at))
        move[j] = h
        columns.append((gradient(at + move) - gradient(at - move)) / (2 * h))
    made = np.array(columns)
    return (made + made.T) / 2


def _data(
    answers: Answers,
    predictors: Sequence[str],
    outcome: np.ndarray,
) -> tuple[np.ndarray, list[tuple[str, str]], np.ndarray, np.ndarray, np.ndarray]:
    """Design matrix, the (term, level) of each column, outcome, weights, and the rows used."""
    columns, terms = [np.ones(len(outcome))], [("", "")]
    for name in predictors:
        question = answers.question(name)
        if question.kind is Kind.NUMBER:
            columns.append(answers.frame[name].to_numpy(float))
            terms.append((name, ""))
            continue
        codes = np.where(answers.answered(name), answers.codes(name), -1)
        for k, choice in enumerate(answers.choices(name)):
            if k:
                columns.append(np.where(codes < 0, np.nan, codes == k).astype(float))
                terms.append((name, choice))
    x = np.column_stack(columns)
    keep = answers.domain & ~np.isnan(x).any(axis=1) & ~np.isnan(outcome)
    if keep.sum() <= x.shape[1] + 1:
        raise say.too_few_for_model(int(keep.sum()), x.shape[1])
    return x[keep], terms, outcome[keep], answers.weights()[keep], np.flatnonzero(keep)


def _sandwich(
    answers: Answers,
    rows: np.ndarray,
    parts: np.ndarray,
    bread: np.ndarray,
) -> np.ndarray:
    whole = np.zeros((len(answers.frame), parts.shape[1]))
    whole[rows] = parts
    return covariance(answers, whole @ bread)


def _marginal(
    x: np.ndarray,
    terms: Sequence[tuple[str, str]],
    beta: np.ndarray,
    v: np.ndarray,
    w: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Average change of the share: a unit of a number, a choice against the first one."""
    share = w / w.sum()
    effects, spread = [], []
    for j, (_, level) in enumerate(terms):
        if level:
            on, off = x.copy(), x.copy()
            same = [k for k, t in enumerate(terms) if t[0] == terms[j][0]]
            on[:, same], off[:, same] = 0, 0
            on[:, j] = 1
            p1, p0 = special.expit(on @ beta), special.expit(off @ beta)
            value = share @ (p1 - p0)
            slope = (share * p1 * (1 - p1)) @ on - (share * p0 * (1 - p0)) @ off
        else:
            p = special.expit(x @ beta)
            d = p * (1 - p)
            value = share @ d * beta[j]
            slope = (share * d * (1 - 2 * p)) @ x * beta[j]
            slope[j] += share @ d
        effects.append(value)
        spread.append(np.sqrt(slope @ v @ slope))
    return np.array(effects), np.array(spread)


def _model(
    answers: Answers,
    method: str,
    outcome: str,
    terms: Sequence[tuple[str, str]],
    beta: np.ndarray,
    v: np.ndarray,
    x: np.ndarray,
    events: int,
    effects: np.ndarray,
    spread: np.ndarray,
) -> Model:
    n = len(x)
    people = [int((x[:, j] != 0).sum()) if level else n for j, (_, level) in enumerate(terms)]
    df = max(freedom(answers) - len(beta) + 1, 1)
    t = stats.t.ppf((1 + policy.LEVEL) / 2, df)
    se = np.sqrt(np.diag(v))
    table = pd.DataFrame(
        {
            "term": [a for a, _ in terms],
            "level": [b for _, b in terms],
            "value": beta,
            "low": beta - t * se,
            "high": beta + t * se,
            "se": se,
            "effect": effects,
            "effect_low": effects - t * spread,
            "effect_high": effects + t * spread,
            "people": people,
            "against": [answers.choices(a)[0] if b else "" for a, b in terms],
        }
    )
    few = events < policy.EVENTS_PER_TERM * max(len(beta) - 1, 1)
    return Model(
        method,
        outcome,
        n,
        events,
        df,
        table,
        warnings=(say.few_events(events, len(beta) - 1),) if few else (),
    )
