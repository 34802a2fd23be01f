"""What opens a turn on one line: the ways in which people and machines write a speaker."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from researchlib.terms import speakers as s
from researchlib.terms.speakers import Sure
from researchlib.terms.text import visible


@dataclass(frozen=True)
class Line:
    """One line of a file, or one row of a table in it; `time` from a line of its own above."""

    number: int
    cells: tuple[str, ...]
    time: str = ""

    @property
    def text(self) -> str:
        return ("：" if self.is_meta else " ").join(self.cells).strip()

    @property
    def is_meta(self) -> bool:
        """时间 | 2026年6月3日: a table's row about the talk, no part of it."""
        named = any(s.SPOKEN_HEADS.fullmatch(s.key_of(cell)) for cell in self.cells)
        return len(self.cells) > 1 and is_meta(self.cells[0]) and not named


@dataclass(frozen=True)
class Head:
    """A label as written, without its clock and what was done meanwhile; and the words behind."""

    speaker: str
    time: str = ""
    words: str = ""


@dataclass(frozen=True)
class Beforehand:
    """What is known of labels beforehand: the keys of the roster, and beginnings with a colon
    that were told to be words."""

    roster: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def sure(self, label: str) -> Sure:
        return Sure.WORDS if s.key_of(label) in self.words else s.how_sure(label, self.roster)

    def is_person(self, label: str) -> bool:
        return self.sure(label) >= Sure.PERSON

    def is_firm(self, label: str) -> bool:
        return s.key_of(label) not in self.words and s.is_firm(label, self.roster)


NOTHING = Beforehand()
Form = Callable[[str, Beforehand], Head | None]

_C = s.CLOCK.pattern
_TAIL = rf"((?:\s*(?:{_C}|{s.BRACKETED}))*)"
_COLON = re.compile(rf"{s.LEAD}({_C})?\s*({s.LABEL}){_TAIL}\s*{s.COLON}\s*(.*)")
_CLOCKED = re.compile(
    rf"{s.LEAD}(?:({s.LABEL}){_TAIL}|(?:{_C})\s*({s.LABEL})((?:{s.BRACKETED})?))\s*{s.COLON}?"
)
_BRACKET = re.compile(
    rf"{s.LEAD}({_C})?\s*[【\[〔<《「（(]\s*({s.LABEL}){_TAIL}\s*[】\]〕>》」）)]\s*({_C})?\s*{s.COLON}?\s*(.*)"
)
_BEFORE = re.compile(rf"{s.LEAD}({_C})?\s*")
GAP = re.compile(r"\s*[|｜/]\s*|\s*[—–-]+>?\s*|[\s　]+")
_ALONE = re.compile(rf"{s.LEAD}({s.LABEL}(?:{s.BRACKETED})?)")
PREFIX = re.compile(rf"([^：:﹕∶。！？；]{{1,40}}?){s.COLON}")
_REACH = 60


def is_meta(label: str) -> bool:
    return s.META.fullmatch(s.key_of(s.bare(label))) is not None


def plain(cell: str, cue: bool = False) -> str:
    """A cell without what nobody sees and stars of Markdown; in subtitles without tags."""
    text = visible(cell).replace("**", "").replace("__", "").replace("　", " ").strip()
    text = re.sub(r"<v(?:\.\w+)?\s+([^>]+)>", r"\1：", text)
    return re.sub(r"</?[a-z][^>]*>", "", text).strip() if cue else text


def _head(label: str, tail: str = "", clock: str = "", words: str = "") -> Head:
    return Head(
        s.without_doing(label + s.CLOCK.sub("", tail)), s.clock_in(clock or tail), words.strip()
    )


def colon(text: str, known: Beforehand) -> Head | None:
    """姓名：话, a clock before or behind the name perhaps."""
    found = _COLON.fullmatch(text)
    if not found:
        return None
    before, label, tail, words = found.groups()
    inside = re.search(r"\s\d{2}$", label) and re.match(r"\d{2}(?:$|[\s:：.])", words)
    return None if inside else _head(label, tail, before, words)  # the colon of a clock


def clocked(text: str, known: Beforehand) -> Head | None:
    """A label and a clock with nothing else on the line."""
    found = _CLOCKED.fullmatch(text) if s.CLOCK.search(text) else None
    return _head(found[1] or found[3], found[2] or found[4] or "", text) if found else None


def bracketed(text: str, known: Beforehand) -> Head | None:
    """【姓名】话."""
    found = _BRACKET.fullmatch(text)
    if not found:
        return None
    before, label, tail, behind, words = found.groups()
    return _head(label, tail, before or behind, words)


def gapped(text: str, known: Beforehand) -> Head | None:
    """A label, then a gap and words: the longest beginning that is a speaker."""
    lead = _BEFORE.match(text)
    rest = text[lead.end() :] if lead else text
    best = None
    for gap in GAP.finditer(rest[:_REACH]):
        label = s.CLOCK.sub("", rest[: gap.start()]).strip()
        clock = re.match(_C, rest[gap.end() :])
        words = rest[gap.end() + (clock.end() if clock else 0) :]
        if label and words.strip() and s.is_label(label) and known.is_person(label):
            best = _head(label, "", text[: -len(words)], words)
    return best


def alone(text: str, known: Beforehand) -> Head | None:
    """A speaker on a line of its own."""
    found = _ALONE.fullmatch(text)
    return _head(found[1]) if found and known.is_person(found[1]) else None


FORMS: tuple[Form, ...] = (colon, clocked, bracketed, gapped, alone)


def is_head(text: str) -> bool:
    """Whether a line alone looks like somebody's words: 薛宝琴：八年了。"""
    head = colon(plain(text), NOTHING)
    return head is not None and NOTHING.is_person(head.speaker)
