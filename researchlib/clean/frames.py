"""Answers from any table: what the columns are, and how the respondents were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers, Design, Flow, Status
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
    for name in (weight, strata, cluster):
        if name is not None and name not in frame:
            raise say.no_such_column(name, [str(c) for c in frame.columns])
    if weight is not None and not (frame[weight].to_numpy(float) >= 0).all():
        raise say.bad_weight(weight)
    book = codebook or _codebook(frame, strata)
    typed = frame.reset_index(drop=True).copy()
    for question in book:
        if question.kind in (Kind.SINGLE, Kind.SCALE):
            words = typed[question.variable].astype(object)
            typed[question.variable] = pd.Categorical(
                words.where(words.isna(), words.astype(str)),
                list(question.choices),
                ordered=question.kind is Kind.SCALE,
            )
    status = pd.DataFrame(
        {
            q.variable: np.where(typed[q.variable].isna(), Status.BLANK, Status.ANSWERED).astype(
                np.int8
            )
            for q in book
            if q.variable in typed
        }
    )
    total, sizes = _population(frame, strata, cluster, population)
    design = Design(Sampling.RANDOM, total, strata or "", sizes, cluster or "", weight or "")
    digest = sha256_of(pd.util.hash_pandas_object(frame).to_numpy().tobytes())
    n = len(typed)
    return Answers(
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


def _codebook(frame: pd.DataFrame, strata: str | None) -> Codebook:
    questions = []
    for name in frame.columns:
        column = frame[name]
        words = not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)
        if words or name == strata:
            known = (
                column.cat.categories
                if isinstance(column.dtype, pd.CategoricalDtype)
                else sorted(column.dropna().unique())
            )
            questions.append(
                Question(str(name), str(name), Kind.SINGLE, tuple(str(c) for c in known))
            )
        else:
            questions.append(Question(str(name), str(name), Kind.NUMBER))
    return Codebook(tuple(questions))


def _population(
    frame: pd.DataFrame,
    strata: str | None,
    cluster: str | None,
    population: Any,
) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """All units together, and in each stratum."""
    if population is None:
        return None, ()
    if strata is None:
        value = frame[population].iloc[0] if isinstance(population, str) else population
        return int(value), ()
    if isinstance(population, str):
        found = frame.groupby(frame[strata].astype(str))[population].first()
        sizes = {str(k): int(v) for k, v in found.items()}
    elif isinstance(population, Mapping):
        sizes = {str(k): int(v) for k, v in population.items()}
    else:
        raise say.population_by_stratum(strata)
    return sum(sizes.values()), tuple(sizes.items())
