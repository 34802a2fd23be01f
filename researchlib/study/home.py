"""Where a project and its studies lie, and the names of the files that the program keeps there."""

from __future__ import annotations

from pathlib import Path

from researchlib.terms.words import WORKBOOK

LEDGER, WITHHELD, SEAL = "ledger.json", "withheld.json", "sealed.json"
MADE, FINDINGS = ".made", "findings.json"
LOCAL = "local"  # what stays with the group, inside a study's data folder
# What people bring from the field and write about it, inside a study's data folder.
RAW = (WORKBOOK, "questionnaires", "records", "interviews")
_IN_CLASS = "90_"


def home_from(start: Path) -> Path | None:
    """The project folder: the nearest one above that holds data/ and notebooks/."""
    for folder in (start, *start.parents):
        if (folder / "data").is_dir() and (folder / "notebooks").is_dir():
            return folder
    return None


def studies_in(home: Path) -> list[str]:
    """The studies of a project, by name."""
    return sorted(path.parent.name for path in (home / "data").glob(f"*/{WORKBOOK}"))


def notebooks_of(home: Path, study: str) -> list[Path]:
    """The notebooks of a study in order; those for class are run by hand."""
    found = sorted((home / "notebooks" / study).glob("*.ipynb"))
    return [path for path in found if not path.name.startswith(_IN_CLASS)]
