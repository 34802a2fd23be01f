"""A new topic: a copied notebook and rows in the workbook, no change in the library."""

from __future__ import annotations

import nbformat
from conftest import copy_study, write_xlsx

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.publish.report import make_report
from researchlib.terms import words as w


def test_a_copied_notebook_and_rows_make_a_new_topic(tmp_path, workers):
    from demo import workbook_rows

    place = copy_study(tmp_path)
    notebooks = place / "notebooks" / "demo"
    template = nbformat.read(notebooks / "02_elderly_services.ipynb", as_version=4)
    for path in notebooks.glob("*.ipynb"):
        path.unlink()

    rows = workbook_rows()
    rows[w.ARGUMENT] = []
    rows[w.SOURCES].append({**rows[w.SOURCES][0], w.SOURCE: "safety", w.SOURCE_NAME: "安全问卷"})
    rows[w.CODEBOOK].append(
        {
            w.SOURCE: "safety",
            w.VARIABLE: "felt",
            w.TEXT: "夜里走路您觉得安全吗",
            w.KIND: "单选",
            w.CHOICES: "安全\n一般\n不安全",
            w.SENSITIVITY: "一般",
        }
    )
    write_workbook(place / "data" / "demo" / "课题表.xlsx", rows)
    answers = ["安全"] * 12 + ["一般"] * 9 + ["不安全"] * 19
    write_xlsx(
        place / "data/demo/questionnaires/safety/答卷.xlsx",
        [["序号", "1、夜里走路您觉得安全吗"], *enumerate(answers, 1)],
    )

    changed = {
        "residents": "safety",
        "daycare_known": "felt",
        "没听说过": "不安全",
        "知道在哪里、有什么服务": "安全",
    }
    kept = []
    for cell in template.cells:
        if cell.cell_type == "code" and not any(
            part in cell.source for part in ("from researchlib", "daycare_known", "bar_chart(known")
        ):
            continue
        for old, new in changed.items():
            cell.source = cell.source.replace(old, new)
        kept.append(cell)
    template.cells = kept
    nbformat.write(template, notebooks / "05_safety.ipynb")

    make_report(place, open_study("demo", place), lambda text: None, workers)
    page = (place / "exports" / "demo" / "05_safety.html").read_text(encoding="utf-8")
    assert "夜里走路您觉得安全吗" in page and "有效回答40人" in page
    assert "48%" in page and "30%" in page and "<img" in page
