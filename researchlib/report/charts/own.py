"""自备: a table or a chart that somebody made by hand, with where it is from and of whom it is."""

from typing import Any

import pandas as pd

from researchlib.protect.number import OWN
from researchlib.report.charts import say
from researchlib.report.charts.chart import Chart, picture
from researchlib.report.charts.font import FAMILY, use_font
from researchlib.report.objects.listing import Listing

_MOST_ROWS = 60


def own_table(frame: pd.DataFrame, caption: str, *, source: str, base: str) -> Listing:
    """自备的表：把自己算的数据表放进报告，写明出处和基数。

    Parameters
    ----------
    frame : DataFrame
        写成读者看到的样子：最多60行，第一列是每行的名称。
    caption, source, base : str
        标题；数从哪里来；是哪些人、多少人的数。

    Returns
    -------
    Listing
        标明“自备”的表。与其他文字一样经过发布检查，但背后的人数程序不知道：
        会不会认出人数少的组，要由调研组自己看。

    Raises
    ------
    DataProblem
        没有写出处或基数，或者表太长，读不过来。

    Examples
    --------
    >>> own_table(pd.DataFrame({"村": ["甲"], "户数": [120]}), "各村户数", source="村委会台账",
    ...           base="全村常住户")
    各村户数
    村  户数
    甲  120
    """
    notes = _notes(source, base)
    if len(frame) > _MOST_ROWS:
        raise say.problem("own_too_long", len(frame), _MOST_ROWS)
    rows = [[str(cell) for cell in row] for row in frame.itertuples(index=False)]
    head = [str(name) for name in frame.columns]
    return Listing(caption, "", head, rows, notes, numeric=True, behind=OWN)


def own_chart(shown: Any, caption: str, *, source: str, base: str, says: str) -> Chart:
    """自备的图：把自己画的图（matplotlib、seaborn）放进报告，写明出处、基数和图里说了什么。

    Parameters
    ----------
    shown : Figure, Axes or FacetGrid
        matplotlib 或 seaborn 返回的图。
    caption, source, base, says : str
        标题；数从哪里来；是哪些人、多少人的数；图里说了什么（给看不见图的人）。

    Returns
    -------
    Chart
        标明“自备”的图；图里的文字随页面一起经过发布检查。

    Raises
    ------
    DataProblem
        没有写出处、基数或图里说了什么。

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> _ = figure.subplots().bar(["甲村", "乙村"], [120, 80])
    >>> told = {"source": "村委会台账", "base": "全村常住户", "says": "甲村多于乙村"}
    >>> own_chart(figure, "各村户数", **told).alt
    '自备的图：甲村多于乙村。图中的字：甲村、乙村。'
    """
    from matplotlib import rc_context
    from matplotlib.text import Text

    notes = _notes(source, base)
    if not says.strip():
        raise say.problem("own_without", say.SAYS)
    figure = getattr(shown, "figure", None) or shown
    use_font()
    with rc_context({"font.sans-serif": [FAMILY], "axes.unicode_minus": False}):
        figure.draw_without_rendering()
        texts = figure.findobj(Text)
        for text in texts:
            text.set_fontfamily(FAMILY)
        words = [word for t in texts if any(map(str.isalpha, word := t.get_text().strip()))]
        png, missing = picture(figure, words)
    alt = say.alt_own(says.rstrip("。"), list(dict.fromkeys(words)))
    return Chart(caption, png, alt, "", (*notes, *missing), (), behind=OWN)


def _notes(source: str, base: str) -> tuple[str, ...]:
    for name, text in ((say.SOURCE, source), (say.BASE, base)):
        if not text.strip():
            raise say.problem("own_without", name)
    return (say.own_note(source, base),)
