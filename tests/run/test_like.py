"""The same questionnaire in another community: from `new --like` to a signed report."""

from __future__ import annotations

import json
import re
from datetime import date

import openpyxl
import pytest
from conftest import HOME, copy_study
from tiny import HEAD, notebook, tiny_study

from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file
from researchlib.run.fieldwork.check import check_study
from researchlib.run.fieldwork.like import new_study_like
from researchlib.run.fieldwork.new import complete_notebooks
from researchlib.run.notebooks import say
from researchlib.run.publish.report import make_report
from researchlib.terms import words as w

BASICS = {
    w.GROUP: "他乡党校调研组",
    w.PLACE: "他乡社区",
    w.PERIOD: "2025年9月1日至5日",
    w.GROUP_SIZE: "8",
    w.EDITION: "定稿",
    w.APPROVER: "林主任",
    w.APPROVED_ON: "2025年10月20日",
    w.SIMULATED: "是",
}


def fill(path):
    """What a person types into the workbook of the new study."""
    book = openpyxl.load_workbook(path)
    for row in book[w.BASICS].iter_rows(min_row=2):
        if row[0].value in BASICS:
            row[1].value = BASICS[row[0].value]
    sheet = book[w.SOURCES]
    place = {cell.value: cell.column for cell in sheet[1]}
    for number in range(2, sheet.max_row + 1):
        if sheet.cell(number, place[w.SOURCE]).value:
            sheet.cell(number, place[w.CHANNEL], "居民群二维码")
    sheet = book[w.ARGUMENT]
    head = [cell.value for cell in sheet[1]]
    for row in (
        {"类别": "问题", "代号": "far", "内容": "日间照料中心有的老人去得少。"},
        {"类别": "建议", "代号": "car", "内容": "安排接送。", "回应的问题": "far"},
    ):
        line = sheet.max_row + 1
        for name, value in row.items():
            sheet.cell(line, head.index(name) + 1, value)
    book.save(path)


def cells(path):
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)


def own_words(demo):
    """Whom and what the demo's group wrote about its community: names, facts, quotes, prose."""
    told = [demo.title, demo.place, demo.group, *demo.roster, *(q.words for q in demo.quotes)]
    told += [f.text for f in demo.facts.values()]
    told += [one.text for one in (*demo.problems, *demo.suggestions)]
    for path in (HOME / "notebooks/demo").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                told += re.split("[\n。]", "".join(cell["source"]).replace("#", ""))
    asked = "\n".join(
        part
        for book in demo.codebooks.values()
        for q in book
        for part in (q.text, q.stem, q.printed, *q.choices)
    )
    asked += "\n".join(text for text in vars(say).values() if isinstance(text, str))
    return {
        t
        for one in told
        if len(t := one.strip(" -（）")) > 3 and t not in asked and not t.startswith("附件")
    }


@pytest.fixture(scope="module")
def there(tmp_path_factory, workers, demo):
    """The new study, filled with another community's answers, and its report."""
    from demo import write_demo

    home = copy_study(tmp_path_factory.mktemp("like"))
    new_study_like(home, "他乡", open_study("demo", home))
    bare = {p.relative_to(home): p.read_bytes() for p in home.glob("*/他乡/**/*") if p.is_file()}
    workbook = home / "data/他乡/课题表.xlsx"
    told = cells(workbook)
    fill(workbook)
    write_demo(home / "other", seed=77, only_text=True)
    for path in sorted((home / "other/questionnaires").rglob("*.xlsx")):
        add_file(open_study("他乡", home), path)
    study = open_study("他乡", home)
    complete_notebooks(study)
    well, tasks = check_study(study, date(2025, 10, 1))
    make_report(home, study, lambda text: None, workers)
    return home, bare, told, [task for task in tasks if task.blocks]


def test_it_is_signed_and_its_numbers_are_its_own(there, demo):
    home, _, _, blocked = there
    assert not blocked
    ledger = read_ledger(home / "exports/他乡/ledger.json")
    assert ledger.edition == "定稿" and "06_report.docx" in ledger.files
    found = {e.key: e for e in ledger.findings}
    assert {"daycare_known", "culture_gaps", "lecture"} - found.keys() <= {"lecture"}
    before = {e.key: e for e in read_ledger(HOME / "exports/demo/ledger.json").findings}
    both = found.keys() & before.keys()
    assert len(both) > 10 and sum(found[k].text != before[k].text for k in both) > 8


def test_nothing_of_the_demos_people_or_words_is_in_it(there, demo):
    home, bare, told, _ = there
    words = own_words(demo)
    assert len(words) > 60
    notebooks = {
        str(p): "".join("".join(c["source"]) for c in json.loads(data)["cells"])
        for p, data in bare.items()
        if p.suffix == ".ipynb"
    }
    assert len(notebooks) > 7
    pages = {
        p.name: re.sub("<[^>]+>", "", p.read_text(encoding="utf-8"))
        for p in (home / "exports/他乡").glob("*.html")
    }
    for name, text in {"课题表": told, **notebooks, **pages}.items():
        held = {one for one in words if one in text}
        assert not held, (name, held)


def test_codebook_and_labels_are_taken_and_no_data(there, demo):
    home, bare, told, _ = there
    made = open_study("他乡", home)
    assert {k: [q.variable for q in b] for k, b in made.codebooks.items()} == {
        k: [q.variable for q in b] for k, b in demo.codebooks.items()
    }
    assert set(made.labels) == set(demo.labels)
    assert not (made.people or made.quotes or made.facts or made.decisions)
    assert [p.suffix for p in bare if p.parts[0] == "data"] == [".xlsx"]


def test_what_rests_on_something_left_behind_is_left_as_well(tmp_path):
    home = tiny_study(tmp_path)
    notebook(
        home / "notebooks/tiny",
        HEAD + "answers = clean_answers(study, 'residents')  # 林主任说要看这一题",
        "seen = study.fact('x')",
        "Text('看到{x}', x=seen)",
        "some = clean_answers(study, 'residents', decisions={'focus': '女'})",
        "Finding('a', '占{知道}。', share(some, 'known'))",
        "Finding('b', '某社区占{知道}。', share(answers, 'known'))",
        "bar_chart(share(answers, 'known'), '知道的人比前年少了一半')",
        "Finding('c', '占{知道}。', share(answers, 'known'))",
    )
    notebook(home / "notebooks/tiny", HEAD, "Voices(study, '看法')", name="05_x")
    new_study_like(home, "再来", open_study("tiny", home))
    folder = home / "notebooks/再来"
    sources = [
        "".join(c["source"]) for c in json.loads((folder / "01_x.ipynb").read_text())["cells"]
    ]
    assert sources[0] == "# 居民问卷" and "林主任" not in "".join(sources)
    assert sources[2:] == ["## 网格员是谁", "Finding('c', '占{知道}。', share(answers, 'known'))"]
    assert not (folder / "05_x.ipynb").exists() and (folder / "90_in_class.ipynb").is_file()


def test_the_command(tmp_path, call):
    home = tiny_study(tmp_path)
    made = call("new", "再来", "--like", "tiny", cwd=home)
    assert made.returncode == 0 and "没有带" in made.stdout
    again = call("new", "再来", "--like", "tiny", cwd=home)
    assert again.returncode == 1 and "已经存在" in again.stderr
    unknown = call("new", "又来", "--like", "没有的", cwd=home)
    assert unknown.returncode == 1 and not (home / "data/又来").exists()
