"""`researchlib interviews`: masters from transcripts, copies to coders, their labels back."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from researchlib.estimate.agreement import Agreement, agreement
from researchlib.protect.files import write_together
from researchlib.read.comments import Coded, collect_file
from researchlib.read.transcripts import Transcript, read_transcript
from researchlib.run.listing import list_workbook
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.identity import mask
from researchlib.terms.messages import interviews as say

_FOLDER, _ENDINGS = "interviews", (".txt", ".md", ".docx")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Coding:
    """One coder's label on one piece of one document."""

    document: str
    coder: str
    coded: Coded


def issue(study: Study, coders: Sequence[str], tell: Tell) -> int:
    """Write the masters, and a copy of each for every coder; copies that exist are kept.

    Speakers stand under their 代称, identities in their words are masked. Raises DataProblem
    where a master that was issued would change.
    """
    folder = study.folder / _FOLDER
    found = sorted(p for p in (folder / "transcripts").glob("*") if p.suffix in _ENDINGS
                   and not p.name.startswith(("~$", ".")))
    if not found:
        raise say.no_masters()
    files: dict[Path, bytes] = {}
    for path in found:
        transcript = read_transcript(path)
        if transcript.unsplit:
            tell(say.unsplit(path.stem, [n for n, _ in transcript.unsplit]))
        lines = master_lines(study, transcript, tell)
        master = folder / "masters" / f"{path.stem}.txt"
        text = ("\n".join(lines) + "\n").encode()
        if master.is_file() and master.read_bytes() != text:
            raise say.master_changed(path.stem)
        files[master] = text
        for coder in coders:
            copy = folder / "coding" / coder / f"{path.stem}.docx"
            if not copy.is_file():
                files[copy] = _copy(path.stem, lines)
    write_together(files)
    return sum(path.suffix == ".docx" for path in files)


def master_lines(study: Study, transcript: Transcript, tell: Tell) -> list[str]:
    """One turn a line, names replaced by 代称, patterned identities masked."""
    called = {name: p.pseudonym for p in study.people for name in (p.name, *p.aliases)}
    called |= {p.pseudonym: p.pseudonym for p in study.people}
    for speaker in transcript.speakers:
        if called and speaker not in called:
            tell(say.stranger(transcript.document, speaker))
    lines = []
    for turn in transcript.turns:
        words = turn.text
        for name in sorted(called, key=len, reverse=True):
            words = words.replace(name, called[name])
        lines.append(w.TURN_LINE.format(called.get(turn.speaker, turn.speaker),
                                        mask(words, study.roster, study.allowed)))
    return lines


def _copy(document: str, lines: Sequence[str]) -> bytes:
    """The master as a Word file: a heading, how to code, then a paragraph a turn."""
    from docx import Document

    made = Document()
    made.core_properties.author = ""
    made.add_heading(document, 1)
    made.add_paragraph(say.GUIDE)
    for line in lines:
        made.add_paragraph(line)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def collect(study: Study, tell: Tell) -> list[Coding]:
    """Every coder's labels in place; what is not known or not placed is told, never added."""
    folder = study.folder / _FOLDER
    masters = read_masters(study)
    found: list[Coding] = []
    for path in sorted((folder / "coding").glob("*/*.docx")):
        if path.name.startswith(("~$", ".")) or path.stem not in masters:
            continue
        made = collect_file(path, masters[path.stem])
        for failed in made.failed:
            tell(say.in_file(path.parent.name, path.name, failed))
        for coded in made.coded:
            if coded.label in study.labels:
                found.append(Coding(path.stem, path.parent.name, coded))
            else:
                tell(say.in_file(path.parent.name, path.name,
                                 say.unknown_label(coded.label, list(study.labels))))
    rows = [(c.document, str(c.coded.line), str(c.coded.start), str(c.coded.end), c.coded.quote,
             c.coded.label, c.coder, c.coded.memo) for c in found]
    write_together({folder / f"{say.TABLE_NAME}.xlsx": list_workbook(
        say.TABLE_NAME, say.TABLE_HEAD, (16, 6, 6, 6, 50, 16, 12, 30), rows)})
    return found


def read_masters(study: Study) -> dict[str, list[str]]:
    """The sealed masters, as lines."""
    folder = study.folder / _FOLDER / "masters"
    found = {p.stem: p.read_text(encoding="utf-8").rstrip("\n").split("\n")
             for p in sorted(folder.glob("*.txt"))}
    if not found:
        raise say.no_masters()
    return found


def agree(codings: Sequence[Coding], masters: Mapping[str, Sequence[str]]) -> list[Agreement]:
    """Agreement turn by turn, for every label, among the coders of each document."""
    coders = sorted({c.coder for c in codings})
    labels = sorted({c.coded.label for c in codings})
    grids: dict[str, list[np.ndarray]] = {label: [] for label in labels}
    for document, lines in masters.items():
        here = {c.coder for c in codings if c.document == document}
        for label in labels:
            grid = np.full((len(lines), len(coders)), np.nan)
            grid[:, [coders.index(c) for c in here]] = 0
            for c in codings:
                if c.document == document and c.coded.label == label:
                    grid[c.coded.line - 1, coders.index(c.coder)] = 1
            grids[label].append(grid)
    return agreement({label: np.vstack(parts) for label, parts in grids.items()})


def disagreements(
    codings: Sequence[Coding], masters: Mapping[str, Sequence[str]],
) -> list[tuple[str, ...]]:
    """Turns on which coders differ about a label: who used it, who did not, room to settle."""
    rows = []
    for document, lines in masters.items():
        here = sorted({c.coder for c in codings if c.document == document})
        by_place: dict[tuple[int, str], set[str]] = {}
        for c in codings:
            if c.document == document:
                by_place.setdefault((c.coded.line, c.coded.label), set()).add(c.coder)
        for (line, label), users in sorted(by_place.items()):
            others = [c for c in here if c not in users]
            if others:
                rows.append((document, str(line), lines[line - 1], label,
                             w.LIST_MARK.join(sorted(users)), w.LIST_MARK.join(others), "", ""))
    return rows


def settle_list(study: Study, rows: Sequence[tuple[str, ...]]) -> str:
    """归类分歧.xlsx, to be filled in together; returns its name."""
    path = study.folder / _FOLDER / f"{say.SETTLE_NAME}.xlsx"
    write_together({path: list_workbook(
        say.SETTLE_NAME, say.SETTLE_HEAD, (16, 6, 50, 16, 14, 14, 16, 30), rows)})
    return path.name
