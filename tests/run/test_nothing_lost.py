"""Nothing lost, stale or forged: what is told as current, what a person saves, what a page says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import HOME
from tiny import HEAD, notebook, tiny_study

from researchlib.protect.ledger import mark_of, read_ledger
from researchlib.protect.number import WORDS, Content
from researchlib.read.workbook import open_study
from researchlib.run.engine.fingerprints import is_current
from researchlib.run.publish import report
from researchlib.run.verify.edited_word import verify_docx
from researchlib.run.verify.ledger import verify
from researchlib.store.files import sha256_of

CELL = (
    "import own_helper\n" + HEAD + "from researchlib import Table\n"
    "answers = clean_answers(study, 'residents')\n"
    "Finding('k', '有效{有效}。', answers)\n"
)
EDIT = b"edited by a person"


def made(home, workers, told=lambda text: None):
    return report.make_report(home, open_study("tiny", home), told, workers)


@pytest.fixture(scope="module")
def once(tmp_path_factory, workers):
    home = tiny_study(tmp_path_factory.mktemp("lost"))
    (home / "notebooks/tiny/own_helper.py").write_text("WORD = 1\n", encoding="utf-8")
    notebook(home / "notebooks/tiny", CELL, name="06_report")
    made(home, workers)
    return home


def test_a_renamed_folder_and_a_changed_helper_are_seen(once):
    assert is_current(once, "tiny")
    data = once / "data/tiny"
    os.rename(data / "records", data / "recordz")
    assert not is_current(once, "tiny")
    os.rename(data / "recordz", data / "records")
    assert is_current(once, "tiny")
    helper = once / "notebooks/tiny/own_helper.py"
    helper.write_text("WORD = 2\n", encoding="utf-8")
    assert not is_current(once, "tiny")
    helper.write_text("WORD = 1\n", encoding="utf-8")
    assert is_current(once, "tiny")


def test_a_changed_page_is_named_though_its_digest_was_changed_too(once):
    page = once / "exports/tiny/06_report.html"
    ledger = once / "exports/tiny/ledger.json"
    kept = page.read_text(encoding="utf-8"), ledger.read_text(encoding="utf-8")
    changed = kept[0].replace("58份", "57份")
    assert changed != kept[0]
    page.write_text(changed, encoding="utf-8")
    ledger.write_text(kept[1].replace(*map(sha256_of, (kept[0], changed))), encoding="utf-8")
    found = verify(once, open_study("tiny", once), lambda text: None)
    assert not found.same and "06_report.html" in found.verdict
    page.write_text(kept[0], encoding="utf-8")
    ledger.write_text(kept[1], encoding="utf-8")


def test_the_same_mark_stands_on_the_last_page_of_every_face(once):
    ledger = read_ledger(once / "exports/tiny/ledger.json")
    mark = mark_of(entry for entry in ledger.entries if entry.report == "06_report")
    page = (once / "exports/tiny/06_report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(once / "exports/tiny/06_report.docx") as word:
        body = word.read("word/document.xml").decode()
    assert len(mark) == 9 and mark in page and mark in body
    _, edits = verify_docx(open_study("tiny", once), once / "exports/tiny/06_report.docx")
    assert edits == []  # the mark is no number that somebody typed


def test_words_without_numbers_have_a_fingerprint_of_their_own():
    from researchlib.protect.ledger import entry_of

    prints = {
        entry_of(
            "r", Content(kind="voices", key="", text=text, numbers=(), behind=WORDS)
        ).fingerprint
        for text in ("甲", "乙", "")
    }
    assert len(prints) == 3


def test_an_edit_saved_during_the_run_is_kept_and_a_crash_is_nobodys_edit(
    once, workers, monkeypatch
):
    exports, real, told = once / "exports/tiny", report.write_together, []

    def saved(files):
        (exports / "06_report.docx").write_bytes(EDIT)
        return real(files)

    notebook(once / "notebooks/tiny", CELL, "# 又一行", name="06_report")
    monkeypatch.setattr(report, "write_together", saved)
    made(once, workers, told.append)
    assert any(path.read_bytes() == EDIT for path in exports.glob("*.docx"))
    assert any("没有丢" in text for text in told)

    def crashed(files):
        real({path: data for path, data in files.items() if path.suffix == ".docx"})
        raise KeyboardInterrupt

    notebook(once / "notebooks/tiny", CELL, "# 再一行", name="06_report")
    monkeypatch.setattr(report, "write_together", crashed)
    with pytest.raises(KeyboardInterrupt):
        made(once, workers)
    monkeypatch.setattr(report, "write_together", real)
    told.clear()
    before = sorted(path.name for path in exports.glob("*.docx"))
    made(once, workers, told.append)
    assert sorted(path.name for path in exports.glob("*.docx")) == before
    assert not any("改过" in text for text in told)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_ends_everything_with_a_sentence(tmp_path):
    home = tiny_study(tmp_path)
    marker = tmp_path / "running"
    notebook(
        home / "notebooks/tiny", f"import time\nopen({str(marker)!r}, 'w').close()\ntime.sleep(600)"
    )
    command = [sys.executable, "-m", "researchlib", "report", "tiny", "--fresh"]
    process = subprocess.Popen(
        command,
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    waited = time.monotonic() + 120
    while not marker.exists() and time.monotonic() < waited:
        time.sleep(0.2)
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[0].decode()
    assert time.monotonic() - start < 5
    assert process.returncode == 130
    assert "已停止" in said and "Traceback" not in said and "Abort" not in said
    assert not [p for p in Path("/proc").glob("[0-9]*") if _in_session(p, process.pid)]


def _in_session(process: Path, session: int) -> bool:
    try:
        told = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(told[3]) == session and told[0] != "Z"
