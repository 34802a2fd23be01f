"""Transcripts as they come (text, Markdown, Word, speech-to-text) split into turns by speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from researchlib.read.files.csvfile import decode
from researchlib.read.spoken import say
from researchlib.store.word import W, text_of, word_body
from researchlib.terms import words as w
from researchlib.terms.text import visible


@dataclass(frozen=True)
class Turn:
    """One speaker's words without interruption; `line` counts as the file does."""

    line: int
    speaker: str
    text: str
    time: str = ""


@dataclass(frozen=True)
class Transcript:
    """One document: its turns, and the lines that belong to no speaker."""

    document: str
    turns: tuple[Turn, ...]
    unsplit: tuple[tuple[int, str], ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.speaker for t in self.turns))


def read_transcript(path: Path) -> Transcript:
    """Split a .txt, .md or .docx into turns.

    Understands 姓名：话, [00:03:12] 说话人1：话, numbered turns, a speaker with a time on a line of
    its own, and Word tables of speaker and words. Raises DataProblem for what is no text, and
    where no speaker is marked at all.
    """
    if path.suffix.lower() == ".docx":
        lines = docx_lines(path)
    else:
        text, _ = decode(path, path.read_bytes())
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    turns, unsplit = split_turns(lines)
    if not turns:
        raise say.no_speakers(path)
    return Transcript(path.stem, tuple(turns), tuple(unsplit))


def docx_lines(path: Path) -> list[str]:
    """Paragraphs of a Word file in reading order; a table row of two cells is speaker and words."""
    body = word_body(path)
    lines = []
    for block in body:
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                cells = [" ".join(text_of(c).split("\n")).strip() for c in row.findall(f"{W}tc")]
                filled = [c for c in cells if c][-2:]
                lines.append(w.TURN_LINE.format(*filled) if len(filled) > 1 else "".join(filled))
        elif block.tag == f"{W}p":
            lines += text_of(block).split("\n")
    return lines


def split_turns(lines: Sequence[str]) -> tuple[list[Turn], list[tuple[int, str]]]:
    """Turns, and the numbered lines before anybody speaks."""
    turns: list[Turn] = []
    unsplit: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, 1):
        line = visible(raw).strip()
        if not line:
            continue
        spoken, alone = w.TURN.fullmatch(line), w.SPEAKER_ALONE.fullmatch(line)
        heading = spoken and spoken[2].strip() in w.TRANSCRIPT_HEADS
        if spoken and not alone and not heading:
            turns.append(
                Turn(
                    number,
                    spoken[2].strip(),
                    spoken[4].strip(),
                    spoken[1] or spoken[3] or "",
                )
            )
        elif alone:
            turns.append(Turn(number, alone[1].strip(), "", alone[2]))
        elif turns and not heading:
            last = turns[-1]
            turns[-1] = Turn(last.line, last.speaker, f"{last.text}{line}", last.time)
        else:
            unsplit.append((number, line))
    return [t for t in turns if t.text], unsplit
