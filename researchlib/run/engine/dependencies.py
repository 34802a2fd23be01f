"""Which files of a study a notebook has read: heard from Python itself, not declared."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from researchlib.read.files.guard import DATA
from researchlib.store.files import sha256_of
from researchlib.study.place import LEDGER, LEFT, WITHHELD, is_made

_STUDY_FOLDERS = ("data", "notebooks", "exports")
# A file outside the project counts when it looks like data; the others are the system's own.
_DATA = (*DATA, ".docx", ".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Reads:
    """The fingerprint of every file read, and of the names in every folder looked into."""

    files: dict[str, str]
    folders: dict[str, str]

    def stand(self, home: Path) -> bool:
        """Whether all of them are still the same."""
        return all(digest_of(home / name) == kept for name, kept in self.files.items()) and all(
            _names_in(home / name) == kept for name, kept in self.folders.items()
        )


class Recorder:
    """Notes every path that is opened or listed while it records."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        if not self._on or event not in ("open", "os.listdir", "os.scandir"):
            return
        path = details[0] if details[0] is not None else "."
        if isinstance(path, (str, os.PathLike)):
            heard = self._files if event == "open" else self._folders
            heard.add(os.path.abspath(path))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Start anew, and stop at the end."""
        self._files, self._folders, self._on = set(), set(), True
        try:
            yield
        finally:
            self._on = False

    def reads(self, home: Path) -> Reads:
        """What was read since `recording` began. What is withheld is accounted for by itself,
        the ledger is what a report ends in."""
        files = {_name(Path(path), home): Path(path) for path in self._files}
        wanted = {
            name: path
            for name, path in files.items()
            if _of_study(name)
            and path.name not in (WITHHELD, LEDGER, LEFT)
            and not path.name.startswith(".")
        }
        folders = {_name(Path(path), home) for path in self._folders}
        folders |= {
            above.as_posix()
            for name in wanted
            for above in Path(name).parents
            if len(above.parts) > 1 and not Path(name).is_absolute()
        }
        return Reads(
            {name: digest_of(path) for name, path in sorted(wanted.items())},
            {
                name: _names_in(home / name)
                for name in sorted(folders)
                if name.startswith("data/") and not any(map(is_made, Path(name).parts))
            },
        )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; nothing where there is none."""
    return sha256_of(path.read_bytes()) if path.is_file() else ""


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else path.as_posix()


def _of_study(name: str) -> bool:
    path = Path(name)
    if path.is_absolute():
        return path.suffix.lower() in _DATA and not name.startswith((sys.prefix, sys.base_prefix))
    return path.parts[0] in _STUDY_FOLDERS


def _names_in(folder: Path) -> str:
    names = (
        sorted(entry.name for entry in folder.iterdir() if not is_made(entry.name))
        if folder.is_dir()
        else []
    )
    return sha256_of("\0".join(names))
