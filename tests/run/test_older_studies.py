"""What version 0.1.0 left behind still opens, reports and verifies; see fixtures/0.1.0/README.md."""

from __future__ import annotations

import json
import shutil
import zipfile
from itertools import zip_longest

import pytest
from conftest import HOME
from docx import Document

from researchlib.clean.interviews import clean_interviews
from researchlib.clean.questionnaires import clean_answers
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.workbook import open_study
from researchlib.run.publish.report import make_report
from researchlib.run.verify import say
from researchlib.run.verify.ledger import _ROUNDED, _widened, verify
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Edition

KEPT = HOME / "tests/fixtures/0.1.0/study.zip"
REPORT = "06_report"
# What has been put right since: the head of a grouped table, of whom open answers are counted, what
# is withheld of a question that is not sensitive, which methods a report lists, who said a label,
# and how strong a suggestion is that stands on forty answers.
MENDED = (
    "调研组\t",
    "还有什么意见",
    "人数少，不公布",
    "本报告使用的方法和出处",
    "给住得远的老人送餐",
    "带频数的问卷",
)
# One number where the interval is far too wide for it is said in words now.
LOOSE = ("“85%”，台账中是“至少约六成”", "（30%）”，台账中是“高于“与家人同住”组（约一成到五成）”")


def quiet(text):
    """Nothing."""


def entries(home):
    """Every number as published, by report, kind and place in the report."""
    document = json.loads((home / "exports/meals/ledger.json").read_text(encoding="utf-8"))
    return {
        (e["report"], e["kind"], e["key"], place): [
            (n["name"], _ROUNDED.sub("", n["text"]), n.get("n"))
            for n in e["numbers"]
            if MENDED[1] not in n["name"]
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
    assert {(c.coder, c.label, c.quote) for c in codings.found} == {
        ("甲", "价钱", "有点贵"),
        ("甲", "路程", "离家远"),  # a comment in Word
        ("乙", "价钱", "有点贵"),
        ("乙", "路程", "离家远"),
        ("乙", "价钱", "不嫌贵"),
    }
    assert set(clean_interviews(study).codings["label"]) == {"价钱", "路程"}


def test_its_seal_still_holds(own):
    raw = next((own / "data/meals/questionnaires/survey").iterdir())
    raw.write_bytes(raw.read_bytes() + b" ")
    with pytest.raises(DataProblem, match="已经封存的文件.*被改动过"):
        clean_answers(open_study("meals", own), "survey")


@pytest.fixture
def own(old, tmp_path):
    """A copy to write in."""
    shutil.copytree(old, tmp_path / "group")
    return tmp_path / "group"


def test_its_ledger_verifies(own, call, warm_verify):
    found = verify(own, open_study("meals", own), quiet)
    states = {row.name: row.state for row in found.rows}
    assert {states[key] for key in ("living", "pleased", "reason", "apart")} == {say.SAME}
    other = [row.published for row in found.of(say.OTHER) if row.published != row.recomputed]
    assert other and not [t for t in other if not any(p in t for p in (*MENDED, say.GONE))]
    one = call("verify", "meals", "--finding", "apart", cwd=own)
    assert one.returncode == 0 and "85%" in one.stdout and "不一致" not in one.stdout


def test_an_interval_of_old_is_the_same_but_for_the_way_its_ends_are_rounded():
    was = {"interval": "34%—51%"}
    ends = {"34%—51%": True, "33%—51%": True, "33%—52%": True, "32%—51%": False, "35%—51%": False}
    assert {i: _widened(was, {"interval": i}) for i in ends} == ends
    assert _widened({"interval": "3.4—3.6"}, {"interval": "3.3—3.7"}) and _widened({}, {})
    assert not _widened({"interval": "3.4—3.6"}, {"interval": "3.2—3.6"})


def test_the_present_report_prints_the_same_numbers(old, renewed, call):
    was, now = entries(old), entries(renewed)
    assert len(was) > 10 and {key for key in was if key not in now} <= {
        key for key in was if key[1] in ("form", "suggestion")
    }
    other = [
        (mine, new)
        for key in was.keys() & now.keys()
        if "Wilson，1927" not in str(was[key])  # the table of methods
        for mine, new in zip_longest(was[key], now[key])
        if mine != new and not any(part in f"{mine}{new}" for part in (*MENDED, "；Newcombe"))
    ]
    assert {(m and m[1], n and n[1]) for m, n in other} == {("85%", "至少约六成")}
    assert any(text == "人数少，不公布" for e in entries(old).values() for _, text, *_ in e)
    names = {p.name for p in (renewed / "exports/meals").iterdir()}
    assert {"01_results.html", f"{REPORT}.docx", "表格汇总.xlsx", "editions"} <= names
    again = call("report", "meals", cwd=renewed)
    assert again.returncode == 0 and "就是最新的" in again.stdout


def flagged(told):
    """The lines of `verify --docx` but for its first, for what has been put right, and for the
    one that says what cannot be told of a document of this age."""
    known = (MENDED[1], "文件由旧版程序写成", *LOOSE)
    return [n for n in told.stdout.splitlines()[1:] if not any(part in n for part in known)]


@pytest.mark.parametrize("name", ["终稿.docx", f"exports/meals/{REPORT}.docx"])
def test_the_edited_and_the_signed_word_agree_with_either_ledger(old, renewed, call, name):
    as_it_was = call("verify", "meals", "--docx", str(old / name), cwd=old)
    assert as_it_was.returncode == 0 and "28个数都与台账一致" in as_it_was.stdout
    now = call("verify", "meals", "--docx", str(old / name), cwd=renewed)
    assert "有28个绑定的数" in now.stdout and flagged(now) == []


def test_a_number_retyped_in_the_old_word_is_found_and_put_right(old, renewed, call, tmp_path):
    path = tmp_path / "终稿.docx"
    document = Document(str(old / "终稿.docx"))
    said = next(p for p in document.element.body.iter() if (p.text or "") == "85%")
    said.text = "95%"
    document.save(str(path))
    done = call("verify", "meals", "--docx", str(path), cwd=renewed)
    (line,) = flagged(done)
    assert done.returncode == 1 and "95%" in line and "至少约六成" in line
    into = call("report", "meals", "--into", str(path), cwd=renewed)
    assert into.returncode == 1 and "没有更新" in into.stdout  # its annex has no names to go by
    (copy,) = (p for p in tmp_path.glob("终稿_*.docx"))
    assert flagged(call("verify", "meals", "--docx", str(copy), cwd=renewed)) == []


def test_the_cells_of_its_class_pack_recompute(old, tmp_path, call):
    exports = tmp_path / "exports/meals"
    shutil.copytree(old / "exports/meals", exports)
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    shutil.copy(old.parent / "class/cells.json", exports)
    done = call("verify", "meals", cwd=tmp_path)
    assert done.returncode == 0 and "个数与报告一致" in done.stdout, done.stdout + done.stderr
    cells = json.loads((exports / "cells.json").read_text())
    next(c for entry in cells for c in entry if c and "count" in c)["count"] -= 4
    (exports / "cells.json").write_text(json.dumps(cells))
    assert call("verify", "meals", cwd=tmp_path).returncode == 1
