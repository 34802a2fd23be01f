"""First notebooks of a study nobody wrote any for: short cells that run as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from researchlib.draft.codebook import Drafted
from researchlib.run.fieldwork import say
from researchlib.store.files import json_bytes, sha256_of
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind, Sensitivity

Cell = tuple[str, str]
_COUNTED = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING)
_ENOUGH, _PEOPLE = 30, 4


def quality_cells(source: str) -> list[Cell]:
    """How the questionnaires came back."""
    return [
        ("markdown", say.QUALITY_TITLE),
        (
            "code",
            "from researchlib import (answering_table, clean_answers, decisions_table,\n"
            "                         flow_chart, open_study)\n\n"
            f'study = open_study()\nanswers = clean_answers(study, "{source}")',
        ),
        ("markdown", say.QUALITY_FLOW),
        ("code", f'flow_chart(answers, "{say.FLOW_CAPTION}")'),
        ("markdown", say.QUALITY_ANSWERS),
        ("code", f'answering_table(answers, "{say.ANSWERING_CAPTION}")'),
    ]


def topic_cells(
    source: str,
    name: str,
    drafted: Sequence[Drafted],
    answered: Mapping[str, int],
) -> list[Cell]:
    """A section for every question that can be counted, in the order of the form.

    Enough plain answers make a chart; few or sensitive ones a table, which never fails.
    """
    cells: list[Cell] = [
        ("markdown", say.topic_title(name)),
        (
            "code",
            "from researchlib import (Table, agreement_chart, average, bar_chart,\n"
            "                         clean_answers, open_study, share)\n\n"
            f'study = open_study()\nanswers = clean_answers(study, "{source}")',
        ),
    ]
    done: set[str] = set()
    for draft in drafted:
        question = draft.question
        variable = question.group or question.variable
        if variable in done or question.sensitivity is Sensitivity.DIRECT:
            continue
        done.add(variable)
        plain = question.sensitivity in (Sensitivity.PLAIN, Sensitivity.QUASI)
        many = plain and answered.get(question.variable, 0) >= _ENOUGH
        shown = _shown(question, variable, many)
        if shown:
            title = (question.stem or question.text).replace("\n", " ")
            cells += [
                ("markdown", f"## {title[:60]}"),
                ("code", shown.format(caption=say.caption(title))),
            ]
    return cells


def report_cells(title: str, surveys: Mapping[str, Sequence[Drafted]]) -> list[Cell]:
    """The report's frame: how it was done, the people who answered, what is still to be written,
    and the annexes that need no writing. `surveys` are the drafted questions by source."""
    cells: list[Cell] = [
        ("markdown", say.report_title(title)),
        (
            "code",
            "from researchlib import (CountedForm, Suggestions, Text, argument_table,\n"
            "                         clean_answers, methods_table, open_study, sample_table)\n\n"
            "study = open_study()",
        ),
        ("markdown", say.REPORT_LEAD),
        ("code", f'Text("{say.REPORT_WHO}", study)'),
    ]
    for source, drafted in surveys.items():
        cells.append(
            (
                "code",
                f'answers = clean_answers(study, "{source}")\n'
                f'Text("{say.REPORT_FLOW}", study.source("{source}"), answers)',
            )
        )
        people = [
            d.question.variable
            for d in drafted
            if d.question.kind is Kind.SINGLE and d.question.sensitivity is Sensitivity.QUASI
        ]
        if people:
            names = ", ".join(f'"{name}"' for name in people[:_PEOPLE])
            cells.append(("code", f'sample_table(answers, [{names}], "{say.REPORT_SAMPLE}")'))
    cells += [
        ("markdown", say.REPORT_PROBLEMS),
        ("code", "Suggestions(study)"),
        ("markdown", say.REPORT_CHAIN),
        ("code", f'argument_table(study, "{say.CHAIN}")'),
    ]
    for source in surveys:
        cells += [
            ("markdown", say.REPORT_FORM if source == next(iter(surveys)) else ""),
            ("code", f'CountedForm(clean_answers(study, "{source}"))'),
        ]
    cells += [("markdown", say.REPORT_METHODS), ("code", f'methods_table("{say.METHODS}")')]
    return [cell for cell in cells if cell[1]]


def _shown(question: Question, variable: str, many: bool) -> str:
    """The cell that shows one kind of question."""
    if question.kind is Kind.NUMBER:
        return f'Table(average(answers, "{variable}"), "{{caption}}")'
    if question.kind is Kind.SCALE and question.group:
        if many and 3 <= len(question.substantive) <= 5:
            return f'agreement_chart(share(answers, "{variable}"), "{{caption}}")'
        return f'Table(average(answers, "{variable}"), "{{caption}}")'
    if question.kind not in _COUNTED:
        return ""
    show = "bar_chart" if many and len(question.choices) > 2 else "Table"
    return f'{show}(share(answers, "{variable}"), "{{caption}}")'


def notebook_bytes(cells: Sequence[Cell]) -> bytes:
    """The cells as a notebook without outputs; the same cells always give the same file."""
    made = []
    for number, (kind, source) in enumerate(cells):
        cell = {
            "cell_type": kind,
            "id": sha256_of(f"{number}{source}")[:8],
            "metadata": {},
            "source": source.splitlines(keepends=True),
        }
        made.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    document = {
        "cells": made,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json_bytes(document)
