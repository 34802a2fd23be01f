"""Text folded and compared; numbers and brackets as people write them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

# What nobody sees: every Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties), control
# and format characters, the blank cell of Braille, the box around a digit. Blanks stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BRACKETS = str.maketrans("（）", "()")


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """What reads alike is alike: width folded, what nobody sees dropped."""
    return unicodedata.normalize("NFKC", visible(text))


_folded = cache(fold)


def fold_in_place(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its characters (and the end) where it stood before."""
    pairs = [(part, place) for place, char in enumerate(text) for part in _folded(char)]
    return "".join(part for part, _ in pairs), [*(place for _, place in pairs), len(text)]


def unix(text: str) -> str:
    """The text with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def whole(text: str) -> str:
    """A code or a number as it was meant: spreadsheets write 3 as 3.0."""
    return re.sub(r"^(-?\d+)\.0+$", r"\1", fold(text).strip())


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def head_of(grid: Sequence[Sequence[str]]) -> list[str]:
    """The names in the first row of a sheet."""
    return [visible(cell).strip() for cell in grid[0]] if grid else []


def filled_rows(grid: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled rows below the head of a sheet, cells by its names, numbered as Excel does."""
    head = head_of(grid)
    for number, cells in enumerate(grid[1:], 2):
        if any(visible(cell).strip() for cell in cells):
            yield number, dict(zip(head, cells, strict=False))


def nearest(word: str, known: Sequence[str]) -> str:
    """“最接近的是…” when something is near, otherwise the list."""
    close = get_close_matches(word, list(known), 1, 0.5)
    if close:
        return f"最接近的是“{close[0]}”。"
    return f"现有：{'、'.join(known[:12])}{'……' if len(known) > 12 else ''}。" if known else ""


def command(*words: str) -> str:
    """A command as it is typed here: beside start.py by that, elsewhere by the installed name."""
    starter = "python start.py" if Path("start.py").is_file() else "researchlib"
    return " ".join((starter, *(f'"{word}"' if " " in word else word for word in words)))


def last_day(text: str) -> date | None:
    """The last day that a text like 2024年5月20日至22日 names, or nothing."""
    first, later = (told := [*map(int, re.findall(r"\d+", fold(text)))])[:3], told[3:][-3:]
    try:
        return date(*first[: 3 - len(later)], *later)
    except (TypeError, ValueError):  # no day, or none that there is
        return None
