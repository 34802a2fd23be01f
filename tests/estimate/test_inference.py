"""Designs, small models, pairs and orders against R (survey, clubSandwich, brglm, base); n beside
every value. Profile intervals against firthmodels; what no package gives, by derivative."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from test_reference import BOOK, DESIGNS, FRAME, HERE, close

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.models.association import association
from researchlib.estimate.models.group_tests import dunn, mean_test, rank_test
from researchlib.estimate.models.ordered import rank_correlation, trend_test
from researchlib.estimate.models.paired import (
    mcnemar_test,
    paired_test,
    signed_rank_test,
    tick_difference,
)
from researchlib.estimate.models.regression import linear_model, logistic_model, ordinal_model
from researchlib.estimate.models.reliability import reliability
from researchlib.estimate.share import share
from researchlib.estimate.totals import total
from researchlib.estimate.weighting import post_stratify, rake
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind

R = json.loads((HERE / "inference.json").read_text(encoding="utf-8"))
LAST = ["low", "high"]


@pytest.fixture(scope="module", params=DESIGNS)
def both(request):
    answers = Answers.from_frame(
        FRAME, weight="weight", strata="stratum", codebook=BOOK, **DESIGNS[request.param]
    )
    return answers, R[request.param]


@pytest.fixture(scope="module")
def plain():
    return Answers.from_frame(FRAME, codebook=BOOK)


def test_wilson_knows_its_degrees_of_freedom(both):
    answers, r = both
    row = share(answers, "z", of="是").table.iloc[0]
    close([row["effective_n"], row["low"], row["high"]], r["share"])
    row = share(answers, "z", of="是", by="group").table.iloc[2]
    close([row["effective_n"], row["low"], row["high"]], r["share_c"])
    assert (row["df"], row["n"]) == (r["share_c_df"], r["share_c_n"]) and row["n"] == 54
    table = average(answers, "y", by="group").table
    assert (
        table["df"].tolist()[:3] == r["by_df"]
        and average(answers, "y").table["df"][0] == r["mean_df"]
    )
    half = stats.t.ppf(0.975, r["by_df"]) * table["se"][:3]
    close(table["high"][:3] - table["value"][:3], half)
    assert table["n"].sum() - table["n"][3] == 271


def test_design_effects_and_covariances(both):
    answers, r = both
    close(average(answers, "y").table["design_effect"], r["deff"])
    close(share(answers, "z", of="是").table["design_effect"], r["deff_share"])
    for made, wanted in (
        (average(answers, "y", by="group"), "by_cov"),
        (share(answers, "z", of="是", by="group"), "share_by_cov"),
    ):
        close(made.cells.covariance((0, 0), (1, 0)), r[wanted])
        found = made.compare("甲", "乙")
        a, b = made.table["se"][:2]
        close(found.correlation, r[wanted] / (a * b))


def test_totals_take_the_silent_for_as_the_others(both):
    answers, r = both
    row = total(answers, "y").table.iloc[0]
    close([row["value"], row["se"]], [r["total"], r["total_se"]])
    assert row["n"] == 282


def test_least_squares_trend_and_pairs(both):
    answers, r = both
    found = linear_model(answers, "y", ["age", "group"])
    close(found.table[["value", "se", "df"]].T, [r["linear"][k] for k in ("b", "se", "df")])
    assert found.n == r["linear"]["n"] == 271
    t = trend_test(answers, "z", of="是", by="level")
    close(
        [t.size, t.statistic, *t.df],
        [
            r["trend"]["b"][1],
            *np.divide(r["trend"]["b"], r["trend"]["se"])[1:],
            r["trend"]["df"][1],
        ],
    )
    assert t.n == r["trend"]["n"] == 300
    for found, wanted in (
        (paired_test(answers, "m.i1", "m.i2"), r["paired"]),
        (mcnemar_test(answers, "z", "after", of="是"), r["changed"]),
    ):
        close(
            [found.size, found.statistic, *found.df, found.p],
            [wanted["b"], wanted["b"] / wanted["se"], wanted["df"], wanted["p"]],
        )
        assert found.n == 300


def test_effects_are_weighted_as_their_p_is(both):
    answers, r = both
    found = association(answers, "z", "group")
    chi2, n = r["v"]["chi2"], r["v"]["n"]
    phi2, least = chi2 / n - 2 / (n - 1), min(2 - 1 / (n - 1), 3 - 4 / (n - 1)) - 1
    close(found.size, np.sqrt(max(phi2, 0) / least))
    assert found.groups["count"].sum() == found.n == 288
    found = mean_test(answers, "y", "sex")
    close(found.size, r["hedges"])
    close(found.groups["mean"], r["sex_means"])
    close(rank_test(answers, "y", "sex").groups["mean"], r["sex_means"])
    pairs = dunn(answers, "y", "group")
    assert len(pairs) == 3 and all(t.method == "设计法秩检验" for t in pairs)
    assert pairs[0].size == pytest.approx(pairs[1].size - pairs[2].size)
    close(reliability(answers, "m").alpha, r["alpha"])


CALIBRATED = {"sex": {"男": 700, "女": 750}, "z": {"否": 850, "是": 600}}


def test_errors_know_the_margins(both):
    answers, r = both
    _calibrated(rake(answers, CALIBRATED).answers, r["calibrated"], known=True)


def _calibrated(answers, r, known=False):
    assert share(answers, "sex", of="女").table["se"][0] < 1e-12
    row = share(answers, "sex", of="女").table.iloc[0]
    assert row["high"] - row["low"] < 1e-6
    row = average(answers, "y").table.iloc[0]
    close([row["value"], row["se"]], [r["y"], r["y_se"]])
    assert row["n"] == r["n"] == 282
    made = average(answers, "y", by="group")
    close(made.table["value"][:3], r["by"])
    close(made.table["se"][:3], r["by_se"])
    close(made.cells.covariance((0, 0), (1, 0)), r["by_cov"])
    close(share(answers, "z", of="是", by="group").table["se"][:3], r["yes_by_se"])
    sums = total(answers, "z", of="是").table.iloc[0]
    close(sums["value"], r["total"])
    assert (
        abs(sums["se"] - r["total_se"]) < 1e-8
        if known
        else sums["se"] == pytest.approx(r["total_se"], rel=1e-8)
    )


def test_raking_and_post_stratification_of_a_simple_sample(plain):
    margins = {"sex": {"男": 700, "女": 750}, "stratum": {"h1": 900, "h2": 400, "h3": 150}}
    _calibrated(rake(plain, margins).answers, R["raked"])
    _calibrated(post_stratify(plain, "sex", margins["sex"]).answers, R["post"])


def test_small_linear_models_and_whole_factors(plain):
    r = R["plain"]
    found = linear_model(plain, "y", ["age", "group"])
    close(found.table[["value", "se", "df"]].T, [r["linear"][k] for k in ("b", "se", "df")])
    few = Answers.from_frame(FRAME[:30], codebook=BOOK)
    small = linear_model(few, "y", ["age", "group"])
    close(small.table[["value", "se", "df"]].T, [r["small"][k] for k in ("b", "se", "df")])
    assert small.n == r["small"]["n"] and small.table["df"].max() < small.n - 4
    whole = found.factors.set_index("term").loc["group"]
    close(whole["statistic"], r["wald"])
    assert whole["df"] == 2 and whole["p"] == pytest.approx(
        stats.f.sf(r["wald"], 2, whole["df_rest"])
    )


def test_pairs_and_orders_of_a_simple_sample(plain):
    r = R["plain"]["signed"]
    found = signed_rank_test(plain, "m.i1", "m.i2")
    close(found.p, r["p"])
    close(
        [found.size, found.low, found.high],
        [r["effect"], r["middle"] - r["half"], r["middle"] + r["half"]],
    )
    assert found.n == 300
    r = R["plain"]["spearman"]
    found = rank_correlation(plain, "age", "y")
    close([found.size, found.p], [r["rho"], r["p"]])
    assert found.n == r["n"] == 282 and found.low < found.size < found.high


def test_firth_equals_brglm_and_profiles_equal_firthmodels(plain):
    r, told = R["plain"]["firth"], json.loads((HERE / "firth.json").read_text(encoding="utf-8"))
    rare = FRAME[:60].assign(z=np.where(FRAME["y"][:60] > 60, "是", "否")).dropna(subset=["y"])
    found = logistic_model(Answers.from_frame(rare, codebook=BOOK), "z", ["age", "group"], of="是")
    close(found.table["value"], r["b"], 1e-6)
    close(found.table["se"], r["se"], 1e-4)
    close(found.table[LAST], told["limits"], 1e-4)
    assert (found.n, found.events) == (r["n"], r["events"]) == (told["n"], told["events"])
    assert any("惩罚" in text for text in found.warnings)


def moved(answers, weight, person, step):
    """The same answers, one person's weight changed a little."""
    frame = answers.frame.assign(**{weight: answers.frame[weight].astype(float)})
    frame.loc[person, weight] += step
    return replace(answers, frame=frame)


@pytest.mark.parametrize(
    "estimate",
    [
        lambda a: rank_correlation(a, "age", "y"),
        lambda a: rank_correlation(a, "m.i1", "m.i2"),  # many ties
        lambda a: reliability(a, "m"),
    ],
)
def test_linearised_errors_are_derivatives(estimate):
    """No package gives these: the error is made from what each weight moves, found by moving it."""
    few = FRAME[:24].assign(weight=1.0 + np.arange(24) % 3)
    answers = Answers.from_frame(few, weight="weight", codebook=BOOK)
    value = lambda a: getattr(estimate(a), "size", None) or estimate(a).alpha  # noqa: E731
    step = 1e-5
    parts = np.array(
        [
            (value(moved(answers, "weight", k, step)) - value(moved(answers, "weight", k, -step)))
            / (2 * step)
            * answers.weights()[k]
            for k in range(24)
        ]
    )
    n, found = 24, estimate(answers)
    used = getattr(found, "n", n)
    se = np.sqrt(n / (n - 1) * ((parts - parts.mean()) ** 2).sum())
    if hasattr(found, "alpha"):
        half = stats.t.ppf(0.975, used - 1) * se / (1 - found.alpha)
        assert found.high == pytest.approx(1 - (1 - found.alpha) / np.exp(half), rel=1e-4)
        return
    half = stats.t.ppf(0.975, used - 2) * se / (1 - found.size**2)
    assert found.high == pytest.approx(np.tanh(np.arctanh(found.size) + half), rel=1e-4)


def test_two_ticks_of_one_person_are_a_pair():
    """By hand: 20 tick both, 25 the first alone, 10 the second alone, 45 none."""
    book = Codebook((Question("n", "需要", Kind.MULTIPLE, ("助餐", "助浴")),))
    first = [True] * 45 + [False] * 55
    second = [True] * 20 + [False] * 25 + [True] * 10 + [False] * 45
    data = pd.DataFrame({"n": "x", "n:助餐": first, "n:助浴": second})
    found = tick_difference(Answers.from_frame(data, codebook=book), "n", of=["助餐", "助浴"])
    assert found.size == pytest.approx(-0.15) and found.n == 100
    assert found.p == pytest.approx(stats.binomtest(10, 35).pvalue) and found.low < -0.15
    with pytest.raises(DataProblem, match="现在给了1个"):
        tick_difference(Answers.from_frame(data, codebook=book), "n", of="助餐")


def test_signed_ranks_of_equal_weights_agree_with_wilcoxon(plain):
    """Under a design of equal weights the t is near Wilcoxon's z, its effect the same share."""
    made = Answers.from_frame(FRAME.assign(one=1.0), weight="one", codebook=BOOK)
    a, b = (signed_rank_test(x, "m.i1", "m.i2") for x in (plain, made))
    assert b.method == "设计法符号秩检验" and b.size == pytest.approx(a.size)
    assert abs(stats.norm.isf(a.p / 2) - abs(b.statistic)) < 0.05


def test_an_ordinal_model_of_two_answers_is_a_logit(plain):
    """Proportional odds on two answers are the logit."""
    two = logistic_model(plain, "z", ["age", "group"], of="是").table.iloc[1:]
    ordered = ordinal_model(plain, "z", ["age", "group"]).table
    close(ordered[["value", "se"]], two[["value", "se"]], 1e-6)
