"""What a class pack carries: pages, ledger, protected cells, and a twin of the data to work on."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.payroll import clean_payroll
from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.payroll import pay_record
from researchlib.protect.gate import Known, check
from researchlib.protect.ledger import EDITABLE, Ledger, read_ledger
from researchlib.run.engine.cache import kept_pages
from researchlib.run.engine.kernel import read_notebook
from researchlib.run.engine.page import Exported, cells_digest
from researchlib.run.fieldwork.workbook import sheet_rows, workbook_bytes
from researchlib.run.notebooks.notebooks import is_written, notebook_bytes
from researchlib.run.pack import say
from researchlib.run.pack.datapackage import datapackage
from researchlib.run.pack.twin import twin_answers, twin_payroll
from researchlib.store.files import json_bytes, sha256_of
from researchlib.study.study import Study
from researchlib.terms import words as w

_TWIN = "_twin"
_PRIVATE = (w.PEOPLE, w.DOCUMENTS, w.CORRECTIONS)
# Items of 基本信息 that are the group's own business, or that the twin has of its own.
_OF_THE_GROUP = (w.APPROVER, w.APPROVED_ON, w.KEEP_UNTIL, w.EDITION, w.SIMULATED)
_SEED = 20_240_520
_REMARK = re.compile("<!--.*?-->", re.DOTALL)


def class_files(study: Study) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of everything of the study that may leave the group."""
    place, paths = study.paths, study.paths.to_run()
    kept = kept_pages(place, paths)
    ledger = read_ledger(place.ledger)
    books = {path: clean_notebook(path, own=False) for path in paths}
    check_files([(f"notebooks/{study.name}/{p.name}", data) for p, data in books.items()], study)
    if (
        not ledger.entries
        or ledger.mixed(place.exports)
        or not all(path.stem in kept and _as_reported(kept[path.stem], ledger) for path in paths)
    ):
        raise say.problem("report_first", study.name)
    contents = [content for path in paths for content in kept[path.stem].contents]
    cells = [[number.cell for number in content.numbers] for content in contents]
    yield f"exports/{study.name}/{place.cells.name}", json_bytes(cells)
    for name in (place.ledger.name, *ledger.files):
        if not name.endswith(EDITABLE):  # one that somebody edited may hold anything
            yield f"exports/{study.name}/{name}", (place.exports / name).read_bytes()
    for path, data in books.items():
        yield f"notebooks/{study.name}/{path.name}", data
    yield from _twin_files(study)


def twin_name(study: str) -> str:
    """What the twin is called: a study of its own, so that its numbers are never the study's."""
    return f"{study}{_TWIN}"


def works_on_twin(notebook: Path) -> bool:
    """Whether a notebook does without interviews, which have no twin."""
    return clean_interviews.__name__ not in notebook.read_text(encoding="utf-8")


def _as_reported(page: Exported, ledger: Ledger) -> bool:
    """Whether a kept page is the one published, and its notebook still the one it shows."""
    published = ledger.files.get(f"{page.name}.html") == sha256_of(page.page)
    return published and page.cells == cells_digest(read_notebook(page.path))


def clean_notebook(path: Path, own: bool = True) -> bytes:
    """What was written in the cells and nothing else: outputs hold rows, metadata anything.

    For others than one's own group without remarks that no page shows, nor raw cells.
    """
    cells = [(c.cell_type, c.source) for c in read_notebook(path).cells]
    if not own:
        cells = [
            (kind, _REMARK.sub("", source) if kind == "markdown" else source)
            for kind, source in cells
            if kind in ("markdown", "code")
        ]
    return notebook_bytes(cells, is_written(path))


def _twin_files(study: Study) -> Iterator[tuple[str, bytes]]:
    name, rng = twin_name(study.name), np.random.default_rng(_SEED)
    sheets, pay = {}, ""
    for source in study.sources:
        answers = clean_answers(study, source)
        sheet = f"questionnaires/{source}/{w.SAMPLE_MARK}{say.TWIN}.xlsx"
        sheets[sheet] = answers
        yield f"data/{name}/{sheet}", twin_answers(answers, rng)
    if (study.paths.records / "payroll.csv").is_file():
        pay = "records/payroll.csv"
        told = twin_payroll(pay_record(clean_payroll(study)), rng)
        yield f"data/{name}/{pay}", told.encode("utf-8-sig")
    yield f"data/{name}/datapackage.json", datapackage(name, study.title, sheets, pay)
    yield f"data/{name}/{w.WORKBOOK}", _workbook(study)
    for path in sorted(study.paths.notebooks.glob("*.ipynb")):
        if works_on_twin(path):
            yield f"notebooks/{name}/{path.name}", clean_notebook(path, own=False)


def _workbook(study: Study) -> bytes:
    """The workbook without persons, documents and words nobody approved; marked as simulated."""
    rows = sheet_rows(study.paths.workbook)
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
    known = Known.of(study)
    for name, data in files:
        check(name, data, known)
