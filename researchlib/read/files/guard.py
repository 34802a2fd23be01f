"""The guarded reader: a file is looked at first, then opened in a limited child process."""

import zipfile
from functools import lru_cache
from pathlib import Path

from researchlib.read import say as say_read
from researchlib.read.files import say
from researchlib.read.files.csvfile import is_table, read_csv
from researchlib.read.files.opener import Grid, Opener, Tables, by_child
from researchlib.store.files import sha256_of
from researchlib.terms import policy

# Tests that read small files of their own put an opener here that needs no child.
opener: Opener = by_child

DATA = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".sav")
_ZIP, _OLE, _SAV = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"$FL2", b"$FL3")
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"  # it stands first, unpacked
_OTHERS = {
    "html": (b"<!doctype", b"<html", b"<table", b"<?xml"),
    "text": (b'{"', b"[{"),
    "binary": (b"{\\rtf", b"%pdf"),
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def is_data(path: Path) -> bool:
    """The one definition: the name ends as a table's, and a .txt is one, not a questionnaire.

    Office leaves ~$… and .~… beside an open file; they are no data.
    """
    ending = path.suffix.lower()
    return (
        ending in DATA
        and not path.name.startswith(("~$", "."))
        and (ending != ".txt" or not path.is_file() or is_table(path))
    )


def read_tables(path: Path) -> Tables:
    """Read a workbook, a text or an SPSS file as text. Content decides what it is, not the name.

    Raises DataProblem for whatever is none of them, is damaged, would be read silently wrong,
    or is beyond the limits of terms.policy; the file itself is only ever read.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise say_read.problem("not_a_file", path)
    if not path.exists():
        raise say_read.problem("file_missing", path)
    if path.stat().st_size > policy.MOST_BYTES:
        raise say.refused(path, "too_big", policy.MOST_BYTES >> 20)
    data = path.read_bytes()
    digest = sha256_of(data)
    kind = _kind(path, data)
    return _text(path, digest) if kind == "csv" else opener(path.absolute(), digest, kind)


@lru_cache(4)
def _text(path: Path, digest: str) -> Tables:
    """A text file, opened here; keyed by the digest, so that an edited file is read anew."""
    frame, notes = read_csv(path, path.read_bytes())
    return Tables(path, digest, (Grid("", frame),), tuple(say_read.note(*n) for n in notes))


def _kind(path: Path, data: bytes) -> str:
    if not data.strip():
        raise say.refused(path, "empty")
    if data.startswith(_OLE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0" in data:
            raise say.refused(path, "encrypted")
        return "xls"
    if data.startswith(_SAV):
        return "sav"
    if data.startswith(_ZIP):
        _look_into_zip(path)
        return "ods" if _ODS in data[:128] else "xlsx"
    if data.startswith(_UTF16):
        return "csv"
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for looks_like, starts in _OTHERS.items():
        if head.startswith(starts):
            raise say.not_a_workbook(path, looks_like)
    control = sum(data[:4096].count(bytes([c])) for c in (*range(1, 9), *range(14, 27)))
    if control > 8:
        raise say.not_a_workbook(path, "binary")
    return "csv"


def _look_into_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise say.refused(path, "damaged") from None
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    bomb = total > policy.RATIO_FREE_BYTES and total / packed > policy.MOST_RATIO
    if total > policy.MOST_BYTES or bomb:
        raise say.refused(path, "too_big", policy.MOST_BYTES >> 20)
    names = {m.filename for m in members}
    if "word/document.xml" in names:
        raise say.not_a_workbook(path, "docx")
    if not {"xl/workbook.xml", "content.xml"} & {name.lower() for name in names}:
        raise say.not_a_workbook(path, "zip")
