"""Rankings: mean place, first place and upper places by every face, against a recount."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.share import share, upper
from researchlib.report.charts.bars import bar_chart
from researchlib.report.classroom.handouts import CountedForm
from researchlib.report.objects.table import Table, ranking_table
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import words as w
from researchlib.terms.words import Kind

NAMES = ("陪诊", "助餐", "助浴", "送药", "理发", "修理", "聊天")


def ranked(n: int, options: int, places: int, seed: int = 1) -> tuple[pd.DataFrame, Answers]:
    """n people who put `places` of the choices in order; every eleventh says nothing."""
    rng = np.random.default_rng(seed)
    names = NAMES[:options]
    grid = np.full((n, options), np.nan)
    for k in range(n):
        if k % 11:
            order = np.argsort(np.arange(options) + rng.normal(0, 2, options))
            grid[k, order[:places]] = np.arange(1, places + 1)
    data = pd.DataFrame(grid, columns=[f"r:{name}" for name in names])
    book = Codebook((Question("r", "最需要什么", Kind.RANKING, names),))
    answered = data.notna().any(axis=1)
    frame = data.assign(r=np.where(answered, 0.0, np.nan))
    return data[answered], Answers.from_frame(frame, codebook=book)


@settings(max_examples=12, deadline=None)
@given(st.integers(40, 90), st.integers(2, 7), st.integers(1, 7), st.integers(0, 9))
def test_every_number_is_that_of_a_recount(n, options, places, seed):
    places = min(places, options)
    data, answers = ranked(n, options, places, seed)
    top = min(3, places, max(1, options // 2))
    assert upper(answers, "r") == top
    table = ranking_table(answers, "r", "表")
    names = [w.upper_places(k) for k in dict.fromkeys((1, top))]
    assert [cell.text for cell in table.head] == ["选项", "平均名次", *names]
    order = []
    for row in table.rows:
        given, people = data[f"r:{row[0].text}"], len(data)
        for cell, place in zip(row[2:], dict.fromkeys((1, top)), strict=True):
            assert (
                cell.text.rstrip("※")
                == f"{np.floor(100 * (given <= place).sum() / people + 0.5):.0f}%"
            )
            assert cell.note.endswith(f"，{people}人")
        order.append((given <= top).mean())
        if given.notna().sum() < 10:
            assert "不公布" in row[1].text and not row[1].note
            continue
        assert row[1].note.endswith(f"，{given.notna().sum()}人")
        number = row[1].text.removesuffix("位")
        assert number == f"{given.mean() + 1e-9:.{len(number.partition('.')[2])}f}"
        low, high = map(float, row[1].note.partition("，")[0].split("—"))
        half = given.std() / given.count() ** 0.5
        assert low <= given.mean() - 1.9 * half and given.mean() + 1.9 * half <= high
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("places", [7, 3])
def test_that_everybody_ranked_it_is_said_nowhere(places):
    data, answers = ranked(66, 7, places)
    texts = [
        Table(share(answers, "r"), "表").text,
        bar_chart(share(answers, "r"), "图").alt,
        *(cell.text for row in ranking_table(answers, "r", "表").rows for cell in row),
        *(one.text for q in CountedForm(answers).questions for i in q.items for one in i.options),
    ]
    assert not [text for text in texts if re.search("(?<!—)100%", text)]
    counted = share(answers, "r").table["count"].tolist()
    assert counted == [(data[f"r:{name}"] <= 3).sum() for name in NAMES]
    asked = share(answers, "r").asked.of
    assert asked == (("前三位",) if places == 7 else ())  # who lists three of seven has chosen
    first = (data["r:陪诊"] == 1).sum()
    told = texts[-len(NAMES)]
    assert f"第一位：{first}人，" in told and "前三位：" in told and "平均名次：" in told


def test_a_mean_place_is_no_points_and_the_smallest_stands_first():
    data, answers = ranked(66, 7, 7)
    shown = Table(average(answers, "r"), "表")
    assert shown.head[1].text == "平均名次" and "分" not in shown.text
    chart = bar_chart(average(answers, "r"), "图")
    values = [float(n.text.removesuffix("位")) for n in chart.numbers]
    assert values == sorted(values) and values[0] == pytest.approx(data.mean().min(), abs=0.06)


def test_names_of_places_go_both_ways():
    assert [w.top_places(w.upper_places(k)) for k in range(1, 10)] == [*range(1, 10)]
    assert w.top_places("前3位") == 3 and w.top_places("第二位") == 0
