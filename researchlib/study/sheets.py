"""The sheets of 课题表.xlsx: what each column means and what may stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from researchlib.terms import prompts
from researchlib.terms import words as w


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its name, whether it must be filled, whether older workbooks lack
    it, its width, its drop-down, and what it says when one clicks into it."""

    name: str
    required: bool
    later: bool
    width: int
    allowed: tuple[str, ...]
    prompt: str


def _column(line: str) -> Column:
    marked, width, told, prompt = line.split("|")
    name = marked.rstrip("!?")
    allowed = tuple(getattr(w, told, None) or filter(None, told.split("/")))
    return Column(name, "!" in marked, "?" in marked, int(width), allowed, prompt)


def _sheets() -> Iterator[tuple[str, str, tuple[Column, ...]]]:
    for part in prompts.SHEETS.split(prompts.SHEET)[1:]:
        head, *lines = part.strip().split("\n")
        name, mark = head.split(prompts.END)
        yield name, mark, tuple(map(_column, lines))


_EVERY = tuple(_sheets())
SHEETS = {name: columns for name, _, columns in _EVERY}
ITEMS = {item.name: item for item in map(_column, prompts.ITEMS.strip().split("\n"))}
# A list beside the workbook has the columns of that sheet.
LISTED = {w.QUOTE_LIST: w.QUOTES}
# The sheets of every study stand first, the others behind them.
FIRST_SHEETS = tuple(name for name, mark, _ in _EVERY if mark == "*")
# Sheets that came later: an older workbook without them is still right.
OPTIONAL_SHEETS = tuple(name for name, mark, _ in _EVERY if mark == "?")
