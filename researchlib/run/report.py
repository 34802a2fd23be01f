"""`researchlib report`: every notebook of a study run, exported, and entered in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from researchlib.protect import ledger
from researchlib.protect.files import sweep, write_atomic
from researchlib.run.execute import execute
from researchlib.study.study import Study
from researchlib.terms.messages import run as say

IN_CLASS = "90_"


def notebooks_of(home: Path, study: str) -> list[Path]:
    """The notebooks of a study in order; those for class are run by hand."""
    found = sorted((home / "notebooks" / study).glob("*.ipynb"))
    return [path for path in found if not path.name.startswith(IN_CLASS)]


def make_report(home: Path, study: Study, tell: Callable[[str], None]) -> list[Path]:
    """Run and export every notebook; the ledger is written last.

    A notebook that fails is told, and nothing is written: the reports of the last good run
    stay as they are.
    """
    paths = notebooks_of(home, study.name)
    if not paths:
        raise say.no_notebooks(study.name)
    pages: dict[str, str] = {}
    entries: list[ledger.Entry] = []
    for number, path in enumerate(paths, 1):
        start = perf_counter()
        tell(say.running(number, len(paths), path.stem))
        page, found = export(path)
        pages[path.stem] = page
        entries += found
        tell(say.done(perf_counter() - start, len(page.encode())))
    _refuse_repeated(entries)
    exports = home / "exports" / study.name
    sweep(exports)
    written = []
    for name, page in pages.items():
        written.append(exports / f"{name}.html")
        write_atomic(written[-1], page.encode())
    from researchlib import __version__

    write_atomic(exports / ledger.FILE, ledger.ledger(study.name, entries, __version__))
    return written


def export(path: Path) -> tuple[str, list[ledger.Entry]]:
    """One notebook, executed and rendered through the gate."""
    from researchlib.report.exporter import ReportExporter

    notebook = execute(path)
    page, resources = ReportExporter().from_notebook_node(
        notebook, {"metadata": {"name": path.stem, "path": str(path.parent)}})
    return page, resources["entries"]


def _refuse_repeated(entries: list[ledger.Entry]) -> None:
    """A key names one finding in the whole study."""
    seen: dict[str, str] = {}
    for entry in entries:
        if entry["key"] and entry["key"] in seen:
            raise say.key_repeated(entry["key"], seen[entry["key"]], entry["report"])
        seen[entry["key"]] = entry["report"]
