"""The first guess at a question's type, from answers as people give them."""

from __future__ import annotations

import numpy as np
import pytest

from researchlib.clean.values import dates, numbers
from researchlib.draft.kinds import guess
from researchlib.draft.private import sensitivity
from researchlib.terms.words import Kind, Notation, Sensitivity


def guessed(answers, title="评价", coding=Notation.TEXT, n=90, labels=()):
    rng = np.random.default_rng(1)
    return guess([str(a) for a in rng.choice(answers, n)], title, labels, coding)


@pytest.mark.parametrize(
    "order",
    [
        "不满意|较不满意|一般|较满意|满意",
        "不重要|不太重要|一般|比较重要|非常重要",
        "很慢|较慢|一般|较快|很快",
        "非常拥堵|比较拥堵|一般|比较畅通|非常畅通",
        "非常困难|比较困难|一般|比较容易|非常容易",
        "差|中|良|优",
        "不合格|合格|良好|优秀",
        "完全不会|好几天|一半以上的天数|几乎每天",
        "不了解|有点了解|了解",
        "E.非常不满意|D.不满意|C.一般|B.满意|A.非常满意",
        "1分|2分|3分|4分|5分",
        "反对|比较反对|中立|比较赞成|赞成",
        "完全不够|不太够|刚好|比较充足|非常充足",
        "没有或很少时间|少部分时间|相当多时间|绝大部分或全部时间",
    ],
)
def test_rating_words_are_put_in_order(order):
    kind, choices, _ = guessed(order.split("|"))
    assert (kind, choices) == (Kind.SCALE, tuple(order.split("|")))


@pytest.mark.parametrize(
    "answers, title",
    [
        ("环境好|位置好|物业好", "选择本小区的原因"),
        ("物价高|房价高|学费高", "您最关心的"),
        ("提过|没提过", "您提出过建议吗"),
        ("会|不会|说不清", "社区会采纳居民意见吗"),
        ("是|否", "您是否使用支付宝"),
        ("电话|上门", "通过什么方式联系"),
        ("工作日/上午|工作日/晚上|周末/上午|周末/晚上", "方便的时间"),
        ("务农→务工|务工→务农|没有变化", "职业变化"),
        ("2000-2009年|2010-2015年|2016-2020年", "哪一年搬来"),
        ("城东|城西", "您家地址所在的区"),
        ("*|**|***", "星级"),
    ],
)
def test_single_choices_stay_single(answers, title):
    kind, choices, _ = guessed(answers.split("|"), title)
    assert kind is Kind.SINGLE and set(choices) == set(answers.split("|"))
    assert sensitivity(title, kind) is not Sensitivity.DIRECT


@pytest.mark.parametrize(
    "answers, title, kind",
    [
        (["65岁", "约70", "66", "71", "80岁", "58", "62", "77", "90"], "您的年龄", Kind.NUMBER),
        (
            ["3,500", "4千", "2800", "1万", "5200", "6100", "7000", "3000", "900"],
            "月收入",
            Kind.NUMBER,
        ),
        (["2024年3月5日", "2010年5月", "2020/3/5", "2020.3.5"], "搬入时间", Kind.DATE),
        (["2019.10", "2020.1", "2021.12"], "入住时间", Kind.DATE),
        (range(2, 10), "推荐（0-10）", Kind.SCALE),
        (range(1, 5), "请打分（1-5分）", Kind.SCALE),
        (range(1, 13), "分管的工作有几项", Kind.NUMBER),
        (["410800195001010007", "410800195201010015"], "您的号码", Kind.OPEN),
        (["13900001234", "13900005678"], "方便联系您的号码", Kind.OPEN),
        (["加工资", "涨薪", "无", "食堂", "多放假", "少加班"], "您希望单位改进什么", Kind.OPEN),
        (["餐→医→护", "医→餐→护", "餐", "护→餐→医"], "请排序", Kind.RANKING),
    ],
)
def test_other_types(answers, title, kind):
    assert guessed(list(answers), title)[0] is kind


def test_codes_are_choices_and_small_counts_are_numbers():
    assert guessed(range(1, 6), "您的年龄段", Notation.NUMBER)[:2] == (
        Kind.SINGLE,
        ("1", "2", "3", "4", "5"),
    )
    assert guessed(range(0, 11), "推荐意愿(0-10)", Notation.NUMBER)[1][0] == "0"
    assert (
        guessed([1, 2, 4, 5], "满意度", labels=("很不满意", "2", "3", "4", "很满意"))[0]
        is Kind.SCALE
    )


def test_amounts_and_days_as_people_write_them():
    assert numbers(["65岁", "约70", "3,500元", "4千", "１２", "35%", "不清楚", "1-2"])[
        :6
    ].tolist() == [65, 70, 3500, 4000, 12, 35]
    assert numbers(["不清楚", "1-2", "12月30日"]).isna().all()
    found = dates(
        ["2024年3月5日", "2010年5月", "2020.3.5", "2024/3/5 9:30", "2024-02-30", "2023-2024学年"]
    )
    assert [f"{d:%Y-%m-%d}" for d in found[:4]] == [
        "2024-03-05",
        "2010-05-01",
        "2020-03-05",
        "2024-03-05",
    ]
    assert found[4:].isna().all()


def test_few_may_have_ticked_more_than_one():
    cells = ["报纸"] * 40 + ["电视"] * 30 + ["网络"] * 20 + ["报纸；电视"] * 8 + ["电视；网络"] * 8
    kind, choices, _ = guess(cells, "看什么", (), Notation.TEXT)
    assert kind is Kind.MULTIPLE and {*choices} == {"报纸", "电视", "网络"}
    cells = ["小说、散文"] * 40 + ["报纸"] * 30 + ["历史、地理"] * 9  # an option with a mark
    assert guess(cells, "看什么", (), Notation.TEXT)[0] is Kind.SINGLE


def test_pieces_that_never_stand_apart_are_one_choice():
    cells = ["Opening", "Water policy, panel", "Opening, Closing", "Water policy, panel, Closing"]
    cells += ["Closing", "Opening, Water policy, panel"]
    kind, choices, _ = guess(cells * 10, "sessions", (), Notation.TEXT)
    assert kind is Kind.MULTIPLE
    assert {*choices} == {"Opening", "Water policy, panel", "Closing"}


def test_all_in_every_cell_in_any_order_is_a_ranking():
    orders = [
        "减材料;减环节;加人手;",
        "减环节;加人手;减材料;",
        "加人手;减材料;减环节;",
        "减环节;减材料;加人手;",
    ]
    assert guess(orders * 9, "改进", (), Notation.TEXT)[0] is Kind.RANKING
    some = ["减材料;减环节;", "减环节;加人手;", "加人手;减材料;", "减环节;减材料;"] * 9
    assert guess(some, "请排列先后", (), Notation.TEXT)[0] is Kind.RANKING
    assert guess(some, "选两项", (), Notation.TEXT)[0] is Kind.MULTIPLE


def test_codes_from_nought_are_choices_and_counts_are_not():
    assert guessed([*"0123"], "smoke_freq", Notation.NUMBER)[:2] == (Kind.SINGLE, tuple("0123"))
    assert guessed([*"0123"], "子女数", Notation.NUMBER)[0] is Kind.NUMBER


def test_labels_of_a_few_codes_among_numbers_do_not_make_a_scale():
    labels = ["0", "1", "2", "3", "不清楚"]
    assert guessed(labels, "孩子", labels=labels)[0] is Kind.SINGLE
    labels = ["非常不满意", "2", "3", "4", "非常满意"]
    assert guessed(labels, "满意", labels=labels)[0] is Kind.SCALE


def test_choices_stand_in_the_order_of_their_own_numbers():
    assert guessed(["C. 其他", "A. 红", "B. 蓝"])[:2] == (
        Kind.SINGLE,
        ("A. 红", "B. 蓝", "C. 其他"),
    )
    assert guessed(["1.5万以下", "1.5万以上"])[1] == ("1.5万以下", "1.5万以上")
