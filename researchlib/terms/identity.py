"""What names a person by its pattern: phones, identity cards, bank cards, mail addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_GAP = r"[\s\-·.]?"


@dataclass(frozen=True)
class Mark:
    """An identity found: its kind and where it stands in the text as given."""

    kind: str
    start: int
    end: int


def normalise(text: str) -> tuple[str, list[int]]:
    """Fold width and drop invisible characters; the list maps each character to its origin."""
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if _INVISIBLE.match(char):
            continue
        for part in unicodedata.normalize("NFKC", char):
            folded.append(part)
            origin.append(index)
    return "".join(folded), [*origin, len(text)]


def _card_is_valid(digits: str) -> bool:
    """GB 11643-1999: the eighteenth character checks the first seventeen."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * k for d, k in zip(digits, weights, strict=False))
    return digits[17].upper() == "10X98765432"[total % 11]


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: bank cards."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_RULES = (
    ("身份证号", re.compile(_EDGE + _GAP.join([r"[1-9]"] + [r"\d"] * 16) + _GAP + r"[\dXx]" + _END),
     _card_is_valid),
    ("银行卡号", re.compile(_EDGE + r"[3-6]\d{3}" + _GAP + r"(?:\d{4}" + _GAP + r"){2,3}\d{1,7}" + _END),
     lambda d: 16 <= len(d) <= 19 and _luhn(d)),
    ("手机号", re.compile(_EDGE + r"(?:\+?86" + _GAP + r")?1[3-9]\d" + _GAP + r"\d{4}" + _GAP + r"\d{4}"
                       + _END), None),
    ("固定电话", re.compile(r"(?<!\d)0\d{2,3}[\s\-]\d{7,8}(?!\d)"), None),
    ("电子邮箱", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), None),
)


def find_identities(text: str) -> Iterator[Mark]:
    """Every patterned identity in the text, with positions in the text as given."""
    folded, origin = normalise(text)
    taken: list[tuple[int, int]] = []
    for kind, pattern, check in _RULES:
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if check and not check(re.sub(r"[^0-9Xx]", "", match[0])):
                continue
            taken.append(match.span())
            yield Mark(kind, origin[match.start()], origin[match.end() - 1] + 1)
