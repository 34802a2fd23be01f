"""Tags of bound numbers: the same number of the same sentence or cell always has the same one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from researchlib.read.files.word import NUMBER

Content = Mapping[str, Any]
_KINDS = ("finding", "text")


class Tags:
    """Hands out the tags of one report, in order; what repeats is told apart by its turn."""

    def __init__(self, report: str):
        self._report = report
        self._seen: Counter[str] = Counter()

    def of_run(self, content: Content, record: Mapping[str, Any]) -> str:
        """A number in a sentence: by its finding, its name and what was asked of whom."""
        key = content.get("key", "")
        asked = [
            str(record.get(k, "")) for k in ("name", "question", "of", "by", "domain", "source")
        ]
        return self._tag(key or content["kind"], [key, *asked])

    def of_cell(self, content: Content, row: str, column: str) -> str:
        """A cell of a table: by its caption and its two heads."""
        return self._tag("table", [content["caption"], row, column])

    def _tag(self, lead: str, parts: Sequence[str]) -> str:
        identity = "\0".join((self._report, *parts))
        self._seen[identity] += 1
        digest = hashlib.sha256(f"{identity}\0{self._seen[identity]}".encode()).hexdigest()
        return f"{lead[:40]}:{digest[:12]}"


def bookmark_of(tag: str) -> str:
    """The bookmark of a number: the end of its tag, as a name that Word allows."""
    return f"{NUMBER}{tag.rpartition(':')[2]}"


def bound_texts(report: str, contents: Sequence[Content]) -> Iterator[tuple[str, str]]:
    """(tag, text) of every bound number of a report, in the order in which it is read."""
    tags = Tags(report)
    for content in contents:
        if content["kind"] in _KINDS:
            for run in content["runs"]:
                if run["evidence"] is not None:
                    yield tags.of_run(content, content["numbers"][run["evidence"]]), run["text"]
        elif content["kind"] == "table":
            for row in content["rows"]:
                for head, cell in zip(content["head"][1:], row[1:], strict=True):
                    if cell.get("number") and cell["text"]:
                        tag = tags.of_cell(content, row[0]["text"], head["text"])
                        yield tag, cell["text"]
