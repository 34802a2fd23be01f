"""The cleaned answers as .sav with labels, for group members who use SPSS: never published."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from researchlib.clean.answers import Answers, tick_columns
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
    variable = question.variable
    name, answered = variable.replace(".", "_"), answers.answered(variable)
    if question.kind in (Kind.SINGLE, Kind.SCALE):
        codes = answers.codes(variable).astype(float) + 1
        columns[name] = np.where(answered, codes, np.nan)
        values[name] = dict(enumerate(answers.choices(variable), 1))
        labels[name] = _label(question.text)
    elif question.kind in (Kind.MULTIPLE, Kind.RANKING):
        choices = answers.choices(variable)
        for number, (choice, column) in enumerate(
            zip(choices, tick_columns(variable, choices), strict=True), 1
        ):
            ticked = answers.frame[column].to_numpy(float)
            columns[f"{name}_{number}"] = np.where(answered, ticked, np.nan)
            labels[f"{name}_{number}"] = _label(f"{choice}：{question.text}")
    elif question.kind is Kind.NUMBER:
        columns[name] = np.where(answered, answers.frame[variable].to_numpy(float), np.nan)
        labels[name] = _label(question.text)


def _label(text: str) -> str:
    return text.encode()[:_LONGEST].decode("utf-8", "ignore")
