"""Open answers sorted under labels (归类标签), so that they can be counted like ticks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from researchlib.clean.answers import Status, tick
from researchlib.read.exports.headers import normal
from researchlib.study.codebook import Codebook, Question
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity


def code_open_answers(
    study: Study,
    source: str,
    frame: pd.DataFrame,
    status: pd.DataFrame,
    codebook: Codebook,
) -> tuple[pd.DataFrame, pd.DataFrame, Codebook]:
    """Open questions that 原话 has labels for become multiple choice over those labels.

    An answer not yet in 原话 is UNREADABLE (not coded), so it stays out of every base; one
    under 没有意见 counts as no answer.
    """
    questions: list[Question] = []
    for question in codebook:
        coded = {
            normal(q.original): q.labels
            for q in study.quotes
            if q.source == source and q.variable == question.variable
        }
        if question.kind is not Kind.OPEN or not coded:
            questions.append(question)
            continue
        found = [coded.get(normal(str(text))) for text in frame[question.variable]]
        used = {label for labels in coded.values() for label in labels} - {w.NO_OPINION}
        labels = tuple(label for label in study.labels if label in used)
        ticks = {
            tick(question.variable, label): [label in (f or ()) for f in found] for label in labels
        }
        frame = pd.concat([frame, pd.DataFrame(ticks, index=frame.index)], axis=1)
        status = status.assign(**{question.variable: _status(status[question.variable], found)})
        questions.append(
            replace(question, kind=Kind.MULTIPLE, choices=labels, sensitivity=Sensitivity.PLAIN)
        )
    return frame, status, replace(codebook, questions=tuple(questions))


def _status(status: pd.Series, found: list[tuple[str, ...] | None]) -> np.ndarray:
    answered = status.to_numpy() == Status.ANSWERED
    uncoded = np.array([labels is None for labels in found])
    nothing = np.array([labels is not None and w.NO_OPINION in labels for labels in found])
    return np.select(
        [answered & uncoded, answered & nothing], [Status.UNREADABLE, Status.BLANK], status
    ).astype(np.int8)
