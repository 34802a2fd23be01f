"""What goes beside a report: each finding on a slide as somebody may ask about it, and what the host
is asked to confirm, which holds nothing but its own word and what was seen."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from docx import Document
from lxml import html
from pptx import Presentation
from tiny import tiny_study

from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.run.engine.cache import kept_pages
from researchlib.run.publish.cards import papers
from researchlib.run.verify.edited_word import verify_docx
from researchlib.store.word import text_of
from researchlib.study.study import Fact, Person, Quote
from researchlib.terms.claims import OF_PAY
from researchlib.terms.words import FactSource

ANSWERS, HOST = "答问卡", "情况核实单"


def rows(path):
    table = Document(str(path)).tables[0]
    return [[text_of(cell._tc) for cell in row.cells] for row in table.rows]


def made(home, name):
    study = open_study(name, home)
    return study, [*kept_pages(study.paths, study.paths.to_run()).values()]


@pytest.mark.parametrize("name", ["demo", "district"])
def test_every_row_stands_on_its_slide_with_numbers_of_the_ledger(published, name):
    place = published / "exports" / name
    ledger = read_ledger(place / "ledger.json")
    numbers = [n for entry in ledger.entries for n in entry.numbers]
    slides = list(Presentation(str(place / "汇报.pptx")).slides)
    head, *told = rows(place / f"{ANSWERS}.docx")
    assert len({(row[0], row[1]) for row in told}) == len(told)  # nothing twice on a page
    assert len(told) >= 5 and set(ledger.bound[ANSWERS].values()) >= {r[2] for r in told}
    for page, text, base, _, verdict in told:
        shown = slides[int(page[1:-1]) - 1].shapes
        assert any(text in s.text_frame.text for s in shown if s.has_text_frame)
        known = [n for n in numbers if n.get("interval") and n["interval"] in base]
        assert known or "台账" in base
        assert not known or any(f"有效回答{n['n']}人" in base for n in known)
        assert verdict == "未换口径核对"  # nothing was tried
    _, edits = verify_docx(open_study(name, published), place / f"{ANSWERS}.docx")
    assert edits == []


def test_a_verdict_is_that_of_the_finding_that_holds_the_number(published):
    study, pages = made(published, "demo")
    outcomes = {"outcomes": [{"key": "daycare_unused", "holds": False, "moved_by": "别的算法"}]}
    card, _ = papers(study, pages, outcomes)[0]
    told = {row[1].text: row[4].text for row in card.contents[0].rows}
    changed = [text for text, verdict in told.items() if "别的算法" in verdict]
    assert changed and all("没有去过日间照料中心" in text for text in changed)
    assert not any("成立" in verdict for verdict in told.values())


def test_contrary_findings_and_voices_stand_beside_the_claim(published):
    against = {row[0]: row[3] for row in rows(published / f"exports/demo/{ANSWERS}.docx")}
    assert any("我觉得走过去不算远" in text for text in against.values())
    assert "没有写明" in {row[3] for row in rows(published / f"exports/district/{ANSWERS}.docx")}


def test_a_number_changed_by_hand_is_found(published, tmp_path):
    path = tmp_path / f"{ANSWERS}.docx"
    shutil.copy(published / f"exports/demo/{ANSWERS}.docx", path)
    document = Document(str(path))
    for node in document.element.body.iter("{*}t"):
        if node.text and "76%—96%" in node.text:
            node.text = node.text.replace("76%", "86%")
            break
    document.save(str(path))
    _, edits = verify_docx(open_study("demo", published), path)
    assert [edit for edit in edits if "86%—96%" in edit.here]


@pytest.mark.parametrize("name", ["demo", "district"])
def test_the_host_is_shown_its_own_word_and_what_was_seen_alone(published, name):
    study = open_study(name, published)
    _, *told = rows(published / f"exports/{name}/{HOST}.docx")
    facts = [fact.named for fact in study.facts.values()]
    assert told and all(row[1] in facts and row[2:] == ["", ""] for row in told)
    text = "\n".join(
        p.text for p in Document(str(published / f"exports/{name}/{HOST}.docx")).paragraphs
    )
    text += "\n".join("\t".join(row) for row in told)
    quoted = {q.original for q in study.quotes if len(q.original) > 5} | {
        q.words for q in study.quotes if q.words
    }
    assert not [one for one in quoted if one in text]
    assert not {*study.labels} & {cell for row in told for cell in row}
    assert not OF_PAY.search(text) and "核实人" in text and study.period in text
    entries = read_ledger(published / f"exports/{name}/ledger.json").entries
    surveyed = {
        n["text"] for e in entries for n in e.numbers if n.get("interval") and "%" in n["text"]
    }
    assert not [one for one in surveyed if one in text.replace("80%", "")]
    assert verify_docx(study, published / f"exports/{name}/{HOST}.docx")[1] == []


def test_what_nobody_has_checked_is_said_once_and_help_where_feelings_are_told_of(published):
    exports = published / "exports/demo"
    report = (exports / "06_report.html").read_text(encoding="utf-8")
    told = html.fromstring(report).xpath("//main")[0].text_content()
    assert told.count("介绍，尚未核实") == told.count("尚未核实，下同") == 1
    assert "12356" in report
    assert "12356" not in (exports / "03_cadre_pay.html").read_text(encoding="utf-8")
    assert "一位党员代表，座谈会" not in told[told.index("干部的待遇不解决") :][:60]


@pytest.mark.parametrize("name", ["demo", "district"])
def test_key_points_lead_to_their_findings(published, name):
    exports = published / "exports" / name
    page = html.parse(exports / "06_report.html")
    links = [a.get("href") for a in page.iter("a") if ".html#" in a.get("href", "")]
    assert len(links) >= 5
    for file, _, key in (link.partition("#") for link in links):
        assert html.parse(exports / file).xpath(f"//*[@id='{key}']")


CANARIES = {
    "pay": "会计每月领四千元工资",
    "survey": "问卷里过半的人不满意",
    "quote": "居民都讲爬不动楼梯",
    "person": "走访户二的门口堆着箱子",
    "name": "王主任家里有空房",
    "visit": "看见老人独自做饭",
}


def test_no_canary_reaches_the_host(tmp_path):
    study = open_study("tiny", tiny_study(tmp_path))
    none, told = papers(study, [], {})
    assert none == [] and "没有写情况核实单" in told
    facts = {
        key: Fact(
            key, text, FactSource.OBSERVED, "入户走访" if key == "visit" else "楼道 5月1日", True
        )
        for key, text in CANARIES.items()
    }
    facts["楼道"] = Fact("楼道", "灯亮着", FactSource.OBSERVED, "三号楼 5月1日", True)
    facts["经费"] = Fact("经费", "全年两万元", FactSource.SUPPLIED, "居委会", False)
    quote = Quote("residents", "known", "居民都讲爬不动楼梯", (), "", approved=False)
    (sheet,), told = papers(
        replace(study, facts=facts, quotes=(quote,), people=(Person("走访户二", "", (), ""),)),
        [],
        {},
    )
    assert sheet.name == HOST and "有6条" in told
    assert [[c.text for c in row] for row in sheet.contents[0].rows] == [
        ["调研组查看：三号楼 5月1日", "楼道：灯亮着", "", ""],
        ["居委会介绍", "经费：全年两万元", "", ""],
    ]
