"""What version 0.1.0 left behind still opens, reports and verifies; see fixtures/0.1.0/README.md."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from conftest import HOME
from docx import Document

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.questionnaires import clean_answers
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.workbook import open_study
from researchlib.run.publish.report import make_report
from researchlib.run.verify import say
from researchlib.run.verify.edited_word import renew_docx, verify_docx
from researchlib.run.verify.ledger import is_class_pack, verify, verify_cells, verify_finding
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Edition

KEPT = HOME / "tests/fixtures/0.1.0/study.zip"
REPORT = "06_report"


def quiet(text):
    """Nothing."""


def entries(home):
    """Every number as published, by report, kind and place in the report."""
    document = json.loads((home / "exports/meals/ledger.json").read_text(encoding="utf-8"))
    return {
        (e["report"], e["kind"], e["key"], place): [
            (n["name"], n["text"], n.get("interval"), n.get("n")) for n in e["numbers"]
        ]
        for place, e in enumerate(document["entries"])
    }


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """As it was found: nothing in it is written."""
    place = tmp_path_factory.mktemp("old")
    with zipfile.ZipFile(KEPT) as packed:
        packed.extractall(place)
    return place / "group"


@pytest.fixture(scope="module")
def renewed(old, tmp_path_factory, workers):
    """The same study, its report made by the present code."""
    home = tmp_path_factory.mktemp("renewed") / "group"
    shutil.copytree(old, home)
    make_report(home, open_study("meals", home), quiet, workers)
    return home


def test_study_and_workbook_open(old):
    study = open_study("meals", old)
    assert study.edition is Edition.FINAL and study.simulated and study.group_size == 3
    assert {q.words for q in study.quotes} == {"希望菜软一点"} and study.roster
    assert [p.text for p in study.problems] == ["有的老人住得远，不常来。"]
    assert study.withheld == frozenset(json.loads((study.folder / "withheld.json").read_text()))
    answers = clean_answers(study, "survey")
    assert len(answers) == 40 and answers.flow.issued == 50
    assert answers.frame["q3"].value_counts().to_dict() == {"独居": 20, "与家人同住": 20}


def test_masters_and_codings_are_read(old):
    study = open_study("meals", old)
    codings = read_codings(study, read_masters(study))
    assert codings.failed == ()
    assert {(c.coder, c.coded.label, c.coded.quote) for c in codings.found} == {
        ("甲", "价钱", "有点贵"),
        ("甲", "路程", "离家远"),  # a comment in Word
        ("乙", "价钱", "有点贵"),
        ("乙", "路程", "离家远"),
        ("乙", "价钱", "不嫌贵"),
    }
    assert set(clean_interviews(study).codings["label"]) == {"价钱", "路程"}


def test_its_seal_still_holds(old, tmp_path):
    home = tmp_path / "group"
    shutil.copytree(old, home)
    raw = next((home / "data/meals/questionnaires/survey").iterdir())
    raw.write_bytes(raw.read_bytes() + b" ")
    with pytest.raises(DataProblem, match="已经封存的文件.*被改动过"):
        clean_answers(open_study("meals", home), "survey")


def test_its_ledger_verifies(old, tmp_path, warm_verify):
    home = tmp_path / "group"
    shutil.copytree(old, home)
    study = open_study("meals", home)
    found = verify(home, study, quiet)
    findings = {row.name: row.state for row in found.rows}
    assert {findings[key] for key in ("living", "pleased", "reason", "apart")} == {say.SAME}
    assert all("调研组" in row.published for row in found.of(say.OTHER))  # a head since put right
    assert verify_finding(home, study, "apart").same


def test_the_present_report_prints_the_same_numbers(old, renewed):
    assert entries(renewed) == entries(old) and len(entries(old)) > 10
    assert any(text == "人数少，不公布" for e in entries(old).values() for _, text, *_ in e)
    names = {p.name for p in (renewed / "exports/meals").iterdir()}
    assert {"01_results.html", f"{REPORT}.docx", "表格汇总.xlsx", "editions"} <= names


@pytest.mark.parametrize("name", ["终稿.docx", f"exports/meals/{REPORT}.docx"])
@pytest.mark.parametrize("ledger", ["old", "renewed"])
def test_the_edited_and_the_signed_word_agree_with_either_ledger(request, old, ledger, name):
    home = request.getfixturevalue(ledger)
    study, exports = open_study("meals", home), home / "exports/meals"
    bound, edits = verify_docx(study, exports, old / name, REPORT)
    assert bound > 20 and edits == []


def test_a_number_retyped_in_the_old_word_is_found_and_put_right(old, renewed, tmp_path):
    path = tmp_path / "终稿.docx"
    document = Document(str(old / "终稿.docx"))
    said = next(p for p in document.element.body.iter() if (p.text or "") == "85%")
    said.text = "95%"
    document.save(str(path))
    study, exports = open_study("meals", renewed), renewed / "exports/meals"
    _, (edit,) = verify_docx(study, exports, path, REPORT)
    assert (edit.kind, edit.here, edit.there) == (say.CHANGED, "95%", "85%")
    copy, count, stale = renew_docx(exports, path, REPORT)
    assert count == 1 and stale == [] and verify_docx(study, exports, copy, REPORT)[1] == []


def test_the_cells_of_its_class_pack_recompute(old, tmp_path):
    exports = tmp_path / "exports/meals"
    shutil.copytree(old / "exports/meals", exports)
    shutil.copy(old.parent / "class" / "cells.json", exports)
    told = []
    assert is_class_pack(tmp_path, "meals") and verify_cells(tmp_path, "meals", told.append)
    assert "个数与报告一致" in told[-1]
    cells = json.loads((exports / "cells.json").read_text())
    next(c for entry in cells for c in entry if c and "count" in c)["count"] -= 4
    (exports / "cells.json").write_text(json.dumps(cells))
    assert not verify_cells(tmp_path, "meals", told.append)
