"""Records that a unit keeps (台账), as text; never changed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from researchlib.read import say
from researchlib.read.files.csvfile import decode
from researchlib.store.files import sha256_of
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
    """Read records/<name>.csv as text; UTF-8 first, then GB18030."""
    path = study.paths.records / f"{name}.csv"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise say.not_a_file(path)
    if not path.exists():
        raise say.file_missing(path)
    data = path.read_bytes()
    rows = [tuple(row) for row in csv.reader(io.StringIO(decode(path, data)[0])) if any(row)]
    if len(rows) < 2:
        raise say.no_answers(path)
    columns = tuple(cell.strip() for cell in rows[0])
    study.check_seal(path)
    fingerprint = keyed(sha256_of(data), kept_key(study.paths.key))
    return Records(name, columns, tuple(rows[1:]), fingerprint)
