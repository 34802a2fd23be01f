"""The ledger (数字台账): every number published, as shown, with its evidence and fingerprints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchlib.protect import say
from researchlib.store.files import sha256_of, write_atomic
from researchlib.study.place import Place

if TYPE_CHECKING:
    from researchlib.protect.bounds import Release

Content = Mapping[str, Any]
Number = Mapping[str, Any]
# What a number carries besides what is published of it.
_BEHIND = ("release", "cell")


@dataclass(frozen=True)
class Entry:
    """One finding, table or chart of a report: text as shown, nothing unrounded. In a report
    just made, each number still carries its bounds and its cell."""

    report: str
    kind: str
    key: str
    text: str
    numbers: tuple[Number, ...]
    fingerprint: str

    @property
    def published(self) -> dict[str, Any]:
        """As the ledger holds it."""
        return vars(self) | {"numbers": _published(self.numbers)}

    @property
    def releases(self) -> list[Release]:
        """The bounds that it publishes."""
        return [n["release"] for n in self.numbers if n.get("release")]


def entry_of(report: str, content: Content) -> Entry:
    """What one displayed content enters in the ledger."""
    place = {"place": say.place(report, content.get("caption") or content["text"].split("\n")[0])}
    return Entry(
        report,
        content["kind"],
        content.get("key", ""),
        content["text"],
        tuple(
            {**n, "release": {**n["release"], **place}} if n.get("release") else n
            for n in content["numbers"]
        ),
        sha256_of(json.dumps(_published(content["numbers"]), ensure_ascii=False))[:16],
    )


def _published(numbers: Iterable[Number]) -> list[Number]:
    return [{k: v for k, v in n.items() if k not in _BEHIND} for n in numbers]


@dataclass(frozen=True)
class Ledger:
    """All that a study has published, as ledger.json keeps it; empty before the first report.

    `files` holds the fingerprint of every file that was written with it, `bound` the text of
    every bound number of a Word report by its tag, `small` the digests of its small print.
    """

    study: str = ""
    edition: str = ""
    version: str = ""
    code: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    entries: Sequence[Entry] = ()
    bound: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    small: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inputs: str = ""
    sensitivity: Mapping[str, Any] = field(default_factory=dict)
    releases: Sequence[Release] = ()

    @property
    def findings(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == "finding"]

    def written(self) -> bytes:
        """As it is kept: stable order, a line a field, and at the end a line a release."""
        document = vars(self) | {"entries": [e.published for e in self.entries], "releases": []}
        if not self.sensitivity:
            del document["sensitivity"]
        text = json.dumps(document, ensure_ascii=False, indent=1)
        lines = ",\n".join(
            "  " + json.dumps(r, ensure_ascii=False, sort_keys=True) for r in self.releases
        )
        return (text.removesuffix("[]\n}") + f"[\n{lines}\n ]\n}}\n").encode()

    def edited(self, path: Path) -> bool:
        """Whether a file is no longer as it was written with this ledger."""
        return not path.is_file() or self.files.get(path.name) != sha256_of(path.read_bytes())

    def mixed(self, exports: Path) -> list[str]:
        """Files that are not those the ledger was written with; Word reports are there to be
        edited."""
        return [n for n in self.files if not n.endswith(".docx") and self.edited(exports / n)]


def read_ledger(path: Path) -> Ledger:
    """The ledger in this file. Raises DataProblem where it is damaged: what was published must
    not be forgotten."""
    if not path.is_file():
        return Ledger()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        entries = [Entry(**_known(Entry, entry)) for entry in document.get("entries", ())]
        return Ledger(**_known(Ledger, document) | {"entries": entries})
    except (OSError, ValueError, TypeError, AttributeError):
        raise say.ledger_damaged(path) from None


def _known(kind: type[Entry | Ledger], document: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a file holds, the fields of this version."""
    return {f.name: document[f.name] for f in fields(kind) if f.name in document}


def keep_edition(place: Place, edition: str) -> dict[str, Sequence[Release]]:
    """The releases of earlier editions; the ledger of the last one is set aside when 稿次 changes.

    Raises DataProblem where a ledger is damaged.
    """
    kept = place.exports / "editions"
    found = {path.stem: read_ledger(path) for path in sorted(kept.glob("*.json"))}
    last = read_ledger(place.ledger)
    if last.edition not in ("", edition):
        write_atomic(kept / f"{last.edition}.json", place.ledger.read_bytes())
        found[last.edition] = last
    return {name: ledger.releases for name, ledger in found.items() if name != edition}


def short_digest(text: str) -> str:
    """Enough of a digest to know a paragraph again."""
    return sha256_of(text)[:12]


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """The library's own code, as one short digest."""
    package = Path(__file__).resolve().parent.parent
    return sha256_of(
        b"".join(
            path.relative_to(package).as_posix().encode()
            + path.read_bytes().replace(b"\r\n", b"\n")
            for path in sorted(package.rglob("*.py"))
        )
    )[:16]


# What the numbers themselves are computed with.
_COMPUTING = ("numpy", "pandas", "scipy", "statsmodels")


def package_versions() -> dict[str, str]:
    """The versions of what the numbers are computed with."""
    return {name: version(name) for name in _COMPUTING}
