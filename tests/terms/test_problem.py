"""A problem is a row of a table: its details, several of a kind, what is nearest, what to run."""

from researchlib.terms.problem import problems


def test_several_are_counted_cut_and_joined_and_the_nearest_is_named():
    told = problems("few|有{0:n}处：{0:2}；全部：{0:、}；“{0:”“}”|~{1}|请先运行 <report>。")
    text = str(told("few", ["甲", "乙", "丙"], "性别", ["您的性别", "年龄"]))
    assert text.startswith("有3处：甲、乙；全部：甲、乙、丙；“甲”“乙”“丙”")
    assert "最接近的是“您的性别”。" in text and "report 甲" not in text


def test_the_command_is_for_the_first_detail():
    assert "report demo" in str(problems("again|旧了。||请运行 <report>。")("again", "demo"))
