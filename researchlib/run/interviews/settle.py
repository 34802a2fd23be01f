"""归类分歧.xlsx: where coders differ, for the group to settle; what was settled is the group's."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from researchlib.clean.adjudicate import CodedTurn, spots
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.codings import Codings
from researchlib.read.spoken.comments import Coding
from researchlib.run.interviews import say
from researchlib.run.lists import renewed_list
from researchlib.terms import words as w

_WIDTHS = (16, 6, 50, 16, 36, 14, 16, 30)


def disagreements(
    codings: Codings,
    masters: Mapping[str, Sequence[str]],
) -> list[tuple[str, ...]]:
    """Turns on which coders differ about a label or about the side the speaker is on: who used
    it, on which words, with which remark; who did not; room to settle it."""
    return [
        (
            spot.document,
            str(spot.line),
            masters[spot.document][spot.line - 1],
            spot.label,
            "\n".join(_used(spot)),
            w.LIST_MARK.join(coder for coder, told in spot.given.items() if not told),
            "",
            "",
        )
        for spot in spots(codings)
        if spot.differs
    ]


def _used(spot: CodedTurn) -> Iterator[str]:
    both_sides = any(True in side for side in spot.sides)
    for coder, told in spot.given.items():
        if told:
            yield say.used_by(coder, [_piece(c, both_sides) for c in told])


def _piece(coding: Coding, sided: bool) -> tuple[str, str]:
    """The words that a coder chose, and behind them the side and the remark."""
    side = w.STANCES[not coding.against] if sided else ""
    rest = coding.memo.removeprefix(w.AGAINST).strip(" ：:，,；;") if sided else coding.memo
    return coding.quote, "；".join(filter(None, (side, rest)))


def settle_list(path: Path, rows: Sequence[tuple[str, ...]]) -> bytes:
    """The list with these rows, and everything that people wrote in the one that is there; what
    is no longer in question stays below and says so."""
    document, line, text, label, _, others, verdict, reason = say_spoken.SETTLE_HEAD
    return renewed_list(
        path,
        say_spoken.SETTLE_NAME,
        tuple(zip(say_spoken.SETTLE_HEAD, _WIDTHS, strict=True)),
        rows,
        key=(document, line, text, label),
        otherwise=((document, text, label), (document, line, label)),
        typed=(verdict, reason),
        ended={others: say_spoken.NO_LONGER},
    )
