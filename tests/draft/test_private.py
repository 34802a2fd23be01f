"""What a question could give away: by topic, by instrument, by its answers."""

from __future__ import annotations

import pytest
from conftest import write_xlsx

from researchlib.draft.codebook import draft_codebook
from researchlib.draft.private import kept_out, needs_guard, sensitivity
from researchlib.read.exports.export import read_export
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity


@pytest.mark.parametrize(
    "title",
    [
        "有不如死掉或用某种方式伤害自己的念头",
        "您信教吗",
        "您家是低保户吗",
        "您去年上访过吗",
        "您离婚了吗",
        "您被同学打过吗",
        "您是否建档立卡贫困户",
        "您吸过毒品吗",
        "您是否遭受过家庭暴力",
        "您家欠债多少",
        "您得过肝炎吗",
        "您是否感染HIV",
        "您对党委书记的工作满意吗",
        "您上一年度的考核结果",
        "PHQ9",
        "GAD-7第3题",
        "感到心情低落、沮丧或绝望",
        "您最近的心理状况",
        "您每月的收入",
        "您家目前有外债吗",
        "你是否自己弄伤过自己",
        "drug_use_ever",
        "Do you identify with a religion?",
    ],
)
def test_topics_that_are_sensitive(title):
    assert sensitivity(title, Kind.SINGLE) is Sensitivity.SENSITIVE


@pytest.mark.parametrize(
    "title",
    [
        "绿地能缓解压力，有心理恢复功能吗",
        "您读过村上春树吗",
        "您对社区食堂满意吗",
        "您多久去一次活动室",
        "您最希望增加什么服务",
        "您对公园的绿化满意吗",
        "您相信教育能改变命运吗",
        "您一个礼拜去几次活动室",
    ],
)
def test_topics_that_are_not(title):
    assert sensitivity(title, Kind.SINGLE) is Sensitivity.PLAIN


def test_illnesses_among_the_choices_make_a_question_sensitive():
    ill = ("高血压", "糖尿病", "以上都没有")
    assert sensitivity("您有下列哪些情况", Kind.MULTIPLE, ill) is Sensitivity.SENSITIVE
    needed = ("助餐", "助浴", "心理咨询", "低保办理")
    assert sensitivity("您需要哪些服务", Kind.MULTIPLE, needed) is Sensitivity.PLAIN


def test_a_place_down_to_the_county_is_sensitive_by_what_it_holds():
    places = ("四川省-雅安市-雨城区", "四川省-成都市-武侯区", "四川省-甘孜藏族自治州-康定市")
    assert sensitivity("您家在哪里", Kind.SINGLE, places) is Sensitivity.SENSITIVE
    assert sensitivity("您何时方便", Kind.SINGLE, ("工作日-上午", "周末-上午")) is Sensitivity.PLAIN
    assert sensitivity("您所在的社区", Kind.SINGLE) is Sensitivity.QUASI
    assert sensitivity("去年住院次数", Kind.NUMBER) is Sensitivity.SENSITIVE
    assert sensitivity("您居住院落的环境怎么样", Kind.SINGLE) is not Sensitivity.SENSITIVE
    assert sensitivity("Age group", Kind.SINGLE) is Sensitivity.QUASI
    assert sensitivity("What is your SEX?", Kind.SINGLE) is Sensitivity.QUASI
    assert sensitivity("Manager of the village stage", Kind.SINGLE) is Sensitivity.PLAIN
    assert sensitivity("行号", Kind.METADATA) is Sensitivity.DIRECT


@pytest.mark.parametrize(
    "title, choices, asked",
    [
        ("您家的网格员是", ("史太君", "花袭人", "邢岫烟", "贾雨村"), w.NAMES_ASKED),
        ("调查员", ("贾雨村", "花袭人"), w.NAMES_ASKED),
        ("联系人：", ("史太君", "林黛玉", "其他"), w.NAMES_ASKED),
        ("给您服务的是", ("张秀英", "李建国", "王桂兰", "刘海洋"), w.NAMES_ASKED),
        ("您得过什么", ("高血压", "高血脂", "关节炎", "白内障"), ""),
        ("您住在", ("张家村", "李家庄", "王家湾"), ""),
        ("您找谁帮忙", ("王主任", "李书记", "邻居"), w.NAMES_ASKED),
        ("您住在哪里", ("1号楼1单元301", "1号楼2单元201"), "门牌"),
        ("您家的网格员是", ("固定的", "不固定", "没有"), ""),
        ("您的班主任是", ("男老师", "女老师"), ""),
        ("填表人是", ("本人", "配偶", "子女"), ""),
        ("您对网格员满意吗", ("满意", "一般", "不满意"), ""),
        ("您喜欢的活动", ("看电影", "广场舞", "志愿服务"), ""),
        ("您的职业", ("工人", "农民", "教师"), ""),
    ],
)
def test_names_and_doors_among_the_choices_are_asked(title, choices, asked):
    told = kept_out(title, Kind.SINGLE, choices)
    assert bool(told) is bool(asked) and asked in told
    assert told.startswith(w.NAMES_ASKED) is (asked == w.NAMES_ASKED)


def test_names_are_no_choices_in_the_draft(tmp_path):
    names = ("史太君", "花袭人", "邢岫烟", "贾雨村")
    rows = [["序号", "1、您家的网格员是"], *[[k, names[k % 4]] for k in range(60)]]
    drafted = draft_codebook(read_export(write_xlsx(tmp_path / "a.xlsx", rows)))[0]
    assert drafted.question.kind is Kind.OPEN and drafted.question.choices == ()
    assert drafted.question.sensitivity is Sensitivity.DIRECT and drafted.samples == ()
    assert drafted.confirm.startswith(w.NAMES_ASKED)


def test_studies_of_health_and_of_minors_are_guarded():
    plain = ["您的性别", "您对食堂满意吗", "您参加过哪些活动", "您的年龄"]
    assert not needs_guard(plain)
    assert needs_guard([*plain, "您患有哪些慢性病", "您每天吃几种药"])
    assert needs_guard([*plain, "你读几年级"]) and needs_guard([*plain, "PHQ1", "PHQ2"])
