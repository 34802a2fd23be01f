"""The questionnaire itself, as 问卷星 writes or prints it: all options, in their order."""

import re
from dataclasses import dataclass
from pathlib import Path

from researchlib.read.exports import say
from researchlib.read.exports.headers import normal
from researchlib.read.files.csvfile import decode
from researchlib.store.word import W, text_of, word_body
from researchlib.terms import words as w

_QUESTION = re.compile(r"^\s*(\d+)\s*[、.．]\s*(.+?)\s*[*＊]?\s*[\[【](.{2,8})[\]】]\s*[*＊]?\s*$")
_BULLET = re.compile(r"^[\s○□●■☐◯〇\-·]*(?:[A-Z][.、．]\s*)?")
_OPTIONAL = re.compile(w.OPTIONAL_MARK)


@dataclass(frozen=True)
class FormQuestion:
    """One question of the form: its type, the rows of a matrix, options in printed order."""

    number: str
    text: str
    kind: w.Kind
    rows: tuple[str, ...]
    choices: tuple[str, ...]


def read_form(path: Path) -> list[FormQuestion]:
    """The questions of a .txt (the platform's text form) or .docx (its printed form)."""
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        lines = [line for p in word_body(path).findall(f"{W}p") for line in text_of(p).split("\n")]
    else:
        lines = decode(path, data)[0].splitlines()
    questions = parse_form(lines)
    if not questions:
        raise say.problem("no_questions", path)
    return questions


def parse_form(lines: list[str]) -> list[FormQuestion]:
    """Lines to questions; a line that belongs to none (title, remarks) is passed over."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in lines:
        match = _QUESTION.match(line)
        if match and match[3] in w.FORM_TAGS:
            found.append((match, []))
        elif found and line.strip():
            found[-1][1].append(line.strip())
        elif found and not line.strip() and found[-1][1]:
            found[-1][1].append("")
    return [_question(match, body) for match, body in found]


def _question(match: re.Match[str], body: list[str]) -> FormQuestion:
    kind = w.FORM_TAGS[match[3]]
    body = body[: body.index("")] if "" in body else body
    text = _OPTIONAL.sub("", match[2]).strip()
    if w.FORM_ROWS in body and w.FORM_COLUMNS in body:
        split = body.index(w.FORM_COLUMNS)
        rows = tuple(_plain(line) for line in body[body.index(w.FORM_ROWS) + 1 : split])
        return FormQuestion(match[1], text, kind, rows, tuple(map(_plain, body[split + 1 :])))
    span = re.fullmatch(r"(\d+)\s*~\s*(\d+)", body[0]) if len(body) == 1 else None
    if span:
        steps = tuple(str(k) for k in range(int(span[1]), int(span[2]) + 1))
        return FormQuestion(match[1], text, kind, (), steps)
    open_kinds = (w.Kind.OPEN, w.Kind.NUMBER)
    return FormQuestion(
        match[1], text, kind, (), () if kind in open_kinds else tuple(map(_plain, body))
    )


def _plain(line: str) -> str:
    return _BULLET.sub("", line).strip()


def form_question(form: list[FormQuestion], text: str) -> FormQuestion | None:
    """The question of the form with that wording, if there is exactly one."""
    same = [q for q in form if normal(q.text) == normal(text)]
    return same[0] if len(same) == 1 else None
