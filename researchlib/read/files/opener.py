"""What a workbook holds, asked of the child that opens it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from researchlib.read import say as say_read
from researchlib.read.files import child, say
from researchlib.read.files.watchdog import Watchdog
from researchlib.terms import policy


@dataclass(frozen=True)
class Grid:
    """One sheet as text, exactly as the file holds it; `choices` are value labels by column."""

    name: str
    frame: pd.DataFrame
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows as tuples, for small sheets."""
        return list(self.frame.itertuples(index=False, name=None))


@dataclass(frozen=True)
class Tables:
    """All sheets of one file, the fingerprint of its bytes, and what a person should know. The
    same bytes at the same place are the same tables."""

    path: Path
    sha256: str
    grids: tuple[Grid, ...] = field(compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)


Opener = Callable[[Path, str, str], Tables]


@lru_cache(maxsize=32)
def by_child(path: Path, digest: str, kind: str) -> Tables:
    """Opened by the one limited child; keyed by the digest, so that an edited file is read anew."""
    return opened(path, digest, _child_of(os.getpid()).answer(path, kind))


@lru_cache
def _child_of(_pid: int) -> Child:
    """A process forked from this one has a child of its own."""
    return Child()


class Child:
    """One limited process that opens file after file: started when needed, and it ends with this
    one, whose end closes its input."""

    def __init__(self, program: str = child.__file__) -> None:
        limits = policy.READ_MEMORY, policy.MOST_ROWS, policy.MOST_COLUMNS
        self._command = [sys.executable, "-I", program, *map(str, limits)]
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def answer(self, path: Path, kind: str) -> dict[str, Any]:
        """What it says of the file; a file is refused by a fresh process only."""
        with self._turn:
            used = self._process
            answer = self._ask(path, kind)
            if used and "problem" in answer:  # it may be of what an earlier file left behind
                self.end()
                answer = self._ask(path, kind)
            return answer

    def end(self) -> None:
        """Leave no process behind; the next file starts a new one."""
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _ask(self, path: Path, kind: str) -> dict[str, Any]:
        seconds = policy.READ_SECONDS + policy.READ_SECONDS_PER_MB * (path.stat().st_size >> 20)
        process = self._process = self._process or subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # who interrupts the command interrupts no file
        )
        assert process.stdin and process.stdout
        answer, watchdog = None, Watchdog(seconds)
        watchdog.start(process.pid)
        try:
            process.stdin.write(json.dumps([str(path), kind]).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            pass  # the file has ended the child
        finally:
            watchdog.stop()
            if not answer:
                self.end()
        if watchdog.bit:
            raise say.refused(path, "late", seconds)
        return answer or {"problem": "damaged", "details": ()}


def opened(path: Path, digest: str, answer: dict[str, Any]) -> Tables:
    """What the child answered, as sheets; raises the DataProblem that it found."""
    if "problem" in answer:
        raise say.refused(path, answer["problem"], *answer["details"])
    grids = tuple(
        Grid(
            sheet["name"],
            _frame(sheet["rows"]),
            {int(k): tuple(v) for k, v in sheet.get("choices", {}).items()},
        )
        for sheet in answer["sheets"]
    )
    return Tables(path, digest, grids, tuple(say_read.note(*n) for n in answer["notes"]))


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return pd.DataFrame(padded, columns=range(width), dtype=str)
