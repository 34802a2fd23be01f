"""What a header means: question number, stem, and the row or option it stands for.

Every header generation of 问卷星 (2017 to now), the coded columns of 腾讯-style exports, and
headers without any number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from researchlib.terms import platforms
from researchlib.terms import words as w
from researchlib.terms.text import BRACKETS, fold, visible

_NUMBERED = re.compile(r"\s*Q?(\d+)\s*(?:[、:：]\s*|[.．](?!\d)\s*|(?=[(（]))(.*)", re.DOTALL)
_OLD_SPLIT = re.compile(
    w.QUESTION_NUMBER.format(r"\s*(\d+)\s*") + r"\s*[(（](.*)[)）]\s*", re.DOTALL
)
_CODED = re.compile(r"Q(\d+)(?:[|_](.+))?", re.DOTALL)
_OWN_NUMBER = re.compile(r"(.*)" + w.STEM_DASH + r"\s*(\d+)\s*[、.．:：]\s*(.+)", re.DOTALL)
_STEM_ENDS = re.compile("(.*?[：:？?。])" + w.STEM_DASH + "(.+)", re.DOTALL)
_JOINS = " -_—"
_TOGETHER = 3
_TRAILING = re.compile(r"[\s:?。*]+$")
_DASHES = re.compile("[-‐‑‒–—―−~～]+")


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
    """The same words written otherwise compare equal: width, blanks, dashes, closing marks."""
    plain = _DASHES.sub("-", re.sub(r"\s+", "", fold(text)))
    return _TRAILING.sub("", plain) or plain


def parse_headers(headers: Sequence[str]) -> tuple[Item, ...]:
    """Headers of one export, in order; a stem that only the first column carries is handed on."""
    items: list[Item] = []
    own = own_columns(headers)
    for position, raw in enumerate(headers):
        header = visible(raw).strip()
        asked = any(not i.metadata for i in items)
        platform = header in w.METADATA and not asked
        if platform or position in own or platforms.MADE.fullmatch(header):
            items.append(Item(position, raw, stem=header, metadata=True))
            continue
        items.append(
            _special(position, raw, header, items)
            or _numbered(position, raw, header, headers, items)
        )
    return tuple(items)


def own_columns(headers: Sequence[str]) -> set[int]:
    """Where the platform's own columns stand: by name alone, or several together at either end."""
    names = [visible(header).strip().casefold() for header in headers]
    maybe = [n in platforms.OWN_TOGETHER or n in w.METADATA for n in names]
    inner = [place for place, own in enumerate(maybe) if not own]
    if sum(maybe) < _TOGETHER or not inner:
        inner = [0, len(names)]
    return {k for k, n in enumerate(names) if n in platforms.OWN or not inner[0] <= k <= inner[-1]}


def _special(position: int, raw: str, header: str, seen: list[Item]) -> Item | None:
    """第6题(运动); Q2|A1|open; and rows that carry numbers of their own under one stem."""
    old = _OLD_SPLIT.fullmatch(header)
    if old:
        return Item(position, raw, old[1], w.QUESTION_NUMBER.format(old[1]), old[2].strip())
    coded = _CODED.fullmatch(header)
    if coded:
        return Item(position, raw, coded[1], f"Q{coded[1]}", coded[2] or "")
    own = _OWN_NUMBER.fullmatch(header)
    if own and not _NUMBERED.match(header):
        return Item(position, raw, f"—{own[2]}", own[1].strip(), own[3].strip())
    last = seen[-1] if seen else None
    match = _NUMBERED.match(header)
    if last and last.number.startswith("—") and match and match[1] == str(int(last.number[1:]) + 1):
        return Item(position, raw, f"—{match[1]}", last.stem, match[2].strip())
    return None


def _numbered(
    position: int,
    raw: str,
    header: str,
    headers: Sequence[str],
    seen: list[Item],
) -> Item:
    match = _NUMBERED.match(header)
    number, body = (match[1], match[2].strip()) if match else ("", header)
    following = _next_body(headers, position, number)
    last = seen[-1] if seen else None
    if number and last is not None and last.number == number and last.part:
        row = body.removeprefix(last.stem).lstrip(_JOINS) if body.startswith(last.stem) else body
        return Item(position, raw, number, last.stem, option_of(body, whole=True) or row)
    if following is not None and option_of(following, whole=True):
        option = option_of(body)
        if option:
            stem = body[: body.rindex(option) - 1].strip() or w.QUESTION_NUMBER.format(number)
            return Item(position, raw, number, stem, option)
    elif following is not None and w.STEM_DASH in body:
        match = _STEM_ENDS.match(body)
        stem, _, row = (match[1], "", match[2]) if match else body.rpartition(w.STEM_DASH)
        return Item(position, raw, number, stem, row)
    return Item(position, raw, number, body)


def _next_body(headers: Sequence[str], position: int, number: str) -> str | None:
    """The body of the next header when it belongs to the same question."""
    if not number or position + 1 >= len(headers):
        return None
    match = _NUMBERED.match(visible(headers[position + 1]).strip())
    return match[2].strip() if match and match[1] == number else None


def option_of(body: str, whole: bool = False) -> str:
    """The text in the closing bracket, when the body ends with (or is) one.

    It opens at the last bracket before which all brackets are even: an option may hold a smiley
    or 1) of its own.
    """
    plain = body.translate(BRACKETS)
    if not plain.endswith(")"):
        return ""
    if whole:
        return body[1:-1] if plain.startswith("(") else ""
    depth, start = 0, -1
    for index, char in enumerate(plain):
        if char == "(" and not depth:
            start = index
        depth += (char == "(") - (char == ")" and depth > 0)
    return body[start + 1 : -1] if start >= 0 else ""
