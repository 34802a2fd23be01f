"""Every kind of content: frozen, and the same when it is read back from a notebook's output."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from researchlib.clean.interviews import clean_interviews
from researchlib.estimate.share import share
from researchlib.report.charts.bars import bar_chart
from researchlib.report.classroom.handouts import CountedForm, CountingCard
from researchlib.report.objects.argument import Problem, Suggestions, argument_table
from researchlib.report.objects.display import MIME, Display, Placed
from researchlib.report.objects.finding import Finding, Text
from researchlib.report.objects.render import render_content
from researchlib.report.objects.table import Table
from researchlib.report.objects.voices import Voices


@pytest.fixture(scope="module")
def shown(demo, residents):
    known = share(residents, "grid_known")
    return [
        Finding("k", "不知道的占{不知道:full}，共{有效}。", known, residents),
        Text("{组}调研。", 组="甲组"),
        Problem(demo, demo.problems[0].key),
        Suggestions(demo),
        Voices(demo, next(iter(demo.labels))),
        Table(share(residents, "grid_known", by="age"), "表"),
        argument_table(demo, "对照"),
        bar_chart(known, "图"),
        CountedForm(residents),
        CountingCard(residents, known, "不知道", "算"),
    ]


def test_what_an_output_carries_is_read_back_whole(shown):
    assert {one.kind for one in shown} >= {"finding", "text", "problem", "suggestions", "voices"}
    for one in shown:
        form = json.loads(json.dumps(one._repr_mimebundle_()[MIME], ensure_ascii=False))
        back = Display.read(form)
        assert json.loads(json.dumps(back._repr_mimebundle_()[MIME], ensure_ascii=False)) == form
        assert render_content(Placed(back)) == render_content(Placed(one))
        assert [n.entry() for n in back.numbers] == [n.entry() for n in one.numbers]
        assert {"kind", "text", "numbers"} <= set(form)


def test_no_content_can_be_changed(shown):
    for one in shown:
        with pytest.raises(FrozenInstanceError):
            one.text = "x"


def test_a_kind_that_is_not_known_is_not_read():
    with pytest.raises(KeyError):
        Display.read({"kind": "other", "text": "", "numbers": []})


def test_interviews_are_content_too(demo):
    from researchlib.report.objects.themes import themes_table

    table = themes_table(clean_interviews(demo), "谈到什么")
    assert table.head[0].head and table.numbers[0].name == table.rows[0][0].text
