"""Ranks as sets, against an implementation of its own that goes pair by pair and step by step."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.models.ranks import clearly_above, ranks, sides_of_mean
from researchlib.estimate.share import share
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.table import Table
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind


def by_hand(x, v, draws=40_000, level=0.95):
    """Mogstad et al. (2024), two-sided, by steps: Cholesky factor, another generator, loops."""
    rng = np.random.Generator(np.random.MT19937(8))
    z = rng.standard_normal((draws, len(x))) @ np.linalg.cholesky(v).T
    open_pairs = list(combinations(range(len(x)), 2))
    se = {(i, j): np.sqrt(v[i, i] + v[j, j] - 2 * v[i, j]) for i, j in open_pairs}
    sets = [[1, len(x)] for _ in x]
    while open_pairs:
        largest = np.zeros(draws)
        for i, j in open_pairs:
            largest = np.maximum(largest, np.abs(z[:, i] - z[:, j]) / se[i, j])
        reach = np.quantile(largest, level)
        clear = [(i, j) for i, j in open_pairs if abs(x[i] - x[j]) / se[i, j] > reach]
        if not clear:
            break
        for i, j in clear:
            up, down = (i, j) if x[i] > x[j] else (j, i)
            sets[down][0] += 1
            sets[up][1] -= 1
        open_pairs = [pair for pair in open_pairs if pair not in clear]
    return sets


@pytest.mark.parametrize("seed", range(4))
def test_the_sets_are_those_of_an_independent_implementation(seed):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(9, 9)) * 0.3 + np.eye(9)
    v = root @ root.T
    x = np.sort(rng.normal(0, 4, 9))
    above = clearly_above(x, v)
    found = [[1 + above[:, k].sum(), 9 - above[k].sum()] for k in range(9)]
    assert np.abs(np.array(found) - np.array(by_hand(x, v))).sum() <= 1  # one edge by chance


def test_far_apart_is_certain_and_alike_is_not():
    assert clearly_above(np.array([9.0, 5, 1]), np.eye(3) / 100).sum() == 3
    assert not clearly_above(np.array([1.0, 1, 1]), np.eye(3)).any()
    assert not clearly_above(np.array([9.0, 5, 1]), np.eye(3) / 100, df=1).all()


def test_a_sentence_says_from_which_place_to_which():
    frame = pd.DataFrame({"m": ["甲"] * 60 + ["乙"] * 30 + ["丙"] * 10 + ["其他"] * 9})
    found = ranks(Answers.from_frame(frame), "m")
    assert found.table["choice"].sort_values().tolist() == ["丙", "乙", "甲"]  # 其他 has no place
    told = found.table.set_index("choice").loc[["甲", "乙", "丙"], ["value", "low", "high"]]
    assert told.to_numpy().tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    said = Finding("k", "甲{甲}，丙{丙}。", found)
    assert said.text == "甲位居第一，丙位居第三。" and said.numbers[0].n == 109
    with pytest.raises(DataProblem, match="不能直接比较"):
        found.compare("甲", "乙")


def groups(sizes, yes):
    g = np.repeat(list("ABCD")[: len(sizes)], sizes)
    q = np.concatenate([["是"] * y + ["否"] * (n - y) for n, y in zip(sizes, yes, strict=True)])
    return Answers.from_frame(pd.DataFrame({"g": g, "q": q}))


def test_groups_that_cannot_be_told_apart_have_no_order():
    alike = ranks(groups((30, 30, 30), (14, 15, 16)), "q", of="是", by="g")
    assert alike.table[["low", "high"]].to_numpy().tolist() == [[1, 3]] * 3
    assert "在三项中分不出先后" in Finding("k", "{A}。", alike).text
    apart = ranks(groups((50, 50, 50), (5, 25, 45)), "q", of="是", by="g")
    assert Table(apart, "表").text.split("\n")[2] == "A\t第三\t3—3\t50人"
    few = ranks(groups((50, 50, 5), (5, 45, 5)), "q", of="是", by="g").table
    assert few.iloc[2][["low", "high"]].tolist() == [1, 3]  # five people say nothing


def test_one_thing_is_put_in_order_at_a_time():
    with pytest.raises(DataProblem, match="名次"):
        ranks(groups((30, 30), (9, 20)), "q", by="g")


def test_by_group_tables_count_and_hold_their_comparisons():
    def note(yes):
        found = Table(share(groups((60, 60, 60), yes), "q", of="是", by="g"), "表")
        return next(n for n in found.notes if "两两" in n)

    assert note((10, 30, 50)) == (
        "各组两两可作3次比较，一起看仍分得清的：“B”高于“A”、“C”高于“A”、“C”高于“B”"
    )
    assert note((28, 30, 32)) == "各组两两可作3次比较，一起看没有一次分得清"
    whole = Table(share(groups((60, 60, 60), (10, 30, 50)), "q"), "表")
    assert not any("两两" in n for n in whole.notes)


def test_an_item_has_a_side_only_where_it_is_clear():
    words = ("1", "2", "3", "4", "5")
    names = ("甲", "乙", "丙")
    book = Codebook(tuple(Question(f"m.{n}", n, Kind.SCALE, words, stem="打分") for n in names))
    rng = np.random.default_rng(3)
    scores = np.clip(rng.normal([2, 3, 4], 1, (80, 3)).round(), 1, 5).astype(int).astype(str)
    frame = pd.DataFrame({f"m.{n}": scores[:, k] for k, n in enumerate(names)})
    found = average(Answers.from_frame(frame, codebook=book), "m")
    assert sides_of_mean(found, names, 0.95).tolist() == [-1, 0, 1]
    x = scores.astype(float)
    assert found.cells.across == pytest.approx(np.cov(x.T) / 80)
