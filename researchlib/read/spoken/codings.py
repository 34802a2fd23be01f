"""Every coder's labels, from Word comments and from 摘录表, placed on the sealed masters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.read.files.guard import read_tables
from researchlib.read.spoken import say
from researchlib.read.spoken.comments import Coding, collect_file, labels_in, nearest_line
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows, head_of, whole


@dataclass(frozen=True)
class Settled:
    """What was agreed on where coders differed: whether the label stands, and why."""

    document: str
    line: int
    label: str
    stands: bool
    reason: str


@dataclass(frozen=True)
class Codings:
    """All labels in place, what was agreed on, and what could not be placed, in words."""

    found: tuple[Coding, ...]
    settled: tuple[Settled, ...]
    failed: tuple[str, ...]


def read_masters(study: Study) -> dict[str, list[str]]:
    """The sealed masters, as lines. Raises DataProblem where there are none, or one has changed
    since it was sealed."""
    found = {}
    for path in sorted((study.paths.interviews / "masters").glob("*.txt")):
        study.check_seal(path)
        found[path.stem] = path.read_bytes().decode("utf-8").rstrip("\n").split("\n")
    if not found:
        raise say.no_masters()
    return found


def read_times(study: Study, document: str, lines: int) -> list[str]:
    """When each line of a master was said, as its transcript had it; empty where it had not."""
    path = study.paths.interviews / "masters" / f"{document}.times"
    times = path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else []
    return times if len(times) == lines else [""] * lines


def read_codings(study: Study, masters: Mapping[str, Sequence[str]]) -> Codings:
    """The labels of every coder's folder; unknown ones are told with the nearest known one."""
    codings: list[Coding] = []
    failed: list[str] = []
    for path, coding in _all(study, masters, failed):
        if coding.label in study.labels:
            codings.append(coding)
        else:
            failed.append(
                say.in_file(
                    path.parent.name,
                    path.name,
                    say.unknown_label(coding.label, list(study.labels)),
                )
            )
    settled = _settled(study, failed)
    return Codings(tuple(dict.fromkeys(codings)), settled, tuple(failed))


def _all(
    study: Study,
    masters: Mapping[str, Sequence[str]],
    failed: list[str],
) -> Iterator[tuple[Path, Coding]]:
    for path in sorted((study.paths.interviews / "coding").glob("*/*")):
        coder = path.parent.name
        if path.name.startswith(("~$", ".")):
            continue
        study.check_seal(path)
        if path.suffix.lower() == ".docx" and path.stem in masters:
            collected = collect_file(path, masters[path.stem])
            failed += [say.in_file(coder, path.name, reason) for reason in collected.failed]
            yield from ((path, coding) for coding in collected.codings)
        elif path.suffix.lower() == ".xlsx":
            for coding, reason in _excerpts(path, coder, masters):
                if coding is None:
                    failed.append(say.in_file(coder, path.name, reason))
                else:
                    yield path, coding
        else:
            failed.append(say.in_file(coder, path.name, say.NO_MASTER_OF_THAT_NAME))


def _excerpts(
    path: Path,
    coder: str,
    masters: Mapping[str, Sequence[str]],
) -> Iterator[tuple[Coding | None, str]]:
    """摘录表: a row a piece, with document, line, words and labels."""
    for number, row in _rows(path):
        quote, document = row.get(w.ORIGINAL, "").strip(), row.get(w.DOCUMENT, "").strip()
        line = whole(row.get(say.LINE, ""))
        place = (
            nearest_line(quote, int(line) - 1 if line.isdecimal() else 0, masters.get(document, ()))
            if quote
            else None
        )
        if place is None:
            yield None, say.excerpt_not_placed(number, document, quote)
            continue
        at, start = place
        memo = row.get(say.MEMO, "").strip()
        for label, more in labels_in(row.get(w.LABEL, "")):
            made = Coding(
                document, at + 1, start, start + len(quote), quote, label, coder, more or memo
            )
            yield made, ""


def _settled(study: Study, failed: list[str]) -> tuple[Settled, ...]:
    """归类分歧.xlsx as the group filled it in; empty rows are still open."""
    settled = []
    path = study.paths.interviews / f"{say.SETTLE_NAME}.xlsx"
    if not path.is_file():
        return ()
    study.check_seal(path)
    for number, row in _rows(path):
        verdict = row.get(say.SETTLE_HEAD[6], "").strip()
        if verdict and verdict not in say.SETTLED:
            failed.append(say.bad_settlement(number, verdict))
        elif verdict:
            settled.append(
                Settled(
                    row[w.DOCUMENT],
                    int(whole(row[say.LINE])),
                    row[w.LABEL],
                    verdict == say.SETTLED[0],
                    row.get(say.REASON, ""),
                )
            )
    return tuple(settled)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    grid = read_tables(path).grids[0].rows
    head = head_of(grid)
    missing = [name for name in (w.DOCUMENT, say.LINE, w.ORIGINAL, w.LABEL) if name not in head]
    if missing:
        raise say.columns_missing(path, missing)
    yield from filled_rows(grid)
