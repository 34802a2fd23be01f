"""One number and its views: what the ledger holds, what an output carries, what a sentence says."""

from __future__ import annotations

import json
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from researchlib.estimate.estimates import Measure
from researchlib.estimate.share import share
from researchlib.protect.evidence import evidence, evidence_named, only
from researchlib.protect.number import Number
from researchlib.protect.protected import protect
from researchlib.store.values import as_json
from researchlib.study.study import Fact
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import FactSource

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of  # noqa: E402

ANSWERS = answers_of(["甲"] * 30 + ["乙"] * 8 + ["丙"] * 9, ["好", "差"] * 23 + ["好"])
GOOD = share(ANSWERS, "rate", of="好", by="group")
GAP = GOOD.compare("甲", "乙")
SEEN = Fact("stairs", "没有电梯", FactSource.SUPPLIED, "网格员", False)
COUNTED = (
    "name text interval n missing question of by respondents domain method sampling data withheld"
)


def test_a_number_carried_as_json_is_the_same_number():
    for number in [row for given in (GOOD, ANSWERS, SEEN, GAP) for row in evidence(given).rows]:
        form = json.loads(json.dumps(as_json(number), ensure_ascii=False))
        back = Number.read(form)
        assert as_json(back) == form
        assert (back.entry(), back.bounds, back.cell) == (
            number.entry(),
            number.bounds,
            number.cell,
        )


def test_the_ledger_holds_what_applies_and_nothing_behind_it():
    shown, hidden = protect(GOOD).row("甲"), protect(GOOD).row("乙")
    assert " ".join(shown.entry()) == " ".join(hidden.entry()) == COUNTED
    assert shown.entry()["n"] == 30 and hidden.entry()["n"] is None
    assert set(as_json(shown)) - set(shown.entry()) == {"release", "cell"}
    assert "cell" not in as_json(hidden) and as_json(hidden)["release"]["count"] is None
    flow = evidence(ANSWERS).rows[0]
    assert list(flow.entry()) == ["name", "text", "source", "method", "data", "withheld"]
    assert list(evidence(SEEN).rows[0].entry()) == ["name", "text", "source", "by"]
    assert Number("月", "7个月").entry() == {"name": "月", "text": "7个月"}


def test_whose_word_a_fact_is_stands_in_the_sentence_unless_the_bare_words_are_asked_for():
    (fact,) = evidence(SEEN).rows
    assert fact.written("") == "没有电梯（据网格员介绍，尚未核实）"
    assert fact.written("原文") == fact.text == "没有电梯"
    (gap,) = evidence(GAP).rows
    assert gap.written("原文") == gap.written("") == "人数不足，不作比较"
    assert "direction" not in gap.entry() and gap.cell is None


def test_a_keyword_names_one_number():
    named = evidence_named({"看到": SEEN, "词": "常去"})
    assert named["词"] == "常去" and only("看到", named["看到"].rows).name == "看到"
    assert only("甲", protect(GOOD).rows).text == protect(GOOD).row("甲").text
    with pytest.raises(DataProblem, match="只能放一个数"):
        only("丁", protect(GOOD).rows)


def test_values_are_frozen():
    row = protect(GOOD).row("甲")
    for value, name in ((row, "text"), (row.bounds, "n"), (row.basis, "question")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "x")
    assert replace(row, name="丙").text == row.text


def test_a_total_is_not_printed_as_if_it_were_an_average():
    with pytest.raises(DataProblem, match="还不能放进句子、表和图"):
        protect(replace(GOOD, measure=Measure.TOTAL))
