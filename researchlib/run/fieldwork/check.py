"""`researchlib check`: what needs a person, in the order to mend it, on screen and as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from researchlib.clean import suspects, values
from researchlib.clean.answers import Answers
from researchlib.clean.interviews import clean_interviews
from researchlib.clean.questionnaires import clean_export
from researchlib.protect.ledger import read_ledger
from researchlib.read.exports.export import Export
from researchlib.read.exports.questionnaires import asks, read_questionnaires
from researchlib.run.fieldwork import say
from researchlib.run.fieldwork.seal import unsealed
from researchlib.run.lists import renewed_list
from researchlib.run.publish import say as say_publish
from researchlib.run.publish.problems import gaps, unfounded
from researchlib.run.publish.typed import typed_in
from researchlib.study.codebook import Codebook
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.identity import ALONE, THIRD, find_buildings, find_identities
from researchlib.terms.problem import DataProblem
from researchlib.terms.text import fold
from researchlib.terms.words import Kind, Mode, Rule

_SPEED = 0.3
_FEW_PLACES, _ALIKE = 20, 5
_SAME_ADDRESS = 3


@dataclass(frozen=True)
class Task:
    """One thing for a person: what was found, where, what to do; whether a report must wait."""

    what: str
    where: str
    todo: str
    blocks: bool = False


def check_study(study: Study, today: date) -> tuple[list[str], list[Task]]:
    """What is well (sentences) and what needs a person, most urgent first."""
    well: list[str] = []
    tasks = list(_basics(study, today))
    for source in study.sources:
        if not study.codebooks[source].questions:
            tasks.append(_task("no_questions", blocks=True))
            continue
        try:
            raw = read_questionnaires(study, source)
            answers = clean_export(study, raw, {})
        except DataProblem as problem:
            tasks.append(Task(problem.found, source, f"{problem.where}{problem.todo}", blocks=True))
            continue
        well.append(say.checked(source, answers.flow.valid, answers.flow.returned))
        well += answers.notes
        tasks += [_task("unread", source, told=told) for told in answers.unread]
        if any(name.startswith(w.SAMPLE_MARK) for name, _ in raw.files):
            tasks.append(_task("sample", source, blocks=True))
        tasks += _few_places(answers)
        ruled = any(d.rule is Rule.TOO_FAST for d in study.decisions_for(source))
        tasks += _spelled_twice(study, source)
        for question in answers.codebook:
            if question.kind in (Kind.SINGLE, Kind.SCALE):
                counts = answers.frame[question.variable].value_counts().to_dict()
                for none, some in suspects.unchosen_twins(question, counts):
                    name = question.label
                    task = _task("unchosen_twin", source, question=name, unchosen=none, chosen=some)
                    tasks.append(task)
        for mode, export in raw.ways:
            asked = tuple(q for q in study.codebooks[source] if asks(export, q))
            tasks += _doubtful(study, export, source, Codebook(asked), today)
            tasks += _duplicates(export, source)
            tasks += _careless(export, source, ruled) if mode is Mode.SELF else ()
            tasks += _identities(study, export, source)
    later = unsealed(study)
    tasks += [_task("unsealed", files=later)] if later else []
    published = read_ledger(study.paths.ledger).findings
    tasks += [Task(*told) for told in gaps(study, published)]
    tasks += [_task("typed", **vars(told)) for told in typed_in(study)]
    tasks += [
        _task("third_person", quote.source, words=quote.words)
        for quote in study.quotes
        if THIRD.search(fold(quote.words))
    ]
    tasks += _told_of(study)
    tasks += _interviews(study)
    missing = _before_final(study, later)
    tasks += [_task("before_final", missing=missing)] if missing else []
    return well, sorted(tasks, key=lambda task: not task.blocks)


def _told_of(study: Study) -> Iterator[Task]:
    """What a signed report may not say, where the raw files can be read."""
    try:
        yield from [
            Task(*told) for told in unfounded(study, read_ledger(study.paths.ledger).findings)
        ]
    except DataProblem as problem:
        yield Task(problem.found, study.name, problem.todo)


def _interviews(study: Study) -> Iterator[Task]:
    """Codings that are not settled, and approved quotes whose speakers were not asked."""
    if not any((study.paths.interviews / "masters").glob("*.txt")):
        return
    try:
        spoken = clean_interviews(study)
    except DataProblem as problem:
        yield Task(problem.found, study.paths.interviews.name, problem.todo)
        return
    if spoken.open:
        yield _task("codings_open", left=spoken.open)
    said = spoken.turns.set_index(["document", "line"])["speaker"].to_dict()
    quoted = [
        said.get((q.source, int(q.variable)), "")
        for q in study.quotes
        if q.approved and q.source in study.documents and q.variable.isdecimal()
    ]
    unasked = [who for who in quoted if not study.may_quote(who)]
    if unasked:
        yield _task("not_permitted", count=len(unasked), speakers=sorted({*unasked} - {""}))


def _before_final(study: Study, unsealed_files: Sequence[str]) -> list[str]:
    """What a final edition will ask for, all at once and before the last step."""
    if not study.paths.ledger.is_file():  # no report yet: there is nothing to sign
        return []
    unapproved = sum(bool(q.words) and not q.approved for q in study.quotes)
    wanted = (
        (w.DATED, not study.dated),
        (f"{w.APPROVER}、{w.APPROVED_ON}", not study.approved),
        (say.UNSEALED, bool(unsealed_files) or not study.sealed),
        (say.quotes_unapproved(unapproved), unapproved > 0),
    )
    return [name for name, lacking in wanted if lacking]


def _basics(study: Study, today: date) -> Iterator[Task]:
    blank = [
        name
        for name, value in (
            (w.GROUP, study.group),
            (w.PLACE, study.place),
            (w.PERIOD, study.period),
        )
        if value == w.TO_FILL
    ]
    if blank:
        yield _task("basics_blank", items=blank)
    if not study.keep_until:
        yield _task("keep_until_blank")
    elif date.fromisoformat(study.keep_until) < today:
        yield _task("kept_too_long", day=study.keep_until, blocks=True)


def _doubtful(
    study: Study, export: Export, source: str, book: Codebook, today: date
) -> Iterator[Task]:
    """Consent, attention items, impossible values and double spellings."""
    ruled = {(d.rule, d.variable) for d in study.decisions_for(source)}
    for code, rule, suspected in (
        ("no_consent", Rule.CONSENT, suspects.consent_missing(export, book)),
        ("attention", Rule.ATTENTION, suspects.attention_failed(export, book)),
        ("impossible", None, suspects.impossible(export, book, today)),
    ):
        for found in suspected:
            if (rule, found.question.variable) not in ruled:
                told = {"question": found.question.text, "example": found.example}
                blocks = rule is Rule.CONSENT
                yield _task(code, source, found.rows, blocks=blocks, **told)
    late = suspects.submitted_impossibly(export, today)
    if late:
        yield _task("submitted", source, late)
    for question in book:
        if question.confirm.startswith(w.NAMES_ASKED):
            where = study.where(question.text)
            asked = say_publish.problem("names_asked", source, question.text, where)
            yield Task(asked.found, asked.where, asked.todo, blocks=True)


def _spelled_twice(study: Study, source: str) -> Iterator[Task]:
    for question in study.codebooks[source]:
        for spellings in suspects.spelled_twice(question):
            if not set(spellings) <= {old for _, olds in question.merge for old in olds}:
                yield _task("spelled_twice", source, question=question.label, spellings=spellings)


def _few_places(answers: Answers) -> Iterator[Task]:
    """Answers that come from few places: were these drawn whole, they are clusters."""
    design = answers.design
    for question in answers.codebook:
        named = question.variable
        if design.cluster or named == design.stratum or not w.PLACE_TITLE.search(question.text):
            continue
        told = answers.frame[named][answers.answered(named)] if named in answers.frame else ()
        places = len(set(told))
        if 1 < places <= _FEW_PLACES and len(told) >= _ALIKE * places:
            yield _task(
                "few_places", answers.name, question=question.label, variable=named, places=places
            )


def _duplicates(export: Export, source: str) -> Iterator[Task]:
    """The same serial twice, or two people whose every answer is the same."""
    serial = export.metadata(w.SERIAL)
    if serial is not None and serial[serial != ""].duplicated().any():
        rows = serial.index[serial.duplicated(keep=False) & (serial != "")]
        yield _task("serial_twice", source, rows)
    places = [i.position for i in export.items if not i.metadata]
    same = export.frame[places].duplicated(keep=False)
    if same.any() and len(places) > 5:
        yield _task("same_answers", source, export.frame.index[same])


def _careless(export: Export, source: str, ruled: bool) -> Iterator[Task]:
    """Times that cannot be read, forms far faster than the middle (where no rule deals with
    them), or many from one address: for forms filled in alone only."""
    seconds = export.metadata(*w.SECONDS_NAMES)
    if seconds is not None:
        taken = values.seconds(seconds)
        unread = taken.index[taken.isna() & (seconds.str.strip() != "")]
        if len(unread):
            yield _task("time_unread", source, unread, example=seconds[unread[0]])
        fast = taken < _SPEED * taken.median()
        if fast.any() and not ruled:
            limit = int(_SPEED * taken.median())
            yield _task("fast", source, taken.index[fast], seconds=limit)
    address = export.metadata(w.ADDRESS)
    if address is not None:
        counts = address[address != ""].value_counts()
        many = int((counts > _SAME_ADDRESS).sum())
        if many:
            yield _task("same_address", source, addresses=many, least=_SAME_ADDRESS)


def _identities(study: Study, export: Export, source: str) -> Iterator[Task]:
    """Open answers that hold a patterned identity; the text itself is not repeated."""
    for question in study.codebooks[source]:
        if question.kind is not Kind.OPEN:
            continue
        for item in export.items:
            if item.stem == question.text and not item.part:
                column = export.column(item)
                rows = [
                    r
                    for r, text in column.items()
                    if next(find_identities(text, study.roster), None)
                    or next(find_buildings(text, study.allowed), None)
                    or ALONE.search(fold(text))
                ]
                if rows:
                    yield _task("identity", source, rows, question=question.text)


def _task(
    code: str, source: str = "", rows: Sequence[int] = (), blocks: bool = False, **told: object
) -> Task:
    """One of the tasks that say has a line for; rows as Excel counts them."""
    return Task(*say.task(code, source=source, rows=rows, **told), blocks)


def task_list(tasks: Sequence[Task], path: Path) -> bytes:
    """待处理.xlsx: what, where, what to do, and who (to be filled in, and kept)."""
    rows = [
        (str(number), task.what, task.where, task.todo, "") for number, task in enumerate(tasks, 1)
    ]
    _, what, where, _, who = say.LIST_HEAD
    columns = tuple(zip(say.LIST_HEAD, (6, 50, 24, 50, 12), strict=True))
    return renewed_list(path, w.TO_DO, columns, rows, key=(what, where), typed=(who,))
