"""Whether a report is still that of its inputs: by fingerprints alone, nothing heavy imported."""

import json
import sys
from collections.abc import Container, Iterable
from pathlib import Path
from sysconfig import get_paths

from researchlib.protect.ledger import read_ledger
from researchlib.run.engine.reads import Reads
from researchlib.store.files import sha256_of
from researchlib.store.key import kept_key, keyed
from researchlib.store.values import filled
from researchlib.study.place import Place, place_of
from researchlib.terms.problem import DataProblem

_SITES = {get_paths()["purelib"], get_paths()["platlib"]}
_CODE = Path(__file__).resolve().parents[2]


def inputs_digest(home: Path, study: str) -> str:
    """One fingerprint of everything that a report of the study is made from: its notebooks, its
    data and workbook, this library, the lock, and the Python that runs it. Taken before a run;
    what the run itself decides to withhold is added by `with_withheld`."""
    place = place_of(home, study)
    return _digest(program_digest(home), (*place.to_run(), *place.raw()), home)


def program_digest(home: Path) -> str:
    """The fingerprint of what runs a notebook: this library, the lock, the Python, and the
    packages that are installed, by name and version."""
    installed = {path.name for site in _SITES for path in Path(site).glob("*.dist-info")}
    start = "\0".join((sys.version, *sorted(installed)))
    return _digest(start, (home / "requirements.lock", *sorted(_CODE.rglob("*"))))


def notebook_digest(home: Path, path: Path) -> str:
    """The fingerprint of one notebook and what runs it."""
    return _digest(program_digest(home), (path,))


def _digest(start: str, paths: Iterable[Path], folder: Path | None = None) -> str:
    told = (
        f"\0{path.relative_to(folder).as_posix() if folder else path.name}"
        f"\0{sha256_of(path.read_bytes())}"
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    )
    return sha256_of(start + "".join(told))


def with_withheld(digest: str, place: Place) -> str:
    """The fingerprint with what is withheld in the study, as it may be published."""
    kept = place.withheld.read_bytes() if place.withheld.is_file() else b""
    return keyed(sha256_of(digest.encode() + kept), kept_key(place.key))


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
    return there and not ledger.mixed(place.exports) and _reads_stand(place, ledger.files)


def _reads_stand(place: Place, files: Container[str]) -> bool:
    """Whether every file and folder that a page has read is as it was, wherever it lies."""
    for path in sorted(place.kept.glob("*.json")):
        if f"{path.stem}.html" not in files:
            continue
        document = path.read_text(encoding="utf-8").partition("\n")[2]
        try:
            made = json.loads(document)["made"]
            reads = filled(Reads, made["reads"])
        except (ValueError, LookupError, TypeError):
            continue
        if not reads.stand(place.home):
            return False
    return True
