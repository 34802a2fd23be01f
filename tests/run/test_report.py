"""A whole run: reproduces the committed ledger, and says where a notebook stops."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import numpy as np
import pytest
from conftest import SEX, STUDIES
from tiny import COUNTED, HEAD, notebook, tiny_study

from researchlib.read.workbook import open_study
from researchlib.run.engine.kernel import execute
from researchlib.run.publish.report import make_report
from researchlib.run.verify.ledger import verify
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


def entries(home, study):
    path = home / "exports" / study / "ledger.json"
    found = json.loads(path.read_text(encoding="utf-8"))["entries"]
    return {
        (e["report"], e["kind"], e["key"], e["text"].split("\n")[0]): e["numbers"] for e in found
    }


@pytest.mark.parametrize("study", STUDIES)
def test_the_committed_ledger_is_reproduced(published, home, study):
    assert entries(published, study) == entries(home, study)


@pytest.mark.parametrize("study", STUDIES)
def test_the_ledger_holds_nothing_unrounded(published, study):
    text = (published / "exports" / study / "ledger.json").read_text(encoding="utf-8")
    assert not re.search(r"\d\.\d{4,}", text)  # a p value has three decimals, nothing has more


@pytest.fixture
def broken(tmp_path):
    return tiny_study(tmp_path)


def one_cell(place, source, name="01_x"):
    return notebook(place / "notebooks/tiny", "1", source, name=name)


def test_an_error_names_notebook_heading_cell_and_line(broken):
    with pytest.raises(DataProblem) as caught:
        execute(one_cell(broken, "x = 1\ny = x / 0"))
    told = str(caught.value)
    assert all(
        part in told for part in ("01_x", "这一节", "第2个单元格", "ZeroDivisionError", "y = x / 0")
    )


def test_a_data_problem_keeps_its_sentence(broken):
    path = one_cell(broken, "from researchlib import open_study\nopen_study('nix')")
    with pytest.raises(DataProblem, match="没有找到课题“nix”"):
        execute(path)


def test_a_failed_run_leaves_the_old_reports(broken, workers):
    old = broken / "exports" / "tiny" / "01_x.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    one_cell(broken, "1 / 0")
    with pytest.raises(DataProblem):
        make_report(broken, open_study("tiny", broken), lambda text: None, workers)
    assert old.read_text() == "old" and [p.name for p in old.parent.glob("[!.]*")] == ["01_x.html"]


def test_a_key_used_twice_is_refused(broken, workers):
    one_cell(broken, COUNTED)
    one_cell(broken, COUNTED, "02_y")
    with pytest.raises(DataProblem, match="代号“k”用了两次"):
        make_report(broken, open_study("tiny", broken), lambda text: None, workers)


def test_verify_sees_a_changed_ledger(broken, workers, warm_verify):
    one_cell(broken, COUNTED)
    study = open_study("tiny", broken)
    make_report(broken, study, lambda text: None, workers)
    found = verify(broken, study, lambda text: None)
    assert found.same and len(found.rows) == 1 and not found.causes
    kept = broken / "exports" / "tiny" / "ledger.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("58份", "57份"), encoding="utf-8")
    (row,) = verify(broken, study, lambda text: None).of("不一致")
    assert "57份" in row.published and "58份" in row.recomputed


def test_a_cell_that_hangs_is_ended_though_it_ignores_interrupts(broken, monkeypatch):
    from researchlib.terms import policy

    monkeypatch.setattr(policy, "CELL_SECONDS", 2)
    monkeypatch.setattr(policy, "PATIENCE", 1)  # it sleeps, and works on nothing
    cell = (
        "import time\nwhile True:\n    try:\n        time.sleep(60)\n"
        "    except BaseException:\n        pass"
    )
    start = time.perf_counter()
    with pytest.raises(DataProblem, match="这一节.*超过2秒"):
        execute(one_cell(broken, cell))
    assert time.perf_counter() - start < 20


def test_a_dead_kernel_is_one_sentence(broken):
    with pytest.raises(DataProblem, match="这一节"):
        execute(one_cell(broken, "import os\nos._exit(3)"))


def test_two_runs_at_once_and_a_lock_nobody_holds(broken, workers):
    from researchlib.store.files import one_run

    one_cell(broken, COUNTED)
    study = open_study("tiny", broken)
    exports = broken / "exports" / "tiny"
    with one_run(exports), pytest.raises(DataProblem, match="正在另一个窗口里出报告"):
        make_report(broken, study, lambda text: None, workers)
    make_report(
        broken, study, lambda text: None, workers
    )  # the lock file is there, its owner is not


def test_raw_data_changed_during_the_run_stops_it(broken, workers):
    raw = next((broken / "data/tiny/questionnaires/residents").glob("*按文本*"))
    kept = raw.read_bytes()
    one_cell(broken, f"open({str(raw)!r}, 'ab').write(b' ')\n" + COUNTED)
    with pytest.raises(DataProblem, match="期间，原始数据被改动过"):
        make_report(broken, open_study("tiny", broken), lambda text: None, workers)
    assert not list((broken / "exports/tiny").glob("*.html"))
    raw.write_bytes(kept)


def test_a_mixed_set_is_detected(broken, workers):
    one_cell(broken, COUNTED)
    study = open_study("tiny", broken)
    make_report(broken, study, lambda text: None, workers)
    page = broken / "exports/tiny/01_x.html"
    page.write_bytes(page.read_bytes() + b"<!-- x -->")
    with pytest.raises(DataProblem, match="不是同一次生成的：01_x.html"):
        verify(broken, study, lambda text: None)


@pytest.mark.parametrize("limit", [0, 900, 9_000])
def test_a_full_disk_at_any_write_keeps_every_old_file(tmp_path, limit):
    """A file-size limit stands in for the full disk; the set is staged before any is replaced."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from researchlib.store.files import write_together\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "write_together({Path(sys.argv[1]) / n: b'new' * size for n, size in "
        "(('a', 100), ('b', 1000), ('c', 10000))})"
    )
    for name in "abc":
        (tmp_path / name).write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode and "写不进文件" in done.stderr
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == dict.fromkeys("abc", b"old")


def test_a_read_only_folder_is_one_sentence(tmp_path, monkeypatch):
    from researchlib.store import files

    def denied(*args):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(files.os, "replace", denied)  # as Windows does when Word holds the file
    with pytest.raises(DataProblem, match="写不进文件“a”.*正被打开"):
        files.write_atomic(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_two_notebooks_that_give_a_count_away_run_again_with_more_withheld(
    make_study, workers, warm_verify
):
    rng = np.random.default_rng(2)
    groups = rng.choice(["城东", "城西", "城北"], 90, p=[0.6, 0.32, 0.08])
    rates = rng.choice(["好", "中", "差"], 90, p=[0.6, 0.33, 0.07])
    rows = [
        ["序号", "1、片区", "2、评价"],
        *[
            [k + 1, a, b]
            for k, (a, b) in enumerate(zip(groups.tolist(), rates.tolist(), strict=True))
        ],
    ]
    book = [
        SEX | {w.VARIABLE: "area", w.TEXT: "片区", w.CHOICES: "城东\n城西\n城北"},
        SEX | {w.VARIABLE: "rate", w.TEXT: "评价", w.CHOICES: "好\n中\n差", w.SENSITIVITY: "敏感"},
    ]
    home = make_study(rows, **{w.CODEBOOK: book})
    for name, variable, by in (("01_a", "rate", "area"), ("02_b", "area", "rate")):
        cell = f"Table(share(clean_answers(study, 'survey'), '{variable}', by='{by}'), '表')"
        notebook(
            home / "notebooks/small", f"{HEAD}from researchlib import Table\n{cell}", name=name
        )
    told = []
    make_report(home, open_study("small", home), told.append, workers)
    assert any("已隐去" in text for text in told)
    kept = json.loads((home / "data/small/withheld.json").read_text(encoding="utf-8"))
    assert kept and open_study("small", home).withheld == frozenset(kept)
    assert verify(home, open_study("small", home), lambda text: None).same
