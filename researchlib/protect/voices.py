"""What of the interviews may leave the group: people counted, one or two not singled out."""

from dataclasses import dataclass

from researchlib.clean.interviews import Transcripts
from researchlib.estimate.spoken.themes import speakers
from researchlib.protect import say
from researchlib.protect.records import Facts
from researchlib.terms import policy
from researchlib.terms import words as w


@dataclass(frozen=True)
class Spoken:
    """How many people of one group spoke of a label, as it may be read."""

    label: str
    group: str
    text: str
    against: str
    documents: int


def protect_voices(transcripts: Transcripts, by: str = "") -> list[Spoken]:
    """People who speak of each label: one or two are 1—2人, groups of few are withheld.

    A label that nobody used has no row.
    """
    spoken = []
    table = speakers(transcripts, by=by)
    used = set(table.loc[table["speakers"] > 0, "label"])
    for row in table.itertuples():
        if row.label not in used:
            continue
        few = row.group != w.EVERYONE and row.present < policy.LEAST_PRESENT
        text = say.WITHHELD if few else people(row.speakers)
        against = "" if few or not row.against else people(row.against)
        spoken.append(Spoken(row.label, row.group, text, against, row.documents))
    return spoken


def how_coded(transcripts: Transcripts) -> tuple[str, ...]:
    """Who coded what, and what of their differences is settled, as it happened."""
    told = []
    counts = {name: len(transcripts.coders.get(name, ())) for name in transcripts.documents}
    for count in sorted(set(counts.values()), reverse=True):
        named = [] if len(set(counts.values())) == 1 else [n for n in counts if counts[n] == count]
        told.append(say.coded_by(count, named))
    if max(counts.values(), default=0) > 1:
        told.append(say.settled(len(transcripts.disputed), transcripts.open))
    return tuple(told)


def people(count: int) -> str:
    """没有人, 1—2人 or the number."""
    if count == 0:
        return say.NOBODY
    return say.FEW if count < policy.LEAST_VOICES else f"{count}{w.PERSON_UNIT}"


def voice_facts(transcripts: Transcripts) -> Facts:
    """The counts by the names that sentences use: each label, and who spoke at all."""
    texts: dict[str, str | None] = {
        say.SPOKE: people(len(transcripts.speakers)),
        say.DOCUMENTS_HELD: f"{len(transcripts.documents)}{say.COPIES}",
    }
    coded = how_coded(transcripts)
    texts[say.HOW_CODED] = "，".join(coded)
    texts |= {row.label: row.text for row in protect_voices(transcripts)}
    method = "；".join((say.VOICES_METHOD, *coded))
    source = "、".join(dict.fromkeys(d.occasion for d in transcripts.documents.values()))
    return Facts(texts, source, method, transcripts.fingerprint)
