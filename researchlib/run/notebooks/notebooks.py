"""First notebooks of a study nobody wrote any for: short cells that run as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.run.notebooks import say
from researchlib.run.say import REPORT_NOTEBOOK
from researchlib.store.files import json_bytes, sha256_of, write_together
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind, Sensitivity

Cell = tuple[str, str]
# By this a study is known whose notebooks were written here, whoever worked on them since.
_MARK = {"researchlib": {"written": True}}
_SAFE = re.compile(r"[^\w（）-]+")
_COUNTED = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING)
_ENOUGH, _PEOPLE = 30, 4


@dataclass(frozen=True)
class Form:
    """One questionnaire that notebooks are written for: its code, title and questions, and how
    many gave a usable answer to each variable."""

    source: str
    title: str
    questions: tuple[Question, ...]
    answered: Mapping[str, int]

    def sections(self) -> list[tuple[str, tuple[Question, ...]]]:
        """The questions by 部分, or all under the form's own title."""
        names = list(dict.fromkeys(q.section for q in self.questions))
        if len(names) < 2:
            return [(self.title, self.questions)]
        return [
            (n or self.title, tuple(q for q in self.questions if q.section == n)) for n in names
        ]


def write_notebooks(folder: Path, title: str, forms: Sequence[Form]) -> list[str]:
    """Write those notebooks of a study that are missing; one that is there is never touched."""
    lacking = {
        folder / f"{name}.ipynb": cells
        for name, cells in _notebooks(title, forms)
        if not (folder / f"{name}.ipynb").exists()
    }
    if lacking:
        write_together({path: notebook_bytes(cells, True) for path, cells in lacking.items()})
    return [path.name for path in lacking]


def names_of(forms: Sequence[Form]) -> set[str]:
    """The files that `write_notebooks` would write for a study without any."""
    return {f"{name}.ipynb" for name, _ in _notebooks("", forms)}


def _notebooks(title: str, forms: Sequence[Form]) -> Iterator[tuple[str, list[Cell]]]:
    for number, form in enumerate(forms, 1):
        suffix = "" if len(forms) == 1 else f"_{form.source}"
        yield f"00_quality{suffix}", quality_cells(form.source)
        sections = form.sections()
        for place, (name, questions) in enumerate(sections, 1):
            part = "" if len(sections) == 1 else f"_{place:02d}_{_SAFE.sub('', name)[:20]}"
            cells = topic_cells(form.source, name, questions, form.answered)
            yield f"0{number}_results{suffix}{part}", cells
    yield REPORT_NOTEBOOK, report_cells(title, forms)
    yield "09_summary", summary_cells(title, forms)


def is_written(path: Path) -> bool:
    """Whether a notebook began as one of these."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return document["metadata"].get("researchlib") == _MARK["researchlib"]
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return False


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
    questions: Sequence[Question],
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
            "                         clean_answers, open_study, ranking_table, share)\n\n"
            f'study = open_study()\nanswers = clean_answers(study, "{source}")',
        ),
    ]
    done: set[str] = set()
    for question in questions:
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
    if len(cells) == 2:  # open questions only
        cells += [
            ("markdown", say.NOTHING_COUNTED),
            ("code", f"from researchlib import Text\n{_returned(source, say.REPORT_FLOW)}"),
        ]
    return cells


def report_cells(title: str, forms: Sequence[Form]) -> list[Cell]:
    """The report's frame: how it was done, the people who answered, what is still to be written,
    and the annexes that need no writing."""
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
    for form in forms:
        cells.append(("code", _returned(form.source, say.REPORT_FLOW)))
        people = [
            q.variable
            for q in form.questions
            if q.kind is Kind.SINGLE and q.sensitivity is Sensitivity.QUASI
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
    for form in forms:
        cells += [
            ("markdown", say.REPORT_FORM if form is forms[0] else ""),
            ("code", f'CountedForm(clean_answers(study, "{form.source}"))'),
        ]
    cells += [("markdown", say.REPORT_METHODS), ("code", f'methods_table("{say.METHODS}")')]
    return [cell for cell in cells if cell[1]]


def summary_cells(title: str, forms: Sequence[Form]) -> list[Cell]:
    """The leaders' two pages: how it was done, and what rests on what."""
    head = (
        "from researchlib import Text, argument_table, clean_answers, open_study\n\n"
        "study = open_study()"
    )
    return [
        ("markdown", say.summary_title(title)),
        ("code", head),
        ("markdown", say.SUMMARY_LEAD),
        ("code", f'Text("{say.REPORT_WHO}", study)'),
        *(("code", _returned(form.source, say.SUMMARY_FLOW)) for form in forms),
        ("markdown", say.SUMMARY_SUGGESTIONS),
        ("code", f'argument_table(study, "{say.CHAIN}")'),
    ]


def _returned(source: str, sentence: str) -> str:
    return (
        f'answers = clean_answers(study, "{source}")\n'
        f'Text("{sentence}", study.source("{source}"), answers)'
    )


def _shown(question: Question, variable: str, many: bool) -> str:
    """The cell that shows one kind of question."""
    if question.kind is Kind.NUMBER:
        return f'Table(average(answers, "{variable}"), "{{caption}}")'
    if question.kind is Kind.SCALE and question.group:
        if many and 3 <= len(question.substantive) <= 5:
            return f'agreement_chart(share(answers, "{variable}"), "{{caption}}")'
        return f'Table(average(answers, "{variable}"), "{{caption}}")'
    if question.kind is Kind.RANKING:
        return f'ranking_table(answers, "{variable}", "{{caption}}")'
    if question.kind not in _COUNTED:
        return ""
    show = "bar_chart" if many and len(question.choices) > 2 else "Table"
    return f'{show}(share(answers, "{variable}"), "{{caption}}")'


def notebook_bytes(cells: Sequence[Cell], written: bool) -> bytes:
    """The cells as a notebook without outputs; the same cells always give the same file.
    `written` marks those that began here."""
    made: list[dict[str, object]] = []
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
            **(_MARK if written else {}),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json_bytes(document)
