"""Clusters and weights of 课题表: what was drawn whole is analysed so, and the notes say so."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from conftest import SEX, SOURCE

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.estimate.say import design_told
from researchlib.estimate.share import share
from researchlib.estimate.totals import total
from researchlib.read.workbook import open_study
from researchlib.report.objects.table import Table
from researchlib.run.fieldwork.check import check_study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

RNG = np.random.default_rng(6)
HOUSES = ("一号楼", "二号楼", "三号楼", "四号楼", "五号楼", "六号楼")
HOUSE = {**SEX, w.VARIABLE: "house", w.TEXT: "您住在哪个楼栋？", w.CHOICES: "\n".join(HOUSES)}
OLD = {**SEX, w.VARIABLE: "old", w.TEXT: "老旧小区", w.CHOICES: "是\n否"}
WEIGHT = {**SEX, w.VARIABLE: "w", w.TEXT: "权重", w.KIND: "数值", w.CHOICES: ""}
BOOK = [SEX, HOUSE, OLD, WEIGHT]
EXPORT = [["序号", "1、您的性别", "2、您住在哪个楼栋？", "3、老旧小区", "4、权重"]] + [
    [
        k,
        RNG.choice(["男", "女"], p=[p, 1 - p]),
        HOUSES[k // 20],
        "是" if k < 40 else "否",
        1 + k % 3,
    ]
    for k, p in enumerate(np.repeat([0.2, 0.8, 0.5, 0.3, 0.9, 0.4], 20))
]
RANDOM = {**SOURCE, w.SAMPLING: "随机抽样", w.POPULATION: "900"}
SIZES = [
    {
        w.SOURCE: "survey",
        w.VARIABLE: "old",
        w.FRAME_CHOICE: choice,
        w.FRAME_COUNT: count,
        w.FRAME_FROM: "名册",
    }
    for choice, count in (("是", "700"), ("否", "200"))
]


def study_of(make_study, source, **changed):
    return open_study(
        "small", make_study(EXPORT, **{w.SOURCES: [source], w.CODEBOOK: BOOK} | changed)
    )


def test_whole_buildings_widen_what_is_said(make_study):
    plain = clean_answers(study_of(make_study, RANDOM), "survey")
    whole = clean_answers(study_of(make_study, {**RANDOM, w.CLUSTER: "house"}), "survey")
    assert plain.clusters() is None and whole.clusters().max() == 5
    a, b = (share(x, "sex", of="男").table.iloc[0] for x in (plain, whole))
    assert a["value"] == b["value"] and b["high"] - b["low"] > 2 * (a["high"] - a["low"])
    assert b["df"] == 5 and b["design_effect"] > 3
    notes = Table(share(whole, "sex"), "x").notes
    assert any("误差按整群计算" in note for note in notes) and not any("加权" in n for n in notes)
    assert not any("整群" in note for note in Table(share(plain, "sex"), "x").notes)
    with pytest.raises(DataProblem, match="没有总体人数或权重"):
        total(whole, "w")


def test_a_column_of_weights_weighs(make_study):
    made = clean_answers(study_of(make_study, {**RANDOM, w.WEIGHT: "w"}), "survey")
    hit, weight = (made.frame["sex"] == "男").to_numpy(), made.frame["w"].to_numpy()
    row = share(made, "sex", of="男").table.iloc[0]
    assert row["value"] == pytest.approx(np.average(hit, weights=weight)) and row["n"] == 120
    assert design_told(made.design) == "；百分比已按w加权，人数未加权"


def test_buildings_drawn_within_strata_weigh_by_the_people_of_each(make_study):
    source = {**RANDOM, w.STRATUM: "old", w.CLUSTER: "house"}
    made = clean_answers(study_of(make_study, source, **{w.FRAMES: SIZES}), "survey")
    assert sorted(set(made.weights())) == pytest.approx([200 / 80, 700 / 40])
    assert share(made, "old", of="是").table["value"][0] == pytest.approx(700 / 900)
    assert average(made, "w").table["df"][0] == 4  # six buildings, two strata
    assert "分层人数" in design_told(made.design) and "整群" in design_told(made.design)


@pytest.mark.parametrize(
    "column, named, told",
    [
        (w.CLUSTER, "hause", "“整群单位”填的是“hause”"),
        (w.WEIGHT, "sex", "“权重列”填的是“sex”"),
        (w.STRATUM, "w", "“分层变量”填的是“w”"),
    ],
)
def test_what_is_no_such_question_is_told(make_study, column, named, told):
    with pytest.raises(DataProblem, match=told):
        study_of(make_study, {**RANDOM, column: named})


def test_check_asks_whether_few_places_were_drawn_whole(make_study):
    def asked(source, **changed):
        _, tasks = check_study(study_of(make_study, source, **changed), date(2024, 6, 1))
        return [t.what + t.todo for t in tasks if "先抽地方" in t.what]

    (told,) = asked(RANDOM)
    assert "只来自6个地方（“您住在哪个楼栋？”）" in told and "house" in told
    assert asked({**RANDOM, w.CLUSTER: "house"}) == []
    about = {**HOUSE, w.TEXT: "您对社区的服务满意吗"}
    export = [[*EXPORT[0][:2], "2、您对社区的服务满意吗", *EXPORT[0][3:]], *EXPORT[1:]]
    home = make_study(export, **{w.SOURCES: [RANDOM], w.CODEBOOK: [SEX, about, OLD, WEIGHT]})
    _, tasks = check_study(open_study("small", home), date(2024, 6, 1))
    assert not any("先抽地方" in t.what for t in tasks)
