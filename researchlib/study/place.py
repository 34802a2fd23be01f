"""Where a project and its studies lie, and which of a study's files are raw: said here alone."""

from dataclasses import dataclass
from pathlib import Path

from researchlib.store.files import sha256_of
from researchlib.terms import policy
from researchlib.terms import words as w

EARLIER = "earlier"
LEDGER, WITHHELD, LEFT = "ledger.json", "withheld.json", "left.jsonl"
_LOCAL, _SEALED = "local", "sealed.json"
# What the program writes among the data follows from them. All the rest is raw.
_MADE = {
    _LOCAL,
    EARLIER,
    w.PROOF,
    f"{w.WHO_SPEAKS}.xlsx",
    f"{w.WHO_SPEAKS}.html",
    WITHHELD,
    LEFT,
    _SEALED,
    f"{w.TO_DO}.xlsx",
    f"{w.CODED_TABLE}.xlsx",
    f"{w.FRAMEWORK}.xlsx",
    f"{w.SIDE_BY_SIDE}.html",
}


def home_from(start: Path) -> Path | None:
    """The project folder: the nearest one above that holds data/ and notebooks/."""
    for folder in (start, *start.parents):
        if (folder / "data").is_dir() and (folder / "notebooks").is_dir():
            return folder
    return None


def studies_in(home: Path) -> list[str]:
    """The studies of a project, by name."""
    return sorted(path.parent.name for path in (home / "data").glob(f"*/{w.WORKBOOK}"))


def is_made(name: str) -> bool:
    """Whether a file or folder of this name is the program's own: made from data, not data."""
    return name in _MADE or name.startswith(("~$", "."))


@dataclass(frozen=True)
class Place:
    """The paths of one study: `home` is the project folder, `local` stays with the group.

    `left` says what has left the house, `published` holds copies of what the last report was made
    from, `key` what fingerprints are keyed with, `kept` pages that need not be made again,
    `findings` what the topics of the run going on have found, `cells` what the numbers of a class
    pack are computed from again.
    """

    home: Path
    study: str
    data: Path
    notebooks: Path
    exports: Path
    workbook: Path
    questionnaires: Path
    records: Path
    interviews: Path
    photos: Path
    withheld: Path
    left: Path
    sealed: Path
    local: Path
    published: Path
    key: Path
    ledger: Path
    cells: Path
    kept: Path
    findings: Path
    words: Path

    def to_run(self) -> list[Path]:
        """The notebooks in order."""
        return sorted(self.notebooks.glob("*.ipynb"))

    def topics(self) -> list[Path]:
        """Those whose findings the reports rest on."""
        rest = (*policy.IN_WORD, policy.IN_CLASS)
        return [path for path in self.to_run() if not path.name.startswith(rest)]

    def raw(self) -> list[Path]:
        """Every file that people brought from the field or typed, the workbook among them."""
        return [
            path
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and not any(map(is_made, path.relative_to(self.data).parts))
        ]

    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of every raw file, by its path in the data folder."""
        return {
            path.relative_to(self.data).as_posix(): sha256_of(path.read_bytes())
            for path in self.raw()
        }


def place_of(home: Path, study: str) -> Place:
    """Where the files of a study lie, whether they are there or not."""
    data, notebooks, exports = (home / part / study for part in ("data", "notebooks", "exports"))
    return Place(
        home,
        study,
        data,
        notebooks,
        exports,
        workbook=data / w.WORKBOOK,
        questionnaires=data / "questionnaires",
        records=data / "records",
        interviews=data / "interviews",
        photos=data / "photos",
        withheld=data / WITHHELD,
        left=data / LEFT,
        sealed=data / _SEALED,
        local=data / _LOCAL,
        published=data / _LOCAL / "published",
        key=data / _LOCAL / "fingerprint.key",
        ledger=exports / LEDGER,
        cells=exports / "cells.json",
        kept=exports / ".made",
        findings=exports / ".made/findings.json",
        words=exports / ".made/words.json",
    )
