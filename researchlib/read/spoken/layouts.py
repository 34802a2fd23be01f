"""One layout a file: how its lines open a turn, found from the file's own habit and the roster,
and tested against every line. Where the test fails nothing is taken."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from researchlib.read.spoken import heads as h
from researchlib.read.spoken.heads import FORMS, NOTHING, Beforehand, Form, Head, Line
from researchlib.read.spoken.tables import Turn, alike, namesakes, stop, table_turns
from researchlib.terms import speakers as s
from researchlib.terms.speakers import Sure

_HABIT, _SHORT = 0.9, 8
_INNER = re.compile(rf"(?<=[。！？!?…”」])\s*(?=({s.LABEL})(?:{s.BRACKETED})?{s.COLON})")
_OF_CUES = re.compile(r"WEBVTT|NOTE\b|Kind:|Language:")


def split_lines(
    lines: Sequence[Line], known: Beforehand = NOTHING
) -> tuple[list[Turn], list[tuple[int, str]]]:
    """Turns, and the numbered lines that are nobody's words. Raises Unsure where a line does not
    fit the layout of the others."""
    lines = _clean(lines)
    turns, rest = table_turns(lines, known)
    if turns:
        stop(_other_forms(rest, known, ()))
        return turns, _aside(rest)
    lines = _one_a_line(lines, known)
    form = max(FORMS, key=lambda f: len(_heads(lines, f, known, Sure.PERSON)))
    start = _zone(lines, _heads(lines, form, known, Sure.ASK), known)
    turns, aside = _tested(lines[start:], form, known)
    return turns, _aside(lines[:start]) + aside


def _aside(lines: Iterable[Line]) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in lines]


def _clean(lines: Sequence[Line]) -> list[Line]:
    """Without what nobody says: blank lines, stars of Markdown, rulers and page numbers; cues of
    subtitles give their time to the line below."""
    made: list[Line] = []
    cue = sum("-->" in line.text for line in lines) > 1
    time = ""
    for place, line in enumerate(lines):
        cells = tuple(h.plain(cell, cue) for cell in line.cells)
        text = " ".join(cells).strip()
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        index = cue and text.isdigit() and ("-->" in below or not below.strip())
        clock = s.CLOCK.fullmatch(text) and not re.match(r"\d{4}", text)
        if len(cells) == 1 and (clock or (cue and "-->" in text)):
            time = s.clock_in(text)
        elif text and not index and not (cue and _OF_CUES.match(text) or s.RULER.fullmatch(text)):
            made.append(Line(line.number, cells, time))
            time = ""
    return made


def _heads(lines: Sequence[Line], form: Form, known: Beforehand, least: Sure) -> dict[int, Head]:
    """The lines that open a turn in one form, by their place, with labels at least so sure."""
    found = ((place, form(line.text, known)) for place, line in enumerate(lines))
    return {p: head for p, head in found if head and known.sure(head.speaker) >= least}


def _accepted(lines: Sequence[Line], form: Form, known: Beforehand) -> dict[int, Head]:
    """The heads of the chosen form; labels that are not surely speakers count where the file's
    own habit makes them ones: a clock beside each, or every line begins so and they come again."""
    sure = _heads(lines, form, known, Sure.PERSON)
    maybe = _heads(lines, form, known, Sure.ASK)
    if form is h.clocked:
        shapes = Counter(re.sub(r"\d+", "9", head.time) for head in (sure or maybe).values())
        habit = max(shapes, key=shapes.__getitem__, default="")
        often = {p for p, head in maybe.items() if re.sub(r"\d+", "9", head.time) == habit}
        often = often if len(often) > 1 else set()
    elif len(maybe) >= _HABIT * (len(lines) - min(maybe, default=0)):
        count = Counter(s.key_of(head.speaker) for head in maybe.values())
        often = {p for p, head in maybe.items() if count[s.key_of(head.speaker)] > 1}
    else:
        often = set()
    return {p: head for p, head in maybe.items() if p in sure or p in often}


def _zone(lines: Sequence[Line], heads: Mapping[int, Head], known: Beforehand) -> int:
    """Where the head of the file ends: behind its last line of 时间：…, 主持人：贾宝玉."""
    end = 0
    for place, line in enumerate(lines):
        told = h.PREFIX.match(line.text)
        value = line.text[told.end() :].strip() if told else ""
        about = told and s.is_generic(told[1]) and s.is_who(value, known.roster)
        if about or _is_meta(line):
            end = place + 1
        elif place in heads and not s.is_who(line.text, known.roster):
            break
    return end


def _is_meta(line: Line) -> bool:
    told = h.PREFIX.match(line.text)
    return told is not None and h.is_meta(told[1])


def _tested(
    lines: Sequence[Line], form: Form, known: Beforehand
) -> tuple[list[Turn], list[tuple[int, str]]]:
    """The turns, after every other line was looked at: none may open a turn in another way."""
    heads = _accepted(lines, form, known)
    if not heads:
        return [], _aside(lines)
    first, last, foot = min(heads), max(heads), len(lines)
    while foot > last + 1 and (s.END.fullmatch(lines[foot - 1].text) or _is_meta(lines[foot - 1])):
        foot -= 1
    body = [line for place, line in enumerate(lines) if first < place < foot and place not in heads]
    above = [line for line in lines[:first] if not s.is_who(line.text, known.roster)]
    misfits = _other_forms(body, known, (form,)) | _other_forms(above, known, ())
    spoken = [line for line in above if s.ADDRESSED.fullmatch(line.text)]
    asked = [line for line in body if _strange(line.text, form, known)]
    misfits |= dict(_aside([*spoken, *asked]))
    turns: list[Turn] = []
    for place, line in enumerate(lines[first:foot], first):
        head = heads.get(place)
        if head:
            time = head.time or line.time
            turns.append(Turn(line.number, head.speaker, head.words, time))
        else:
            turns[-1] = replace(turns[-1], text=turns[-1].text + line.text)
    if _named_again(turns) and sum(bool(line.time) for line in lines) > len(heads):
        misfits |= dict(_aside(body))  # every cue names its speaker, and these do not
    misfits |= {t.line: t.speaker for t in turns if form is h.alone and not t.text}
    stop(misfits | namesakes(turns, known))
    return alike(turns, known), _aside([*lines[:first], *lines[foot:]])


def _named_again(turns: Sequence[Turn]) -> bool:
    """Whether a speaker who goes on is named again."""
    return any(a.speaker == b.speaker for a, b in zip(turns, turns[1:], strict=False))


def _other_forms(lines: Iterable[Line], known: Beforehand, but: Collection[Form]) -> dict[int, str]:
    """Lines that open a turn of somebody surely known in another form."""
    return {
        line.number: line.text
        for line in lines
        for form in FORMS
        if form not in but
        for head in [form(line.text, known)]
        if head and known.is_firm(head.speaker)
    }


def _strange(text: str, form: Form, known: Beforehand) -> bool:
    """Whether a line may open a turn of somebody of whom nothing is known."""
    head = form(text, known)
    if form in (h.alone, h.gapped):
        label = text if form is h.alone else h.GAP.split(text, maxsplit=1)[0]
        short = len(label) <= _SHORT and s.is_label(label) and (form is h.alone or label != text)
        return short and known.sure(label) >= Sure.ASK
    if form is not h.clocked and head and known.sure(head.speaker) >= Sure.ASK:
        ratio = re.search(r"\d$", head.speaker) and re.match(r"\d", head.words)  # 8:30, 3:2
        return not ratio and not s.is_doing(head.speaker)
    return form is h.colon and _asks(s.CLOCK.sub("", text), known)


def _asks(text: str, known: Beforehand) -> bool:
    """Whether words before a colon may be a speaker after all."""
    told = h.PREFIX.match(text)
    if not told:
        return False
    label = told[1].strip()
    if re.search(r"\d$", label) and re.match(r"\d", text[told.end() :]):
        return known.is_firm(label)  # 8:30, 3:2
    if re.search("[，,]", s.bare(label)):
        return known.is_firm(re.split("[，,]", label)[0])
    return h.is_meta(label) or known.sure(label) >= Sure.ASK


def _one_a_line(lines: Sequence[Line], known: Beforehand) -> Sequence[Line]:
    """Turns that stand in one line, one behind another, each on a line of its own: where most
    do; a single one may be somebody's words and is asked about."""
    cut: list[Line] = []
    misfits: dict[int, str] = {}
    strange: dict[int, str] = {}
    whole = len(_heads(lines, h.colon, known, Sure.PERSON))
    for line in lines:
        inner = list(_INNER.finditer(line.text))
        if any(known.is_firm(m[1].strip()) for m in inner):
            misfits[line.number] = line.text
        if any(known.sure(m[1].strip()) is Sure.ASK for m in inner):
            strange[line.number] = line.text
        places = [m.start() for m in inner if known.is_person(m[1].strip())]
        ends = [0, *places, len(line.text)]
        parts = [line.text[a:b].strip() for a, b in zip(ends, ends[1:], strict=False)]
        cut += [replace(line, cells=(part,)) for part in parts]
    if len(cut) - len(lines) >= max(whole, 1):
        stop(strange)
        return cut
    stop(misfits)
    return lines
