"""Patterned identities, found however they are written, and not found where there are none."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from researchlib.terms.identity import find_identities, mask


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
