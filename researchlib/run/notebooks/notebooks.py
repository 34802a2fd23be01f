"""First notebooks of a study nobody wrote any for: short cells that run as they are."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from researchlib.run.notebooks import say
from researchlib.run.say import REPORT_NOTEBOOK
from researchlib.store.files import json_bytes, sha256_of, write_together
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind, Sensitivity

Cell = tuple[str, str]
# By this a study is known whose notebooks were written here, whoever worked on them since; its
# value tells whether anybody did.
_MARK, _WRITTEN = "researchlib", "written"
_SAFE = re.compile(r"[^\w（）-]+")
_COUNTED = (Kind.SINGLE, Kind.SCALE, Kind.MULTIPLE, Kind.RANKING)
_ENOUGH, _GROUPS = 30, 6


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


@dataclass(frozen=True)
class Argued:
    """What the workbook holds by now that a report can be written around: the labels of the
    interviews, the problems by their 代号 with the labels of which something may be quoted, and
    whether anything is suggested, or told by the host."""

    labels: tuple[str, ...] = ()
    problems: tuple[tuple[str, tuple[str, ...]], ...] = ()
    suggests: bool = False
    told: bool = False


NOTHING_YET = Argued()


def write_notebooks(
    folder: Path, title: str, forms: Sequence[Form], argued: Argued = NOTHING_YET
) -> list[str]:
    """Write those notebooks of a study that are missing, and those anew that nobody has touched
    since they were written here, where the study holds more by now."""
    made = {
        folder / f"{name}.ipynb": notebook_bytes(cells, True)
        for name, cells in first_notebooks(title, forms, argued)
    }
    due = {
        path: data
        for path, data in made.items()
        if not path.exists() or (is_untouched(path) and path.read_bytes() != data)
    }
    if due:
        write_together(due)
    return [path.name for path in due]


def names_of(forms: Sequence[Form], argued: Argued = NOTHING_YET) -> set[str]:
    """The files that `write_notebooks` would write for a study without any."""
    return {f"{name}.ipynb" for name, _ in first_notebooks("", forms, argued)}


def first_notebooks(
    title: str, forms: Sequence[Form], argued: Argued = NOTHING_YET
) -> Iterator[tuple[str, list[Cell]]]:
    """By name all that a study without any would have."""
    for number, form in enumerate(forms, 1):
        suffix = "" if len(forms) == 1 else f"_{form.source}"
        yield f"00_quality{suffix}", _cells(say.QUALITY, source=form.source)
        sections = form.sections()
        for place, (name, questions) in enumerate(sections, 1):
            part = "" if len(sections) == 1 else f"_{place:02d}_{_SAFE.sub('', name)[:20]}"
            cells = topic_cells(form.source, name, questions, form.answered)
            yield f"0{number}_results{suffix}{part}", cells
    if argued.labels:
        yield say.SPOKEN_NOTEBOOK, spoken_cells(argued.labels)
    yield REPORT_NOTEBOOK, report_cells(title, forms, argued)
    yield "09_summary", summary_cells(title, forms)
    if forms:
        yield "90_in_class", class_cells(forms[0])


def is_written(path: Path) -> bool:
    """Whether a notebook began as one of these."""
    return bool(_written(path)[0])


def is_untouched(path: Path) -> bool:
    """Whether it still says what was written here, whatever was run in it."""
    mark, cells = _written(path)
    return bool(cells) and mark == _digest(cells)


def _written(path: Path) -> tuple[Any, list[Cell]]:
    """The mark of a notebook that began here, and its cells; nothing of any other file."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        cells = [(c["cell_type"], "".join(c["source"])) for c in document["cells"]]
        return document["metadata"][_MARK][_WRITTEN], cells
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None, []


def _digest(cells: Sequence[Cell]) -> str:
    return sha256_of("\0".join(f"{kind}\0{source}" for kind, source in cells))[:16]


def _cells(table: str, **named: str) -> list[Cell]:
    """The cells that a text describes, with these names filled in."""
    for name, value in named.items():
        table = table.replace(f"<{name}>", value)
    parts = table.strip().split("\n---\n")
    return [
        ("markdown" if part[0] == "#" or not part[0].isascii() else "code", part) for part in parts
    ]


def topic_cells(
    source: str,
    name: str,
    questions: Sequence[Question],
    answered: Mapping[str, int],
) -> list[Cell]:
    """One table of who answered, one of all scales and numbers, and a section for every other
    question that can be counted and for every scale, in the order of the form.

    Enough plain answers make a chart; few or sensitive ones a table, which never fails.
    """
    groups: dict[str, list[Question]] = {}
    for question in questions:
        if question.sensitivity is not Sensitivity.DIRECT:
            groups.setdefault(question.group or question.variable, []).append(question)
    people = [q.variable for q in questions if _is_background(q)]
    measured = [v for v, rows in groups.items() if rows[0].kind in (Kind.SCALE, Kind.NUMBER)]
    cells = _cells(say.TOPIC, name=name, source=source)
    start = len(cells)
    cells += _listed(people, say.SAMPLE_TITLE, "sample_table", say.REPORT_SAMPLE)
    cells += _listed(measured, say.SCALES_TITLE, "scale_table", say.SCALES)
    for variable, rows in groups.items():
        if variable not in people and (shown := _shown(rows, variable, answered)):
            title = rows[0].printed.replace("\n", " ")
            cells += [
                ("markdown", f"## {title[:60]}"),
                ("code", shown.format(caption=say.caption(title))),
            ]
    if len(cells) == start:  # open questions only
        cells += _cells(say.NOTHING_COUNTED, source=source)
    return cells


def _listed(variables: Sequence[str], title: str, table: str, caption: str) -> list[Cell]:
    """Several questions in one table, or nothing."""
    names = ",\n    ".join(
        ", ".join(f'"{name}"' for name in variables[k : k + 8]) for k in range(0, len(variables), 8)
    )
    return [
        ("markdown", title),
        ("code", f'{table}(answers, [{names}], "{caption}")'),
    ] * bool(variables)


def _is_background(question: Question) -> bool:
    """It says who somebody is."""
    return question.kind is Kind.SINGLE and question.sensitivity is Sensitivity.QUASI


def spoken_cells(labels: Sequence[str]) -> list[Cell]:
    """The interviews by the study's own labels: headings name them and claim nothing."""
    cells = _cells(say.SPOKEN)
    for label in labels:
        cells += [("markdown", f"## {label}"), ("code", f"Voices(study, {_quoted(label)})")]
    return [*cells, *_cells(say.SPOKEN_AGREEMENT)]


def report_cells(title: str, forms: Sequence[Form], argued: Argued) -> list[Cell]:
    """The report's frame: how it was done, the people who answered, the sentences that matter
    most, what was said, the problems and suggestions of the workbook or that they are still to be
    written, and the annexes that need no writing."""
    points = say.KEY_POINTS * bool(forms)
    cells = _cells(say.REPORT, title=say.report_title(title), points=points)
    for form in forms:
        people = [q.variable for q in form.questions if _is_background(q)]
        cells += _cells(say.RETURNED, source=form.source)
        cells += _listed(people, "", "sample_table", say.REPORT_SAMPLE)
    cells += _cells(say.REPORT_HEARD) * bool(argued.labels)
    cells += _cells(say.REPORT_TOLD) * argued.told
    cells.append(("markdown", say.REPORT_FINDINGS))
    for form in forms:
        cells.append(("code", f"{_of(form)}{say.KEEPING}display(*leading_findings(answers))"))
    cells += _cells(say.REPORT_SPOKEN) * bool(argued.labels)
    cells.append(("markdown", say.PROBLEMS + say.NO_PROBLEMS_YET * (not argued.problems)))
    for key, labels in argued.problems:
        cells.append(("code", f"Problem(study, {_quoted(key)})"))
        cells += [("code", f"Voices(study, {_quoted(label)})") for label in labels]
    cells.append(("markdown", say.ADVICE + say.NO_ADVICE_YET * (not argued.suggests)))
    cells += [("code", "Suggestions(study)")] * argued.suggests
    cells += _cells(say.REPORT_THANKS)
    annexes = [
        (say.CHAIN, [f'argument_table(study, "{say.CHAIN}")']),
        (say.REPORT_CROSSED, list(filter(None, map(_crossed, forms)))),
        (say.REPORT_FORM, [*map(_counted, forms)]),
        (say.REPORT_LEFT_OUT, [*map(_left_out, forms)]),
        (say.REPORT_METHODS, [f'methods_table("{say.METHODS}")']),
    ]
    for number, (heading, made) in enumerate(one for one in annexes if one[1]):
        cells.append(("markdown", say.annex(number, heading)))
        cells += [("code", code) for code in made]
    return [cell for cell in cells if cell[1]]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _of(form: Form) -> str:
    return f'answers = clean_answers(study, "{form.source}")\n'


def _crossed(form: Form) -> str:
    """All questions by the first background question of few groups."""
    few = (q for q in form.questions if _is_background(q) and 1 < len(q.substantive) <= _GROUPS)
    by = next(few, None)
    if by is None:
        return ""
    caption = say.crossed(say.caption(by.label))
    return f'{_of(form)}crossing_table(answers, "{by.variable}", "{caption}")'


def _left_out(form: Form) -> str:
    return f'{_of(form)}left_out_table(answers, "{say.LEFT_OUT}")'


def _counted(form: Form) -> str:
    return f'CountedForm(clean_answers(study, "{form.source}"))'


def summary_cells(title: str, forms: Sequence[Form]) -> list[Cell]:
    """The leaders' two pages: how it was done, and what rests on what."""
    cells = _cells(say.SUMMARY, title=title)
    for form in forms:
        cells += _cells(say.SUMMARY_RETURNED, source=form.source)
    return [*cells, *_cells(say.SUMMARY_SUGGESTIONS, points=say.KEY_POINTS)]


def class_cells(form: Form) -> list[Cell]:
    """What a class works on: a number to be looked at otherwise, and exercises."""
    one = any(q.kind in (Kind.SINGLE, Kind.SCALE) for q in form.questions)
    table = say.CLASS_SWITCH * one + say.CLASS_EXERCISES
    return _cells(say.CLASS + table, source=form.source)


def _shown(rows: Sequence[Question], variable: str, answered: Mapping[str, int]) -> str:
    """The cell that shows one question, or the items of one scale; numbers stand in their table."""
    first = rows[0]
    many = answered.get(first.variable, 0) >= _ENOUGH
    plain = many and first.sensitivity in (Sensitivity.PLAIN, Sensitivity.QUASI)
    if first.kind is Kind.SCALE and first.group:
        if plain and 3 <= len(first.substantive) <= 5:
            return f'agreement_chart(share(answers, "{variable}"), "{{caption}}")'
        show = "bar_chart" if many else "Table"
        return f'{show}(average(answers, "{variable}"), "{{caption}}")'
    if first.kind is Kind.RANKING:
        return f'ranking_table(answers, "{variable}", "{{caption}}")'
    if first.kind not in _COUNTED:
        return ""
    show = "bar_chart" if plain and len(first.choices) > 2 else "Table"
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
            **({_MARK: {_WRITTEN: _digest(cells)}} if written else {}),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json_bytes(document)
