"""Verification: what is published is recomputed, one finding or all, and what changed is named."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest
from conftest import copy_study
from demo import workbook_rows
from tiny import HEAD, notebook

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.publish.report import make_report
from researchlib.run.verify.ledger import told, verify, verify_finding, write_page
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


def quiet(text):
    """Nothing."""


@pytest.fixture(scope="module")
def once(tmp_path_factory, workers):
    """A copy of the demo with two short notebooks, published."""
    home = copy_study(tmp_path_factory.mktemp("once"))
    for path in (home / "notebooks/demo").glob("*.ipynb"):
        path.unlink()
    rows = workbook_rows() | {w.ARGUMENT: []}  # it names findings of the notebooks that are gone
    write_workbook(home / "data/demo/课题表.xlsx", rows)
    for name, key, variable, choice in (
        ("01_a", "grid", "grid_known", "不知道"),
        ("02_b", "youth", "attention", "没有聊过"),
    ):
        cell = (
            f"{HEAD}numbers = share(clean_answers(study, 'residents'), '{variable}')\n"
            f"Finding('{key}', '占{{{choice}}}。', numbers)"
        )
        notebook(home / "notebooks/demo", cell, name=name)
    make_report(home, open_study("demo", home), quiet, workers)
    return home


@pytest.fixture
def study(once, tmp_path):
    """One's own copy of what was published."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(path, row, column, text):
    book = openpyxl.load_workbook(path)
    sheet = book.active
    place = next(c for c in sheet[1] if column in str(c.value)).column
    was = sheet.cell(row, place).value
    sheet.cell(row, place).value = text
    book.save(path)
    return was


def test_nothing_changed_is_the_same_and_says_so_on_a_page(study):
    """In kernels of their own, as the command does it."""
    opened = open_study("demo", study)
    found = verify(study, opened, quiet)
    assert found.same and list(told(found, every=False)) == ["核对完毕：2项全部一致。"]
    write_page(opened, found)
    page = (study / "exports/demo/核对.html").read_text(encoding="utf-8")
    assert (
        page.count(">一致<") == 2
        and "模拟数据" in page
        and "指纹" in page
        and "<script" not in page
    )


def test_a_changed_raw_cell_is_named_with_what_depends_on_it(study, warm_verify):
    raw = next((study / "data/demo/questionnaires/residents").glob("*按文本*122*"))
    was = change(raw, 8, "网格员是谁", "知道是谁，没有联系方式")
    assert was and was != "知道是谁，没有联系方式"
    for other in raw.parent.glob("*按序号*"):  # the second file would disagree
        other.unlink()
    found = verify(study, open_study("demo", study), quiet)
    states = {row.name: row.state for row in found.rows}
    assert states["youth"] == "数一致，依据变了" and states["grid"] in (
        "不一致",
        "数一致，依据变了",
    )
    assert any("第8行" in c and "网格员" in c and was in c for c in found.causes)
    assert any("不见了" in c for c in found.causes)


def test_a_changed_workbook_row_and_another_version_are_named(study, warm_verify):
    book = study / "data/demo/课题表.xlsx"
    opened = openpyxl.load_workbook(book)
    for row in opened["数据来源"].iter_rows():
        for cell in row:
            if cell.value == "社区居民":
                cell.value = "受访居民"
    opened.save(book)
    kept = study / "exports/demo/ledger.json"
    kept.write_text(
        kept.read_text(encoding="utf-8").replace('"pandas": "', '"pandas": "9.'), encoding="utf-8"
    )
    found = verify(study, open_study("demo", study), quiet)
    assert any("软件包 pandas 的版本不同" in c for c in found.causes)
    assert any(
        "工作表“数据来源”" in c and "原来是“社区居民”，现在是“受访居民”" in c for c in found.causes
    )


def test_one_finding_is_answered_alone(study):
    found = verify_finding(open_study("demo", study), "youth")
    assert [row.name for row in found.rows] == ["youth"] and found.same
    assert "占37%（15人，41人回答）。" in next(told(found, every=True))
    with pytest.raises(DataProblem, match="相近的有：youth"):
        verify_finding(open_study("demo", study), "yuoth")


def test_the_ledger_names_the_packages_that_compute(study):
    import pandas

    document = json.loads((study / "exports/demo/ledger.json").read_text(encoding="utf-8"))
    assert document["packages"]["pandas"] == pandas.__version__ and len(document["packages"]) == 4
