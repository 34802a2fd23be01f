"""`researchlib report`: every notebook of a study run, exported, and entered in the ledger."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from researchlib import __version__
from researchlib.protect.bounds import Bounds
from researchlib.protect.gate import Known, passed
from researchlib.protect.ledger import (
    EDITABLE,
    Entry,
    Ledger,
    code_fingerprint,
    keep_edition,
    left_before,
    package_versions,
    read_ledger,
    released,
    remember,
)
from researchlib.protect.linked import conforms, few_between, open_again, planned
from researchlib.report.classroom.teaching import teachers_page
from researchlib.report.objects.display import Display, Picture, TableContent
from researchlib.run.engine.cache import keep
from researchlib.run.engine.fingerprints import inputs_digest, with_withheld
from researchlib.run.engine.graph import Engine, Pages
from researchlib.run.engine.page import Exported
from researchlib.run.publish import say
from researchlib.run.publish.cards import papers
from researchlib.run.publish.numbers import number_list
from researchlib.run.publish.problems import problem_list, unfounded, unknown_findings
from researchlib.run.publish.tables import tables_workbook
from researchlib.run.publish.trail import write_trail
from researchlib.run.verify.snapshot import keep_inputs
from researchlib.store import say as say_store
from researchlib.store.files import (
    Over,
    fingerprint_of,
    json_bytes,
    one_run,
    sha256_of,
    sweep,
    write_atomic,
    write_together,
)
from researchlib.store.key import kept_key
from researchlib.store.values import as_json
from researchlib.study.place import Place
from researchlib.study.study import Study
from researchlib.terms import words as w

_PASSES = 6
Tell = Callable[[str], None]


def make_report(
    home: Path,
    study: Study,
    tell: Tell,
    engine: Engine,
) -> tuple[list[Path], list[Exported]]:
    """Run and export every notebook; the ledger is written last.

    Returns the files written and the pages as made. A notebook that fails is told, and nothing
    is written: the reports of the last good run stay as they are.
    """
    place = study.paths
    paths = place.to_run()
    if not paths:
        raise say.problem("no_notebooks", study.name)
    for source, book in study.codebooks.items():
        for question in book:
            if question.confirm.startswith(w.NAMES_ASKED):
                raise say.problem("names_asked", source, question.text, study.where(question.text))
    with one_run(place.exports):
        sweep(place.exports)
        kept_key(place.key)  # before several notebooks would each make one
        before, inputs = place.fingerprints(), inputs_digest(home, study.name)
        keep_edition(place, study.edition)
        last, gone = read_ledger(place.ledger), left_before(place)
        made = _settled(study, Pages(home, study.name, paths, engine, tell), gone, tell)
        entries = [entry for exported in made for entry in exported.entries]
        bounds = [one for exported in made for one in exported.bounds]
        _refuse_repeated(entries)
        if study.edition is w.Edition.FINAL and (lacking := list(unfounded(study, entries))):
            raise say.problem("unfounded_in_final", [what for what, *_ in lacking])
        _compare_editions(study, bounds, last, gone, tell)
        if told := list(_everybody_or_nobody(entries)):
            tell(say.everybody_or_nobody(told))
        own = _own_words(place, last)
        stands = with_withheld(inputs, place)
        judged = last.sensitivity if last.inputs == stands else {}
        beside, of_them = papers(study, made, judged)
        tell(of_them)
        word = [*(page for page in made if page.handed_in), *beside]
        files = _files(own, study, made, word, entries, tell)
        _refuse_changed(before, place.fingerprints())
        ledger = Ledger(
            study.name,
            study.edition,
            __version__,
            code_fingerprint(),
            package_versions(),
            {name: sha256_of(data) for name, data in files.items()},
            tuple(entries),
            {m.name: dict(m.bound) for m in word},
            {m.name: tuple(m.small) for m in word},
            stands,
            judged,
            releases=tuple(as_json([one.public for one in bounds])),
            outward=True,
        )
        written = {place.exports / name: data for name, data in files.items()}
        own |= {ledger.files[name] for name in files if name.endswith(EDITABLE)}
        write_atomic(place.words, json_bytes(sorted(own)))  # before: a crash makes nobody's edit
        known = Known.of(study)
        aside = write_together(passed({**written, place.ledger: ledger.written()}, known))
        for path in aside or ():
            tell(say.saved_meanwhile(path.name))
        keep_inputs(place, before)
        keep(place, made)
        if study.edition is w.Edition.FINAL:
            remember(place, ledger)
        teachers_page(study, _contents(made))
        tell(write_trail(study, made))
    return list(written), made


def _own_words(place: Place, last: Ledger) -> set[str]:
    """The fingerprints of the Word files that the program has written: any other was edited."""
    kept = json.loads(place.words.read_bytes()) if place.words.is_file() else []
    return {*kept, *(digest for name, digest in last.files.items() if name.endswith(EDITABLE))}


def _files(
    own: set[str],
    study: Study,
    made: list[Exported],
    word: list[Exported],
    entries: list[Entry],
    tell: Tell,
) -> dict[str, bytes]:
    """Every file of the set by its name: pages, Word, lists and tables."""
    files = {f"{exported.name}.html": exported.page.encode() for exported in made}
    edited = {f"{page.name}.docx": page.word for page in word}
    edited |= {f"{say.SLIDES_NAME}.pptx": page.slides for page in made if page.slides}
    for name, data in edited.items():
        path = _free(own, study.paths.exports / name, tell)
        files[path.name] = Over(data, fingerprint_of(path))
    if study.problems:
        for text in unknown_findings(study, entries):
            tell(text)
        name = f"{say.LIST_NAME}.xlsx"
        files[name] = problem_list(study, entries, study.paths.exports / name)
    files[f"{say.NUMBERS_NAME}.xlsx"] = number_list(entries, study.simulated)
    shown = [
        (m.name, c)
        for m in made
        if m.word
        for c in m.contents
        if isinstance(c, TableContent) or isinstance(c, Picture) and c.plot
    ]
    if shown:
        files[f"{say.TABLES_NAME}.xlsx"] = tables_workbook(shown, study.simulated)
    return files


def _settled(
    study: Study,
    pages: Pages,
    gone: Sequence[Bounds],
    tell: Tell,
) -> list[Exported]:
    """Numbers from which a small count of the answers would follow are withheld, and kept in
    withheld.json; the notebooks that show otherwise run again. What the group says of its
    findings decides which of them go."""
    known, already = study.withheld, set[str]()
    for _ in range(_PASSES):
        made = pages.made(known)
        if pages.forget(open_again(_contents(made), known, gone)):
            made = pages.made(known)
        plan = planned(study, _contents(made), known, gone, already)
        already |= plan.why.keys()
        if plan.withheld != known:
            write_atomic(study.paths.withheld, json_bytes(sorted(plan.withheld)))
            known = plan.withheld
            for text in say.withheld_together(plan.why, _findings_lost(made, plan.why)):
                tell(text)
        if all(conforms(page.bounds, known) for page in made):
            return made
    raise say.problem("not_settled")


def _contents(made: Sequence[Exported]) -> list[Display]:
    return [content for page in made for content in page.contents]


def _findings_lost(made: Sequence[Exported], why: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Each finding of which a number is withheld, by its key, with what it would give away."""
    return {
        content.key: next((label for label in why[one.key] if label), "")
        for content in _contents(made)
        if content.kind == "finding"
        for one in content.behind.bounds
        if one.key in why
    }


def _compare_editions(
    study: Study,
    bounds: Sequence[Bounds],
    last: Ledger,
    gone: Sequence[Bounds],
    tell: Tell,
) -> None:
    """Beside what has left the house, a final edition must not tell of a few people by their
    difference; any other report only warns, of the last one too."""
    if places := few_between(bounds, gone):
        if study.edition is w.Edition.FINAL:
            raise say.few_between(places)
        tell(say.few_beside_left(places))
    elif places := few_between(bounds, released(last.releases)):
        tell(say.few_beside_last(places))


def _free(own: set[str], path: Path, tell: Tell) -> Path:
    """The file, or another where somebody has edited the one that is there."""
    for number in range(1, 1_000):
        other = path if number == 1 else path.with_stem(f"{path.stem}_{number}")
        if fingerprint_of(other) in ("", *own):
            if other != path:
                tell(say.kept_edited(path.name, other.name))
            return other
    raise say_store.problem("cannot_write", path)


def _everybody_or_nobody(entries: list[Entry]) -> Iterator[str]:
    """Groups of which a share tells what each of them said: for the author to consider."""
    seen = {
        (number["question"], number["name"])
        for entry in entries
        for number in entry.numbers
        if number.get("by") and number["text"] in w.ALL_OR_NONE and number["name"] != w.EVERYONE
    }
    return (f"“{question[:20]}”{name}" for question, name in sorted(seen))


def _refuse_changed(before: dict[str, str], after: dict[str, str]) -> None:
    """What was read must still be what is there."""
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        raise say.problem("changed_meanwhile", changed)


def _refuse_repeated(entries: list[Entry]) -> None:
    """A key names one finding in the whole study."""
    seen: dict[str, str] = {}
    for entry in entries:
        key = entry.key if entry.kind == "finding" else ""
        if key and key in seen:
            raise say.problem("key_repeated", key, seen[key], entry.report)
        seen[key] = entry.report
