"""k-anonymity counted by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from researchlib.protect.ledger import entry_of
from researchlib.protect.risk import merges, risks
from researchlib.report.objects.table import Table
from researchlib.run.publish.report import _everybody_or_nobody
from researchlib.terms.words import Sensitivity

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of, share  # noqa: E402


def quasi(answers, *variables):
    questions = tuple(
        replace(q, sensitivity=Sensitivity.QUASI) if q.variable in variables else q
        for q in answers.codebook
    )
    return replace(answers, codebook=type(answers.codebook)(questions))


def test_groups_are_counted_by_hand():
    answers = quasi(
        answers_of(["甲"] * 12 + ["乙"] * 7, ["好"] * 12 + ["差"] * 6 + ["中"]), "group", "rate"
    )
    found = {
        tuple(q.variable for q in r.questions): (r.smallest, r.alone, r.few) for r in risks(answers)
    }
    assert found == {("group",): (7, 0, 0), ("rate",): (1, 1, 1), ("group", "rate"): (1, 1, 1)}
    told = {m.question.variable: (m.choices, m.n) for m in merges(answers)}
    assert told == {"group": (("甲", "乙"), 19), "rate": (("差", "中", "好"), 19)} or told[
        "group"
    ] == (("甲", "乙"), 19)


def test_all_and_nobody_are_flagged():
    answers = answers_of(["甲"] * 20 + ["乙"] * 20, ["好"] * 20 + ["好", "差"] * 10)
    entry = entry_of("06_report", Table(share(answers, "rate", of="好", by="group"), "表"))
    assert list(_everybody_or_nobody([entry])) == ["“评价”甲"]
    mixed = entry_of("06_report", Table(share(answers, "rate", of="好"), "表"))
    assert list(_everybody_or_nobody([mixed])) == []
