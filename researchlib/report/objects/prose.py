"""Sentences with bound numbers, and the search for numbers that nothing carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.clean.interviews import Transcripts
from researchlib.estimate.compare import Comparison, Direction, family
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.payroll import PayRecord
from researchlib.protect import say as say_protect
from researchlib.protect.protected import (
    Protected,
    ProtectedComparison,
    Shown,
    protect,
    protect_comparison,
)
from researchlib.protect.records import Facts, pay_facts
from researchlib.protect.voices import voice_facts
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.study.study import Fact, Source, Study
from researchlib.terms import claims
from researchlib.terms import numbers as write
from researchlib.terms.words import TO_FILL, FactSource

_FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: plain, with evidence (its index), or carried by nothing."""

    text: str
    evidence: int | None = None
    unbound: bool = False


@dataclass(frozen=True)
class Prose:
    """A sentence with its evidence, ready to be shown."""

    runs: tuple[Run, ...]
    evidence: tuple[Mapping[str, Any], ...]
    withheld: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def bind(template: str, evidence: Sequence[Any], named: Mapping[str, Any]) -> Prose:
    """Fill a template: each {name} or {name:form} from the keywords, then from the labels."""
    shown = [_protected(item) for item in evidence]
    named = _one_family(named)
    keywords = {name: _protected(value) for name, value in named.items()}
    allowed = [
        word
        for item in (*shown, *keywords.values())
        if isinstance(item, Protected)
        for row in item.rows
        for word in (row.group, row.item, row.choice)
        if word
    ]
    runs: list[Run] = []
    records: list[Mapping[str, Any]] = []
    withheld = False
    end = 0
    for match in _FIELD.finditer(template):
        runs += split_unbound(template[end : match.start()], allowed)
        end = match.end()
        found = _find(match[1].strip(), template, shown, keywords)
        if isinstance(found, str):
            runs += split_unbound(found)
            continue
        text, record = _written(match[1].strip(), match[2] or "", found)
        withheld |= bool(record.get("withheld"))
        records.append(record)
        runs.append(Run(text, len(records) - 1))
    return Prose((*runs, *split_unbound(template[end:], allowed)), tuple(records), withheld)


def _one_family(named: Mapping[str, Any]) -> dict[str, Any]:
    """The comparisons of one sentence hold together: simultaneous intervals decide their words."""
    names = [name for name, value in named.items() if isinstance(value, Comparison)]
    if len(names) < 2:
        return dict(named)
    return dict(named) | dict(zip(names, family([named[n] for n in names]), strict=True))


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


def _protected(item: Any) -> Any:
    """Nothing reaches a sentence but through protect."""
    if isinstance(item, Estimates):
        return protect(item)
    if isinstance(item, Comparison):
        return protect_comparison(item)
    if isinstance(item, Transcripts):
        return voice_facts(item)
    if isinstance(item, Answers):
        return _flow_facts(item)
    if isinstance(item, PayRecord):
        return pay_facts(item)
    if isinstance(item, Study):
        named = {
            say.GROUP: item.group,
            say.GROUP_SIZE: say_report.persons(item.group_size) if item.group_size else TO_FILL,
            say.PERIOD: item.period,
            say.PLACE: item.place,
        }
        return Facts(named, say.FROM_WORKBOOK, "", item.fingerprint)
    if isinstance(item, Source):
        return Facts({say.CHANNEL: item.channel}, say.FROM_WORKBOOK, "", "")
    return item


def _flow_facts(answers: Answers) -> Facts:
    """The flow of questionnaires, by the names that sentences use."""
    flow = answers.flow
    issued = f"{flow.issued}{say_report.SHEETS}" if flow.issued else say_report.UNKNOWN_ISSUED
    texts = (issued, f"{flow.returned}{say_report.SHEETS}", f"{flow.valid}{say_report.SHEETS}")
    named = dict(zip(say_report.FLOW, texts, strict=False))
    named[say.VALID_RATE] = write.percent(flow.valid / flow.returned)
    return Facts(named, answers.respondents, say.INTERVAL_METHODS["flow"], answers.fingerprint)


def _find(name: str, template: str, shown: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
    if name in keywords:
        found = keywords[name]
        if isinstance(found, Protected):
            if len(found.rows) != 1:
                raise say_report.needs_one_row(name, len(found.rows))
            return found, found.rows[0]
        return found
    known = list(keywords)
    for item in shown:
        if isinstance(item, Protected):
            if name in item:
                return item, item.row(name)
            known += [row.label for row in item.rows]
        elif isinstance(item, Facts):
            if name in item.texts:
                return item
            known += list(item.texts)
        elif isinstance(item, Fact):
            if name == item.key:
                return item
            known.append(item.key)
    raise say.unknown_name(name, template, known)


def _written(name: str, form: str, found: Any) -> tuple[str, Mapping[str, Any]]:
    if form and form not in claims.FORMS:
        raise say.unknown_form(form, claims.FORMS)
    if isinstance(found, tuple):
        return _shown_text(form, *found), number_record(name, *found)
    if isinstance(found, ProtectedComparison):
        return _comparison(name, found)
    if isinstance(found, Fact):
        supplied = found.source is FactSource.SUPPLIED
        told = say.fact(found.text, found.by, supplied, found.checked)
        return (found.text if form == claims.PLAIN else told), {
            "name": name,
            "text": found.text,
            "source": found.source,
            "by": found.by,
        }
    text = found.texts[name]
    return text or say_protect.WITHHELD, {
        "name": name,
        "text": text or say_protect.WITHHELD,
        "source": found.source,
        "method": found.method,
        "data": found.fingerprint[:12],
        "withheld": text is None,
    }


def _shown_text(form: str, protected: Protected, row: Shown) -> str:
    if form == claims.PEOPLE:
        return say_report.persons(row.n)
    if row.withheld:
        return row.text
    if form == claims.TENTHS and protected.measure is Measure.SHARE:
        return write.tenths(row.value or 0.0)
    return say.full(row.text, row.interval, row.people) if form == claims.FULL else row.text


def number_record(name: str, protected: Protected, row: Shown) -> dict[str, Any]:
    """The evidence of one number, as text: what stands behind it in page, note and ledger."""
    asked = protected.asked
    return {
        "name": name,
        "text": row.text,
        "interval": row.interval,
        "n": row.n,
        "missing": row.missing,
        "question": asked.text,
        "of": list(asked.of),
        "by": asked.by,
        "respondents": asked.respondents,
        "domain": asked.domain,
        "method": say.INTERVAL_METHODS[protected.measure],
        "sampling": say.sampling_note(asked.sampling, asked.design),
        "data": asked.fingerprint[:12],
        "withheld": row.withheld,
        "release": row.release,
        "cell": row.cell,
    }


def _comparison(name: str, found: ProtectedComparison) -> tuple[str, Mapping[str, Any]]:
    other = say.group_name(found.second, found.noun)
    text = say.clause(found.direction, other, found.second_text)
    if found.direction is Direction.TOO_FEW:
        return text, {"name": name, "text": text}
    note = say.gap_note(found.gap, found.interval, found.first_n, found.second_n, found.detectable)
    return text, {
        "name": name,
        "text": note,
        "direction": str(found.direction),
        "method": say.DIFFERENCE,
        "cell": found.cell,
    }
