"""Worded scales: their order, their middle, and whether one end of them is the good one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchlib.terms import scales
from researchlib.terms.words import Direction

GOOD = [
    "非常不满意|不满意|一般|满意|非常满意",
    "不满意|一般|满意|非常满意",
    "很不同意|不同意|不确定|同意|很同意",
    "完全不同意|不太同意|比较同意|完全同意",
    "完全不符合|比较不符合|不确定|比较符合|完全符合",
    "强烈反对|反对|中立|支持|强烈支持",
    "很不满意|不满意|比较满意|满意|很满意",
    "很差|差|一般|好|很好",
    "差|中|良|优",
    "不合格|合格|良好|优秀",
    "非常不重要|不重要|一般|重要|非常重要",
    "非常困难|比较困难|一般|比较容易|非常容易",
    "完全不了解|不太了解|一般|比较了解|很了解",
    "没有帮助|有一点帮助|很有帮助",
    "很不安全|不太安全|一般|比较安全|非常安全",
    "消极|一般|积极|非常积极",
    "非常难|有点难|不难|非常简单",
    "需改进|合格|良好|优秀",
    "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree",
    "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied",
    "Very poor|Poor|Fair|Good|Excellent",
]
MORE = [
    "从不|很少|有时|经常|总是",
    "完全没有|偶尔|有时|经常",
    "完全不会|好几天|一半以上的天数|几乎每天",
    "没有|很轻|中等|偏重|严重",
    "没有|轻度|中度|重度",
    "没有困难|有点困难|非常困难|无法完成",
    "不严重|比较严重|非常严重",
    "不担心|有点担心|很担心",
    "不需要|需要|非常需要",
    "没有或很少时间|少部分时间|相当多时间|绝大部分或全部时间",
    "不痛|轻微疼痛|中度疼痛|剧烈疼痛",
    "很低|较低|一般|较高|很高",
    "很不融洽|不太融洽|比较融洽|非常融洽",
    "不拥挤|有点拥挤|很拥挤|极其拥挤",
    "少了很多|少了一些|没变化|多了一些|多了很多",
    "不会|不一定|可能会|一定会",
    "没听说过|听说过|了解一些|非常了解",
    "不能自理|需要帮助|完全自理",
    "没有|偶尔|较多|普遍",
    "Never|Rarely|Sometimes|Often|Always",
    "Not at all|Several days|More than half the days|Nearly every day",
]
SIDES = {  # the choices on the poor side, and those on the good side
    "非常满意|满意|一般|不满意": (["不满意"], ["满意", "非常满意"]),
    "一般|满意|非常满意": ([], ["满意", "非常满意"]),
    "很不满意|不满意|比较满意|满意|很满意": (
        ["很不满意", "不满意"],
        ["比较满意", "满意", "很满意"],
    ),
    "优|良|中|差": (["差"], ["良", "优"]),
    "非常不满意|2|3|4|非常满意": (["非常不满意", "2"], ["4", "非常满意"]),
    "A.非常满意|B.满意|C.一般|D.不满意": (["D.不满意"], ["B.满意", "A.非常满意"]),
}


@pytest.mark.parametrize("words", GOOD + MORE)
def test_order_and_direction_follow_the_words_never_the_place(words):
    steps = words.split("|")
    good = words in GOOD
    assert scales.scale_order(steps[::-1]) == steps
    assert scales.direction(steps) is (Direction.BETTER if good else Direction.MORE)
    assert scales.direction(steps[::-1]) is (Direction.WORSE if good else Direction.LESS)
    assert scales.direction([*steps, "不清楚"]) is scales.direction(steps)
    assert scales.direction([steps[1], steps[0], *steps[2:]]) is None
    with_codes = [f"{k} {step}" for k, step in enumerate(steps, 1)]
    assert scales.direction(with_codes) is scales.direction(steps)


@pytest.mark.parametrize("words", SIDES)
def test_the_middle_is_on_no_side(words):
    from researchlib.study.codebook import Question
    from researchlib.terms.words import Kind

    choices = tuple(words.split("|"))
    question = Question("a", "题", Kind.SCALE, choices, direction=scales.direction(choices))
    poor, good = question.sides
    assert (list(poor), list(good)) == SIDES[words]
    assert "一般" not in poor + good


@pytest.mark.parametrize(
    "words",
    [
        "1|2|3|4|5",
        "男|女|其他",
        "满意|重要|一般",
        "5分|4分|3分",
        "知道|不知道|听说过",
        "高血压|糖尿病|冠心病",
        "没有房|有房|比较有房",
        "Yes|No|Prefer not to say",
    ],
)
def test_what_tells_no_direction_has_none(words):
    assert scales.direction(words.split("|")) is None


def test_a_side_told_by_a_person_needs_a_middle_or_even_steps():
    from researchlib.study.codebook import Question
    from researchlib.terms.words import Kind

    def sides(words, direction, middle=""):
        found = Question(
            "a", "题", Kind.SCALE, tuple(words), direction=direction, middle=middle
        ).sides
        return found and ["".join(side) for side in found]

    assert sides("12345", Direction.WORSE) == ["54", "21"]
    assert sides("甲乙丙丁", Direction.BETTER) == ["甲乙", "丙丁"]
    assert sides("甲乙丙", Direction.BETTER) is None
    assert sides("甲乙丙", Direction.BETTER, "乙") == ["甲", "丙"]
    assert sides("12345", Direction.MORE) is None and sides("12345", None) is None


@given(st.sampled_from(GOOD + MORE), st.randoms(use_true_random=False))
def test_the_order_met_does_not_matter(words, random):
    steps = words.split("|")
    met = steps.copy()
    random.shuffle(met)
    assert scales.scale_order(met) == steps


def test_what_a_title_says_of_its_numbers():
    told = "请打分：1表示非常不满意，9表示非常满意"
    assert scales.named_range(told) == (1, 9)
    assert scales.anchors(told) == [(1, "非常不满意"), (9, "非常满意")]
    assert scales.named_range("推荐意愿（0-10分）") == (0, 10)
    assert scales.named_range("1-3年级的学生") == (0, 0) == scales.named_range("近5年")


def test_grades_have_an_order():
    assert scales.ladder_order(["高二", "高一", "高三"]) == ["高一", "高二", "高三"]


def test_schooling_has_an_order_and_is_no_scale():
    steps = ["小学及以下", "初中", "高中或中专", "大专", "本科", "研究生"]
    assert scales.ladder_order([*steps[::-1], "其他"]) == [*steps, "其他"]
    assert scales.scale_order(steps) is None
