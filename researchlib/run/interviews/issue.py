"""`researchlib interviews proof` and `issue`: who speaks, then masters and copies for coders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from researchlib.clean.questionnaires import clean_answers
from researchlib.clean.speaking import proofread, read_spoken, spoken_lines, who_speaks
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.align import Aligned
from researchlib.read.spoken.codings import read_masters
from researchlib.read.spoken.comments import read_comments
from researchlib.read.spoken.transcripts import ENDINGS, Transcript
from researchlib.run.interviews import say
from researchlib.run.interviews.speakers import speaker_files
from researchlib.run.ticks import turn_sheet
from researchlib.store.files import write_atomic, write_together
from researchlib.store.package import saved
from researchlib.store.xlsx import list_workbook
from researchlib.study.place import EARLIER
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import visible

_NOTHING = ("", w.BLANK, w.SKIPPED)
Tell = Callable[[str], None]


def open_answers(study: Study) -> list[str]:
    """The open answers of every questionnaire as transcripts, a turn an answer, to be coded like
    the interviews; returns the names of the documents."""
    files: dict[Path, bytes] = {}
    for source, book in study.codebooks.items():
        asked = [q.variable for q in book if q.kind is w.Kind.OPEN and not q.short == w.OTHER]
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


@dataclass(frozen=True)
class Mark:
    """A comment to be carried: from a character of one line to a character of another."""

    first: int
    start: int
    last: int
    end: int
    text: str


def proof(study: Study) -> int:
    """Write 谁在说话, and a 校对稿 of every transcript: what was heard, what it will become, what
    is in doubt. Raises DataProblem, when the others are written, for those that cannot be read."""
    transcripts, failed = _read(study)
    files = speaker_files(study, transcripts, who_speaks(study, transcripts), failed)
    files |= {
        study.paths.interviews / w.PROOF / f"{transcript.document}.xlsx": list_workbook(
            w.PROOF, say.PROOF_HEAD, (6, 10, 14, 12, 70, 24, 70), proofread(study, transcript)
        )
        for transcript in transcripts
    }
    write_together(files)
    if failed:
        raise say.problem("not_all", failed)
    return len(transcripts)


def _read(study: Study) -> tuple[list[Transcript], list[str]]:
    """The transcripts, and in words those that cannot be read: one stops itself only."""
    found = sorted(
        p
        for p in (study.paths.interviews / "transcripts").glob("*")
        if p.suffix.lower() in ENDINGS and not p.name.startswith(("~$", "."))
    )
    if not found:
        raise say_spoken.problem("no_masters")
    study.check_seal(*found)
    transcripts, failed = [], []
    twice = {p.stem for p in found if sum(q.stem == p.stem for q in found) > 1}
    if twice:
        raise say.problem("two_of_one_name", sorted(twice))
    for path in found:
        try:
            transcripts.append(read_spoken(study, path))
        except DataProblem as problem:
            failed.append(str(problem))
    return transcripts, failed


def issue(study: Study, coders: Sequence[str], tell: Tell) -> int:
    """Write the masters, and a copy of each for every coder; returns how many copies.

    Speakers stand under their 代称, identities in their words are masked. Nothing is written but
    谁在说话 as long as a speaker of any document is not known. Where a transcript was corrected,
    copies that nobody worked on are replaced; the comments of the others are carried over, and
    the copies as they were go to earlier/. Raises DataProblem for a sealed master that would
    change, and, when the others are written, for transcripts that cannot be read.
    """
    transcripts, failed = _read(study)
    speakers = who_speaks(study, transcripts)
    files = speaker_files(study, transcripts, speakers, failed)
    unknown = [one for one in speakers if one.problem]
    if unknown:
        write_together(files)
        raise say.problem(
            "not_clean", [say.unclear(one.document, one.label, one.problem) for one in unknown]
        )
    if not study.labels:
        tell(say.NO_LABELS_YET)
    copies = 0
    for transcript in transcripts:
        if transcript.unsplit:
            tell(say.unsplit(transcript.document, [n for n, _ in transcript.unsplit]))
        made = _documents(study, transcript, coders, tell)
        copies += sum(path.suffix == ".docx" and EARLIER not in path.parts for path in made)
        files |= made
    write_together(files)
    masters = read_masters(study)
    folder = study.paths.interviews / "coding"
    for coder in dict.fromkeys((*coders, *(path.name for path in folder.glob("*/")))):
        sheet = folder / coder / w.CODING_SHEET
        if sheet.relative_to(study.folder).as_posix() not in study.sealed:
            write_atomic(sheet, turn_sheet(sheet, masters, study.labels))
    if failed:
        raise say.problem("not_all", failed)
    return copies


def _documents(
    study: Study, transcript: Transcript, coders: Sequence[str], tell: Tell
) -> dict[Path, bytes]:
    """The master of one transcript with its times, and the copies that are to be written."""
    folder, name = study.paths.interviews, transcript.document
    spoken = spoken_lines(study, transcript)
    lines = [w.TURN_LINE.format(line.speaker, line.words) for line in spoken]
    times = [line.time for line in spoken]
    master = folder / "masters" / f"{name}.txt"
    files = {master: _text(lines)}
    if any(times):
        files[master.with_suffix(".times")] = _text(times)
    issued = _lines(master) if master.is_file() else lines
    changed = _seen(issued) != _seen(lines)
    if changed and master.relative_to(study.folder).as_posix() in study.sealed:
        raise say.problem("sealed_master", name)
    if not changed:
        files[master] = _text(issued)
        lines = issued
    else:
        files[folder / EARLIER / "masters" / master.name] = master.read_bytes()
    there = {path.parent.name for path in (folder / "coding").glob(f"*/{name}.docx")}
    for coder in dict.fromkeys((*coders, *sorted(there))):
        copy = folder / "coding" / coder / f"{name}.docx"
        if not copy.is_file():
            files[copy] = copy_of(name, lines)
        elif changed:
            marks, lost = _carried(copy, lines)
            files[folder / EARLIER / "coding" / coder / copy.name] = copy.read_bytes()
            files[copy] = copy_of(name, lines, marks)
            if marks or lost:
                tell(say.carried(coder, name, len(marks), lost))
    return files


def _carried(copy: Path, lines: Sequence[str]) -> tuple[list[Mark], list[str]]:
    """The comments of a copy on the lines of the new master, and those without a place there."""
    paragraphs, comments, lost = read_comments(copy)
    aligned = Aligned(paragraphs, lines)
    marks = []
    for comment in comments:
        pieces = aligned.places(
            comment.paragraph, comment.start, comment.end_paragraph, comment.end
        )
        if pieces:
            first, last = pieces[0], pieces[-1]
            marks.append(Mark(first[0], first[1], last[0], last[2], comment.text))
        else:
            lost.append(say_spoken.not_placed(comment.quote, comment.text))
    return marks, lost


def _text(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8").rstrip("\n").split("\n")


def _seen(lines: Sequence[str]) -> str:
    """What a reader sees of it: blanks and invisible characters are no change of a master."""
    return "".join(visible("".join(lines)).split())


def copy_of(document: str, lines: Sequence[str], marks: Sequence[Mark] = ()) -> bytes:
    """The master as a Word file: a heading, how to code, a paragraph a turn, and comments."""
    from docx import Document

    made = Document()
    made.core_properties.author = ""
    made.add_heading(document, 1)
    made.add_paragraph(say.GUIDE)
    runs: dict[tuple[int, int], Any] = {}
    ends: dict[tuple[int, int], Any] = {}
    for number, line in enumerate(lines):
        cuts = {0, len(line)}
        cuts |= {m.start for m in marks if m.first == number}
        cuts |= {m.end for m in marks if m.last == number}
        paragraph, places = made.add_paragraph(), sorted(cuts)
        for start, end in zip(places, places[1:], strict=False):
            runs[number, start] = ends[number, end] = paragraph.add_run(line[start:end])
    for mark in marks:
        span = [runs[mark.first, mark.start], ends[mark.last, mark.end]]
        made.add_comment(span, mark.text, author="", initials="")
    return saved(made)
