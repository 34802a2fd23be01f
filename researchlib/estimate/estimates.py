"""Estimates: a table of numbers that carries the cells it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from researchlib.clean.answers import ONE_CHOICE, Answers
from researchlib.estimate import say
from researchlib.estimate.cells import Cells
from researchlib.estimate.compare import Comparison, compared, family
from researchlib.estimate.interval import quantile
from researchlib.estimate.models.silent import Silence, sampled, sampled_means, turning
from researchlib.study.codebook import Literal, Question
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sampling, Sensitivity

_NO_SPREAD = 1e-12
_BEHIND = ("se", "df", "effective_n", "silent", "least", "most", "turn")
PRINTED = ("value", "low", "high", "least", "most", "turn")


class Measure(StrEnum):
    """What a number is."""

    SHARE = "share"
    AVERAGE = "average"
    TOTAL = "total"
    RATIO = "ratio"
    MEDIAN = "median"
    RANK = "rank"


@dataclass(frozen=True)
class Asked:
    """What was asked, of whom, and how they came in: printed under every number."""

    text: str
    respondents: str
    sampling: Sampling
    sensitivity: Sensitivity
    sensitive_groups: bool
    instrument: str
    of: tuple[str, ...]
    by: str
    noun: str
    domain: str
    skipped: int
    fingerprint: str
    weighted: bool
    weight: str
    total: int
    groups: tuple[tuple[str, tuple[Literal, ...]], ...]
    filters: tuple[Literal, ...]
    frame_size: int | None
    data: str
    withheld: frozenset[str]
    design: str

    @property
    def sensitive(self) -> bool:
        """Small counts of these answers are withheld."""
        return _is_sensitive(self.sensitivity)


def _is_sensitive(sensitivity: Sensitivity) -> bool:
    return sensitivity in (Sensitivity.SENSITIVE, Sensitivity.DIRECT)


@dataclass(frozen=True)
class Estimates:
    """一张数表：每行是一个数，带区间、人数和基数。

    `table` 的各列：group（组）、item（项）、choice（选项），没有的空着；value、low、high；
    n（有效回答人数）、base（应答人数）、missing（base 减 n）、count（这样回答的人数，不加权）；
    供比较用的 se、df、effective_n（有效样本量）；design_effect 是占比或平均值的方差，
    相当于同样人数的简单随机样本的几倍。知道问了哪些人的，另有 silent（多少人没有回答）、
    least 和 most（无论没有回答的人怎样回答，数值最低和最高是多少：Manski，1995；
    样本的区间按 Imbens and Manski，2004）、turn（没有回答的人里有多大比例这样回答，
    全体就刚好过半）。全面调查的 low 和 high 就是 least 和 most。不显示的有：
    `cells`（算出这些数的各项合计）、`silence`（没有回答的人的合计）和背后的答卷。
    """

    measure: Measure
    variable: str
    table: pd.DataFrame
    asked: Asked
    questions: tuple[Question, ...]
    cells: Cells
    answers: Answers
    silence: Silence | None = None

    @property
    def reach(self) -> bool:
        """low 和 high 是否不是样本的区间，而是没有回答的人最多能把数值带到的范围。"""
        census = self.asked.sampling is Sampling.CENSUS
        return census and self.silence is not None and self.silence.bounded

    def __repr__(self) -> str:
        plain = [] if self.asked.weighted else ["design_effect"]
        shown = self.table.drop(columns=[*_BEHIND, *plain], errors="ignore")
        shown = shown.loc[:, shown.ne("").any() & shown.notna().any()]
        return f"{self.asked.text}\n{shown.to_string(index=False, float_format='%.3f')}"

    @property
    def unit(self) -> str:
        """平均值的单位：数值题自己的单位，量表的分，排序题的位。"""
        first = self.questions[0]
        if first.kind is Kind.RANKING:
            return w.PLACE_UNIT
        return first.unit if first.kind is Kind.NUMBER else w.POINTS

    @property
    def decimals(self) -> int:
        """数值写几位小数：占比写整数百分比；其他的看全体的离散程度，各组与全体写得一样细。"""
        if self.measure is Measure.SHARE:
            return 2 + policy.SHARE_DECIMALS
        spread = quantile(self.cells.df[-1]) * np.sqrt(self.cells.variance[-1])
        return write.decimals(*map(float, spread))

    def labels(self) -> list[str]:
        """句子里可以用的名称：组、项、选项中有变化的那些。"""
        return self._labels

    @cached_property
    def _labels(self) -> list[str]:
        keys = (self.table[name] for name in ("group", "item", "choice"))
        varied = [column for column in keys if column.nunique() > 1]
        named = ["·".join(filter(None, row)) for row in zip(*varied, strict=True)]
        return [name or w.EVERYONE for name in named] or [w.EVERYONE] * len(self.table)

    def pairs(self, groups: Sequence[str] = ()) -> list[Comparison]:
        """每一项里每两组（或指定的几组）的差；这些区间同时成立。"""
        table, labels = self.table, self.labels()
        group = table["group"].to_numpy()
        named = [k for k, g in enumerate(group) if g and (g in groups or not groups)]
        kept = [k for k in named if group[k] != w.EVERYONE]
        same = table["item"] + "\0" + table["choice"]
        made = [
            self.compare(labels[a], labels[b])
            for a, b in combinations(kept, 2)
            if same[a] == same[b]
        ]
        return family(made)

    def row(self, label: str) -> pd.Series:
        """这个名称的一行；没有这个名称的，报错并列出有哪些。"""
        labels = self.labels()
        if label not in labels:
            raise say.problem("no_such_group", label, labels)
        return self.table.iloc[labels.index(label)]

    def only(self, label: str) -> Estimates:
        """只留一行：句子里需要点名某一个数时用。

        Examples
        --------
        >>> average(answers, "importance").only("助餐配餐")
        重要吗
        item  value   low  high   n ...
        助餐配餐  3.904 3.762 4.047 120 ...
        """
        self.row(label)
        keep = [name == label for name in self.labels()]
        return replace(self, table=self.table[keep].reset_index(drop=True))

    def compare(self, first: str, second: str) -> Comparison:
        """比较两个互不重叠的组：差值、区间和各自的人数。

        Parameters
        ----------
        first, second : str
            `by` 分出的两个组的名称。有重叠的组（全体）不能比较。

        Returns
        -------
        Comparison
            差（first 减 second）和95%区间。占比按纽科姆法（Newcombe，1998，方法10），
            平均值按韦尔奇法（Welch，1947）；复杂抽样的计入两组的协方差。全面调查的，
            写出无论没有回答的人怎样想，差最少、最多是多少。

        Examples
        --------
        >>> satisfied = share(answers, "satisfaction.meals", of="非常满意", by="living")
        >>> found = satisfied.compare("独居", "与家人同住")
        >>> round(found.difference, 2), found.first_n, found.second_n
        (-0.13, 58, 62)
        """
        a, b = self.row(first), self.row(second)
        if not a["group"] or a["group"] == b["group"] or w.EVERYONE in (a["group"], b["group"]):
            raise say.problem("groups_overlap", first, second)
        at = [divmod(self.labels().index(k), self.cells.n.shape[-1]) for k in (first, second)]
        found = compared(
            (first, second),
            (a, b),
            self.measure is Measure.SHARE,
            self.cells.freedom(*at),
            self.cells.covariance(*at),
        )
        sensitive = self.asked.sensitive or self.asked.sensitive_groups
        if self.reach and self.silence:
            low, high = self.silence.gap(*at)
            found = replace(found, low=low, high=high, reach=True)
        return replace(
            found,
            noun=self.asked.noun,
            unit="" if found.is_share else self.unit,
            sensitive=found.is_share and sensitive,
            estimates=self,
        )


def _asked_of(
    answers: Answers,
    rows: tuple[Question, ...],
    of: tuple[str, ...],
    by: str | None,
    weight: str,
) -> Asked:
    """The question and the people behind an estimate."""
    first, book = rows[0], answers.codebook
    order = list(Sensitivity)
    guarded = book.guarded and first.kind in ONE_CHOICE
    levels = [q.sensitivity for q in rows if q.sensitivity is not Sensitivity.QUASI]
    skipped = int((answers.domain & ~answers.asked(first.variable)).sum())
    group = answers.question(by) if by else None
    counted = (*rows, group) if group else rows
    codes = dict.fromkeys(code for q in counted if q.unchecked for code in q.missing)
    return Asked(
        first.printed,
        answers.respondents,
        answers.design.sampling,
        min([*levels, Sensitivity.SENSITIVE if guarded else Sensitivity.PLAIN], key=order.index),
        group is not None and (book.guarded or _is_sensitive(group.sensitivity)),
        first.instrument,
        of,
        group.label if group else "",
        group.noun if group else first.noun,
        answers.domain_name,
        skipped,
        answers.fingerprint,
        answers.design.complex,
        weight,
        len(answers.frame),
        _groups(answers, by) if by else (),
        answers.filters,
        answers.design.frame_size,
        answers.data,
        answers.withheld,
        say.design_told(answers.design) + say.unchecked([*codes]),
    )


def _groups(answers: Answers, by: str) -> tuple[tuple[str, tuple[Literal, ...]], ...]:
    known = answers.choices(by)
    return tuple((g, answers.question(by).literals([g], known)) for g in known)


def estimated(
    answers: Answers,
    measure: Measure,
    variable: str,
    by: str | None,
    cells: Cells,
    value: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    *,
    items: Sequence[tuple[str, str]] = (("", ""),),
    of: tuple[str, ...] = (),
    weight: str | None = None,
    silence: Silence | None = None,
) -> Estimates:
    """Value and interval (groups x items) with the table, the question and the people behind."""
    rows = answers.codebook.rows(variable)
    labels = _label_rows(answers.choices(by) if by else (), items, cells)
    table = _numbers(labels, cells, value=value, low=low, high=high)
    used = weight or (w.OF_DESIGN if answers.design.complex else "")
    asked = _asked_of(answers, rows, of, by, used)
    made = Estimates(measure, variable, table, asked, rows, cells, answers, silence)
    return made if silence is None else _with_silent(made, silence)


def _with_silent(made: Estimates, silence: Silence) -> Estimates:
    """How many did not answer, and how far that reaches, beside each row."""
    table, cells = made.table, made.cells
    start = 0 if table["group"].iloc[0] else cells.n.shape[1] - 1
    least, most = silence.ends()
    if made.asked.sampling is Sampling.RANDOM:
        with np.errstate(invalid="ignore", divide="ignore"):
            size = cells.effective_n * (1 + silence.silent / silence.answered)
        least, most = (
            sampled(least, most, size)
            if made.measure is Measure.SHARE
            else sampled_means(silence, cells.mean, cells.variance, size)
        )
    turn = turning(silence.y, silence.answered, silence.silent)
    found = {"silent": silence.people, "least": least, "most": most}
    found |= {"turn": turn} if made.measure is Measure.SHARE else {}
    table = table.assign(**{name: grid[start:].ravel() for name, grid in found.items()})
    if made.reach:
        table = table.assign(low=table["least"], high=table["most"])
    return replace(made, table=table)


def _label_rows(
    groups: Sequence[str],
    items: Sequence[tuple[str, str]],
    cells: Cells,
) -> pd.DataFrame:
    """One row a group and item (label, choice), the groups in order and 全体 last."""
    names = [*groups, w.EVERYONE] if groups else [""]
    keep = range(len(names)) if groups else [cells.n.shape[1] - 1]
    n, base, yes = (cells.total(name) for name in ("n", "base", "yes"))
    rows = [
        (name, item, choice, int(n[g, k]), int(base[g, k]), int(yes[g, k]))
        for name, g in zip(names, keep, strict=True)
        for k, (item, choice) in enumerate(items)
    ]
    table = pd.DataFrame(rows, columns=["group", "item", "choice", "n", "base", "count"])
    table.insert(5, "missing", table["base"] - table["n"])
    return table


def _numbers(table: pd.DataFrame, cells: Cells, **values: np.ndarray) -> pd.DataFrame:
    """Put value, low, high and what a comparison needs (groups x items) beside the labels.

    Who is too few is not published anyway; of others there must be an error to be told.
    """
    design = {
        "se": np.sqrt(cells.variance),
        "df": cells.df,
        "effective_n": cells.effective_n,
        "design_effect": cells.design_effect,
    }
    start = 0 if table["group"].iloc[0] else cells.n.shape[1] - 1
    for place, (name, grid) in enumerate(values.items(), 3):
        table.insert(place, name, grid[start:].ravel())
    for name, grid in design.items():
        table[name] = grid[start:].ravel()
    enough = table["n"] >= policy.LEAST_BASE
    counted = cells.known or np.array_equal(cells.wyy, cells.wy)
    alike = (table["design_effect"] < _NO_SPREAD) & (not counted)
    for weak, told in ((table["df"] <= 1, "too_few_units"), (alike, "all_alike")):
        groups = dict.fromkeys(table["group"][weak & enough])
        if groups:
            raise say.problem(told, [g or w.EVERYONE for g in groups])
    return table
