"""The ledger (数字台账): every number published, as shown, with its evidence and fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from researchlib.protect import say
from researchlib.protect.bounds import Bounds
from researchlib.protect.number import Content
from researchlib.store.files import write_atomic
from researchlib.store.values import as_json, from_json
from researchlib.study.home import LEDGER

Entry = dict[str, Any]


def entries_of(report: str, contents: Iterable[Content]) -> list[Entry]:
    """One entry for each finding, table and chart of a report; text as shown, nothing unrounded."""
    made = []
    for content in contents:
        numbers = [number.entry() for number in content.numbers]
        made.append(
            {
                "report": report,
                "kind": content.kind,
                "key": content.key,
                "text": content.text,
                "numbers": numbers,
                "fingerprint": _digest(numbers),
            }
        )
    return made


def ledger(
    study: str,
    edition: str,
    entries: Sequence[Entry],
    releases: Sequence[Bounds],
    program: str,
    files: Mapping[str, bytes],
    bound: Mapping[str, Mapping[str, str]] | None = None,
    small: Mapping[str, Sequence[str]] | None = None,
    inputs: str = "",
) -> bytes:
    """The ledger of a study as it is kept: stable order, a line a field, a line a release.

    It names the fingerprint of every file that was written with it, so that a mixed set shows.
    """
    written = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    document = {
        "study": study,
        "edition": edition,
        "version": program,
        "code": code_fingerprint(),
        "packages": package_versions(),
        "files": written,
        "entries": list(entries),
        "bound": bound or {},
        "small": small or {},
        "inputs": inputs,
        "releases": as_json(releases),
    }
    return _written(document)


def with_sensitivity(exports: Path, told: Mapping[str, Any]) -> bytes:
    """The published ledger with what other decisions would have made of its findings."""
    return _written({**_published(exports), "sensitivity": told})


def _written(document: Mapping[str, Any]) -> bytes:
    """As it is kept: a line a field, and at the end a line a release."""
    rest = {k: v for k, v in document.items() if k != "releases"} | {"releases": []}
    text = json.dumps(rest, ensure_ascii=False, indent=1)
    lines = ",\n".join(
        "  " + json.dumps(r, ensure_ascii=False, sort_keys=True) for r in document["releases"]
    )
    return (text.removesuffix("[]\n}") + f"[\n{lines}\n ]\n}}\n").encode()


def edited(exports: Path, name: str) -> bool:
    """Whether a file is no longer as the ledger last wrote it."""
    digest = hashlib.sha256((exports / name).read_bytes()).hexdigest()
    return _published(exports).get("files", {}).get(name) != digest


def bound_numbers(exports: Path, report: str) -> dict[str, str]:
    """The text of every bound number of a report, by its tag, as last published."""
    return _published(exports).get("bound", {}).get(report, {})


def small_digests(exports: Path, report: str) -> set[str]:
    """The digests of a Word report's small print, as last published."""
    return set(_published(exports).get("small", {}).get(report, ()))


def short_digest(text: str) -> str:
    """Enough of a digest to know a paragraph again."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def findings_in(exports: Path) -> list[Entry]:
    """Every published finding in order; none before the first report."""
    return [e for e in _published(exports).get("entries", ()) if e["kind"] == "finding"]


def _published(exports: Path) -> dict[str, Any]:
    """The ledger of the last report; nothing before the first."""
    return _read(exports / LEDGER) if (exports / LEDGER).is_file() else {}


def mixed(exports: Path) -> list[str]:
    """Files that are not those the ledger was written with; Word reports are there to be edited."""
    files = _read(exports / LEDGER).get("files", {})
    found = []
    for name, digest in files.items():
        path = exports / name
        if path.suffix == ".docx":
            continue
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(name)
    return found


def keep_edition(exports: Path, edition: str) -> dict[str, tuple[Bounds, ...]]:
    """The releases of earlier editions; the ledger of the last one is set aside when 稿次 changes.

    Raises DataProblem where a ledger is damaged: what was published must not be forgotten.
    """
    kept = exports / "editions"
    last = exports / LEDGER
    found = {path.stem: _read(path) for path in sorted(kept.glob("*.json"))}
    if last.is_file():
        document = _read(last)
        if document.get("edition", edition) != edition:
            write_atomic(kept / f"{document['edition']}.json", last.read_bytes())
            found[document["edition"]] = document
    return {
        name: from_json(tuple[Bounds, ...], document.get("releases", []))
        for name, document in found.items()
        if name != edition
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise say.ledger_damaged(path) from None


def _digest(numbers: Any) -> str:
    return hashlib.sha256(json.dumps(numbers, ensure_ascii=False).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """The library's own code, as one short digest."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


# What the numbers themselves are computed with.
_COMPUTING = ("numpy", "pandas", "scipy", "statsmodels")


def package_versions() -> dict[str, str]:
    """The versions of what the numbers are computed with."""
    return {name: version(name) for name in _COMPUTING}
