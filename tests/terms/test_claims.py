"""Amounts, comparisons and causes in words are claims; what only looks like one is not."""

from __future__ import annotations

import pytest

from researchlib.report.objects.prose import split_unbound
from researchlib.terms import claims

CLAIMED = """2人患病 五成的老人 仅两人患病 三户低保 十几人没有医保 无一人参加 两名党员患病 三个老人 几十户 二十余人
没有一个人去 零人 三分之二 不足四分之一 两倍 翻一番 百分之九十 高于去年 低于平均 没人去 区间互相重叠 谈得最多的是电梯 年纪越大越不满意
比例最高"""
HONEST = """三会一课 一户一策 一人一档 五星支部 两委 一位老人说 人民群众 第三人 千家万户 五个一 两级 老两口 四点半
无人机 越来越好 数人数 二位于 三起点 两口子 说得最多的词 两人一组 百人大会堂"""


@pytest.mark.parametrize("text", CLAIMED.split())
def test_a_claim_in_words_is_marked(text):
    assert any(run.unbound for run in split_unbound(text))


@pytest.mark.parametrize("text", HONEST.split())
def test_what_is_no_claim_is_not(text):
    assert not any(run.unbound for run in split_unbound(text))


def test_causes_are_listed_and_stop_nothing():
    assert [m[0] for m in claims.CAUSE.finditer("位置和楼层挡住了老人，由于经费不足")] == [
        "挡住",
        "由于",
    ]
    assert not any(run.unbound for run in split_unbound("位置和楼层挡住了老人"))


PAID, NONE_PAID = "缴纳养老保险的有66人（55%），办理的有81人。", "单位缴纳养老保险的有0人。"


@pytest.mark.parametrize(
    "claim, finding, otherwise",
    [
        ("养老和医疗保险没有缴纳。", PAID, True),
        ("部分人没有缴纳养老保险。", PAID, False),
        ("养老和医疗保险没有缴纳。", NONE_PAID, False),
        ("社区干部人人缴纳了养老保险，工资按时发放。", NONE_PAID, True),
        ("干部全部缴纳了养老保险。", PAID, True),
        ("干部全部缴纳了养老保险。", "缴纳养老保险的占100%。", False),
        ("老人没有参加活动。", "没有参加过活动的占64%。", False),
        ("缺场地，活动少。", PAID, False),
        ("老人全都去过。", "近三个月没有去过的占89%。", True),
        ("老人全都去过。", "没有去过的占0%。", False),
        ("没有人提到楼层。", "提到楼层的占67%（28人）。", True),
        ("多数居民知道网格员。", "知道并且有联系方式的占23%。", True),
        ("多数居民知道网格员。", "不知道网格员的占67%。", True),
        ("多数居民知道网格员。", "知道网格员的占52%，不知道的占48%。", False),
        ("大部分干部都缴纳了养老保险。", PAID, False),
        ("干部全部缴纳了养老保险。", "单位缴纳养老保险的一人也没有。", True),
        ("养老保险没有缴纳。", "单位缴纳养老保险的一人也没有。", False),
    ],
)
def test_everybody_and_nobody_are_held_against_the_counts(claim, finding, otherwise):
    assert claims.contradicts(claim, finding) is otherwise
