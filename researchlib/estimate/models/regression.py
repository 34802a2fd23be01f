"""Linear, logistic and ordinal models with the design's errors."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import special, stats

from researchlib.clean.answers import Answers
from researchlib.estimate.arguments import OfTable, listed, of_table, said
from researchlib.estimate.average import scores
from researchlib.estimate.design_errors import covariance, freedom
from researchlib.estimate.interval import quantile
from researchlib.estimate.models import say
from researchlib.estimate.models.fitting import (
    Fit,
    cumulative,
    least_squares,
    newton,
    profile,
    separating,
)
from researchlib.terms import policy
from researchlib.terms.words import Kind

_TIED = 1e-11


@dataclass(frozen=True)
class Model(OfTable):
    """一个模型：每项的系数和95%区间、平均边际效应，用了多少人、多少人选了结果，以及提醒。

    `table` 的各列：term（因素）、level（取值）、value、low、high、se、df、effect、
    effect_low、effect_high（平均影响和区间）、people（取这个值的人数）、
    against（与哪个选项比）。`factors` 把每个因素作为整体检验：term、statistic（沃尔德 F）、
    df、df_rest、p。`cuts` 是有序模型的各个分界点。
    """

    method: str
    outcome: str
    n: int
    events: int
    table: pd.DataFrame = field(repr=False)
    factors: pd.DataFrame = field(repr=False)
    cuts: tuple[float, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Data:
    """Design matrix, the (term, level, choice it is compared with) of each column, outcome and
    weights of those who are used, who that is, and the choices that nobody of them gave."""

    x: np.ndarray
    terms: list[tuple[str, str, str]]
    y: np.ndarray
    w: np.ndarray
    keep: np.ndarray
    unused: list[str]


@of_table
def linear_model(answers: Answers, outcome: str, predictors: Sequence[str]) -> Model:
    """线性回归：一个数值随哪些因素变化（关联，不说明因果）。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    outcome : str
        一道数值题或量表题。
    predictors : list of str
        数值题，或者单选题（各选项与第一个选项比）。

    Returns
    -------
    Model
        加权最小二乘；误差不要求方差相等，并计入整群（HC2、CR2），
        各系数有自己的自由度（Bell and McCaffrey，2002；Pustejovsky and Tipton，2018）。

    Examples
    --------
    >>> linear_model(answers, "wage", ["age", "sex"])
    Model(method='线性回归', outcome='wage', n=120, ...
    """
    data = _data(answers, predictors, scores(answers, answers.question(outcome)))
    fit = least_squares(answers, data.x, data.y, data.keep)
    return _model(say.LINEAR_MODEL, outcome, data, fit, len(data.y))


@of_table
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
        清洗过的答卷，来自 clean_answers。
    outcome : str
        一道单选或量表题。
    predictors : list of str
        数值题，或者单选题（各选项与第一个选项比）。
    of : str or list of str
        算作“是”的选项。

    Returns
    -------
    Model
        value 是对数优势；effect 是平均边际效应，单位是占比（德尔塔法）。完全分开的、
        每个系数不足十个事件的（Peduzzi，1996），附有提醒；这时没有加权和整群的，
        改用费思的惩罚似然（Firth，1993），区间用轮廓似然（Heinze and Schemper，2002）。

    Raises
    ------
    DataProblem
        加权或整群时，有一个选项把“是”与“不是”完全分开；某个因素可以由其他因素推出。

    Examples
    --------
    >>> logistic_model(answers, "left", ["age", "arrears"], of="是")
    Model(method='逻辑斯蒂回归', outcome='left', n=120, events=54, ...
    """
    data = _data(answers, predictors, said(answers, outcome, of))
    x, y, w = data.x, data.y, data.w / data.w.mean()
    events = int(min(y.sum(), len(y) - y.sum()))
    if not events:
        raise say.problem("nothing_to_compare", answers.question(outcome).text)
    apart = separating(x * (2 * y - 1)[:, None])
    names = [level or term for (term, level, _), by in zip(data.terms, apart, strict=True) if by]
    few = events < policy.EVENTS_PER_TERM * (x.shape[1] - 1)
    plain = np.ptp(w) == 0 and answers.clusters() is None
    if names and not plain:
        raise say.separated(names)
    penalised = bool(plain and (few or names))
    beta, _, information = newton(x, y, w, float(penalised))
    v = np.linalg.inv(information)
    p = special.expit(x @ beta)
    if not penalised:
        v = _sandwich(answers, data, x * (data.w * (y - p))[:, None], v / data.w.mean())
    df = np.full(len(beta), freedom(answers, data.keep) - len(beta) + 1.0)
    told = [say.split_apart(names)] * bool(names) + [say.PENALISED] * int(penalised)
    marginal = _marginal(x, data.terms, beta, v, w)
    made = _model(say.LOGISTIC_MODEL, outcome, data, Fit(beta, v, df), events, marginal, told)
    if penalised:
        made.table[["low", "high"]] = [profile(x, y, w, j) for j in range(len(beta))]
    return made


@of_table
def ordinal_model(answers: Answers, outcome: str, predictors: Sequence[str]) -> Model:
    """有序逻辑斯蒂回归：评价的高低随哪些因素变化（比例优势模型，McCullagh，1980）。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    outcome : str
        一道量表题，或者选项有次序的单选题。
    predictors : list of str
        数值题，或者单选题（各选项与第一个选项比）。

    Returns
    -------
    Model
        value 是回答更高一级的对数优势；`cuts` 是各个分界点。

    Examples
    --------
    >>> ordinal_model(answers, "satisfaction.meals", ["age", "living"])
    Model(method='有序逻辑斯蒂回归', outcome='satisfaction.meals', n=120, ...
    """
    codes = np.where(answers.answered(outcome), answers.single(outcome)[0], np.nan)
    data = _data(answers, predictors, codes)
    given, y = np.unique(data.y, return_inverse=True)
    if len(given) < 2:
        raise say.problem("nothing_to_compare", answers.question(outcome).text)
    shown = replace(data, x=data.x[:, 1:], terms=data.terms[1:])
    beta, parts, bread = cumulative(shown.x, y, data.w)
    k, v = len(shown.terms), _sandwich(answers, data, parts, bread)
    df = np.full(k, freedom(answers, data.keep) - len(beta) + 1.0)
    fit = Fit(beta[:k], v[:k, :k], df)
    made = _model(say.ORDINAL_MODEL, outcome, shown, fit, int(np.bincount(y).min()))
    return replace(made, cuts=tuple(beta[k:]))


def _data(answers: Answers, predictors: Sequence[str], outcome: np.ndarray) -> Data:
    """Who answered everything, and the columns: none of them empty, none that follows from the
    others; at least one degree of freedom."""
    keep, read = answers.domain & ~np.isnan(outcome), []
    choices: tuple[str, ...]
    for name in listed(predictors):
        question = answers.question(name)
        if question.kind is Kind.NUMBER:
            choices, values = (), scores(answers, question)
        else:
            codes, choices = answers.single(name)
            values = np.where(answers.answered(name), codes, np.nan)
        read.append((name, choices, values))
        keep = keep & ~np.isnan(values)
    columns, terms, unused = [np.ones(keep.sum())], [("", "", "")], []
    for name, choices, values in read:
        given = [k for k in range(len(choices)) if (values[keep] == k).any()]
        unused += [choice for k, choice in enumerate(choices) if k not in given]
        terms += [(name, choices[k], choices[given[0]]) for k in given[1:]] or [(name, "", "")]
        columns += [values[keep] == k for k in given[1:]] or [values[keep]]
    x = np.column_stack(columns).astype(float)
    n, k = x.shape
    if n <= k + 1 or freedom(answers, keep) - k + 1 < 1:
        raise say.problem("too_few_for_model", n, k)
    alone = np.abs(np.diag(np.linalg.qr(x, mode="r")))
    tied = [t for t, a in zip(terms, alone < _TIED * np.linalg.norm(x, axis=0), strict=True) if a]
    if tied:
        raise say.problem("collinear", [level or name for name, level, _ in tied])
    return Data(x, terms, outcome[keep], answers.weights()[keep], keep, unused)


def _sandwich(answers: Answers, data: Data, parts: np.ndarray, bread: np.ndarray) -> np.ndarray:
    whole = np.zeros((len(answers.frame), parts.shape[1]))
    whole[data.keep] = parts
    return covariance(answers, whole @ bread)


def _marginal(
    x: np.ndarray,
    terms: Sequence[tuple[str, str, str]],
    beta: np.ndarray,
    v: np.ndarray,
    w: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Average change of the share: a unit of a number, a choice against the first one."""
    share = w / w.sum()
    effects, spread = [], []
    for j, (_, level, _) in enumerate(terms):
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
    method: str,
    outcome: str,
    data: Data,
    fit: Fit,
    events: int,
    marginal: tuple[np.ndarray, np.ndarray] | None = None,
    told: Sequence[str] = (),
) -> Model:
    beta, (term, level, against) = fit.beta, zip(*data.terms, strict=True)
    t, se = quantile(fit.df), np.sqrt(np.diag(fit.covariance))
    effects, spread = marginal or (beta, se)
    table = pd.DataFrame(
        {
            "term": term,
            "level": level,
            "value": beta,
            "low": beta - t * se,
            "high": beta + t * se,
            "se": se,
            "df": fit.df,
            "effect": effects,
            "effect_low": effects - t * spread,
            "effect_high": effects + t * spread,
            "people": np.where(np.array(level) != "", (data.x != 0).sum(axis=0), len(data.x)),
            "against": against,
        }
    )
    names, factors = np.array(term), []
    for name in dict.fromkeys(filter(None, term)):
        at = np.flatnonzero(names == name)
        wald = beta[at] @ np.linalg.pinv(fit.covariance[np.ix_(at, at)]) @ beta[at] / len(at)
        rest = fit.df[at].min()
        factors.append((name, wald, len(at), rest, stats.f.sf(wald, len(at), rest)))
    slopes = sum(map(bool, term))
    warned = [say.few_events(events, slopes)] * int(events < policy.EVENTS_PER_TERM * slopes)
    warned += [say.choices_unused(data.unused)] * bool(data.unused)
    return Model(
        method,
        outcome,
        len(data.x),
        events,
        table,
        pd.DataFrame(factors, columns=["term", "statistic", "df", "df_rest", "p"]),
        warnings=(*warned, *told),
    )
