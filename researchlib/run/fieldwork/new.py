"""`researchlib new`: a study of one's own, from the example or from exports that exist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from researchlib.draft.codebook import Drafted, apply_form, draft_codebook
from researchlib.read.exports.codefile import read_code_file
from researchlib.read.exports.export import Export, read_export
from researchlib.read.exports.form_text import read_form
from researchlib.read.exports.headers import normal
from researchlib.run import say as say_run
from researchlib.run.fieldwork import say
from researchlib.run.fieldwork.draft import count_answered
from researchlib.run.fieldwork.notebooks import (
    notebook_bytes,
    quality_cells,
    report_cells,
    topic_cells,
)
from researchlib.run.fieldwork.workbook import workbook_bytes
from researchlib.store.files import write_together
from researchlib.study.place import Place, place_of
from researchlib.terms import words as w
from researchlib.terms.words import Coding

_NAME = re.compile(r"[\w\-]{1,40}")
_TITLE = re.compile(r"\d+_[^_]+_(.+?)(?:_\d+){0,2}$")
EXAMPLE = "demo"
_ALIKE = 0.6


@dataclass(frozen=True)
class Survey:
    """One questionnaire found among the files: its exports, and the draft of its codebook."""

    key: str
    title: str
    exports: tuple[Export, ...]
    drafted: tuple[Drafted, ...]
    answered: dict[str, int]


def new_study(home: Path, name: str) -> None:
    """Make data/<name> and notebooks/<name> from the example study, to be edited.

    The example's simulated answers come along, marked as such, so that the notebooks run from
    the first minute; the first real file that is added takes their place.
    """
    mine, example = _place(home, name), place_of(home, EXAMPLE)
    files = {path: path for path in (example.workbook, *example.records.glob("*.csv"))}
    for path in sorted(example.questionnaires.glob("*/*.xlsx")):
        files[path.with_name(f"{w.SAMPLE_MARK}{path.name}")] = path
    copies = {
        mine.data / named.relative_to(example.data): path.read_bytes()
        for named, path in files.items()
    }
    books = {mine.notebooks / p.name: p.read_bytes() for p in example.notebooks.glob("*.ipynb")}
    write_together({**copies, **books})


def new_study_from(home: Path, name: str, files: Sequence[Path]) -> list[Survey]:
    """A study from exports nobody prepared: files copied in, workbook drafted, notebooks made.

    A .txt or .docx is the questionnaire itself: it gives the order of options and those that
    nobody chose. Every file is read before anything is written.
    """
    place = _place(home, name)
    forms = [path for path in files if path.suffix.lower() in (".txt", ".docx")]
    exports = [
        read_export(path) for path in files if path not in forms and not read_code_file(path)
    ]
    if not exports:
        raise say.no_exports()
    printed = [question for path in forms for question in read_form(path)]
    surveys = [
        replace(s, drafted=tuple(apply_form(s.drafted, printed))) for s in find_surveys(exports)
    ]
    copies = {
        place.questionnaires / survey.key / path.name: path.read_bytes()
        for survey in surveys
        for export in survey.exports
        for path in (export.path, export.companion)
        if path
    }
    copies[place.workbook] = workbook_bytes(_workbook(name, surveys))
    books = {}
    for number, survey in enumerate(surveys, 1):
        suffix = "" if len(surveys) == 1 else f"_{survey.key}"
        books[f"00_quality{suffix}"] = quality_cells(survey.key)
        books[f"0{number}_results{suffix}"] = topic_cells(
            survey.key, survey.title, survey.drafted, survey.answered
        )
    books[say_run.REPORT_NOTEBOOK] = report_cells(name, {s.key: s.drafted for s in surveys})
    for book, cells in books.items():
        copies[place.notebooks / f"{book}.ipynb"] = notebook_bytes(cells)
    write_together(copies)
    return surveys


def _place(home: Path, name: str) -> Place:
    """Where the new study will lie; nothing may be there."""
    if not _NAME.fullmatch(name):
        raise say.bad_name(name)
    place = place_of(home, name)
    if place.data.exists() or place.notebooks.exists():
        raise say.exists(name)
    return place


def find_surveys(exports: Sequence[Export]) -> list[Survey]:
    """Exports with the same questions are one survey, by text and by number."""
    groups: list[list[Export]] = []
    for export in exports:
        home = next((g for g in groups if _alike(g[0], export)), None)
        if home is None:
            groups.append([export])
        else:
            home.append(export)
    return [_survey(number, group, len(groups)) for number, group in enumerate(groups, 1)]


def _alike(one: Export, other: Export) -> bool:
    stems = [{normal(i.stem) for i in e.items if not i.metadata} for e in (one, other)]
    return len(stems[0] & stems[1]) >= _ALIKE * min(map(len, stems))


def _survey(number: int, group: Sequence[Export], total: int) -> Survey:
    valid = [e for e in group if w.INVALID_MARK not in e.path.stem] or list(group)
    first = min(valid, key=lambda e: list(Coding).index(e.coding))
    twin = next((e for e in valid if e.coding is Coding.NUMBER and e is not first), None)
    drafted = tuple(draft_codebook(first, twin))
    named = _TITLE.fullmatch(first.path.stem)
    key = "survey" if total == 1 else f"survey{number}"
    return Survey(
        key,
        named[1] if named else first.path.stem,
        tuple(group),
        drafted,
        count_answered(first, drafted),
    )


def _workbook(name: str, surveys: Sequence[Survey]) -> dict[str, list[dict[str, str]]]:
    basics = {
        w.TITLE: name,
        w.GROUP: say.TO_FILL,
        w.PLACE: say.TO_FILL,
        w.PERIOD: say.TO_FILL,
        w.GROUP_SIZE: "10",
        w.EDITION: w.Edition.DISCUSSION,
        w.DISTRIBUTION: say.ONLY_GROUP,
        w.SIMULATED: w.NO,
        w.APPROVER: "",
        w.APPROVED_ON: "",
    }
    return {
        w.BASICS: [{w.ITEM: item, w.CONTENT: str(content)} for item, content in basics.items()],
        w.SOURCES: [
            {
                w.SOURCE: survey.key,
                w.SOURCE_NAME: survey.title,
                w.RESPONDENTS: say.ANSWERERS,
                w.MODE: w.Mode.SELF,
                w.SAMPLING: w.Sampling.CONVENIENCE,
                w.ISSUED: w.ISSUED_UNKNOWN,
                w.CHANNEL: say.TO_FILL,
            }
            for survey in surveys
        ],
        w.CODEBOOK: [
            codebook_row(survey.key, drafted) for survey in surveys for drafted in survey.drafted
        ],
    }


def codebook_row(source: str, drafted: Drafted) -> dict[str, str]:
    """One drafted question as a row of 题目对照表, with what a person must confirm."""
    q = drafted.question
    return {
        w.SOURCE: source,
        w.VARIABLE: q.variable,
        w.TEXT: q.text,
        w.STEM: q.stem,
        w.KIND: q.kind,
        w.CHOICES: "\n".join(q.choices),
        w.UNSURE: "\n".join(q.unsure),
        w.SENSITIVITY: q.sensitivity,
        w.CONFIRM: drafted.confirm,
    }
