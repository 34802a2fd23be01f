"""`researchlib interviews collect`: what coders handed in, for the group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple

from researchlib.clean.interviews import (
    Transcripts,
    transcripts_of,
)
from researchlib.estimate.spoken.themes import coder_agreement, framework
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.codings import (
    Codings,
    read_codings,
    read_masters,
)
from researchlib.run.interviews import say
from researchlib.run.interviews.side_by_side import side_by_side
from researchlib.store.files import write_together
from researchlib.store.xlsx import list_workbook
from researchlib.study.study import Study
from researchlib.terms import words as w

Tell = Callable[[str], None]


def collect(study: Study, tell: Tell) -> tuple[Transcripts, int]:
    """Every coder's labels in place, for the group: the whole table, the framework of speakers by
    label, the two-coloured comparison, and the list to settle (what was settled stays).

    What is not known or not placed is told. Returns the interviews as they now count, and on how
    many places coders differ.
    """
    folder = study.paths.interviews
    masters = read_masters(study)
    codings = read_codings(study, masters)
    for failed in codings.failed:
        tell(failed)
    rows = [tuple(map(str, astuple(coding))) for coding in codings.found]
    spoken = transcripts_of(study, masters, codings)
    matrix = framework(spoken)
    differing = disagreements(codings, masters)
    files = {
        f"{w.CODED_TABLE}.xlsx": list_workbook(
            w.CODED_TABLE, say.TABLE_HEAD, (16, 6, 6, 6, 50, 16, 12, 30), rows
        ),
        f"{w.FRAMEWORK}.xlsx": list_workbook(
            w.FRAMEWORK,
            (w.PSEUDONYM, *matrix.columns),
            [14] + [40] * len(matrix.columns),
            [(who, *row) for who, row in zip(matrix.index, matrix.to_numpy(), strict=True)],
        ),
        f"{w.SIDE_BY_SIDE}.html": side_by_side(study, masters, codings.found),
    }
    settle = f"{say_spoken.SETTLE_NAME}.xlsx"
    if f"{folder.name}/{settle}" in study.sealed:
        tell(say.sealed_as_it_is(settle))
    else:
        files[settle] = list_workbook(
            say_spoken.SETTLE_NAME,
            say_spoken.SETTLE_HEAD,
            (16, 6, 50, 16, 14, 14, 16, 30),
            differing,
        )
    write_together({folder / name: data for name, data in files.items()})
    return spoken, len(differing)


def disagreements(
    codings: Codings,
    masters: Mapping[str, Sequence[str]],
) -> list[tuple[str, ...]]:
    """Turns on which coders differ about a label: who used it, who did not, what was agreed on
    already, room to settle the rest."""
    agreed = {(s.document, s.line, s.label): s for s in codings.settled}
    rows: list[tuple[str, ...]] = []
    for document, lines in masters.items():
        here = sorted({c.coder for c in codings.found if c.document == document})
        by_place: dict[tuple[int, str], set[str]] = {}
        for c in codings.found:
            if c.document == document:
                by_place.setdefault((c.line, c.label), set()).add(c.coder)
        for (line, label), users in sorted(by_place.items()):
            others = [c for c in here if c not in users]
            if others:
                done = agreed.get((document, line, label))
                decided = (
                    ("", "") if done is None else (say_spoken.SETTLED[not done.stands], done.reason)
                )
                rows.append(
                    (
                        document,
                        str(line),
                        lines[line - 1],
                        label,
                        w.LIST_MARK.join(sorted(users)),
                        w.LIST_MARK.join(others),
                        *decided,
                    )
                )
    return rows


def told(spoken: Transcripts, differing: int, folder: str) -> Iterator[str]:
    """What came back, how far the coders agree, and what is left to settle."""
    coders = spoken.each["coder"].nunique()
    yield say.collected(len(spoken.each), coders, folder)
    for one in coder_agreement(spoken) if coders > 1 else ():
        if one.both is not None and one.percent is not None:
            yield say.agreed(one.label, one.n, one.both, one.percent, one.ac1, one.why)
    if differing:
        yield say.to_settle(differing, spoken.open, folder)
