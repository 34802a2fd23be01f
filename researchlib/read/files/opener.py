"""What a workbook holds, asked of the child that opens it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from researchlib.read import say as say_read
from researchlib.read.files import say
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem


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
class Opened:
    """The sheets of one file, and notes as the child writes them: code and detail."""

    grids: tuple[Grid, ...]
    notes: tuple[tuple[str, str], ...]


Opener = Callable[[Path, str, str], Opened]


@lru_cache(maxsize=32)
def by_child(path: Path, digest: str, kind: str) -> Opened:
    """Opened in the limited child; keyed by the digest, so that an edited file is read anew."""
    command = [
        sys.executable,
        "-I",
        "-m",
        "researchlib.read.files.child",
        str(path),
        kind,
        str(policy.READ_MEMORY),
        str(policy.MOST_ROWS),
        str(policy.MOST_COLUMNS),
    ]
    seconds = policy.READ_SECONDS + policy.READ_SECONDS_PER_MB * (path.stat().st_size >> 20)
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise say.read_timeout(path, seconds) from None
    if done.returncode or not done.stdout:
        raise say_read.file_damaged(path)
    return opened(path, json.loads(done.stdout))


def opened(path: Path, answer: dict[str, Any]) -> Opened:
    """What the child answered, as sheets; or the DataProblem it found."""
    if "problem" in answer:
        raise _refusal(path, answer["problem"], answer["detail"])
    grids = tuple(
        Grid(
            sheet["name"],
            _frame(sheet["rows"]),
            {int(k): tuple(v) for k, v in sheet.get("choices", {}).items()},
        )
        for sheet in answer["sheets"]
    )
    return Opened(grids, tuple((code, detail) for code, detail in answer["notes"]))


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return pd.DataFrame(padded, columns=range(width), dtype=str)


def _refusal(path: Path, problem: str, detail: str) -> DataProblem:
    if problem == "too_large":
        return say.sheet_too_large(path, policy.MOST_ROWS, policy.MOST_COLUMNS)
    if problem == "merged":
        return say.merged_cells(path, detail)
    if problem == "formula":
        return say.formula_without_value(path, detail)
    return {
        "doctype": say.doctype,
        "strict": say.strict_format,
        "encrypted": say.encrypted,
        "damaged": say_read.file_damaged,
    }[problem](path)
