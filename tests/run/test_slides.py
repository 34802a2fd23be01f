"""The slides of a report: claims with their tags, charts that can be edited, and what is found when
somebody has changed them."""

from __future__ import annotations

import shutil

import pytest
from pptx import Presentation

from researchlib.protect.gate import check_package
from researchlib.protect.ledger import read_ledger
from researchlib.protect.number import WORDS, Shown
from researchlib.read.workbook import open_study
from researchlib.report.charts.plot import plotted
from researchlib.report.objects.display import Picture, Plot, Series
from researchlib.report.slides.deck import Slide, SlideText, _chunks
from researchlib.report.slides.draw import blank_deck, draw
from researchlib.run.verify import say
from researchlib.run.verify.edited_slides import verify_edited
from researchlib.store.package import same_every_time
from researchlib.terms import policy
from researchlib.terms.numbers import numeric
from researchlib.terms.problem import DataProblem

SLIDES = "汇报.pptx"


def shapes(deck):
    return [shape for slide in deck.slides for shape in slide.shapes]


@pytest.fixture
def edited(published, tmp_path):
    """What verifying finds after an edit of the slides as generated."""
    path = tmp_path / SLIDES
    shutil.copy(published / "exports/demo" / SLIDES, path)

    def found(edit):
        deck = Presentation(str(path))
        edit(deck)
        deck.save(str(path))
        return verify_edited(open_study("demo", published), path)

    return found


def test_slides_as_written_hold_the_numbers_of_the_report(edited, published):
    held, edits = edited(lambda deck: None)
    assert edits == []
    ledger = read_ledger(published / "exports/demo/ledger.json")
    assert held > 20 and SLIDES in ledger.files
    deck = Presentation(str(published / "exports/demo" / SLIDES))
    assert 6 <= len(deck.slides) <= policy.MOST_SLIDES + 3
    problems = {entry.text for entry in ledger.entries if entry.kind == "problem"}
    titles = {slide.shapes.title.text_frame.text for slide in deck.slides}
    assert problems & titles
    charts = [shape.chart for shape in shapes(deck) if shape.has_chart]
    assert len(charts) >= 2
    spoken = "\n".join(
        s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide
    )
    assert "95%区间" in spoken and "题目“" in spoken
    assert all("模拟数据" in "".join(map(text, slide.shapes)) for slide in deck.slides)


def text(shape):
    return shape.text_frame.text if shape.has_text_frame else ""


def bound_box(deck):
    return next(s for s in shapes(deck) if s.has_text_frame and ":" in s.name and "%" in text(s))


def change_number(deck):
    run = bound_box(deck).text_frame.paragraphs[0].runs[0]
    run.text = run.text.replace("%", "9%", 1)


def type_number(deck):
    bound_box(deck).text_frame.paragraphs[0].runs[0].text += "另有77户。"


def change_bar(deck):
    from pptx.chart.data import CategoryChartData

    chart = next(s.chart for s in shapes(deck) if s.has_chart and len(s.chart.plots[0].series) == 1)
    data = CategoryChartData()
    data.categories = list(chart.plots[0].categories)
    first, *others = chart.plots[0].series[0].values
    data.add_series("x", [first + 0.2, *others])
    chart.replace_data(data)


@pytest.mark.parametrize(
    ("edit", "kind"),
    [(change_number, say.CHANGED), (type_number, say.UNBOUND), (change_bar, say.CHANGED)],
)
def test_a_change_by_hand_is_found(edited, edit, kind):
    _, edits = edited(edit)
    assert [one.kind for one in edits] == [kind]
    assert "第" in edits[0].where


def test_words_may_be_changed(edited):
    def reword(deck):
        shape = deck.slides[0].shapes.title
        shape.text_frame.paragraphs[0].runs[0].text = "换一个说法"

    assert edited(reword)[1] == []


def test_another_file_is_told(edited, tmp_path, published):
    study = open_study("demo", published)
    other = tmp_path / "别的.pptx"
    Presentation().save(str(other))
    damaged = tmp_path / "坏.pptx"
    damaged.write_bytes(b"no zip")
    for path in (other, damaged, tmp_path / "没有.pptx"):
        with pytest.raises(DataProblem, match="不是本课题的汇报幻灯片"):
            verify_edited(study, path)


def row(name, text, **places):
    return Shown(name, text, n=50, value=0.5, withheld=not text.endswith("%"), **places)


def test_numbers_of_a_chart_in_rows():
    grid = [row(f"{i}·{c}", "50%", item=i, choice=c) for i in "甲乙" for c in ("好", "差")]
    plot = plotted(grid, {"好": "#111111"})
    assert (plot.categories, plot.stacked) == (("甲", "乙"), True)
    assert [(s.name, s.texts, s.colour) for s in plot.series] == [
        ("好", ("50%", "50%"), "#111111"),
        ("差", ("50%", "50%"), ""),
    ]
    pairs = [row("x", "50%", group=g, choice=c) for c in "一二" for g in ("男", "女")]
    plot = plotted(pairs, {})
    assert (plot.categories, plot.stacked) == (("一", "二"), False)
    assert [s.name for s in plot.series] == ["男", "女"]
    assert plotted(grid[:3], {}) is None and plotted([], {}) is None


def test_withheld_has_no_bar():
    assert numeric("不公布")[0] is None and numeric("约四成到七成")[0] is None
    assert (numeric("0%")[0], numeric("59%")[0], numeric("3.4")[0]) == (0, 0.59, 3.4)


def test_many_lines_are_shared_out_evenly():
    lines = [SlideText("字" * 100)] * 5
    assert [len(chunk) for chunk in _chunks(lines)] == [3, 2]
    assert [len(chunk) for chunk in _chunks([SlideText("短")] * 4)] == [4]


def test_the_same_slides_are_the_same_file(published):
    data = (published / "exports/demo" / SLIDES).read_bytes()
    assert same_every_time(data) == data


def test_a_chart_may_use_its_own_cells_only(published, tmp_path):
    import zipfile

    path = published / "exports/demo" / SLIDES
    check_package(SLIDES, path.read_bytes())
    bad = tmp_path / "bad.pptx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if "/charts/chart" in name:
                part = part.replace(b"Sheet1!$B$2", b"[1]Other!$B$2")
            new.writestr(name, part)
    with pytest.raises(DataProblem, match="公式"):
        check_package("bad.pptx", bad.read_bytes())


def test_an_average_is_drawn_as_it_is_printed_and_what_is_withheld_is_not():
    deck = blank_deck("甲", "乙")
    plot = Plot(("男", "女"), (Series("", ("4.2分", "人数少，不公布")),), False)
    shown = Picture(
        kind="chart",
        text="评分",
        behind=WORDS,
        caption="评分",
        question="",
        png="",
        alt="",
        plot=plot,
    )
    draw(deck, Slide(SlideText("评分"), shown=shown), "")
    (chart,) = [s.chart for s in deck.slides[0].shapes if s.has_chart]
    (series,) = chart.plots[0].series
    assert series.values == (4.2, None)
    assert [*chart.plots[0].categories] == ["男", "女（人数少，不公布）"]
    assert chart.plots[0].data_labels.number_format.split(";")[0] == '0.0"分"'
