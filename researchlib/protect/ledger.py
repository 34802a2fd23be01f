"""The ledger (数字台账): every number published, as shown, with its evidence and fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
Content = Mapping[str, Any]

FILE = "ledger.json"


def entries_of(report: str, contents: Iterable[Content]) -> list[Entry]:
    """One entry for each finding, table and chart of a report; text as shown, nothing unrounded."""
    return [
        {"report": report, "kind": content["kind"], "key": content.get("key", ""),
         "text": content["text"], "numbers": content["numbers"],
         "fingerprint": _digest(content["numbers"])}
        for content in contents
    ]


def ledger(study: str, entries: Sequence[Entry], version: str) -> bytes:
    """The ledger of a study as it is kept: stable order, one line a number."""
    document = {"study": study, "version": version, "code": code_fingerprint(),
                "entries": list(entries)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


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
