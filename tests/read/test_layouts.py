"""Who speaks: one layout a file, read right or the file is stopped and told; never half."""

from __future__ import annotations

import pytest
from docx import Document

from researchlib.read.spoken.heads import Beforehand
from researchlib.read.spoken.layouts import split_lines
from researchlib.read.spoken.tables import Unsure
from researchlib.read.spoken.transcripts import keys, read_transcript, text_lines
from researchlib.terms.problem import DataProblem
from researchlib.terms.speakers import Sure, called_in, how_sure, is_generic

ROSTER = "林如海 薛宝钗 贾宝玉 主持人 刘姥姥 老伴 说话人1 尼玛次仁".split()


def read(text, roster=ROSTER, words=()):
    turns, aside = split_lines(text_lines(text.split("\n")), Beforehand(keys(roster), keys(words)))
    return [(t.speaker, t.text, t.time) for t in turns], [line for line, _ in aside]


@pytest.mark.parametrize(
    "text, turns, aside",
    [
        ("甲：好\n接着说\n乙: 不好", [("甲", "好接着说"), ("乙", "不好")], []),
        ("[00:03:12] 说话人1：好", [("说话人1", "好", "00:03:12")], []),
        ("说话人1 00:03\n好的\n说话人2 00:05\n行", [("说话人1", "好的", "00:03"), ("说话人2", "行", "00:05")], []),
        ("1. 甲：好\n2. 乙：行", [("甲", "好"), ("乙", "行")], []),
        ("甲：他说：不行", [("甲", "他说：不行")], []),
        ("林如海：你见过薛宝钗没有\n薛宝钗说她不来。\n贾宝玉：行", [("林如海", "你见过薛宝钗没有薛宝钗说她不来。"), ("贾宝玉", "行")], []),
        ("主持人：林如海\n时间：5月\n主持人：好。\n薛宝钗：嗯", [("主持人", "好。"), ("薛宝钗", "嗯")], [1, 2]),
        ("参加人员：\n林如海\n薛宝钗\n\n林如海：好。\n薛宝钗：嗯", [("林如海", "好。"), ("薛宝钗", "嗯")], [1, 2, 3]),
        ("周某（退休，71岁）：好。\n林如海：嗯。\n周某：哦", [("周某", "好。"), ("林如海", "嗯。"), ("周某", "哦")], []),
        ("林如海：早上8:30开门。\n比例3:2。\n薛宝钗：20块。", [("林如海", "早上8:30开门。比例3:2。"), ("薛宝钗", "20块。")], []),
        ("林如海 2026-06-03 09:30:12\n好\n下午 2:30\n薛宝钗 2026-06-03 09:31:12\n嗯", [("林如海", "好下午 2:30", "2026-06-03 09:30:12"), ("薛宝钗", "嗯", "2026-06-03 09:31:12")], []),
        ("林如海（00:12）\n好。\n薛宝钗（00:15）\n嗯。\n（录音结束）", [("林如海", "好。", "00:12"), ("薛宝钗", "嗯。", "00:15")], [5]),
        ("说话人1\t00:05\t好\n说话人2\t00:09\t行", [("说话人1", "好", "00:05"), ("说话人2", "行", "00:09")], []),
    ],
)  # fmt: skip
def test_the_layout_of_the_file_is_found(text, turns, aside):
    assert read(text) == ([(*turn, "")[:3] for turn in turns], aside)


@pytest.mark.parametrize(
    "text, lines",
    [
        ("主持人：请谈。\n林如海：好。\n薛宝钗 我也说。\n贾宝玉：行", [3]),
        ("主持人：请谈。\n林如海：好。\n薛宝钗说：她不来。\n贾宝玉：行", [3]),
        ("主持人：请谈。\n林如海：好。\n扎西顿珠：行\n林如海：嗯", [3]),
        ("主持人：请谈。\n林如海：好。\n食堂：太贵\n林如海：嗯", [3]),
        ("主持人 00:01\n请谈。\n林如海 00:05\n好。\n薛宝钗：我也说。\n贾宝玉 00:09\n行", [5]),
        ("主持人 00:01\n请谈。\n林如海 00:05\n好。\n薛宝钗\n我也说。\n贾宝玉 00:09\n行", [5]),
        ("各位好，今天请大家来谈谈。\n林如海：好。\n薛宝钗：嗯", [1]),
        ("林如海：你碰到薛宝钗没有？薛宝钗：没有。\n贾宝玉：嗯\n林如海：哦", [1]),
        ("林如海：好。\n薛宝钗，女，50岁：嗯。\n林如海：哦", [2]),
        ("林如海：时间是这样的\n时间：晚上七点\n薛宝钗：嗯。", [2]),
        ("周某（退休，71岁）：好。\n周某（教师，40岁）：嗯。\n林如海：哦", [1, 2]),
        ("发言人\t内容\n林如海\t好\n\t我家高\n林如海\t嗯\n林如海\t对", [3]),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_taken(text, lines):
    with pytest.raises(Unsure) as unsure:
        read(text)
    assert list(unsure.value.misfits) == lines


def test_a_beginning_that_was_told_to_be_words_is_words():
    text = "林如海：我说。\n食堂：太贵\n薛宝钗：嗯"
    assert read(text, words=["食堂："])[0][0] == ("林如海", "我说。食堂：太贵", "")


def test_names_that_look_like_none_are_known_by_their_habit():
    turns, _ = read("扎西顿珠：行\n央宗：行\n扎西顿珠：好\n央宗：不", [])
    assert [who for who, *_ in turns] == ["扎西顿珠", "央宗"] * 2


def test_the_file_is_named_and_the_line_as_word_counts_it(tmp_path):
    document = Document()
    runs = document.add_paragraph("林如海：好。")
    runs.add_run().add_break()
    runs.add_run("薛宝钗 我也说。")
    document.add_paragraph("林如海：嗯。")
    document.save(tmp_path / "a.docx")
    with pytest.raises(DataProblem, match="“a.docx”.*第2行“薛宝钗 我也说。”.*这一份没有收"):
        read_transcript(tmp_path / "a.docx", ROSTER)


@pytest.mark.parametrize(
    "label, key",
    [
        ("街道党工委副书记、办事处主任贾宝玉", "贾宝玉"),
        ("林如海（党员）", "林如海"),
        ("林  如海", "林如海"),
        ("林如海老师", "林如海"),
        ("贾宝玉的老伴", ""),
        ("薛宝钗妈妈", ""),
        ("林如海、薛宝钗", ""),
        ("我老伴", ""),
    ],
)
def test_a_label_means_a_person_as_a_whole(label, key):
    assert called_in(label, keys(ROSTER)) == key


def test_what_is_surely_a_person_surely_words_or_asked_about():
    for label in "薛宝琴 周某 3号居民 18栋老李 说话人12 问 老伴 李大爷 阿依古丽·买买提".split():
        assert how_sure(label) is Sure.PERSON, label
    for label in "第一点 我的意见是 一、养老 首先 对于社区的看法 时间 公共问题".split():
        assert how_sure(label) is Sure.WORDS, label
    for label in "方案 路灯 房租贵 养老 三楼太高 尼玛次仁 林如海说".split():
        assert how_sure(label) is Sure.ASK, label
    assert [is_generic(x) for x in ("说话人1", "老伴", "居民甲", "老王", "王满仓")] == [
        True,
        True,
        True,
        False,
        False,
    ]
