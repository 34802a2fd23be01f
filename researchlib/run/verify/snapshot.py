"""What the last report was made from, kept in the group's own folder: what has changed since."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from researchlib.read.files.guard import is_data, read_tables
from researchlib.run.verify import say
from researchlib.store.files import write_together
from researchlib.study.place import Place

_MOST_CELLS = 5


def keep_inputs(place: Place, names: Iterable[str]) -> None:
    """Copies of workbook and raw files, each only where it is not there as it is now."""
    wanted = {(place.published / name): (place.data / name).read_bytes() for name in names}
    new = {
        path: data
        for path, data in wanted.items()
        if not path.is_file() or path.read_bytes() != data
    }
    if new:
        write_together(new)
    for path in sorted(place.published.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()


def changed_since(place: Place) -> Iterator[str]:
    """What is not as it was in the last report: cell, workbook row or file, a sentence each.

    Values are told: this is for the group alone.
    """
    kept, folder = place.published, place.data
    names = {p.relative_to(folder).as_posix() for p in place.raw()}
    before = {p.relative_to(kept).as_posix() for p in kept.rglob("*") if p.is_file()}
    if not before:
        yield say.NO_COPIES
        return
    for name in sorted(before | names):
        if name not in names:
            yield say.file_gone(name)
        elif name not in before:
            yield say.file_added(name)
        elif (kept / name).read_bytes() != (folder / name).read_bytes():
            yield from _inside(kept / name, folder / name, name)


def _inside(old: Path, new: Path, name: str) -> Iterator[str]:
    """The first changed cells of a table; of any other file, that it changed."""
    if not is_data(new):
        yield say.file_changed(name)
        return
    found = list(_cells(old, new))
    for sheet, row, column, was, now in found[:_MOST_CELLS]:
        yield say.cell_changed(name, sheet, row, column, was, now)
    if len(found) > _MOST_CELLS:
        yield say.more_cells(name, len(found) - _MOST_CELLS)
    if not found:
        yield say.file_changed(name)


def _cells(old: Path, new: Path) -> Iterator[tuple[str, int, str, str, str]]:
    """(sheet, row as Excel counts, column by its head, text then, text now)."""
    sheets = [{grid.name: _filled(grid.rows) for grid in _grids(path)} for path in (old, new)]
    for name in dict.fromkeys([*sheets[0], *sheets[1]]):
        was, now = (side.get(name, {}) for side in sheets)
        for row, column in sorted(set(was) | set(now)):
            if was.get((row, column), "") != now.get((row, column), ""):
                head = now.get((0, column), "") or was.get((0, column), "") or str(column + 1)
                yield (name, row + 1, head, was.get((row, column), ""), now.get((row, column), ""))


def _grids(path: Path) -> Any:
    return read_tables(path).grids


def _filled(rows: Any) -> dict[tuple[int, int], str]:
    return {(r, c): text for r, line in enumerate(rows) for c, text in enumerate(line) if text}
