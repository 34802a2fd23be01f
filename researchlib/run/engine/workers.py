"""Warm workers: started with the command, each runs several notebooks; the same on every system."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from researchlib.protect.ledger import Entry
from researchlib.read.files import guard
from researchlib.read.files.watchdog import Watchdog
from researchlib.run.engine import say, worker
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

_MOST = 4


class Workers:
    """A few warm processes; `with Workers() as workers` starts and ends them."""

    reuses = True

    def __init__(self, width: int = 0) -> None:
        self.width = width or min(os.cpu_count() or 1, _MOST)
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for _ in range(self.width):
            self._idle.put(_Worker())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *ignored: object) -> None:
        for _ in range(self.width):
            self._idle.get().end()

    def export(self, path: Path, home: Path) -> Any:
        """One notebook's page; raises the DataProblem that stopped it."""
        return self._notebook(worker.export_here, path, home)

    def findings(self, path: Path) -> dict[str, Entry]:
        """The ledger entry of every finding of one notebook, by its key."""
        return self._notebook(worker.findings_here, path)

    def _notebook(self, work: Callable[..., Any], path: Path, *details: Any) -> Any:
        from researchlib.run.engine.kernel import failed, read_notebook

        mine = self._idle.get()
        try:
            return mine.do(work, (path, *details))
        except _Died as died:
            mine = _Worker()
            what = say.too_long(policy.CELL_SECONDS) if died.late else say.KERNEL_DIED
            raise failed(path, read_notebook(path), died.cell, "", what, "") from None
        finally:
            self._idle.put(mine)


def _opened(*file: Any) -> guard.Tables | DataProblem:
    """One child of this process opens the files of all workers, and each of them once."""
    try:
        return guard.opener(*file)
    except DataProblem as problem:
        return problem


class _Died(Exception):
    """A worker is gone: in which cell, and whether it ran too long."""

    def __init__(self, cell: int, late: bool) -> None:
        super().__init__(cell, late)
        self.cell, self.late = cell, late


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=worker.serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def do(self, work: Callable[..., Any], details: tuple[Any, ...]) -> Any:
        cell, watchdog = -1, Watchdog(policy.CELL_SECONDS)
        try:
            self._pipe.send((work, details))
            while True:
                kind, told = self._pipe.recv()
                if kind == "cell":
                    cell = told
                    watchdog.start(self._process.pid)
                elif kind == "open":
                    self._pipe.send(_opened(*told))
                elif kind == "done":
                    return told
                elif kind == "problem":
                    raise told
                else:
                    raise RuntimeError(told)
        except (EOFError, OSError):
            self._process.join()
            raise _Died(cell, watchdog.bit) from None
        finally:
            watchdog.stop()

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()  # it holds nothing that is not handed over
        self._process.join()
