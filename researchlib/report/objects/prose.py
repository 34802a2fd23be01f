"""Sentences with bound numbers, and the search for numbers that nothing carries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from researchlib.protect.evidence import Evidence, Given, evidence, evidence_named, only
from researchlib.protect.number import Number
from researchlib.protect.protected import Protected
from researchlib.report.objects import say
from researchlib.report.objects.display import Run
from researchlib.terms import claims

FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")


def bind(
    template: str,
    given: Sequence[Given],
    named: Mapping[str, Given | str],
) -> tuple[tuple[Run, ...], tuple[Number, ...]]:
    """Fill a template: each {name} or {name:form} from the keywords, then from the labels."""
    listed, keywords = [evidence(one) for one in given], evidence_named(named)
    every = [*listed, *(one for one in keywords.values() if not isinstance(one, str))]
    allowed = [word for one in every for row in one.rows for word in _names(row) if word]
    runs: list[Run] = []
    numbers: list[Number] = []
    end = 0
    if re.search(r"[{}]", FIELD.sub("", template)):
        raise say.problem("forgotten_brace", template)
    for match in FIELD.finditer(template):
        runs += split_unbound(template[end : match.start()], allowed)
        end = match.end()
        number = _find(match[1].strip(), template, listed, keywords)
        if isinstance(number, str):
            runs += split_unbound(number)
            continue
        form = match[2] or ""
        if form and form not in claims.FORMS:
            raise say.problem("unknown_form", form, claims.FORMS)
        runs.append(Run(number.written(form), len(numbers)))
        numbers.append(number.said)
    runs += split_unbound(template[end:], allowed)
    volunteers = any(number.of_volunteers for number in numbers)
    if volunteers and not claims.ANSWERING.search(template):
        runs = [piece for run in runs for piece in _whole_people(run)]
    return tuple(runs), tuple(numbers)


def _whole_people(run: Run) -> list[Run]:
    """Where words make all people of those who chose to answer, nothing carries them."""
    found = [m.span() for m in claims.PEOPLE_OF.finditer(run.text) if m[1]]
    if not found or run.evidence is not None or run.unbound:
        return [run]
    edges = [0, *(edge for span in found for edge in span), len(run.text)]
    pieces = [
        Run(run.text[start:end], unbound=bool(place % 2))
        for place, (start, end) in enumerate(pairwise(edges))
    ]
    return [piece for piece in pieces if piece.text]


def _names(number: Number) -> tuple[str, ...]:
    """What a sentence about it may quote: its labels, its question, what was counted of whom."""
    basis = number.basis
    return (*number.words, basis.question or "", basis.by or "", *(basis.of or ()))


def _find(
    name: str,
    template: str,
    listed: Sequence[Evidence],
    keywords: Mapping[str, Evidence | str],
) -> Number | str:
    if name in keywords:
        given = keywords[name]
        return given if isinstance(given, str) else only(name, given.rows)
    rows = [row for one in listed for row in one.rows]
    for row in rows:
        if row.name == name:
            return row
    for one in listed:
        if isinstance(one, Protected):
            one.refuse_unasked(name)
    raise say.problem(
        "unknown_name", name, template, [*keywords, *(row.name for row in rows if row.name)]
    )


def split_unbound(text: str, allowed: Iterable[str] = ()) -> list[Run]:
    """Plain text cut where a digit or a strength word stands that nothing carries."""
    carried = [m.span() for m in claims.CARRIED.finditer(text)]
    for word in allowed:
        carried += [m.span() for m in re.finditer(re.escape(word), text)] if word else []
    runs, end = [], 0
    for match in claims.NUMBER.finditer(text):
        if any(start <= match.start() and match.end() <= stop for start, stop in carried):
            continue
        runs += [Run(text[end : match.start()])] if match.start() > end else []
        runs.append(Run(match[0], unbound=True))
        end = match.end()
    return runs + ([Run(text[end:])] if text[end:] else [])
