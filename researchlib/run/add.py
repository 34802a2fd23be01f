"""`researchlib add`: raw files are read once, then copied in; nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

from researchlib.protect.files import write_atomic
from researchlib.read.questionnaires import read_export
from researchlib.study.study import Study
from researchlib.terms.messages import run as say


def add_file(study: Study, source: str, path: Path) -> None:
    """Copy one export into questionnaires/<source>, after a look that it can be read."""
    study.source(source)
    read_export(path)
    target = study.folder / "questionnaires" / source / path.name
    data = path.read_bytes()
    if target.exists():
        if target.read_bytes() != data:
            raise say.already_there(path.name)
        return
    write_atomic(target, data)
