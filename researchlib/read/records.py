"""Records that a unit keeps (台账), as text; never changed."""

from __future__ import annotations

from dataclasses import dataclass

from researchlib.read import say
from researchlib.read.files.guard import read_tables
from researchlib.study.study import Study


@dataclass(frozen=True)
class Records:
    """One file of records: its columns and rows as text, and the fingerprint of its bytes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sha256: str


def read_records(study: Study, name: str) -> Records:
    """Read records/<name>.csv as text; raises DataProblem where it would be read wrong."""
    path = study.folder / "records" / f"{name}.csv"
    tables = read_tables(path)
    rows = [row for row in tables.grids[0].rows if any(row)]
    if len(rows) < 2:
        raise say.no_answers(path)
    columns = tuple(cell.strip() for cell in rows[0])
    if study.sealed.get(f"records/{path.name}", tables.sha256) != tables.sha256:
        raise say.seal_broken("records", path.name)
    return Records(name, columns, tuple(rows[1:]), tables.sha256)
