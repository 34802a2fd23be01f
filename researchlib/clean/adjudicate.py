"""Where coders agree, where they differ, and what the group settled of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from researchlib.read.spoken.codings import Codings, Settled
from researchlib.read.spoken.comments import Coding
from researchlib.terms import words as w

Key = tuple[str, int, str]


@dataclass(frozen=True)
class CodedTurn:
    """One label on one turn: what each coder of the document gave there, nothing included."""

    document: str
    line: int
    label: str
    given: Mapping[str, tuple[Coding, ...]]
    settled: Settled | None

    @property
    def key(self) -> Key:
        return self.document, self.line, self.label

    @property
    def sides(self) -> set[frozenset[bool]]:
        """On which side each coder heard the speaker; nothing for who did not give the label."""
        return {frozenset(c.against for c in codings) for codings in self.given.values()}

    @property
    def differs(self) -> bool:
        return len(self.sides) > 1

    @property
    def open(self) -> bool:
        """Whether it is still to be settled: the label, or on which side the speaker is."""
        if self.settled is None:
            return self.differs
        undecided = self.settled.stands and self.settled.against is None
        return undecided and len(self.sides - {frozenset()}) > 1

    def standing(self) -> Iterator[Coding]:
        """The codings that stand: the longest piece of each side, under the label agreed on."""
        told = [c for codings in self.given.values() for c in codings]
        if self.open or (self.settled and not self.settled.stands):
            return
        settled = self.settled or Settled(*self.key, True, "")
        if settled.against is not None:
            told = [replace(max(told, key=_length), memo=w.AGAINST * settled.against)]
        for against in sorted({c.against for c in told}):
            longest = max((c for c in told if c.against == against), key=_length)
            yield replace(longest, label=settled.instead or self.label)


def _length(coding: Coding) -> tuple[int, int]:
    return coding.end - coding.start, -coding.start


def spots(codings: Codings) -> Iterator[CodedTurn]:
    """Every label that somebody gave to a turn, in the order of document, line and label."""
    settled = {(s.document, s.line, s.label): s for s in codings.settled}
    by_place: dict[Key, list[Coding]] = {}
    for coding in codings.found:
        by_place.setdefault((coding.document, coding.line, coding.label), []).append(coding)
    for key in sorted(by_place):
        told = by_place[key]
        given = {
            coder: tuple(c for c in told if c.coder == coder) for coder in codings.coders(key[0])
        }
        yield CodedTurn(*key, given, settled.get(key))
