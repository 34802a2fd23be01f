"""`researchlib seal`: the checksums of the raw files are kept, and every later reading compares."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from researchlib.store.files import write_atomic
from researchlib.study.home import SEAL
from researchlib.study.study import Study

_RAW = ("questionnaires", "records", "interviews/transcripts", "interviews/masters")


def seal(study: Study) -> int:
    """Write the checksum of every raw file of the study; returns how many."""
    sums = {
        path.relative_to(study.folder).as_posix(): _sum(path)
        for part in _RAW
        for path in sorted((study.folder / part).rglob("*"))
        if path.is_file()
    }
    text = json.dumps(sums, ensure_ascii=False, indent=1) + "\n"
    write_atomic(study.folder / SEAL, text.encode())
    return len(sums)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
