"""New words into old places: the smallest change that says it, so that faces and marks stay."""

import copy
from collections.abc import Sequence
from os.path import commonprefix

from docx.oxml.ns import qn
from lxml import etree

from researchlib.report.word.text import bound
from researchlib.store.pieces import free_pieces
from researchlib.store.word import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def pour(pieces: Sequence[etree._Element], text: str) -> bool:
    """This text over these pieces, changed from the first letter that differs to the last.

    Returns whether it is there now: without a piece there is nothing to pour into.
    """
    old = "".join(piece.text or "" for piece in pieces)
    if old == text or not pieces:
        return old == text
    lead = len(commonprefix((old, text)))
    tail = len(commonprefix((old[lead:][::-1], text[lead:][::-1])))
    put(pieces, lead, len(old) - tail, text[lead : len(text) - tail])
    return True


def put(pieces: Sequence[etree._Element], start: int, end: int, text: str) -> etree._Element:
    """Letters start to end replaced; returns the piece that holds the new text."""
    at, holder = 0, None
    for piece in pieces:
        had = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(had))
        if holder is None and start <= at + len(had) and (start < at + len(had) or start == end):
            piece.text, holder = had[:first] + text + had[max(last, first) :], piece
        elif holder is not None and last > first:
            piece.text = had[:first] + had[last:]
        piece.set(_SPACE, "preserve")
        at += len(had)
    if holder is None:  # after the last letter
        holder = pieces[-1]
        holder.text = (holder.text or "") + text
    return holder


def bind(
    pieces: Sequence[etree._Element],
    start: int,
    end: int,
    text: str,
    tag: str,
    label: str,
    turn: str,
) -> None:
    """Letters start to end, in however many runs, become one bound number in the first one's
    face."""
    holder = put(pieces, start, end, "")
    lead = start - sum(len(p.text or "") for p in pieces[: pieces.index(holder)])
    run = holder.getparent()
    after = copy.deepcopy(run)
    place = [t for t in run if t.tag != qn("w:rPr")].index(holder)
    _keep(after, place, len(run))
    _keep(run, 0, place + 1)
    words = holder.text or ""
    after.find(f"{W}t").text, holder.text = words[lead:], words[:lead]
    made = copy.deepcopy(run)
    _keep(made, place, place + 1)
    made.find(f"{W}t").text = text
    before = run
    for element in (*bound(made, text, tag, label, turn), after):
        before.addnext(element)
        before = element


def _keep(run: etree._Element, start: int, end: int) -> None:
    """Of what a run holds, only this."""
    held = [one for one in run if one.tag != qn("w:rPr")]
    for one in held[:start] + held[end:]:
        run.remove(one)


def same_shape(one: etree._Element, other: etree._Element) -> bool:
    """Whether two tables have the same rows, cells, bound numbers and notes, in one order."""
    return _shape(one) == _shape(other)


def _shape(table: etree._Element) -> list[tuple[int, tuple[str, ...]]]:
    names = [
        tuple(
            (start.get(f"{W}name") or "")[:14]
            for start in cell.iter(f"{W}bookmarkStart")
            if (start.get(f"{W}name") or "").startswith(("n_", "note_"))
        )
        for cell in table.iter(f"{W}tc")
    ]
    paragraphs = [len(list(cell.iter(f"{W}p"))) for cell in table.iter(f"{W}tc")]
    return [(len(list(table.iter(f"{W}tr"))), ()), *zip(paragraphs, names, strict=True)]


def pour_all(old: etree._Element, new: etree._Element) -> bool:
    """The words of every paragraph of a table, or of one paragraph, outside bound numbers."""
    pairs = zip(old.iter(f"{W}p"), new.iter(f"{W}p"), strict=True)
    return all(
        pour(free_pieces(mine), "".join(t.text or "" for t in free_pieces(theirs)))
        for mine, theirs in [*pairs]
    )
