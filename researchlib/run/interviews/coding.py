"""`researchlib interviews collect`: what coders handed in, for the group."""

from collections.abc import Callable, Iterator
from dataclasses import astuple

from researchlib.clean.adjudicate import spots
from researchlib.clean.interviews import (
    Transcripts,
    transcripts_of,
)
from researchlib.estimate.spoken.themes import coder_agreement, framework
from researchlib.read.spoken import say as say_spoken
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.run.interviews import say
from researchlib.run.interviews.quotes import quote_list
from researchlib.run.interviews.settle import disagreements, settle_list
from researchlib.run.interviews.side_by_side import side_by_side
from researchlib.store.files import write_atomic, write_together
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
    write_together({folder / name: data for name, data in files.items()})
    for spot in spots(codings):
        if spot.settled and spot.open:
            tell(say.side_open(*spot.key))
    quotes = quote_list(study, spoken, codings.cited, tell)
    if quotes is not None:
        write_atomic(study.folder / w.QUOTE_LIST, quotes)
        tell(say.quotes_listed(study.name))
    settle = folder / f"{say_spoken.SETTLE_NAME}.xlsx"
    if f"{folder.name}/{settle.name}" in study.sealed:
        tell(say.sealed_as_it_is(settle.name))
    else:
        write_atomic(settle, settle_list(settle, differing))
    return spoken, len(differing)


def told(spoken: Transcripts, differing: int, folder: str) -> Iterator[str]:
    """What came back, how far the coders agree, and what is left to settle."""
    coders = sorted({coder for names in spoken.coders.values() for coder in names})
    yield say.collected(len(spoken.each), coders, folder)
    alone = {d: names[0] for d, names in spoken.coders.items() if len(names) == 1}
    unread = [d for d, names in spoken.coders.items() if not names]
    if alone or unread:
        yield say.coded_by_one(alone, unread)
    for one in coder_agreement(spoken) if len(coders) > 1 else ():
        if one.both is not None and one.positive is not None:
            yield say.agreed(one.label, one.n, one.both, one.both + one.apart, one.positive)
    if differing:
        yield say.to_settle(differing, spoken.open, folder)
