"""Lists that the program writes and people fill in, read back as text."""

from __future__ import annotations

from pathlib import Path

from researchlib.read.files.guard import read_tables
from researchlib.store.merge import Listed


def read_list(path: Path) -> Listed | None:
    """The first sheet of a list, or nothing where the file is not there.

    Raises DataProblem as read_tables does: a list that cannot be read is not written anew.
    """
    if not path.is_file():
        return None
    rows = [tuple(c.strip() for c in row) for row in read_tables(path).grids[0].rows]
    return Listed(rows[0], tuple(rows[1:])) if rows else None
