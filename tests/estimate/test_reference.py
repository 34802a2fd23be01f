"""Every estimator against R (survey, psych, base) on committed data; n beside every value."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.models import association as tests_of
from researchlib.estimate.models.association import association, holm
from researchlib.estimate.models.factors import adequacy, fit_factors
from researchlib.estimate.models.group_tests import mean_test, rank_test
from researchlib.estimate.models.paired import mcnemar_test, paired_test
from researchlib.estimate.models.regression import linear_model, logistic_model, ordinal_model
from researchlib.estimate.models.reliability import factor_analysis, reliability
from researchlib.estimate.share import share
from researchlib.estimate.totals import median, ratio, total
from researchlib.estimate.weighting import post_stratify, rake
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind

HERE = Path(__file__).resolve().parent.parent / "reference"
DATA = pd.read_csv(HERE / "data.csv")
R = json.loads((HERE / "values.json").read_text(encoding="utf-8"))
ITEMS = [f"i{k}" for k in range(1, 9)]
STEPS = tuple("12345")
BOOK = Codebook(
    (
        Question("stratum", "层", Kind.SINGLE, ("h1", "h2", "h3")),
        Question("group", "组", Kind.SINGLE, ("甲", "乙", "丙")),
        Question("sex", "性别", Kind.SINGLE, ("男", "女")),
        Question("z", "题", Kind.SINGLE, ("否", "是")),
        Question("after", "后", Kind.SINGLE, ("否", "是")),
        Question("level", "评", Kind.SCALE, ("差", "中", "良", "优")),
        Question("age", "年龄", Kind.NUMBER),
        Question("y", "数", Kind.NUMBER),
        *(Question(f"m.{i}", i, Kind.SCALE, STEPS, stem="量表") for i in ITEMS),
    )
)
FRAME = DATA.rename(columns={i: f"m.{i}" for i in ITEMS})
DESIGNS = {
    "strata": {"population": "fpc"},
    "strata_nofpc": {},
    "clusters": {"cluster": "cluster", "population": "units"},
    "clusters_nofpc": {"cluster": "cluster"},
}


def close(found, wanted, rel=1e-8):
    assert np.allclose(np.asarray(found, float), np.asarray(wanted, float), rtol=rel, atol=1e-12), (
        found,
        wanted,
    )


@pytest.fixture(scope="module", params=DESIGNS)
def both(request):
    answers = Answers.from_frame(
        FRAME, weight="weight", strata="stratum", codebook=BOOK, **DESIGNS[request.param]
    )
    return answers, R[request.param]


@pytest.fixture(scope="module")
def plain():
    return Answers.from_frame(FRAME, codebook=BOOK)


def test_means_shares_and_groups(both):
    answers, r = both
    row = average(answers, "y").table.iloc[0]
    close([row["value"], row["se"]], [r["mean"], r["mean_se"]])
    assert row["n"] == r["n_y"] == 282
    table = average(answers, "y", by="group").table.iloc[:3]
    close(table["value"], r["by"])
    close(table["se"], r["by_se"])
    row = share(answers, "z", of="是").table.iloc[0]
    close([row["value"], row["se"]], [r["share"], r["share_se"]])
    assert row["n"] == 300 and row["df"] == r["degf"]
    table = share(answers, "z", of="是", by="group").table.iloc[:3]
    close(table["value"], r["share_by"])
    close(table["se"], r["share_by_se"])
    assert table["n"].sum() == 288


def test_totals_ratio_median_and_intervals(both):
    answers, r = both
    row = total(answers, "z", of="是").table.iloc[0]
    close([row["value"], row["se"]], [r["total_z"], r["total_z_se"]])
    row = ratio(answers, "y", "age").table.iloc[0]
    close([row["value"], row["se"]], [r["ratio"], r["ratio_se"]])
    assert row["n"] == 282
    assert median(answers, "y").table.iloc[0]["value"] == r["median"]
    for name in ("logit", "beta"):
        row = share(answers, "z", of="是", interval=name).table.iloc[0]
        close([row["low"], row["high"]], r[name])


def test_rao_scott_t_and_rank_tests(both):
    answers, r = both
    found = association(answers, "z", "group")
    close(
        [found.statistic, *found.df, found.p],
        [r["rao_scott"]["f"], *r["rao_scott"]["df"], r["rao_scott"]["p"]],
    )
    assert found.n == r["rao_scott"]["n"] == 288 and found.method == tests_of.say.RAO_SCOTT
    found = mean_test(answers, "y", "sex")
    close(
        [found.statistic, *found.df, found.p], [r["ttest"]["t"], r["ttest"]["df"], r["ttest"]["p"]]
    )
    found = rank_test(answers, "y", "sex")
    close([found.statistic, *found.df, found.p], [r["rank"]["t"], r["rank"]["df"], r["rank"]["p"]])
    assert found.n == 282
    found = rank_test(answers, "y", "group")  # R prints Wald's chi-square, twice the F on two
    close(
        [2 * found.statistic, found.df[0], found.p],
        [r["rank3"]["df"], r["rank3"]["stat"], r["rank3"]["p"]],
    )
    assert found.n == int(FRAME[["y", "group"]].notna().all(axis=1).sum()) == 271


def test_models(both):
    answers, r = both
    found = logistic_model(answers, "z", ["age", "group"], of="是")
    close(found.table["value"], r["logistic"]["b"], 1e-7)
    close(found.table["se"], r["logistic"]["se"], 1e-7)
    assert found.n == 288
    found = linear_model(answers, "y", ["age", "group"])
    close(found.table["value"], r["linear"]["b"])
    found = ordinal_model(answers, "level", ["age", "sex"])
    se = np.array(r["ordinal"]["se"])  # an optimiser's tolerance: a ten-thousandth of the error
    apart = np.abs(
        np.array([*found.table["value"], *found.cuts]) - [*r["ordinal"]["b"], *r["ordinal"]["zeta"]]
    )
    assert (apart < 1e-4 * se).all()
    close(found.table["se"], se[:2], 1e-3)
    assert found.n == 300


def test_weights(plain):
    margins = {"sex": {"男": 700, "女": 750}, "stratum": {"h1": 900, "h2": 400, "h3": 150}}
    made = rake(plain, margins)
    close(made.answers.weights(), R["weights"]["rake"])
    close(
        post_stratify(plain, "stratum", margins["stratum"]).answers.weights(), R["weights"]["post"]
    )
    assert made.effective_n == pytest.approx(300 / made.design_effect) and made.trimmed == 0


def test_scale_and_factors(plain):
    r = R["scale"]
    found = reliability(plain, "m")
    close([found.alpha, found.low, found.high], [r["alpha"], r["feldt"], r["feldt_high"]])
    close(found.items["item_rest"], r["item_rest"])
    close(found.items["alpha_without"], r["alpha_without"])
    close(np.abs(found.items["loading"]), np.abs(r["loading"]), 1e-4)
    close(found.omega, r["omega"], 1e-4)
    assert found.n == 300 and found.warnings == ()
    correlation = np.corrcoef(FRAME[[f"m.{i}" for i in ITEMS]].to_numpy(float), rowvar=False)
    fit = adequacy(correlation, 300)
    close(
        [fit.kmo, *fit.items, fit.chi2, fit.df],
        [r["kmo"], *r["msa"], r["bartlett"], r["bartlett_df"]],
    )
    enough, factors, table = factor_analysis(plain, "m", count=2)
    close([enough.kmo, *table["msa"]], [r["kmo"], *r["msa"]])
    assert enough.n == 300 and factors.loadings.shape == (8, 2)
    assert factor_analysis(plain, "m")[1].loadings.shape[1] == 2  # the data were made of two
    for name in ("varimax", "oblimin"):
        mine, theirs = np.abs(fit_factors(correlation, 2, name).loadings), np.abs(r[name])
        order = [
            int(np.argmin([np.abs(mine[:, a] - theirs[:, b]).sum() for a in (0, 1)]))
            for b in (0, 1)
        ]
        assert sorted(order) == [0, 1]
        assert np.allclose(mine[:, order], theirs, atol=2e-4), name
    plain_fit, turned = (fit_factors(correlation, 2, name) for name in ("none", "oblimin"))
    reproduced = turned.loadings @ turned.correlation @ turned.loadings.T
    assert np.allclose(reproduced, plain_fit.loadings @ plain_fit.loadings.T)
    assert np.allclose(np.diag(turned.correlation), 1)


def test_classical(plain):
    r = R["classical"]
    found = association(plain, "z", "group")
    close([found.statistic, found.p], [r["chi2"], r["chi2_p"]], 1e-10)
    close(found.groups["residual"].to_numpy().reshape(2, 3).T.ravel(), r["residual"], 1e-10)
    assert found.n == r["n"] == 288
    found = mean_test(plain, "y", "sex")
    close(
        [-found.statistic, *found.df, found.p], [r["welch_t"], r["welch_df"], r["welch_p"]], 1e-10
    )
    close(rank_test(plain, "y", "sex").p, r["mann"], 1e-10)
    found = rank_test(plain, "y", "group")
    close([found.statistic, found.p], [r["kruskal"], r["kruskal_p"]], 1e-10)
    found = paired_test(plain, "m.i1", "m.i2")
    close([found.statistic, found.p], [r["paired_t"], r["paired_p"]], 1e-10)
    close(mcnemar_test(plain, "z", "after", of="是").p, r["mcnemar"], 1e-10)
    made = [tests_of.Test("", 0, (), p, "", 0, 0, 0, 1) for p in (0.01, 0.04, 0.03, 0.005)]
    close([t.adjusted for t in holm(made)], r["holm"], 1e-10)
