"""Patterned identities, found however they are written, and not found where there are none."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from researchlib.terms.identity import find_buildings, find_identities, mask


def valid_card(first17: str) -> str:
    """GB 11643-1999, by hand: weights 2^(18-i) mod 11."""
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("请打13900001234", "手机号"),
        ("电话１３９００００１２３４", "手机号"),
        ("139 0000 1234联系", "手机号"),
        ("139-0000-1234", "手机号"),
        ("139\u200b00001234", "手机号"),
        ("+86 13900001234", "手机号"),
        ("报修0391-0000123", "固定电话"),
        ("写信到 someone@example.org", "电子邮箱"),
        (f"证号{valid_card('41080019500101000')}。", "身份证号"),
        ("卡号4111 1111 1111 1111", "银行卡号"),
    ],
)
def test_found(text, kind):
    marks = list(find_identities(text))
    assert [m.kind for m in marks] == [kind]
    assert 0 <= marks[0].start < marks[0].end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "有效回答118人，占46%",
        "2024年5月20日",
        "指纹 3ac52479a589",
        "410800195001010000",
        "4111 1111 1111 1112",
        "12345678901",
        "GB/T 9704-2012",
        "第3—5名",
        "sha 13900001234abc",
    ],
)
def test_not_found(text):
    assert list(find_identities(text)) == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_number_is_found_among_any_words(before, after):
    text = f"{before}，13812345678，{after}"
    found = [text[m.start : m.end] for m in find_identities(text)]
    assert any("13812345678" in part for part in found)


def test_the_sample_of_three_hundred():
    """Recall at least 0.98 on patterned types, 1.0 on the roster; false hits at most 5 %."""
    from identity_sample import CLEAN, NAMED, PATTERNED, ROSTER, TITLED

    strings = [(kind, text) for kind, texts in PATTERNED.items() for text in texts]
    assert len(strings) + len(NAMED) + len(TITLED) + len(CLEAN) >= 295
    missed = [
        (kind, text)
        for kind, text in strings
        if kind not in {m.kind for m in find_identities(text)}
    ]
    assert len(missed) <= 0.02 * len(strings), missed
    unknown = [t for t in NAMED if "姓名" not in {m.kind for m in find_identities(t, ROSTER)}]
    assert unknown == []
    untitled = [t for t in TITLED if "姓名" not in {m.kind for m in find_identities(t)}]
    assert len(untitled) <= 0.05 * len(TITLED), untitled
    wrong = [
        (t, [m.kind for m in find_identities(t, ROSTER)])
        for t in CLEAN
        if list(find_identities(t, ROSTER))
    ]
    assert len(wrong) <= 0.05 * len(CLEAN), wrong


def test_what_an_approver_let_stand_is_left_and_the_rest_masked():
    text = "找张书记或１３９００００１２３４，民政热线0391-2345678，欧阳 小满在"
    assert mask(text, ("欧阳小满",), ("张书记", "0391-2345678")) == (
        "找张书记或〔手机号〕，民政热线0391-2345678，〔姓名〕在"
    )
    kept = [text[m.start : m.end] for m in find_identities(text, ("欧阳小满",))]
    assert kept == ["张书记", "１３９００００１２３４", "0391-2345678", "欧阳 小满"]


def test_long_text_without_a_stop_takes_time_in_proportion():
    text = "我们社区老人多走路不方便大家都说想在楼下吃饭" * 2000 + "写信到zhang.san@example.com"
    start = time.process_time()
    assert [m.kind for m in find_identities(text)] == ["电子邮箱"]
    assert time.process_time() - start < 3


# A sentence, and who is to be found in it.
SAID = """社区的书记贾雨村讲得明白|贾雨村
片长花自芳两天来一回|花自芳
我是本人林如海|林如海
联系人：薛宝琴|薛宝琴
孩子叫史湘云|史湘云
多亏了小薛帮我|小薛
那位姓邢的大夫好|姓邢
邢姓医生给看的|邢姓
上官玉儿主任答复了|上官玉儿
阿依努尔·玉素甫大夫|阿依努尔·玉素甫
居民古丽娜尔·阿不都说|古丽娜尔·阿不都
林 大 妈 摔过一回|林 大 妈
林黛玉大娘說過|林黛玉
賈書記說過|賈書記
网格员小薛|小薛
小区的马师傅|马师傅
电话幺三九零零零零一二三四|幺三九零零零零一二三四
手机壹叁玖零零零零壹贰叁肆|壹叁玖零零零零壹贰叁肆
电话139零零零零一二三四|139零零零零一二三四
身份证 110101 19900307 2330|110101 19900307 2330
社保卡号6217 0012 3456 7890 129|6217 0012 3456 7890 129
微信搜 daguanyuan_88|daguanyuan_88
邮箱 daiyu(at)example.com|daiyu(at)example.com
我住4#楼1单元301|4#楼1单元301
翠竹里12-3-402|12-3-402
四栋二单元三楼西户|四栋二单元三楼西户
三号楼二单元四零二|三号楼二单元四零二"""


@pytest.mark.parametrize("line", SAID.splitlines())
def test_who_is_named_is_found_whole(line):
    text, who = line.split("|")
    start = text.index(who)
    seen = {k for m in find_identities(text) for k in range(m.start, m.end)}
    assert seen.issuperset(k for k in range(start, start + len(who)) if text[k].strip())


HONEST = """和大妈大叔们跳舞 金牌护士窗口 1号楼1单元没有路灯 A栋3层的灯坏了 1号楼和2号楼都问过
应医生建议去复查 史书记载得很清楚 新林家村的路修好了 书记安排得好 主任高度重视 主任和大家一起干
网格员向居民宣传 网格员常来走访 老师关心孩子 医生方便时上门 居民关注停车 老人花钱少 居民莫名其妙
看心理医生没面子·很不同意 党建·引领 人民日报·评论 老百姓的日子 同姓的人 提高老师待遇 老师傅手艺好
3号楼2户漏水 5号楼2单元3户 2024-5-2012 第3-4-100号 账号密码 微信小程序 负责人应当到场"""


@pytest.mark.parametrize("text", HONEST.split())
def test_who_is_not_named_is_not_found(text):
    assert [text[m.start : m.end] for m in find_identities(text)] == []


def test_a_building_without_a_door_is_asked():
    text = "1号楼1单元没有路灯，解放路也没有"
    assert [text[m.start : m.end] for m in find_buildings(text)] == ["1号楼1单元"]
