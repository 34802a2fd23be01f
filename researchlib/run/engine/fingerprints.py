"""Whether a report is still that of its inputs: by fingerprints alone, nothing heavy imported."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from researchlib.run import say
from researchlib.study.home import LEDGER, LOCAL, WITHHELD, notebooks_of

# What the program writes beside the data itself: it depends on the data, not the other way round.
_MADE_FOLDERS = (LOCAL, "earlier", say.PROOF)
_MADE_FILES = (
    f"{say.LIST_NAME}.xlsx",
    f"{say.TABLE_NAME}.xlsx",
    f"{say.FRAMEWORK}.xlsx",
    f"{say.SIDE_BY_SIDE}.html",
)
_CODE = Path(__file__).resolve().parents[2]


def inputs_digest(home: Path, study: str) -> str:
    """One fingerprint of everything that a report of the study is made from: its notebooks, its
    data and workbook, this library, the lock, and the Python that runs it. Taken before a run;
    what the run itself decides to withhold is added by `with_withheld`."""
    return _digest(program_digest(home), _inputs(home, study))


def program_digest(home: Path) -> str:
    """The fingerprint of what runs a notebook: this library, the lock, and the Python."""
    return _digest(sys.version, (home / "requirements.lock", *sorted(_CODE.rglob("*"))))


def notebook_digest(home: Path, path: Path) -> str:
    """The fingerprint of one notebook and what runs it."""
    return _digest(program_digest(home), (path,))


def _digest(start: str, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(start.encode())
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"\0{path.name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_made(name: str) -> bool:
    """Whether a file or folder of this name is the program's own: made from data, not data."""
    return name in (*_MADE_FOLDERS, *_MADE_FILES, WITHHELD) or name.startswith(("~$", "."))


def with_withheld(digest: str, folder: Path) -> str:
    """The fingerprint with what is withheld in the study of this folder."""
    path = folder / WITHHELD
    kept = path.read_bytes() if path.is_file() else b""
    return hashlib.sha256(digest.encode() + kept).hexdigest()


def _inputs(home: Path, study: str) -> Iterator[Path]:
    yield from notebooks_of(home, study)
    folder = home / "data" / study
    for path in sorted(folder.rglob("*")):
        if not any(is_made(part) for part in path.relative_to(folder).parts):
            yield path


def is_current(home: Path, study: str) -> bool:
    """Whether the published report is that of the present inputs and stands whole on the disk.

    A Word report that somebody has edited counts as standing.
    """
    exports = home / "exports" / study
    try:
        kept = json.loads((exports / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    files = kept.get("files", {})
    now = with_withheld(inputs_digest(home, study), home / "data" / study)
    if not files or kept.get("inputs") != now:
        return False
    return all(_stands(exports / name, wanted) for name, wanted in files.items())


def _stands(path: Path, wanted: str) -> bool:
    if not path.is_file():
        return False
    return path.suffix == ".docx" or hashlib.sha256(path.read_bytes()).hexdigest() == wanted
