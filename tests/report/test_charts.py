"""Charts: drawn from protected numbers, with alternative text and the same numbers as evidence."""

from __future__ import annotations

import base64
import warnings

import pytest

from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.charts.bars import bar_chart
from researchlib.report.charts.flow import flow_chart
from researchlib.report.charts.font import drawable, lacking
from researchlib.report.charts.scales import agreement_chart, quadrant_chart
from researchlib.report.objects.table import Table


@pytest.fixture(scope="module")
def charts(residents):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return {
            "bars": bar_chart(share(residents, "stay_away"), "原因"),
            "groups": bar_chart(share(residents, "daycare_use", of="没去过", by="living"), "分组"),
            "agreement": agreement_chart(share(residents, "satisfaction"), "满意"),
            "quadrant": quadrant_chart(
                average(residents, "importance"), average(residents, "satisfaction"), "象限"
            ),
            "flow": flow_chart(residents, "流程", variable="living"),
        }


def test_each_is_a_picture_with_words(charts):
    for chart in charts.values():
        assert base64.b64decode(chart.png).startswith(b"\x89PNG")
        assert len(base64.b64decode(chart.png)) < 60_000
        assert len(chart.alt) > 15 and chart.caption and chart.question
        assert chart.numbers


def test_bars_carry_the_protected_numbers(charts, residents):
    shown = {row.name: row.text for row in protect(share(residents, "stay_away")).rows}
    drawn = {n.name: n.text for n in charts["bars"].numbers}
    assert drawn == shown
    values = [int(n.text[:-1]) for n in charts["bars"].numbers[:-1]]
    assert values == sorted(values, reverse=True)


def test_alt_text_says_the_values_that_matter(charts):
    first = charts["bars"].numbers[0]
    assert first.name + first.text in charts["bars"].alt
    assert "有效回答" in charts["bars"].alt and "118份" in charts["flow"].alt


def test_pictures_are_reproducible(residents, charts):
    again = bar_chart(share(residents, "stay_away"), "原因")
    assert again.png == charts["bars"].png


def test_the_flow_adds_up(residents, charts):
    counts = {n.name: int(n.text[:-1]) for n in charts["flow"].numbers}
    lost = residents.flow.set_aside + sum(x.count for x in residents.flow.losses)
    assert counts["回收"] - lost == counts["有效"] == len(residents)
    assert counts["应答本题"] == int(residents.asked("living").sum())


def test_a_missing_glyph_is_replaced_and_said():
    assert drawable("好\U0002a6d6") == "好□" and lacking("好\U0002a6d6好") == "\U0002a6d6"


def test_tables_show_n_beside_every_number(residents):
    listed = Table(share(residents, "daycare_use"), "使用")
    assert [c.text for c in listed.head] == ["选项", "占比", "95%区间", "有效回答"]
    crossed = Table(share(residents, "satisfaction", of="比较满意", by="living"), "x")
    for row in crossed.rows:
        for cell in row[1:]:
            assert cell.note.endswith("人") or "不公布" in cell.text
    assert "自编题目" in "".join(crossed.notes) and "方便样本" in "".join(crossed.notes)
