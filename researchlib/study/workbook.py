"""课题表.xlsx, already read as text, checked row by row and made into a Study."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from researchlib.study import say
from researchlib.study.argument import read_argument, read_frames, read_quotes
from researchlib.study.codebook import Codebook
from researchlib.study.interviews import read_interviews
from researchlib.study.questions import read_codebooks
from researchlib.study.reading import Grid, Reading, Row, lines
from researchlib.study.sheets import ITEMS
from researchlib.study.study import Decision, Fact, Source, Study
from researchlib.terms import words as w
from researchlib.terms.text import filled_rows, fold, is_number


def study_from_sheets(
    sheets: Mapping[str, Grid],
    folder: Path,
    fingerprint: str,
) -> Study:
    """Check every sheet and build the Study; all mistakes are told in one go."""
    reading = Reading(sheets)
    basics = _basics(reading)
    sources = _sources(reading)
    guarded = basics.get(w.SMALL_CELLS) == w.SMALL_HIDDEN
    codebooks = read_codebooks(reading, sources, guarded)
    decisions = _decisions(reading, sources, codebooks)
    facts = _facts(reading)
    frames, drawn = read_frames(reading, codebooks)
    _check_strata(reading, sources, codebooks, frames)
    documents, people, corrections = read_interviews(reading)
    labels, quotes = read_quotes(reading, codebooks, documents)
    claims, suggestions = read_argument(reading, labels, facts)
    term_rows = reading.rows(w.TERMS)
    read_rows = reading.of_source(w.READING, sources)
    if basics.get(w.EDITION) == w.Edition.FINAL and not (
        basics.get(w.APPROVER) and basics.get(w.APPROVED_ON)
    ):
        reading.mistakes.append(say.FINAL_NEEDS_APPROVAL)
    layout = _layout(reading, basics)
    if reading.mistakes:
        raise say.problem("mistakes", reading.mistakes)
    approved = " ".join(filter(None, (basics.get(w.APPROVER), basics.get(w.APPROVED_ON))))
    return Study(
        name=folder.name,
        folder=folder,
        title=basics[w.TITLE],
        group=basics[w.GROUP],
        place=basics[w.PLACE],
        period=basics[w.PERIOD],
        group_size=None if basics[w.GROUP_SIZE] == w.TO_FILL else int(basics[w.GROUP_SIZE]),
        edition=w.Edition(basics[w.EDITION]),
        distribution=basics[w.DISTRIBUTION],
        simulated=basics[w.SIMULATED] == w.YES,
        approved=approved,
        sources=sources,
        codebooks=codebooks,
        decisions=decisions,
        facts=facts,
        frames=frames,
        drawn=drawn,
        labels=labels,
        quotes=quotes,
        problems=claims[w.PROBLEM],
        causes=claims[w.CAUSE],
        theses=claims[w.THESIS],
        suggestions=suggestions,
        terms=tuple(row[w.TERM] for row in term_rows),
        fingerprint=fingerprint,
        keep_until=basics.get(w.KEEP_UNTIL, ""),
        dated=basics.get(w.DATED, ""),
        people=people,
        documents=documents,
        corrections=corrections,
        layout=layout,
        style=w.Style(basics.get(w.STYLE) or w.Style.REPORT),
        seen=frozenset((r[w.SOURCE], r[w.COLUMN]) for r in read_rows if r[w.SEEN] == w.YES),
        allowed=tuple(row[w.TERM] for row in term_rows if row[w.APPROVED_BY]),
        cells=tuple(_cells(sheets)),
    )


def _cells(sheets: Mapping[str, Grid]) -> Iterator[tuple[str, str]]:
    """What every cell says, folded, and where it stands."""
    for sheet, grid in sheets.items():
        for number, cells in filled_rows(grid) if sheet != w.PEOPLE else ():
            for column, text in cells.items():
                yield say.in_cell(sheet, number, column), "".join(fold(text).split())


def _basics(reading: Reading) -> dict[str, str]:
    rows = reading.rows(w.BASICS, w.ITEM)
    by_item = {row[w.ITEM]: row for row in rows}
    for name, item in ITEMS.items():
        row = by_item.get(name)
        told = row[w.CONTENT] if row else ""
        if item.required and row is None:
            reading.mistakes.append(say.basics_missing(name))
        elif row and item.required and not told:
            reading.wrong(row, name, say.EMPTY)
        elif row and told and item.allowed and told not in item.allowed:
            reading.wrong(row, name, say.unlisted(told, item.allowed))
    if w.GROUP_SIZE in by_item and by_item[w.GROUP_SIZE][w.CONTENT] != w.TO_FILL:
        reading.number(by_item[w.GROUP_SIZE], w.CONTENT)
    until = by_item.get(w.KEEP_UNTIL)
    if until and until[w.CONTENT] and not _is_day(until[w.CONTENT]):
        reading.wrong(until, w.KEEP_UNTIL, say.not_day(until[w.CONTENT]))
    return {item: row[w.CONTENT] for item, row in by_item.items()}


def _layout(reading: Reading, basics: Mapping[str, str]) -> dict[str, Any]:
    """What an office does otherwise than the standard; empty lines keep the standard."""
    layout: dict[str, Any] = {}
    for item, name, low, high in ((w.LINE_POINTS, "line", 20, 40), (w.BOTTOM_MM, "bottom", 15, 45)):
        text = basics.get(item, "")
        if text and not (is_number(text) and low <= float(text) <= high):
            reading.mistakes.append(say.layout_out_of_range(item, text, low, high))
        elif text:
            layout[name] = float(text) if name == "line" else round(float(text))
    for item, name in ((w.TITLE_FACE, "title_face"), (w.BODY_FACE, "body_face")):
        if basics.get(item):
            layout[name] = basics[item]
    if basics.get(w.PAGE_DASHES) == w.NO:
        layout["dashes"] = False
    return layout


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _sources(reading: Reading) -> dict[str, Source]:
    rows = reading.rows(w.SOURCES, w.SOURCE)
    sources = {}
    for row in rows:
        population = reading.number(row, w.POPULATION)
        issued = None
        if row[w.ISSUED] != w.ISSUED_UNKNOWN:
            issued = reading.number(row, w.ISSUED)
        if row[w.SAMPLING] in (w.Sampling.RANDOM, w.Sampling.CENSUS) and population is None:
            reading.wrong(row, w.POPULATION, say.EMPTY)
        # a row with a mistake is known all the same: one cause is told, not all that follows
        mode = row[w.MODE] if row[w.MODE] in tuple(w.Mode) else w.Mode.SELF
        known = row[w.SAMPLING] in tuple(w.Sampling)
        sources[row[w.SOURCE]] = Source(
            row[w.SOURCE],
            row[w.SOURCE_NAME],
            row[w.RESPONDENTS],
            w.Mode(mode),
            w.Sampling(row[w.SAMPLING] if known else w.Sampling.CONVENIENCE),
            population,
            issued,
            row[w.CHANNEL],
            row[w.STRATUM],
            row[w.CLUSTER],
            row[w.WEIGHT],
        )
    return sources


def _decisions(
    reading: Reading,
    sources: Mapping[str, Source],
    codebooks: Mapping[str, Codebook],
) -> tuple[Decision, ...]:
    rows = reading.of_source(w.RULES, sources)
    reading.unique(rows, w.RULE)
    decisions = []
    for row in rows:
        if row[w.RULE_KIND] not in tuple(w.Rule) or row[w.SOURCE] not in sources:
            continue
        rule = w.Rule(row[w.RULE_KIND])
        _check_parameter(reading, row, rule, codebooks[row[w.SOURCE]])
        decisions.append(
            Decision(
                row[w.RULE],
                row[w.SOURCE],
                rule,
                row[w.PARAMETER],
                row[w.CHOSEN],
                lines(row[w.ALTERNATIVES]),
                row[w.REASON],
            )
        )
    return tuple(decisions)


def _check_parameter(reading: Reading, row: Row, rule: w.Rule, codebook: Codebook) -> None:
    variables = [q.variable for q in codebook] + sorted({q.group for q in codebook if q.group})
    if rule in (w.Rule.STRAIGHT, w.Rule.FILTER, w.Rule.ATTENTION, w.Rule.CONSENT):
        if not row[w.PARAMETER]:
            reading.wrong(row, w.PARAMETER, say.EMPTY)
        reading.known(row, w.PARAMETER, variables)
    asked = codebook[row[w.PARAMETER]].choices if row[w.PARAMETER] in codebook else ()
    expected = {
        w.Rule.ATTENTION: (*asked, w.NOT_EXCLUDED),
        w.Rule.CONSENT: (*asked, w.NOT_EXCLUDED),
        w.Rule.TOO_FAST: ("60", w.NOT_EXCLUDED),
        w.Rule.STRAIGHT: (w.YES, w.NOT_EXCLUDED),
        w.Rule.UNSURE: (w.UNSURE_MISSING, w.UNSURE_IN_BASE),
        w.Rule.FILTER: (w.NO_FILTER,),
    }[rule]
    for value in filter(None, (row[w.CHOSEN], *lines(row[w.ALTERNATIVES]))):
        fits = value in expected or rule is w.Rule.TOO_FAST and value.isdecimal()
        listed = value in asked or row[w.PARAMETER] not in codebook
        if not fits and not (rule is w.Rule.FILTER and listed):
            reading.wrong(row, w.CHOSEN, say.unlisted(value, expected))


def _check_strata(
    reading: Reading,
    sources: Mapping[str, Source],
    codebooks: Mapping[str, Codebook],
    frames: Mapping[tuple[str, str], Mapping[str, int]],
) -> None:
    """What the sample is split, drawn and weighted by are questions; a stratified sample needs
    the population of every stratum."""
    for source in sources.values():
        book = codebooks.get(source.key, Codebook(()))
        for column, variable, kinds in (
            (w.STRATUM, source.stratum, (w.Kind.SINGLE, w.Kind.SCALE)),
            (w.CLUSTER, source.cluster, (w.Kind.SINGLE, w.Kind.NUMBER, w.Kind.OPEN)),
            (w.WEIGHT, source.weight, (w.Kind.NUMBER,)),
        ):
            known = [q.variable for q in book if q.kind in kinds]
            if variable and variable not in known:
                reading.mistakes.append(say.design_unknown(source.key, column, variable, known))
        if not source.stratum or source.stratum not in book:
            continue
        sizes = frames.get((source.key, source.stratum), {})
        for choice in book[source.stratum].substantive:
            if not sizes.get(choice):
                reading.mistakes.append(
                    say.stratum_without_size(source.key, source.stratum, choice)
                )


def _facts(reading: Reading) -> dict[str, Fact]:
    supplied, observed = reading.rows(w.SUPPLIED), reading.rows(w.OBSERVED)
    reading.unique([*supplied, *observed], w.FACT)
    facts = {
        row[w.FACT]: Fact(
            row[w.FACT],
            row[w.FACT_TEXT],
            w.FactSource.SUPPLIED,
            row[w.FACT_BY],
            row[w.CHECKED] == w.YES,
        )
        for row in supplied
    }
    for row in observed:
        facts[row[w.FACT]] = Fact(
            row[w.FACT],
            row[w.FACT_TEXT],
            w.FactSource.OBSERVED,
            f"{row[w.SEEN_WHERE]} {row[w.SEEN_WHEN]}",
            True,
            row[w.PHOTO],
            row[w.FACES] == w.YES,
        )
    return facts
