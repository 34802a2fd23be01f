"""90_in_class: a declared filter runs, an undeclared one does not, exercises keep their answers."""

from __future__ import annotations

import json

import pytest
from test_workers import outputs as executed

from researchlib.clean.questionnaires import clean_answers
from researchlib.report.classroom.exercise import check_choice, check_number
from researchlib.terms.problem import DataProblem


def test_the_notebook_runs_and_gives_no_answer_away(published, workers):
    notebook = executed(workers, published / "notebooks" / "demo" / "90_in_class.ipynb")
    outputs = json.dumps([c.get("outputs") for c in notebook.cells], ensure_ascii=False)
    assert outputs.count("再想一想") >= 3 and "对了" not in outputs


def test_a_declared_filter_changes_the_base(demo, residents):
    women = clean_answers(demo, "residents", decisions={"focus": "女"})
    assert 0 < len(women) < len(residents)
    with pytest.raises(DataProblem, match="没有列出“老人”"):
        clean_answers(demo, "residents", decisions={"focus": "老人"})


def test_exercises_say_right_or_wrong(published):
    from researchlib.estimate.share import share
    from researchlib.protect.protected import protect
    from researchlib.read.workbook import open_study

    study = open_study("demo", published)
    answer = protect(share(clean_answers(study, "residents"), "daycare_known")).row("没听说过").text
    said = lambda text: check_number(study, "daycare_known", "没听说过", text).text  # noqa: E731
    assert said(answer.replace("%", "％ ")) == "对了。" and "再想一想" in said("99%")
    assert check_choice("忘了基数", "b", "82c8589a").text == "对了。"
    assert check_choice("忘了基数", "Ｂ\u200b ", "82c8589a").text == "对了。"
    assert check_choice("说过头了", "A", "99fdfbf2").text != "对了。"
