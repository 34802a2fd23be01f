"""Writes the demo's interviews: transcripts as they come, sealed masters, two coders' copies."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docx import Document
from spoken import (
    AGREED,
    CORRECTIONS,
    FORUM_PEOPLE,
    QUOTED,
    SPOKEN,
    VISITED,
)

from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.workbook import open_study
from researchlib.run.interviews import say as say_interviews
from researchlib.run.interviews.coding import disagreements
from researchlib.run.interviews.issue import issue
from researchlib.store.package import same_every_time
from researchlib.store.xlsx import list_workbook
from researchlib.terms import words as w

_PIECE = re.compile(r"\{([^:{}]+?)(-?)([甲乙]?):([^{}]+)\}")
_MOMENT = datetime(2024, 5, 22, 20)
CODERS = ("甲", "乙")


@dataclass(frozen=True)
class Piece:
    """Words that one or both coders mark."""

    label: str
    against: bool
    only: str
    words: str


def _turns(text: str) -> Iterator[tuple[str, str, list[Piece]]]:
    for line in text.strip().split("\n"):
        speaker, _, words = line.partition("|")
        pieces = [Piece(m[1], bool(m[2]), m[3], m[4]) for m in _PIECE.finditer(words)]
        yield speaker, _PIECE.sub(lambda m: m[4], words), pieces


def people_rows() -> list[dict[str, str]]:
    """访谈对象."""
    rows = [
        _person("主持人", "模拟人物01", "说话人1", "主持人", ""),
        _person("访谈人", "模拟人物00", "", "访谈人", ""),
    ]
    numbers: dict[str, int] = {}
    for number, (role, group) in FORUM_PEOPLE.items():
        numbers[role] = numbers.get(role, 0) + 1
        rows.append(
            _person(
                f"{role}{numbers[role]}", f"模拟人物{number:02}", f"说话人{number}", role, group
            )
        )
    return rows + [
        _person(called, f"模拟人物{number:02}", "", role, group)
        for number, (called, role, group) in VISITED.items()
    ]


def _person(called: str, name: str, alias: str, role: str, group: str) -> dict[str, str]:
    return {
        w.PSEUDONYM: called,
        w.PERSON_NAME: name,
        w.ALIASES: alias,
        w.ROLE: role,
        w.PERSON_GROUP: group,
        w.PERMITTED: w.Permission.QUOTE,
    }


def document_rows() -> list[dict[str, str]]:
    """访谈记录."""
    return [
        {
            w.DOCUMENT: name,
            w.OCCASION: occasion,
            w.RECORD: record,
            w.HELD_ON: day,
            w.CORRECTED_BY: "调研组",
        }
        for name, occasion, record, day, _ in SPOKEN
    ]


def correction_rows() -> list[dict[str, str]]:
    """校对表."""
    return [
        dict(zip((w.DOCUMENT, w.CORRECTS, w.HEARD, w.MEANT), row, strict=True))
        for row in CORRECTIONS
    ]


def spoken_quotes() -> list[dict[str, str]]:
    """原话: what may be quoted of the interviews, with its line in the master."""
    rows = []
    for document, start, allowed in QUOTED:
        told = next(text for name, *_, text in SPOKEN if name == document)
        found = [
            (number, piece)
            for number, (_, _, pieces) in enumerate(_merged(told), 1)
            for piece in pieces
            if piece.words.startswith(start)
        ]
        ((number, piece),) = found
        original = piece.words
        for _, _, heard, meant in CORRECTIONS:
            original = original.replace(heard, meant)
        rows.append(
            {
                w.SOURCE: document,
                w.VARIABLE: str(number),
                w.ORIGINAL: original,
                w.LABEL: piece.label,
                w.QUOTABLE: allowed,
                w.AROUND: w.YES if document == "座谈会" else w.NO,
                w.STANCE: w.AGAINST if piece.against else w.FOR,
                w.APPROVED_BY: "调研组",
                w.APPROVED_WHEN: "2024年5月22日",
            }
        )
    return rows


def _merged(text: str) -> list[tuple[str, str, list[Piece]]]:
    """Turns as the masters count them: those of one speaker in a row are one."""
    made: list[tuple[str, str, list[Piece]]] = []
    for speaker, words, pieces in _turns(text):
        speaker = next(
            (
                meant
                for _, what, heard, meant in CORRECTIONS
                if what == w.SPEAKER and heard == speaker
            ),
            speaker,
        )
        if made and made[-1][0] == speaker:
            made[-1] = (speaker, made[-1][1] + words, made[-1][2] + pieces)
        else:
            made.append((speaker, words, list(pieces)))
    return made


def write_interviews(folder: Path) -> None:
    """transcripts/ as they come, then masters, the two coders' Word files and what was agreed."""
    home = folder.parents[1]
    shutil.rmtree(folder / "interviews", ignore_errors=True)  # issued copies are never written over
    transcripts = folder / "interviews" / "transcripts"
    transcripts.mkdir(parents=True, exist_ok=True)
    for name, occasion, _, day, text in SPOKEN:
        if occasion == w.Occasion.FORUM:
            lines, second = [f"{name}录音转写", f"时间：{day}", ""], 0
            for speaker, words, _ in _turns(text):
                lines.append(f"[00:{second // 60:02}:{second % 60:02}] {speaker}：{words}")
                second += 4 + len(words) // 4
            body = "\n".join(lines) + "\n"
            (transcripts / f"{name}.txt").write_text(body, encoding="utf-8", newline="\n")
        else:
            _write_docx(transcripts / f"{name}.docx", [f"{s}：{t}" for s, t, _ in _turns(text)])
    study = open_study(folder.name, home)
    issue(study, CODERS, lambda told: None)
    masters = read_masters(study)
    for name, *_, text in SPOKEN:
        for coder in CODERS:
            path = folder / "interviews" / "coding" / coder / f"{name}.docx"
            _code(path, masters[name], _merged(text), coder)
    for table in (folder / "interviews" / "coding").glob(f"*/{say_interviews.EXCERPTS}.xlsx"):
        table.unlink()  # both coders used Word
    rows = [
        (*row[:6], *_agreed(row[2])) for row in disagreements(read_codings(study, masters), masters)
    ]
    (folder / "interviews" / f"{say_spoken.SETTLE_NAME}.xlsx").write_bytes(
        list_workbook(
            say_spoken.SETTLE_NAME, say_spoken.SETTLE_HEAD, (16, 6, 50, 16, 14, 14, 16, 30), rows
        )
    )


def _agreed(line: str) -> tuple[str, str]:
    return next((told for start, told in AGREED.items() if start in line), ("", ""))


def _code(
    path: Path,
    master: Sequence[str],
    turns: Sequence[tuple[str, str, list[Piece]]],
    coder: str,
) -> None:
    """The coder's comments, on exactly the marked words."""
    document = Document(str(path))
    first = next(k for k, p in enumerate(document.paragraphs) if p.text == master[0])
    for number, (_, _, pieces) in enumerate(turns):
        mine = [p for p in pieces if p.only in ("", coder)]
        if mine:
            _mark(document, document.paragraphs[first + number], mine, coder)
    packed = io.BytesIO()
    document.save(packed)
    path.write_bytes(same_every_time(packed.getvalue(), _MOMENT))


def _mark(document: object, paragraph: object, pieces: Sequence[Piece], coder: str) -> None:
    line = paragraph.text
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    end = 0
    for piece in pieces:
        words = piece.words
        for _, _, heard, meant in CORRECTIONS:
            words = words.replace(heard, meant)
        at = line.index(words, end)
        paragraph.add_run(line[end:at])
        marked = paragraph.add_run(words)
        label = f"{piece.label} {w.AGAINST}" if piece.against else piece.label
        document.add_comment(marked, label, author=f"归类人{coder}")
        end = at + len(words)
    paragraph.add_run(line[end:])


def _write_docx(path: Path, lines: Sequence[str]) -> None:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    path.write_bytes(same_every_time(packed.getvalue(), _MOMENT))
