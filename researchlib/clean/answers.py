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

    `frame` has a column per variable (single choices and scales as categories, numbers as
    floats), and "variable:choice" columns for multiple choice (True/False) and ranking (1..k).
    `status` tells for every variable why a cell is empty. `domain` marks those now looked at;
    `rows` says where in the file each stood, for the group's own 编号对照表 only; `data` tells
    one set of respondents from another, whatever the workbook calls them;
    `left_out` are the columns that are no question, with the reason.
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
        """One question of the codebook."""
        return self.codebook[variable]

    def answered(self, variable: str) -> np.ndarray:
        """Who answered: True for each respondent with a usable answer."""
        return self.status[variable].to_numpy() == Status.ANSWERED

    def asked(self, variable: str) -> np.ndarray:
        """Who was shown the question: everyone but those the form led past it."""
        return self.status[variable].to_numpy() != Status.SKIPPED

    def codes(self, variable: str) -> np.ndarray:
        """A single choice or scale as positions 0..k-1, -1 where there is no answer."""
        return self.frame[variable].cat.codes.to_numpy()

    def choices(self, variable: str) -> tuple[str, ...]:
        """The choices that can be counted, in the order of the codebook."""
        question = self.codebook[variable]
        if question.kind in ONE_CHOICE:
            return tuple(self.frame[variable].cat.categories)
        return question.substantive

    def known_choices(self, variable: str, wanted: Iterable[str]) -> tuple[str, ...]:
        """The choices that can be counted; one that is wanted and not among them is told."""
        known = self.choices(variable)
        for choice in wanted:
            if choice not in known:
                raise say.problem("unknown_choice", choice, self.codebook[variable].text, known)
        return known

    def single(self, variable: str) -> tuple[np.ndarray, tuple[str, ...]]:
        """The codes and the choices of a single choice or scale."""
        question = self.codebook[variable]
        if question.kind not in ONE_CHOICE:
            raise say.problem("not_a_grouping", question.text, question.kind)
        return self.codes(variable).astype(int), self.choices(variable)

    def with_question(self, question: Question, values: object, state: np.ndarray) -> Answers:
        """One more question, with its answers and what stands behind each."""
        called = question.variable
        return replace(
            self,
            codebook=replace(self.codebook, questions=(*self.codebook, question)),
            frame=self.frame.assign(**{called: values}),
            status=self.status.assign(**{called: state.astype(np.int8)}),
        )

    def strata(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The stratum of each respondent, and sampled and all units of each stratum.

        A unit is a respondent, or a cluster where clusters were drawn.
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
        """The cluster of each respondent as 0..k-1 (those of different strata differ), or None."""
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
        """Design weights: the column given, or population over sample in each stratum."""
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
        """A column of weights: none missing, endless or negative, and not nought alone."""
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
            One row per respondent. Words and categories become single choices, numbers numbers.
        weight, strata, cluster : str, optional
            Columns of weights (>= 0), of strata, of clusters drawn whole.
        population : int, mapping or str, optional
            All units (respondents, or clusters where clusters were drawn): one number, a number
            per stratum, or a column that repeats it.
        codebook : Codebook, optional
            What the columns mean; guessed from their types when not given.

        Returns
        -------
        Answers

        Raises
        ------
        DataProblem
            A column does not exist, a weight is missing or negative.

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
        """The respondents by each question that has split them so far, for the next table."""
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
