"""Files are written whole or not at all, and by one run at a time."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from researchlib.store import say

_LOCK = ".lock"


def write_atomic(path: Path, data: bytes) -> None:
    """Write beside the target, sync, then replace: a reader sees the old file or the new one.

    Raises DataProblem where the folder cannot be written; the old file is then intact.
    """
    write_together({path: data})


class Over(bytes):
    """What is to stand over a file of that fingerprint; if somebody saves another meanwhile, that
    one is set aside."""

    was: str

    def __new__(cls, data: bytes, was: str) -> Over:
        made = super().__new__(cls, data)
        made.was = was
        return made


def write_together(files: Mapping[Path, bytes]) -> list[Path]:
    """Every file is staged before any is replaced, in the order given: a full disk changes
    nothing, and what names the others stands last. Returns what was set aside.

    Raises DataProblem as write_atomic does.
    """
    staged: dict[Path, str] = {}
    aside = []
    path = next(iter(files))
    try:
        for path, data in files.items():
            staged[path] = _stage(path, data)
        for path in list(staged):
            over = files[path]
            if isinstance(over, Over) and fingerprint_of(path) not in ("", over.was):
                aside.append(_free_beside(path))
                os.replace(path, aside[-1])
            os.replace(staged[path], path)
            del staged[path]
    except OSError:
        raise say.problem("cannot_write", path) from None
    finally:
        for left in staged.values():
            with contextlib.suppress(OSError):
                os.unlink(left)
    return aside


def _free_beside(path: Path) -> Path:
    numbered = (path.with_stem(f"{path.stem}_{number}") for number in itertools.count(2))
    return next(other for other in numbered if not other.exists())


def fingerprint_of(path: Path) -> str:
    """The fingerprint of a file; nothing where there is none."""
    return sha256_of(path.read_bytes()) if path.is_file() else ""


def _stage(path: Path, data: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left behind."""
    for left in folder.glob(".tmp-*"):
        with contextlib.suppress(OSError):
            left.unlink()


@contextlib.contextmanager
def one_run(folder: Path) -> Iterator[None]:
    """Nobody else writes here meanwhile. The system lets go of the lock when a process dies.

    Raises DataProblem where another run holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / _LOCK, "a+b")  # noqa: SIM115 - held until the run ends
    except OSError:
        raise say.problem("cannot_write", folder / _LOCK) from None
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise say.problem("already_running", folder.name) from None
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sha256_of(data: bytes | str) -> str:
    """The fingerprint of bytes, or of a text as UTF-8."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def json_bytes(value: object) -> bytes:
    """As what the program keeps is written: Chinese as it is, a line a field."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
