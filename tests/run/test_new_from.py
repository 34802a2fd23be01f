"""From raw exports to a first report, with nothing edited in between."""

from __future__ import annotations

import re
from datetime import date

import openpyxl
import pytest
from conftest import HOME, write_xlsx
from pptx import Presentation

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.check import check_study
from researchlib.run.fieldwork.new import new_study_from
from researchlib.run.publish.report import make_report
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

FOLDER = HOME / "data" / "demo" / "questionnaires"


@pytest.fixture
def home(tmp_path):
    for part in ("data", "notebooks"):
        (tmp_path / part).mkdir()
    return tmp_path


def shorter(path, place, without):
    """An export with fewer questions: what twenty items of two scales take is not tried here."""
    rows = [list(row) for row in openpyxl.load_workbook(path).active.values]
    kept = [k for k, title in enumerate(rows[0]) if not str(title).startswith(without)]
    return write_xlsx(place / path.name, [[row[k] for k in kept] for row in rows])


def test_a_readable_report_without_an_edit(home, tmp_path, workers):
    raw_files = (FOLDER / "residents").iterdir()
    files = [shorter(p, tmp_path / "given", ("10、", "11、", "17、")) for p in raw_files]
    surveys = new_study_from(home, "mine", files)
    assert len(surveys) == 1 and len(surveys[0].exports) == 3
    make_report(home, open_study("mine", home), lambda text: None, workers)
    page = (home / "exports" / "mine" / "01_results.html").read_text(encoding="utf-8")
    assert page.count("<figure") > 15 and "有效回答" in page and "模拟数据" not in page
    assert "(跳过)" not in page and "王主任" not in page
    in_class = (home / "exports" / "mine" / "90_in_class.html").read_text(encoding="utf-8")
    assert in_class.count('class="exercise"') == 6 and in_class.count('type="radio"') >= 3
    assert (home / "exports" / "mine" / "课堂练习_教师用.html").is_file()
    draft = (home / "exports" / "mine" / "06_report.html").read_text(encoding="utf-8")
    assert (
        "现将调研情况报告如下" in draft
        and "填答者构成" in draft
        and "回收127份" in re.sub("<[^>]+>", "", draft)
    )
    assert (home / "exports" / "mine" / "06_report.docx").is_file()
    slides = [*Presentation(str(home / "exports" / "mine" / "汇报.pptx")).slides][1:]
    titles = [one.shapes.title.text_frame.text for one in slides]
    assert titles and not [title for title in titles if w.TO_FILL in title]
    summary = (home / "exports" / "mine" / "09_summary.html").read_text(encoding="utf-8")
    points = summary[summary.index(">要点</h2>") : summary.index(">问题、依据和建议</h2>")]
    assert points.count('class="finding"') + points.count('<p id="e') >= 3 and "%" in points
    raw = {p.name: p.read_bytes() for p in files}
    kept = {p.name: p.read_bytes() for p in (home / "data/mine/questionnaires/survey").iterdir()}
    assert kept == raw


def test_different_questionnaires_become_different_sources(home):
    files = [next((FOLDER / "residents").glob("*按文本*122*")), next((FOLDER / "cadres").iterdir())]
    surveys = new_study_from(home, "mine", files)
    assert [len(s.exports) for s in surveys] == [1, 1]
    assert set(open_study("mine", home).sources) == {"survey1", "survey2"}


def test_a_file_that_cannot_be_read_writes_nothing(home, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    with pytest.raises(DataProblem, match="空的"):
        new_study_from(home, "mine", [bad])
    assert not list((home / "data").iterdir()) and not list((home / "notebooks").iterdir())


def test_a_file_of_open_questions_only_gives_a_report(home, tmp_path, workers):
    words = [f"多听听大家的意见{'，真的' * (k % 7)}第{k}点" for k in range(60)]
    path = write_xlsx(
        tmp_path / "open.xlsx", [["序号", "1、您有什么建议"], *enumerate(words, start=1)]
    )
    new_study_from(home, "open", [path])
    make_report(home, open_study("open", home), lambda text: None, workers)
    page = (home / "exports" / "open" / "01_results.html").read_text(encoding="utf-8")
    assert "没有可以直接计数的题目" in page and "回收60份" in re.sub("<[^>]+>", "", page)
    assert "第7点" not in page


def test_names_among_the_choices_wait_for_an_answer_and_leave_nothing_behind(
    home, tmp_path, workers
):
    import openpyxl

    names = ("史太君", "花袭人", "邢岫烟", "贾雨村")
    rows = [["序号", "1、您的性别", "2、您家的网格员是"]]
    rows += [[k, "男女"[k % 2], names[k % 4]] for k in range(60)]
    new_study_from(home, "mine", [write_xlsx(tmp_path / "a.xlsx", rows)])

    def report():
        make_report(home, open_study("mine", home), lambda text: None, workers)

    with pytest.raises(DataProblem, match="您家的网格员是.*像是人名"):
        report()
    _, tasks = check_study(open_study("mine", home), date(2026, 1, 1))
    assert any("网格员" in task.what and task.blocks for task in tasks)
    path = home / "data" / "mine" / w.WORKBOOK
    book = openpyxl.load_workbook(path)
    sheet = book[w.CODEBOOK]
    column = [cell.value for cell in sheet[1]].index(w.CONFIRM) + 1
    sheet.cell(3, column).value = None
    book.save(path)
    report()
    made = [p.read_bytes() for p in (home / "exports" / "mine").rglob("*") if p.is_file()]
    assert made and not any(name.encode() in data for name in names for data in made)


def test_a_study_of_health_withholds_small_single_choices(home, tmp_path):
    head = ["序号", "1、您的性别", "2、您患有慢性病吗", "3、您每天吃药吗"]
    rows = [head, *[[k, "男女"[k % 2], "是否"[k % 2], "是否"[k % 3 > 0]] for k in range(60)]]
    new_study_from(home, "mine", [write_xlsx(tmp_path / "a.xlsx", rows)])
    assert open_study("mine", home).codebooks["survey"].guarded
