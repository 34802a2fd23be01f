"""The cleaned answers as .sav with labels, for group members who use SPSS: never published."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers, tick
from researchlib.clean.questionnaires import clean_answers
from researchlib.store.files import write_atomic
from researchlib.study.codebook import Question
from researchlib.study.study import Study
from researchlib.terms.words import Kind, Sensitivity

_LONGEST = 250  # bytes of a variable label


def write_sav(study: Study) -> list[Path]:
    """data/<study>/local/<questionnaire>.sav: codes with their labels, ticks as 0 and 1, open
    answers and what names a person left out."""
    import pyreadstat

    written = []
    for source in study.sources:
        answers = clean_answers(study, source)
        columns: dict[str, Any] = {}
        labels: dict[str, str | None] = {}
        values: dict[str, dict[int | float, str]] = {}
        for question in answers.codebook:
            if question.sensitivity is not Sensitivity.DIRECT:
                _add(answers, question, columns, labels, values)
        path = study.paths.local / f"{source}.sav"
        with TemporaryDirectory() as place:
            pyreadstat.write_sav(
                pd.DataFrame(columns),
                f"{place}/made.sav",
                column_labels=labels,
                variable_value_labels=values,
                file_label=study.title[:60],
            )
            write_atomic(path, Path(place, "made.sav").read_bytes())
        written.append(path)
    return written


def _add(
    answers: Answers,
    question: Question,
    columns: dict[str, Any],
    labels: dict[str, str | None],
    values: dict[str, dict[int | float, str]],
) -> None:
    variable, kind = question.variable, question.kind
    name, answered = variable.replace(".", "_"), answers.answered(variable)
    told: dict[str, tuple[Any, str]] = {}
    if kind in ONE_CHOICE:
        told[name] = answers.codes(variable) + 1.0, ""
        values[name] = dict(enumerate(answers.choices(variable), 1))
    elif kind in SEVERAL:
        for number, choice in enumerate(answers.choices(variable), 1):
            told[f"{name}_{number}"] = answers.frame[tick(variable, choice)], f"{choice}："
    elif kind is Kind.NUMBER:
        told[name] = answers.frame[variable], ""
    for column, (cells, of) in told.items():
        columns[column] = np.where(answered, np.asarray(cells, float), np.nan)
        labels[column] = _label(f"{of}{question.text}")


def _label(text: str) -> str:
    return text.encode()[:_LONGEST].decode("utf-8", "ignore")
