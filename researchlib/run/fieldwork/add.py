"""`researchlib add`: exports and transcripts are read, recognised and copied in; nothing is
overwritten."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from researchlib.clean.speaking import read_spoken, who_speaks
from researchlib.read.exports.codefile import read_code_file
from researchlib.read.exports.export import Export, read_export
from researchlib.read.exports.headers import normal
from researchlib.read.exports.parts import can_join, conflicts, forms_of
from researchlib.read.exports.questionnaires import is_entry
from researchlib.read.files.guard import is_data
from researchlib.read.spoken.transcripts import ENDINGS, has_speakers
from researchlib.run.fieldwork import say
from researchlib.run.say import SETTLED_ENTRY
from researchlib.store.files import write_atomic
from researchlib.study.codebook import Codebook
from researchlib.study.place import EARLIER
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.identity import find_identities
from researchlib.terms.problem import DataProblem

_LEAST_KNOWN = 0.5


def data_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and every data file inside the folders named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and (is_data(p) or _is_spoken(p))
                and EARLIER not in p.parts
                and p.name != w.WORKBOOK
                and not read_code_file(p)
            )
        elif not read_code_file(path):  # it comes along with the export that it explains
            yield path


def add_file(study: Study, path: Path, source: str = "") -> str:
    """Copy one export into its questionnaire's folder, or a transcript to the others, and say what
    is new.

    A later export that holds every answer of an earlier one takes its place (the earlier file
    moves to earlier/). Raises DataProblem where the file belongs to no questionnaire of the
    study, or disagrees with one that is there.
    """
    if not source and _is_spoken(path):
        return add_transcript(study, path)
    export = read_export(path)
    key = source or _recognise(study, export)
    study.source(key)
    folder = study.paths.questionnaires / key
    data = path.read_bytes()
    held = []
    for kept in sorted(folder.glob("*")) if folder.is_dir() else []:
        if not kept.is_file() or not is_data(kept) or read_code_file(kept):
            continue
        if kept.name.startswith(w.SAMPLE_MARK):
            continue
        if kept.read_bytes() == data:
            return say.same_file(path.name, key)
        other = read_export(kept)
        held += [other] if _same_role(other, export) else []
    contained = [other for other in held if _holds_all(export, other)]
    beside = [other for other in held if other not in contained]
    for other in beside:
        if not can_join(other, export):
            differing = [say.differing(c.form, c.column) for c in conflicts(other, export)]
            raise say.problem("two_versions", path.name, other.path.name, differing)
    if not contained and (folder / path.name).exists():
        raise say.problem("already_there", path.name)
    for other in contained:
        write_atomic(folder / EARLIER / other.path.name, other.path.read_bytes())
    write_atomic(folder / path.name, data)
    for other in contained:
        if other.path.name != path.name:
            other.path.unlink()
    if export.companion:
        write_atomic(folder / export.companion.name, export.companion.read_bytes())
    unknown = _unknown(study.codebooks[key], export)
    if not held:
        return _clear_samples(folder) + say.added(path.name, key, len(export.frame), unknown)
    new = _new(export, held)
    if contained:
        return say.grown(path.name, key, new, unknown)
    return say.added(path.name, key, new, unknown) + say.beside([o.path.name for o in beside])


def _is_spoken(path: Path) -> bool:
    """A transcript: a text or Word file in which people speak, and no table of answers."""
    mine = path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))
    return mine and path.is_file() and not is_data(path) and has_speakers(path)


def add_transcript(study: Study, path: Path) -> str:
    """Copy a transcript to interviews/transcripts and say who speaks in it, or what is not sure.
    Raises DataProblem where another of that name is there."""
    folder = study.paths.interviews / "transcripts"
    target = folder / path.name
    there = [p for p in folder.glob("*") if p.stem == path.stem]
    if any(p.read_bytes() == path.read_bytes() for p in there):
        return say.same_transcript(path.name)
    if there:
        raise say.problem("transcript_there", path.name, there[0].name)
    if named := next(find_identities(path.stem, study.roster, study.allowed), None):
        raise say.problem("transcript_named", path.name, path.stem[named.start : named.end])
    write_atomic(target, path.read_bytes())
    where = target.relative_to(study.paths.home).as_posix()
    try:
        read = read_spoken(study, target)
    except DataProblem as problem:
        return say.transcript_unsure(where, problem.found)
    unknown = [one for one in who_speaks(study, [read]) if one.problem]
    return say.transcript_added(where, path.stem, len(read.speakers), len(read.turns), len(unknown))


def _new(export: Export, held: Sequence[Export]) -> int:
    """How many answers stand in none of the files that are there."""
    forms = forms_of(export)
    numbered = [numbers for other in held if (numbers := forms_of(other)) is not None]
    known = {form for numbers in numbered for form in numbers}
    if forms is not None and known:
        return sum(form not in known for form in forms)
    return len(export.frame) - max(len(other.frame) for other in held)


def _recognise(study: Study, export: Export) -> str:
    """The questionnaire whose questions the file asks."""
    stems = {normal(i.stem) for i in export.items if not i.metadata}
    known = {
        key: len(stems & _asked(book)) / max(len(stems), 1) for key, book in study.codebooks.items()
    }
    best = max(known, key=known.__getitem__, default="")
    if not best or known[best] < _LEAST_KNOWN:
        raise say.problem("not_recognised", export.path.name, list(study.sources))
    return best


def _asked(book: Codebook) -> set[str]:
    return {normal(q.stem or q.text) for q in book}


def _same_role(kept: Export, export: Export) -> bool:
    """The same kind of file of one way of answering: one may take the other's place."""
    typed = [is_entry(e) for e in (kept, export)]
    invalid = [w.INVALID_MARK in e.path.stem for e in (kept, export)]
    same_coding = kept.coding is export.coding or all(typed)
    return same_coding and invalid[0] == invalid[1] and typed[0] == typed[1]


def _clear_samples(folder: Path) -> str:
    """The simulated answers of a new study leave when the first real ones come."""
    samples = sorted(folder.glob(f"{w.SAMPLE_MARK}*"))
    for sample in samples:
        write_atomic(folder / EARLIER / sample.name, sample.read_bytes())
        sample.unlink()
    return say.samples_moved(len(samples)) if samples else ""


def _holds_all(later: Export, before: Export) -> bool:
    """Every row of the earlier file stands in the later one; what was settled of two typed
    sheets holds both."""
    if later.path.stem == SETTLED_ENTRY and is_entry(before):
        forms, known = forms_of(before), forms_of(later)
        return forms is not None and known is not None and bool(set(forms) & set(known))
    places = [i.position for i in later.items]
    return len(before.items) == len(later.items) and set(
        before.frame[places].itertuples(index=False, name=None)
    ) <= set(later.frame[places].itertuples(index=False, name=None))


def _unknown(book: Codebook, export: Export) -> list[str]:
    """Questions of the file that the codebook does not list."""
    known = _asked(book)
    stems = dict.fromkeys(i.stem for i in export.items if not i.metadata)
    return [stem for stem in stems if normal(stem) not in known]
