"""The ledger (数字台账): every number published, as shown, with its evidence and fingerprints.

Nothing heavy is imported: whether a report is current is asked of it as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchlib.protect import say
from researchlib.store.files import sha256_of, write_atomic
from researchlib.store.values import as_json, filled, from_json
from researchlib.study.place import Place

if TYPE_CHECKING:
    from researchlib.protect.bounds import Bounds
    from researchlib.protect.number import Content


@dataclass(frozen=True)
class Entry:
    """One finding, table or chart of a report: text and numbers as shown, nothing unrounded."""

    report: str
    kind: str
    key: str
    text: str
    numbers: tuple[Mapping[str, Any], ...]
    fingerprint: str


def entry_of(report: str, content: Content) -> Entry:
    """What one displayed content enters in the ledger."""
    numbers = tuple(number.entry() for number in content.numbers)
    told = json.dumps(numbers, ensure_ascii=False) if numbers else content.text
    digest = sha256_of(told)[:16]
    return Entry(report, content.kind, content.key, content.text, numbers, digest)


# What is there to be edited by people.
EDITABLE = (".docx", ".pptx")


def mark_of(entries: Iterable[Entry]) -> str:
    """Eight characters that stand on the last page of a report and in the check of a pack: the
    same where the same was published. Of letters and digits that no eye confuses."""
    told = json.dumps([(e.kind, e.key, e.text, e.fingerprint) for e in entries], ensure_ascii=False)
    digest = sha256_of(told)
    marks = (_mark(int(digest[k : k + 10], 16)) for k in range(len(digest)))
    return next(mark for mark in marks if not re.search("[VW]X", mark))  # as in an account


def _mark(number: int) -> str:
    letters = [_LETTERS[number >> 5 * k & 31] for k in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Ledger:
    """All that a study has published, as ledger.json keeps it; empty before the first report.

    `files` holds the fingerprint of every file that was written with it, `bound` the text of
    every bound number of a Word report by its tag, `small` the digests of its small print;
    `outward` that the ends of intervals are rounded outward.
    """

    study: str = ""
    edition: str = ""
    version: str = ""
    code: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    bound: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    small: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: str = ""
    sensitivity: Mapping[str, Any] = field(default_factory=dict)
    outward: bool = False
    releases: tuple[Mapping[str, Any], ...] = ()

    @property
    def findings(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == "finding"]

    @property
    def advised(self) -> list[str]:
        """The suggestions as published, a line each, with today's values."""
        told = (entry.text for entry in self.entries if entry.kind == "suggestions")
        return [line for text in told for line in text.split("\n")]

    def written(self) -> bytes:
        """As it is kept: stable order, a line a field, and at the end a line a release."""
        document = as_json(self) | {"releases": []}
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
        return [n for n in self.files if not n.endswith(EDITABLE) and self.edited(exports / n)]


def read_ledger(path: Path) -> Ledger:
    """The ledger in this file. Raises DataProblem where it is damaged: what was published must
    not be forgotten."""
    if not path.is_file():
        return Ledger()
    try:
        return filled(Ledger, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError):
        raise say.problem("ledger_damaged", path) from None


def keep_edition(place: Place, edition: str) -> None:
    """Set the ledger of the last edition aside when 稿次 changes.

    Raises DataProblem where it is damaged.
    """
    last = read_ledger(place.ledger)
    if last.edition not in ("", edition):
        write_atomic(place.exports / f"editions/{last.edition}.json", place.ledger.read_bytes())


def released(releases: Iterable[Mapping[str, Any]]) -> tuple[Bounds, ...]:
    """What a ledger says of how many people, as it was published."""
    from researchlib.protect.bounds import Bounds

    return from_json(tuple[Bounds, ...], releases)


def left_before(place: Place) -> tuple[Bounds, ...]:
    """What has left the house, packed or as a final edition, whatever it was called then.

    Raises DataProblem where the list is damaged: what is known outside must not be forgotten.
    """
    if not place.left.is_file():
        return ()
    try:
        lines = place.left.read_text(encoding="utf-8").splitlines()
        return tuple(one for line in lines for one in released(json.loads(line)["releases"]))
    except (OSError, ValueError, LookupError, TypeError):
        raise say.problem("ledger_damaged", place.left) from None


def remember(place: Place, ledger: Ledger) -> None:
    """Add what a ledger says to what has left the house; nothing is ever taken off that list."""
    before = place.left.read_bytes() if place.left.is_file() else b""
    told = {"edition": ledger.edition, "releases": list(ledger.releases)}
    line = json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    if line not in before.splitlines(keepends=True):
        write_atomic(place.left, before + line)


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
