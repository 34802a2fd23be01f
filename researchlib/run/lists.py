"""Lists that the program makes and people write in: made anew, with what they wrote."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from researchlib.read.lists import read_list
from researchlib.store.files import write_atomic
from researchlib.store.merge import marked, merged
from researchlib.store.xlsx import list_workbook
from researchlib.study.place import EARLIER

_OWN_WIDTH = 20


def renewed_list(
    path: Path,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    *,
    key: Sequence[str],
    typed: Sequence[str],
    otherwise: Sequence[Sequence[str]] = (),
    ended: Mapping[str, str] = MappingProxyType({}),
    prompts: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The list at `path` with these rows: `columns` are heads and widths, `typed` those that
    people fill in. What they wrote is kept, found by `key`, or `otherwise`; the earlier file goes
    to earlier/ first. A column of `prompts` says what it means when one clicks into it."""
    listed = marked([head for head, _ in columns], rows, typed)
    before = read_list(path)
    if before is not None:
        data = path.read_bytes()
        listed = merged(listed, before, (key, *otherwise), typed, ended)
        write_atomic(path.parent / EARLIER / path.name, data)
    widths = [dict(columns).get(head, _OWN_WIDTH) for head in listed.head[:-1]]
    return list_workbook(name, listed.head, (*widths, 0), listed.rows, prompts)
