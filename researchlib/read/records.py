"""Records that a unit keeps (台账), as text; never changed."""

from dataclasses import dataclass

from researchlib.read import say
from researchlib.read.files.guard import read_tables
from researchlib.store.key import kept_key, keyed
from researchlib.study.study import Study


@dataclass(frozen=True)
class Records:
    """One file of records: its columns and rows as text, and its keyed fingerprint."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fingerprint: str


def read_records(study: Study, name: str) -> Records:
    """Read records/<name>.csv as text; raises DataProblem where it would be read wrong."""
    path = study.paths.records / f"{name}.csv"
    tables = read_tables(path)
    rows = [row for row in tables.grids[0].rows if any(row)]
    if len(rows) < 2:
        raise say.problem("no_answers", path)
    columns = tuple(cell.strip() for cell in rows[0])
    study.check_seal(path)
    fingerprint = keyed(tables.sha256, kept_key(study.paths.key))
    return Records(name, columns, tuple(rows[1:]), fingerprint)
