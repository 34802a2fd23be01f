"""归类表: a row a turn or an answer, a column a label to tick; what people ticked, read back."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from researchlib.read.spoken import say
from researchlib.read.spoken.comments import Cited, Coding, Collected, nearest_line, turn_start
from researchlib.read.spoken.labels import labels_in
from researchlib.store.merge import Listed
from researchlib.terms import words as w
from researchlib.terms.text import fold, whole

TURN_COLUMNS = (w.DOCUMENT, say.LINE, w.PSEUDONYM, w.ORIGINAL)
MARKS = (w.AGAINST, w.SEEN, w.CITE, w.QUOTABLE, w.REMARK)


def is_tick(cell: str) -> bool:
    """Whether a cell says yes, however people write it."""
    return bool(cell) and cell not in w.NOT_TICKED


def is_sheet(listed: Listed) -> bool:
    """Whether a list is a 归类表 of turns, whatever its file is called."""
    return {*TURN_COLUMNS, w.SEEN} <= set(listed.head)


def ticked_labels(
    row: Mapping[str, str], labels: Collection[str]
) -> tuple[list[tuple[str, str]], str]:
    """The labels ticked in a row, each with its remark (相反 where the speaker is of the other
    mind); and what stands in 相反 and cannot be told apart, or nothing."""
    found = {
        label: row[label] if row[label].startswith(w.AGAINST) else ""
        for label in labels
        if is_tick(row.get(label, ""))
    }
    told = row.get(w.AGAINST, "")
    if not is_tick(told):
        return list(found.items()), ""
    named = [label for label, _ in labels_in(told, labels).known] or list(found)
    if len(found) != 1 and len(named) == len(found) or not set(named) <= set(found):
        return list(found.items()), told
    return [(label, w.AGAINST if label in named else memo) for label, memo in found.items()], ""


def read_sheet(
    listed: Listed,
    coder: str,
    masters: Mapping[str, Sequence[str]],
    labels: Collection[str],
) -> Iterator[tuple[Collected, str]]:
    """The labels of one coder's 归类表, document by document: each on its whole turn.

    A row without a mark in a document that has marks counts as seen and without a label, and how
    many these are is told; a document without a mark was not looked at.
    """
    rows = list(enumerate(listed.named, 2))
    for document in dict.fromkeys(row[w.DOCUMENT] for _, row in rows if row[w.DOCUMENT]):
        made: list[Coding] = []
        failed: list[str] = []
        cited: list[Cited] = []
        here = [(number, row) for number, row in rows if row[w.DOCUMENT] == document]
        marked = [
            (number, row)
            for number, row in here
            if any(is_tick(row.get(name, "")) for name in (*labels, *MARKS))
        ]
        for number, row in marked:
            place = _place(row, masters.get(document, ()))
            if place is None:
                failed.append(say.excerpt_not_placed(number, document, row[w.ORIGINAL]))
                continue
            line, start, text = place
            found, unclear = ticked_labels(row, labels)
            if unclear:
                failed.append(say.against_unclear(number, unclear))
                continue
            made += [
                Coding(document, line, start, len(text), text[start:], label, coder, memo)
                for label, memo in found
            ]
            words = row.get(w.QUOTABLE, "")
            if is_tick(row.get(w.CITE, "")) or words:
                cited.append(Cited(document, line, words, coder))
        if marked and len(marked) < len(here):
            failed.append(say.rows_unmarked(document, len(here) - len(marked)))
        yield Collected(tuple(made), tuple(failed), bool(marked), tuple(cited)), document


def _place(row: Mapping[str, str], lines: Sequence[str]) -> tuple[int, int, str] | None:
    """Line, start of the words, and the whole line on which a row stands."""
    told = w.TURN_LINE.format(row[w.PSEUDONYM], row[w.ORIGINAL])
    number = whole(row[say.LINE])
    near = int(number) - 1 if number.isdecimal() else 0
    found = nearest_line(plain(told), near, [plain(line) for line in lines])
    if found is None:
        return None
    text = lines[found[0]]
    return found[0] + 1, turn_start(text), text


def plain(text: str) -> str:
    """A turn as it is compared: a spreadsheet may change blanks and widths."""
    return "".join(fold(text).split())
