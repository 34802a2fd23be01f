"""Whether a report is still that of its inputs: by fingerprints alone, nothing heavy imported."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from researchlib.protect.ledger import read_ledger
from researchlib.store.files import sha256_of
from researchlib.study.place import Place, place_of
from researchlib.terms.problem import DataProblem

_CODE = Path(__file__).resolve().parents[2]


def inputs_digest(home: Path, study: str) -> str:
    """One fingerprint of everything that a report of the study is made from: its notebooks, its
    data and workbook, this library, the lock, and the Python that runs it. Taken before a run;
    what the run itself decides to withhold is added by `with_withheld`."""
    place = place_of(home, study)
    return _digest(program_digest(home), (*place.to_run(), *place.raw()))


def program_digest(home: Path) -> str:
    """The fingerprint of what runs a notebook: this library, the lock, and the Python."""
    return _digest(sys.version, (home / "requirements.lock", *sorted(_CODE.rglob("*"))))


def notebook_digest(home: Path, path: Path) -> str:
    """The fingerprint of one notebook and what runs it."""
    return _digest(program_digest(home), (path,))


def _digest(start: str, paths: Iterable[Path]) -> str:
    told = (
        f"\0{path.name}\0{sha256_of(path.read_bytes())}"
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    )
    return sha256_of(start + "".join(told))


def with_withheld(digest: str, place: Place) -> str:
    """The fingerprint with what is withheld in the study."""
    kept = place.withheld.read_bytes() if place.withheld.is_file() else b""
    return sha256_of(digest.encode() + kept)


def is_current(home: Path, study: str) -> bool:
    """Whether the published report is that of the present inputs and stands whole on the disk.

    A Word report that somebody has edited counts as standing.
    """
    place = place_of(home, study)
    try:
        ledger = read_ledger(place.ledger)
    except DataProblem:
        return False
    if not ledger.files or ledger.inputs != with_withheld(inputs_digest(home, study), place):
        return False
    there = all((place.exports / name).is_file() for name in ledger.files)
    return there and not ledger.mixed(place.exports)
