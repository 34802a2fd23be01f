"""A list that people write in, made anew without losing a word of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from researchlib.store.files import sha256_of

Cells = tuple[str, ...]
Row = dict[str, str]
# The last column, hidden: by it a row is known that stands as the program wrote it.
MARK = "mark"


@dataclass(frozen=True)
class Listed:
    """The head of a list and its rows, every cell as text."""

    head: Cells
    rows: tuple[Cells, ...]

    @property
    def named(self) -> list[Row]:
        """The cells of every row by the names of their columns."""
        return [dict(zip(self.head, cells, strict=False)) for cells in self.rows]


def marked(head: Sequence[str], rows: Sequence[Sequence[str]], typed: Sequence[str]) -> Listed:
    """The program's rows, each with the mark of its own cells; `typed` are people's columns."""
    places = [i for i, name in enumerate(head) if name not in typed]
    return Listed((*head, MARK), tuple((*row, _mark([row[i] for i in places])) for row in rows))


def merged(
    fresh: Listed,
    before: Listed,
    keys: Sequence[Sequence[str]],
    typed: Sequence[str],
    ended: Mapping[str, str] = MappingProxyType({}),
) -> Listed:
    """The fresh rows with what people wrote in the earlier list, matched by the first of `keys`;
    what that leaves over by the next.

    Kept are what stands in people's columns, columns and rows of their own, and rows without a
    successor in which they wrote something or changed something: in these the cells of `ended`
    say so. A row that stands as the program wrote it gives way.
    """
    own = [name for name in before.head if name and name not in fresh.head]
    head = (*fresh.head[:-1], *own, MARK)
    rows = fresh.named
    followed, unmatched = _matched(rows, [row for row in before.named if any(row.values())], keys)
    for place, old in followed.items():
        rows[place] |= {name: old[name] for name in (*typed, *own) if old.get(name)}
    program = [name for name in fresh.head if name not in (*typed, MARK)]
    for old in unmatched:
        touched = old.get(MARK) != _mark([old.get(name, "") for name in program])
        if touched or any(old.get(name) for name in (*typed, *own)):
            rows.append({**old, **ended})
    return Listed(head, tuple(tuple(row.get(name, "") for name in head) for row in rows))


def _matched(
    rows: Sequence[Row], earlier: Sequence[Row], keys: Sequence[Sequence[str]]
) -> tuple[dict[int, Row], list[Row]]:
    """The earlier row that each row follows, by its place, and those that none follows."""
    followed: dict[int, Row] = {}
    left = list(earlier)
    for key in keys:
        waiting: dict[Cells, list[int]] = {}
        for place, row in enumerate(rows):
            if place not in followed:
                waiting.setdefault(_key(row, key), []).append(place)
        rest = []
        for old in left:
            places = waiting.get(_key(old, key))
            if places:
                followed[places.pop(0)] = old
            else:
                rest.append(old)
        left = rest
    return followed, left


def _key(row: Row, key: Sequence[str]) -> Cells:
    return tuple("".join(row.get(name, "").split()) for name in key)


def _mark(cells: Sequence[str]) -> str:
    return sha256_of("\0".join("".join(c.split()) for c in cells))[:12]
