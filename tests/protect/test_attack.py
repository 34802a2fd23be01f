"""The attack against brute force, and suppression against the attack."""

from __future__ import annotations

import itertools
import math
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.estimate.share import share
from researchlib.protect.attack import attack
from researchlib.protect.bounds import Bounds, counts_within
from researchlib.protect.ledger import Ledger, keep_edition
from researchlib.protect.linked import bounds_in, check_whole, withhold_more
from researchlib.protect.protected import protect
from researchlib.report.objects.table import Table
from researchlib.store.values import as_json
from researchlib.study.place import place_of
from researchlib.terms.problem import DataProblem

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of  # noqa: E402

GROUPS, CHOICES = ("g1", "g2", "g3"), ("a", "b")


def bounds(who, choices, n, count, data="x", total=40):
    parts = tuple(("group", (g,), GROUPS) for g in who)
    count = tuple(count) if count else None
    return Bounds(data, total, parts, (("rate", tuple(choices), CHOICES),), n, count, True)


def test_a_single_hidden_group_follows_from_the_rest():
    told = [
        bounds([], ["a"], 40, [20, 20]),
        bounds(["g1"], ["a"], 18, [10, 10]),
        bounds(["g2"], ["a"], 14, [9, 9]),
        bounds(["g3"], ["a"], None, None),
    ]
    pins = attack(told)
    assert (pins[0].low, pins[0].high) == (0, 1) and pins[0].target.label == "group=g3 rate=a"
    two = [*told[:2], bounds(["g2"], ["a"], None, None), told[3]]
    assert attack(two) == []


def test_one_person_left_over_is_found():
    told = [
        bounds([], ["a"], 40, [20, 20]),
        bounds(["g1"], ["a"], 19, [10, 10]),
        bounds(["g2"], ["a"], 10, [5, 5]),
        bounds(["g3"], ["a"], 10, [4, 4]),
    ]
    (pin,) = attack(told)  # 40 - 19 - 10 - 10: one person, who said a
    assert (pin.low, pin.high, pin.needed) == (1, 1, 1)
    assert attack([replace(told[0], count=(19, 20)), *told[1:]]) == []


def test_linked_tables_are_taken_together():
    """The hidden g3 is safe in its own table, and follows when another table names its choices."""
    own = [
        bounds([], ["a"], 40, [20, 20]),
        bounds(["g1"], ["a"], 18, [9, 9]),
        bounds(["g2"], ["a"], None, None),
        bounds(["g3"], ["a"], None, None),
    ]
    assert attack(own) == []
    other = [bounds(["g2"], ["b"], 14, [3, 3])]
    assert {p.target.label for p in attack([*own, *other])} >= {"group=g3 rate=a"}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=3),
    st.sets(st.integers(0, 2), min_size=1),
)
def test_ranges_equal_brute_force(cells, hidden):
    """Every hidden range, against all whole tables that fit what is published."""
    total = [sum(c[k] for c in cells) for k in (0, 1)]
    n = sum(total)
    if not n:
        return
    told = [bounds([], ["a"], n, [total[0], total[0]], total=n)]
    for k, (yes, no) in enumerate(cells):
        shown = k not in hidden
        told.append(
            bounds(
                [GROUPS[k]],
                ["a"],
                yes + no if shown else None,
                [yes, yes] if shown else None,
                total=n,
            )
        )
    possible = {k: set() for k in hidden}
    rest = [total[j] - sum(cells[k][j] for k in range(3) if k not in hidden) for j in (0, 1)]
    # anyone may also have given no group, so hidden groups share what is left, or less
    for split in itertools.product(range(rest[0] + 1), repeat=len(hidden)):
        if sum(split) <= rest[0]:
            for k, value in zip(sorted(hidden), split, strict=True):
                possible[k].add(value)
    pinned = {
        p.target.who[0][1][0]: (p.low, p.high) for p in attack(told) if len(p.target.who[0][1]) == 1
    }
    for k in hidden:
        width = max(possible[k]) - min(possible[k])
        if GROUPS[k] in pinned:
            assert pinned[GROUPS[k]] == (min(possible[k]), max(possible[k]))
        else:
            assert width >= min(4, rest[0] + rest[1], total[0], n - total[0])


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_what_protect_shows_withstands_the_attack(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(60, 140))
    groups = rng.choice(["g1", "g2", "g3", "g4", None], n, p=[0.5, 0.3, 0.12, 0.05, 0.03])
    rates = rng.choice(["好", "中", "差", None], n, p=[0.6, 0.3, 0.08, 0.02])
    answers = answers_of(list(groups), list(rates))
    whole = []
    for made in (
        share(answers, "rate", by="group"),
        share(answers, "rate"),
        share(answers, "rate", of="好", by="group"),
    ):
        protected = protect(made)
        assert any(not row.withheld for row in protected.rows)
        shown = [row.bounds for row in protected.rows]
        assert attack(shown) == []
        whole += shown
        for row, count in zip(
            protected.rows, made.table[made.table["base"] > 0]["count"], strict=True
        ):
            if not row.withheld:
                low, high = row.bounds.count
                assert low <= count <= high and row.bounds.n == row.n


def test_the_window_of_a_count_is_what_prints_alike():
    answers = answers_of(["甲"] * 240, ["好"] * 97 + ["差"] * 143)
    row = protect(share(answers, "rate", of="好")).rows[0]
    low, high = row.bounds.count
    assert row.text == "40%" and low <= 97 <= high
    assert {math.floor(100 * c / 240 + 0.5) for c in range(low, high + 1)} == {40}
    asked = share(answers, "rate", of="好").asked
    assert counts_within(asked, 50, (0.48, 0.3480, 0.6149), 2) == (24, 24)


def test_a_hidden_group_is_not_named_by_a_comparison():
    answers = answers_of(["甲"] * 8 + ["乙"] * 14 + ["丙"] * 40, ["好"] * 30 + ["差"] * 32)
    made = share(answers, "rate", of="好", by="group")
    hidden = [row.group for row in protect(made).rows if row.withheld]
    assert hidden == ["甲", "乙"]
    from researchlib.protect.protected import protect_comparison

    assert protect_comparison(made.compare("丙", "乙")).clause == "人数不足，不作比较"


def test_publishing_stops_and_names_the_table():
    table = Table(
        share(answers_of(["g1"] * 20 + ["g2"] * 20, ["好", "差"] * 20), "rate", by="group"),
        "满意情况",
    )
    told = bounds_in("02_topic", [table])
    check_whole(told, {})
    few = replace(told[0], who=(("group", ("g1",), ("g1", "g2")),)).hidden()
    with pytest.raises(DataProblem, match="可以推算出来.*02_topic“满意情况”"):
        check_whole([*told, few], {})
    odd = replace(told[0], count=(told[0].n, told[0].n))
    with pytest.raises(DataProblem, match="互相矛盾"):
        check_whole([*told, few, odd, replace(odd, count=(0, 0))], {})


def test_two_editions_that_differ_by_a_few_answers_are_caught(tmp_path):
    def told(n, data):
        answers = replace(answers_of(["g1"] * n, ["好"] * (n - 10) + ["差"] * 10), data=data)
        return bounds_in("r", [Table(share(answers, "rate"), "表")])

    place = place_of(tmp_path, "s")
    place.exports.mkdir(parents=True)
    place.ledger.write_bytes(
        Ledger("s", "讨论稿", releases=tuple(as_json(told(60, "old")))).written()
    )
    earlier = keep_edition(place, "征求意见稿")
    assert list(earlier) == ["讨论稿"] and (place.exports / "editions/讨论稿.json").is_file()
    with pytest.raises(DataProblem, match="与讨论稿只差几个人"):
        check_whole(told(62, "new"), earlier)
    check_whole(told(75, "new"), earlier)
    check_whole(told(60, "old"), earlier)
    assert keep_edition(place, "讨论稿") == {}
    (place.exports / "editions/讨论稿.json").write_text("{")
    with pytest.raises(DataProblem, match="数字台账“讨论稿.json”打不开"):
        keep_edition(place, "征求意见稿")


def crossed(seed=2):
    """Two questions, each tabled by the other: one table seen from two sides."""
    rng = np.random.default_rng(seed)
    groups = rng.choice(["g1", "g2", "g3"], 90, p=[0.6, 0.32, 0.08])
    rates = rng.choice(["好", "中", "差"], 90, p=[0.6, 0.33, 0.07])
    answers = answers_of(list(groups), list(rates))
    return [
        Table(share(answers, "rate", by="group"), "甲"),
        Table(share(answers, "group", by="rate"), "乙"),
    ]


def test_what_two_tables_give_away_together_is_withheld_as_well():
    alone = [attack([n.bounds for n in table.numbers]) for table in crossed()]
    assert alone == [[], []]
    told = bounds_in("r", crossed())
    with pytest.raises(DataProblem, match="可以推算出来"):
        check_whole(told, {})
    more = withhold_more(told, {})
    assert more and len(more) < len(told)
    check_whole([b.hidden() if b.key in more else b for b in told], {})
    assert withhold_more(bounds_in("r", crossed()[:1]), {}) == ()
