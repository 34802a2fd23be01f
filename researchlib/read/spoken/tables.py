"""Turns from a table of speakers, clocks and words; and one spelling for each speaker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from researchlib.read.spoken.heads import Beforehand, Line
from researchlib.terms import speakers as s
from researchlib.terms.speakers import Sure

_ROWS, _LONGEST = 0.6, 24


@dataclass(frozen=True)
class Turn:
    """One speaker's words without interruption; `line` counts as the file does."""

    line: int
    speaker: str
    text: str
    time: str = ""


class Unsure(Exception):
    """The lines that fit no layout, each with what was not understood."""

    def __init__(self, misfits: Mapping[int, str]):
        super().__init__(misfits)
        self.misfits = dict(sorted(misfits.items()))


def stop(misfits: Mapping[int, str]) -> None:
    if misfits:
        raise Unsure(misfits)


def table_turns(lines: Sequence[Line], known: Beforehand) -> tuple[list[Turn], Sequence[Line]]:
    """The turns of a table, and the other lines: the columns of speakers, clocks and words are
    known by what is in them. No turns where no column holds speakers."""
    wide = [line for line in lines if len(line.cells) > 1 and not line.is_meta]
    width = max((len(line.cells) for line in wide), default=0)
    full = [line for line in wide if len(line.cells) == width]
    if not full or len(full) < _ROWS * len(wide):
        return [], lines
    columns = list(zip(*(line.cells for line in full), strict=True))
    people = [sum(bool(c) and known.is_person(s.without_doing(c)) for c in col) for col in columns]
    clocks = [sum(s.CLOCK.fullmatch(c) is not None for c in col) for col in columns]
    who, time = (max(range(width), key=count.__getitem__) for count in (people, clocks))
    said = [
        k
        for k in range(width)
        if k != who and not clocks[k] and any(c and not c.isdigit() for c in columns[k])
    ]
    if people[who] < max(1, sum(map(bool, columns[who])) // 2 - 1) or not said:
        return [], lines
    words = max(said, key=lambda k: sum(map(len, columns[k])))
    titled = s.SPOKEN_HEADS.fullmatch(s.key_of(columns[words][0])) is not None
    named = [k for k in said if titled and s.is_row_head(columns[k][0])]
    misfits = {line.number: line.text for line in wide if len(line.cells) != width}
    turns: list[Turn] = []
    bare, again = {}, False
    for line in full[titled:]:
        label = s.without_doing(line.cells[who])
        if any(line.cells[k] for k in said if k != words and k not in named) or (
            label and (len(label) > _LONGEST or known.sure(label) < Sure.ASK)
        ):
            misfits[line.number] = line.text
        elif label:
            again |= bool(turns) and turns[-1].speaker == label
            clock = s.clock_in(line.cells[time]) if clocks[time] else ""
            turns.append(Turn(line.number, label, line.cells[words], clock))
        else:
            bare[line.number] = line.text
            turns[-1:] = [replace(t, text=t.text + line.cells[words]) for t in turns[-1:]]
    if again or not turns or min(bare, default=turns[0].line) < turns[0].line:
        misfits |= bare  # every row names its speaker, and these do not
    stop(misfits | namesakes(turns, known))
    return alike(turns, known), [line for line in lines if line not in wide]


def namesakes(turns: Sequence[Turn], known: Beforehand) -> dict[int, str]:
    """Two remarks behind one name that is nobody's in the roster: they may be two people."""
    told: dict[str, dict[str, int]] = {}
    for turn in turns:
        name = s.key_of(s.bare(turn.speaker))
        if s.key_of(turn.speaker) != name and name not in known.roster:
            told.setdefault(name, {}).setdefault(turn.speaker, turn.line)
    several = [labels for labels in told.values() if len(labels) > 1]
    return {line: label for labels in several for label, line in labels.items()}


def alike(turns: Sequence[Turn], known: Beforehand) -> list[Turn]:
    """The turns with words, one spelling a speaker: the first, or without its remark where it
    stands so elsewhere."""
    plain = {s.key_of(turn.speaker): turn.speaker for turn in reversed(turns)}
    for turn in turns:
        name = s.key_of(s.bare(turn.speaker))
        if name in plain or name in known.roster:
            plain[s.key_of(turn.speaker)] = plain.get(name, s.bare(turn.speaker))
    return [replace(t, speaker=plain[s.key_of(t.speaker)]) for t in turns if t.text]
