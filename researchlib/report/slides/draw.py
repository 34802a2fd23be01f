"""Slides drawn: titles and text as text, charts and tables as charts and tables that can be
edited, each named by the tags of its numbers."""

import base64
import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Length, Pt

from researchlib.report.charts.chart import MAIN, NEGATIVE, TINTS, WARM
from researchlib.report.objects.display import Picture, Plot, TableContent
from researchlib.report.slides import say
from researchlib.report.slides.deck import Slide, SlideText
from researchlib.terms.faces import SLIDE_FACE, SLIDE_LATIN
from researchlib.terms.numbers import numeric

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _ACROSS = Inches(0.6), Inches(12.13)
_TITLE, _SHOWN, _FOOT = Inches(0.35), Inches(2.35), Inches(6.72)
_INK, _GREY = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D)
_WHITE = RGBColor(0xFF, 0xFF, 0xFF)
_DARK = (MAIN, WARM, NEGATIVE[0], *TINTS[-2:])
FOOT = "foot"  # the name of the box under what is shown
_ONLY_TITLE = 5  # the template's layout with a title and nothing else
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def blank_deck(author: str, title: str) -> Any:
    """A wide presentation without slides, its faces named."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    deck.core_properties.author = author
    deck.core_properties.last_modified_by = author
    deck.core_properties.title = title
    return deck


def name_faces(deck: Any) -> None:
    """The faces of the theme, also for East Asian text; charts and notes take them too."""
    for part in deck.part.package.iter_parts():
        if "/theme/" not in part.partname:
            continue
        root = etree.fromstring(part.blob)
        for font in (*root.iter(f"{_A}majorFont"), *root.iter(f"{_A}minorFont")):
            for tag, face in (("latin", SLIDE_LATIN), ("ea", SLIDE_FACE)):
                font.find(f"{_A}{tag}").set("typeface", face)
        if hasattr(part, "_element"):
            part._element = root
        else:
            part._blob = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def draw_cover(deck: Any, title: str, lines: Sequence[str]) -> None:
    """The first slide."""
    page = _page(deck, SlideText(title), size=36, top=Inches(2.2), high=Inches(1.6))
    _write(page, [SlideText(one) for one in lines], Inches(4.1), Inches(2.4), 20)


def draw(deck: Any, slide: Slide, foot: str) -> None:
    """One slide, with the notes for the speaker."""
    page = _page(deck, slide.title, size=26, top=_TITLE, high=Inches(1.25))
    if slide.shown is None:
        _write(page, slide.lines, Inches(1.8), Inches(4.8), 20)
    else:
        if slide.lines:
            _write(page, slide.lines, Inches(1.6), Inches(0.75), 16)
        _show(page, slide.shown, slide.shown_tags)
    told = say.joined((slide.foot, foot))
    if told:
        box = _write(page, [SlideText(told)], _FOOT, Inches(0.6), 11)
        box.name = FOOT
        box.text_frame.paragraphs[0].runs[0].font.color.rgb = _GREY
    if slide.notes:
        page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)


def _page(deck: Any, title: SlideText, *, size: int, top: Length, high: Length) -> Any:
    page = deck.slides.add_slide(deck.slide_layouts[_ONLY_TITLE])
    shape = page.shapes.title
    shape.left, shape.top, shape.width, shape.height = _LEFT, top, _ACROSS, high
    _fill(shape.text_frame, [title], size, bold=True)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.name = _named(title.tags, shape.name)
    return page


def _write(page: Any, lines: Sequence[SlideText], top: Length, high: Length, size: int) -> Any:
    box = page.shapes.add_textbox(_LEFT, top, _ACROSS, high)
    _fill(box.text_frame, lines, size)
    box.name = _named([tag for line in lines for tag in line.tags], box.name)
    return box


def _named(tags: Sequence[str], name: str) -> str:
    """The tags of the numbers in it, in order; nothing bound keeps its name."""
    return " ".join(tags) or name


def _fill(frame: Any, lines: Sequence[SlideText], size: int, *, bold: bool = False) -> None:
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        paragraph.space_after = Pt(size * 0.4)
        _run(paragraph, line.text, size, bold)


def _run(paragraph: Any, text: str, size: int, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _INK
    run.font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE


def _show(page: Any, shown: Picture | TableContent, tags: Sequence[str]) -> None:
    high = _FOOT - _SHOWN - Inches(0.1)
    if isinstance(shown, TableContent):
        frame = _table(page, shown, Length(high))
        frame.name = _named(tags, shown.caption)
    elif shown.plot is None:
        frame = page.shapes.add_picture(
            io.BytesIO(base64.b64decode(shown.png)), _LEFT, _SHOWN, height=high
        )
        frame.name = shown.caption
    else:
        frame = _chart(page, shown.plot, Length(high))
        frame.name = _named(tags, shown.caption)
    described = frame._element.xpath(".//p:cNvPr")[0]
    described.set("descr", shown.alt if isinstance(shown, Picture) else shown.caption)


def _chart(page: Any, plot: Plot, high: Length) -> Any:
    """Bars of the printed numbers; what is withheld has no bar, and says so beside its name."""
    data = CategoryChartData(number_format=_format(plot))
    hidden = [
        next((s.texts[k] for s in plot.series if numeric(s.texts[k])[0] is None), "")
        for k in range(len(plot.categories))
    ]
    data.categories = [
        say.withheld(name, why) if why else name
        for name, why in zip(plot.categories, hidden, strict=True)
    ]
    for series in plot.series:
        values = [
            None if why and plot.stacked else numeric(text)[0]
            for text, why in zip(series.texts, hidden, strict=True)
        ]
        data.add_series(series.name or say.SHARE, values)
    kind = XL_CHART_TYPE.BAR_STACKED if plot.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.shapes.add_chart(kind, _LEFT, _SHOWN, _ACROSS, high, data)
    _style(frame.chart, plot)
    return frame


def _style(chart: Any, plot: Plot) -> None:
    chart.font.size = Pt(14)
    chart.has_title = False
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    if "%" in _format(plot):
        chart.value_axis.maximum_scale = 1.0
    bars = chart.plots[0]
    bars.gap_width = 45
    bars.has_data_labels = True
    bars.data_labels.number_format = _format(plot)
    bars.data_labels.number_format_is_linked = False
    if not plot.stacked:
        bars.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for place, (series, told) in enumerate(zip(bars.series, plot.series, strict=True)):
        colour = told.colour or (MAIN, *TINTS)[place % (1 + len(TINTS))]
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(colour)
        if plot.stacked:
            labels = series.data_labels
            labels.show_value, labels.number_format = True, bars.data_labels.number_format
            labels.number_format_is_linked = False
            labels.font.size = Pt(12)
            labels.font.color.rgb = _WHITE if colour in _DARK else _INK


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))


def _format(plot: Plot) -> str:
    """What shows the values as they are printed, with their unit."""
    shown = (numeric(text)[1] for series in plot.series for text in series.texts)
    return min(filter(None, shown), key=len, default="General")


def _table(page: Any, content: TableContent, high: Length) -> Any:
    """A table as the report has it."""
    rows, columns = len(content.rows) + 1, len(content.head)
    frame = page.shapes.add_table(
        rows, columns, _LEFT, _SHOWN, _ACROSS, Length(min(high, Inches(0.45) * rows))
    )
    for place, row in enumerate((content.head, *content.rows)):
        for column, cell in enumerate(row):
            target = frame.table.cell(place, column)
            target.fill.solid()
            target.fill.fore_color.rgb = _rgb(TINTS[1] if place == 0 else "FFFFFF")
            _run(target.text_frame.paragraphs[0], cell.text, 14, bold=place == 0)
    return frame
