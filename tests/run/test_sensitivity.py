"""Another decision: what every declared alternative makes of every conclusion."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import nbformat
import openpyxl
import pytest
from conftest import copy_study

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.read.workbook import open_study
from researchlib.run.engine.fingerprints import is_current
from researchlib.run.publish.report import make_report
from researchlib.run.verify.sensitivity import _against, sensitivity, told, write_page
from researchlib.terms.problem import DataProblem

CELL = (
    "from researchlib import Finding, bar_chart, clean_answers, open_study, share\n"
    "numbers = share(clean_answers(open_study(), 'residents'), '{variable}')\n"
    "Finding('{variable}', '占{{{choice}}}。', numbers)"
)


def quiet(text):
    """Nothing."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory, workers):
    home = copy_study(tmp_path_factory.mktemp("home"))
    for path in (home / "notebooks/demo").glob("*.ipynb"):
        path.unlink()
    cells = [
        CELL.format(variable=v, choice=c)
        for v, c in (("grid_known", "不知道"), ("attention", "没有聊过"))
    ]
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell("# 题"), *map(nbformat.v4.new_code_cell, cells)]
        ),
        home / "notebooks/demo/01_a.ipynb",
    )
    study = open_study("demo", home)
    with pytest.raises(DataProblem, match="没有结论可以比"):
        sensitivity(study, quiet, workers)
    make_report(home, study, quiet, workers)
    return home, study, sensitivity(study, quiet, workers)


def test_each_alternative_is_that_of_cleaning_with_it(tried):
    """The range equals what the decisions give when they are passed to cleaning by hand."""
    _, study, outcomes = tried
    for outcome, (variable, choice) in zip(
        outcomes, (("grid_known", "不知道"), ("attention", "没有聊过")), strict=True
    ):
        printed = []
        for decisions in (
            {},
            *({d.key: other} for d in study.decisions for other in d.alternatives),
        ):
            row = protect(
                share(clean_answers(study, "residents", decisions=decisions), variable)
            ).row(choice)
            printed.append(int(row.text.rstrip("%")))
        low, high = min(printed), max(printed)
        assert outcome.ranges == (
            f"{choice}：{low}—{high}%" if low < high else f"{choice}：{low}%",
        )
        base = protect(share(clean_answers(study, "residents"), variable)).row(choice)
        inside = all(base.low <= value / 100 <= base.high for value in printed)
        assert outcome.holds == inside and low < high


def test_it_is_one_release_of_the_ledger_and_the_report_stays_current(tried):
    home, study, outcomes = tried
    kept = json.loads((home / "exports/demo/ledger.json").read_text(encoding="utf-8"))
    assert [o["key"] for o in kept["sensitivity"]["outcomes"]] == ["grid_known", "attention"]
    assert (
        "focus：全体→女" in kept["sensitivity"]["decisions"]
        and kept["releases"]
        and kept["entries"]
    )
    text = json.dumps(kept["sensitivity"], ensure_ascii=False)
    assert not re.search(r"\d\.\d", text)  # whole percent, nothing finer
    assert is_current(home, "demo")
    assert not list((home / "data/demo/local").glob("tmp*"))
    write_page(study, outcomes)
    page = (home / "exports/demo/换口径.html").read_text(encoding="utf-8")
    assert (
        "模拟数据" in page
        and page.count("结论成立") + page.count("结论会变") >= 2
        and "<script" not in page
    )
    assert list(told(outcomes))[-1].startswith("2条调研发现中，")


def test_the_study_itself_is_not_touched(tried):
    home, study, _ = tried
    book = openpyxl.load_workbook(home / "data/demo/课题表.xlsx")["剔除规则"]
    chosen = [row[4].value for row in book.iter_rows(min_row=2)]
    assert open_study("demo", home).fingerprint == study.fingerprint and "60" in chosen


SHARE = {"name": "a", "text": "50%", "interval": "40%—60%"}
GAP = {"name": "b", "text": "相差9个百分点", "direction": "高于"}


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        ((SHARE, GAP), True),
        (({**SHARE, "text": "60%"}, GAP), True),
        (({**SHARE, "text": "61%"}, GAP), False),
        ((SHARE, {**GAP, "direction": "差异不明显"}), False),
        ((SHARE,), False),
        ((), False),
        (({**SHARE, "text": "人数少，不公布"}, GAP), False),
    ],
)
def test_a_conclusion_holds_inside_the_interval_and_in_its_direction(now, holds):
    assert _against((SHARE, GAP), now, [[50.0], []])[0] is holds


def test_without_alternatives_there_is_nothing_to_try(tried, workers):
    home, study, _ = tried
    with pytest.raises(DataProblem, match="没有可换的口径"):
        sensitivity(replace(study, decisions=()), quiet, workers)
