"""The report that is written for a study grows with its workbook until somebody takes it over."""

from __future__ import annotations

import json

import openpyxl
import pytest
from conftest import write_xlsx

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.new import complete_notebooks, new_study_from
from researchlib.run.notebooks.notebooks import (
    Argued,
    is_untouched,
    is_written,
    report_cells,
    spoken_cells,
)
from researchlib.terms import words as w


@pytest.fixture
def home(tmp_path):
    for part in ("data", "notebooks"):
        (tmp_path / part).mkdir()
    rows = [["序号", "1、您的性别", "2、您对食堂满意吗"]]
    rows += [[k, "男女"[k % 2], ("满意", "一般", "不满意")[k % 3]] for k in range(60)]
    new_study_from(tmp_path, "食堂", [write_xlsx(tmp_path / "1_按文本_食堂_60_60.xlsx", rows)])
    return tmp_path


def type_in(home, sheet, **cells):
    """One row typed under the heads of a sheet of the workbook."""
    path = home / "data/食堂/课题表.xlsx"
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book[sheet][1]]
    row = book[sheet].max_row + 1
    for name, value in cells.items():
        book[sheet].cell(row, head.index(name) + 1, value)
    book.save(path)


def source(home):
    cells = json.loads((home / "notebooks/食堂/06_report.ipynb").read_text(encoding="utf-8"))
    return "\n".join("".join(cell["source"]) for cell in cells["cells"])


def test_problems_and_suggestions_stand_where_they_belong_once_typed(home):
    assert source(home).count(w.TO_WRITE) == 2 and "蹲点" not in source(home)
    type_in(home, w.ARGUMENT, 类别="问题", 代号="slow", 内容="送餐常常来晚。")
    assert complete_notebooks(open_study("食堂", home)) == ["06_report.ipynb"]
    assert 'Problem(study, "slow")' in source(home) and source(home).count(w.TO_WRITE) == 1
    type_in(home, w.ARGUMENT, 类别="建议", 代号="s1", 内容="调整送餐路线。", 回应的问题="slow")
    complete_notebooks(open_study("食堂", home))
    text = source(home)
    assert w.TO_WRITE not in text
    assert text.index("三、存在问题") < text.index("Problem(") < text.index("四、意见建议")
    assert text.index("四、意见建议") < text.index("Suggestions(study)")
    assert complete_notebooks(open_study("食堂", home)) == []


def test_a_forum_alone_is_not_called_a_visit():
    cells = report_cells("食堂", [], Argued(labels=("费用",)))
    text = "\n".join(source for _, source in (*cells, *spoken_cells(("费用",))))
    assert "访谈共{发言人数}发言" in text and "themes_table(spoken" in text
    assert "走访" not in text and "座谈" not in text
    silent = "\n".join(source for _, source in report_cells("食堂", [], Argued()))
    assert "访谈" not in silent


def test_what_somebody_changed_is_theirs(home):
    path = home / "notebooks/食堂/06_report.ipynb"
    assert is_written(path) and is_untouched(path)
    book = json.loads(path.read_text(encoding="utf-8"))
    code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["跑过"]}]
    path.write_text(json.dumps(book), encoding="utf-8")
    assert is_untouched(path)  # run, not changed
    book["cells"][0]["source"] = ["# 我们自己的题目"]
    path.write_text(json.dumps(book), encoding="utf-8")
    assert is_written(path) and not is_untouched(path)
    before = path.read_bytes()
    type_in(home, w.ARGUMENT, 类别="问题", 代号="slow", 内容="送餐常常来晚。")
    assert "06_report.ipynb" not in complete_notebooks(open_study("食堂", home))
    assert path.read_bytes() == before


def test_a_title_that_is_a_reports_stays(home):
    from researchlib.run.notebooks.say import report_title

    assert report_title("社区食堂") == "社区食堂调研报告"
    assert report_title("社区食堂调研") == "社区食堂调研报告"
    assert report_title("关于社区食堂的调研报告") == "关于社区食堂的调研报告"
