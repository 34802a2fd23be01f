"""`researchlib draft`: what a file holds, guessed, counted and printed; nothing is written."""

from typing import Any

import numpy as np

from researchlib.clean.answers import Status, tick
from researchlib.clean.convert import convert
from researchlib.draft.codebook import draft_codebook
from researchlib.draft.drafted import Drafted
from researchlib.read.exports.export import Export
from researchlib.study.codebook import Question
from researchlib.terms import words as w
from researchlib.terms.words import Kind


def draft_json(export: Export) -> dict[str, Any]:
    """The draft of one file with counts: one entry a question (matrix rows one each)."""
    dropped = sum(item.metadata for item in export.items)
    return {
        "file": export.path.name,
        "by": export.coding.name.lower(),
        "respondents": len(export.frame),
        "metadata_dropped": dropped,
        "notes": list(export.notes),
        "questions": [_entry(export, drafted) for drafted in draft_codebook(export)],
    }


def _entry(export: Export, drafted: Drafted) -> dict[str, Any]:
    question = drafted.question
    return {
        "variable": question.variable,
        "text": question.text,
        "stem": question.stem,
        "type": str(question.kind),
        "choices": list(question.choices),
        "unsure": list(question.unsure),
        "sensitivity": str(question.sensitivity),
        "direction": question.direction or "",
        "middle": question.middle,
        "missing": [
            *((w.SKIPPED_CODE, w.BLANK_CODE) if export.coded else (w.SKIPPED, w.BLANK)),
            *question.missing,
        ],
        "missing_counts": dict(drafted.missing),
        "sure": drafted.sure,
        "samples": list(drafted.samples),
        "confirm": drafted.confirm,
        **_counts(export, question),
    }


def _counts(export: Export, question: Question) -> dict[str, Any]:
    converted = convert(export, question, unsure_in_base=True)
    status = np.bincount(converted.status.astype(int), minlength=len(Status))
    counts: dict[str, int] = {}
    if question.kind in (Kind.SINGLE, Kind.SCALE):
        found = converted.columns[question.variable].value_counts()
        counts = {choice: int(found.get(choice, 0)) for choice in question.choices}
    elif question.kind in (Kind.MULTIPLE, Kind.RANKING):
        counts = {
            choice: int((converted.columns[tick(question.variable, choice)] > 0).sum())
            for choice in question.choices
        }
    return {
        "answered": int(status[Status.ANSWERED]),
        "skipped": int(status[Status.SKIPPED]),
        "blank": int(status[Status.BLANK]),
        "unreadable": int(status[Status.UNREADABLE]),
        "counts": counts,
    }
