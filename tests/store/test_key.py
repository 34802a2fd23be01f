"""The study's own key: what can be guessed is published keyed, and an old ledger still verifies."""

from __future__ import annotations

import hashlib
import hmac
import shutil

import pytest
from conftest import HOME, STUDIES
from tiny import HEAD, tiny_study

from researchlib.clean.payroll import clean_payroll
from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.run.publish.report import make_report
from researchlib.run.verify.ledger import verify_finding
from researchlib.store.key import kept_key, keyed
from researchlib.study.place import place_of


def test_a_key_is_made_once_and_stays(tmp_path):
    path = tmp_path / "local/fingerprint.key"
    key = kept_key(path)
    assert kept_key(path) == key == path.read_text() and len(key) == 64
    assert kept_key(tmp_path / "other.key") != key
    digest = hashlib.sha256(b"pay").hexdigest()
    assert keyed(digest, key) == hmac.new(key.encode(), digest[:12].encode(), "sha256").hexdigest()


@pytest.mark.parametrize("study", STUDIES)
def test_no_plain_fingerprint_of_the_payroll_is_published(published, study):
    """Neither in the ledger nor on a page, whole or shortened."""
    plain = hashlib.sha256((HOME / f"data/{study}/records/payroll.csv").read_bytes()).hexdigest()
    mine = clean_payroll(open_study(study, published)).fingerprint[:12]
    files = [p for p in (published / "exports" / study).iterdir() if p.suffix in (".json", ".html")]
    told = {p.name: p.read_text(encoding="utf-8") for p in files}
    assert not [name for name, text in told.items() if plain[:12] in text]
    assert mine in told["ledger.json"]


@pytest.fixture
def copied(published, tmp_path):
    for part in ("data", "notebooks", "exports"):
        shutil.copytree(published / part / "demo", tmp_path / part / "demo")
    return open_study("demo", tmp_path)


def test_everybody_who_clones_gets_the_same_and_another_key_another_ledger(copied):
    """The examples' key is committed; a copy of the data alone makes its own."""
    clone = clean_payroll(open_study("demo", HOME)).fingerprint
    assert clean_payroll(copied).fingerprint == clone
    copied.paths.key.unlink()
    assert clean_payroll(copied).fingerprint not in (clone, "")
    assert copied.paths.key.read_text() != (HOME / "data/demo/local/fingerprint.key").read_text()


def test_a_new_study_makes_its_key_before_its_notebooks_run(tmp_path, workers):
    """Two at once would each make one: all that is published rests on the key that is kept."""
    cell = f"{HEAD}from researchlib import clean_payroll, pay_record\n"
    cell += "Finding('pay{}', '共{{人员数}}。', pay_record(clean_payroll(study)))"
    books = {f"0{k}_pay": cell.format(k) for k in range(1, 4)}
    study = open_study("tiny", tiny_study(tmp_path, **books))
    assert not study.paths.key.exists()
    make_report(tmp_path, study, lambda text: None, workers)
    data = {n["data"] for e in read_ledger(study.paths.ledger).entries for n in e.numbers}
    assert data == {clean_payroll(study).fingerprint[:12]}


def test_a_ledger_from_before_the_key_still_verifies(copied):
    ledger = copied.paths.ledger
    plain = hashlib.sha256((copied.paths.records / "payroll.csv").read_bytes()).hexdigest()[:12]
    new = clean_payroll(copied).fingerprint[:12]
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace(new, plain), encoding="utf-8")
    assert verify_finding(copied, "pay_on_time").same
    ledger.write_text(text.replace(new, "0" * 12), encoding="utf-8")
    assert verify_finding(copied, "pay_on_time").rows[0].state == "数一致，依据变了"


def test_a_published_ledger_is_read_and_written_to_the_byte():
    """Also those that version 0.1.0 wrote: no key is lost, none is added."""
    for study in STUDIES:
        path = place_of(HOME, study).ledger
        ledger = read_ledger(path)
        assert ledger.written() == path.read_bytes() and len(ledger.findings) > 15
