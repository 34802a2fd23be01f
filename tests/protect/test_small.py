"""What may be shown: small bases and small sensitive counts never are."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.estimate.share import share
from researchlib.protect import say
from researchlib.protect.bounds import Bounds, Kept
from researchlib.protect.protected import protect, protect_comparison
from researchlib.report.objects.say import FINDING_WITHHELD
from researchlib.terms import policy
from researchlib.terms.words import Sensitivity

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from dataclasses import replace  # noqa: E402

from test_estimates import answers_of  # noqa: E402


def sensitive(answers):
    questions = tuple(
        replace(q, sensitivity=Sensitivity.SENSITIVE) if q.variable == "rate" else q
        for q in answers.codebook
    )
    return replace(answers, codebook=type(answers.codebook)(questions))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 29))
def test_nothing_under_the_thresholds_is_shown(first, second, yes):
    total = first + second
    if not total:
        return
    a = answers_of(["甲"] * first + ["乙"] * second, (["好"] * yes + ["差"] * total)[:total])
    for answers in (a, sensitive(a)):
        for row in protect(share(answers, "rate", by="group")).rows:
            if not row.withheld:
                assert row.n >= policy.LEAST_BASE
                assert row.value == round(row.value, 2)
            else:
                assert row.interval == "" and row.low is None and "%" not in row.text
    for row in protect(share(sensitive(a), "rate", of="好")).rows:
        if not row.withheld:
            assert policy.LEAST_SENSITIVE_COUNT <= row.value * row.n + 0.5


def test_a_small_group_is_not_compared_and_its_share_not_named():
    a = answers_of(["甲"] * 8 + ["乙"] * 30, ["好"] * 8 + ["差"] * 30)
    found = share(a, "rate", of="好", by="group")
    assert protect_comparison(found.compare("甲", "乙")).clause == "人数不足，不作比较"
    shown = protect(found)
    assert shown.row("甲").n is None and shown.row("甲").text == "人数少，不公布"


def test_the_reason_tells_not_on_which_side_of_the_threshold_a_count_lies():
    """An attacker who believes the reasons pinned one count in 121 where they differed."""
    assert say.KEPT["few"] == say.KEPT["others"] != say.KEPT["base"]
    assert FINDING_WITHHELD["few"] == FINDING_WITHHELD["others"]
    one = Bounds("d", 60, (), (("q", ("是",), ("是", "否")),), 60, (3, 3))
    kept = [replace(one, kept=why).public for why in (Kept.FEW, Kept.OTHERS)]
    assert kept[0] == kept[1] and kept[0].n is None and kept[0].count is None
    assert replace(one, kept="").public.n == 60
