"""Tests, models and reliability as tables and one chart, in words a reader can use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from researchlib.estimate.models.association import Test
from researchlib.estimate.models.regression import Model
from researchlib.estimate.models.reliability import Reliability
from researchlib.protect import say as say_protect
from researchlib.protect.number import WORDS, Basis, Number, Rows
from researchlib.protect.protected import behind_table
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Display, TableContent
from researchlib.report.objects.listing import Cell, Listing
from researchlib.terms import numbers as write
from researchlib.terms import policy


def tests_table(tests: Mapping[str, Test], caption: str) -> Listing:
    """检验结果表：每行一次检验，写明方法、统计量、p值、效应量和区间、人数。

    Parameters
    ----------
    tests : mapping of str to Test
        比较什么（用文字写）和检验的结果。几个检验作为一组，用过 `holm` 的，
        p 按霍尔姆法（Holm，1979）调整。
    caption : str
        简短的标题。

    Examples
    --------
    >>> tests_table({"使用与居住": association(answers, "daycare_use", "living")}, "使用与居住情况")
    使用与居住情况
    比较什么  方法  统计量（自由度）  p值  效应量（95%区间）  人数
    使用与居住  Rao—Scott 修正的卡方检验（大样本近似，...  120人
    """
    rows = tuple((name, *_test_row(test)) for name, test in tests.items())
    behind = Rows.of(map(behind_table, tests.values()))
    head = say.TESTS_HEAD
    return Listing(caption, "", head, rows, (say.TESTS_NOTE,), numeric=True, behind=behind)


def _test_row(test: Test) -> tuple[Cell, ...]:
    behind = behind_table(test)
    if test.n < policy.LEAST_BASE or _smallest(test) < policy.LEAST_BASE:
        return ((test.method, test.how), *[say_protect.WITHHELD] * 4)
    if behind.withheld:
        return ((test.method, test.how), *[behind.text] * 4)
    statistic = write.statistic(test.statistic, test.df)
    p = test.p if test.adjusted is None else test.adjusted
    bounds = () if np.isnan(test.low) else (test.low, test.high)
    return (
        (test.method, test.how),
        statistic,
        write.p_value(p),
        write.effect(test.effect, test.size, bounds),
        say_protect.persons(test.n),
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
        logistic_model、linear_model 或 ordinal_model 的结果。
    labels : mapping of str to str
        每个因素叫什么。
    caption : str
        简短的标题。

    Examples
    --------
    >>> model = logistic_model(answers, "left", ["age", "arrears"], of="是")
    >>> model_table(model, {"arrears": "拖欠月数"}, "打算离开与拖欠月数")
    打算离开与拖欠月数
    因素  平均相差  95%区间
    age：45—59岁（与“18—44岁”比）  −2个百分点  −19至15个百分点
    age：60岁及以上（与“18—44岁”比）  −2个百分点  −20至15个百分点
    拖欠月数（每多一个单位）  12个百分点  10至13个百分点
    """
    rows = tuple((one.name, one.text, one.interval) for one, _ in terms_of(model, labels))
    whole = tuple(
        say.whole_factor(labels.get(r.term, r.term), write.p_value(r.p))
        for r in model.factors.itertuples()
        if r.df > 1
    )
    behind = behind_table(model)
    whole = () if behind.withheld else whole
    notes = (say_report.model_note(model.method, model.n), *whole, *model.warnings)
    head = say.MODEL_HEAD
    return Listing(caption, "", head, rows, notes, numeric=True, behind=Rows.of([behind]))


def terms_of(model: Model, labels: Mapping[str, str]) -> list[tuple[Number, Any]]:
    """Every term as it may be read, with the row it is of."""
    shares, basis = model.method == say_report.SHARE_MODEL, Basis(method=model.method)
    behind = behind_table(model)
    terms = []
    for row in model.table.itertuples():
        if not row.term:
            continue
        name = say.term_name(labels.get(row.term, row.term), row.level, row.against)
        few = row.level and row.people < policy.LEAST_BASE
        if few or behind.withheld:
            told = say_protect.WITHHELD if few else behind.text
            terms.append((replace(behind, name=name, text=told, withheld=True), row))
            continue
        size, unit = (100, write.POINTS) if shares else (1, "")
        value, *bounds = (v * size for v in (row.effect, row.effect_low, row.effect_high))
        spread = write.decimals((bounds[1] - bounds[0]) / 2)
        digits = policy.SHARE_DECIMALS if shares else spread
        low, high = (write.score(end, digits) for end in write.ends(bounds, digits))
        text = f"{write.score(value, digits)}{unit}"
        interval = write.span(low, high, unit)
        terms.append((replace(behind, name=name, text=text, interval=interval, basis=basis), row))
    return terms


def _plain(value: float) -> str:
    return write.score(value, 2)


def methods_table(caption: str) -> Listing:
    """方法表：报告里用到的每种方法和它的出处，放在附件里；出报告时只留下这份报告用到的。

    Parameters
    ----------
    caption : str
        简短的标题。

    Examples
    --------
    >>> methods_table("本报告使用的方法和出处")
    本报告使用的方法和出处
    用在哪里  方法  出处
    比例的区间  威尔逊区间  Wilson，1927
    ...
    """
    rows = [row for _, *row in say_report.METHODS]
    return Listing(
        caption, "", say_report.METHODS_HEAD, rows, (say_report.METHODS_ALL,), behind=WORDS
    )


def methods_used(content: Display, said: Sequence[Display]) -> Display:
    """Of a table of all methods those that a report's own words and evidence show it to have
    used, with what is to be said of these; anything else as it is."""
    if not isinstance(content, TableContent) or content.notes != (say_report.METHODS_ALL,):
        return content
    told = "".join(map(str, filter(lambda one: one is not content, said)))
    rows = [row for sign, *row in say_report.METHODS if re.search(sign, told)]
    notes = [note for sign, note in say_report.METHODS_NOTES if re.search(sign, told)]
    rows = rows or [[say_report.NO_METHODS, "", ""]]
    return Listing(content.caption, "", say_report.METHODS_HEAD, rows, notes, behind=WORDS)


def reliability_table(found: Reliability, caption: str) -> Listing:
    """信度表：α 和区间、ω，各题与其余题的相关；数据撑不起量表时写明。

    Parameters
    ----------
    found : Reliability
        reliability 的结果。
    caption : str
        简短的标题。

    Examples
    --------
    >>> reliability_table(reliability(answers, "attitude"), "态度量表的信度")
    态度量表的信度
    题目  平均分  与其余题的相关  去掉这题后的α
    愿意参加活动  2.6  0.78  0.88
    ...
    """
    digits = write.decimals(*found.items["half"])
    rows: tuple[tuple[str, ...], ...] = tuple(
        (str(r.item), write.score(r.mean, digits), _plain(r.item_rest), _plain(r.alpha_without))
        for r in found.items.itertuples()
    )
    note = say.reliability_note(found.alpha, found.low, found.high, found.omega, found.n)
    notes, behind = (note, *found.warnings), behind_table(found)
    if behind.withheld:
        rows, notes = tuple((name, *[behind.text] * 3) for name, *_ in rows), ()
    rests = Rows.of([behind])
    return Listing(caption, "", say.RELIABILITY_HEAD, rows, notes, numeric=True, behind=rests)
