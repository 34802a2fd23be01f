"""Word comments with the exact text they stand on: how coders hand in their labels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from researchlib.read.spoken import say
from researchlib.read.spoken.align import Aligned
from researchlib.read.spoken.labels import labels_in
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
    reply: bool = False


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

    @property
    def against(self) -> bool:
        """Whether the speaker holds the opposite of the label."""
        return self.memo.startswith(w.AGAINST)

    @property
    def cited(self) -> bool:
        """Whether the coder would quote it."""
        return w.CITE in self.memo.split()


@dataclass(frozen=True)
class Cited:
    """A turn that a coder would quote, with the words that may be printed where they are given."""

    document: str
    line: int
    words: str
    coder: str


@dataclass(frozen=True)
class Collected:
    """What one coded file holds: labels in place, what could not be placed, in words, whether
    anything was written in it at all, and what it would quote."""

    codings: tuple[Coding, ...]
    failed: tuple[str, ...]
    looked: bool = True
    cited: tuple[Cited, ...] = ()


def read_comments(path: Path) -> tuple[list[str], list[Comment], list[str]]:
    """Paragraphs as text, comments with their ranges, and comments that stand nowhere.

    Tracked changes are read as rejected: the text is that which was given out. A comment without
    a selection stands on its whole turn; a reply stands where the comment does that it answers.
    Positions are Unicode characters, so an emoji is one.
    """
    body = word_body(path)
    texts, above = _comments(path)
    paragraphs: list[str] = []
    starts: dict[str, tuple[int, int]] = {}
    placed: dict[str, Comment] = {}
    for place, paragraph in enumerate(body.iter(f"{W}p")):
        text = ""
        for node in paragraph.iter():
            text += first_piece_of(node)
            number = node.get(f"{W}id")
            if node.tag == f"{W}commentRangeStart":
                starts[number] = (place, len(text))
            ends = node.tag == f"{W}commentRangeEnd" and number in starts
            alone = node.tag == f"{W}commentReference" and number not in {*placed, *starts}
            if ends or alone:
                first, start = starts.pop(number, (place, len(text)))
                parts = [*paragraphs[first:], text]
                quote = "\n".join(parts)[start:] if first < place else text[start:]
                words = texts.get(number, "")
                placed[number] = Comment(number, first, start, place, len(text), quote, words)
        paragraphs.append(text)
    for number, one in placed.items():
        if not one.quote:  # nothing was selected: the turn is meant
            turn = paragraphs[one.paragraph]
            start = turn_start(turn)
            placed[number] = replace(one, start=start, end=len(turn), quote=turn[start:])
    for number, parent in above.items():
        if parent in placed:
            placed[number] = replace(placed[parent], number=number, text=texts[number], reply=True)
    lost = [say.no_range(words) for number, words in texts.items() if number not in placed]
    return paragraphs, [placed[n] for n in texts if n in placed], lost


def _comments(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Text by number; to each reply the comment that it answers."""
    root, extended = word_part(path, COMMENTS), word_part(path, EXTENDED)
    if root is None:
        return {}, {}
    texts, by_paragraph = {}, {}
    for comment in root.iter(f"{W}comment"):
        number = comment.get(f"{W}id")
        paragraphs = list(comment.iter(f"{W}p"))
        text = "\n".join(map(text_of, paragraphs))
        texts[number] = text.strip()
        for paragraph in paragraphs:
            by_paragraph[paragraph.get(f"{_W14}paraId")] = number
    above = {}
    for entry in extended if extended is not None else ():
        number = by_paragraph.get(entry.get(f"{_W15}paraId"))
        parent = by_paragraph.get(entry.get(f"{_W15}paraIdParent"))
        if number and parent:
            above[number] = parent
    return texts, above


def collect_file(
    path: Path,
    master: Sequence[str],
    labels: Collection[str],
    *,
    document: str = "",
    coder: str = "",
) -> Collected:
    """The labels of one coded copy, on the lines of the master.

    Where the coder edited the text, paragraphs are paired with lines first, then characters; what
    is found nowhere is told. A comment of which a part is not understood is told and nothing of
    it is taken; a reply counts where it holds a label.
    """
    paragraphs, comments, lost = read_comments(path)
    aligned = Aligned(paragraphs, master)
    codings: list[Coding] = []
    failed = list(lost)
    named = document or path.stem, coder or path.parent.name
    for comment in comments:
        read = labels_in(comment.text, (*labels, w.SEEN))
        told = [(label, memo) for label, memo in read.known if label != w.SEEN]
        if comment.reply and not told:
            continue
        if read.strange:
            failed.append(say.not_understood(comment.text, comment.quote, read.strange, labels))
        if read.strange or not told:
            continue
        pieces = aligned.places(
            comment.paragraph, comment.start, comment.end_paragraph, comment.end
        )
        if pieces is None:
            failed.append(say.not_placed(comment.quote, comment.text))
            continue
        codings += [
            Coding(named[0], line + 1, start, end, master[line][start:end], label, named[1], memo)
            for label, memo in told
            for line, start, end in pieces
        ]
    cited = {c.line: Cited(c.document, c.line, "", c.coder) for c in codings if c.cited}
    return Collected(tuple(codings), tuple(failed), bool(comments or lost), tuple(cited.values()))


def turn_start(line: str) -> int:
    """Where the words of a turn begin, behind its speaker."""
    speaker, mark, _ = line.partition(w.TURN_MARK)
    return len(speaker + mark) if mark else 0


def nearest_line(quote: str, line: int, master: Sequence[str]) -> tuple[int, int] | None:
    """Where a quote stands: on its own line, else on the nearest that holds it; None where there
    is none, or two equally near."""
    near = sorted((abs(k - line), k) for k, text in enumerate(master) if quote in text)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    found = near[0][1]
    return found, master[found].index(quote)
