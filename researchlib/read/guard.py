"""The guarded reader: a file is looked at first, then opened in a limited child process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from researchlib.terms import policy
from researchlib.terms.messages import read as say

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Grid:
    """One sheet as text, exactly as the file holds it."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Tables:
    """All sheets of one file, and the fingerprint of its bytes."""

    path: Path
    sha256: str
    grids: tuple[Grid, ...]


def read_tables(path: Path) -> Tables:
    """Read an .xlsx as text. Content decides what it is, never the name.

    Raises DataProblem for whatever is no workbook, is damaged, or is beyond the limits of
    terms.policy; the file itself is only ever read.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise say.not_a_file(path)
    if not path.exists():
        raise say.file_missing(path)
    data = path.read_bytes()
    _look(path, data)
    digest = hashlib.sha256(data).hexdigest()
    return Tables(path, digest, _open(path, digest))


def _look(path: Path, data: bytes) -> None:
    if not data:
        raise say.file_empty(path)
    if len(data) > policy.MOST_BYTES:
        raise say.file_too_large(path, policy.MOST_BYTES)
    if data.startswith(_OLE):
        raise say.old_or_encrypted(path, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0" in data)
    if not data.startswith(_ZIP):
        raise say.not_a_workbook(path, _what_it_looks_like(data))
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        raise say.file_damaged(path) from None
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    bomb = total > policy.RATIO_FREE_BYTES and total / packed > policy.MOST_RATIO
    if total > policy.MOST_BYTES or bomb:
        raise say.file_too_large(path, policy.MOST_BYTES)
    if not any(m.filename == "xl/workbook.xml" for m in members):
        raise say.not_a_workbook(path, "zip")


def _what_it_looks_like(data: bytes) -> str:
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return "html"
    return "text" if b"\0" not in data[:4096] else "binary"


@lru_cache(maxsize=32)
def _open(path: Path, digest: str) -> tuple[Grid, ...]:
    """Keyed by the digest, so that an edited file is read anew."""
    command = [sys.executable, "-I", "-m", "researchlib.read.child", str(path),
               str(policy.READ_MEMORY), str(policy.MOST_ROWS), str(policy.MOST_COLUMNS)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=policy.READ_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise say.read_timeout(path, policy.READ_SECONDS) from None
    if done.returncode or not done.stdout:
        raise say.file_damaged(path)
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise {
            "memory": lambda: say.file_too_large(path, policy.MOST_BYTES),
            "too_large": lambda: say.sheet_too_large(
                path, policy.MOST_ROWS, policy.MOST_COLUMNS),
            "damaged": lambda: say.file_damaged(path),
        }[answer["problem"]]()
    return tuple(
        Grid(sheet["name"], tuple(tuple(row) for row in sheet["rows"]))
        for sheet in answer["sheets"]
    )
