"""The command line: fast, and one Chinese sentence for each thing a user gets wrong."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import copy_study, write_xlsx


def called(*arguments, cwd):
    """As a person calls it: a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "researchlib", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def snapshot(folder: Path):
    return {
        p.relative_to(folder): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "待处理.xlsx"
    }


def residents(place):
    return place / "data" / "demo" / "questionnaires" / "residents"


def lose_file(place):
    for path in residents(place).iterdir():
        path.unlink()


def wrong_encoding(place):
    lose_file(place)
    (residents(place) / "答卷.csv").write_bytes("序號,性別\n1,女\n還沒有講座".encode("big5"))


def empty_sheet(place):
    lose_file(place)
    write_xlsx(residents(place) / "答卷.xlsx", [])


def unknown_column(place):
    lose_file(place)
    write_xlsx(residents(place) / "答卷.xlsx", [["序号", "1、您的性别是什么"], [1, "男"]])


def unlisted_answer(place):
    lose_file(place)
    write_xlsx(residents(place) / "答卷.xlsx", [["序号", "1、您的性别"], [1, "保密"]])


def wrong_row(place):
    from demo import workbook_rows

    from researchlib.run.fieldwork.workbook import write_workbook
    from researchlib.terms import words as w

    rows = workbook_rows()
    rows[w.CODEBOOK][3][w.KIND] = "选择题"
    write_workbook(place / "data" / "demo" / "课题表.xlsx", rows)


@pytest.mark.parametrize(
    "spoil, told",
    [
        (lose_file, "没有数据文件"),
        (wrong_encoding, "编码认不出来"),
        (empty_sheet, "没有答卷"),
        (unknown_column, "找不到题目“您的年龄段”|找不到题目“您的性别”"),
        (unlisted_answer, "未列出的答案“保密”"),
        (wrong_row, "第5行“题型”填的是“选择题”"),
    ],
)
def test_one_plain_sentence_exit_one_nothing_written(tmp_path, call, spoil, told):
    place = copy_study(tmp_path)
    spoil(place)
    before = snapshot(place)
    done = call("check", "demo", cwd=place)
    said = done.stdout + done.stderr
    assert done.returncode == 1 and re.search(told, said), said
    assert "Traceback" not in said and "Error" not in said
    assert snapshot(place) == before


def test_wrong_names_are_told(tmp_path, home, call):
    done = called("report", "dmeo", cwd=home)
    assert done.returncode == 1 and "最接近的是“demo”" in done.stderr
    outside = call("check", cwd=tmp_path)
    assert outside.returncode == 1 and "不是 researchlib 项目" in outside.stderr


def test_new_makes_a_project_of_any_folder(tmp_path, call):
    made = call("new", "我的课题", cwd=tmp_path)
    assert made.returncode == 0 and "researchlib forms 我的课题" in made.stdout
    again = call("new", "我的课题", cwd=tmp_path)
    assert again.returncode == 1 and "已经存在" in again.stderr
    waiting = call("检查", "我的课题", cwd=tmp_path)
    assert waiting.returncode == 1 and "题目对照表里还没有题目" in waiting.stdout
    told = call("report", "我的课题", cwd=tmp_path)
    assert told.returncode == 1 and "还没有题目" in told.stderr
    assert "Traceback" not in waiting.stderr + told.stderr


def test_help_and_import_are_fast(home):
    def seconds(command):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run(command, cwd=home, capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    bare = seconds([sys.executable, "-c", "pass"])
    assert seconds([sys.executable, "-c", "import researchlib"]) - bare < 0.15
    assert seconds([sys.executable, "-m", "researchlib", "--help"]) < 0.6


def test_a_bad_notebook_is_still_refused_without_the_grammar_compiler():
    code = (
        "import sys; sys.modules['rfc3987_syntax'] = None\n"
        "import nbformat\n"
        "try:\n    nbformat.validate({'nbformat': 4, 'nbformat_minor': 5, 'metadata': {}, 'cells': [{}]})\n"
        "except nbformat.ValidationError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "refused"
