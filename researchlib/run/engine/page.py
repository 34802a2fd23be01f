"""One notebook's page, with what it enters into the ledger and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from researchlib.protect.bounds import Release
from researchlib.protect.ledger import Entry
from researchlib.run.engine.dependencies import Reads
from researchlib.terms import policy


@dataclass(frozen=True)
class Exported:
    """A page and, for reports that are handed in, the Word file; `made` is how it came about."""

    path: Path
    title: str
    page: str
    entries: list[Entry]
    tables: list[Mapping[str, Any]]
    word: bytes = b""
    bound: Mapping[str, str] = field(default_factory=dict)
    small: tuple[str, ...] = ()
    made: Made | None = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def releases(self) -> list[Release]:
        """The bounds that the page publishes."""
        return [release for entry in self.entries for release in entry.releases]


@dataclass(frozen=True)
class Made:
    """The fingerprint of notebook and program, what was read, and what it took."""

    program: str
    reads: Reads
    run_seconds: float
    page_seconds: float
    memory_mb: float


def rendered(path: Path, notebook: Any) -> Exported:
    """An executed notebook through the gate: page, and Word where it is handed in."""
    from researchlib.report.html.exporter import ReportExporter

    where = {"metadata": {"name": path.stem, "path": str(path.parent)}}
    page, told = ReportExporter().from_notebook_node(notebook, where)
    word, bound, small = b"", {}, ()
    if path.stem.startswith(policy.IN_WORD):
        from researchlib.report.word.exporter import WordExporter

        word, made = WordExporter().from_notebook_node(notebook, where)
        bound, small = made["bound"], tuple(made["small"])
    return Exported(
        path,
        told["report"]["title"],
        page,
        told["entries"],
        told["tables"],
        word,
        bound,
        small,
    )
