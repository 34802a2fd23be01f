"""Shares and averages by hand arithmetic, and their properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Answers, Design, Flow
from researchlib.estimate.average import average
from researchlib.estimate.compare import Contrast
from researchlib.estimate.share import share
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Mode, Sampling


def answers_of(group, choice, ticks=None, sampling=Sampling.CONVENIENCE, population=None):
    """Answers without a file: groups, one scale of three, one multiple choice."""
    groups = ("甲", "乙", *sorted({g for g in group if g} - {"甲", "乙"}))
    n = len(group)
    ticks = np.zeros((n, 2), bool) if ticks is None else np.array(ticks)
    questions = (
        Question("group", "组", Kind.SINGLE, groups),
        Question("rate", "评价", Kind.SCALE, ("差", "中", "好")),
        Question("multi", "多选", Kind.MULTIPLE, ("一", "二")),
    )
    rate = pd.Series(choice, dtype=object)
    frame = pd.DataFrame(
        {
            "group": pd.Categorical(group, groups),
            "rate": pd.Categorical(rate, ["差", "中", "好"], ordered=True),
            "multi:一": ticks[:, 0],
            "multi:二": ticks[:, 1],
            "w": np.ones(n),
        }
    )
    status = pd.DataFrame(
        {
            "group": np.zeros(n, np.int8),
            "rate": np.where(rate.isna(), 2, 0).astype(np.int8),
            "multi": np.zeros(n, np.int8),
        }
    )
    return Answers(
        "x",
        frame,
        status,
        Codebook(questions),
        Design(sampling, population),
        Mode.SELF,
        "人",
        Flow(n, n, 0, (), n),
        (),
        (),
        "f",
        np.ones(n, bool),
    )


def test_share_by_group_by_hand():
    a = answers_of(["甲"] * 4 + ["乙"] * 4, ["好", "好", "差", None, "好", "差", "差", "中"])
    table = share(a, "rate", of="好", by="group").table
    assert list(table["group"]) == ["甲", "乙", "全体"]
    assert list(table["n"]) == [3, 4, 7] and list(table["base"]) == [4, 4, 8]
    assert list(table["missing"]) == [1, 0, 1] and list(table["count"]) == [2, 1, 3]
    assert np.allclose(table["value"], [2 / 3, 1 / 4, 3 / 7])


def test_average_by_hand():
    a = answers_of(["甲"] * 4, ["好", "差", "中", None])
    row = average(a, "rate").table.iloc[0]
    assert (row["value"], row["n"]) == (2.0, 3)
    assert (row["high"] - row["low"]) / 2 == pytest.approx(4.302653 * 1 / 3**0.5, rel=1e-6)


def test_multiple_choice_counts_people_not_ticks():
    a = answers_of(["甲"] * 4, ["好"] * 4, [[1, 1], [1, 0], [0, 0], [1, 0]])
    table = share(a, "multi").table
    assert list(table["value"]) == [0.75, 0.25] and list(table["n"]) == [4, 4]
    assert share(a, "multi", of=["一", "二"]).table["count"].iloc[0] == 3


def test_the_finite_population_correction_is_for_random_samples_only():
    rows = (["甲"] * 40, ["好"] * 20 + ["差"] * 20)
    width = {}
    for sampling in Sampling:
        row = share(
            answers_of(*rows, sampling=sampling, population=50), "rate", of="好"
        ).table.iloc[0]
        width[sampling] = row["high"] - row["low"]
        assert row["n"] == 40
    assert width[Sampling.RANDOM] < 0.6 * width[Sampling.CONVENIENCE]
    bare = share(answers_of(*rows), "rate", of="好").table.iloc[0]
    assert width[Sampling.CONVENIENCE] == bare["high"] - bare["low"]


def test_words_follow_the_interval():
    def direction(first, second, size):
        a = answers_of(
            ["甲"] * size + ["乙"] * size,
            ["好"] * first + ["差"] * (size - first) + ["好"] * second + ["差"] * (size - second),
        )
        return share(a, "rate", of="好", by="group").compare("甲", "乙").direction

    assert direction(45, 15, 60) is Contrast.HIGHER
    assert direction(15, 45, 60) is Contrast.LOWER
    assert direction(10, 12, 30) is Contrast.UNCLEAR
    assert direction(500, 500, 1000) is Contrast.ALIKE
    assert direction(5, 4, 9) is Contrast.TOO_FEW


def test_overlapping_and_unknown_groups_are_refused():
    found = share(answers_of(["甲"] * 20 + ["乙"] * 20, ["好"] * 40), "rate", of="好", by="group")
    with pytest.raises(DataProblem, match="不是互不重叠"):
        found.compare("甲", "全体")
    with pytest.raises(DataProblem, match="没有“丙”"):
        found.compare("甲", "丙")
    with pytest.raises(DataProblem, match="没有变量“rates”.*最接近的是“rate”"):
        share(answers_of(["甲"], ["好"]), "rates")


people = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙"]), st.sampled_from(["差", "中", "好", None]), st.booleans()
    ),
    min_size=2,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(people, st.integers(0, 2**31))
def test_properties(rows, seed):
    group, rate, tick = zip(*rows, strict=True)
    a = answers_of(list(group), list(rate), [[t, not t] for t in tick])
    found = share(a, "rate", by="group").table
    known = found[found["n"] > 0]
    assert (known["low"] <= known["value"]).all() and (known["value"] <= known["high"]).all()
    assert np.allclose(known.groupby("group")["value"].sum(), 1)
    assert (found["n"] <= found["base"]).all()
    order = np.random.default_rng(seed).permutation(len(rows))
    shuffled = replace(
        a,
        frame=a.frame.iloc[order].reset_index(drop=True),
        status=a.status.iloc[order].reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(share(shuffled, "rate", by="group").table, found)
    weighted = share(a, "rate", by="group", weight="w").table
    assert np.allclose(
        weighted[["value", "low", "high"]], found[["value", "low", "high"]], equal_nan=True
    )
