"""The warm process: everything imported once, then one notebook after another, each as if fresh."""

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from researchlib.protect.ledger import Entry, entry_of
from researchlib.read.files import guard
from researchlib.terms.problem import DataProblem

Told = Callable[[int], None]


def serve(parent: Connection) -> None:
    """Do what the parent sends until it hangs up: (function, arguments) in, results out."""
    # nbformat pulls in a grammar compiler (seconds) for an IRI format no notebook schema uses.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    import researchlib.run.engine.preload  # noqa: F401

    gc.collect()
    gc.freeze()  # what is imported stays: collecting after a notebook need not look at it
    guard.opener = partial(_by_parent, parent, os.getpid(), threading.Lock())
    while True:
        try:
            work, details = parent.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", work(*details, lambda cell: parent.send(("cell", cell))))
        except DataProblem as problem:
            answer = ("problem", problem)
        except Exception as error:
            answer = ("error", f"{type(error).__name__}: {error}")
        parent.send(answer)


def _by_parent(parent: Connection, own: int, turn: threading.Lock, *file: Any) -> Any:
    """What the parent's child found in a file; a process forked from this one has its own."""
    if os.getpid() != own:
        return guard.by_child(*file)
    with turn:
        parent.send(("open", file))
        answer = parent.recv()
    if isinstance(answer, DataProblem):
        raise answer
    return answer


def export_here(path: Path, home: Path, told: Told) -> Any:
    """One notebook executed in this process and rendered, with what it read."""
    from researchlib.run.engine.fingerprints import notebook_digest
    from researchlib.run.engine.isolation import as_if_fresh
    from researchlib.run.engine.page import Provenance, rendered

    program, start = notebook_digest(home, path), perf_counter()
    with _recorder().recording(), as_if_fresh():
        notebook = run_here(path, told)
        ran = perf_counter()
        os.chdir(path.parent)
        exported = rendered(path, notebook)
    made = Provenance(
        program, _recorder().reads(home), ran - start, perf_counter() - ran, _memory()
    )
    return replace(exported, made=made)


def findings_here(path: Path, told: Told) -> dict[str, Entry]:
    """The ledger entry of every finding of one notebook, by its key; no chart is drawn."""
    from researchlib.read.workbook import open_study
    from researchlib.report.objects.display import MIME, Display
    from researchlib.report.page.bases import styled
    from researchlib.run.engine.isolation import as_if_fresh
    from researchlib.run.engine.shell import FindingShell

    with as_if_fresh():
        notebook = run_here(path, told, FindingShell)
        style = open_study().style
    shown = [o.data for cell in notebook.cells for o in cell.get("outputs", ()) if MIME in o.data]
    entries = (entry_of(path.stem, styled(Display.read(d[MIME]), style)) for d in shown)
    return {entry.key: entry for entry in entries}


def run_here(path: Path, told: Told, kind: Any = None) -> Any:
    """Run the notebook top to bottom in this process and return it with its outputs.

    The file itself is not written; `told` hears the place of every cell before it runs. Raises
    DataProblem naming notebook, heading and cell.
    """
    from nbformat.v4 import new_output

    from researchlib.run.engine.kernel import failed, read_notebook
    from researchlib.run.engine.shell import Shell

    notebook = read_notebook(path)
    os.chdir(path.parent)
    sys.path.insert(0, "")  # as a kernel has it
    kind = kind or Shell
    for known in (kind, Shell):
        known.clear_instance()
    shell = kind.instance()
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        told(place)
        with (
            open(os.devnull, "w") as nowhere,
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
        ):
            shell.run_cell(cell.source, store_history=True)
        if shell.failure:
            raise failed(path, notebook, place, *shell.failure)
        cell.outputs = [new_output("display_data", data=data) for data in shell.take_outputs()]
        cell.execution_count = shell.execution_count - 1
    return notebook


@cache
def _recorder() -> Any:
    """The process's one recorder: a hook of Python's cannot be taken off again."""
    from researchlib.run.engine.dependencies import Recorder

    return Recorder()


def _memory() -> float:
    """The most memory this process has held, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
