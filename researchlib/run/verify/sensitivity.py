"""`researchlib sensitivity`: what every declared alternative would make of every conclusion.

The same notebooks run on a copy of the study in which the workbook's row says the alternative;
nothing in the program knows of it.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from researchlib.protect.ledger import Entry, read_ledger
from researchlib.protect.number import WORDS
from researchlib.report.html.plain_page import write_plain_page
from researchlib.report.objects.listing import Listing
from researchlib.run.engine.cache import kept_pages
from researchlib.run.engine.workers import Workers
from researchlib.run.verify import say
from researchlib.store.files import one_run, write_atomic
from researchlib.study.place import Place, is_made, place_of
from researchlib.study.study import Decision, Study
from researchlib.terms import numbers as write
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

Numbers = Sequence[Mapping[str, Any]]
_NO_WIDTH = 1e-9


@dataclass(frozen=True)
class Tried:
    """One alternative: which notebooks it concerns, and the numbers of each of their findings."""

    told: str
    reports: set[str]
    numbers: Mapping[str, Numbers]


@dataclass(frozen=True)
class Outcome:
    """One finding under every alternative: whether it holds, between what, what moves it most."""

    key: str
    text: str
    holds: bool
    ranges: tuple[str, ...]
    moved_by: str


def sensitivity(
    study: Study,
    tell: Callable[[str], None],
    workers: Workers,
) -> list[Outcome]:
    """Every published finding that has an interval or a direction, under every alternative.

    A conclusion holds while each number as printed stays inside the published interval and each
    comparison keeps its direction: who has the report can repeat it. Looking at some people alone
    is another question, not another treatment of the same answers. The outcome is entered in the
    ledger as one release.
    """
    place = study.paths
    published = {e.key: e for e in read_ledger(place.ledger).findings if e.key}
    if not published:
        raise say.problem("no_report", study.name)
    tried = list(_treatments(study))
    if not tried:
        raise say.problem("no_alternatives")
    with one_run(place.exports):
        found = _under_each(study, tried, tell, workers)
        outcomes = list(filter(None, (_outcome(entry, found) for entry in published.values())))
        told_of = {
            "decisions": [one.told for one in found],
            "outcomes": [asdict(o) for o in outcomes],
        }
        write_atomic(
            place.ledger, replace(read_ledger(place.ledger), sensitivity=told_of).written()
        )
    return outcomes


def _treatments(study: Study) -> Iterator[tuple[Decision, str]]:
    for decision in study.decisions:
        if decision.rule is not w.Rule.FILTER:
            yield from ((decision, other) for other in decision.alternatives)


def _named(study: Study, decision: Decision, other: str) -> str:
    """An alternative in words: the rule, the question that it is about, and from what to what."""
    book, about = study.codebooks[decision.source], decision.variable
    asked = book.rows(about)[0].printed if about else ""
    return say.tried(decision.rule, asked, decision.chosen, other)


def told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Those that change, and how many hold."""
    for o in outcomes:
        if not o.holds:
            yield say.line(o.text, o.holds, "；".join(o.ranges), o.moved_by)
    yield say.done(len(outcomes), sum(o.holds for o in outcomes))


def write_page(study: Study, outcomes: Sequence[Outcome]) -> str:
    """换口径.html; returns where it was written."""
    rows = tuple((o.text, say.verdict(o.holds), "；".join(o.ranges), o.moved_by) for o in outcomes)
    tried = [_named(study, *one) for one in _treatments(study)]
    rest = sum(bool(e.key) for e in read_ledger(study.paths.ledger).findings) - len(outcomes)
    lines = [say.done(len(outcomes), sum(o.holds for o in outcomes)), say.not_judged(rest)]
    lines += [say.TRIED, *tried]
    return say.page_written(
        write_plain_page(
            study,
            say.PAGE,
            say.TITLE,
            lines,
            Listing(say.PAGE, "", say.HEAD, rows, (say.NOTE,), behind=WORDS),
        )
    )


def _under_each(
    study: Study,
    tried: Sequence[tuple[Decision, str]],
    tell: Callable[[str], None],
    workers: Workers,
) -> list[Tried]:
    """The numbers of every finding under each alternative; only topics that read it are run."""
    local = study.paths.local
    paths = study.paths.topics()
    kept = kept_pages(study.paths, paths)
    local.mkdir(exist_ok=True)
    found = []
    with (
        TemporaryDirectory(dir=local) as place,
        ThreadPoolExecutor(workers.width) as pool,
    ):
        jobs = []
        for number, (decision, other) in enumerate(tried):
            copy = place_of(Path(place, str(number)), study.name)
            _copy(study, decision.key, other, copy)
            wanted = [p for p in paths if _reads(kept.get(p.stem), decision.source)]
            jobs.append(
                (
                    decision,
                    other,
                    {p.stem for p in wanted},
                    [pool.submit(workers.findings, copy.notebooks / p.name) for p in wanted],
                )
            )
        for decision, other, due, running in jobs:
            numbers, lost = _numbers(running)
            for why in lost:
                tell(say.cannot(decision.rule, other, why))
            found.append(Tried(_named(study, decision, other), due, numbers))
            tell(say.one_done(found[-1].told, len(numbers)))
        return found


def _numbers(running: Sequence[Future[dict[str, Entry]]]) -> tuple[dict[str, Numbers], list[str]]:
    """The numbers of the findings by key, of every notebook that can be run, and what stopped the
    others."""
    numbers: dict[str, Numbers] = {}
    lost = []
    for job in running:
        try:
            numbers |= {key: entry.numbers for key, entry in job.result().items()}
        except DataProblem as problem:
            lost.append(str(problem))
    return numbers, lost


def _copy(study: Study, key: str, other: str, copy: Place) -> None:
    """The study as it is, with another value in the workbook's row of this decision."""
    import openpyxl

    place = study.paths
    shutil.copytree(place.data, copy.data, ignore=lambda _, names: set(filter(is_made, names)))
    shutil.copytree(place.notebooks, copy.notebooks)
    book = openpyxl.load_workbook(place.workbook)
    sheet = book[w.RULES]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, column[w.RULE]).value).strip() == key:
            sheet.cell(row, column[w.CHOSEN]).value = other
    book.save(copy.workbook)


def _reads(kept: Any, source: str) -> bool:
    """Whether a notebook has read that questionnaire; one that never ran may."""
    if kept is None or kept.made is None:
        return True
    return any(f"/questionnaires/{source}/" in name for name in kept.made.reads.files)


def _outcome(entry: Entry, found: Sequence[Tried]) -> Outcome | None:
    """None for a finding without interval or direction, or that nothing was tried on: nothing to
    conclude from."""
    base = [n for n in entry.numbers if n.get("interval") or n.get("direction")]
    found = [tried for tried in found if entry.report in tried.reports]
    if not (base and found):
        return None
    holds, moved, most = True, 0.0, say.NONE
    seen = [[v] if (v := _value(n)) is not None else [] for n in base]
    for tried in found:
        there = [
            n for n in tried.numbers.get(entry.key, ()) if n.get("interval") or n.get("direction")
        ]
        stays, far = _against(base, there, seen)
        holds &= stays
        if far > moved or (not stays and most == say.NONE):
            moved, most = max(far, moved), tried.told
    ranges = [
        say.span(n["name"], min(values), max(values), n["text"])
        for n, values in zip(base, seen, strict=True)
        if values
    ]
    return Outcome(entry.key, entry.text, holds, tuple(dict.fromkeys(ranges)), most)


def _against(base: Numbers, there: Numbers, seen: list[list[float]]) -> tuple[bool, float]:
    """Whether the conclusion holds, and how far a number moves in widths of its interval."""
    if len(there) != len(base):
        return False, 0.0
    holds, far = True, 0.0
    for was, now, values in zip(base, there, seen, strict=True):
        if was.get("direction"):
            holds &= was["direction"] == now.get("direction")
            continue
        before, after = _measured(was), _measured(now)
        if before is None or after is None:
            holds &= before == after
            continue
        (published, low, high), (value, *_) = before, after
        if values:  # what the report says in words has no range
            values.append(value)
        holds &= low <= value <= high
        far = max(far, abs(value - published) / max(high - low, _NO_WIDTH))
    return holds, far


def _measured(number: Mapping[str, Any]) -> Sequence[float] | None:
    """Value and interval as printed; of a share told in words the middle of its interval; none
    for one that is withheld."""
    if not number.get("interval"):
        return None
    low, high = write.numbers_in(number["interval"])
    value = _value(number)
    return (low + high) / 2 if value is None else value, low, high


def _value(number: Mapping[str, Any]) -> float | None:
    """The number as printed; none for a comparison or one that is withheld."""
    return None if number.get("direction") else next(write.numbers_in(number["text"]), None)
