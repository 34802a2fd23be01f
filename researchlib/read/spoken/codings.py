"""Every coder's labels, from Word comments, 归类表 and 摘录表, placed on the sealed masters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.read.files.guard import read_tables
from researchlib.read.lists import read_list
from researchlib.read.spoken import say
from researchlib.read.spoken.comments import (
    Cited,
    Coding,
    Collected,
    collect_file,
    nearest_line,
    read_comments,
)
from researchlib.read.spoken.labels import labels_in
from researchlib.read.spoken.sheet import is_sheet, read_sheet
from researchlib.study.place import EARLIER
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import filled_rows, fold, head_of, whole

Masters = Mapping[str, Sequence[str]]
_ALIKE = 0.5


@dataclass(frozen=True)
class Settled:
    """What was agreed on where coders differed: whether the label stands, why, the label that
    takes its place, and which side the speaker is on where that was in question."""

    document: str
    line: int
    label: str
    stands: bool
    reason: str
    instead: str = ""
    against: bool | None = None


@dataclass(frozen=True)
class Codings:
    """All labels in place, what was agreed on, and what could not be placed, in words.

    `looked` holds who went through which document; a copy without a mark is asked about and not
    in it. `cited` are the turns that somebody would quote.
    """

    found: tuple[Coding, ...]
    settled: tuple[Settled, ...]
    failed: tuple[str, ...]
    looked: frozenset[tuple[str, str]] = frozenset()
    cited: tuple[Cited, ...] = ()

    def coders(self, document: str) -> tuple[str, ...]:
        """Who looked at a document."""
        return tuple(sorted(coder for coder, name in self.looked if name == document))


def read_masters(study: Study) -> dict[str, list[str]]:
    """The sealed masters, as lines. Raises DataProblem where there are none, or one has changed
    since it was sealed."""
    found = {}
    for path in sorted((study.paths.interviews / "masters").glob("*.txt")):
        study.check_seal(path)
        found[path.stem] = path.read_bytes().decode("utf-8").rstrip("\n").split("\n")
    if not found:
        raise say.problem("no_masters")
    return found


def read_times(study: Study, document: str, lines: int) -> list[str]:
    """When each line of a master was said, as its transcript had it; empty where it had not."""
    path = study.paths.interviews / "masters" / f"{document}.times"
    times = path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else []
    return times if len(times) == lines else [""] * lines


def read_codings(study: Study, masters: Masters) -> Codings:
    """What every coder handed in, whatever the file is called; what is not understood is told."""
    codings: list[Coding] = []
    failed: list[str] = []
    looked: set[tuple[str, str]] = set()
    cited: list[Cited] = []
    unmarked: dict[tuple[str, str], str] = {}
    folder = study.paths.interviews / "coding"
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.name.startswith(("~$", ".")) or EARLIER in path.parts:
            continue
        study.check_seal(path)
        coder = path.relative_to(folder).parts[0] if path.parent != folder else ""
        try:
            read = list(_read(path, coder, masters, study)) if coder else [_stray(say.NO_CODER)]
        except DataProblem as problem:  # the others are read all the same
            read = [_stray(problem.found)]
        for one, document in read:
            codings += one.codings
            cited += one.cited
            failed += [say.in_file(coder, path.name, reason) for reason in one.failed]
            if one.looked and document:
                looked.add((coder, document))
            elif document:
                unmarked[coder, document] = path.name
    for (coder, document), name in unmarked.items():
        if (coder, document) not in looked:
            failed.append(say.in_file(coder, name, say.unmarked(document)))
    settled = _settled(study, masters, failed)
    return Codings(
        tuple(dict.fromkeys(codings)),
        settled,
        tuple(failed),
        frozenset(looked),
        tuple(dict.fromkeys(cited)),
    )


Part = tuple[Collected, str]


def _stray(reason: str) -> Part:
    return Collected((), (reason,), False), ""


def _read(path: Path, coder: str, masters: Masters, study: Study) -> Iterator[Part]:
    """What one file holds, document by document."""
    ending = path.suffix.lower()
    if ending == ".docx":
        document = _document_of(path, masters)
        if not document:
            yield _stray(say.NO_MASTER_OF_THAT_NAME)
            return
        lines = masters[document]
        yield (
            collect_file(path, lines, study.labels, document=document, coder=coder),
            document,
        )
    elif ending == ".xlsx":
        listed = read_list(path)
        if listed is not None and is_sheet(listed):
            yield from read_sheet(listed, coder, masters, study.labels)
        else:
            yield from _excerpts(path, coder, masters, study)
    else:
        yield _stray(say.NO_MASTER_OF_THAT_NAME)


def _document_of(path: Path, masters: Masters) -> str:
    """The document that a copy is of, whatever it is called: that whose lines it holds."""
    held = set(read_comments(path)[0])
    share = {name: sum(x in held for x in lines) / len(lines) for name, lines in masters.items()}
    best = max(share, key=share.__getitem__)
    return best if share[best] >= _ALIKE else path.stem if path.stem in masters else ""


def _excerpts(path: Path, coder: str, masters: Masters, study: Study) -> Iterator[Part]:
    """摘录表: a row a piece, with document, line, words and labels."""
    for number, row in _rows(path):
        quote, document = row.get(w.ORIGINAL, "").strip(), row.get(w.DOCUMENT, "").strip()
        line, told = whole(row.get(say.LINE, "")), row.get(w.LABEL, "")
        lines = masters.get(document, ())
        near = int(line) - 1 if line.isdecimal() else 0
        place = exact_place(row, lines) or (nearest_line(quote, near, lines) if quote else None)
        if place is None:
            yield _stray(say.excerpt_not_placed(number, document, quote))
            continue
        labels = labels_in(told, study.labels)
        if labels.strange:
            reason = say.not_understood(told, quote, labels.strange, study.labels)
            yield Collected((), (reason,)), document
            continue
        at, start = place
        memo = row.get(say.MEMO, "").strip()
        made = tuple(
            Coding(document, at + 1, start, start + len(quote), quote, label, coder, more or memo)
            for label, more in labels.known
        )
        yield Collected(made, (), bool(made)), document


def exact_place(row: Mapping[str, str], lines: Sequence[str]) -> tuple[int, int] | None:
    """Line and character of a row that another tool's project gave; its label is one, whole."""
    line, start = (whole(row.get(head, "")) for head in (say.LINE, say.START))
    if not (line.isdecimal() and start.isdecimal() and 0 < int(line) <= len(lines)):
        return None
    held = lines[int(line) - 1].startswith(row.get(w.ORIGINAL, "").strip(), int(start))
    return (int(line) - 1, int(start)) if held else None


def _settled(study: Study, masters: Masters, failed: list[str]) -> tuple[Settled, ...]:
    """归类分歧.xlsx as the group filled it in; empty rows are still open."""
    settled = []
    path = study.paths.interviews / f"{say.SETTLE_NAME}.xlsx"
    if not path.is_file():
        return ()
    study.check_seal(path)
    for number, row in _rows(path):
        verdict = row.get(say.SETTLE_HEAD[6], "").strip()
        line = whole(row.get(say.LINE, ""))
        if not verdict or not line.isdecimal():
            continue
        document, at = row.get(w.DOCUMENT, ""), int(line)
        lines, text = masters.get(document, ()), row.get(w.ORIGINAL, "")
        moved = nearest_line(text, at - 1, lines) if text else None
        if moved is not None:  # lines may have come above since
            at = moved[0] + 1
        read = _verdict(verdict, study)
        if read is None:
            failed.append(say.bad_settlement(number, verdict))
            continue
        stands, instead, against = read
        label, reason = row.get(w.LABEL, "").strip(), row.get(say.REASON, "")
        settled.append(Settled(document, at, label, stands, reason, instead, against))
    return tuple(settled)


def _verdict(text: str, study: Study) -> tuple[bool, str, bool | None] | None:
    """Whether a label stands, which takes its place, on which side: as people write it."""
    told = fold(text).strip(say.AROUND_VERDICT)
    named = told.startswith(say.INSTEAD)
    if named:
        told = told[len(next(m for m in say.INSTEAD if told.startswith(m))) :].strip(": ")
    side = next((s for s in w.STANCES if told.endswith(s)), "")
    plain = told.removesuffix(side).strip(say.AROUND_VERDICT) if side else told
    against = None if not side else side == w.AGAINST
    labels = {fold(label): label for label in study.labels}
    if named and plain.strip(say.QUOTING) in labels:
        return True, labels[plain.strip(say.QUOTING)], against
    if plain in say.USED or (side and not plain):
        return True, "", against
    return (False, "", None) if plain in say.NOT_USED and not side and not named else None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    grid = read_tables(path).grids[0].rows
    head = head_of(grid)
    missing = [name for name in (w.DOCUMENT, say.LINE, w.ORIGINAL, w.LABEL) if name not in head]
    if missing:
        raise say.problem("columns_missing", path, missing)
    yield from filled_rows(grid)
