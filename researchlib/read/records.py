"""Records that a unit keeps (台账), as text; never changed."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass

from researchlib.read import say
from researchlib.read.files.csvfile import decode
from researchlib.study.study import Study


@dataclass(frozen=True)
class Records:
    """One file of records: its columns and rows as text, and the fingerprint of its bytes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sha256: str


def read_records(study: Study, name: str) -> Records:
    """Read records/<name>.csv as text; UTF-8 first, then GB18030."""
    path = study.folder / "records" / f"{name}.csv"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise say.not_a_file(path)
    if not path.exists():
        raise say.file_missing(path)
    data = path.read_bytes()
    rows = [tuple(row) for row in csv.reader(io.StringIO(decode(path, data)[0])) if any(row)]
    if len(rows) < 2:
        raise say.no_answers(path)
    columns = tuple(cell.strip() for cell in rows[0])
    digest = hashlib.sha256(data).hexdigest()
    if study.sealed.get(f"records/{path.name}", digest) != digest:
        raise say.seal_broken("records", path.name)
    return Records(name, columns, tuple(rows[1:]), digest)
