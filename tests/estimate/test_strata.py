"""A stratified sample: weights, variance and degrees of freedom by the textbook formula."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers, Design, Flow
from researchlib.estimate.average import average
from researchlib.estimate.share import share
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind, Mode, Sampling


def stratified(y, layers, sizes):
    n = len(y)
    names = sorted(set(layers))
    frame = pd.DataFrame(
        {
            "h": pd.Categorical(layers, names),
            "y": np.array(y, float),
            "z": pd.Categorical(["是" if v > 2 else "否" for v in y], ["是", "否"]),
        }
    )
    status = pd.DataFrame(
        {"h": np.zeros(n, np.int8), "y": np.zeros(n, np.int8), "z": np.zeros(n, np.int8)}
    )
    book = Codebook(
        (
            Question("h", "层", Kind.SINGLE, tuple(names)),
            Question("y", "数", Kind.NUMBER),
            Question("z", "选", Kind.SINGLE, ("是", "否")),
        )
    )
    design = Design(Sampling.RANDOM, sum(sizes), "h", tuple(zip(names, sizes, strict=True)))
    return Answers(
        "x",
        frame,
        status,
        book,
        design,
        Mode.SELF,
        "人",
        Flow(n, n, 0, (), n),
        (),
        (),
        "f",
        np.ones(n, bool),
    )


Y = [1, 2, 3, 4, 2, 5, 6, 7]
LAYERS = ["a"] * 5 + ["b"] * 3
SIZES = (50, 12)


def by_hand(y):
    """Cochran (1977), 5.3 and 5.6: stratified mean and its variance."""
    mean, variance = 0.0, 0.0
    for name, size in zip("ab", SIZES, strict=True):
        part = np.array([v for v, h in zip(y, LAYERS, strict=True) if h == name], float)
        share_of = size / sum(SIZES)
        mean += share_of * part.mean()
        variance += share_of**2 * (1 - len(part) / size) * part.var(ddof=1) / len(part)
    return mean, variance


def test_average_equals_the_textbook():
    mean, variance = by_hand(Y)
    row = average(stratified(Y, LAYERS, SIZES), "y").table.iloc[0]
    assert row["value"] == pytest.approx(mean, rel=1e-12)
    assert row["se"] == pytest.approx(variance**0.5, rel=1e-12)
    assert (row["n"], row["df"]) == (8, 6)


def test_share_equals_the_textbook_and_shows_unweighted_n():
    mean, variance = by_hand([float(v > 2) for v in Y])
    row = share(stratified(Y, LAYERS, SIZES), "z", of="是").table.iloc[0]
    assert row["value"] == pytest.approx(mean, rel=1e-12)
    assert row["se"] == pytest.approx(variance**0.5, rel=1e-12)
    assert (row["n"], row["count"]) == (8, 5)
    assert row["low"] < mean < row["high"]


def test_weights_lift_each_stratum_to_its_size():
    weights = stratified(Y, LAYERS, SIZES).weights()
    assert weights.sum() == pytest.approx(sum(SIZES))
    assert weights[:5].sum() / weights.sum() == pytest.approx(50 / 62)
