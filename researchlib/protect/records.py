"""What of records may be shown: the unit's own facts, nobody's pay; how the files came in."""

from collections.abc import Mapping
from dataclasses import dataclass

from researchlib.clean.answers import Answers
from researchlib.estimate.payroll import PayRecord
from researchlib.protect import say
from researchlib.protect.number import Basis, Number, Stated
from researchlib.terms import numbers as write
from researchlib.terms import policy


@dataclass(frozen=True)
class Facts:
    """Named numbers as text, for sentences; None is withheld. `source` says whose they are."""

    texts: Mapping[str, str | None]
    source: str
    method: str
    fingerprint: str

    @property
    def rows(self) -> tuple[Number, ...]:
        basis = Basis(source=self.source, method=self.method, data=self.fingerprint[:12])
        return tuple(
            Stated(name, text or say.WITHHELD, basis=basis, withheld=text is None, clause=clause)
            for name, text in self.texts.items()
            for clause in [say.NOT_ONE if text == say.persons(0) else text or say.WITHHELD]
        )


@dataclass(frozen=True)
class Month:
    """One month of the calendar: whole percentages, or nothing where too few are concerned."""

    label: str
    on_time: float | None
    late: float | None
    unpaid: float | None


def flow_facts(answers: Answers) -> Facts:
    """The flow of questionnaires, by the names that sentences use."""
    flow = answers.flow
    issued = f"{flow.issued}{say.SHEETS}" if flow.issued else say.UNKNOWN_ISSUED
    texts = (issued, f"{flow.returned}{say.SHEETS}", f"{flow.valid}{say.SHEETS}")
    named: dict[str, str | None] = dict(zip(say.FLOW, texts, strict=False))
    named[say.VALID_RATE] = write.percent(flow.valid / flow.returned)
    return Facts(named, answers.respondents, say.FLOW_METHOD, answers.fingerprint)


def pay_facts(record: PayRecord) -> Facts:
    """Counts that concern everybody or nobody, or enough people on both sides; a rate, a total or
    a longest wait only where the count of the people behind it is shown."""
    share = record.in_arrears / record.person_months
    whole = record.uniform or record.persons >= policy.LEAST_BASE
    counts = [_people(record, n) for n in (record.affected, record.pension, record.medical)]
    affected, pension, medical = counts
    late = whole and affected is not None
    months = late and all(month.on_time is not None for month in pay_calendar(record))
    texts = (
        say.persons(record.persons),
        write.percent(1 - share) if months else None,
        say.person_months(record.in_arrears) if months else None,
        say.months(record.longest) if late else None,
        say.months(record.months_late) if late else None,
        *counts,
        write.percent(record.pension / record.persons) if whole and pension else None,
        write.percent(record.medical / record.persons) if whole and medical else None,
        say.units(record.units),
        say.person_months(record.person_months),
    )
    return Facts(
        dict(zip(say.PAY_FACTS, texts, strict=True)),
        say.PAY_SOURCE,
        say.PAY_METHOD,
        record.fingerprint,
    )


def _people(record: PayRecord, count: int) -> str | None:
    """A count of persons: all, none, or at least the least sensitive count on both sides."""
    least = min(count, record.persons - count)
    enough = least >= policy.LEAST_SENSITIVE_COUNT and record.persons >= policy.LEAST_BASE
    return say.persons(count) if least == 0 or enough else None


def pay_calendar(record: PayRecord) -> tuple[Month, ...]:
    """The calendar in monthly totals; a month in which few are concerned is not shown."""
    shown = []
    for month, row in record.months.iterrows():
        counts = [int(row[k]) for k in ("on_time", "late", "unpaid")]
        few = any(0 < c < policy.LEAST_SENSITIVE_COUNT for c in counts)
        label = say.month_label(int(month))
        if few or (record.persons < policy.LEAST_BASE and not record.uniform):
            shown.append(Month(label, None, None, None))
            continue
        shares = [write.rounded(c / sum(counts), 2) for c in counts]
        shown.append(Month(label, *shares))
    return tuple(shown)
