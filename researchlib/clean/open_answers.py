"""Open answers sorted under labels (归类标签), so that they can be counted like ticks."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Status, tick
from researchlib.read.exports.headers import normal
from researchlib.read.lists import read_list
from researchlib.read.spoken.sheet import is_tick
from researchlib.study.codebook import Codebook, Question
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.identity import mask


def code_open_answers(
    study: Study,
    source: str,
    frame: pd.DataFrame,
    status: pd.DataFrame,
    codebook: Codebook,
) -> tuple[pd.DataFrame, pd.DataFrame, Codebook]:
    """Open questions with labelled answers become multiple choice over those labels.

    Labels are those of 原话 and of 归类表. The base is everybody who wrote something: while
    answers are still without a label the question says how many, and a share is the least that
    it can be. An answer under 没有意见 counts as no answer.
    """
    sheet = ticked(study)
    questions: list[Question] = []
    for question in codebook:
        quoted = {
            normal(q.original): q.labels
            for q in study.quotes
            if q.source == source and q.variable == question.variable
        }
        listed = {text: labels for (asked, text), labels in sheet.items() if asked == question.text}
        if question.kind is not w.Kind.OPEN or not (quoted or listed):
            questions.append(question)
            continue
        wrote = status[question.variable].to_numpy() == Status.ANSWERED
        found = [
            _labels(str(text), quoted, listed, study) if written else ()
            for text, written in zip(frame[question.variable], wrote, strict=True)
        ]
        used = {label for labels in found for label in labels or ()} - {w.NO_OPINION}
        chosen = tuple(label for label in study.labels if label in used)
        if not chosen:  # labelled are others' words: there is nothing to count yet
            questions.append(question)
            continue
        ticks = {
            tick(question.variable, label): [label in (f or ()) for f in found] for label in chosen
        }
        frame = pd.concat([frame, pd.DataFrame(ticks, index=frame.index)], axis=1)
        nothing = [labels is not None and w.NO_OPINION in labels for labels in found]
        states = np.where(nothing, Status.BLANK, status[question.variable]).astype(np.int8)
        status = status.assign(**{question.variable: states})
        left = sum(labels is None for labels in found)
        questions.append(
            replace(
                question,
                text=say.partly_coded(question.text, left) if left else question.text,
                short=question.label,
                kind=w.Kind.MULTIPLE,
                choices=chosen,
                sensitivity=w.Sensitivity.PLAIN,
            )
        )
    return frame, status, replace(codebook, questions=tuple(questions))


def _labels(
    text: str,
    quoted: Mapping[str, tuple[str, ...]],
    listed: Mapping[str, tuple[str, ...]],
    study: Study,
) -> tuple[str, ...] | None:
    """The labels of one answer; nothing where nobody has looked at it."""
    by_quote = quoted.get(normal(text))
    by_sheet = listed.get(as_listed(text, study))
    if by_quote is None and by_sheet is None:
        return None
    return (*(by_quote or ()), *(by_sheet or ()))


def as_listed(text: str, study: Study) -> str:
    """An answer as 归类表 shows it: one line, identities masked."""
    return mask(" ".join(text.split()), study.roster, study.allowed)


def ticked(study: Study) -> dict[tuple[str, str], tuple[str, ...]]:
    """The labels ticked in 归类表 by question and answer, 没有意见 among them; an answer marked as
    seen has none."""
    listed = read_list(study.folder / w.CODING_SHEET)
    if listed is None:
        return {}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in listed.named:
        known = dict.fromkeys((*study.labels, w.NO_OPINION))
        labels = tuple(label for label in known if is_tick(row.get(label, "")))
        if labels or is_tick(row.get(w.SEEN, "")):
            found.setdefault((row.get(w.TEXT, ""), row.get(w.ANSWER, "")), labels)
    return found
