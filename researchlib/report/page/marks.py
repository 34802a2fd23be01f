"""Marks: names in braces that a person pastes into a Word file where a published number belongs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from researchlib.protect.ledger import Entry
from researchlib.report.page import say
from researchlib.store.files import sha256_of
from researchlib.terms import policy
from researchlib.terms.text import fold

MARK = re.compile(r"[{｛]([^{}｛｝]{1,120})[}｝]")
_BLOCKS = ("table", "chart")


@dataclass(frozen=True)
class PasteMark:
    """What a mark stands for: its text now, the entry and the number behind it; a `block` is put
    in as it was drawn, a `whole` finding is kept where a hand has changed it; what follows from
    another mark is not
    `listed`."""

    name: str
    text: str
    entry: Entry
    number: Mapping[str, Any]
    whole: bool = False
    block: bool = False
    listed: bool = True

    @property
    def tag(self) -> str:
        return f"mark:{sha256_of(self.name)[:12]}"

    @property
    def written(self) -> str:
        """As a person pastes it."""
        return f"{{{self.name}}}"

    @property
    def people(self) -> int | None:
        """Of how many people the number is."""
        return self.number.get("n")

    @property
    def withheld(self) -> bool:
        return bool(self.number.get("withheld"))


def folded(name: str) -> str:
    """A mark as it is meant, however its letters were typed."""
    return "".join(fold(name).split()).replace("。", ".")


def marks_of(entries: tuple[Entry, ...]) -> dict[str, PasteMark]:
    """Every mark by its name: findings by their key, tables and charts by their caption, numbers
    behind a point. A name that two different numbers have is none: places are no names."""
    found: dict[str, PasteMark] = {}
    unclear = set()
    for entry in entries:
        for mark in _marks(entry):
            known = found.setdefault(mark.name, mark)
            if (known.text, known.number) != (mark.text, mark.number):
                unclear.add(mark.name)
    return {name: mark for name, mark in found.items() if name not in unclear}


def _marks(entry: Entry) -> Iterator[PasteMark]:
    lead = _lead(entry)
    if lead and entry.kind != "text":
        block = entry.kind in _BLOCKS
        yield PasteMark(lead, entry.text.split("\n")[0], entry, {}, whole=not block, block=block)
    for number in entry.numbers if lead else ():
        text = str(number["text"])
        if entry.kind == "table" and say.SEVERAL in text:
            continue
        named = f"{lead}.{folded(str(number['name']))}"
        yield PasteMark(named, text, entry, number)
        if number.get("interval"):
            interval = str(number["interval"])
            yield PasteMark(f"{named}:{say.INTERVAL_MARK}", interval, entry, number, listed=False)
        if number.get("n"):
            people = f"{number['n']}{say.PERSONS}"
            yield PasteMark(f"{named}:{say.PEOPLE_MARK}", people, entry, number, listed=False)


def _lead(entry: Entry) -> str:
    """What the mark of an entry begins with; nothing for what has no name of its own, or stands on
    the page of a class."""
    if entry.report.startswith(policy.IN_CLASS):
        return ""
    kinds = {"table": say.TABLE_MARK, "chart": say.FIGURE_MARK}
    if entry.kind in kinds:
        return f"{kinds[entry.kind]}.{folded(entry.text.split(chr(10))[0])}"
    return {"finding": folded(entry.key), "text": say.PROSE_MARK}.get(entry.kind, "")
