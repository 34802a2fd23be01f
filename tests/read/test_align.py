"""A piece of an edited copy stands where it stood in the master, or nowhere."""

from __future__ import annotations

from researchlib.read.spoken.align import Aligned

MASTER = [
    "主持人：请大家谈。",
    "甲：是的。",
    "乙：是的。",
    "丙：楼太高，钱、钱、钱，都是钱。",
    "甲：是的。",
]


def test_the_same_words_of_two_people_stay_apart():
    copy = ["座谈会", "说明", "补一段", *MASTER]
    copy[3] = "主持人：请各位谈。"
    aligned = Aligned(copy, MASTER)
    for place in range(3, 8):
        found = aligned.place(place, 0, len(copy[place]))
        assert found is not None and found[0] == place - 3
    assert aligned.place(4, 2, 5) == (1, 2, 5) and aligned.place(2, 0, 2) is None


def test_characters_are_paired_inside_a_mended_line():
    copy = [*MASTER[:3], "丙：三楼太高了，钱、钱、钱，都是钱。", MASTER[4]]
    aligned = Aligned(copy, MASTER)
    text = copy[3]
    last = text.rindex("钱")
    assert aligned.place(3, last, last + 1) == (
        3,
        MASTER[3].rindex("钱"),
        MASTER[3].rindex("钱") + 1,
    )
    start = text.index("楼太高了")
    assert aligned.place(3, start, start + 4) == (3, 2, 5)
    assert aligned.place(3, 2, 3) is None  # 三 was never said


def test_a_piece_over_two_turns_and_a_line_that_is_gone():
    copy = [MASTER[0], MASTER[2], *MASTER[3:]]
    aligned = Aligned(copy, MASTER)
    assert aligned.places(1, 2, 2, 5) == [(2, 2, 5), (3, 0, 5)]
    assert (
        Aligned([*MASTER[:2], "全是别的话，一个字也没有", *MASTER[3:]], MASTER).place(2, 0, 5)
        is None
    )
