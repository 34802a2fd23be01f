"""The guarded reader: a file is looked at first, then opened in a limited child process."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from researchlib.read import say as say_read
from researchlib.read.files import say
from researchlib.read.files.csvfile import read_csv
from researchlib.store.files import sha256_of
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

_ZIP, _OLE, _SAV = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"$FL2", b"$FL3")


@dataclass(frozen=True)
class Grid:
    """One sheet as text, exactly as the file holds it; `choices` are value labels by column."""

    name: str
    frame: pd.DataFrame
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows as tuples, for small sheets."""
        return list(self.frame.itertuples(index=False, name=None))


@dataclass(frozen=True)
class Tables:
    """All sheets of one file, the fingerprint of its bytes, and what a person should know."""

    path: Path
    sha256: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()


def read_tables(path: Path) -> Tables:
    """Read .xlsx, .xls, .csv or .sav as text. Content decides what it is, never the name.

    Raises DataProblem for whatever is none of them, is damaged, would be read silently wrong,
    or is beyond the limits of terms.policy; the file itself is only ever read.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise say_read.not_a_file(path)
    if not path.exists():
        raise say_read.file_missing(path)
    if path.stat().st_size > policy.MOST_BYTES:
        raise say.file_too_large(path, policy.MOST_BYTES)
    data = path.read_bytes()
    digest = sha256_of(data)
    kind = _kind(path, data)
    if kind == "csv":
        frame, notes = read_csv(path, data)
        return Tables(path, digest, (Grid("", frame),), tuple(say_read.note(*n) for n in notes))
    grids, notes = _open(path, digest, kind)
    return Tables(path, digest, grids, tuple(say_read.note(*n) for n in notes))


def _kind(path: Path, data: bytes) -> str:
    if not data.strip():
        raise say.file_empty(path)
    if data.startswith(_OLE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0" in data:
            raise say.encrypted(path)
        return "xls"
    if data.startswith(_SAV):
        return "sav"
    if data.startswith(_ZIP):
        _look_into_zip(path)
        return "xlsx"
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(
        (b"<!doctype", b"<html", b"<table", b"<?xml", b"{\\rtf", b"%pdf", b'{"', b"[{")
    ):
        raise say.not_a_workbook(path, _looks_like(head))
    control = sum(data[:4096].count(bytes([c])) for c in (*range(1, 9), *range(14, 27)))
    if control > 8:
        raise say.not_a_workbook(path, "binary")
    return "csv"


def _looks_like(head: bytes) -> str:
    return {b"<": "html", b"[": "text"}.get(head[:1], "text" if head[:2] == b'{"' else "binary")


def _look_into_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise say_read.file_damaged(path) from None
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    bomb = total > policy.RATIO_FREE_BYTES and total / packed > policy.MOST_RATIO
    if total > policy.MOST_BYTES or bomb:
        raise say.file_too_large(path, policy.MOST_BYTES)
    names = {m.filename for m in members}
    if "word/document.xml" in names:
        raise say.not_a_workbook(path, "docx")
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise say.not_a_workbook(path, "zip")


@lru_cache(maxsize=32)
def _open(
    path: Path,
    digest: str,
    kind: str,
) -> tuple[tuple[Grid, ...], tuple[tuple[str, str], ...]]:
    """Keyed by the digest, so that an edited file is read anew."""
    command = [
        sys.executable,
        "-I",
        "-m",
        "researchlib.read.files.child",
        str(path),
        kind,
        str(policy.READ_MEMORY),
        str(policy.MOST_ROWS),
        str(policy.MOST_COLUMNS),
    ]
    seconds = policy.READ_SECONDS + policy.READ_SECONDS_PER_MB * (path.stat().st_size >> 20)
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise say.read_timeout(path, seconds) from None
    if done.returncode or not done.stdout:
        raise say_read.file_damaged(path)
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise _refusal(path, answer["problem"], answer["detail"])
    grids = tuple(
        Grid(
            sheet["name"],
            _frame(sheet["rows"]),
            {int(k): tuple(v) for k, v in sheet.get("choices", {}).items()},
        )
        for sheet in answer["sheets"]
    )
    return grids, tuple((code, detail) for code, detail in answer["notes"])


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return pd.DataFrame(padded, columns=range(width), dtype=str)


def _refusal(path: Path, problem: str, detail: str) -> DataProblem:
    if problem == "too_large":
        return say.sheet_too_large(path, policy.MOST_ROWS, policy.MOST_COLUMNS)
    if problem == "merged":
        return say.merged_cells(path, detail)
    if problem == "formula":
        return say.formula_without_value(path, detail)
    return {
        "doctype": say.doctype,
        "strict": say.strict_format,
        "encrypted": say.encrypted,
        "damaged": say_read.file_damaged,
    }[problem](path)
