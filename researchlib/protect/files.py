"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from researchlib.terms.messages import protect as say


def write_atomic(path: Path, data: bytes) -> None:
    """Write beside the target, sync, then replace: a reader sees the old file or the new one.

    Raises DataProblem where the folder cannot be written; the old file is then intact.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise say.cannot_write(path) from None


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left behind."""
    for left in folder.glob(".tmp-*"):
        with contextlib.suppress(OSError):
            left.unlink()
