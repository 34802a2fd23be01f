"""What a page was made from, and whether all of it is as it was; nothing heavy is imported."""

from dataclasses import dataclass
from pathlib import Path

from researchlib.store.files import fingerprint_of, sha256_of
from researchlib.study.place import is_made


@dataclass(frozen=True)
class Reads:
    """The fingerprint of every file read, and of the names in every folder looked into."""

    files: dict[str, str]
    folders: dict[str, str]

    def stand(self, home: Path) -> bool:
        """Whether all of them are still the same."""
        return all(
            fingerprint_of(home / name) == kept for name, kept in self.files.items()
        ) and all(names_in(home / name) == kept for name, kept in self.folders.items())


def names_in(folder: Path) -> str:
    """The fingerprint of the names in a folder."""
    names = (
        sorted(entry.name for entry in folder.iterdir() if not is_made(entry.name))
        if folder.is_dir()
        else []
    )
    return sha256_of("\0".join(names))
