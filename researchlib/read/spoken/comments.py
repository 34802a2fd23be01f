"""Word comments with the exact text they stand on: how coders hand in their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.read.spoken import say
from researchlib.read.spoken.align import Aligned
from researchlib.store.word import (
    COMMENTS,
    EXTENDED,
    W,
    first_piece_of,
    text_of,
    word_body,
    word_part,
)
from researchlib.terms import words as w
from researchlib.terms.text import visible

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True)
class Comment:
    """One comment: the paragraph it begins in, its place there (characters), quote and words."""

    number: str
    paragraph: int
    start: int
    end_paragraph: int
    end: int
    quote: str
    text: str


@dataclass(frozen=True)
class Coding:
    """One coder's label on a piece of a master: line from 1, characters from 0, end outside."""

    document: str
    line: int
    start: int
    end: int
    quote: str
    label: str
    coder: str
    memo: str = ""


@dataclass(frozen=True)
class Collected:
    """What one coded file holds: labels in place, and what could not be placed, in words."""

    codings: tuple[Coding, ...]
    failed: tuple[str, ...]


def read_comments(path: Path) -> tuple[list[str], list[Comment], list[str]]:
    """Paragraphs as text, comments with their ranges, and comments without one.

    Tracked changes are read as rejected: the text is that which was given out. Replies are left
    out. Positions are Unicode characters, so an emoji is one.
    """
    body = word_body(path)
    texts, replies = _comments(path)
    paragraphs: list[str] = []
    starts: dict[str, tuple[int, int]] = {}
    comments: list[Comment] = []
    for place, paragraph in enumerate(body.iter(f"{W}p")):
        text = ""
        for node in paragraph.iter():
            text += first_piece_of(node)
            if node.tag == f"{W}commentRangeStart":
                starts[node.get(f"{W}id")] = (place, len(text))
            elif node.tag == f"{W}commentRangeEnd" and node.get(f"{W}id") in starts:
                number = node.get(f"{W}id")
                first, start = starts.pop(number)
                parts = [*paragraphs[first:], text]
                quote = "\n".join(parts)[start:] if first < place else text[start:]
                if number in texts and number not in replies:
                    comments.append(
                        Comment(
                            number,
                            first,
                            start,
                            place,
                            len(text),
                            quote,
                            texts[number],
                        )
                    )
        paragraphs.append(text)
    placed = {c.number for c in comments}
    lost = [
        say.no_range(words)
        for number, words in texts.items()
        if number not in placed and number not in replies
    ]
    return paragraphs, comments, lost


def _comments(path: Path) -> tuple[dict[str, str], set[str]]:
    """Text by number; which are replies."""
    root, extended = word_part(path, COMMENTS), word_part(path, EXTENDED)
    if root is None:
        return {}, set()
    texts, by_paragraph = {}, {}
    for comment in root.iter(f"{W}comment"):
        number = comment.get(f"{W}id")
        paragraphs = list(comment.iter(f"{W}p"))
        text = "\n".join(map(text_of, paragraphs))
        texts[number] = text.strip()
        for paragraph in paragraphs:
            by_paragraph[paragraph.get(f"{_W14}paraId")] = number
    replies = set()
    for entry in extended if extended is not None else ():
        number = by_paragraph.get(entry.get(f"{_W15}paraId"))
        if number and entry.get(f"{_W15}paraIdParent"):
            replies.add(number)
    return texts, replies


def labels_in(text: str) -> list[tuple[str, str]]:
    """(label, memo): several labels stand apart by ; ； 、 or a line; # may lead; words after a
    blank or ： are a memo."""
    labels = []
    for part in re.split(w.LABEL_MARKS, visible(text)):
        plain = part.strip().lstrip("#＃").strip()
        if plain:
            label, _, memo = re.sub(w.MEMO_MARKS, "\0", plain, count=1).partition("\0")
            labels.append((label.strip(), memo.strip()))
    return labels


def collect_file(path: Path, master: Sequence[str]) -> Collected:
    """The labels of one coded copy, on the lines of the master.

    Where the coder edited the text, paragraphs are paired with lines first, then characters; what
    is found nowhere is told.
    """
    paragraphs, comments, lost = read_comments(path)
    aligned = Aligned(paragraphs, master)
    codings: list[Coding] = []
    failed = list(lost)
    for comment in comments:
        pieces = aligned.places(
            comment.paragraph, comment.start, comment.end_paragraph, comment.end
        )
        if pieces is None:
            failed.append(say.not_placed(comment.quote, comment.text))
            continue
        for label, memo in labels_in(comment.text):
            codings += [
                Coding(
                    path.stem,
                    line + 1,
                    start,
                    end,
                    master[line][start:end],
                    label,
                    path.parent.name,
                    memo,
                )
                for line, start, end in pieces
            ]
    return Collected(tuple(codings), tuple(failed))


def nearest_line(
    quote: str,
    line: int,
    master: Sequence[str],
    start: int = 0,
) -> tuple[int, int] | None:
    """Where a quote stands: on its own line, else on the nearest that holds it; None where there
    is none, or two equally near."""
    near = sorted((abs(k - line), k) for k, text in enumerate(master) if quote in text)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    line_at = near[0][1]
    places = (m.start() for m in re.finditer(re.escape(quote), master[line_at]))
    return line_at, min(places, key=lambda p: abs(p - start))
