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
    """一个课题的各个路径：`home` 是项目文件夹，`local` 留在组内。

    `left` 记着哪些内容发出去过，`published` 是上次报告所用文件的副本，
    `key` 是计算指纹用的密钥，`kept` 是不用重做的页面，`findings` 是这次运行各专题的发现，
    `cells` 供课堂包再算一遍各数。
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
        """要运行的笔记本，按次序。"""
        return sorted(self.notebooks.glob("*.ipynb"))

    def topics(self) -> list[Path]:
        """各专题的笔记本：报告依据它们的发现。"""
        rest = (*policy.IN_WORD, policy.IN_CLASS)
        return [path for path in self.to_run() if not path.name.startswith(rest)]

    def raw(self) -> list[Path]:
        """从现场带回的和人填写的全部文件，课题表也在内。"""
        return [
            path
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and not any(map(is_made, path.relative_to(self.data).parts))
        ]

    def fingerprints(self) -> dict[str, str]:
        """每个原始文件的指纹，按它在 data 文件夹里的路径。"""
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
