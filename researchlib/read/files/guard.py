"""The guarded reader: a file is looked at first, then opened in a limited child process."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from researchlib.read import say as say_read
from researchlib.read.files import say
from researchlib.read.files.csvfile import read_csv
from researchlib.read.files.opener import Grid, Opener, Tables, by_child
from researchlib.terms import policy

# Tests that read small files of their own put an opener here that needs no child.
opener: Opener = by_child

_ZIP, _OLE, _SAV = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"$FL2", b"$FL3")


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
    digest = hashlib.sha256(data).hexdigest()
    kind = _kind(path, data)
    if kind == "csv":
        frame, notes = read_csv(path, data)
        return Tables(path, digest, (Grid("", frame),), tuple(say_read.note(*n) for n in notes))
    return opener(path.absolute(), digest, kind)


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
