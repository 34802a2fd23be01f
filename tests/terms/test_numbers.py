"""One way to write a number: the same value through every face, and no other way anywhere."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from conftest import HOME
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from scipy import stats

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.payroll import PayRecord
from researchlib.estimate.share import share
from researchlib.protect.bounds import counts_within
from researchlib.protect.cells import printed, written
from researchlib.protect.protected import protect
from researchlib.protect.records import pay_calendar, pay_facts
from researchlib.protect.say import turn
from researchlib.report.charts.bars import bar_chart
from researchlib.report.charts.calendar import calendar_chart
from researchlib.report.charts.pairs import population_chart
from researchlib.report.classroom.handouts import CountingCard
from researchlib.report.objects.display import Placed
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.listing import response_table
from researchlib.report.objects.render import render_content
from researchlib.report.objects.table import Table
from researchlib.report.page.tags import Tags
from researchlib.report.word.blocks import Writer
from researchlib.report.word.page import Layout, set_styles
from researchlib.run.interviews.say import agreed
from researchlib.run.verify.say import span
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import numbers as write
from researchlib.terms.words import Kind

PAIRS = [(25, 40, "63%"), (1, 8, "13%"), (5, 8, "63%"), (45, 200, "23%"), (29, 200, "15%")]


@given(st.integers(-20_000, 20_000), st.integers(0, 3))
def test_decimal_halves_go_away_from_nought(thousandths, digits):
    exact = Decimal(thousandths) / 1000
    wanted = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert write.rounded(thousandths / 1000, digits) == float(wanted)
    text = write.score(thousandths / 1000, digits)
    assert text == str(abs(wanted) if not wanted else wanted).replace("-", "−")
    assert list(write.numbers_in(f"相差{text}分")) == [float(wanted)]


@given(st.floats(-1e4, 1e4), st.floats(1e-4, 1e3), st.floats(0, 1))
def test_an_interval_is_never_narrower_in_print_than_it_is(low, width, at):
    high = low + width
    value, digits = low + at * width, write.decimals(width / 2)
    assert digits == 0 or 10.0**-digits <= width / 2 * 1.000001 < 10.0 ** (1 - digits) * 1.00001
    told, interval = written((value, low, high), "分", digits)
    (shown,), (first, last) = write.numbers_in(told), write.numbers_in(interval)
    slack = 1e-8 * 10.0**-digits + 1e-12 * abs(value)
    assert first <= low + slack and high - slack <= last and last - first < width * 2 + 2
    assert first <= shown <= last and abs(shown - value) <= 0.5 * 10.0**-digits + slack
    assert written((shown, first, last), "分", digits) == (told, interval)


def test_decimals_follow_the_middle_spread_and_nothing_else():
    halves = {25.0: 0, 1.0: 0, 0.99: 1, 0.24: 1, 0.1: 1, 0.08: 2, 0.012: 2, 0.0004: 4}
    assert {half: write.decimals(half) for half in halves} == halves
    assert write.decimals(0.09, 0.11, 0.12) == 1 and write.decimals(0.0, 0.04, float("nan")) == 2
    assert write.decimals(0.0) == write.decimals() == 1


@pytest.mark.parametrize("scale", [0.002, 0.1, 1, 7, 400])
@pytest.mark.parametrize("n", [12, 118, 4000])
def test_averages_of_any_spread_are_never_without_one(scale, n):
    """Sleep of 6.73 hours, a factor of 1.4, a wage: against pandas, n too."""
    rng = np.random.default_rng(n)
    frame = pd.DataFrame(
        {"x": 3 + rng.normal(0, scale, n).round(6), "g": rng.choice(["甲", "乙"], n)}
    )
    book = Codebook(
        (
            Question("x", "几个", Kind.NUMBER, unit="小时"),
            Question("g", "组", Kind.SINGLE, ("甲", "乙")),
        )
    )
    answers = Answers.from_frame(frame, codebook=book)
    spread = frame["x"].std() / n**0.5 * stats.t.ppf(0.975, n - 1)
    digits = max(0, int(np.ceil(-np.log10(spread))))
    whole = protect(average(answers, "x")).rows[0]
    by = protect(average(answers, "x", by="g")).row("全体")
    assert (whole.text, whole.interval, whole.n) == (by.text, by.interval, n)
    assert whole.text == f"{frame['x'].mean():.{digits}f}小时".replace("-", "−")
    first, last = write.numbers_in(whole.interval)
    assert first <= frame["x"].mean() - spread + 1e-9 < frame["x"].mean() + spread - 1e-9 <= last
    assert first < last


@pytest.mark.parametrize(("count", "base", "text"), PAIRS)
def test_a_share_is_written_alike(count, base, text):
    value = count / base
    assert write.percent(value) == text == written((value, 0, 1), "%", 2)[0]
    assert write.points(-value) == f"−{text[:-1]}" and write.points(value) == text[:-1]
    assert printed({"unit": "%", "digits": 2, "values": [value, 0, 1]})[0] == text
    assert written((value * 100, 0, 1), "分", 0)[0] == f"{text[:-1]}分"
    assert write.tenths(value) == write.tenths(int(text[:-1]) / 100)
    assert f"正向一致率{text}" in agreed("费用", base, count, count, value)
    assert turn(0.9, value) == f"他们当中低于{text}，合起来就不到一半"


def test_small_numbers_have_one_sign_and_no_lone_nought():
    assert write.score(-0.004, 2) == "0.00" and write.score(-0.005, 2) == "−0.01"
    assert write.p_value(0.0125) == "0.013" and write.p_value(0.0009) == "<0.001"
    assert write.statistic(-2.125, [10, 2.25]) == "−2.13（10，2.3）"
    assert write.effect("r", -0.125, (-0.255, 0.002)) == "r−0.13（−0.26至0.01）"
    assert list(write.numbers_in("−3—5")) == [-3, 5]


def everything():
    """25 of 40, on record, drawn, paid on time and ticked, by every face that shows it."""
    frame = pd.DataFrame({"care": ["是"] * 25 + ["否"] * 15})
    answers = replace(Answers.from_frame(frame), name="q")
    answers = replace(answers, flow=replace(answers.flow, returned=64, valid=40))
    return answers, share(answers, "care")


def shown_in(content) -> list[str]:
    """What the page and the Word document print of one content."""
    document = Document()
    set_styles(document, Layout())
    writer = Writer(document, Layout(), Tags("r"))
    writer.block(Placed(content))
    word = " ".join(t.text or "" for t in document.element.body.iter("{*}t"))
    page = " ".join(html.fromstring(f"<div>{render_content(Placed(content))}</div>").itertext())
    return [content.text, word, page]


def test_every_face_prints_the_same(demo):
    answers, shares = everything()
    label = next(row.name for row in protect(shares).rows if row.choice == "是")
    sizes = {"是": 25, "否": 15}
    months = pd.DataFrame({"on_time": [25], "late": [15], "unpaid": [0]}, index=[24_000])
    record = PayRecord(40, 1, months, 15, 1, 25, 25, False, "")
    design = replace(answers.design, stratum="care", sizes=sizes)
    study = replace(
        demo,
        frames={("q", "care"): sizes},
        drawn={("q", "care"): {"是": 40, "否": 24}},
    )
    contents = {
        "table": Table(shares, "表"),
        "sentence": Finding("k", "愿意的占{是}。", 是=share(answers, "care", of="是")),
        "rate": Finding("k", "有效率{有效率}。", answers),
        "card": CountingCard(answers, shares, label, "卡"),
        "response": response_table(study, replace(answers, design=design), "表"),
    }
    for name, content in contents.items():
        for text in shown_in(content):
            assert re.search(r"(?<!\d)63%", text) and "62%" not in text, (name, text)
    charts = {
        "bars": bar_chart(shares, "图"),
        "population": population_chart(study, answers, "care", "图"),
        "calendar": calendar_chart(record, "图"),
    }
    for name, chart in charts.items():
        told = " ".join([chart.alt, *(n.text for n in chart.numbers)])
        assert "63%" in told and "62%" not in told, (name, told)
    assert pay_calendar(record)[0].on_time == 0.63
    assert [t for t in pay_facts(record).texts.values() if t and "%" in t] == ["63%"] * 3


def test_counts_that_print_alike_are_those_that_pandas_finds(residents):
    from researchlib.estimate.interval import wilson

    n, asked = 40, replace(share(residents, "daycare_use").asked, frame_size=None)
    rows = pd.DataFrame({"p": np.arange(n + 1) / n})
    rows["low"], rows["high"] = wilson(rows["p"].to_numpy(), np.full(n + 1, float(n)))
    texts = rows["p"].map(write.percent)
    texts += np.floor(rows["low"] * 100 + 1e-9).map(" {:.0f}%—".format)
    texts += np.ceil(rows["high"] * 100 - 1e-9).map("{:.0f}%".format)
    for count in (0, 17, 25, 40):
        alike = texts.index[texts == texts[count]]
        assert counts_within(asked, n, rows.loc[count].tolist(), 2) == (alike[0], alike[-1])


def test_no_module_rounds_a_number_for_a_reader_by_itself():
    """Seconds and megabytes of the machine are no results."""
    machine = {"seconds", "left", "memory", "run", "page"}
    elsewhere = []
    for path in sorted((HOME / "researchlib").rglob("*.py")):
        if path.name == "numbers.py" and path.parent.name == "terms":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                spec = ast.unparse(node.format_spec)
                if (
                    re.search(r"\.\d*(\{.*\})?[f%eg]", spec)
                    and ast.unparse(node.value) not in machine
                ):
                    elsewhere.append(f"{path.name}:{node.lineno} {spec}")
    assert elsewhere == []


def test_what_is_printed_with_a_minus_is_read_and_told_with_it():
    assert span("差距", -3.0, 1.25, "−2.0分") == "差距：−3.0—1.3分"
    assert span("占比", 62.0, 62.0, "62%") == "占比：62%"
