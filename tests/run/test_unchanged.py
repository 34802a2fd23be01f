"""Nothing changed, nothing run; anything changed, never an outdated report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest
from conftest import HOME

from researchlib.run.engine.fingerprints import inputs_digest, is_current


@pytest.fixture
def place(published, tmp_path):
    for part in ("data", "notebooks", "exports"):
        shutil.copytree(published / part / "demo", tmp_path / part / "demo")
    return tmp_path


def test_the_published_report_is_current_and_touching_changes_nothing(place):
    assert is_current(place, "demo")
    os.utime(place / "data/demo/课题表.xlsx")
    (place / "data/demo/local").mkdir(exist_ok=True)
    (place / "data/demo/local/识别风险_x.xlsx").write_bytes(b"made")
    (place / "data/demo/待处理.xlsx").write_bytes(b"made")
    assert is_current(place, "demo")


EDITED = (
    "notebooks/demo/02_elderly_services.ipynb",
    "data/demo/课题表.xlsx",
    "data/demo/records/payroll.csv",
    "data/demo/interviews/masters/座谈会.txt",
    "data/demo/interviews/coding/甲/座谈会.docx",
    "exports/demo/06_report.html",
    "exports/demo/表格汇总.xlsx",
)


@pytest.mark.parametrize("name", EDITED)
def test_any_edit_of_an_input_or_a_page_is_seen(place, name):
    path = place / name
    path.write_bytes(path.read_bytes() + b" ")
    assert not is_current(place, "demo")


@pytest.mark.parametrize(
    "name",
    [
        "data/demo/questionnaires/residents/新.xlsx",
        "data/demo/photos/07.jpg",
        "data/demo/withheld.json",
        "notebooks/demo/10_more.ipynb",
    ],
)
def test_what_is_added_is_seen(place, name):
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_bytes(b"[]")
    assert not is_current(place, "demo")


def test_what_is_gone_is_seen(place):
    (place / "exports/demo/00_quality.html").unlink()
    assert not is_current(place, "demo")
    assert not is_current(place, "nowhere")


def test_an_edited_word_report_stands(place):
    path = place / "exports/demo/06_report.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert is_current(place, "demo")
    path.unlink()
    assert not is_current(place, "demo")


def test_another_library_is_another_report(place, monkeypatch):
    from researchlib.run.engine import fingerprints as unchanged

    before = inputs_digest(place, "demo")
    code = place / "code"
    shutil.copytree(HOME / "researchlib", code, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(unchanged, "_CODE", code)
    assert inputs_digest(place, "demo") == before
    path = code / "terms/policy.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace("LEAST_BASE = 10", "LEAST_BASE = 9"),
        encoding="utf-8",
    )
    assert inputs_digest(place, "demo") != before


def test_the_way_of_no_change_imports_nothing_heavy_and_is_fast(place):
    code = (
        "import sys\nsys.argv = ['researchlib', 'report', 'demo']\n"
        "import researchlib.cli as cli\ntry:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('pandas', 'numpy', 'nbconvert', 'matplotlib', 'IPython') if m in sys.modules])"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place, capture_output=True, text=True, timeout=60
    )
    assert "就是最新的" in done.stdout and done.stdout.strip().endswith("[]"), (
        done.stdout + done.stderr
    )
    assert time.perf_counter() - start < 10
