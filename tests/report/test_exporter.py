"""The exporter: only our objects and markdown, whatever way it is called."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest
from conftest import copy_study
from nbconvert.nbconvertapp import NbConvertApp

from researchlib.report.objects.display import MIME
from researchlib.run.engine.exporters import ReportExporter
from researchlib.terms.problem import DataProblem

FINDING = {
    "kind": "finding",
    "key": "k",
    "text": "共有三户。",
    "numbers": [],
    "behind": {"bounds": []},
    "runs": [{"text": "共有<b>户。", "evidence": None, "unbound": False}],
}


def executed(outputs, prose="# 题目\n\n## 一节\n\n正文。"):
    code = nbformat.v4.new_code_cell(
        "1",
        outputs=[
            nbformat.v4.new_output("execute_result", data, execution_count=1) for data in outputs
        ],
    )
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(prose), code])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return copy_study(tmp_path_factory.mktemp("export")) / "notebooks" / "demo"


def export(place, notebook):
    return ReportExporter().from_notebook_node(
        notebook, {"metadata": {"name": "x", "path": str(place)}}
    )[0]


def test_our_objects_are_escaped_and_shown(place):
    page = export(place, executed([{MIME: FINDING, "text/html": "<script>1</script>"}]))
    assert "共有&lt;b&gt;户" in page and "<script" not in page
    assert page.count("<h1>") == 1 and "模拟数据" in page and 'lang="zh-CN"' in page


@pytest.mark.parametrize(
    "data",
    [
        {"text/html": "<table></table>", "text/plain": "x"},
        {"image/png": "AAAA"},
        {"application/javascript": "1"},
    ],
)
def test_any_other_rich_output_stops_it(place, data):
    with pytest.raises(DataProblem, match="“一节”一节有报告不能使用的输出"):
        export(place, executed([{MIME: FINDING}, data]))


def test_bare_estimates_do_not_reach_the_page(place):
    page = export(place, executed([{MIME: FINDING}, {"text/plain": "value 0.123456"}]))
    assert "0.123456" not in page


def test_hostile_markdown_is_inert(place):
    prose = (
        "# 题目\n\n[点](javascript:alert(1)) ![图](https://example.org/a.png) 正文\n\n"
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>"
    )
    page = export(place, executed([{MIME: FINDING}], prose))
    assert not any(bad in page for bad in ("<script", "onerror", "javascript:", "example.org"))


def test_unbound_numbers_are_marked_in_a_draft(place):
    page = export(place, executed([{MIME: FINDING}], "# 题目\n\n约有六成的人，2024年5月，12张床。"))
    assert page.count("<mark") == 2 and "2024年5月" in page


def test_a_name_in_prose_that_is_a_phone_number_is_refused(place):
    with pytest.raises(DataProblem, match="手机号"):
        export(place, executed([{MIME: FINDING}], "# 题目\n\n请打13900001234"))


def test_found_by_nbconvert_and_the_gate_holds_there_too(place, monkeypatch):
    path = place / "one.ipynb"
    nbformat.write(executed([{MIME: FINDING}]), path)
    options = ["--to", "researchlib", path.name]
    command = [sys.executable, "-m", "nbconvert", *options]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Content-Security-Policy" in (place / "one.html").read_text(encoding="utf-8")
    nbformat.write(executed([{MIME: FINDING}], "# 题\n\n13900001234"), path)
    (place / "one.html").unlink()
    monkeypatch.chdir(place)
    app = NbConvertApp()
    app.initialize(options)
    with pytest.raises(DataProblem, match="手机号"):
        app.start()
    assert not (place / "one.html").exists()
    path.unlink()


def test_a_notebook_that_was_not_run_says_so(place):
    with pytest.raises(DataProblem, match="还没有运行过"):
        export(place, executed([]))
