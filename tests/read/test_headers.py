"""Headers of the current 问卷星 layout, by text and by number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from researchlib.read.exports.headers import normal, parse_headers


def parts(headers):
    return [(i.number, i.stem, i.part) for i in parse_headers(headers)]


def test_single_with_trailing_blank_and_metadata():
    items = parse_headers(["序号", "所用时间", "3、性别 "])
    assert [i.metadata for i in items] == [True, True, False]
    assert (items[2].number, items[2].stem) == ("3", "性别")


def test_matrix_stem_is_handed_on():
    assert parts(["7、请评分：—我害怕", "7、我高兴", "8、年龄"]) == [
        ("7", "请评分：", "我害怕"),
        ("7", "请评分：", "我高兴"),
        ("8", "年龄", ""),
    ]


def test_split_options_carry_the_stem():
    assert parts(["4. 哪些设备（可多选）(手机)", "4 (平板电脑)", "4 (其他：)", "11、(x)y"]) == [
        ("4", "哪些设备（可多选）", "手机"),
        ("4", "哪些设备（可多选）", "平板电脑"),
        ("4", "哪些设备（可多选）", "其他："),
        ("11", "(x)y", ""),
    ]


def test_nested_brackets_stay_in_the_option():
    assert parts(["8、爱好(动漫(日本)等)", "8 (读书)"])[0] == ("8", "爱好", "动漫(日本)等")


def test_a_bracket_in_a_single_question_is_part_of_it():
    assert parts(["3、您的年龄(周岁)", "4、性别"])[0] == ("3", "您的年龄(周岁)", "")


@given(st.text("您的性别年龄abc", min_size=1, max_size=12))
def test_width_and_blanks_do_not_matter(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in text)
    assert normal(f" {wide} ：") == normal(text)
