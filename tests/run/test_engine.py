"""Only what rests on a change runs again, and never is an outdated page left standing."""

from __future__ import annotations

import json
import random
import shutil

import openpyxl
import pytest
from conftest import HOME
from tiny import HEAD, notebook, tiny_study

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
    return tiny_study(tmp_path, **{name: HEAD + cell for name, cell in TOPICS.items()})


def write(place, name, cell):
    notebook(place / "notebooks/tiny", HEAD + cell, name=name)


def run(place, workers):
    """The names of the notebooks that ran."""
    told = []
    make_report(place, open_study("tiny", place), told.append, workers)
    return {line.split("　")[0] for line in told if line[:2].isdigit()}


def change_answer(place, source="cadres"):
    """One cell of one raw file: the first respondent answers question 2 as another one did."""
    path = next(
        p
        for p in (place / f"data/tiny/questionnaires/{source}").glob("*按文本*")
        if "无效" not in p.name
    )
    book = openpyxl.load_workbook(path)
    column = next(c.column for c in book.active[1] if str(c.value).startswith("2、"))
    said = [book.active.cell(row, column) for row in range(2, book.active.max_row + 1)]
    said[0].value = next(c.value for c in said if c.value != said[0].value)
    book.save(path)


def pages(place):
    return {p.name: p.read_bytes() for p in (place / "exports/tiny").glob("*.html")}


def test_one_changed_questionnaire_runs_its_topic_and_the_report(place, workers):
    assert run(place, workers) == set(TOPICS)
    assert run(place, workers) == set()
    change_answer(place)
    assert run(place, workers) == {"02_cadres", "06_report"}
    payroll = place / "data/tiny/records/payroll.csv"
    payroll.write_bytes(payroll.read_bytes() + b"\n")
    assert run(place, workers) == {"03_pay"}
    write(place, "01_rows", TOPICS["01_rows"] + "\n")
    assert run(place, workers) == {"01_rows"}


def test_a_new_file_a_workbook_and_a_lost_or_damaged_keep_are_seen(place, workers):
    run(place, workers)
    shutil.copy(
        next((place / "data/tiny/questionnaires/cadres").glob("*.xlsx")),
        place / "data/tiny/questionnaires/cadres/又一份.xlsx",
    )
    assert {"02_cadres", "06_report"} <= run(place, workers) and "01_rows" not in run(
        place, workers
    )
    kept = place / "exports/tiny" / ".made"
    (kept / "01_rows.json").unlink()
    (kept / "03_pay.json").write_bytes(
        (kept / "03_pay.json").read_bytes().replace("最长".encode(), "最短".encode())
    )
    assert run(place, workers) == {"01_rows", "03_pay"}
    book = place / "data/tiny/课题表.xlsx"
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
    assert "最长的拖欠" in (place / "exports/tiny/06_report.html").read_text(encoding="utf-8")


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
                lambda: (place / "data/tiny/withheld.json").write_text(json.dumps([])),
                lambda: shutil.rmtree(place / "exports/tiny" / ".made"),
            ]
        )()
    run(place, workers)
    reused = pages(place)
    shutil.rmtree(place / "exports/tiny" / ".made")
    assert run(place, workers) == set(TOPICS)
    assert pages(place) == reused
    assert HOME != place
