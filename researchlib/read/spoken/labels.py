"""What people write to label a piece: labels that are known, with a remark behind each."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from researchlib.terms import words as w
from researchlib.terms.text import visible

_APART = ";；、，,/／|+＋#＃\n\r\t\v"
_STRAY = " \u3000.。·…!！?？\"'“”‘’「」『』《》【】[]"
_LEADS = " \u3000：:（(－—-\t"
_LEFT = re.compile(f"[{re.escape(_APART + _STRAY)}]*")
_CHUNK = re.compile(f"[^{re.escape(_APART)}]*")
_ENDS = re.compile(f"$|[{re.escape(_APART + _STRAY)}）)]")
_GLUED = re.compile(f"(?:{'|'.join(w.STANCES)})(?={_ENDS.pattern})")
_NOTE = re.compile(r"[^;；\n\r]*")
_CLOSING = ' \u3000。，,、.）)”"'

_NEAR = 0.6


@dataclass(frozen=True)
class Read:
    """Labels with their remarks, and what was not understood of the same words."""

    known: tuple[tuple[str, str], ...]
    strange: tuple[str, ...]


def labels_in(text: str, known: Collection[str]) -> Read:
    """The labels in a comment or a cell, the longest that fits first.

    Several stand apart by ; 、 , / + # or a line, or by a blank where each of them is known; stray
    marks around them do not count. Words behind a blank, ： or a bracket are a remark on the
    label before them. 相反 may follow without any mark.
    """
    text, found, strange = visible(text), [], []
    by_length = sorted(known, key=len, reverse=True)
    at = _after(_LEFT, text, 0)
    while at < len(text):
        label = _label_at(text, at, by_length)
        if not label:
            end = _after(_CHUNK, text, at)
            strange.append(text[at:end].strip(_STRAY))
        else:
            end = at + len(label)
            note, end = _remark(text, end, by_length)
            found.append((label, note))
            strange += [note] if _hides_a_label(note, known) else []
        at = _after(_LEFT, text, max(end, at + 1))
    return Read(tuple(dict.fromkeys(found)), tuple(filter(None, strange)))


def _hides_a_label(note: str, known: Collection[str]) -> bool:
    """Whether a remark may be a label that was meant: one among its words, or one misspelt."""
    told = note.split()
    if len(told) == 1:
        return note not in w.STANCES and bool(get_close_matches(note, known, 1, _NEAR))
    return bool(set(told) & set(known))


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _label_at(text: str, at: int, by_length: Collection[str]) -> str:
    """The label that stands there whole: behind it the words end, or a remark begins."""
    for label in by_length:
        if text.startswith(label, at):
            rest = text[at + len(label) :]
            if _ENDS.match(rest) or rest[0] in _LEADS or _GLUED.match(rest):
                return label
    return ""


def _remark(text: str, at: int, by_length: Collection[str]) -> tuple[str, int]:
    """The remark behind a label and where it ends: at ; or a line, or before the next label."""
    begins = text[at : at + 1]
    if not begins or (begins not in _LEADS and not _GLUED.match(text, at)):
        return "", at
    start = at + len(text[at:]) - len(text[at:].lstrip(_LEADS))
    if begins in " \u3000" and (start >= len(text) or text[start] in _APART + _STRAY):
        return "", start
    if begins in " \u3000\t" and _label_at(text, start, by_length):
        return "", start
    end = _after(_NOTE, text, start)
    for place in range(start, end):
        if text[place] in _APART and _label_at(text, _after(_LEFT, text, place), by_length):
            end = place
            break
    return text[start:end].strip(_CLOSING), end
