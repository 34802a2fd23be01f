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
from researchlib.protect.number import EXACT
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
    ways = ({}, *({d.key: other} for d in study.decisions for other in d.alternatives))
    cleaned = [clean_answers(study, "residents", decisions=way) for way in ways]
    for outcome, (variable, choice) in zip(outcomes, ASKED, strict=True):
        rows = [protect(share(answers, variable)).row(choice) for answers in cleaned]
        printed = [int(row.text.rstrip("%")) for row in rows]
        low, high = min(printed), max(printed)
        assert outcome.ranges == (
            f"{choice}：{low}—{high}%" if low < high else f"{choice}：{low}%",
        )
        found = [share(answers, variable).row(choice) for answers in cleaned]
        inside = all(found[0]["low"] <= row["value"] <= found[0]["high"] for row in found)
        assert outcome.holds == inside and low < high


def test_it_is_one_release_of_the_ledger_and_the_report_stays_current(tried):
    home, study, outcomes = tried
    kept = json.loads((home / "exports/tiny/ledger.json").read_text(encoding="utf-8"))
    assert [o["key"] for o in kept["sensitivity"]["outcomes"]] == [name for name, _ in ASKED]
    assert (
        "focus：全体→女" in kept["sensitivity"]["decisions"]
        and kept["releases"]
        and kept["entries"]
    )
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
        (({**SHARE, "text": "人数少，不公布"}, GAP), False),
    ],
)
def test_a_conclusion_holds_inside_the_interval_and_in_its_direction(now, holds):
    assert _against((SHARE, GAP), now, [[50.0], []])[0] is holds


def test_an_alternative_that_is_told_in_words_is_compared_by_what_it_is():
    was = {**SHARE, EXACT: (49.8, 40.2, 59.9)}
    loose = {**SHARE, "text": "约四成到七成", "interval": "38%—70%", EXACT: [55.6, 38.1, 69.7]}
    seen = [[50.0]]
    assert _against((was,), (loose,), seen)[0] and seen == [[50.0, 55.6]]
    assert not _against((was,), ({**loose, EXACT: [60.1, 42.0, 77.0]},), [[50.0]])[0]
    assert _against((loose,), (was,), [[]])[0]


def test_it_compares_what_was_not_rounded_yet():
    """7 of 7 to 7 before: what prints alike may lie outside, what prints apart inside."""
    was = {"name": "a", "text": "6.7", "interval": "6.5—7.0", EXACT: (6.73, 6.52, 6.94)}
    for value, holds in ((6.96, False), (6.93, True), (6.51, False)):
        now = {**was, "text": f"{value:.1f}", EXACT: (value, 6.8, 7.1)}
        stays, far = _against((was,), (now,), [[6.7]])
        assert stays is holds and far == pytest.approx(abs(value - 6.73) / 0.42)


def test_without_alternatives_there_is_nothing_to_try(tried, workers):
    home, study, _ = tried
    with pytest.raises(DataProblem, match="没有可换的口径"):
        sensitivity(replace(study, decisions=()), quiet, workers)
