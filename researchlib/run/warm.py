"""Notebooks run in children forked from one process that has imported everything once.

Each notebook has a process of its own, as if fresh: nothing of another's figures, settings,
random state or working directory can reach it. Where a system cannot fork, a kernel each.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from researchlib.run.execute import failed, read_notebook
from researchlib.terms import policy
from researchlib.terms.messages import report as say
from researchlib.terms.problem import DataProblem

_PRELOAD = ["researchlib.run.preload"]


def can_fork() -> bool:
    """Whether this system starts processes by forking a warm one."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def in_child(work: Callable[[Path], Any], path: Path) -> Any:
    """The result of `work(path)` in a forked child.

    Raises the DataProblem that the work raised, or one that names the cell where the child died
    or ran too long.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, work, path), daemon=True)
    child.start()
    theirs.close()
    cell = -1
    try:
        while True:
            kind, told = ours.recv()
            if kind == "cell":
                cell = told
            elif kind == "done":
                return told
            elif kind == "problem":
                raise told
            else:
                raise RuntimeError(told)
    except EOFError:
        child.join()
        what = say.too_long(policy.CELL_SECONDS) if child.exitcode == _LATE else say.KERNEL_DIED
        raise failed(path, read_notebook(path), cell, "", what, "") from None
    finally:
        ours.close()
        if child.is_alive():
            child.kill()
        child.join()


_LATE = 75  # the exit status of a child whose cell ran too long
_parent: Connection | None = None


def _work(parent: Connection, work: Callable[[Path], Any], path: Path) -> None:
    global _parent
    _parent = parent
    try:
        parent.send(("done", work(path)))
    except DataProblem as problem:
        parent.send(("problem", problem))
    except Exception as error:
        parent.send(("error", f"{type(error).__name__}: {error}"))


def run_here(path: Path) -> Any:
    """Run the notebook top to bottom in this process and return it with its outputs.

    The file itself is not written. Raises DataProblem naming notebook, heading and cell.
    """
    from nbformat.v4 import new_output

    from researchlib.run.shell import Shell

    notebook = read_notebook(path)
    os.chdir(path.parent)
    sys.path.insert(0, "")  # as a kernel has it
    shell = Shell.instance()
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        if _parent is not None:
            _parent.send(("cell", place))
        timer = threading.Timer(policy.CELL_SECONDS, os._exit, (_LATE,))
        timer.daemon = True
        timer.start()
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), (
                contextlib.redirect_stderr(nowhere)):
            shell.run_cell(cell.source, store_history=True)
        timer.cancel()
        if shell.failure:
            raise failed(path, notebook, place, *shell.failure)
        cell.outputs = [new_output("display_data", data=data) for data in shell.take_outputs()]
        cell.execution_count = shell.execution_count - 1
    return notebook
