"""`researchlib interviews`: masters from transcripts, copies to coders, their labels back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from researchlib.clean.adjudicate import spots
from researchlib.clean.interviews import (
    Transcripts,
    master_lines,
    proofread,
    transcripts_of,
)
from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.spoken.themes import coder_agreement, framework
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.spoken.transcripts import read_transcript
from researchlib.run.interviews import say
from researchlib.run.interviews.settle import disagreements, settle_list
from researchlib.run.interviews.side_by_side import side_by_side
from researchlib.store.files import write_atomic, write_together
from researchlib.store.xlsx import list_workbook
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.text import visible
from researchlib.terms.words import Kind

_ENDINGS = (".txt", ".md", ".docx")
_NOTHING = ("", w.BLANK, w.SKIPPED)
_EXCERPT = (16, 6, 60, 24, 30)
Tell = Callable[[str], None]


def open_answers(study: Study) -> list[str]:
    """The open answers of every questionnaire as transcripts, a turn an answer, to be coded like
    the interviews; returns the names of the documents."""
    files: dict[Path, bytes] = {}
    for source, book in study.codebooks.items():
        asked = [q.variable for q in book if q.kind is Kind.OPEN and not q.short == w.OTHER]
        if not asked:
            continue
        answers = clean_answers(study, source)
        for variable in asked:
            told = [
                (row, str(text).strip())
                for row, text, known in zip(
                    answers.rows,
                    answers.frame[variable],
                    answers.frame[variable].notna(),
                    strict=True,
                )
                if known and str(text).strip() not in _NOTHING
            ]
            name = w.OPEN_DOCUMENT.format(f"{source}_{variable}")
            lines = (
                w.TURN_LINE.format(w.FORM_SPEAKER.format(row), text.replace("\n", " "))
                for row, text in sorted(told)
            )
            files[study.paths.interviews / "transcripts" / f"{name}.txt"] = (
                "\n".join(lines) + "\n"
            ).encode()
    write_together(files)
    return [path.stem for path in files]


def proof(study: Study) -> int:
    """Write a 校对稿 of every transcript: what was heard, what it will become, what is in doubt."""
    files = {}
    for path in _transcripts(study):
        rows = proofread(study, read_transcript(path))
        files[study.paths.interviews / w.PROOF / f"{path.stem}.xlsx"] = list_workbook(
            w.PROOF, say.PROOF_HEAD, (6, 10, 14, 12, 80, 24), rows
        )
    write_together(files)
    return len(files)


def _transcripts(study: Study) -> list[Path]:
    found = sorted(
        p
        for p in (study.paths.interviews / "transcripts").glob("*")
        if p.suffix.lower() in _ENDINGS and not p.name.startswith(("~$", "."))
    )
    if not found:
        raise say_spoken.no_masters()
    study.check_seal(*found)
    return found


def issue(study: Study, coders: Sequence[str], tell: Tell) -> int:
    """Write the masters, and a copy of each for every coder; copies that exist are kept.

    Speakers stand under their 代称, identities in their words are masked. Raises DataProblem
    where a master that was issued would change.
    """
    folder = study.paths.interviews
    files: dict[Path, bytes] = {}
    for path in _transcripts(study):
        transcript = read_transcript(path)
        if transcript.unsplit:
            tell(say.unsplit(path.stem, [n for n, _ in transcript.unsplit]))
        lines = master_lines(study, transcript, tell)
        master = folder / "masters" / f"{path.stem}.txt"
        text = "\n".join(lines) + "\n"
        if master.is_file():
            issued = master.read_text(encoding="utf-8")
            if _seen(issued) != _seen(text):
                raise say.master_changed(path.stem)
            text, lines = issued, issued.splitlines()
        files[master] = text.encode()
        for coder in coders:
            table = folder / "coding" / coder / f"{say.EXCERPTS}.xlsx"
            if not table.is_file():
                files[table] = list_workbook(say.EXCERPTS, say.EXCERPT_HEAD, _EXCERPT, ())
            copy = folder / "coding" / coder / f"{path.stem}.docx"
            if not copy.is_file():
                files[copy] = _copy(path.stem, lines)
    write_together(files)
    return sum(path.suffix == ".docx" for path in files)


def _seen(text: str) -> str:
    """What a reader sees of it: blanks and invisible characters are no change of a master."""
    return "".join(visible(text).split())


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


def collect(study: Study, tell: Tell) -> tuple[Transcripts, int]:
    """Every coder's labels in place, for the group: the whole table, the framework of speakers by
    label, the two-coloured comparison, and the list to settle (what was settled stays).

    What is not known or not placed is told. Returns the interviews as they now count, and on how
    many places coders differ.
    """
    folder = study.paths.interviews
    masters = read_masters(study)
    codings = read_codings(study, masters)
    for failed in codings.failed:
        tell(failed)
    rows = [tuple(map(str, astuple(coding))) for coding in codings.found]
    spoken = transcripts_of(study, masters, codings)
    matrix = framework(spoken)
    differing = disagreements(codings, masters)
    files = {
        f"{w.CODED_TABLE}.xlsx": list_workbook(
            w.CODED_TABLE, say.TABLE_HEAD, (16, 6, 6, 6, 50, 16, 12, 30), rows
        ),
        f"{w.FRAMEWORK}.xlsx": list_workbook(
            w.FRAMEWORK,
            (w.PSEUDONYM, *matrix.columns),
            [14] + [40] * len(matrix.columns),
            [(who, *row) for who, row in zip(matrix.index, matrix.to_numpy(), strict=True)],
        ),
        f"{w.SIDE_BY_SIDE}.html": side_by_side(study, masters, codings.found),
    }
    write_together({folder / name: data for name, data in files.items()})
    for spot in spots(codings):
        if spot.settled and spot.open:
            tell(say.side_open(*spot.key))
    settle = folder / f"{say_spoken.SETTLE_NAME}.xlsx"
    if f"{folder.name}/{settle.name}" in study.sealed:
        tell(say.sealed_as_it_is(settle.name))
    else:
        write_atomic(settle, settle_list(settle, differing))
    return spoken, len(differing)


def told(spoken: Transcripts, differing: int, folder: str) -> Iterator[str]:
    """What came back, how far the coders agree, and what is left to settle."""
    coders = sorted({coder for names in spoken.coders.values() for coder in names})
    yield say.collected(len(spoken.each), coders, folder)
    alone = {d: names[0] for d, names in spoken.coders.items() if len(names) == 1}
    unread = [d for d, names in spoken.coders.items() if not names]
    if alone or unread:
        yield say.coded_by_one(alone, unread)
    for one in coder_agreement(spoken) if len(coders) > 1 else ():
        if one.both is not None and one.positive is not None:
            yield say.agreed(one.label, one.n, one.both, one.both + one.apart, one.positive)
    if differing:
        yield say.to_settle(differing, spoken.open, folder)
