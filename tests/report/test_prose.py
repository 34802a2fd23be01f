"""Sentences: every number bound, every unbound one found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from researchlib.estimate.share import share
from researchlib.report.objects.finding import Finding, Text
from researchlib.report.objects.prose import split_unbound
from researchlib.terms.numbers import tenths
from researchlib.terms.problem import DataProblem

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of  # noqa: E402

ANSWERS = answers_of(
    ["甲"] * 40 + ["乙"] * 40, ["好"] * 32 + ["差"] * 8 + ["好"] * 12 + ["差"] * 28
)
GOOD = share(ANSWERS, "rate", of="好", by="group")


def test_labels_forms_and_comparison():
    said = Finding(
        "k", "甲{甲}，{甲:成}，{甲:full}，{甲:n}；{比较}。", GOOD, 比较=GOOD.compare("甲", "乙")
    )
    assert said.text == (
        "甲80%，约八成，80%（95%区间65%—90%，有效回答40人），40人；高于“乙”组（30%）。"
    )
    assert [n.name for n in said.numbers] == ["甲", "甲", "甲", "甲", "比较"]
    assert said.numbers[0].n == 40
    assert not any(run.unbound for run in said.runs)


def test_a_withheld_number_withholds_the_sentence():
    few = answers_of(["甲"] * 8 + ["乙"] * 40, ["好"] * 48)
    found = share(few, "rate", of="好", by="group")
    said = Finding("k", "甲{甲}。", found)
    assert said.numbers == () and "不公布" in said.text and "%" not in said.text
    assert Finding("k", "甲{甲}。", found, withheld="甲组人少。").text == "甲组人少。"
    three = answers_of(["甲"] * 8 + ["乙"] * 20 + ["丙"] * 30, ["好"] * 30 + ["差"] * 28)
    found = share(three, "rate", of="好", by="group")
    clause = Finding("k", "丙{丙}，{比较}。", found, 比较=found.compare("丙", "甲")).text
    assert clause.endswith("人数不足，不作比较。")


def test_unknown_names_and_forms_are_told():
    with pytest.raises(DataProblem, match="“{丙}”没有对应的数"):
        Finding("k", "{丙}", GOOD)
    with pytest.raises(DataProblem, match="可用的写法"):
        Finding("k", "{甲:pct}", GOOD)
    with pytest.raises(DataProblem, match="只能放一个数"):
        Text("{数}", 数=GOOD)


@pytest.mark.parametrize(
    "text, found",
    [
        ("有3个人", ["3"]),
        ("占46%", ["46%"]),
        ("近六成居民", ["六成"]),
        ("成立三成员小组", []),
        ("半数以上", ["半数"]),
        ("多数人认为普遍不便", ["多数", "普遍"]),
        ("导致闲置", ["导致"]),
        ("2024年5月20日", []),
        ("〔2024〕3号", []),
        ("GB/T 9704-2012", []),
        ("1.2倍", ["1.2"]),
        ("３成", ["３"]),
        ("十分之三", ["十分之三"]),
        ("百分之三十", ["百分之三十"]),
    ],
)
def test_numbers_that_nothing_carries(text, found):
    assert [run.text for run in split_unbound(text) if run.unbound] == found
    assert "".join(run.text for run in split_unbound(text)) == text


def test_listed_names_are_allowed():
    assert not any(r.unbound for r in split_unbound("推行3335工作法", ["3335工作法"]))


@pytest.mark.parametrize(
    "value, words",
    [
        (0.58, "近六成"),
        (0.6, "约六成"),
        (0.61, "约六成"),
        (0.63, "六成多"),
        (0.05, "极少数"),
        (0.995, "几乎全部"),
        (0.89, "近九成"),
        (0.97, "超过九成半"),
        (0.95, "九成半左右"),
    ],
)
def test_tenths(value, words):
    assert tenths(value) == words
