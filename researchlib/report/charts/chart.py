"""The Chart noun, the palette, and a figure made into a small picture."""

import base64
import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import numpy as np

from researchlib.protect.number import Number, Rows, Shown
from researchlib.report.charts import say
from researchlib.report.charts.font import FAMILY, drawable, lacking, use_font
from researchlib.report.charts.plot import plotted
from researchlib.report.objects.display import Picture

# Okabe-Ito blue and vermilion: apart for colour-blind readers, and in grey.
MAIN, WARM, REST, INK, FAINT = "#0B5C8C", "#D55E00", "#9AA5B1", "#1F2933", "#D9DEE4"
GRID = "#EDF0F3"
NEGATIVE = ("#B4480A", "#E8A177")
POSITIVE = ("#8DBBD8", "#0B5C8C")
TINTS = ("#E3EEF5", "#C3DAE9", "#8DBBD8", "#3F84B0", "#0B5C8C")
WIDTH, DPI = 5.2, 185
_COLOURS = 32  # enough for five hues and their edges; a third smaller than true colour
_LABEL_WIDTH = 12
_LONGER, _MOST_LINES = 6, 4
_KEY = 4  # what a colour and the gap beside it take, in characters


class Chart(Picture):
    """图：一张由受保护的数画成的图，带题目、基数、替代文字和图中的数。

    由 bar_chart、agreement_chart、quadrant_chart、flow_chart 等生成。
    """

    def __init__(
        self,
        caption: str,
        png: str,
        alt: str,
        question: str,
        notes: Sequence[str],
        numbers: Sequence[Number],
        colours: Mapping[str, str] = MappingProxyType({}),
        *,
        behind: Rows,
    ) -> None:
        super().__init__(
            kind="chart",
            text=f"{caption}\n{alt}",
            numbers=tuple(numbers),
            behind=behind,
            caption=caption,
            question=question,
            png=png,
            alt=alt,
            notes=tuple(notes),
            plot=plotted(numbers, colours),
        )


def nothing_drawn(caption: str, numbers: Sequence[Number]) -> Chart:
    """In place of a picture of which every number is withheld: that, and why."""
    text = say.not_drawn([one.text for one in numbers])
    with canvas(0.5) as (figure, axes):
        axes.set_axis_off()
        axes.text(0, 0.5, text, va="center", fontsize=9.5, color=INK)
        png, _ = picture(figure, [])
    return Chart(caption, png, text, "", (), (), behind=Rows.of(numbers))


@contextmanager
def canvas(height: float) -> Iterator[tuple[Any, Any]]:
    """A figure and its axes in the house style; the style holds only inside the block."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    use_font()
    style: dict[Any, Any] = {
        "font.family": [FAMILY],
        "font.size": 10,
        "axes.unicode_minus": False,
        "axes.edgecolor": FAINT,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "text.color": INK,
        "axes.labelsize": 9,
        "xtick.labelsize": 9,
        "axes.axisbelow": True,
    }
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        yield figure, axes


def legend(axes: Any, handles: Sequence[Any], **style: float) -> None:
    """What the colours are, above the picture, in as many lines as their words need."""
    longest = max(len(line) for h in handles for line in h.get_label().split("\n"))
    axes.figure.legend(
        handles=handles,
        loc="outside upper center",
        ncols=max(1, min(len(handles), int(WIDTH * 72 / (9 * (longest + _KEY))))),
        frameon=False,
        **{"fontsize": 9, **style},
    )


def wrapped(label: str, width: int = _LABEL_WIDTH) -> str:
    """A label in full words, broken into lines, never rotated; of a very long one the beginning,
    the whole of it stands in the numbers beside."""
    shown = drawable(label)
    width += _LONGER * (len(shown) > 3 * width)
    pieces = [shown] if len(shown) <= width else re.split("(?=（[^（]*$)", shown)
    lines = [
        line
        for piece in pieces
        for line in textwrap.wrap(piece, width, max_lines=_MOST_LINES, placeholder="…")
    ]
    return "\n".join(lines) or " "


def named_rows(axes: Any, labels: Sequence[str]) -> None:
    """The labels of rows, the first on top."""
    axes.set_yticks(range(len(labels)), [wrapped(label) for label in labels], linespacing=0.95)
    axes.invert_yaxis()


def beside(axes: Any, text: str, x: float, y: float, across: int = 5, **style: Any) -> None:
    """Words so many points right of a place, or left."""
    axes.annotate(text, (x, y), (across, 0), textcoords="offset points", va="center", **style)


def with_base(name: str, row: Shown) -> str:
    """A label with of how many people its number is, in one bracket with what is there already."""
    opened = f"{name[:-1]}，" if name.endswith("）") else f"{name}（"
    return f"{opened}{row.persons}）"


def row_height(labels: Iterable[str], least: float) -> float:
    """How far apart rows stand, in inches, so that no label reaches into its neighbour's."""
    lines = max((wrapped(label).count("\n") + 1 for label in labels), default=1)
    return max(least, 0.15 * lines + 0.1)


def picture(figure: Any, labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The figure as a palette PNG (base64), and a note on glyphs that had to be replaced."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.set_facecolor("white")
    drawn = FigureCanvasAgg(figure)  # a figure made without pyplot has no canvas to read from
    drawn.draw()
    image = (
        Image.fromarray(np.asarray(drawn.buffer_rgba()))
        .convert("RGB")
        .quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    packed = io.BytesIO()
    image.save(packed, format="PNG", optimize=True)
    missing = lacking("".join(labels))
    note = (say.glyph_replaced(missing),) if missing else ()
    return base64.b64encode(packed.getvalue()).decode(), note
