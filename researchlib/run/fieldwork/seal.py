"""`researchlib seal`: the checksums of the raw files are kept, and every later reading compares."""

from __future__ import annotations

from researchlib.store.files import json_bytes, write_atomic
from researchlib.study.study import Study
from researchlib.terms.words import WORKBOOK


def seal(study: Study) -> int:
    """Write the checksum of every raw file but the workbook, which people go on editing; returns
    how many."""
    sums = study.paths.fingerprints()
    sums.pop(WORKBOOK, None)
    write_atomic(study.paths.sealed, json_bytes(sums))
    return len(sums)
