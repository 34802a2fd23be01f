"""A Word file renewed after a late batch: whole, or it says what is not; marks of one's own."""

from __future__ import annotations

import copy
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections import Counter

import openpyxl
import pytest
from conftest import SEX, sheets, write_xlsx
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.report.page.marks import marks_of
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.publish.report import make_report
from researchlib.run.verify import changes, say
from researchlib.run.verify.edited_word import verify_docx
from researchlib.run.verify.renew import renew_docx
from researchlib.study.place import place_of
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ROAD, MEAL = ("走路", "坐车", "没去过"), ("满意", "一般", "不满意")
OTHERS = [
    {**SEX, w.VARIABLE: "road", w.TEXT: "您怎样去助餐点", w.CHOICES: "\n".join(ROAD)},
    {**SEX, w.VARIABLE: "meal", w.TEXT: "您对饭菜满意吗", w.CHOICES: "\n".join(MEAL)},
]
OPENED = """from researchlib import *
study = open_study()
answers = clean_answers(study, "survey")"""
SHOWN = (
    'Finding("没去", "没去过助餐点的占{没去过}。", 没去过=share(answers, "road", of="没去过"))',
    'bar_chart(share(answers, "road"), "怎样去助餐点")',
    'Table(share(answers, "road", by="sex"), "男女怎样去")',
)
TOPIC = (
    "# 吃饭",
    OPENED,
    'Finding("饭菜", "对饭菜满意的占{满意}，一般的占{一般}。", share(answers, "meal"))',
    'bar_chart(share(answers, "meal"), "对饭菜是否满意")',
)
REPORT = ("# 助餐报告", OPENED, "## 一、情况", *SHOWN, "## 附件一：问卷", "CountedForm(answers)")


def notebook(path, cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    made = [
        {
            "cell_type": "markdown" if source.startswith("#") else "code",
            "id": f"c{number}",
            "metadata": {},
            "source": source,
            **({} if source.startswith("#") else {"outputs": [], "execution_count": None}),
        }
        for number, source in enumerate(cells)
    ]
    form = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


def batch(count, turn):
    head = [["编号", "您的性别", "您怎样去助餐点", "您对饭菜满意吗"]]
    return head + [
        [f"a{k}", "男女"[k % 2], ROAD[(k // turn) % 3], MEAL[(k // 2) % 3 if k % 5 else 0]]
        for k in range(count)
    ]


@pytest.fixture(scope="module")
def editions(tmp_path_factory, workers):
    """The same study published after 60 answers, and after 60 others and 30 more."""
    made = []
    for count, turn in ((60, 3), (90, 5)):
        home = tmp_path_factory.mktemp("edition")
        folder = home / "data/s"
        write_xlsx(folder / "questionnaires/survey/1_按文本_x_1_1.xlsx", batch(count, turn))
        write_workbook(folder / "课题表.xlsx", sheets(**{w.CODEBOOK: [SEX, *OTHERS]}))
        notebook(home / "notebooks/s/01_meals.ipynb", TOPIC)
        notebook(home / "notebooks/s/06_report.ipynb", REPORT)
        make_report(home, open_study("s", home), lambda text: None, workers)
        made.append(home)
    return made


@pytest.fixture
def signed(editions, tmp_path):
    path = tmp_path / "终稿.docx"
    shutil.copy(editions[0] / "exports/s/06_report.docx", path)
    return path


def seen(path):
    """Text by paragraph, and pictures by digest, of a document as it lies there."""
    with zipfile.ZipFile(path) as word:
        media = sorted(
            hashlib.md5(word.read(n)).hexdigest() for n in word.namelist() if "/media/" in n
        )
        body = Document(str(path)).element.body
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return [t for t in texts if t and "正文约" not in t], media


def edit(path, change):
    document = Document(str(path))
    change(document)
    document.save(str(path))


def starting(document, start):
    return next(p for p in document.paragraphs if p.text.startswith(start))


def through_office(path):
    out = path.parent / "office"
    subprocess.run(
        [SOFFICE, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", out, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / path.name


def test_after_a_late_batch_the_whole_document_is_that_of_a_new_report(editions, signed):
    place = place_of(editions[1], "s")
    made = renew_docx(place, signed)
    new = editions[1] / "exports/s/06_report.docx"
    assert seen(made.target) == seen(new) != seen(signed) and made.left == []
    assert made.more == [] and len(made.changes) > 8
    assert verify_docx(open_study("s", editions[1]), made.target)[1] == []
    again = renew_docx(place, made.target)
    assert again.changes == [] and again.left == []


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_saved_by_libreoffice_it_is_renewed_all_the_same(editions, signed):
    made = renew_docx(place_of(editions[1], "s"), through_office(signed))
    assert made.left == []
    new = editions[1] / "exports/s/06_report.docx"
    assert seen(made.target)[1] == seen(new)[1]
    assert sorted(map(spaceless, seen(made.target)[0])) == sorted(map(spaceless, seen(new)[0]))


def spaceless(text):
    return "".join(text.split())


def test_what_a_hand_changed_is_kept_and_told_and_the_rest_is_new(editions, signed):
    def change(document):
        starting(document, "图").add_run("（示意）")
        starting(document, "没去过助餐点的占").add_run("这是村里的老问题。")
        starting(document, "有效回答").add_run("另有老人没有来。")

    edit(signed, change)
    made = renew_docx(place_of(editions[1], "s"), signed)
    texts, media = seen(made.target)
    assert media == seen(editions[1] / "exports/s/06_report.docx")[1]
    assert any(t.endswith("怎样去助餐点（示意）") for t in texts)  # nothing new there: not told
    assert any(t.endswith("这是村里的老问题。") for t in texts)
    assert any(t.endswith("另有老人没有来。") for t in texts)
    assert len(made.left) == 1 and made.left[0].startswith("手工改过，保留原样：“有效回答60人")
    now = read_ledger(place_of(editions[1], "s").ledger).entries
    (share,) = {n["text"] for e in now for n in e.numbers if n["name"] == "没去过" and e.key}
    assert any(t.startswith(f"没去过助餐点的占{share}") for t in texts)


def test_a_picture_put_in_by_hand_stays_and_one_packed_anew_is_renewed(editions, signed, tmp_path):
    place = place_of(editions[1], "s")

    def repacked(document, make):
        (part,) = [
            r.target_part for r in document.part.rels.values() if r.reltype.endswith("/image")
        ]
        out = io.BytesIO()
        make(Image.open(io.BytesIO(part.blob))).save(out, "PNG")
        part._blob = out.getvalue()

    small = tmp_path / "压缩.docx"
    shutil.copy(signed, small)
    edit(small, lambda d: repacked(d, lambda p: p.resize((p.width // 2, p.height // 2))))
    assert renew_docx(place, small).left == []
    photo = Image.radial_gradient("L").resize((300, 200))
    edit(signed, lambda d: repacked(d, lambda p: photo))
    made = renew_docx(place, signed)
    assert len(made.left) == 1 and "怎样去助餐点" in made.left[0]
    assert seen(made.target)[1] == seen(signed)[1]


def test_a_resized_picture_keeps_its_width(editions, signed):
    def change(document):
        shape = document.inline_shapes[0]
        shape.height, shape.width = shape.height // 2, shape.width // 2

    edit(signed, change)
    width = Document(str(signed)).inline_shapes[0].width
    made = renew_docx(place_of(editions[1], "s"), signed)
    shape = Document(str(made.target)).inline_shapes[0]
    assert shape.width == width < Mm(80) and shape.height > 0


def test_an_earlier_edition_is_no_change_by_hand(editions, signed):
    study = open_study("s", editions[1])
    kinds = Counter(edit.kind for edit in verify_docx(study, signed)[1])
    assert set(kinds) == {say.EARLIER, say.EARLIER_PRINT} and kinds[say.EARLIER] > 3

    def change(document):
        control = next(starting(document, "没去过").part.element.iter(qn("w:sdt")))
        next(control.iter(qn("w:t"))).text = "99%"
        starting(document, "有效回答").add_run("另有7户。")

    edit(signed, change)
    found = verify_docx(study, signed)[1]
    assert [e.here for e in found if e.kind == say.CHANGED] == ["99%"]
    assert [e.kind for e in found].count(say.SMALL_PRINT) == 1
    made = renew_docx(place_of(editions[1], "s"), signed)
    assert any(one.was == "99%（手工改过的）" for one in made.changes)


def test_of_an_older_version_it_says_that_only_numbers_were_renewed(editions, signed):
    def change(document):
        for mark in list(document.element.body.iter(qn("w:bookmarkStart"))):
            name = mark.get(qn("w:name"))
            if name.startswith(("b_", "t_")):
                mark.getparent().remove(mark)
            elif name.startswith("n_"):
                mark.set(qn("w:name"), name[:14])

    edit(signed, change)
    made = renew_docx(place_of(editions[1], "s"), signed)
    assert any("图“怎样去助餐点”" in text for text in made.left) and len(made.left) > 5
    assert made.changes


def letter(path, names, blocks=()):
    """A school's own template: each mark in a sentence, torn into runs of three letters."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = f"{{{names[0]}}}"
    for name in names:
        made, mark = document.add_paragraph("调研表明，"), f"{{{name}}}"
        for place in range(0, len(mark), 3):
            made.add_run(mark[place : place + 3]).bold = bool(place % 2) or None
        made.add_run("，特此说明。")
    for name in blocks:
        document.add_paragraph(f"{{{name}}}")
    document.save(str(path))
    return path


def marks(home):
    found = marks_of(read_ledger(place_of(home, "s").ledger).entries)
    return {name: mark for name, mark in found.items() if not mark.block}


def told(path, names):
    """What stands in place of each mark."""
    texts = [t for t in seen(path)[0] if t.startswith("调研表明，")]
    found = [t.removeprefix("调研表明，").removesuffix("，特此说明。") for t in texts]
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("office", [False, True])
def test_twenty_marks_are_numbers_and_are_renewed_twenty_of_twenty(editions, tmp_path, office):
    if office and not SOFFICE:
        pytest.skip("no LibreOffice on this machine")
    before, after = marks(editions[0]), marks(editions[1])
    names = [name for name in before if before[name].text != after[name].text][:19]
    names.append(names[0])  # the same number twice
    path = letter(tmp_path / "调研报告.docx", names, ["图.对饭菜是否满意", "表.男女怎样去"])
    first = renew_docx(place_of(editions[0], "s"), path)
    assert first.left == [] and told(first.target, names) == {n: before[n].text for n in names}
    document = through_office(first.target) if office else first.target
    second = renew_docx(place_of(editions[1], "s"), document)
    assert second.left == [] and told(second.target, names) == {n: after[n].text for n in names}
    assert len(names) == 20
    fresh = renew_docx(place_of(editions[1], "s"), path).target
    assert seen(second.target)[1] == seen(fresh)[1] != seen(first.target)[1]
    assert len(seen(fresh)[1]) == 1
    head = Document(str(second.target)).sections[0].header.paragraphs[0]._p
    assert "".join(t.text or "" for t in head.iter(qn("w:t"))) == after[names[0]].text
    # An office program may drop what the controls are called: then no reason is given.
    assert office or any(one.why == "有效回答60人变为90人" for one in second.changes)


def test_marks_that_cannot_be_filled_are_told_with_the_nearest(editions, tmp_path):
    path = letter(tmp_path / "信.docx", ["没去.没去过", "没去.没去国", "图.怎样去助餐点"])
    made = renew_docx(place_of(editions[0], "s"), path)
    assert len(made.left) == 2 and len(made.changes) == 2  # the head has the first one too
    assert "{没去.没去国}" in made.left[0] and "{没去.没去过}" in made.left[0]
    assert "自成一段" in made.left[1]
    assert "{没去.没去国}" in "".join(seen(made.target)[0])
    twice = letter(tmp_path / "两处.docx", ["没去"], ["图.怎样去助餐点"] * 2)
    assert "只放一处" in renew_docx(place_of(editions[0], "s"), twice).left[0]


def test_a_withheld_number_prints_its_reason():
    from researchlib.protect.ledger import Entry

    number = {"name": "少", "text": "人数少，不公布", "withheld": True}
    entry = Entry("01", "finding", "键", "句子", (number,), "")
    mark = marks_of((entry,))["键.少"]
    assert mark.withheld and mark.text == "人数少，不公布"
    assert "人数少，不公布" in say.withheld_mark(mark.written, mark.text)


def test_two_numbers_of_one_name_have_no_mark():
    from researchlib.protect.ledger import Entry

    entries = [
        Entry("06", "text", "", "句", ({"name": "甲", "text": t},), "") for t in ("1人", "2人")
    ]
    assert marks_of(tuple(entries)) == {}
    assert set(marks_of((entries[0], copy.copy(entries[0])))) == {"正文.甲"}


def test_a_whole_finding_that_was_reworded_stays(editions, tmp_path):
    path = letter(tmp_path / "信.docx", ["没去"])
    first = renew_docx(place_of(editions[0], "s"), path).target

    def change(document):
        control = list(document.element.body.iter(qn("w:sdt")))[0]
        next(control.iter(qn("w:t"))).text = "没去过的不少。"

    edit(first, change)
    made = renew_docx(place_of(editions[1], "s"), first)
    assert "没去过的不少。" in told(made.target, ["没去"])["没去"]
    assert len(made.left) == 1 and "手工改过" in made.left[0]


def test_without_tags_it_is_matched_by_words_and_never_replaced(editions, tmp_path):
    path = tmp_path / "抄.docx"
    document = Document()
    old = next(e for e in read_ledger(place_of(editions[0], "s").ledger).entries if e.key == "没去")
    document.add_paragraph(f"据了解，{old.text}")
    document.save(str(path))
    made = renew_docx(place_of(editions[1], "s"), path)
    assert made.target is None and len(made.left) == 1 and old.text.rstrip("。") in made.left[0]
    assert sorted(p.name for p in tmp_path.glob("*.docx")) == ["抄.docx"]
    Document().save(str(path))
    with pytest.raises(DataProblem, match="没有本程序写入的数"):
        renew_docx(place_of(editions[1], "s"), path)


def test_the_list_of_numbers_has_every_finding_and_its_marks_work(editions):
    book = openpyxl.load_workbook(editions[0] / "exports/s/数字清单.xlsx")
    _, *rows = book.active.iter_rows(values_only=True)
    listed = {row[0]: row for row in rows}
    ledger = read_ledger(place_of(editions[0], "s").ledger)
    for entry in ledger.findings:
        assert listed[f"{{{entry.key}}}"][2] == entry.text
        for number in entry.numbers:
            row = listed[f"{{{entry.key}.{number['name']}}}"]
            assert row[2:5] == (number["text"], number["interval"], f"{number['n']}人")
    assert listed["{图.对饭菜是否满意}"][1] == "整张图"


def test_changes_are_listed_with_their_reason_and_what_people_wrote_stays(
    editions, signed, tmp_path
):
    said = []
    assert changes.renew(editions[1], "s", signed, said.append)
    path = tmp_path / "终稿_修改对照表.xlsx"
    book = openpyxl.load_workbook(path)
    assert [c.value for c in book.active[1]][:5] == [
        "序号",
        "意见",
        "提出人",
        "采纳情况",
        "修改说明",
    ]
    told = [row[4].value for row in book.active.iter_rows(min_row=2)]
    assert any("有效回答60人变为90人" in text for text in told)
    book.active["B2"], book.active["C2"] = "数要核", "甲"
    book.save(path)
    found = changes.compare(
        editions[1], "s", str(signed), str(tmp_path / f"终稿_{say.RENEWED}.docx")
    )
    assert "个数不同" in found
    changes.renew(editions[1], "s", signed, said.append)
    again = openpyxl.load_workbook(path).active
    assert (again["B2"].value, again["C2"].value) == ("数要核", "甲")


def test_two_editions_are_compared_by_their_ledgers(editions, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(editions[1], home)
    kept = home / "exports/s/editions"
    kept.mkdir()
    shutil.copy(editions[0] / "exports/s/ledger.json", kept / "讨论稿.json")
    changes.compare(home, "s", "讨论稿")
    book = openpyxl.load_workbook(home / "exports/s/讨论稿_修改对照表.xlsx")
    told = [row[4].value for row in book.active.iter_rows(min_row=2)]
    before, after = marks(editions[0]), marks(editions[1])
    assert (
        f"{{没去.没去过}}：“{before['没去.没去过'].text}”改为“{after['没去.没去过'].text}”"
        in told[0]
    )
    assert all("有效回答60人变为90人" in text or "人数" not in text for text in told)
    with pytest.raises(DataProblem, match="没有找到稿次"):
        changes.compare(home, "s", "送审稿")
