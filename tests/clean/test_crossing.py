"""Two questions as one: hand counts, row, column and total percentages, and the attack."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers
from researchlib.clean.crossing import cross
from researchlib.estimate.share import share
from researchlib.protect.bounds import bounds_of
from researchlib.protect.protected import protect
from researchlib.protect.suppress import protected_by
from researchlib.protect.system import People
from researchlib.study.codebook import Codebook
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Sensitivity


def made(counts: dict[tuple[str, str], int], third: str = "") -> Answers:
    rows = [key for key, n in counts.items() for _ in range(n)]
    frame = pd.DataFrame(rows, columns=["living", "sex"])
    if third:
        frame[third] = np.where(np.arange(len(frame)) % 3 == 0, "去过", "没去过")
    return Answers.from_frame(frame)


COUNTS = {("独居", "男"): 20, ("独居", "女"): 30, ("同住", "男"): 40, ("同住", "女"): 10}


def test_total_row_and_column_percentages_of_one_table():
    answers = made(COUNTS)
    both = cross(answers, "living", "sex")
    whole = share(both, "living_sex")
    assert whole.labels() == ["同住·女", "同住·男", "独居·女", "独居·男"]
    assert whole.table["value"].tolist() == [0.10, 0.40, 0.30, 0.20]
    assert set(whole.table["n"]) == {100}
    assert share(answers, "living", by="sex").row("女·独居")["value"] == 30 / 40
    assert share(answers, "sex", by="living").row("独居·女")["value"] == 30 / 50


def test_who_misses_one_answer_misses_both():
    frame = pd.DataFrame({"a": ["x", "y", None, "x"], "b": ["1", None, "2", "2"]})
    both = cross(Answers.from_frame(frame.astype("category")), "a", "b")
    found = share(both, "a_b").table
    assert found["n"].tolist() == [2] * 4
    assert found["missing"].tolist() == [2] * 4
    assert found["count"].tolist() == [1, 1, 0, 0]


def test_a_table_of_three_equals_the_domains():
    answers = made(COUNTS, "meal")
    both = cross(answers, "living", "sex")
    three = share(both, "meal", of="去过", by="living_sex")
    for (living, sex), n in COUNTS.items():
        alone = share(answers.within("living", living).within("sex", sex), "meal", of="去过")
        row = three.row(f"{living}·{sex}")
        assert (row["value"], row["n"]) == (alone.table["value"][0], n)
        inside = share(both.within("living_sex", f"{living}·{sex}"), "meal", of="去过")
        assert inside.table["value"][0] == row["value"]


def test_a_reader_sees_one_count_in_both_guises():
    """The joint share gives away what the table by group withholds, and is found out."""
    answers = made({("独居", "男"): 2, ("独居", "女"): 48, ("同住", "男"): 40, ("同住", "女"): 10})
    living, sex = answers.codebook
    book = Codebook((replace(living, sensitivity=Sensitivity.SENSITIVE), sex))
    answers = replace(answers, codebook=book)
    both = cross(answers, "living", "sex")
    (hidden,) = bounds_of(share(answers, "living", by="sex").only("男·独居"))
    told = bounds_of(share(both, "living_sex"))
    shown = [replace(b, n=100, count=(c, c)) for b, c in zip(told, (10, 40, 48, 2), strict=True)]
    few = replace(hidden, kept="few")
    assert not protected_by(People(answers), [few], {}).hidden
    stuck = protected_by(People(answers), [few, *shown], {}, {b.key for b in shown})
    assert [(pin.low, pin.high) for pin in stuck.loose] == [(2, 2)]
    assert protected_by(People(answers), [few, *shown], {}).hidden


def test_cells_that_are_no_rectangle_are_refused():
    both = cross(made(COUNTS), "living", "sex")
    with pytest.raises(DataProblem, match="说不清是哪些人"):
        both.within("living_sex", "独居·男", "同住·女")
    assert len(both.within("living_sex", "独居·男", "独居·女")) == 50


def test_small_cells_of_a_crossed_group_are_withheld():
    both = cross(made(COUNTS | {("独居", "男"): 6}, "meal"), "living", "sex")
    rows = {
        r.name: r.withheld for r in protect(share(both, "meal", of="去过", by="living_sex")).rows
    }
    assert rows["独居·男"] and not rows["独居·女"]
