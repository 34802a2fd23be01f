"""What every statistic is asked with (choices, groups, weights, numbers): one gate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, tick_columns
from researchlib.estimate import say
from researchlib.estimate.cells import Groups, grouped
from researchlib.study.codebook import Question
from researchlib.terms import words as w

_P = ParamSpec("_P")
_R = TypeVar("_R")
_NAMED = ("variable", "by")
_VARIABLES = ("variable", "by", "first", "second", "outcome", "predictors")


def by_any_name(statistic: Callable[_P, _R]) -> Callable[_P, _R]:
    """A statistic whose variable and groups may be called by 简称, title or number."""

    @wraps(statistic)
    def asked(*given: _P.args, **named: _P.kwargs) -> _R:
        answers, *rest = given
        if not isinstance(answers, Answers):
            return statistic(*given, **named)
        known = answers.codebook.variable
        variables = [known(one) if isinstance(one, str) else one for one in rest]
        groups = {k: known(str(v)) for k, v in named.items() if k in _NAMED and v is not None}
        return statistic(*(answers, *variables), **{**named, **groups})  # type: ignore[arg-type]

    return asked


@dataclass(frozen=True)
class OfTable:
    """以一整张表为依据的结果：用的是哪些答卷、哪几个变量。看到结果的人，当作也看到了这张表。"""

    answers: Answers | None = field(default=None, kw_only=True, repr=False, compare=False)
    over: tuple[str, ...] = field(default=(), kw_only=True, repr=False)


def of_table(statistic: Callable[_P, _R]) -> Callable[_P, _R]:
    """A statistic whose results carry the table that they rest on."""

    @wraps(statistic)
    def asked(*given: _P.args, **named: _P.kwargs) -> _R:
        told = signature(statistic).bind(*given, **named).arguments
        names = [v for name in _VARIABLES if name in told for v in listed(told[name])]
        answers, made = told["answers"], statistic(*given, **named)
        over = tuple(dict.fromkeys(v for name in names for v in _columns(answers, name)))
        if isinstance(made, list):
            return [replace(one, answers=answers, over=over) for one in made]  # type: ignore[return-value]
        return replace(made, answers=answers, over=over)  # type: ignore[type-var]

    return asked


def _columns(answers: Answers, name: str) -> list[str]:
    """A matrix stands for its items, ticks for themselves."""
    return [
        column
        for row in answers.codebook.rows(name)
        for column in (
            tick_columns(row.variable, answers.choices(row.variable))
            if row.kind in SEVERAL
            else [row.variable]
        )
    ]


def within(name: str, value: float, low: float, high: float = np.inf) -> float:
    """A number above `low` and not above `high`."""
    if not isinstance(value, (int, float, np.number)) or not low < value <= high:
        raise say.out_of_range(name, value, low, high)
    return float(value)


def one_of(value: str, known: Sequence[str]) -> str:
    """One of the names there are."""
    if value not in known:
        raise say.problem("unknown_name", value, known)
    return value


def listed(of: Any) -> tuple[str, ...]:
    """One choice or several as they are named, each once."""
    several = of if pd.api.types.is_list_like(of) else [] if of is None else [of]
    return tuple(dict.fromkeys(map(str, several)))


def chosen(answers: Answers, row: Question, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The choices counted together, each of them known."""
    if row.kind not in (*ONE_CHOICE, *SEVERAL):
        raise say.problem("no_share", row.text, row.kind)
    if wanted == (w.CORRECT,):
        if not row.key:
            raise say.problem("no_key", row.text)
        wanted = (row.key,)
    answers.known_choices(row.variable, wanted)
    return wanted


def said(answers: Answers, variable: str, of: Any) -> np.ndarray:
    """1 for who chose one of these, 0 for who answered otherwise, nan for who did not answer."""
    row = answers.question(variable)
    wanted = chosen(answers, row, listed(of) or ("",))
    if row.kind in SEVERAL:
        grid = answers.frame[tick_columns(variable, wanted)].to_numpy(float)
        hit = (np.nan_to_num(grid) > 0).any(axis=1)
    else:
        hit = answers.frame[variable].isin(wanted).to_numpy()
    return np.where(answers.answered(variable), hit, np.nan).astype(float)


def group_codes(answers: Answers, by: str | None) -> Groups:
    """The respondents by a single choice, or all in one."""
    if by not in answers.groups:
        names: tuple[str, ...] = ()
        codes = np.full(len(answers.frame), -1)
        if by is not None:
            codes, names = answers.single(by)
        answers.groups[by] = grouped(answers, np.where(answers.domain, codes, -2), names)
    return answers.groups[by]


def weights(answers: Answers, weight: str | None) -> np.ndarray:
    """The weight of each respondent: a column, or else what the sample design gives."""
    if weight is None:
        return answers.weights()
    if answers.design.margins:
        raise say.problem("weighted_already", weight)
    return answers.weight_column(weight)


def told_beforehand(answers: Answers, variable: str) -> bool:
    """Whether the sample was split by this variable, or weighted to its population totals."""
    return variable in (answers.design.stratum, *answers.design.margins)
