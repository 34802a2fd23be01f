"""Text files: which encoding, which separator, and the rows as text."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

import pandas as pd

from researchlib.read.files import say
from researchlib.read.files.child import SOFT
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS, _TYPED = ",\t;", "，；"
_LOOK = 60
_HEAD = 1 << 17  # no cell of it is beyond csv's own limit


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding that fits all of it.

    A byte-order mark decides; then UTF-8; then GB18030, if what comes out is everyday Chinese.
    Raises DataProblem, naming the row, rather than guess.
    """
    marked = [encoding for mark, encoding in _MARKED if data.startswith(mark)]
    row = 1
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(encoding, "ignore")
            row = max(row, before.count("\n") + 1)
        else:
            if encoding != "gb18030" or _everyday(text[: 1 << 20]) >= policy.LEAST_EVERYDAY:
                return text, encoding
    raise say.refused(path, "encoding", row)


def _everyday(text: str) -> float:
    """The share of non-ASCII characters that stand in the first level of GB 2312."""
    wide = "".join(char for char in text if ord(char) > 127)
    first = wide.encode("gb2312", "ignore")[::2]
    return sum(b <= 0xA9 or 0xB0 <= b <= 0xD7 for b in first) / len(wide) if wide else 1.0


def is_table(path: Path) -> bool:
    """Whether the rows of a text are cut alike: a printed questionnaire or a transcript is not."""
    try:
        share, _, mark = _habit(decode(path, path.read_bytes())[0])
    except DataProblem:
        return True  # it is told when it is read
    return share > 0.8 and mark in _SEPARATORS


def _habit(text: str) -> tuple[float, int, str]:
    """How many of the first rows are cut alike, into how many cells, and by which mark."""
    found = [(0.0, 1, ",")]
    for mark in _SEPARATORS + _TYPED:
        if mark in _TYPED and max(found)[0] > 0.5:  # then they belong to the answers
            break
        lines = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=mark)
        rows = [row for row in islice(lines, _LOOK) if row]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        found += [(times / len(rows), width, mark) for width, times in widths.items()]
    return max(found)


def read_csv(path: Path, data: bytes) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Every row as text, and notes: the encoding used, and NUL bytes taken out."""
    text, encoding = decode(path, data)
    notes = [("encoding", encoding)]
    if "\0" in text:
        if text.count("\0") * 4 > len(text):
            raise say.refused(path, "encoding", 1)
        notes.append(("nul", str(text.count("\0"))))
        text = text.replace("\0", "")
    _, usual, mark = _habit(text)
    data = SOFT.sub(" ", text).encode()
    count, width = _shape(path, data, mark, usual)
    if count > policy.MOST_CSV_ROWS or width > policy.MOST_COLUMNS:
        raise say.refused(path, "too_large", policy.MOST_CSV_ROWS, policy.MOST_COLUMNS)
    if not count:
        raise say.refused(path, "empty")
    frame = pd.read_csv(
        io.BytesIO(data),
        sep=mark,
        header=None,
        names=range(width),
        dtype=str,
        na_filter=False,
        skip_blank_lines=False,
        engine="c" if ord(mark) < 128 else "python",
    )
    return frame, notes


def _shape(path: Path, data: bytes, mark: str, usual: int) -> tuple[int, int]:
    """Rows, and cells of the widest; raises DataProblem where one is cut otherwise than usual.

    Blank cells at the end of a row do not count; a row with a single word is a title, a remark
    or a form that nobody used.
    """
    lines = io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")
    row, widest, odd = 0, usual, []
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=mark, strict=True), 1):
            if len(cells) != usual:
                filled = [k for k, cell in enumerate(cells, 1) if cell.strip()]
                if filled[-1:] > [usual] or (len(cells) < usual and len(filled) > 1):
                    odd.append((row, len(cells), usual))
                widest = max(widest, len(cells))
    except csv.Error:
        raise say.refused(path, "quote", row + 1) from None
    if odd and usual <= policy.MOST_COLUMNS:
        raise say.refused(path, "uneven", *odd[0], len(odd))
    return row, widest
