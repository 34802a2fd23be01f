"""Where a piece of an edited copy stands in the master: paragraphs are paired first, in order,
then characters inside each pair."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_ALIKE, _KEPT = 0.5, 0.6


class Aligned:
    """A copy's paragraphs beside the lines of a master."""

    def __init__(self, copy: Sequence[str], master: Sequence[str]):
        self.copy, self.master = copy, master
        self.lines = _pairs(copy, master)

    def place(self, paragraph: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Line and characters of the master for a piece of one paragraph; None where most of it
        is not there any more."""
        line = self.lines.get(paragraph)
        if line is None or start >= end:
            return None
        text, issued = self.copy[paragraph], self.master[line]
        if text == issued:
            return line, start, end
        kept = [
            (max(a, start) - a + b, min(a + size, end) - a + b)
            for a, b, size in SequenceMatcher(None, text, issued, False).get_matching_blocks()
            if a < end and a + size > start
        ]
        if sum(b - a for a, b in kept) < _KEPT * (end - start):
            return None
        return line, kept[0][0], kept[-1][1]

    def places(
        self, first: int, start: int, last: int, end: int
    ) -> list[tuple[int, int, int]] | None:
        """The same for a piece that may run over several paragraphs: a piece a line; None where
        one of them has no place."""
        pieces = []
        for paragraph in range(first, last + 1):
            text = self.copy[paragraph]
            begin = start if paragraph == first else 0
            stop = end if paragraph == last else len(text)
            if text[begin:stop].strip():
                place = self.place(paragraph, begin, stop)
                if place is None:
                    return None
                pieces.append(place)
        return pieces or None


def _pairs(copy: Sequence[str], master: Sequence[str]) -> dict[int, int]:
    """To each paragraph its line: equal ones in order, then those between by likeness."""
    pairs: dict[int, int] = {}
    blocks = SequenceMatcher(None, copy, master, False).get_matching_blocks()
    above = (0, 0)
    for a, b, size in blocks:
        pairs |= _between(copy, master, range(above[0], a), range(above[1], b))
        pairs |= {a + k: b + k for k in range(size)}
        above = a + size, b + size
    return pairs


def _between(
    copy: Sequence[str], master: Sequence[str], left: range, right: range
) -> dict[int, int]:
    """The pairing in order that is most alike in sum (Needleman and Wunsch 1970)."""
    alike = {(i, j): _ratio(copy[i], master[j]) for i in left for j in right}
    best: dict[tuple[int, int], float] = {}
    for i in reversed(left):
        for j in reversed(right):
            best[i, j] = max(
                best.get((i + 1, j), 0),
                best.get((i, j + 1), 0),
                best.get((i + 1, j + 1), 0) + alike[i, j],
            )
    pairs, i, j = {}, left.start, right.start
    while i < left.stop and j < right.stop:
        here = best[i, j]
        if alike[i, j] and here == best.get((i + 1, j + 1), 0) + alike[i, j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif here == best.get((i + 1, j), 0):
            i += 1
        else:
            j += 1
    return pairs


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, False)
    if matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0
