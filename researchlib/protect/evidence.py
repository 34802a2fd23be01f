"""What a sentence may be given: protected numbers, each by its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from researchlib.clean.answers import Answers
from researchlib.clean.interviews import Transcripts
from researchlib.estimate.compare import Comparison, family
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.payroll import PayRecord
from researchlib.protect import say
from researchlib.protect.number import Basis, Number, Stated
from researchlib.protect.protected import protect, protect_comparison
from researchlib.protect.records import Facts, flow_facts, pay_facts
from researchlib.protect.voices import voice_facts
from researchlib.study.study import Fact, Source, Study
from researchlib.terms.claims import OF_PAY
from researchlib.terms.words import TO_FILL, FactSource

N = TypeVar("N", bound=Number)


class Evidence(Protocol):
    """Protected numbers, each by the name that a sentence calls it."""

    @property
    def rows(self) -> Sequence[Number]: ...


Given = (
    Evidence | Estimates | Comparison | Answers | Transcripts | PayRecord | Study | Source | Fact
)


def evidence(given: Given) -> Evidence:
    """What of it may be shown; nothing reaches a sentence but through here.

    What is protected already stays as it is.
    """
    return _DOORS.get(type(given), lambda one: one)(given)


def study_facts(study: Study) -> Facts:
    """Who went where, and when; what the host told of itself, and whom there is to thank."""
    told = (f for f in study.facts.values() if f.source is FactSource.SUPPLIED)
    told = (f for f in told if not OF_PAY.search(f.named))
    named = {
        say.GROUP: study.group,
        say.GROUP_SIZE: say.persons(study.group_size) if study.group_size else TO_FILL,
        say.PERIOD: study.period,
        say.PLACE: study.place,
        say.HOST_TOLD: "；".join(say.fact(f.named, f.by, True, f.checked) for f in told) or TO_FILL,
        say.THANKS: say.thanks([study.place, *(s.respondents for s in study.sources.values())]),
    }
    return Facts(named, say.FROM_WORKBOOK, "", study.keyed(study.fingerprint))


def channel_facts(source: Source) -> Facts:
    """How a questionnaire was filled in."""
    return Facts({say.CHANNEL: source.channel}, say.FROM_WORKBOOK, "", "")


def attributed(fact: Fact) -> Stated:
    """What was seen, or what one was told and by whom."""
    supplied = fact.source is FactSource.SUPPLIED
    clause = say.fact(fact.text, fact.by, supplied, fact.checked)
    return Stated(fact.key, fact.text, basis=Basis(source=fact.source, by=fact.by), clause=clause)


_DOORS: dict[type, Callable[[Any], Evidence]] = {
    Estimates: protect,
    Comparison: protect_comparison,
    Answers: flow_facts,
    Transcripts: voice_facts,
    PayRecord: pay_facts,
    Study: study_facts,
    Source: channel_facts,
    Fact: attributed,
}


def evidence_named(given: Mapping[str, Given | str]) -> dict[str, Evidence | str]:
    """By keyword. The comparisons of one sentence hold together: simultaneous intervals decide
    their words."""
    gaps = {name: one for name, one in given.items() if isinstance(one, Comparison)}
    together = {**given, **dict(zip(gaps, family(list(gaps.values())), strict=True))}
    return {name: one if isinstance(one, str) else evidence(one) for name, one in together.items()}


def only(name: str, rows: Sequence[N]) -> N:
    """The number that goes by the name, or the one there is. Raises DataProblem for several."""
    named = [row for row in rows if row.name == name]
    if not named and len(rows) != 1:
        raise say.problem("needs_one_row", name, len(rows))
    return replace((named or rows)[0], name=name)
