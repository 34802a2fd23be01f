"""Opens one workbook in a process of its own: a hostile file ends this process, not the study.

Run as `python -m researchlib.read.child FILE MEMORY MOST_ROWS MOST_COLUMNS`; prints JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from typing import Any


def limit_memory(most: int) -> None:
    """Where the system can, cap the memory of this process; Windows relies on the time limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def as_text(value: Any) -> str:
    """A cell as a person would read it; whole numbers stay whole, dates are ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def rows_of(sheet: Any, most_rows: int, most_columns: int) -> list[list[str]]:
    """The cells as text, trailing blanks cut; a sheet beyond the limits is refused."""
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    blank = 0
    for values in sheet.iter_rows(values_only=True):
        cells = [as_text(v) for v in values]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > most_columns:
            raise OverflowError(f"columns {len(cells)}")
        blank = 0 if cells else blank + 1
        rows.append(cells)
        if len(rows) - blank > most_rows:
            raise OverflowError(f"rows {len(rows)}")
        if blank > 1000:
            break
    return rows[: len(rows) - blank]


def sheets_of(path: str, most_rows: int, most_columns: int) -> list[dict[str, Any]]:
    """Every visible sheet of a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    return [
        {"name": sheet.title, "rows": rows_of(sheet, most_rows, most_columns)}
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    ]


def main() -> int:
    path, memory, most_rows, most_columns = sys.argv[1:5]
    limit_memory(int(memory))
    try:
        answer: dict[str, Any] = {"sheets": sheets_of(path, int(most_rows), int(most_columns))}
    except MemoryError:
        answer = {"problem": "memory"}
    except OverflowError as error:
        answer = {"problem": "too_large", "detail": str(error)}
    except Exception as error:  # openpyxl raises whatever the file provokes
        answer = {"problem": "damaged", "detail": f"{type(error).__name__}: {error}"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
