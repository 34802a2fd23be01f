"""问题—建议清单.xlsx: each problem with its findings and the suggestions that answer it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from researchlib.clean.interviews import clean_interviews, unfound_quotes
from researchlib.clean.open_answers import ticked
from researchlib.estimate.spoken.themes import speakers
from researchlib.protect.ledger import Entry
from researchlib.report.objects.display import joined
from researchlib.report.objects.findings import bound
from researchlib.report.objects.prose import FIELD, split_unbound
from researchlib.report.objects.say import FINDING_WITHHELD, NO_SUGGESTION
from researchlib.report.page.parts import allowed_words
from researchlib.report.say import voiced
from researchlib.run.lists import renewed_list
from researchlib.run.publish import say
from researchlib.run.publish.typed import unwritten_in
from researchlib.study.study import Claim, Study
from researchlib.terms.claims import MOST, contradicts, denies
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import FactSource


def unknown_findings(study: Study, entries: Sequence[Entry]) -> list[str]:
    """What the chain rests on and no report holds: problem and finding, told in a sentence."""
    known = {entry.key for entry in entries}
    named = [(claim.text, key) for claim in study.claims for key in _named(claim)]
    return [
        say.finding_missing(text, key)
        for text, key in (*named, *_printed(study))
        if key not in known
    ]


def _printed(study: Study) -> Iterator[tuple[str, str]]:
    """The findings whose numbers a claim or a measure prints."""
    texts = [(one.text, one.text) for one in study.claims]
    texts += [(one.text, one.measure) for one in study.suggestions]
    for told, text in texts:
        yield from ((told, field[1].partition(".")[0]) for field in FIELD.finditer(text))


def unfounded(study: Study, published: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """What a signed report may not say: what, where, what to do."""
    for quote in unfound_quotes(study):
        yield say.task("quote_unfound", quote.words, quote.source)
    for left in unwritten_in(study):
        yield say.task("unwritten", left.notebook, left.heading)
    said = {entry.key: entry.text for entry in published if entry.key}
    yield from _unheard(study)
    for text, key in _printed(study) if said else ():
        if key not in said:
            yield say.task("on_missing", text, key)
    allowed = allowed_words(study)
    for problem in study.claims:
        grounded = [entry for entry in published if entry.key in _named(problem)]
        runs = split_unbound(FIELD.sub("", problem.text), allowed)
        typed = [r.text for r in runs if r.unbound and not _borne_out(r.text, grounded)]
        if typed:
            yield say.task("typed", problem.text, typed)
        grounds = [said[key] for key in problem.findings if key in said]
        for ground in grounds:
            if contradicts(problem.text, ground):
                yield say.task("contradicted", problem.text, ground)
        if grounds and all(ground in FINDING_WITHHELD.values() for ground in grounds):
            yield say.task("on_withheld", problem.text)


def _borne_out(typed: str, grounded: Sequence[Entry]) -> bool:
    """Whether a finding says the same amount, or of most people that it is most."""
    told = [str(n["text"]) for entry in grounded for n in entry.numbers]
    shares = [float(text[:-1]) for text in told if re.fullmatch(r"\d+(?:\.\d+)?%", text)]
    most = any(share > 50 for share in shares)
    return (most and typed in MOST) or any(typed in entry.text for entry in grounded)


def _unheard(study: Study) -> Iterator[tuple[str, str, str]]:
    """Claims on labels that nobody was given, and of nobody where somebody was."""
    if not study.labels or not any(claim.labels for claim in study.claims):
        return
    speak = _speakers(study)
    written = {label for labels in ticked(study).values() for label in labels}
    for claim in study.claims:
        for label in claim.labels:
            if not (speak.get(label) or label in written or study.heard(label)):
                yield say.task("unheard", claim.text, label)
        for label, people in speak.items():
            if people and denies(claim.text, label):
                yield say.task("denied", claim.text, label)


def _speakers(study: Study) -> dict[str, int]:
    """How many people each label was given to; nothing where no interview has been issued."""
    try:
        found = speakers(clean_interviews(study))
    except DataProblem:  # told where it is read
        return {}
    return dict(zip(found["label"], found["speakers"], strict=True))


def gaps(study: Study, published: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """Where the chain of finding, problem and suggestion is broken: what, where, what to do.

    `published` are the findings of the ledger; without any, only problems and suggestions are
    looked at. One that answers a question on which a problem rests, and that the problem
    neither rests on nor names as contrary, is told with that problem. So is what a problem lacks
    of numbers, voices and things seen, and a suggestion put more firmly than they carry.
    """
    findings = {entry.key: entry.text for entry in published}
    answered = {key for suggestion in study.suggestions for key in suggestion.problems}
    for problem in study.problems:
        if problem.key not in answered:
            yield say.task("unanswered", problem.text)
        if lacking := _lacking(study, problem):
            yield say.task("one_sided", problem.text, lacking)
        missing = [key for key in _named(problem) if findings and key not in findings]
        if missing:
            yield say.task("on_missing", problem.text, missing)
    for suggestion in study.suggestions:
        carried = study.carried(suggestion)
        if carried is None:
            yield say.task("alone", suggestion.text)
        elif suggestion.strength and suggestion.strength.firmer(carried):
            yield say.task("too_firm", suggestion.text, suggestion.strength, carried)
    used = {key for claim in study.claims for key in _named(claim)}
    left = [entry for entry in published if entry.key and entry.key not in used]
    for problem in study.problems:
        asked = {
            q for entry in published if entry.key in problem.findings for q in _questions(entry)
        }
        near = [entry.text[:40] for entry in left if asked & set(_questions(entry))]
        if near:
            yield say.task("same_question", problem.text, near)
    if study.problems and left:
        yield say.task("left_out", len(left), [entry.text[:30] for entry in left])


def _lacking(study: Study, problem: Claim) -> list[str]:
    """Which kinds of evidence a problem does without, of those that the study has."""
    observed = any(fact.source is FactSource.OBSERVED for fact in study.facts.values())
    kinds = zip(
        say.EVIDENCE_KINDS,
        (True, study.labels, observed),
        (problem.findings, problem.labels, problem.seen),
        strict=True,
    )
    return [kind for kind, has, rests in kinds if has and not rests]


def _named(problem: Claim) -> tuple[str, ...]:
    """What a problem rests on, and what speaks against it."""
    return (*problem.findings, *problem.contrary)


def _questions(entry: Entry) -> Iterator[str]:
    return (n["question"] for n in entry.numbers if n.get("question"))


def problem_list(study: Study, entries: Sequence[Entry], path: Path) -> bytes:
    """The list as a workbook, text as published; what people wrote in the one there is kept."""
    said = {entry.key: entry.text for entry in entries if entry.key}
    rows = [*_rows(study, said)]
    if study.simulated:
        rows.append((say.SIMULATED, *[""] * (len(say.LIST_HEAD) - 1)))
    problem, _, suggestion, *_ = say.LIST_HEAD
    columns = tuple(zip(say.LIST_HEAD, say.LIST_WIDTHS, strict=True))
    theirs, key = say.LIST_HEAD[-2:], (problem, suggestion)
    return renewed_list(path, say.LIST_NAME, columns, rows, key=key, typed=theirs)


def _rows(study: Study, said: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    told: Claim | None = None
    for problem, suggestion in study.answering():
        head = (say.WORK_SUGGESTION, "")
        if problem:
            head = ("", "") if problem is told else (problem.text, _facts(study, problem, said))
        told = problem
        asked = (NO_SUGGESTION, "", "", "")
        if suggestion:
            measure = joined(bound(study, suggestion.measure)[0])
            asked = suggestion.text, suggestion.lead, suggestion.term, measure
        yield (*head, *asked, "", "")


def _facts(study: Study, problem: Claim, said: Mapping[str, str]) -> str:
    return "\n".join(
        [said.get(key, say.NOT_IN_REPORT) for key in problem.findings]
        + [voiced(label, study.heard(label)) for label in problem.labels]
        + [study.facts[key].text for key in (*problem.seen, *problem.told)]
        + [say.contrary(said.get(key, say.NOT_IN_REPORT)) for key in problem.contrary]
    )
