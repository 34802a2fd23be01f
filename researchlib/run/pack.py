"""`researchlib pack`: one zip that carries a study, for the group alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from researchlib.protect.files import write_atomic

_PROGRAM = ("start.py", "pyproject.toml", "requirements.lock", "environment.yml", "README.md",
            "LICENSE")
_LEFT_OUT = ("__pycache__", "/local/", ".ipynb_checkpoints", ".tmp-")


def pack(home: Path, study: str) -> Path:
    """Everything of the study and the program, raw answers included: it stays in the group."""
    packed = io.BytesIO()
    folders = [home / "researchlib", *(home / part / study for part in
                                       ("data", "notebooks", "exports"))]
    files = [home / name for name in _PROGRAM]
    files += [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            name = path.relative_to(home).as_posix()
            if path.is_file() and not any(part in name for part in _LEFT_OUT):
                archive.write(path, f"{study}/{name}")
    target = home / "exports" / f"{study}-group.zip"
    write_atomic(target, packed.getvalue())
    return target
