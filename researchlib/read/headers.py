"""What a 问卷星 header means: question number, stem, and the row or option it stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from researchlib.terms import words as w

_NUMBERED = re.compile(r"\s*(\d+)\s*(?:[、.．:：]\s*|(?=[(（]))(.*)", re.DOTALL)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_TRAILING = re.compile(r"[\s:?。*]+$")


@dataclass(frozen=True)
class Item:
    """One column of an export: where it stands and what it asks.

    `part` is a matrix row or an option; `metadata` names the platform's own columns.
    """

    position: int
    header: str
    number: str = ""
    stem: str = ""
    part: str = ""
    metadata: bool = False


def normal(text: str) -> str:
    """The same words written otherwise compare equal: width, blanks, closing punctuation."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _TRAILING.sub("", re.sub(r"\s+", "", folded))


def parse_headers(headers: Sequence[str]) -> tuple[Item, ...]:
    """Headers of one export, in order; a stem that only the first column carries is handed on."""
    items: list[Item] = []
    for position, header in enumerate(headers):
        if header.strip() in w.METADATA and not any(i.number for i in items):
            items.append(Item(position, header, stem=header.strip(), metadata=True))
            continue
        match = _NUMBERED.match(header)
        number, body = (match[1], match[2]) if match else ("", header)
        following = _next_body(headers, position, number)
        items.append(_item(position, header, number, body.strip(), following, items))
    return tuple(items)


def _next_body(headers: Sequence[str], position: int, number: str) -> str | None:
    """The body of the next header when it belongs to the same question."""
    if not number or position + 1 >= len(headers):
        return None
    match = _NUMBERED.match(headers[position + 1])
    return match[2].strip() if match and match[1] == number else None


def _item(
    position: int, header: str, number: str, body: str, following: str | None, seen: list[Item],
) -> Item:
    last = seen[-1] if seen else None
    continues = bool(number) and last is not None and last.number == number and bool(last.part)
    if continues:
        return Item(position, header, number, last.stem, option_of(body) or body)
    if following is not None:
        if option_of(following, whole=True):
            option = option_of(body)
            if option:
                return Item(position, header, number, body[: -len(option) - 2].strip(), option)
        elif w.STEM_DASH in body:
            stem, _, row = body.rpartition(w.STEM_DASH)
            return Item(position, header, number, stem, row)
    return Item(position, header, number, body)


def option_of(body: str, whole: bool = False) -> str:
    """The text in the last balanced bracket, when the body ends with (or is) one."""
    if not body.endswith(")"):
        return ""
    depth = 0
    for index in range(len(body) - 1, -1, -1):
        depth += (body[index] == ")") - (body[index] == "(")
        if not depth:
            return "" if whole and index else body[index + 1 : -1]
    return ""
