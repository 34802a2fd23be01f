"""Bases and intervals behind the numbers of a sentence, said once."""

from __future__ import annotations

import re

import pandas as pd

from researchlib.clean.answers import Answers
from researchlib.estimate.share import share
from researchlib.report.objects.display import Display
from researchlib.report.objects.finding import Finding
from researchlib.report.objects.models import methods_table
from researchlib.report.page.bases import styled
from researchlib.store.values import as_json
from researchlib.terms.words import Style

ANSWERS = Answers.from_frame(
    pd.DataFrame({"used": ["去过"] * 30 + ["没去过"] * 70, "sex": ["男", "女"] * 50})
)


def told(template: str, style: Style, by: str | None = None) -> str:
    found = Finding(
        "k", template, share(ANSWERS, "used", of="去过", by=by) if by else share(ANSWERS, "used")
    )
    return styled(Display.read(as_json(found)), style).text


def test_report_style_says_percent_and_base_once():
    text = told("去过的占{去过}，没去过的占{没去过}。", Style.REPORT)
    assert text == "去过的占30%（30人，100人回答），没去过的占70%（70人）。"


def test_class_style_says_the_interval_inline():
    text = told("去过的占{去过}。", Style.CLASS)
    assert re.fullmatch(r"去过的占30%（95%区间21%—40%，100人回答）。", text)


def test_each_group_has_its_own_base_and_brackets_do_not_nest():
    text = told("男性去过的多（{男}），女性为{女}。", Style.REPORT, by="sex")
    assert text == "男性去过的多（30%，15人，50人回答），女性为30%（15人，50人回答）。"


def test_what_the_sentence_says_already_is_not_said_again():
    assert told("{去过:n}中去过的占{去过}。", Style.REPORT) == "100人中去过的占30%。"
    full = told("去过的占{去过:full}。", Style.CLASS)
    assert full.count("人") == 1 and full.count("区间") == 1


def test_tenths_leave_the_base_to_the_percentage():
    assert (
        told("{去过:成}的人去过（{去过}）。", Style.REPORT)
        == "约三成的人去过（30%，30人，100人回答）。"
    )
    assert told("{去过:成}的人去过。", Style.REPORT) == "约三成（100人回答）的人去过。"


def test_other_objects_stay_as_they_are():
    content = methods_table("x")
    assert styled(content, Style.CLASS) is content


def test_the_count_stands_only_where_share_and_base_tell_it_already():
    many = Answers.from_frame(pd.DataFrame({"used": ["去过"] * 301 + ["没去过"] * 699}))
    found = Finding("k", "占{去过}。", share(many, "used"))
    text = styled(Display.read(as_json(found)), Style.REPORT).text
    assert text == "占30%（1000人回答）。"  # 296 to 304 print alike
