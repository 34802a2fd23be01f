"""Lists that the program writes and people fill in, read back as text."""

from collections.abc import Sequence
from pathlib import Path

from researchlib.read.files.guard import read_tables
from researchlib.store.merge import Listed
from researchlib.terms.words import REMARK


def read_list(path: Path) -> Listed | None:
    """The first sheet of a list, or nothing where the file is not there.

    Raises DataProblem as read_tables does: a list that cannot be read is not written anew.
    """
    if not path.is_file():
        return None
    rows = [tuple(c.strip() for c in row) for row in read_tables(path).grids[0].rows]
    return Listed(_head(rows), tuple(rows[1:])) if rows else None


def _head(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The names of the columns; one that people began without a name is a remark."""
    head = list(rows[0])
    for place, name in enumerate(head):
        if not name and any(row[place] for row in rows[1:]):
            head[place] = REMARK if REMARK not in head else f"{REMARK}{place + 1}"
    return tuple(head)
