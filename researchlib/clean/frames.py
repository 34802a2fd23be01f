"""Answers from any table: what the columns are, and how the respondents were drawn."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import ONE_CHOICE, Answers, Design, Flow, Status
from researchlib.store.files import sha256_of
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind, Mode, Sampling


def answers_from_frame(
    frame: pd.DataFrame,
    weight: str | None,
    strata: str | None,
    cluster: str | None,
    population: Any,
    codebook: Codebook | None,
) -> Answers:
    """See Answers.from_frame."""
    book = codebook or _codebook(frame, strata)
    asked = [q for q in book if q.kind in (*ONE_CHOICE, Kind.NUMBER)]
    of_design = (weight, strata, cluster, population)
    for name in (*(q.variable for q in asked), *(n for n in of_design if isinstance(n, str))):
        if name not in frame:
            raise say.problem("no_such_column", name, frame.columns)
    if not len(frame):
        raise say.problem("no_rows")
    typed = frame.reset_index(drop=True).copy()
    for question in asked:
        typed[question.variable] = _typed(typed, question)
    status = pd.DataFrame(
        {
            q.variable: np.where(typed[q.variable].isna(), Status.BLANK, Status.ANSWERED).astype(
                np.int8
            )
            for q in book
            if q.variable in typed
        }
    )
    total, sizes = _population(frame, strata, population)
    people, units = (None, total) if cluster else (total, None)
    design = Design(
        Sampling.RANDOM, people, strata or "", sizes, cluster or "", weight or "", units
    )
    digest = sha256_of(pd.util.hash_pandas_object(frame).to_numpy().tobytes())
    n = len(typed)
    made = Answers(
        "",
        typed,
        status,
        book,
        design,
        Mode.SELF,
        say.ROWS,
        Flow(n, n, 0, (), n),
        (),
        (),
        digest,
        np.ones(n, bool),
        data=digest[:12],
    )
    made.strata()
    made.weights()
    return made


def _typed(frame: pd.DataFrame, question: Question) -> pd.Series | pd.Categorical:
    """Words as choices, numbers as numbers; what is neither is told, and nothing is dropped."""
    told = frame[question.variable]
    words = told.astype(object).where(told.isna(), told.astype(str))
    number = pd.to_numeric(told, errors="coerce") if question.kind is Kind.NUMBER else None
    strange = ~np.isfinite(number) if number is not None else ~words.isin(question.choices)
    strange &= told.notna()
    if strange.any():
        raise say.strange_answer(
            question.text, words[strange].iloc[0], int(strange.sum()), question.choices
        )
    if number is not None:
        return number
    return pd.Categorical(words, list(question.choices), ordered=question.kind is Kind.SCALE)


def _codebook(frame: pd.DataFrame, strata: str | None) -> Codebook:
    questions = []
    for name in frame.columns:
        column = frame[name]
        words = not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)
        if words or name == strata:
            kind, choices = Kind.SINGLE, tuple(map(str, pd.Categorical(column).categories))
        else:
            kind, choices = Kind.NUMBER, ()
        questions.append(Question(str(name), str(name), kind, choices))
    return Codebook(tuple(questions))


def _population(
    frame: pd.DataFrame,
    strata: str | None,
    population: Any,
) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """All units together, and in each stratum."""
    if population is None:
        return None, ()
    layers = frame[strata].astype(str) if strata else pd.Series(say.ALL, frame.index)
    if isinstance(population, str):
        population = frame.groupby(layers)[population].first()
    elif strata is None:
        population = {say.ALL: population}
    elif not isinstance(population, Mapping):
        raise say.problem("population_by_stratum", strata)
    told = {str(name): count for name, count in population.items()}
    drawn = layers[frame[strata].notna()] if strata else []
    sizes = {name: _count(name, told.get(name)) for name in dict.fromkeys([*told, *drawn])}
    return sum(sizes.values()), tuple(sizes.items()) if strata else ()


def _count(name: str, value: Any) -> int:
    """A whole number of units, one at least."""
    number = pd.to_numeric(value, errors="coerce")
    if not 1 <= number < np.inf or number % 1:
        raise say.bad_population(name, value)
    return int(number)
