"""Tests, models and reliability as tables and one chart, in words a reader can use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from researchlib.estimate.models import Model
from researchlib.estimate.reliability import Reliability
from researchlib.estimate.tests import Test
from researchlib.report.chart import INK, MAIN, REST, Chart, canvas, picture
from researchlib.report.font import drawable
from researchlib.report.listing import Listing
from researchlib.terms import policy
from researchlib.terms.messages import models as say
from researchlib.terms.messages import protect as say_protect
from researchlib.terms.messages import report as say_report


def tests_table(tests: Mapping[str, Test], caption: str) -> Listing:
    """检验结果表：每行一次检验，写明方法、统计量、p值、效应量和区间、人数。

    Parameters
    ----------
    tests : mapping of str to Test
        What was compared, in words, and the test. Several tests are one family: their p is
        adjusted by Holm (1979) where `holm` was used.
    caption : str
        A short title.

    Examples
    --------
    >>> tests_table({"满意度与居住": association(answers, "meal", "living")}, "…")  # doctest: +SKIP
    """
    rows = tuple((name, *_test_row(test)) for name, test in tests.items())
    return Listing(caption, "", say.TESTS_HEAD, rows, (say.TESTS_NOTE,), numeric=True)


def _test_row(test: Test) -> tuple[str, ...]:
    if test.n < policy.LEAST_BASE or _smallest(test) < policy.LEAST_BASE:
        return (test.method, *[say_protect.WITHHELD] * 4)
    statistic = say.statistic(test.statistic, test.df)
    p = test.p if test.adjusted is None else test.adjusted
    bounds = () if np.isnan(test.low) else (test.low, test.high)
    return (
        test.method,
        statistic,
        say.p_value(p),
        say.effect(test.effect, test.size, bounds),
        say_report.persons(test.n),
    )


def _smallest(test: Test) -> float:
    """The fewest people that a group of the test holds."""
    if "n" in test.groups:
        return float(test.groups["n"].min())
    if "count" in test.groups:
        sizes = test.groups.groupby("group", sort=False)["count"].sum()
        return float(sizes[sizes > 0].min())
    return float(test.n)


def model_table(model: Model, labels: Mapping[str, str], caption: str) -> Listing:
    """模型结果表：每个因素一行，写明平均相差多少和95%区间；只说关联，不说因果。

    Parameters
    ----------
    model : Model
        From logistic_model, linear_model or ordinal_model.
    labels : mapping of str to str
        What each predictor is called.
    caption : str
        A short title.

    Examples
    --------
    >>> model_table(model, {"arrears": "拖欠月数"}, "…")          # doctest: +SKIP
    """
    rows = tuple((name, *texts) for name, texts, _ in _terms(model, labels))
    notes = (say.model_note(model.method, model.n), *model.warnings)
    return Listing(caption, "", say.MODEL_HEAD, rows, notes, numeric=True)


def forest_chart(model: Model, labels: Mapping[str, str], caption: str) -> Chart:
    """森林图：每个因素的平均影响和95%区间；碰到零线的，差异不明显。

    Parameters
    ----------
    model, labels, caption
        As for model_table.

    Returns
    -------
    Chart

    Examples
    --------
    >>> forest_chart(model, {"arrears": "拖欠月数"}, "…")          # doctest: +SKIP
    """
    found = [
        (name, texts, row)
        for name, texts, row in _terms(model, labels)
        if texts[0] != say_protect.WITHHELD
    ]
    if not found:
        raise say_report.nothing_to_draw(caption)
    with canvas(1.2 + 0.45 * len(found)) as (figure, axes):
        axes.axvline(0, color=REST, linewidth=1)
        for place, (_, _, row) in enumerate(found):
            clear = row.effect_low > 0 or row.effect_high < 0
            colour = MAIN if clear else REST
            axes.plot([row.effect_low, row.effect_high], [place, place], color=colour, linewidth=2)
            axes.scatter([row.effect], [place], s=46, color=colour, zorder=3)
        axes.set_yticks(range(len(found)), [say.two_lines(drawable(name)) for name, _, _ in found])
        axes.set_ylim(len(found) - 0.4, -0.6)
        if model.method == say.SHARE_MODEL:
            axes.xaxis.set_major_formatter(lambda value, _: say_protect.points(value))
        axes.set_xlabel(say.effect_axis(model.method, model.n), color=INK)
        png, missing = picture(figure, [name for name, _, _ in found])
    told = "；".join(f"{name}{texts[0]}（{texts[1]}）" for name, texts, _ in found[:4])
    notes = (say.model_note(model.method, model.n), *model.warnings, *missing)
    numbers = tuple(
        {"name": name, "text": texts[0], "interval": texts[1], "method": model.method}
        for name, texts, _ in found
    )
    return Chart(caption, png, say.alt_forest(told), "", notes, numbers)


def _terms(model: Model, labels: Mapping[str, str]) -> list[tuple[str, tuple[str, str], Any]]:
    shares = model.method == say.SHARE_MODEL
    made = []
    for row in model.table.itertuples():
        if not row.term:
            continue
        name = say.term_name(labels.get(row.term, row.term), row.level, row.against)
        if row.level and row.people < policy.LEAST_BASE:
            made.append((name, (say_protect.WITHHELD, ""), row))
            continue
        write = say_protect.points if shares else _plain
        unit = say_protect.POINTS if shares else ""
        made.append(
            (
                name,
                (
                    f"{write(row.effect)}{unit}",
                    say_protect.span(write(row.effect_low), write(row.effect_high), unit),
                ),
                row,
            )
        )
    return made


def _plain(value: float) -> str:
    return say_protect.score(value, 2)


def methods_table(caption: str) -> Listing:
    """方法表：报告里用到的每种方法和它的出处，放在附件里。

    Examples
    --------
    >>> methods_table("本报告使用的方法和出处")          # doctest: +SKIP
    """
    return Listing(caption, "", say.METHODS_HEAD, say.METHODS, (say.METHODS_NOTE,))


def reliability_table(found: Reliability, caption: str) -> Listing:
    """信度表：α 和区间、ω，各题与其余题的相关；数据撑不起量表时写明。

    Examples
    --------
    >>> reliability_table(reliability(answers, "attitude"), "…")          # doctest: +SKIP
    """
    rows = tuple(
        (str(r.item), f"{r.mean:.1f}", f"{r.item_rest:.2f}", f"{r.alpha_without:.2f}")
        for r in found.items.itertuples()
    )
    told = say.reliability_note(found.alpha, found.low, found.high, found.omega, found.n)
    return Listing(caption, "", say.RELIABILITY_HEAD, rows, (told, *found.warnings), numeric=True)
