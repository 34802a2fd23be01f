"""Charts: drawn from protected numbers, with alternative text and the same numbers as evidence."""

from __future__ import annotations

import base64
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.protect.protected import protect
from researchlib.report.charts.bars import bar_chart
from researchlib.report.charts.chart import with_base, wrapped
from researchlib.report.charts.flow import flow_chart
from researchlib.report.charts.font import drawable, lacking
from researchlib.report.charts.scales import agreement_chart, quadrant_chart
from researchlib.report.classroom.handouts import CountedForm
from researchlib.report.objects.table import Table, sample_table
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import words as w
from researchlib.terms.words import Kind


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
    assert f"{first.name}：{first.text}" in charts["bars"].alt
    assert "有效回答" in charts["bars"].alt and "118份" in charts["flow"].alt


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(10, 60), min_size=2, max_size=6))
def test_that_shares_round_off_is_said_where_they_do_and_nowhere_else(counts):
    names = [f"选项{k}" for k in range(len(counts))]
    column = np.repeat(names, counts)
    answers = Answers.from_frame(pd.DataFrame({"q": column, "ticks": column}))
    shares = pd.Series(column).value_counts() / len(column)
    total = int((100 * shares + 0.5 + 1e-9).astype(int).sum())
    told = f"百分比经四舍五入，各项相加为{total}%"
    for shown in (
        Table(share(answers, "q"), "表").notes,
        bar_chart(share(answers, "q"), "图").notes,
        sample_table(answers, ["q"], "表").notes,
        [CountedForm(answers).questions[0].note],
    ):
        assert (told in "。".join(shown)) == (total != 100) == ("四舍五入" in "。".join(shown))
    assert "四舍五入" not in "".join(Table(share(answers, "q", of=names[:1]), "表").notes)


def test_a_code_and_its_share_are_told_apart(small):
    cells = [str(k % 4 + 1) for k in range(60)]
    asked = {
        w.SOURCE: "survey",
        w.VARIABLE: "home",
        w.TEXT: "您家几口人",
        w.KIND: "单选",
        w.CHOICES: "1\n2\n3\n4",
        w.SENSITIVITY: "一般",
    }
    answers = small([["序号", "1、您家几口人"], *enumerate(cells)], **{w.CODEBOOK: [asked]})
    alt = bar_chart(share(answers, "home"), "图").alt
    assert "1：25%" in alt and "125%" not in alt


LONG = "因为家里有人照顾、路又远、还要自己带碗筷，所以一直没有去过，以后看情况再说"
NARROW = ["非常不满意", "比较不满意", "一般", "比较满意", "非常满意"]


def overlaps(figure):
    """Pairs of texts of a drawn figure that cover each other."""
    from matplotlib.text import Text

    figure.draw_without_rendering()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    return [
        (a, b)
        for k, (a, one) in enumerate(boxes)
        for b, other in boxes[:k]
        if min(one.x1, other.x1) - max(one.x0, other.x0) > 1
        and min(one.y1, other.y1) - max(one.y0, other.y0) > 1
    ]


def test_no_label_reaches_into_its_neighbour(monkeypatch, small):
    from researchlib.report.charts import bars, pairs, scales
    from researchlib.report.charts.chart import picture

    found = []
    for module in (bars, pairs, scales):
        seen = lambda figure, names: (found.append(overlaps(figure)), picture(figure, names))[1]  # noqa: E731
        monkeypatch.setattr(module, "picture", seen)
    choices = [f"{k}{LONG}" for k in "一二三四五"]
    rates = [NARROW[k] for k in (0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4)]
    export = [["序号", "1、为什么", "2、住哪", "3、评价—助餐", f"3、{LONG}"]]
    export += [
        [k, choices[k % 5 * (k % 3 > 0)], choices[k % 2], rates[k % 12], rates[k * 5 % 12]]
        for k in range(60)
    ]
    asked = {w.SOURCE: "survey", w.SENSITIVITY: "一般"}
    plain = {**asked, w.KIND: "单选", w.CHOICES: "\n".join(choices)}
    scale = {**asked, w.KIND: "量表", w.CHOICES: "\n".join(NARROW), w.STEM: "评价"}
    book = [
        {**plain, w.VARIABLE: "why", w.TEXT: "为什么"},
        {**plain, w.VARIABLE: "home", w.TEXT: "住哪"},
        {**scale, w.VARIABLE: "m.a", w.TEXT: "助餐"},
        {**scale, w.VARIABLE: "m.b", w.TEXT: LONG},
    ]
    answers = small(export, **{w.CODEBOOK: book})
    bar_chart(share(answers, "why"), "图")
    bar_chart(average(answers, "m"), "图")
    bar_chart(share(answers, "why", of=choices[0], by="home"), "图")
    agreement_chart(share(answers, "m"), "图")
    pairs.dumbbell_chart(share(answers, "why", by="home"), choices[0], choices[1], "图")
    assert found == [[]] * 5


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


SCALES = {  # as printed, and what the words under the picture say of its sides
    "非常满意|满意|一般|不满意": (True, "选“满意、非常满意”的", "选“不满意”的"),
    "一般|满意|非常满意": (True, "选“满意、非常满意”的", ""),
    "完全不会|好几天|一半以上的天数|几乎每天": (False, "选“完全不会”的", "选“几乎每天”的"),
    "1|2|3|4|5": (False, "选“1”的", "选“5”的"),
}


def rated(small, words, **told):
    """Two items answered in known numbers, the first choice more often than the last."""
    choices = words.split("|")
    cells = [choices[min(k // 20, len(choices) - 1)] for k in range(60)]
    export = [["序号", "1、请评价—助餐", "1、助浴"], *[[k, c, c] for k, c in enumerate(cells)]]
    items = [
        {
            w.SOURCE: "survey",
            w.VARIABLE: f"m.r{k}",
            w.TEXT: name,
            w.STEM: "请评价",
            w.KIND: "量表",
            w.CHOICES: "\n".join(choices),
            w.SENSITIVITY: "一般",
            **told,
        }
        for k, name in enumerate(("助餐", "助浴"))
    ]
    return cells, agreement_chart(share(small(export, **{w.CODEBOOK: items}), "m"), "图")


@pytest.mark.parametrize("words", SCALES)
def test_sides_are_drawn_where_the_words_tell_them_and_nowhere_else(small, words):
    sided, good, poor = SCALES[words]
    cells, chart = rated(small, words)
    told = chart.alt.split("：")[2].split("；")[0]
    for side in filter(None, (good, poor)):
        chosen = side[2:-2].split("、")
        true = sum(c in chosen for c in cells) / len(cells)
        assert f"{side}{true:.0%}" in told
    assert "一般" not in told and "正面" not in chart.alt and "负面" not in chart.alt
    assert bool(poor) or told.count("选") == 1


def test_a_person_tells_the_direction_of_codes(small):
    _, chart = rated(small, "1|2|3|4|5", **{w.DIRECTION: "越往后越差"})
    assert "助餐：选“2、1”的67%，选“5、4”的0%" in chart.alt


def test_points_rise_with_what_is_good_and_numbers_stay_numbers(small):
    means = {}
    for words, told in (
        ("非常满意|满意|一般|不满意", {}),
        ("不满意|一般|满意|非常满意", {}),
        ("0|1|2|3", {}),
        ("几乎每天|一半以上的天数|好几天|完全不会", {}),
    ):
        choices = words.split("|")
        export = [["序号", "1、评价"], *[[k, choices[k % 3]] for k in range(60)]]
        row = {
            w.SOURCE: "survey",
            w.VARIABLE: "x",
            w.TEXT: "评价",
            w.KIND: "量表",
            w.CHOICES: "\n".join(choices),
            w.SENSITIVITY: "一般",
        }
        answers = small(export, **{w.CODEBOOK: [row | told]})
        means[words[:2]] = average(answers, "x").table["value"].iloc[0]
    assert means == {"非常": 3.0, "不满": 2.0, "0|": 1.0, "几乎": 3.0}


def test_of_whom_the_right_answer_is_counted_it_stands_with_the_item():
    """心理问题是意志薄弱 52% are those who know that it is not so."""
    items = (("weak", "心理问题是意志薄弱", "不对"), ("sleep", "睡眠与情绪有关", "对"))
    questions = [
        Question(f"k.{key}", text, Kind.SINGLE, ("对", "不对"), stem="对不对", key=right)
        for key, text, right in items
    ]
    frame = pd.DataFrame(
        {
            "k.weak": ["不对"] * 52 + ["对"] * 48,
            "k.sleep": [None] * 10 + ["对"] * 63 + ["不对"] * 27,
        }
    )
    answers = Answers.from_frame(frame, codebook=Codebook(tuple(questions)))
    counted = share(answers, "k", of=w.CORRECT)
    chart = bar_chart(counted, "知道", highlight=["心理问题是意志薄弱"])
    assert [n.name for n in chart.numbers] == [
        "睡眠与情绪有关（答“对”）",
        "心理问题是意志薄弱（答“不对”）",
    ]
    assert "（答“不对”）：52%" in chart.alt and chart.plot.categories[1].endswith("（答“不对”）")
    assert Table(counted, "知道").rows[0][0].text == "心理问题是意志薄弱（答“不对”）"
    plain = bar_chart(share(answers, "k", of="不对"), "不对")
    assert not any("答" in n.name for n in plain.numbers)


def test_a_label_says_its_base_where_bases_differ_in_one_bracket():
    row = protect(
        share(Answers.from_frame(pd.DataFrame({"a": ["x"] * 30 + ["y"] * 20})), "a")
    ).rows[0]
    assert (
        with_base("甲", row) == "甲（50人）"
        and with_base("甲（答“对”）", row) == "甲（答“对”，50人）"
    )
    assert (
        wrapped("心理问题是意志薄弱（答“不对”，50人）") == "心理问题是意志薄弱\n（答“不对”，50人）"
    )
