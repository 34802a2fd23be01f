"""Another decision: what every declared alternative makes of every conclusion."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import openpyxl
import pytest
from tiny import HEAD, notebook, tiny_study

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.read.workbook import open_study
from researchlib.run.engine.fingerprints import is_current
from researchlib.run.publish.report import make_report
from researchlib.run.verify.sensitivity import _against, sensitivity, told, write_page
from researchlib.terms.problem import DataProblem

ASKED = (("known", "不知道"), ("talked", "没有聊过"))
CELL = HEAD + (
    "numbers = share(clean_answers(study, 'residents'), '{variable}')\n"
    "Finding('{variable}', '占{{{choice}}}。', numbers)"
)


def quiet(text):
    """Nothing."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory, workers):
    home = tiny_study(tmp_path_factory.mktemp("home"))
    cells = [CELL.format(variable=v, choice=c) for v, c in ASKED]
    notebook(home / "notebooks/tiny", *cells, name="01_a")
    study = open_study("tiny", home)
    with pytest.raises(DataProblem, match="没有结论可以比"):
        sensitivity(study, quiet, workers)
    make_report(home, study, quiet, workers)
    return home, study, sensitivity(study, quiet, workers)


def test_each_alternative_is_that_of_cleaning_with_it(tried):
    """The range equals what the decisions give when they are passed to cleaning by hand."""
    _, study, outcomes = tried
    treated = [d for d in study.decisions if d.key != "focus"]
    ways = ({}, *({d.key: other} for d in treated for other in d.alternatives))
    cleaned = [clean_answers(study, "residents", decisions=way) for way in ways]
    for outcome, (variable, choice) in zip(outcomes, ASKED, strict=True):
        rows = [protect(share(answers, variable)).row(choice) for answers in cleaned]
        printed = [int(row.text.rstrip("%")) for row in rows]
        low, high = min(printed), max(printed)
        assert outcome.ranges == (
            f"{choice}：{low}—{high}%" if low < high else f"{choice}：{low}%",
        )
        ends = [int(end) for end in re.findall(r"\d+", rows[0].interval)]
        assert outcome.holds == (ends[0] <= low and high <= ends[1]) and low < high


def test_it_is_one_release_of_the_ledger_and_the_report_stays_current(tried):
    home, study, outcomes = tried
    kept = json.loads((home / "exports/tiny/ledger.json").read_text(encoding="utf-8"))
    assert [o["key"] for o in kept["sensitivity"]["outcomes"]] == [name for name, _ in ASKED]
    tried = kept["sensitivity"]["decisions"]
    assert tried[:2] == ["答题过快：60秒→90秒", "答题过快：60秒→不剔除"] and kept["releases"]
    assert not any("只看一部分人" in one or "focus" in one for one in tried)
    assert any(one.startswith("整排选同一项（您对下列工作的评价）：") for one in tried)
    text = json.dumps(kept["sensitivity"], ensure_ascii=False)
    assert not re.search(r"\d\.\d", text)  # whole percent, nothing finer
    assert is_current(home, "tiny")
    assert not list((home / "data/tiny/local").glob("tmp*"))
    write_page(study, outcomes)
    page = (home / "exports/tiny/换口径.html").read_text(encoding="utf-8")
    assert (
        "模拟数据" in page
        and page.count("结论成立") + page.count("结论会变") >= 2
        and "<script" not in page
    )
    assert "另有" not in page  # all that is published has an interval
    assert list(told(outcomes))[-1].startswith("2条调研发现中，")


def test_the_study_itself_is_not_touched(tried):
    home, study, _ = tried
    book = openpyxl.load_workbook(home / "data/tiny/课题表.xlsx")["剔除规则"]
    chosen = [row[4].value for row in book.iter_rows(min_row=2)]
    assert open_study("tiny", home).fingerprint == study.fingerprint and "60" in chosen


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
        (({**SHARE, "text": "人数少，不公布", "interval": ""}, GAP), False),
    ],
)
def test_a_conclusion_holds_inside_the_interval_and_in_its_direction(now, holds):
    assert _against((SHARE, GAP), now, [[50.0], []])[0] is holds


def test_an_alternative_that_is_told_in_words_is_compared_by_the_middle_of_its_interval():
    """So that who has the report alone can repeat it."""
    loose = {**SHARE, "text": "约四成到七成", "interval": "38%—70%"}
    seen = [[50.0]]
    assert _against((SHARE,), (loose,), seen)[0] and seen == [[50.0, 54.0]]
    assert not _against((SHARE,), ({**loose, "interval": "42%—80%"},), [[50.0]])[0]
    assert _against((loose,), (SHARE,), [[]])[0]


def test_who_is_looked_at_alone_is_no_treatment_and_what_has_no_interval_is_counted(tried):
    home, study, outcomes = tried
    focus = replace(study, decisions=tuple(d for d in study.decisions if d.key == "focus"))
    with pytest.raises(DataProblem, match="没有可换的口径"):
        sensitivity(focus, quiet, None)
    write_page(study, outcomes[:1])
    page = (home / "exports/tiny/换口径.html").read_text(encoding="utf-8")
    assert "1条调研发现中，" in page and "另有1条没有区间也没有比较" in page


def test_without_alternatives_there_is_nothing_to_try(tried, workers):
    home, study, _ = tried
    with pytest.raises(DataProblem, match="没有可换的口径"):
        sensitivity(replace(study, decisions=()), quiet, workers)
