"""`researchlib report`: every notebook of a study run, exported, and entered in the ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from researchlib.protect import ledger
from researchlib.protect.files import sweep, write_atomic
from researchlib.run.execute import execute
from researchlib.run.problems import problem_list, unknown_findings
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
    for name, page, found in export_all(paths, tell):
        pages[name] = page
        entries += found
    _refuse_repeated(entries)
    exports = home / "exports" / study.name
    sweep(exports)
    written = []
    for name, page in pages.items():
        written.append(exports / f"{name}.html")
        write_atomic(written[-1], page.encode())
    if study.problems:
        for text in unknown_findings(study, entries):
            tell(text)
        written.append(exports / f"{say.LIST_NAME}.xlsx")
        write_atomic(written[-1], problem_list(study, entries))
    from researchlib import __version__

    write_atomic(exports / ledger.FILE, ledger.ledger(study.name, entries, __version__))
    return written


def export_all(
    paths: list[Path], tell: Callable[[str], None],
) -> Iterator[tuple[str, str, list[ledger.Entry]]]:
    """Every notebook's page and ledger entries, in order; as many at once as there are cores.

    The kernels are processes of their own, so threads that wait for them are enough.
    """
    start = perf_counter()
    with ThreadPoolExecutor(min(len(paths), os.cpu_count() or 1, 4)) as pool:
        running = [pool.submit(export, path) for path in paths]
        try:
            for number, (path, job) in enumerate(zip(paths, running, strict=True), 1):
                page, found = job.result()
                size = len(page.encode())
                tell(say.done(number, len(paths), path.stem, size, perf_counter() - start))
                yield path.stem, page, found
        finally:
            for job in running:
                job.cancel()


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
