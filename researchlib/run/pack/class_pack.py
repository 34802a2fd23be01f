"""What a class pack carries: pages, ledger, protected cells, and a twin of the data to work on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.payroll import clean_payroll
from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.payroll import pay_record
from researchlib.protect.gate import Known, check_html, check_notebook, check_package
from researchlib.protect.ledger import read_ledger
from researchlib.run.engine.cache import kept_pages
from researchlib.run.engine.kernel import read_notebook
from researchlib.run.fieldwork.workbook import workbook_bytes
from researchlib.run.notebooks.notebooks import is_written, notebook_bytes
from researchlib.run.pack import say
from researchlib.run.pack.twin import twin_answers, twin_payroll
from researchlib.store.files import json_bytes
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows, fold
from researchlib.terms.words import WORKBOOK

_TWIN = "_twin"
_PRIVATE = (w.PEOPLE, w.DOCUMENTS, w.CORRECTIONS)
# Items of 基本信息 that are the group's own business, or that the twin has of its own.
_OF_THE_GROUP = (w.APPROVER, w.APPROVED_ON, w.KEEP_UNTIL, w.EDITION, w.SIMULATED)
_SEED = 20_240_520


def class_files(study: Study) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of everything of the study that may leave the group."""
    place, paths = study.paths, study.paths.to_run()
    kept = kept_pages(place, paths)
    ledger = read_ledger(place.ledger)
    if len(kept) < len(paths) or not ledger.entries or ledger.mixed(place.exports):
        raise say.report_first(study.name)
    contents = [content for path in paths for content in kept[path.stem].contents]
    cells = [[number.cell for number in content.numbers] for content in contents]
    yield f"exports/{study.name}/{place.cells.name}", json_bytes(cells)
    for name in (place.ledger.name, *ledger.files):
        if not name.endswith(".docx"):  # one that somebody edited may hold anything
            yield f"exports/{study.name}/{name}", (place.exports / name).read_bytes()
    for path in paths:
        yield f"notebooks/{study.name}/{path.name}", clean_notebook(path)
    yield from _twin_files(study)


def twin_name(study: str) -> str:
    """What the twin is called: a study of its own, so that its numbers are never the study's."""
    return f"{study}{_TWIN}"


def works_on_twin(notebook: Path) -> bool:
    """Whether a notebook does without interviews, which have no twin."""
    return clean_interviews.__name__ not in notebook.read_text(encoding="utf-8")


def clean_notebook(path: Path) -> bytes:
    """What was written in the cells and nothing else: outputs hold rows, metadata anything."""
    cells = read_notebook(path).cells
    return notebook_bytes([(c.cell_type, c.source) for c in cells], is_written(path))


def _twin_files(study: Study) -> Iterator[tuple[str, bytes]]:
    name, rng = twin_name(study.name), np.random.default_rng(_SEED)
    for source in study.sources:
        answers = clean_answers(study, source)
        yield (
            f"data/{name}/questionnaires/{source}/{w.SAMPLE_MARK}{say.TWIN}.xlsx",
            twin_answers(answers, rng),
        )
    if (study.paths.records / "payroll.csv").is_file():
        told = twin_payroll(pay_record(clean_payroll(study)), rng)
        yield f"data/{name}/records/payroll.csv", told.encode("utf-8-sig")
    yield f"data/{name}/{WORKBOOK}", _workbook(study)
    for path in sorted(study.paths.notebooks.glob("*.ipynb")):
        if works_on_twin(path):
            yield f"notebooks/{name}/{path.name}", clean_notebook(path)


def _workbook(study: Study) -> bytes:
    """The workbook without persons, documents and words nobody approved; marked as simulated."""
    from researchlib.read.files.guard import read_tables

    rows: dict[str, list[dict[str, str]]] = {}
    for grid in read_tables(study.paths.workbook).grids:
        rows[grid.name] = [cells for _, cells in filled_rows(grid.rows)]
    for name in _PRIVATE:
        rows.pop(name, None)
    rows[w.BASICS] = [
        *(row for row in rows[w.BASICS] if row[w.ITEM] not in _OF_THE_GROUP),
        {w.ITEM: w.EDITION, w.CONTENT: w.Edition.DISCUSSION},
        {w.ITEM: w.SIMULATED, w.CONTENT: w.YES},
    ]
    rows[w.QUOTES] = [
        row | {w.ORIGINAL: row[w.QUOTABLE], w.APPROVED_BY: w.YES}
        for row in rows.get(w.QUOTES, ())
        if row.get(w.QUOTABLE) and row.get(w.APPROVED_BY) and row.get(w.SOURCE) in study.sources
    ]
    for row in rows.get(w.OBSERVED, ()):
        row |= {w.PHOTO: "", w.FACES: ""}
    for row in rows.get(w.TERMS, ()):
        row |= {w.APPROVED_BY: ""}
    return workbook_bytes(rows)


def check_files(files: Sequence[tuple[str, bytes]], study: Study) -> None:
    """The gate once more, over everything that goes into the pack; raises DataProblem."""
    known = Known(study.roster, study.allowed)
    for name, data in files:
        if name.endswith(".xlsx"):
            check_package(name, data, known)
        elif name.endswith(".ipynb"):
            cells = json.loads(data)["cells"]
            check_notebook(name, ["".join(cell["source"]) for cell in cells], known)
        elif name.endswith((".json", ".csv")):
            text = fold(data.decode("utf-8-sig"))
            if any(fold(person) in text for person in study.roster):
                raise say.name_in_pack(name)
        elif name.endswith(".html"):
            check_html(name, data.decode(), known)
