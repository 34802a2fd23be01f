"""`researchlib new`: a study of one's own, from the example or from exports that exist."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from researchlib.clean.answers import Answers
from researchlib.clean.columns import columns_of
from researchlib.clean.questionnaires import clean_answers, clean_export
from researchlib.draft.codebook import apply_form, draft_codebook
from researchlib.draft.conditions import with_conditions
from researchlib.draft.drafted import Drafted
from researchlib.draft.private import needs_guard
from researchlib.read.exports.codefile import read_code_file
from researchlib.read.exports.export import Export, read_export
from researchlib.read.exports.form_text import read_form
from researchlib.read.exports.headers import normal
from researchlib.read.exports.questionnaires import Questionnaires
from researchlib.read.files.guard import is_data
from researchlib.run.fieldwork import say
from researchlib.run.fieldwork.workbook import Rows, workbook_bytes, write_workbook
from researchlib.run.notebooks.notebooks import (
    Argued,
    Form,
    is_untouched,
    is_written,
    names_of,
    write_notebooks,
)
from researchlib.store.files import write_together
from researchlib.study.place import Place, place_of
from researchlib.study.sheets import ITEMS, SHEETS
from researchlib.study.study import Study
from researchlib.study.workbook import study_from_sheets
from researchlib.terms import words as w
from researchlib.terms.prompts import EXAMPLES

# What Windows allows in a folder's name, and its names for devices.
_NAME = re.compile(r"(?!\.)[^<>:\"/\\|?*\x00-\x1f]{1,40}(?<![. ])")
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
_TITLE = re.compile(r"\d+_[^_]+_(.+?)(?:_\d+){0,2}$")
_ALIKE = 0.6


@dataclass(frozen=True)
class Survey:
    """One questionnaire found among the files: its exports, and the draft of its codebook."""

    key: str
    title: str
    exports: tuple[Export, ...]
    drafted: tuple[Drafted, ...]
    first: Export
    answered: Mapping[str, int] = field(default_factory=dict)


def new_study(home: Path, name: str) -> None:
    """Make data/<name> and notebooks/<name>: a bare workbook to be filled in, nothing of anybody
    else's. Its notebooks are written from the codebook once there is one."""
    place = new_place(home, name)
    source = {w.SOURCE: say.FIRST_SOURCE, w.SOURCE_NAME: say.form_of(name)} | SOURCE_TO_FILL
    (place.questionnaires / say.FIRST_SOURCE).mkdir(parents=True)
    place.notebooks.mkdir(parents=True)
    write_workbook(place.workbook, EXAMPLES | {w.BASICS: basics(name), w.SOURCES: [source]})


def new_study_from(home: Path, name: str, files: Sequence[Path]) -> list[Survey]:
    """A study from exports nobody prepared: files copied in, workbook drafted, notebooks made.

    A .txt or .docx is the questionnaire itself: it gives the order of options and those that
    nobody chose. Every file is read before anything is written.
    """
    place = new_place(home, name)
    forms = [p for p in files if p.suffix.lower() in (".txt", ".docx") and not is_data(p)]
    exports = [
        read_export(path) for path in files if path not in forms and not read_code_file(path)
    ]
    if not exports:
        raise say.problem("no_exports")
    printed = [question for path in forms for question in read_form(path)]
    surveys = [
        replace(s, drafted=tuple(apply_form(s.drafted, printed))) for s in find_surveys(exports)
    ]
    surveys, rows = _looked_through(place, surveys, _workbook(name, surveys))
    copies = {
        place.questionnaires / survey.key / path.name: path.read_bytes()
        for survey in surveys
        for export in survey.exports
        for path in (export.path, export.companion)
        if path
    }
    write_together(copies | {place.workbook: workbook_bytes(rows)})
    drafted = [
        Form(s.key, s.title, tuple(d.question for d in s.drafted), s.answered) for s in surveys
    ]
    write_notebooks(place.notebooks, name, drafted)
    return surveys


def _looked_through(
    place: Place, surveys: Sequence[Survey], rows: Rows
) -> tuple[list[Survey], Rows]:
    """The answers read by the drafted workbook before anything is written: how many are usable,
    and the sheet in which people look through how each column was read."""
    sheets = {
        sheet: [
            [c.name for c in columns],
            *([row.get(c.name, "") for c in columns] for row in rows.get(sheet, ())),
        ]
        for sheet, columns in SHEETS.items()
    }
    study = study_from_sheets(sheets, place.data, "")
    read, told = [], []
    for survey in surveys:
        ways = ((w.Mode.SELF, survey.first),)
        answers = clean_export(study, Questionnaires(survey.key, ways, 0, ()), {})
        read.append(replace(survey, answered=_usable(answers)))
        told += [column.row(survey.key) for column in columns_of(answers)]
    return read, {**rows, w.READING: told}


def complete_notebooks(study: Study) -> list[str]:
    """Write from the codebook what a study lacks of its notebooks; returns their names.

    A study with notebooks of its own keeps to these: only where none is there, or where those
    that are were written here, is what is missing written.
    """
    folder = study.paths.notebooks
    forms = [Form(k, study.source(k).name, tuple(b), {}) for k, b in study.codebooks.items()]
    if not any(len(book.questions) for book in study.codebooks.values()):
        raise say.problem("no_questions_typed")
    there = {path.name: path for path in folder.glob("*.ipynb")}
    argued = _argued(study)
    if there and not any(map(is_written, there.values())):
        return []
    if names_of(forms, argued) <= there.keys() and not any(map(is_untouched, there.values())):
        return []
    counted = [replace(form, answered=_usable(clean_answers(study, form.source))) for form in forms]
    return write_notebooks(folder, study.title, counted, argued)


def _argued(study: Study) -> Argued:
    """What a report can be written around by now: labels once masters have been issued; of a label
    something is quoted where any words were approved."""
    issued = any((study.paths.interviews / "masters").glob("*.txt"))
    quoted = {label for quote in study.quotes if quote.approved for label in quote.labels}
    return Argued(
        tuple(study.labels) if issued else (),
        tuple((p.key, tuple(n for n in p.labels if n in quoted)) for p in study.problems),
        bool(study.suggestions),
        any(fact.source is w.FactSource.SUPPLIED for fact in study.facts.values()),
    )


def _usable(answers: Answers) -> dict[str, int]:
    return {q.variable: int(answers.answered(q.variable).sum()) for q in answers.codebook}


def new_place(home: Path, name: str) -> Place:
    """Where the new study will lie; nothing may be there."""
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
        raise say.bad_name(name)
    place = place_of(home, name)
    if place.data.exists() or place.notebooks.exists():
        raise say.problem("exists", name)
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
    first = min(valid, key=lambda e: list(w.Notation).index(e.coding))
    twin = next((e for e in valid if e.coding is w.Notation.NUMBER and e is not first), None)
    drafted = tuple(with_conditions(first, draft_codebook(first, twin)))
    named = _TITLE.fullmatch(first.path.stem)
    key = "survey" if total == 1 else f"survey{number}"
    return Survey(
        key,
        named[1] if named else first.path.stem,
        tuple(group),
        drafted,
        first,
    )


# The weakest that can be said of a sample, until somebody says more.
SOURCE_TO_FILL = {
    w.RESPONDENTS: say.ANSWERERS,
    w.MODE: w.Mode.SELF,
    w.SAMPLING: w.Sampling.CONVENIENCE,
    w.ISSUED: w.ISSUED_UNKNOWN,
    w.CHANNEL: w.TO_FILL,
}


def basics(name: str, drafted: Sequence[Drafted] = ()) -> list[dict[str, str]]:
    known = {
        w.TITLE: name,
        w.EDITION: w.Edition.DISCUSSION,
        w.DISTRIBUTION: say.ONLY_GROUP,
        w.SIMULATED: w.NO,
        w.STYLE: w.Style.REPORT,
    }
    if needs_guard([d.question.stem + d.question.text for d in drafted]):
        known[w.SMALL_CELLS] = w.SMALL_HIDDEN
    asked = dict.fromkeys((w.GROUP, w.PLACE, w.PERIOD, w.GROUP_SIZE), w.TO_FILL)
    return [{w.ITEM: item, w.CONTENT: (known | asked).get(item, "")} for item in ITEMS]


def _workbook(name: str, surveys: Sequence[Survey]) -> dict[str, list[dict[str, str]]]:
    return {
        w.BASICS: basics(name, [d for survey in surveys for d in survey.drafted]),
        w.SOURCES: [
            {w.SOURCE: survey.key, w.SOURCE_NAME: survey.title} | SOURCE_TO_FILL
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
        w.DIRECTION: q.direction or "",
        w.MIDDLE: q.middle,
        w.MISSING_CODES: "\n".join(q.missing),
        w.SENSITIVITY: q.sensitivity,
        w.SHOWN_WHEN: "{}={}".format(q.shown_when[0], "；".join(q.shown_when[1]))
        if q.shown_when
        else "",
        w.CONFIRM: drafted.confirm,
    }
