"""One notebook's page, with what it enters into the ledger and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from researchlib.protect.bounds import Bounds
from researchlib.protect.ledger import Entry, entry_of
from researchlib.protect.linked import bounds_in
from researchlib.report.objects.display import Display, Grid, Picture
from researchlib.run.engine.dependencies import Reads
from researchlib.terms import policy


@dataclass(frozen=True)
class Exported:
    """A page and, for reports that are handed in, the Word file; what they show, without the
    pictures; `made` is how it came about."""

    path: Path
    title: str
    page: str
    contents: tuple[Display, ...]
    word: bytes = b""
    bound: Mapping[str, str] = field(default_factory=dict)
    small: tuple[str, ...] = ()
    made: Made | None = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def entries(self) -> list[Entry]:
        """What it enters into the ledger."""
        return [entry_of(self.name, content) for content in self.contents]

    @property
    def bounds(self) -> list[Bounds]:
        """What it says of how many people gave which answers."""
        return bounds_in(self.name, self.contents)

    @property
    def tables(self) -> list[Grid]:
        return [content for content in self.contents if isinstance(content, Grid)]


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
    contents = (
        replace(content, png="") if isinstance(content, Picture) else content
        for content in told["contents"]
    )
    word, bound, small = b"", {}, ()
    if path.stem.startswith(policy.IN_WORD):
        from researchlib.report.word.exporter import WordExporter

        word, made = WordExporter().from_notebook_node(notebook, where)
        bound, small = made["bound"], tuple(made["small"])
    return Exported(
        path,
        told["report"]["title"],
        page,
        tuple(contents),
        word,
        bound,
        small,
    )
