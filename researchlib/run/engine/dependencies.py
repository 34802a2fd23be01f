"""Which files of a study a notebook has read: heard from Python itself, not declared."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import source_from_cache
from pathlib import Path
from sysconfig import get_paths
from typing import Any

from researchlib.read.files.guard import DATA
from researchlib.run.engine.reads import Reads, names_in
from researchlib.store.files import fingerprint_of
from researchlib.study.place import LEDGER, LEFT, WITHHELD, is_made

_STUDY_FOLDERS = ("data", "notebooks", "exports")
# Of other files these count: data, pictures, fonts, modules; the rest is the system's own.
_READ = (*DATA, ".docx", ".jpg", ".jpeg", ".png", ".ttf", ".otf", ".ttc", ".py")
_INSTALLED = tuple({get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")})
_LIBRARY = str(Path(__file__).resolve().parents[2])


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
        heard = {_source(Path(path)) for path in self._files}
        files = {_name(path, home): path for path in heard}
        wanted = {
            name: path
            for name, path in files.items()
            if _counts(name, path)
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
            {name: fingerprint_of(path) for name, path in sorted(wanted.items())},
            {
                name: names_in(home / name)
                for name in sorted(folders)
                if name.startswith("data/") and not any(map(is_made, Path(name).parts))
            },
        )


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else path.as_posix()


def _source(path: Path) -> Path:
    """A module that was compiled before is read from its cache: the module itself counts."""
    if path.suffix == ".pyc" and path.parent.name == "__pycache__":
        return Path(source_from_cache(path))
    return path


def _counts(name: str, path: Path) -> bool:
    if not Path(name).is_absolute() and Path(name).parts[0] in _STUDY_FOLDERS:
        return True
    elsewhere = not str(path).startswith((*_INSTALLED, _LIBRARY))
    return elsewhere and path.suffix.lower() in _READ
