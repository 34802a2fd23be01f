"""What a class pack carries: pages, ledger, protected cells, and a twin of the data to work on."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.payroll import clean_payroll
from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.payroll import pay_record
from researchlib.protect import ledger
from researchlib.protect.gate import Known, check_html, check_package
from researchlib.run.engine.cache import kept_pages
from researchlib.run.engine.page import Exported
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.pack import say
from researchlib.run.pack.twin import twin_answers, twin_payroll
from researchlib.run.verify.cells import CELLS
from researchlib.study.home import LEDGER, notebooks_of
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows, fold
from researchlib.terms.words import WORKBOOK

_TWIN = "_twin"
_PRIVATE = (w.PEOPLE, w.DOCUMENTS, w.CORRECTIONS)
_SEED = 20_240_520


def class_files(home: Path, study: Study) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of everything of the study that may leave the group."""
    exports = home / "exports" / study.name
    paths = notebooks_of(home, study.name)
    kept = kept_pages(exports, paths)
    if len(kept) < len(paths) or ledger.mixed(exports):
        raise say.report_first(study.name)
    pages = [kept[path.stem][0] for path in paths]
    yield f"exports/{study.name}/{CELLS}", _cells(pages)
    document = json.loads((exports / LEDGER).read_text(encoding="utf-8"))
    for name in (LEDGER, *document["files"]):
        if not name.endswith(".docx"):  # one that somebody edited may hold anything
            yield f"exports/{study.name}/{name}", (exports / name).read_bytes()
    for path in paths:
        yield f"notebooks/{study.name}/{path.name}", path.read_bytes()
    yield from _twin_files(home, study)


def twin_name(study: str) -> str:
    """What the twin is called: a study of its own, so that its numbers are never the study's."""
    return f"{study}{_TWIN}"


def works_on_twin(notebook: Path) -> bool:
    """Whether a notebook does without interviews, which have no twin."""
    return clean_interviews.__name__ not in notebook.read_text(encoding="utf-8")


def _cells(pages: Sequence[Exported]) -> bytes:
    """By entry of the ledger, in its order."""
    cells = [cells for page in pages for cells in page.cells]
    return (json.dumps(cells, ensure_ascii=False) + "\n").encode()


def _twin_files(home: Path, study: Study) -> Iterator[tuple[str, bytes]]:
    name, rng = twin_name(study.name), np.random.default_rng(_SEED)
    for source in study.sources:
        answers = clean_answers(study, source)
        yield (
            f"data/{name}/questionnaires/{source}/{w.SAMPLE_MARK}{say.TWIN}.xlsx",
            twin_answers(answers, rng),
        )
    if (study.folder / "records" / "payroll.csv").is_file():
        told = twin_payroll(pay_record(clean_payroll(study)), rng)
        yield f"data/{name}/records/payroll.csv", told.encode("utf-8-sig")
    yield f"data/{name}/{WORKBOOK}", _workbook(study)
    for path in sorted((home / "notebooks" / study.name).glob("*.ipynb")):
        if works_on_twin(path):
            yield f"notebooks/{name}/{path.name}", path.read_bytes()


def _workbook(study: Study) -> bytes:
    """The workbook without persons, documents and words nobody approved; marked as simulated."""
    from researchlib.read.files.guard import read_tables

    rows: dict[str, list[dict[str, str]]] = {}
    for grid in read_tables(study.folder / WORKBOOK).grids:
        rows[grid.name] = [cells for _, cells in filled_rows(grid.rows)]
    for name in _PRIVATE:
        rows.pop(name, None)
    rows[w.BASICS] = [
        *(row for row in rows[w.BASICS] if row[w.ITEM] != w.SIMULATED),
        {w.ITEM: w.SIMULATED, w.CONTENT: w.YES},
    ]
    rows[w.QUOTES] = [
        row | {w.ORIGINAL: row[w.QUOTABLE]}
        for row in rows.get(w.QUOTES, ())
        if row.get(w.QUOTABLE) and row.get(w.APPROVED_BY) and row.get(w.SOURCE) in study.sources
    ]
    for row in rows.get(w.OBSERVED, ()):
        row |= {w.PHOTO: "", w.FACES: ""}
    for row in rows.get(w.TERMS, ()):
        row |= {w.APPROVED_BY: ""}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, WORKBOOK)
        write_workbook(path, rows)
        return path.read_bytes()


def check_files(files: Sequence[tuple[str, bytes]], study: Study) -> None:
    """The gate once more, over everything that goes into the pack; raises DataProblem."""
    known = Known(study.roster, study.allowed)
    for name, data in files:
        if name.endswith(".xlsx"):
            check_package(name, data, known)
        elif name.endswith((".json", ".csv", ".ipynb")):
            text = fold(data.decode("utf-8-sig"))
            if any(fold(person) in text for person in study.roster):
                raise say.name_in_pack(name)
        elif name.endswith(".html"):
            check_html(name, data.decode(), known)
