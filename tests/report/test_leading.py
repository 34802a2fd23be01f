"""Which sentences are written first, and that none is where its interval does not carry it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from researchlib.clean.answers import Answers
from researchlib.report.objects.leading import leading_findings
from researchlib.report.objects.overview import crossing_table, scale_table
from researchlib.study.codebook import Codebook, Question
from researchlib.terms import words as w
from researchlib.terms.words import Direction, Kind, Sensitivity

RATES = ("很不满意", "不满意", "一般", "满意", "很满意")
NEWS = ("微信", "电视", "报纸")


def matrix(name, stem, items, direction=Direction.BETTER):
    return tuple(
        Question(
            f"{name}.r{k}", item, Kind.SCALE, RATES, stem, direction=direction, middle=RATES[2]
        )
        for k, item in enumerate(items, 1)
    )


BOOK = Codebook(
    (
        Question("sex", "性别", Kind.SINGLE, ("男", "女"), sensitivity=Sensitivity.QUASI),
        Question("knows", "您知道12345热线吗", Kind.SINGLE, ("知道", "听说过", "没听说过")),
        Question("uses", "您去年用过几种服务", Kind.SINGLE, ("没用过", "1种", "2种及以上")),
        *matrix("rate", "您对下列服务满意吗", ("助餐", "助浴", "陪诊")),
        Question(
            "income", "您的月收入", Kind.SINGLE, ("低", "高"), sensitivity=Sensitivity.SENSITIVE
        ),
    )
)


def people(apart: bool, known: int, missing: int = 0, size: int = 300) -> pd.DataFrame:
    """`apart`: who is satisfied with meals goes with sex; `known`: how many know the hotline."""
    chance = np.random.default_rng(3)
    sex = np.where(np.arange(size) % 2, "女", "男")
    liked = np.where(sex == "女", 0.9 if apart else 0.6, 0.5 if apart else 0.6)
    rate = [np.where(chance.random(size) < p, "满意", "不满意") for p in (liked, 0.3, 0.3)]
    frame = pd.DataFrame(
        {
            "sex": sex,
            "knows": np.where(np.arange(size) < known, "知道", "没听说过"),
            "uses": np.array(["没用过", "1种", "2种及以上"])[np.arange(size) % 3],
            **{f"rate.r{k}": values for k, values in enumerate(rate, 1)},
            "income": np.where(np.arange(size) < 3, "高", "低"),
        }
    )
    frame.loc[: missing - 1, "uses"] = None
    return frame


def answers(*given, book=BOOK, **named):
    frame = people(*given, **named)
    for question in book:
        if question.kind in (Kind.SINGLE, Kind.SCALE) and question.variable in frame:
            frame[question.variable] = pd.Categorical(frame[question.variable], question.choices)
    return frame, Answers.from_frame(frame, codebook=book)


def told(found):
    return [one.text for one in found]


def test_what_matters_comes_first_each_with_its_interval():
    frame, found = answers(True, 20)
    sentences = leading_findings(found)
    findings = [one for one in sentences if one.kind == "finding"]
    assert 4 <= len(findings) <= 10
    assert all(n.interval or n.direction for one in findings for n in one.numbers)
    keys = [one.key.removeprefix(f"{found.name}_") for one in findings]
    assert {"rate_ends", "rate_gap_sex_1", "knows_known"} <= {*keys}
    happy = frame.assign(yes=frame["rate.r1"] == "满意").groupby("sex")["yes"].mean()
    gap = next(one for one in findings if "gap" in one.key)
    assert f"{happy['女']:.0%}" in gap.text and f"高于男性（{happy['男']:.0%}）" in gap.text
    few = next(one for one in findings if one.key.endswith("known"))
    assert "12345" in few.text and "只占7%" in few.text  # 20 of 300
    # neither the title's own digits nor a word of its own wants a carrier
    assert not [run.text for one in sentences for run in one.runs if run.unbound]


def test_nothing_is_said_that_is_not_clear():
    _, found = answers(False, 150)
    text = "".join(told(leading_findings(found)))
    assert "组为" not in text and "没有哪两组的差别是清楚的" in text
    assert "只占" not in text  # half of them know it
    assert "应当回答的人里" not in text  # nobody left it blank
    assert "用过几种服务" not in text  # a third each: none is named most often
    _, apart = answers(True, 150)
    assert "没有哪两组" not in "".join(told(leading_findings(apart)))


def test_missing_answers_are_told_with_all_who_were_asked():
    _, found = answers(False, 150, 60)
    (one,) = [s for s in leading_findings(found) if s.key.endswith("missing")]
    assert one.text == "“您去年用过几种服务”：应当回答的人里，有20%没有作答。"
    assert one.numbers[0].n == 300


def test_what_is_withheld_or_sensitive_makes_no_sentence():
    _, found = answers(True, 20)
    assert "月收入" not in "".join(told(leading_findings(found)))  # three people are rich
    assert all(one.kind == "text" for one in leading_findings(found.within("knows", "听说过")))


def test_an_unknown_direction_is_told_and_ranks_nothing():
    book = Codebook(matrix("rate", "服务怎么样", ("助餐", "助浴"), None) + BOOK.questions[:1])
    _, found = answers(True, 20, book=book)
    text = "".join(told(leading_findings(found)))
    assert "服务怎么样”哪一头好还没有核对" in text and "最高" not in text
    _, known = answers(True, 20)
    assert "还没有核对" not in "".join(told(leading_findings(known)))


def test_what_people_keep_stays_and_what_no_longer_holds_is_told():
    _, found = answers(True, 20)
    key = f"{found.name}_knows_known"
    kept = leading_findings(found, keep=[key, "x_gone"])
    assert kept[0].key == key and "x_gone" in kept[1].text and len(kept) == 2


def test_scales_that_overlap_are_not_ranked():
    frame, _ = answers(False, 150)
    frame["rate.r2"] = frame["rate.r3"]
    book = Codebook(matrix("rate", "服务", ("助餐", "助浴", "陪诊"))[1:])
    found = Answers.from_frame(frame, codebook=book)
    (one,) = [s for s in leading_findings(found) if s.kind == "finding"]
    assert one.key.endswith("level") and "分不出高低" in one.text


def test_all_questions_by_one_group_mark_what_is_clear():
    frame, found = answers(True, 150)
    table = crossing_table(found, "sex", "各题")
    rows = {row[0].text.strip(): row for row in table.rows}
    counts = frame["sex"].value_counts()
    assert [c.text for c in table.head] == ["题目和选项", "男", "女", "全体"]
    title = "您对下列服务满意吗（选择“满意”“很满意”的人所占比例）"
    assert [c.text for c in rows[title][1:]] == [f"{counts['男']}人", f"{counts['女']}人", "300人"]
    assert [c.note for c in rows["助餐"][1:]] == ["▼", "▲", ""]
    assert [c.note for c in rows["没用过"][1:]] == ["", "", ""]
    share = pd.crosstab(frame["uses"], frame["sex"], normalize="columns").round(2)
    assert rows["没用过"][1].text == f"{share.at['没用过', '男']:.0%}"
    assert "月收入" not in rows and any("月收入" in note for note in table.notes)


def test_scales_in_one_table_with_mean_spread_n_and_alpha():
    frame, found = answers(True, 150)
    table = scale_table(found, ["rate"], "量表")
    points = frame[[f"rate.r{k}" for k in (1, 2, 3)]].apply(lambda c: c.cat.codes + 1)
    mean = points.mean(axis=1)
    k, total = 3, points.sum(axis=1).var()
    alpha = k / (k - 1) * (1 - points.var().sum() / total)
    name, average, spread, n, told_alpha = (cell.text for cell in table.rows[0])
    assert name == "您对下列服务满意吗（3题，1—5分）" and n == "300人"
    assert average.startswith(f"{mean.mean():.1f}") and told_alpha == f"{alpha:.2f}".replace(
        "-", "−"
    )
    assert float(spread) == pytest.approx(mean.std(), abs=0.06)


@pytest.mark.parametrize("size", [8, 9])
def test_few_people_show_nothing(size):
    _, found = answers(True, 4, size=size)
    assert not [s for s in leading_findings(found) if s.kind == "finding"]
    assert scale_table(found, ["rate"], "量表").rows[0][1].text == "人数少，不公布"


@pytest.mark.parametrize("ahead", [True, False])
def test_what_is_put_first_is_said_only_where_it_is_clear(small, ahead):
    orders = ["甲→乙→丙"] * (3 if ahead else 1) + ["乙→丙→甲"] + ["丙→甲→乙"] * (not ahead)
    export = [["序号", "1、请排序"], *[[k, orders[k % len(orders)]] for k in range(120)]]
    ranked = {
        w.SOURCE: "survey",
        w.VARIABLE: "rank",
        w.TEXT: "请排序",
        w.KIND: "排序",
        w.CHOICES: "甲\n乙\n丙",
        w.SENSITIVITY: "一般",
    }
    text = "".join(told(leading_findings(small(export, **{w.CODEBOOK: [ranked]}))))
    assert ("排在第一位的，“甲”最多，占75%" in text) is ahead
    assert ("排在第一位" in text) is ahead


def test_what_leads_without_a_majority_is_said_only_where_it_is_clear():
    frame, _ = answers(False, 150)
    book = Codebook(BOOK.questions[2:3])
    frame["uses"] = pd.Categorical(["1种", "1种", "没用过", "2种及以上", "2种及以上"] * 60)
    near = told(leading_findings(Answers.from_frame(frame, codebook=book)))
    assert "居首" not in "".join(near)
    frame["uses"] = pd.Categorical((["1种"] * 9 + ["没用过"] * 5 + ["2种及以上"] * 6) * 15)
    (one, *_) = leading_findings(Answers.from_frame(frame, codebook=book))
    assert one.text.startswith("“您去年用过几种服务”：人数居首的是选“1种”的，占45%")
    assert not [run.text for run in one.runs if run.unbound]
