"""Lists made anew: whatever people wrote is there afterwards, whatever became of its row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.store.merge import Listed, marked, merged

HEAD, TYPED, KEY = ("事", "说明", "谁来办"), ("谁来办",), ("事",)


def fresh(*things):
    return marked(HEAD, [(thing, f"关于{thing}", "") for thing in things], TYPED)


def cells(listed):
    return {cell for row in listed.rows for cell in row}


def test_by_hand():
    before = fresh("甲", "乙", "丙")
    rows = [list(row) for row in before.rows]
    rows[0][2] = "张某去办"  # written
    rows[1][1] = "改过的说明"  # a cell of the program's changed
    head = (*before.head, "备注")
    rows = [(*row, "") for row in rows] + [("丁", "", "", "", "自己加的")]
    again = merged(fresh("戊", "甲"), Listed(head, tuple(map(tuple, rows))), KEY, TYPED)
    assert again.head == ("事", "说明", "谁来办", "备注", "mark")
    assert [row[0] for row in again.rows] == ["戊", "甲", "乙", "丁"]  # 丙 was the program's own
    assert again.rows[1][2] == "张某去办" and again.rows[2][1] == "改过的说明"
    assert again.rows[3][3] == "自己加的"


names = st.lists(st.sampled_from("甲乙丙丁戊己"), unique=True)


@given(names, names, st.lists(st.text("写了字", min_size=3, max_size=6), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_is_lost(first, second, words):
    before = fresh(*first)
    rows = tuple((r[0], r[1], w, r[3]) for r, w in zip(before.rows, words, strict=False))
    again = merged(fresh(*second), Listed(before.head, rows), KEY, TYPED)
    assert {row[2] for row in rows} <= cells(again)
    assert [row[0] for row in again.rows][: len(second)] == second
    assert merged(fresh(*second), again, KEY, TYPED) == again
