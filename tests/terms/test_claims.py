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
