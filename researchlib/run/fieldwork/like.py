"""`researchlib new --like`: the same questionnaire in another community, or once more.

Codebook, labels and what the notebooks compute are taken along; no data, no persons, and of the
words that somebody wrote about the other community none.
"""

import ast
from pathlib import Path

from researchlib.report.objects.prose import FIELD, split_unbound
from researchlib.report.page.parts import allowed_words
from researchlib.run.engine.kernel import read_notebook
from researchlib.run.fieldwork.new import SOURCE_TO_FILL, basics, new_place
from researchlib.run.fieldwork.workbook import sheet_rows, workbook_bytes
from researchlib.run.notebooks.notebooks import Cell, Form, first_notebooks, notebook_bytes
from researchlib.store.files import write_together
from researchlib.study.study import Study
from researchlib.terms import words as w

# What somebody saw, heard, decided or wrote elsewhere.
_ELSEWHERE = {"fact", "decisions", "withheld", "clean_interviews", "clean_payroll"}
_NAME = 8  # what is no longer names a choice, and claims nothing of anybody


def new_study_like(home: Path, name: str, other: Study) -> None:
    """Make the study: its workbook, empty folders for its data, and its notebooks."""
    place, rows = new_place(home, name), sheet_rows(other.paths.workbook)
    guard = {r[w.ITEM]: r for r in rows[w.BASICS] if r[w.ITEM] == w.SMALL_CELLS}
    kept = {
        w.BASICS: [guard.get(row[w.ITEM], row) for row in basics(name)],
        w.SOURCES: [
            {w.SOURCE: s.key, w.SOURCE_NAME: s.name} | SOURCE_TO_FILL
            for s in other.sources.values()
        ],
        w.CODEBOOK: rows[w.CODEBOOK],
        w.SCORING: [row | {w.PERMISSION: "", w.CONSENTS: ""} for row in rows.get(w.SCORING, ())],
        w.LABELS: [row | {w.EXAMPLE: ""} for row in rows.get(w.LABELS, ())],
    }
    forms = [Form(k, other.source(k).name, tuple(b), {}) for k, b in other.codebooks.items()]
    notebooks = {n: c for n, c in first_notebooks(name, forms) if "_results" not in n}
    frame = set(notebooks)
    for path in other.paths.topics():
        if not path.stem.startswith("00_") and (cells := _taken(path, other)):
            notebooks[path.stem] = [("markdown", f"# {forms[0].title}"), *cells]
    for source in other.sources:
        (place.questionnaires / source).mkdir(parents=True)
    made = {
        place.notebooks / f"{n}.ipynb": notebook_bytes(c, n in frame) for n, c in notebooks.items()
    }
    write_together({place.workbook: workbook_bytes(kept), **made})


def _taken(path: Path, other: Study) -> list[Cell]:
    """What a notebook computes of questionnaires, under the questions that it is about; nothing
    where none of it is shown."""
    asked = {n: q for b in other.codebooks.values() for q in b for n in (q.group, q.variable)}
    others = [word for word in (other.title, other.place, other.group, *other.roster) if word]
    allowed = [*allowed_words(other), *asked]
    left, shows = set(_ELSEWHERE), False
    cells: list[Cell] = []
    for cell in (c.source for c in read_notebook(path).cells if c.cell_type == "code"):
        every = list(ast.walk(tree := ast.parse(cell)))
        used = {getattr(n, k, None) for n in every for k in ("id", "attr", "arg")}
        said = [str(n.value) for n in every if isinstance(n, ast.Constant)]
        of_study = "study" in used and not used & {"open_study", "clean_answers"}
        claims = (
            r for s in said if len(s) > _NAME for r in split_unbound(FIELD.sub("", s), allowed)
        )
        private = any(word in text for word in others for text in said)
        if used & left or of_study or private or any(run.unbound for run in claims):
            left |= {
                n.id for n in every if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
            continue
        shows |= any(isinstance(n, ast.Expr) for n in every)
        about = next((asked[text].printed for text in said if text in asked), "")
        if about and ("markdown", f"## {about}") not in cells:
            cells.append(("markdown", f"## {about}"))
        cells.append(("code", ast.unparse(tree) if "#" in cell else cell))
    return cells if shows else []
