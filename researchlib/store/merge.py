"""A list that people write in, made anew without losing a word of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from researchlib.store.files import sha256_of

Cells = tuple[str, ...]
# The last column, hidden: by it a row is known that stands as the program wrote it.
MARK = "mark"


@dataclass(frozen=True)
class Listed:
    """The head of a list and its rows, every cell as text."""

    head: Cells
    rows: tuple[Cells, ...]


def marked(head: Sequence[str], rows: Sequence[Sequence[str]], typed: Sequence[str]) -> Listed:
    """The program's rows, each with the mark of its own cells; `typed` are people's columns."""
    places = [i for i, name in enumerate(head) if name not in typed]
    return Listed((*head, MARK), tuple((*row, _mark([row[i] for i in places])) for row in rows))


def merged(fresh: Listed, before: Listed, key: Sequence[str], typed: Sequence[str]) -> Listed:
    """The fresh rows with what people wrote in the earlier list, matched by `key`.

    Kept are what stands in people's columns, columns and rows of their own, and rows without a
    successor in which they wrote something or changed something. A row that stands as the
    program wrote it gives way.
    """
    own = [name for name in before.head if name and name not in fresh.head]
    head = (*fresh.head[:-1], *own, MARK)
    earlier = [dict(zip(before.head, row, strict=False)) for row in before.rows]
    unmatched = {number: row for number, row in enumerate(earlier) if any(row.values())}
    rows = []
    for cells in fresh.rows:
        row = dict(zip(fresh.head, cells, strict=True))
        same = next((n for n, old in unmatched.items() if _key(old, key) == _key(row, key)), None)
        old = unmatched.pop(same) if same is not None else {}
        kept = {name: old[name] for name in (*typed, *own) if old.get(name)}
        rows.append(row | kept)
    program = [name for name in fresh.head if name not in (*typed, MARK)]
    for old in unmatched.values():
        touched = old.get(MARK) != _mark([old.get(name, "") for name in program])
        if touched or any(old.get(name) for name in (*typed, *own)):
            rows.append(old)
    return Listed(head, tuple(tuple(row.get(name, "") for name in head) for row in rows))


def _key(row: dict[str, str], key: Sequence[str]) -> Cells:
    return tuple("".join(row.get(name, "").split()) for name in key)


def _mark(cells: Sequence[str]) -> str:
    return sha256_of("\0".join("".join(c.split()) for c in cells))[:12]
