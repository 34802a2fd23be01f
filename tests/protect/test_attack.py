"""The attack against brute force, and suppression against the attack."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.clean.answers import Answers
from researchlib.estimate.average import average
from researchlib.estimate.models.association import association
from researchlib.estimate.share import share
from researchlib.protect.attack import Attack, Target
from researchlib.protect.bounds import counts_within
from researchlib.protect.ledger import Ledger, keep_edition, left_before, remember
from researchlib.protect.linked import bounds_in, conforms, few_between
from researchlib.protect.protected import protect, protect_comparison
from researchlib.protect.suppress import protected_by, standing
from researchlib.protect.system import People, System
from researchlib.report.objects import models
from researchlib.report.objects.table import Table
from researchlib.store.values import as_json
from researchlib.study.codebook import Codebook, Question
from researchlib.study.place import place_of
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Sensitivity

sys.path.insert(0, str(Path(__file__).parent.parent / "estimate"))

from test_estimates import answers_of  # noqa: E402


def study(groups, said, kind=Kind.SINGLE, choices=("甲", "乙", "丙"), **design):
    """Groups that everybody knows, and one sensitive question."""
    frame = pd.DataFrame({"group": groups, "said": said})
    questions = (
        Question("group", "组", Kind.SINGLE, tuple(dict.fromkeys(groups))),
        Question("said", "敏感题", kind, choices, sensitivity=Sensitivity.SENSITIVE, unit="月"),
    )
    return Answers.from_frame(frame, codebook=Codebook(questions), **design)


def rows_of(*tables):
    return [row for table in tables for row in protect(table).rows]


def shown_bounds(*tables):
    return [row.bounds for row in rows_of(*tables)]


def kept(*tables):
    return {row.name: row.bounds.kept for row in rows_of(*tables)}


def possible(answers, *tables):
    """By brute force: every table of counts that prints the same, group by group and choice by
    choice, blanks left out."""
    groups, choices = answers.choices("group"), answers.choices("said")
    codes, said = answers.codes("group"), answers.codes("said")
    sizes = [int((codes == g).sum()) for g in range(len(groups))]
    truth = [
        [int(((codes == g) & (said == c)).sum()) for c in range(len(choices))]
        for g in range(len(groups))
    ]
    told = [row for row in rows_of(*tables) if not row.withheld]

    def fits(table):
        for row in told:
            g = [groups.index(row.group)] if row.group in groups else range(len(groups))
            c = [choices.index(x) for x in row.bounds.what[0][1]]
            low, high = row.bounds.count
            if not low <= sum(table[i][j] for i in g for j in c) <= high:
                return False
        return True

    every = itertools.product(
        *(
            [t for t in itertools.product(range(n + 1), repeat=len(choices)) if sum(t) == n]
            for n in sizes
        )
    )
    found = [table for table in every if fits(table)]
    assert any([list(t) for t in table] == truth for table in found)
    return found


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 7)] * 2), min_size=2, max_size=3))
def test_no_hidden_count_is_narrower_than_the_rule_by_brute_force(cells):
    groups, said = [], []
    for g, counts in enumerate(cells):
        for choice, count in zip("甲乙", counts, strict=True):
            groups += [f"g{g}"] * count
            said += [choice] * count
    if len(set(groups)) < 2:
        return
    answers = study(groups, said, choices=("甲", "乙"))
    tables = (share(answers, "said", by="group"),)
    found = possible(answers, *tables)
    names, choices = answers.choices("group"), answers.choices("said")
    for row in rows_of(tables[0]):
        if row.withheld and row.group in names and row.bounds.kept != "others":
            g, c = names.index(row.group), choices.index(row.choice)
            n = sum(found[0][g])
            counts = [table[g][c] for table in found]
            assert max(counts) - min(counts) >= min(4, n)


def test_one_hidden_group_takes_another_with_it_and_other_goes_first():
    answers = study(
        ["东"] * 40 + ["西"] * 60 + ["其他"] * 30,
        ["甲"] * 3 + ["乙"] * 37 + ["甲"] * 22 + ["乙"] * 38 + ["甲"] * 12 + ["乙"] * 18,
        choices=("甲", "乙"),
    )
    found = kept(share(answers, "said", of="甲", by="group"))
    assert found == {"东": "few", "西": "", "其他": "others", "全体": ""}
    shown = protect(share(answers, "said", of="甲", by="group")).row("其他")
    assert shown.text == "为保护个人，不公布" and shown.persons == "人数不公布"
    alone = study(["东"] * 8 + ["西"] * 60, ["甲"] * 34 + ["乙"] * 34, choices=("甲", "乙"))
    assert protect(share(alone, "said", by="group")).rows[0].persons == "不足10人"


def test_a_plain_question_by_known_groups_loses_only_its_small_groups():
    answers = answers_of(["甲"] * 8 + ["乙"] * 16 + ["丙"] * 40, ["好"] * 30 + ["差"] * 34)
    assert kept(share(answers, "rate", of="好", by="group")) == {
        "甲": "base",
        "乙": "",
        "丙": "",
        "全体": "",
    }


def test_weighted_shares_hide_what_they_would_leave():
    answers = study(
        ["东"] * 50 + ["西"] * 50,
        ["甲"] * 30 + ["乙"] * 18 + ["丙"] * 2 + ["甲"] * 20 + ["乙"] * 29 + ["丙"],
        strata="group",
        population={"东": 500, "西": 1000},
    )
    found = kept(share(answers, "said", by="group"))
    assert found["东·丙"] == "few" and "others" in (found["东·甲"], found["东·乙"])


def test_an_average_does_not_tell_the_two_of_sixty():
    answers = study(["东"] * 60, ["没有"] * 58 + ["有"] * 2, Kind.SCALE, ("没有", "有"))
    assert kept(average(answers, "said")) == {"全体": "others"}
    many = study(["东"] * 60, ["没有"] * 30 + ["有"] * 30, Kind.SCALE, ("没有", "有"))
    assert kept(average(many, "said")) == {"全体": ""}


def test_the_averages_of_all_and_of_all_but_one_do_not_tell_the_one():
    answers = study(["女"] * 30 + ["男"], [2] * 30 + [900], Kind.NUMBER, ())
    found = kept(average(answers, "said", by="group"))
    assert found["男"] == "base" and "others" in (found["女"], found["全体"])


def test_a_test_is_printed_only_where_its_table_could_be():
    answers = study(
        ["男"] * 40 + ["女"] * 60,
        ["甲"] * 3 + ["乙"] * 37 + ["甲"] * 12 + ["乙"] * 48,
        choices=("甲", "乙"),
    )
    table = models.tests_table({"一": association(answers, "said", "group")}, "检验")
    assert [cell.text for cell in table.rows[0][2:]] == ["为保护个人，不公布"] * 4
    enough = study(
        ["男"] * 40 + ["女"] * 60,
        ["甲"] * 13 + ["乙"] * 27 + ["甲"] * 12 + ["乙"] * 48,
        choices=("甲", "乙"),
    )
    table = models.tests_table({"一": association(enough, "said", "group")}, "检验")
    assert table.rows[0][5].text == "100人" and table.behind.bounds[0].exact


def test_a_comparison_goes_with_its_side():
    answers = answers_of(["甲"] * 8 + ["乙"] * 14 + ["丙"] * 40, ["好"] * 30 + ["差"] * 32)
    made = share(answers, "rate", of="好", by="group")
    assert protect_comparison(made.compare("丙", "甲")).clause == "人数不足，不作比较"
    other = study(
        ["东"] * 40 + ["西"] * 30,
        ["甲"] * 3 + ["乙"] * 37 + ["甲"] * 10 + ["乙"] * 20,
        choices=("甲", "乙"),
    )
    made = share(other, "said", of="甲", by="group")
    clause = protect_comparison(made.compare("西", "东")).clause
    assert clause in ("人数不足，不作比较", "为保护个人，不作比较")


def test_what_has_left_the_house_stays_and_the_rest_gives_way():
    answers = study(
        ["东"] * 40 + ["西"] * 60 + ["南"] * 30,
        ["甲"] * 3 + ["乙"] * 37 + ["甲"] * 22 + ["乙"] * 38 + ["甲"] * 12 + ["乙"] * 18,
        choices=("甲", "乙"),
    )
    bounds = [
        replace(b, kept="" if b.kept == "others" else b.kept)
        for b in shown_bounds(share(answers, "said", of="甲", by="group"))
    ]
    people, costs = People(answers), {b.key: standing(b) for b in bounds}
    first = set(protected_by(people, bounds, costs).hidden)
    assert len(first) == 1
    second = set(protected_by(people, bounds, costs, first).hidden)
    assert second and not second & first
    stuck = protected_by(people, bounds, costs, {b.key for b in bounds})
    assert not stuck.hidden and stuck.loose


def test_too_many_unknowns_count_as_pinned(monkeypatch):
    monkeypatch.setattr("researchlib.terms.policy.MOST_UNKNOWNS", 2)
    answers = study(["东"] * 40 + ["西"] * 60, (["甲"] * 3 + ["乙"] * 47) * 2, choices=("甲", "乙"))
    assert all(kept(share(answers, "said", by="group")).values())


def test_the_truth_satisfies_every_row():
    rng = np.random.default_rng(3)
    groups = list(rng.choice(["东", "西", "南"], 120, p=[0.5, 0.3, 0.2]))
    said = list(rng.choice(["甲", "乙", "丙"], 120, p=[0.5, 0.4, 0.1]))
    for design in ({}, {"strata": "group", "population": {"东": 900, "西": 300, "南": 300}}):
        answers = study(groups, said, Kind.SCALE, **design)
        bounds = shown_bounds(share(answers, "said", by="group"), average(answers, "said"))
        system = System(People(answers), ["said"], bounds)
        assert system.truth.sum() == 120
        for one in bounds:
            for row in system.rows(one) if not one.kept else ():
                assert row.low - 1e-6 <= row.of @ system.truth <= row.high + 1e-6
        hidden = Attack(system).pins([], [Target(system.truth * 0 + 1, 1)])
        assert [(pin.low, pin.high) for pin in hidden] == [(120, 120)]


def test_the_window_of_a_count_is_what_prints_alike():
    answers = answers_of(["甲"] * 240, ["好"] * 97 + ["差"] * 143)
    row = protect(share(answers, "rate", of="好")).rows[0]
    low, high = row.bounds.count
    assert row.text == "40%" and low <= 97 <= high
    asked = share(answers, "rate", of="好").asked
    assert counts_within(asked, 50, (0.48, 0.3480, 0.6149), 2) == (24, 24)


def test_two_editions_that_differ_by_a_few_answers_are_told(tmp_path):
    def told(n, data):
        answers = replace(answers_of(["g1"] * n, ["好"] * (n - 10) + ["差"] * 10), data=data)
        return bounds_in("r", [Table(share(answers, "rate"), "表")])

    place = place_of(tmp_path, "s")
    place.data.mkdir(parents=True)
    ledger = Ledger("s", "讨论稿", releases=tuple(as_json(told(60, "old"))))
    assert left_before(place) == ()
    remember(place, ledger)
    remember(place, ledger)
    assert len(place.left.read_text(encoding="utf-8").splitlines()) == 1
    remember(place, replace(ledger, edition="征求意见稿"))
    gone = left_before(place)
    assert len(gone) == 2 * len(told(60, "old"))
    assert few_between(told(62, "new"), gone) == ["r“表”"]
    assert few_between(told(75, "new"), gone) == few_between(told(60, "old"), gone) == []
    place.left.write_text("{")
    with pytest.raises(DataProblem, match="left.jsonl"):
        left_before(place)


def test_the_ledger_of_another_edition_is_set_aside(tmp_path):
    place = place_of(tmp_path, "s")
    place.exports.mkdir(parents=True)
    place.ledger.write_bytes(Ledger("s", "讨论稿").written())
    keep_edition(place, "征求意见稿")
    assert (place.exports / "editions/讨论稿.json").is_file()


def test_a_page_conforms_where_exactly_what_is_planned_is_withheld():
    answers = study(
        ["东"] * 40 + ["西"] * 60, (["甲"] * 20 + ["乙"] * 30) * 2, choices=("甲", "乙")
    )
    bounds = bounds_in("r", [Table(share(answers, "said", by="group"), "表")])
    key = bounds[0].key
    assert conforms(bounds, []) and not conforms(bounds, [key])
    away = [replace(b, kept="others") if b.key == key else b for b in bounds]
    assert conforms(away, [key]) and not conforms(away, [])
    assert away[0].public.count is None and bounds[0].public.count is not None


def test_how_many_answered_in_a_known_group_is_no_secret():
    answers = study(
        ["东"] * 6 + ["西"] * 3000,
        ["甲"] * 2 + ["乙"] * 4 + ["甲"] * 1200 + ["乙"] * 1800,
        choices=("甲", "乙"),
    )
    found = kept(share(answers, "said", by="group"))
    assert {name for name, why in found.items() if why} == {"东·甲", "东·乙"}
    system = System(People(answers), ["said"], shown_bounds(share(answers, "said")))
    told = [system.rows(one) for one in shown_bounds(share(answers, "said"))]
    assert [len(rows) for rows in told] == [2, 2], "people and count: that is all of a plain share"


def test_few_of_a_guarded_group_are_not_told_by_the_others():
    answers = study(["东"] * 30 + ["西"] * 30, (["甲"] * 2 + ["乙"] * 28) * 2, choices=("甲", "乙"))
    found = kept(share(answers, "group", by="said"))
    assert found["甲·东"] == found["甲·西"] == "base"
    assert "others" in (found["乙·东"], found["乙·西"])


@pytest.mark.parametrize("first", ["东", "西"])
def test_what_is_not_compared_tells_nothing_and_can_be_planned(first):
    answers = study(
        ["东"] * 7 + ["西"] * 40 + ["南"] * 30, [2, 3, 4, 5, 6, 7, 8] * 11, Kind.NUMBER, ()
    )
    second = "西" if first == "东" else "东"
    table = average(answers, "said", by="group")
    assert {one.kept for one in protect_comparison(table.compare(first, second)).rests} == {"base"}
    rests = protect_comparison(table.compare("西", "南")).rests
    away = frozenset(
        [bounds.key for bounds in shown_bounds(table)[1:2]] + [rests[0].key, rests[1].key]
    )
    away |= {f"settled:{answers.data}:x"}
    told = average(replace(answers, withheld=away), "said", by="group").compare("西", "南")
    assert {one.kept for one in protect_comparison(told).rests} == {"others"}


def test_that_everybody_gave_some_answer_is_no_secret():
    """Nine people, every choice hidden, and how many answered is told: nothing is given away."""
    from researchlib.protect.bounds import n_of

    answers = study(["东"] * 9, ["甲"] * 5 + ["乙"] * 4, choices=("甲", "乙", "丙"))
    hidden = shown_bounds(share(answers, "said"))
    assert {one.kept for one in hidden} == {"base"}
    told = [*hidden, *n_of(answers, "said")]
    cover = protected_by(People(answers), told, {one.key: 1.0 for one in told})
    assert not cover.loose and not cover.hidden


def test_an_average_tells_no_union_of_few():
    """Four of twenty chose an end of the scale; the average and its interval leave 3 to 6."""
    said = ["一"] * 2 + ["二"] * 7 + ["三"] * 9 + ["四"] * 2
    answers = study(["东"] * 20, said, Kind.SCALE, ("一", "二", "三", "四"))
    assert kept(average(answers, "said")) == {"全体": "others"}
