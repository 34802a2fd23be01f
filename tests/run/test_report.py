"""A whole run: reproduces the committed ledger, and says where a notebook stops."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from conftest import STUDIES, copy_study

from researchlib.read.workbook import open_study
from researchlib.run.execute import execute
from researchlib.run.report import make_report
from researchlib.run.verify import verify
from researchlib.terms.problem import DataProblem


def entries(home, study):
    path = home / "exports" / study / "ledger.json"
    found = json.loads(path.read_text(encoding="utf-8"))["entries"]
    return {(e["report"], e["kind"], e["key"], e["text"].split("\n")[0]): e["numbers"]
            for e in found}


@pytest.mark.parametrize("study", STUDIES)
def test_the_committed_ledger_is_reproduced(published, home, study):
    assert entries(published, study) == entries(home, study)


@pytest.mark.parametrize("study", STUDIES)
def test_the_ledger_holds_nothing_unrounded(published, study):
    text = (published / "exports" / study / "ledger.json").read_text(encoding="utf-8")
    assert not re.search(r"\d\.\d{2,}", text)


@pytest.fixture
def broken(tmp_path):
    place = copy_study(tmp_path)
    for path in (place / "notebooks" / "demo").glob("*.ipynb"):
        path.unlink()
    return place


def one_cell(place, source, name="01_x"):
    cells = [nbformat.v4.new_markdown_cell("# 题\n\n## 出错的一节"), nbformat.v4.new_code_cell("1"),
             nbformat.v4.new_code_cell(source)]
    path = place / "notebooks" / "demo" / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_an_error_names_notebook_heading_cell_and_line(broken):
    with pytest.raises(DataProblem) as caught:
        execute(one_cell(broken, "x = 1\ny = x / 0"))
    told = str(caught.value)
    assert all(part in told for part in ("01_x", "出错的一节", "第2个单元格", "ZeroDivisionError",
                                         "y = x / 0"))


def test_a_data_problem_keeps_its_sentence(broken):
    path = one_cell(broken, "from researchlib import open_study\nopen_study('nix')")
    with pytest.raises(DataProblem, match="没有找到课题“nix”"):
        execute(path)


def test_a_failed_run_leaves_the_old_reports(broken):
    old = broken / "exports" / "demo" / "01_x.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    one_cell(broken, "1 / 0")
    with pytest.raises(DataProblem):
        make_report(broken, open_study("demo", broken), lambda text: None)
    assert old.read_text() == "old" and len(list(old.parent.iterdir())) == 1


def test_a_key_used_twice_is_refused(broken):
    source = ("from researchlib import Finding, clean_answers, open_study\n"
              "Finding('k', '有效{有效}。', clean_answers(open_study(), 'residents'))")
    one_cell(broken, source)
    one_cell(broken, source, "02_y")
    with pytest.raises(DataProblem, match="代号“k”用了两次"):
        make_report(broken, open_study("demo", broken), lambda text: None)


def test_verify_sees_a_changed_ledger(broken):
    source = ("from researchlib import Finding, clean_answers, open_study\n"
              "Finding('k', '有效{有效}。', clean_answers(open_study(), 'residents'))")
    one_cell(broken, source)
    study = open_study("demo", broken)
    make_report(broken, study, lambda text: None)
    assert verify(broken, study, lambda text: None) == (1, [])
    kept = broken / "exports" / "demo" / "ledger.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("118份", "117份"), encoding="utf-8")
    total, differing = verify(broken, study, lambda text: None)
    assert total == 1 and "117份" in differing[0].published and "118份" in differing[0].recomputed
