"""Lengths of time as platforms and people write them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchlib.clean.values import seconds


@pytest.mark.parametrize(
    "text, taken",
    [
        ("90", 90),
        ("90秒", 90),
        (" 123.5 秒", 123.5),
        ("１２３秒", 123),
        ("2分3秒", 123),
        ("2分钟", 120),
        ("1小时2分", 3720),
        ("1时2分3秒", 3723),
        ("02:03", 123),
        ("1:02:03", 3723),
    ],
)
def test_a_length_of_time(text, taken):
    assert seconds(pd.Series([text])).tolist() == [taken]


@pytest.mark.parametrize("text", ["", "秒", "快", "两分钟", "2024/5/1 10:00", "1:2:3:4", "-5秒"])
def test_what_is_no_length_of_time_stays_unread(text):
    assert seconds(pd.Series([text])).isna().all()


@given(st.integers(0, 9), st.integers(0, 59), st.integers(0, 59))
def test_any_length_in_any_writing(hours, minutes, rest):
    written = [f"{hours}小时{minutes}分{rest}秒", f"{hours}:{minutes:02d}:{rest:02d}"]
    taken = seconds(pd.Series([*written, f"{hours * 60 + minutes}分钟{rest}秒"])).tolist()
    assert taken == [hours * 3600 + minutes * 60 + rest] * 3
