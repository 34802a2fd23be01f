"""One notebook's page, with what it enters into the ledger and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from researchlib.protect.bounds import Bounds
from researchlib.protect.ledger import Entry, entry_of, short_digest
from researchlib.protect.linked import bounds_in
from researchlib.report.objects.display import Display, Picture
from researchlib.report.page.tags import bound_texts
from researchlib.run.engine.reads import Reads
from researchlib.store.files import sha256_of
from researchlib.store.pieces import small_print
from researchlib.store.word import body_of
from researchlib.terms import policy


@dataclass(frozen=True)
class Exported:
    """A page and, but of a class, the same in Word; what they show, without the pictures; `made` is
    how it came about, `cells` the fingerprint of what was written in the notebook then."""

    path: Path
    title: str
    page: str
    contents: tuple[Display, ...]
    word: bytes = b""
    slides: bytes = b""
    made: Provenance | None = None
    cells: str = ""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def handed_in(self) -> bool:
        """Whether its Word file is one of the reports; of the others only tables and charts are
        taken, where a person's own document asks for them."""
        return self.name.startswith(policy.IN_WORD)

    @property
    def entries(self) -> list[Entry]:
        """What it enters into the ledger."""
        return [entry_of(self.name, content) for content in self.contents]

    @property
    def bounds(self) -> list[Bounds]:
        """What it says of how many people gave which answers."""
        return bounds_in(self.name, self.contents)

    @property
    def bound(self) -> dict[str, str]:
        """The text of every number that Word binds, by its tag."""
        return dict(bound_texts(self.name, self.contents))

    @property
    def small(self) -> list[str]:
        """The digests of the small print of the Word file."""
        return sorted({short_digest(text) for _, text in small_print(body_of(self.word))})


@dataclass(frozen=True)
class Provenance:
    """The fingerprint of notebook and program, what was read, and what it took."""

    program: str
    reads: Reads
    run_seconds: float
    page_seconds: float
    memory_mb: float


def rendered(path: Path, notebook: Any) -> Exported:
    """An executed notebook through the gate: page, Word, and slides of what is presented."""
    from researchlib.run.engine.exporters import PresentationExporter, ReportExporter, WordExporter

    where = {"metadata": {"name": path.stem, "path": str(path.parent)}}
    page, resources = ReportExporter().from_notebook_node(notebook, where)
    contents = tuple(
        replace(content, png="") if isinstance(content, Picture) else content
        for content in resources["contents"]
    )
    word = slides = b""
    if not path.stem.startswith(policy.IN_CLASS):
        word, _ = WordExporter().from_notebook_node(notebook, where)
    if path.stem.startswith(policy.IN_SLIDES):
        slides, _ = PresentationExporter().from_notebook_node(notebook, where)
    title = resources["title"]
    return Exported(path, title, page, contents, word, slides, cells=cells_digest(notebook))


def cells_digest(notebook: Any) -> str:
    """The fingerprint of what is written in the cells, whatever was shown below them."""
    return sha256_of("\0".join(f"{c.cell_type}\0{c.source}" for c in notebook.cells))
