"""Numbers and dates as people write them; what is neither stays unread."""

import re
from collections.abc import Sequence

import pandas as pd

from researchlib.terms import scales
from researchlib.terms import words as w
from researchlib.terms.text import fold

_DAY = re.compile(w.DATE_PATTERN)


def numbers(texts: Sequence[str] | pd.Series) -> pd.Series:
    """65岁, 约70, 3,500, 4千, １２ as numbers; nan where the text is no single amount."""
    given = pd.Series(texts, dtype=object)
    return given.map({text: _number(text) for text in given.unique()}).astype(float)


def _number(text: str) -> float:
    folded = fold(text).strip().replace(",", "")
    match = scales.AMOUNT.fullmatch(folded)
    return float(match[1]) * scales.TIMES.get(match[2], 1) if match else float("nan")


def dates(texts: Sequence[str] | pd.Series) -> pd.Series:
    """2024-3-5, 2024年3月, 2024.3.5 and 2024/3/5 9:30 as moments; nothing where it is no date."""
    given = pd.Series(texts, dtype=object)
    codes, different = pd.factorize(given, use_na_sentinel=False)
    plain = pd.to_datetime(
        pd.Series([*map(_iso, different)], dtype=object), errors="coerce", format="mixed"
    )
    return pd.Series(plain.to_numpy()[codes], given.index)


def seconds(texts: pd.Series) -> pd.Series:
    """90, 90秒, 2分3秒, 1小时2分 and 0:02:03 as seconds; nan where it is no length of time."""
    return texts.map(_seconds).astype(float)


def _seconds(text: str) -> float:
    match = w.TAKEN.fullmatch(fold(text).strip())
    if not match or not any(match.groups()):
        return float("nan")
    hours, minutes, rest = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def _iso(text: str) -> str | None:
    """Year, month, day with dashes, and the time of day; None where there is no whole date."""
    folded = fold(text).strip()
    match = _DAY.match(folded)
    if not match:
        return None
    rest = folded[match.end() :].strip()
    if rest and not re.fullmatch(w.CLOCK_PATTERN, rest):
        return None
    parts = [int(p) for p in re.findall(r"\d+", match[0])]
    year, month, day = (*parts, 1)[:3]
    clock = re.sub(w.CLOCK_MARKS, ":", rest.lstrip("T")).rstrip(":")
    return f"{year}-{month:02d}-{day:02d} {clock}".strip()
