"""Answers: cleaned questionnaires, ready to be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.study.codebook import Codebook, Literal, Question
from researchlib.terms.words import Kind, Mode, Sampling, Sensitivity

ONE_CHOICE, SEVERAL = (Kind.SINGLE, Kind.SCALE), (Kind.MULTIPLE, Kind.RANKING)


class Status(IntEnum):
    """What stands behind a cell: only ANSWERED is counted, SKIPPED leaves the base."""

    ANSWERED = 0
    SKIPPED = 1
    BLANK = 2
    UNSURE = 3
    UNREADABLE = 4


@dataclass(frozen=True)
class Loss:
    """Questionnaires left out at one step, and why; which rows, for the group alone."""

    reason: str
    rows: tuple[int, ...] = field(repr=False)

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Flow:
    """从发放到有效：每一步多少份，少了的为什么少。`issued` is None for 无法统计."""

    issued: int | None
    returned: int
    set_aside: int
    losses: tuple[Loss, ...]
    valid: int


@dataclass(frozen=True)
class Design:
    """How the respondents were drawn. `population` is known for random samples and censuses;
    `stratum` names the variable that the sample was split by, `sizes` the population of each.
    `cluster` names the column of whole groups drawn together; sizes then count groups, `units`
    all of them. `weight` names a column of weights, which otherwise follow from the sizes;
    `margins` the variables whose population totals they were brought to, from the weights `base`;
    `issued` how many of each stratum were drawn, whether they answered or not.
    """

    sampling: Sampling
    population: int | None = None
    stratum: str = ""
    sizes: tuple[tuple[str, int], ...] = ()
    cluster: str = ""
    weight: str = ""
    units: int | None = None
    margins: tuple[str, ...] = ()
    base: str = ""
    issued: tuple[tuple[str, int], ...] = ()

    @property
    def complex(self) -> bool:
        """Errors need the design: strata, clusters or weights."""
        return bool(self.stratum or self.cluster or self.weight)

    @property
    def frame_size(self) -> int | None:
        """For the finite population correction; a convenience sample has no frame."""
        return None if self.sampling is Sampling.CONVENIENCE else self.population


@dataclass(frozen=True)
class Answers:
    """清洗后的答卷：有类型的数据、题目对照表、抽样设计，以及剔除了什么、为什么。

    `frame` 每道题一列：单选和量表是分类值，数值题是小数；多选题和排序题每个选项一列，
    列名是“变量名:选项”，多选是 True/False，排序是名次1至k。`status` 记着每道题每一格为什么空。
    `domain` 标出这次看的是哪些人；`rows` 是各人在原始文件的第几行，只用于组内的编号对照表；
    `data` 用来分清是不是同一批答卷，与课题表里叫什么无关；`left_out` 是不算题目的列和原因。
    """

    name: str
    frame: pd.DataFrame
    status: pd.DataFrame
    codebook: Codebook
    design: Design
    mode: Mode
    respondents: str
    flow: Flow
    decisions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    fingerprint: str
    domain: np.ndarray
    rows: tuple[int, ...] = ()
    data: str = ""
    withheld: frozenset[str] = frozenset()
    filters: tuple[Literal, ...] = ()
    domain_name: str = ""
    unread: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return int(self.domain.sum())

    def __repr__(self) -> str:
        """What there is, and nobody's answers: a notebook is often passed on as it stands."""
        kinds = Counter(str(question.kind) for question in self.codebook)
        variables = [question.variable for question in self.codebook]
        return say.answers_shown(self.name, len(self), self.domain_name, kinds, variables)

    def question(self, variable: str) -> Question:
        """题目对照表里的一道题。"""
        return self.codebook[variable]

    def answered(self, variable: str) -> np.ndarray:
        """谁作了有效回答：每位填答者一个 True 或 False。"""
        return self.status[variable].to_numpy() == Status.ANSWERED

    def asked(self, variable: str) -> np.ndarray:
        """谁应答本题：除去按跳题规则跳过的人，其余都是。"""
        return self.status[variable].to_numpy() != Status.SKIPPED

    def codes(self, variable: str) -> np.ndarray:
        """单选或量表题的选项位置0至k−1；没有回答的是−1。"""
        return self.frame[variable].cat.codes.to_numpy()

    def choices(self, variable: str) -> tuple[str, ...]:
        """可以计数的选项，次序与题目对照表一样。"""
        question = self.codebook[variable]
        if question.kind in ONE_CHOICE:
            return tuple(self.frame[variable].cat.categories)
        return question.substantive

    def known_choices(self, variable: str, wanted: Iterable[str]) -> tuple[str, ...]:
        """可以计数的选项；要的选项不在其中的，报错并说明。"""
        known = self.choices(variable)
        for choice in wanted:
            if choice not in known:
                raise say.problem("unknown_choice", choice, self.codebook[variable].text, known)
        return known

    def single(self, variable: str) -> tuple[np.ndarray, tuple[str, ...]]:
        """一道单选或量表题的选项位置，和全部选项。"""
        question = self.codebook[variable]
        if question.kind not in ONE_CHOICE:
            raise say.problem("not_a_grouping", question.text, question.kind)
        return self.codes(variable).astype(int), self.choices(variable)

    def with_question(self, question: Question, values: object, state: np.ndarray) -> Answers:
        """加上一道题，连同各人的回答和每一格的情形，返回新的答卷。"""
        called = question.variable
        return replace(
            self,
            codebook=replace(self.codebook, questions=(*self.codebook, question)),
            frame=self.frame.assign(**{called: values}),
            status=self.status.assign(**{called: state.astype(np.int8)}),
        )

    def strata(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """每位填答者属于哪一层，各层抽了多少个单位、共有多少个单位。

        单位是一位填答者；整群抽样的，是一个群。
        """
        return self._strata

    @cached_property
    def _strata(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        n, design = len(self.frame), self.design
        names, codes = [self.respondents], np.zeros(n, int)
        size = np.array([(design.units if design.cluster else design.frame_size) or np.inf])
        if design.stratum:
            names = list(self.choices(design.stratum))
            codes = self.codes(design.stratum).astype(int)
            self._whole(design.stratum, codes >= 0)
            sizes = dict(design.sizes)
            size = np.array([float(sizes.get(c, np.inf)) for c in names])
        units = self.clusters()
        first = slice(None) if units is None else np.unique(units, return_index=True)[1]
        drawn = np.bincount(codes[first], minlength=len(size))
        for name, many, most in zip(names, drawn, size, strict=True):
            if many > most:
                raise say.problem("population_too_small", name, int(many), int(most))
        return codes, drawn, size

    def _whole(self, column: str, known: np.ndarray) -> None:
        """Whoever stands in no stratum, or in no cluster, was drawn all the same: to be told."""
        if not known.all():
            raise say.problem("design_missing", column, int((~known).sum()))

    def clusters(self) -> np.ndarray | None:
        """每位填答者属于哪个群，记作0至k−1（不同层的群不算同一个）；没有整群抽样的是 None。"""
        return self._clusters

    @cached_property
    def _clusters(self) -> np.ndarray | None:
        if not self.design.cluster:
            return None
        named = self.frame[self.design.cluster]
        self._whole(self.design.cluster, named.notna().to_numpy())
        named = named.astype(str)
        if self.design.stratum:
            named = self.frame[self.design.stratum].astype(str) + "\0" + named
        return pd.factorize(named)[0]

    def weights(self) -> np.ndarray:
        """设计权重：指定的那一列；没有指定的，按各层的总体数除以样本数。"""
        return self._weights

    @cached_property
    def _weights(self) -> np.ndarray:
        if self.design.weight:
            return self.weight_column(self.design.weight)
        codes, drawn, sizes = self.strata()
        if not np.isfinite(sizes).all():
            return np.ones(len(self.frame))
        return (sizes / np.maximum(drawn, 1))[codes]

    def weight_column(self, name: str) -> np.ndarray:
        """作权重的一列：不得有缺失、无穷或负数，也不得全部是零。"""
        if name not in self.frame:
            raise say.problem("no_such_column", name, self.frame.columns)
        values = pd.to_numeric(self.frame[name], errors="coerce").to_numpy(float)
        bad = ~(np.isfinite(values) & (values >= 0))
        if bad.any() or not values.any():
            raise say.bad_weight(name, int(bad.sum()))
        return values

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        weight: str | None = None,
        strata: str | None = None,
        cluster: str | None = None,
        population: Any = None,
        codebook: Codebook | None = None,
    ) -> Answers:
        """任意一张数据表作为答卷：列名即变量名，可带权重、分层、整群和总体数。

        Parameters
        ----------
        frame : DataFrame
            一行一位填答者。文字和分类值作单选题，数作数值题。
        weight, strata, cluster : str, optional
            权重（不小于0）、层、群（抽中的群整个调查）各在哪一列。
        population : int, mapping or str, optional
            全部单位有多少（单位是填答者；整群抽样的是群）：一个数，或每层一个数，
            或写着这个数的一列。
        codebook : Codebook, optional
            各列的含义；不写的，按各列的类型推断。

        Returns
        -------
        Answers

        Raises
        ------
        DataProblem
            列不存在，权重有缺失或负数。

        Examples
        --------
        >>> frame = pd.DataFrame({"kind": ["小学", "小学", "中学", "中学"],
        ...                       "all": [20, 20, 10, 10], "score": [70, 80, 60, 66]})
        >>> average(Answers.from_frame(frame, strata="kind", population="all"), "score")
        score
         value    low   high  n ...
        71.000 56.860 85.140  4 ...
        """
        from researchlib.clean.frames import answers_from_frame

        return answers_from_frame(frame, weight, strata, cluster, population, codebook)

    @cached_property
    def groups(self) -> dict[str | None, Any]:
        """按各道题分过的组，留给下一张表用。"""
        return {}

    def within(self, variable: str, *choices: str) -> Answers:
        """只看一部分人：返回限定在某些选项上的答卷，其余的人不计入任何基数。"""
        variable = self.codebook.variable(variable)
        known = self.known_choices(variable, choices)
        return replace(
            self,
            domain=self.domain & self.frame[variable].isin(choices).to_numpy(),
            filters=(*self.filters, *self.codebook[variable].literals(choices, known)),
            domain_name="，".join(filter(None, (self.domain_name, "、".join(choices)))),
        )


def strictest(questions: Iterable[Question]) -> Sensitivity:
    """How sensitive it is to have answered all of these."""
    return min((q.sensitivity for q in questions), key=list(Sensitivity).index)


def tick(variable: str, choice: str) -> str:
    """The column of one choice of a multiple-choice or ranking question."""
    return f"{variable}:{choice}"


def tick_columns(variable: str, choices: Sequence[str]) -> list[str]:
    """All columns of a multiple-choice or ranking question."""
    return [tick(variable, choice) for choice in choices]
