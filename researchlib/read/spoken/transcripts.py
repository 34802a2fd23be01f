"""Transcripts as they come (text, Markdown, subtitles, Word) split into turns by speaker."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from researchlib.read.files.csvfile import decode
from researchlib.read.spoken import say
from researchlib.read.spoken.heads import Beforehand, Line, is_head
from researchlib.read.spoken.layouts import split_lines
from researchlib.read.spoken.tables import Turn, Unsure
from researchlib.store.word import W, text_of, word_body
from researchlib.terms.problem import DataProblem
from researchlib.terms.speakers import key_of
from researchlib.terms.text import unix

ENDINGS = (".txt", ".md", ".docx", ".srt", ".vtt")
_TABBED = 0.6


@dataclass(frozen=True)
class Transcript:
    """One document: its turns, and the lines that belong to no speaker."""

    document: str
    turns: tuple[Turn, ...]
    unsplit: tuple[tuple[int, str], ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.speaker for t in self.turns))


def read_transcript(
    path: Path,
    roster: Collection[str] = (),
    words: Collection[str] = (),
) -> Transcript:
    """Split a text, a Markdown, subtitle or Word file into turns.

    One layout is found for the whole file: 姓名：话, a speaker with a clock on a line of its own,
    names in brackets, on lines of their own or before a gap, subtitles, tables of speaker, time
    and words. `roster` are the names and aliases that are known; `words` beginnings with a colon
    that were told to be no speaker. Raises DataProblem for what is no text, where no speaker is
    marked, and where a line does not fit the layout of the others: then nothing is taken.
    """
    lines = lines_of(path)
    try:
        turns, unsplit = split_lines(lines, Beforehand(keys(roster), keys(words)))
    except Unsure as unsure:
        said = [say.line_said(*one) for one in unsure.misfits.items()]
        raise say.problem("unsure_speakers", path, said) from None
    if not turns:
        raise say.problem("no_speakers", path)
    return Transcript(path.stem, tuple(turns), tuple(unsplit))


def lines_of(path: Path) -> list[Line]:
    """The lines of a transcript, whatever kind of file it is."""
    if path.suffix.lower() == ".docx":
        return list(docx_lines(path))
    text, _ = decode(path, path.read_bytes())
    return text_lines(unix(text).split("\n"))


def has_speakers(path: Path) -> bool:
    """Whether somebody is marked as speaking, be it sure or not who."""
    try:
        lines = lines_of(path)
        return bool(split_lines(lines)[0])
    except Unsure:
        return len(lines) > 1
    except DataProblem:
        return False


def keys(labels: Collection[str]) -> frozenset[str]:
    return frozenset(filter(None, map(key_of, labels)))


def text_lines(lines: Sequence[str]) -> list[Line]:
    """The lines of a text; where most are cut alike by tabs or bars, the rows of a table."""
    for mark in ("\t", "|"):
        cut = [[cell.strip() for cell in line.strip(" |").split(mark)] for line in lines]
        widths = [len(cells) for cells, line in zip(cut, lines, strict=True) if line.strip()]
        most = max(set(widths), key=widths.count, default=0)
        if most > 1 and widths.count(most) >= _TABBED * len(widths):
            return [
                Line(number, tuple(cells))
                for number, cells in enumerate(cut, 1)
                if not all(re.fullmatch(":?-*:?", cell) for cell in cells)
            ]
    return [Line(number, (line,)) for number, line in enumerate(lines, 1)]


def docx_lines(path: Path) -> Iterator[Line]:
    """Paragraphs of a Word file in reading order, and rows of its tables; an interview inside one
    cell stands in lines."""
    number = 0
    for block in _blocks(word_body(path)):
        rows = [[block]] if block.tag == f"{W}p" else map(_cells, block.iter(f"{W}tr"))
        for row in rows:
            lines = [[line.strip() for line in _lines(cell)] for cell in row]
            talk = next((part for part in lines if sum(map(is_head, part)) > 1), None)
            if len(lines) == 1 or talk:
                for line in talk or lines[0]:
                    number += 1
                    yield Line(number, (line,))
            elif lines:
                number += 1
                yield Line(number, tuple(map("".join, lines)))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for block in parent:
        if block.tag in (f"{W}p", f"{W}tbl"):
            yield block
        elif block.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _blocks(block)


def _cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(f"{W}tc")


def _lines(block: etree._Element) -> list[str]:
    paragraphs = [block] if block.tag == f"{W}p" else block.iter(f"{W}p")
    return [line for paragraph in paragraphs for line in text_of(paragraph).split("\n")]
