"""The gate: what cannot be asked is told in Chinese, with what was found and what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import researchlib as rl
from researchlib.clean.answers import Answers
from researchlib.estimate.spoken.agreement import agreement, gwet, krippendorff
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind

N = 100
RNG = np.random.default_rng(0)
BOOK = Codebook(
    (
        Question("q", "题", Kind.SINGLE, ("是", "否")),
        Question("g", "组", Kind.SINGLE, ("甲", "乙")),
        Question("y", "数", Kind.NUMBER),
        Question("s", "评", Kind.SCALE, ("差", "中", "好")),
        Question("age", "年龄", Kind.SINGLE, ("60—69岁", "70—79岁", "80岁及以上")),
    )
)
FRAME = pd.DataFrame(
    {
        "q": RNG.choice(["是", "否"], N),
        "g": RNG.choice(["甲", "乙"], N),
        "y": RNG.normal(size=N).round(2),
        "s": RNG.choice(["差", "中", "好"], N),
        "age": RNG.choice(["60—69岁", "70—79岁"], N),
    }
)


def answers(frame=FRAME, **design):
    return Answers.from_frame(frame, codebook=BOOK, **design)


A = answers()
ITEMS = Answers.from_frame(
    pd.DataFrame(
        {f"m.{k}": list(v) * 12 for k, v in zip("abc", ("12345", "12345", "54321"), strict=True)}
    ),
    codebook=Codebook(
        tuple(Question(f"m.{k}", k, Kind.SCALE, tuple("12345"), stem="量表") for k in "abc")
    ),
)
BOTH = {"g": {"甲": 30, "乙": 70}, "q": {"是": 50, "否": 50}}
SAME = FRAME.assign(q=np.where(FRAME["g"] == "甲", "是", "否"))

REFUSED = {
    "“zz”": [
        lambda: rl.linear_model(A, "zz", ["g"]),
        lambda: rl.share(A, "q", weight="zz"),
        lambda: rl.total(A, "y", weight="zz"),
        lambda: answers(population="zz"),
        lambda: rl.share(A, "q", of="是", interval="zz"),
        lambda: rl.factor_analysis(ITEMS, "m", rotation="zz"),
        lambda: krippendorff(np.array([[1.0, 2], [1, 1]]), "zz"),
    ],
    "没有选项“对”": [
        lambda: rl.share(A, "q", of="对"),
        lambda: rl.logistic_model(A, "q", ["y"], of="对"),
        lambda: rl.mcnemar_test(A, "q", "q", of="对"),
        lambda: rl.total(answers(population=900), "q", of="对"),
        lambda: rl.trend_test(A, "q", of="对", by="s"),
        lambda: rl.trend_test(A, "y", by="age", order=["60—69岁", "对"]),
        lambda: rl.rake(A, {"q": {"是": 1, "对": 2}}),
    ],
    "没有选项“”": [lambda: rl.logistic_model(A, "q", ["y"], of=[])],
    "权重“y”有": [lambda: rl.share(A, "q", weight="y"), lambda: answers(weight="y")],
    "全都是0": [lambda: answers(FRAME.assign(w=0), weight="w")],
    "已经按总体构成加权": [
        lambda: rl.share(rl.rake(A, {"q": BOTH["q"]}).answers, "q", weight="w"),
    ],
    "总体不能比样本小": [
        lambda: answers(population=50),
        lambda: answers(strata="g", population={"甲": 20, "乙": 900}),
    ],
    "“乙”没有给出总体数": [lambda: answers(strata="g", population={"甲": 900})],
    "总体数是": [lambda: answers(population=-5), lambda: answers(population=float("inf"))],
    "没有“g”": [lambda: answers(FRAME.assign(g=[None] * 3 + ["甲"] * 97), strata="g")],
    "没有“psu”": [lambda: answers(FRAME.assign(psu=[None] + ["a", "b", "c"] * 33), cluster="psu")],
    "看不懂的答案“也许”，共3份": [lambda: answers(FRAME.assign(q=["也许"] * 3 + ["是"] * 97))],
    "看不懂的答案“三”": [lambda: answers(FRAME.assign(y=["1", "三"] * 50))],
    "一份答卷也没有": [lambda: answers(FRAME.iloc[:0])],
    "没有给出总体构成": [lambda: rl.rake(A, {})],
    "权重调不平": [lambda: rl.rake(answers(SAME), BOTH)],
    "没有可比较的": [
        lambda: rl.mcnemar_test(answers(FRAME.assign(q=None)), "q", "q", of="是"),
        lambda: rl.paired_test(A, "y", "y"),
        lambda: rl.signed_rank_test(A, "s", "s"),
        lambda: rl.logistic_model(answers(FRAME.assign(q="是")), "q", ["y"], of="是"),
        lambda: rl.ordinal_model(answers(FRAME.assign(s="好")), "s", ["y"]),
        lambda: rl.rank_correlation(answers(FRAME.assign(y=1.0)), "y", "s"),
    ],
    "由前面的因素": [
        lambda: rl.linear_model(answers(FRAME.assign(y=1.0)), "s", ["g", "y"]),
        lambda: rl.logistic_model(
            answers(
                SAME.assign(q=FRAME["q"], age=np.where(SAME["g"] == "甲", "60—69岁", "70—79岁"))
            ),
            "q",
            ["g", "age"],
            of="是",
        ),
    ],
    "撑不起": [
        lambda: rl.linear_model(answers(FRAME[:4]), "y", ["s"]),
        lambda: rl.linear_model(answers(FRAME.assign(psu=[1, 2] * 50), cluster="psu"), "y", ["s"]),
    ],
    "只来自一两个整群": [
        lambda: rl.share(answers(FRAME.assign(psu=1), cluster="psu"), "q", of="是"),
        lambda: rl.average(
            answers(
                FRAME.assign(psu=(FRAME["g"] == "甲") * 2 + RNG.integers(0, 2, N)), cluster="psu"
            ),
            "y",
            by="g",
        ),
    ],
    "误差算不出来": [
        lambda: rl.average(
            answers(
                FRAME.assign(y=(FRAME["g"] == "甲") * 10.0),
                strata="g",
                population={"甲": 900, "乙": 900},
            ),
            "y",
        ),
        lambda: rl.mean_test(
            answers(FRAME.assign(psu=(FRAME["g"] == "甲") * 1), cluster="psu"), "y", "g"
        ),
    ],
    "没有总体人数或权重": [
        lambda: rl.total(answers(FRAME.assign(psu=[1, 2, 3, 4] * 25), cluster="psu"), "y")
    ],
    "先后没有写明": [lambda: rl.trend_test(A, "y", by="age")],
    "要比较两个选项": [lambda: rl.tick_difference(A, "q", of=["是"])],
    "算不出信度": [lambda: rl.reliability(ITEMS, "m")],
    "误差范围填的是“5”": [lambda: rl.sample_size(5)],
    "误差范围填的是“0”": [lambda: rl.sample_size(0)],
    "占比填的是": [lambda: rl.sample_size(0.05, share=1.5), lambda: rl.detectable(10, 10, -1)],
    "总体只有240人": [lambda: rl.sample_size(0.05, population=240, response=0.6)],
    "人数填的是“100”": [lambda: rl.precision(100, population=50)],
    "差别填的是": [lambda: rl.exaggeration(0, 1)],
    "置信水平填的是": [lambda: rl.average(A, "y", by="g").compare("甲", "乙").at(95)],
    "没有两个人都看过": [lambda: krippendorff(np.array([[1, np.nan], [np.nan, 2]]))],
    "判断都一样": [lambda: gwet(np.ones((4, 2)))],
}


@pytest.mark.parametrize("told", REFUSED)
def test_what_cannot_be_asked_is_told(told):
    for call in REFUSED[told]:
        with pytest.raises(DataProblem, match=told):
            call()


def test_a_choice_named_twice_counts_once():
    twice, once = (rl.share(A, "q", of=of) for of in (["是", "是"], "是"))
    assert twice.table.equals(once.table) and twice.asked.of == once.asked.of == ("是",)


def test_what_nobody_chose_is_dropped_and_told():
    for model in (
        rl.logistic_model(A, "q", ["age"], of="是"),
        rl.linear_model(A, "y", ["age"]),
        rl.ordinal_model(A, "s", ["age"]),
    ):
        assert "80岁及以上" not in set(model.table["level"])
        assert any("“80岁及以上”" in told for told in model.warnings)
    assert rl.linear_model(A, "y", ["g"]).warnings == ()
    lowest = answers(FRAME[FRAME["s"] != "差"].reset_index(drop=True))
    assert len(rl.ordinal_model(lowest, "s", ["g"]).cuts) == 1
    first = answers(FRAME.replace({"age": {"60—69岁": "80岁及以上"}}))
    assert set(rl.linear_model(first, "y", ["age"]).table["against"]) == {"", "70—79岁"}


def test_a_group_of_one_is_not_compared():
    one = answers(FRAME.assign(g=["甲"] + ["乙"] * (N - 1)))
    assert rl.average(one, "y", by="g").compare("甲", "乙").direction == "too_few"


def test_pure_strata_keep_the_width_of_a_simple_sample():
    """Zero variance within strata is no proof: the interval is that of a simple sample. Only what
    the sample was split by is known."""
    pure = answers(SAME, strata="g", population={"甲": 900, "乙": 900})
    row = rl.share(pure, "q", of="是").table.iloc[0]
    assert row["se"] == 0 and row["high"] - row["low"] > 0.15
    known = rl.share(pure, "g", of="甲").table.iloc[0]
    assert known["value"] == pytest.approx(0.5) and known["high"] - known["low"] < 1e-6


def test_large_numbers_keep_their_error():
    big = FRAME.assign(y=FRAME["y"] + 1e9)
    small = rl.average(A, "y", by="g").table
    made = rl.average(answers(big), "y", by="g").table
    assert np.allclose(made["se"], small["se"], rtol=1e-6)
    assert np.allclose(made["value"] - 1e9, small["value"], atol=1e-6)


def test_a_ratio_that_never_varies_has_no_width():
    twice = answers(FRAME.assign(y=2.0 * (1 + np.arange(N) % 4), x=1.0 + np.arange(N) % 4))
    book = Codebook((*BOOK, Question("x", "另一数", Kind.NUMBER)))
    row = rl.ratio(replace(twice, codebook=book, status=twice.status.assign(x=0)), "y", "x").table
    assert row["value"][0] == row["low"][0] == row["high"][0] == pytest.approx(2)


def test_weights_of_nought_leave_an_ordinal_fit_as_it_is():
    half = FRAME.assign(w=[1.0, 0.0] * 50)
    whole = rl.ordinal_model(answers(half, weight="w"), "s", ["y"]).table["value"]
    alone = rl.ordinal_model(answers(half[::2].reset_index(drop=True)), "s", ["y"]).table["value"]
    assert whole.to_list() == pytest.approx(alone.to_list(), rel=1e-6)


def test_totals_of_a_half_silent_community():
    half = answers(FRAME.assign(y=[10.0, np.nan] * 50), population=240)
    assert rl.total(half, "y").table["value"][0] == pytest.approx(2400)


def test_two_clusters_against_four_are_never_called_higher_for_their_buildings():
    """Six buildings, three a group, the shares of buildings apart: the groups are not."""
    level = [0.2, 0.5, 0.7, 0.4, 0.6, 0.85]
    rows = [
        ("甲" if k < 3 else "乙", "是" if j < 30 * p else "否", k)
        for k, p in enumerate(level)
        for j in range(30)
    ]
    made = pd.DataFrame(rows, columns=["g", "q", "psu"]).assign(y=0.0, s="好", age="60—69岁")
    gap = rl.share(answers(made, cluster="psu"), "q", of="是", by="g").compare("乙", "甲")
    plain = rl.share(answers(made), "q", of="是", by="g").compare("乙", "甲")
    assert plain.direction == "higher" and gap.direction == "unclear"
    assert gap.at(0.99).low < gap.low and gap.difference == pytest.approx(plain.difference)


def test_codes_of_any_kind_and_units_of_one_coder():
    codes = np.array([[1, 1], [2, 2], [3, 3], [1, 2.0]])
    found = agreement({"x": codes})[0]
    assert found.percent == pytest.approx(0.75) and found.both is None
    one = np.array([[1, 1], [0, 0], [1, 0], [1, np.nan], [1, np.nan]])
    share = np.array([1, 0, 0.5, 1, 1]).mean()  # the chance counts whoever was seen at all
    chance = 2 * share * (1 - share)
    assert agreement({"x": one})[0].ac1 == pytest.approx((2 / 3 - chance) / (1 - chance))
