"""What goes beside the report: 答问卡 for who presents it, 情况核实单 for the host to confirm."""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from researchlib.clean.interviews import quoted_lines
from researchlib.protect import say as say_protect
from researchlib.protect.number import WORDS, Number
from researchlib.report import say as say_report
from researchlib.report.objects.display import Display, Placed, Sentence, TableCell, TableContent
from researchlib.report.objects.voices import first_said
from researchlib.report.word.exporter import titled
from researchlib.run.engine.page import Exported
from researchlib.run.publish import say
from researchlib.store.package import saved
from researchlib.study.study import Fact, Study
from researchlib.terms import words as w
from researchlib.terms.claims import OF_PAY
from researchlib.terms.identity import find_identities

_TELLING = 6  # letters of somebody's words by which they are known again


def papers(
    study: Study, made: Sequence[Exported], sensitivity: Mapping[str, Any]
) -> tuple[list[Exported], str]:
    """Both, as far as there is anything to be written in them, and what is told of them."""
    judged = {one["key"]: one for one in sensitivity.get("outcomes", ())}
    findings = [c for page in made for c in page.contents if c.kind == "finding"]
    shown = [row for page in made if page.slides for row in _answers(study, page, findings, judged)]
    facts = [fact for fact in study.facts.values() if not _of_others(study, fact)]
    by = {w.FactSource.SUPPLIED: say_protect.told_by, w.FactSource.OBSERVED: say.seen_at}
    told = [(by[fact.source](fact.by), fact.named, "", "") for fact in facts]
    written = [
        _paper(study, *one)
        for one in (
            (say.ANSWERS_NAME, say.ANSWERS_HEAD, shown, say.ANSWERS_NOTE, ""),
            (
                say.HOST_NAME,
                say.HOST_HEAD,
                told,
                say.to_confirm(study.group, study.period),
                say.SIGNED,
            ),
        )
        if one[2]
    ]
    return written, say.papers(
        [one.name for one in written], len(study.facts), len(study.facts) - len(facts)
    )


def _paper(
    study: Study,
    name: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    under: str,
    last: str,
) -> Exported:
    """A table under a title; every cell that is filled behind the first is bound."""
    content = TableContent(
        kind="table",
        text="\n".join(map("\t".join, rows)),
        behind=WORDS,
        caption=name,
        head=tuple(map(TableCell, head)),
        rows=tuple((TableCell(n), *(TableCell(t, number=True) for t in row)) for n, *row in rows),
    )
    under_title = (say_report.SIMULATED_PAGE * study.simulated, study.title)
    writer = titled(study, name, name, filter(None, under_title))
    writer.paragraph(under)
    writer.block(Placed(content))
    writer.paragraph(last)
    for table in writer.document.tables:
        table.style = "Table Grid"
        for cell in table._cells:
            cell.paragraphs[0].alignment = None
    data = saved(writer.document, study.day)
    return Exported(study.paths.exports / name, name, "", (content,), data)


def _answers(
    study: Study,
    page: Exported,
    findings: Sequence[Any],
    judged: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, ...]]:
    """Each finding that stands on a slide, with what somebody may ask about it."""
    from pptx import Presentation

    said = {finding.key: finding.text for finding in findings}
    lines = quoted_lines(study) if study.labels else {}
    for place, slide in enumerate(Presentation(io.BytesIO(page.slides)).slides, 1):
        shown = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        on_problem = any(problem.text in shown for problem in study.problems)
        for content in {one.text: one for one in page.contents}.values():
            numbers = _counted(content, on_problem)
            if not (numbers and isinstance(content, Sentence) and content.text in shown):
                continue
            keys = {
                n.name: [
                    f.key for f in findings if any(_known_by(n) & _known_by(o) for o in f.numbers)
                ]
                for n in numbers
            }
            claims = [
                problem
                for problem in study.problems
                if problem.text in shown or {*problem.findings} & {*chain(*keys.values())}
            ]
            against = [said.get(key, "") for claim in claims for key in claim.contrary]
            labels = dict.fromkeys(label for claim in claims for label in claim.labels)
            against += [first_said(study, lines, label, w.AGAINST) for label in labels]
            yield (
                say.slide(place),
                content.text,
                _each(
                    {
                        n.name: "，".join(say_report.counted(n)) or n.basis.source or ""
                        for n in numbers
                    }
                ),
                "；".join(filter(None, against)) or say.NOT_STATED,
                _each({n.name: _verdict(keys[n.name], judged) for n in numbers}),
            )


def _counted(content: Display, on_problem: bool) -> list[Number]:
    """The numbers that have an interval; on the slide of a problem, where none has, those of
    records."""
    counted = {n.name: n for n in content.numbers if not n.withheld}.values()
    of_records = [n for n in counted if n.basis.source == say_protect.PAY_SOURCE]
    return [n for n in counted if n.interval] or of_records * on_problem


def _each(told: Mapping[str, str]) -> str:
    """What is said of all alike, once; else by name."""
    alike = set(told.values())
    return alike.pop() if len(alike) == 1 else "；".join(say.named(*one) for one in told.items())


def _verdict(keys: Sequence[str], judged: Mapping[str, Mapping[str, Any]]) -> str:
    """What other treatments make of the finding that holds a number."""
    outcome = next((judged[key] for key in keys if key in judged), None)
    return say.verdict(outcome["holds"], outcome["moved_by"]) if outcome else say.NOT_TRIED


def _known_by(number: Number) -> set[tuple[Any, ...]]:
    """As printed, of whom, by its name and its choices: the same number in another sentence."""
    basis = number.basis
    printed = number.text, number.interval, number.n, basis.question, basis.by, basis.source
    return {(*printed, name) for name in (number.name, *(basis.of or ()))}


def _of_others(study: Study, fact: Fact) -> bool:
    """Whether it tells of pay, a survey or an interview, or of a person: nothing for the host."""
    told = f"{fact.key}{fact.text}{fact.by}"
    quoted = {text for one in study.quotes for text in (one.words, one.original)}
    theirs = (*study.documents, *w.Occasion, *(person.pseudonym for person in study.people))
    return (
        any(pattern.search(told) for pattern in (OF_PAY, say.NOT_THE_HOSTS))
        or any(one in told for one in theirs)
        or any(one in told for one in quoted if len(one) >= _TELLING)
        or any(find_identities(told, study.roster, study.allowed))
    )
