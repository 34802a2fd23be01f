"""Only what rests on a change runs again, and never is an outdated page left standing."""

from __future__ import annotations

import json
import random
import shutil

import nbformat
import openpyxl
import pytest
from conftest import HOME, copy_study

from researchlib.read.workbook import open_study
from researchlib.run.publish.report import make_report
from researchlib.terms.problem import DataProblem

TOPICS = {
    "01_rows": "Finding('rows', '有效{有效}。', clean_answers(study, 'residents'))",
    "02_cadres": "Finding('cadres', '有效{有效}。', clean_answers(study, 'cadres'))",
    "03_pay": "from researchlib import clean_payroll, pay_record\n"
    "Finding('pay', '最长拖欠{最长拖欠}。', pay_record(clean_payroll(study)))",
    "06_report": "Finding('both', '有效{有效}。', clean_answers(study, 'cadres'))",
}


@pytest.fixture
def place(tmp_path):
    copy_study(tmp_path)
    for path in (tmp_path / "notebooks/demo").glob("*.ipynb"):
        path.unlink()
    for path in (tmp_path / "data/demo/questionnaires/residents").glob("*按序号*"):
        path.unlink()  # its twin by text would contradict a changed cell
    for name, cell in TOPICS.items():
        write(tmp_path, name, cell)
    return tmp_path


def write(place, name, cell):
    source = (
        f"from researchlib import Finding, clean_answers, open_study\nstudy = open_study()\n{cell}"
    )
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_markdown_cell(f"# {name}", id="title"),
                nbformat.v4.new_code_cell(source, id="cell"),
            ]
        ),
        place / f"notebooks/demo/{name}.ipynb",
    )


def run(place, workers):
    """The names of the notebooks that ran."""
    told = []
    make_report(place, open_study("demo", place), told.append, workers)
    return {line.split("　")[0] for line in told if line[:2].isdigit()}


def change_answer(place, source="cadres"):
    """One cell of one raw file: the first respondent answers question 2 as another one did."""
    path = next(
        p
        for p in (place / f"data/demo/questionnaires/{source}").glob("*按文本*")
        if "无效" not in p.name
    )
    book = openpyxl.load_workbook(path)
    column = next(c.column for c in book.active[1] if str(c.value).startswith("2、"))
    said = [book.active.cell(row, column) for row in range(2, book.active.max_row + 1)]
    said[0].value = next(c.value for c in said if c.value != said[0].value)
    book.save(path)


def pages(place):
    return {p.name: p.read_bytes() for p in (place / "exports/demo").glob("*.html")}


def test_one_changed_questionnaire_runs_its_topic_and_the_report(place, workers):
    assert run(place, workers) == set(TOPICS)
    assert run(place, workers) == set()
    change_answer(place)
    assert run(place, workers) == {"02_cadres", "06_report"}
    payroll = place / "data/demo/records/payroll.csv"
    payroll.write_bytes(payroll.read_bytes() + b"\n")
    assert run(place, workers) == {"03_pay"}
    write(place, "01_rows", TOPICS["01_rows"] + "\n")
    assert run(place, workers) == {"01_rows"}


def test_a_new_file_a_workbook_and_a_lost_or_damaged_keep_are_seen(place, workers):
    run(place, workers)
    shutil.copy(
        next((place / "data/demo/questionnaires/cadres").glob("*.xlsx")),
        place / "data/demo/questionnaires/cadres/又一份.xlsx",
    )
    assert {"02_cadres", "06_report"} <= run(place, workers) and "01_rows" not in run(
        place, workers
    )
    kept = place / "exports/demo" / ".made"
    (kept / "01_rows.json").unlink()
    (kept / "03_pay.json").write_bytes(
        (kept / "03_pay.json").read_bytes().replace("最长".encode(), "最短".encode())
    )
    assert run(place, workers) == {"01_rows", "03_pay"}
    book = place / "data/demo/课题表.xlsx"
    sheet = openpyxl.load_workbook(book)
    sheet.save(book)
    assert run(place, workers) == set(TOPICS)


def test_a_report_that_lists_findings_follows_the_topics(place, workers):
    write(
        place, "06_report", "from researchlib import findings_table\nfindings_table(study, '清单')"
    )
    run(place, workers)
    write(place, "03_pay", TOPICS["03_pay"].replace("最长拖欠{", "最长的拖欠{"))
    assert run(place, workers) == {"03_pay", "06_report"}
    assert "最长的拖欠" in (place / "exports/demo/06_report.html").read_text(encoding="utf-8")


def test_every_failing_notebook_is_told_and_nothing_is_lost(place, workers):
    run(place, workers)
    before = pages(place)
    write(place, "01_rows", "1 / 0")
    write(place, "03_pay", "open('没有')")
    with pytest.raises(DataProblem) as caught:
        run(place, workers)
    told = str(caught.value)
    assert (
        "有2个笔记本" in told and "01_rows" in told and "03_pay" in told and pages(place) == before
    )
    write(place, "01_rows", TOPICS["01_rows"])
    write(place, "03_pay", TOPICS["03_pay"])
    assert run(place, workers) == set() and pages(place) == before


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_never_leave_an_outdated_page(place, workers, seed):
    """What is reused is what a run from nothing makes."""
    rng = random.Random(seed)
    run(place, workers)
    for _ in range(2):
        rng.choice(
            [
                lambda: change_answer(place),
                lambda: change_answer(place, "residents"),
                lambda: write(
                    place, "02_cadres", TOPICS["02_cadres"].replace("有效{", "一共有效{")
                ),
                lambda: (place / "data/demo/withheld.json").write_text(json.dumps([])),
                lambda: shutil.rmtree(place / "exports/demo" / ".made"),
            ]
        )()
    run(place, workers)
    reused = pages(place)
    shutil.rmtree(place / "exports/demo" / ".made")
    assert run(place, workers) == set(TOPICS)
    assert pages(place) == reused
    assert HOME != place
