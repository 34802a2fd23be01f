"""Text files: which encoding, which separator, and the rows as text."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

import pandas as pd

from researchlib.read.files import say
from researchlib.terms import policy

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = (",", "\t", ";", "，", "；")
_LOOK = 60
_HEAD = 1 << 18


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding that fits all of it.

    A byte-order mark decides; then UTF-8; then GB18030, if what comes out is everyday Chinese.
    Raises DataProblem rather than guess.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise say.unknown_encoding(path) from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise say.unknown_encoding(path) from None
    if _everyday(text[: 1 << 20]) < policy.LEAST_EVERYDAY:
        raise say.unknown_encoding(path)
    return text, "gb18030"


def _everyday(text: str) -> float:
    """The share of non-ASCII characters that stand in the first level of GB 2312."""
    counts = Counter(c for c in text if ord(c) > 127)
    total = sum(counts.values())
    return sum(n for c, n in counts.items() if _common(c)) / total if total else 1.0


def _common(char: str) -> bool:
    try:
        first = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= first <= 0xA9 or 0xB0 <= first <= 0xD7


def separator(text: str) -> str:
    """The mark that splits the first lines into the most, and most even, columns."""
    best, score = ",", 0.0
    for mark in _SEPARATORS:
        widths = Counter(len(row) for row in _top(text, mark) if len(row) > 1)
        if widths:
            width, times = widths.most_common(1)[0]
            if times * width > score:
                best, score = mark, times * width
    return best


def _top(text: str, mark: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=mark)
    found: list[list[str]] = []
    try:
        for row in rows:
            found.append(row)
            if len(found) >= _LOOK:
                break
    except csv.Error:
        pass
    return found


def read_csv(path: Path, data: bytes) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Every row as text, and notes: the encoding used, and NUL bytes taken out."""
    if b"\0" not in data and not data.startswith(tuple(mark for mark, _ in _MARKED)):
        try:  # most files are UTF-8: pandas reads the bytes, and says so if they are not
            head = codecs.getincrementaldecoder("utf-8")().decode(data[:_HEAD])
            return _parse(path, data, head), [("encoding", "utf-8")]
        except UnicodeDecodeError:
            pass
    text, encoding = decode(path, data)
    notes = [("encoding", encoding)]
    if "\0" in text:
        if text.count("\0") * 4 > len(text):
            raise say.unknown_encoding(path)
        notes.append(("nul", str(text.count("\0"))))
        text = text.replace("\0", "")
    return _parse(path, text.encode(), text[:_HEAD]), notes


def _parse(path: Path, data: bytes, head: str) -> pd.DataFrame:
    """UTF-8 bytes to rows; `head` is where the text begins."""
    mark = separator(head)
    width = max((len(row) for row in _top(head, mark)), default=0)
    if not width:
        raise say.file_empty(path)
    if width > policy.MOST_COLUMNS:
        raise say.sheet_too_large(path, policy.MOST_CSV_ROWS, policy.MOST_COLUMNS)
    try:
        frame = pd.read_csv(
            io.BytesIO(data),
            encoding="utf-8",
            sep=mark,
            header=None,
            names=range(width),
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            engine="c" if ord(mark) < 128 else "python",
        )
    except UnicodeDecodeError:
        raise
    except (pd.errors.ParserError, ValueError):
        raise say.csv_uneven(path, width) from None
    if len(frame) > policy.MOST_CSV_ROWS:
        raise say.sheet_too_large(path, policy.MOST_CSV_ROWS, policy.MOST_COLUMNS)
    return frame
