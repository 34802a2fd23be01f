"""Who is speaking in each transcript, and what of their words will be masked: settled before
anything is given to a coder."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from researchlib.clean import say
from researchlib.read.spoken.tables import Turn
from researchlib.read.spoken.transcripts import Transcript, read_transcript
from researchlib.study.study import Person, Study
from researchlib.terms import words as w
from researchlib.terms.identity import mask
from researchlib.terms.speakers import bare, called_in, is_asker, is_generic, key_of


@dataclass(frozen=True)
class Speaker:
    """One speaker of one document: the label as written, who that is by the roster, how many
    turns, the first words, and what has to be mended before it can be given out."""

    document: str
    label: str
    person: Person | None
    turns: int
    line: int
    first: str
    problem: str = ""


@dataclass(frozen=True)
class MasterLine:
    """One line of a master: where it began, who, when, the words as written, and as masked."""

    line: int
    label: str
    speaker: str
    time: str
    heard: str
    words: str


def read_spoken(study: Study, path: Path) -> Transcript:
    """A transcript, with the roster and the corrections at hand. Raises DataProblem where it is
    not sure who speaks."""
    labels = [m.heard for m in study.corrections if m.speaker]
    people = [x for p in study.people for x in (p.pseudonym, p.name, *p.aliases)]
    told = [m.heard for m in study.corrections if not m.speaker and re.search("[：:]$", m.heard)]
    return read_transcript(path, people + labels, told)


def who_speaks(study: Study, transcripts: Sequence[Transcript]) -> list[Speaker]:
    """Every speaker of every document. A label that names nobody (说话人1, 老伴) is one person in
    one document: where it stands in several it must be said whose it is in each."""
    people = _people(study)
    used: dict[str, set[str]] = {}
    for transcript in transcripts:
        for label in transcript.speakers:
            meant = meant_by(study, transcript.document, label)
            if meant == label and is_generic(label) and not is_asker(label):
                used.setdefault(key_of(bare(label)), set()).add(transcript.document)
    return [
        _speaker(study, transcript, label, people, used)
        for transcript in transcripts
        for label in transcript.speakers
        if not _is_form(label)
    ]


def _speaker(
    study: Study,
    transcript: Transcript,
    label: str,
    people: Mapping[str, Sequence[Person]],
    used: Mapping[str, set[str]],
) -> Speaker:
    turns = [turn for turn in transcript.turns if turn.speaker == label]
    meant = meant_by(study, transcript.document, label)
    key = called_in(meant, people)
    found = list(people.get(key, ()))
    shared = sorted(used.get(key_of(bare(meant)), ())) if meant == label else []
    named = bool(key) and any(p.pseudonym == meant or p.name == meant for p in found)
    if not found:
        problem = say.STRANGER
    elif len(found) > 1:
        problem = say.several_people([p.pseudonym for p in found])
    elif len(shared) > 1 and not named:
        problem = say.label_of_several(shared)
    else:
        problem = ""
    return Speaker(
        transcript.document,
        label,
        found[0] if len(found) == 1 else None,
        len(turns),
        turns[0].line,
        turns[0].text,
        problem,
    )


def _is_form(label: str) -> bool:
    """A filled-in form that speaks (答卷12): nobody of the roster."""
    return label.startswith(w.FORM_SPEAKER.format(""))


def _people(study: Study) -> dict[str, list[Person]]:
    """Whom each name, alias and pseudonym means, by its key."""
    people: dict[str, list[Person]] = {}
    for person in study.people:
        for key in {key_of(x) for x in (person.pseudonym, person.name, *person.aliases)} - {""}:
            people.setdefault(key, []).append(person)
    return people


def meant_by(study: Study, document: str, label: str) -> str:
    """The label as 校对表 corrects it for this document."""
    for mend in study.corrections:
        alike = key_of(mend.heard) in (key_of(label), key_of(bare(label)))
        if mend.speaker and mend.document in ("", document) and alike:
            return mend.meant
    return label


def _heard(study: Study, transcript: Transcript) -> Iterator[tuple[Turn, str, str, str, str]]:
    """Every turn with its speaker as meant, the pseudonym or nothing, the words mended, and as
    they will be given out."""
    people = _people(study)
    names = {
        p.name: p.pseudonym for p in study.people if len(p.name) > 1 and not is_generic(p.name)
    }
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    standing = (*study.allowed, *(p.pseudonym for p in study.people))
    for turn in transcript.turns:
        meant = meant_by(study, transcript.document, turn.speaker)
        found = people.get(called_in(meant, people), ())
        words = turn.text
        for mend in study.corrections:
            if not mend.speaker and mend.document in ("", transcript.document):
                words = words.replace(mend.heard, mend.meant)
        named = re.sub(pattern, lambda m: names[m[0]], words) if names else words
        masked = mask(named, study.roster, standing)
        yield turn, meant, found[0].pseudonym if len(found) == 1 else "", words, masked


def spoken_lines(study: Study, transcript: Transcript) -> list[MasterLine]:
    """The lines as they will stand: misheard words mended, speakers and the names of the roster
    replaced by 代称, patterned identities masked; turns of one speaker in a row are one."""
    made: list[MasterLine] = []
    for turn, meant, called, _, words in _heard(study, transcript):
        speaker = called or meant
        if made and made[-1].speaker == speaker:
            last = made.pop()
            made.append(replace(last, heard=last.heard + turn.text, words=last.words + words))
        else:
            made.append(MasterLine(turn.line, turn.speaker, speaker, turn.time, turn.text, words))
    return made


def proofread(study: Study, transcript: Transcript) -> list[tuple[str, ...]]:
    """The transcript line by line: line, time, speaker, pseudonym, the words mended, what was
    changed or is in doubt, and the words as they will be given out."""
    rows = []
    for turn, meant, called, words, masked in _heard(study, transcript):
        remarks = [say.REPLACED] if (meant, words) != (turn.speaker, turn.text) else []
        remarks += [say.STRANGER] if not called and not _is_form(meant) else []
        told = "；".join(remarks)
        rows.append((str(turn.line), turn.time, meant, called, words, told, masked))
    rows += [(str(line), "", "", "", text, say.UNSPLIT, "") for line, text in transcript.unsplit]
    return sorted(rows, key=lambda row: int(row[0]))
