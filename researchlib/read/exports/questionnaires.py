"""The exports of one questionnaire: which file is which, and where each question stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from researchlib.read.exports import say
from researchlib.read.exports.codefile import read_code_file
from researchlib.read.exports.export import Export, read_export
from researchlib.read.exports.headers import Item, normal
from researchlib.read.exports.parts import join
from researchlib.read.files.guard import is_data
from researchlib.study.codebook import Question
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Mode, Notation


@dataclass(frozen=True)
class Questionnaires:
    """What came back for one questionnaire: the answers by each way of answering (填答方式), and
    how many the platform set aside. Rows go on counting from one way to the next."""

    source: str
    ways: tuple[tuple[Mode, Export], ...]
    set_aside: int
    files: tuple[tuple[str, str], ...]

    @property
    def exports(self) -> tuple[Export, ...]:
        """The answers of each way."""
        return tuple(export for _, export in self.ways)

    @property
    def serials(self) -> dict[int, str]:
        """The platform's 序号, or the number written on the form, by row."""
        numbers = (export.metadata(w.SERIAL, w.FORM_NUMBER) for export in self.exports)
        return {row: text for one in numbers if one is not None for row, text in one.items()}


def read_questionnaires(study: Study, source: str) -> Questionnaires:
    """Read every export in questionnaires/<source>: by text, number, score; the invalid answers.

    The by-text file is used where there is one, then the by-number file; the others of the same
    answers are checked against it. Parts (members typed different forms) are joined by form
    number. What was typed from paper stands beside what a platform collected, as a way of its
    own. Raises DataProblem where a file is missing, damaged, doubled or does not match.
    """
    study.source(source)
    folder = study.paths.questionnaires / source
    paths = sorted(
        p for p in folder.glob("*") if p.is_file() and is_data(p) and not read_code_file(p)
    )
    invalid = [read_export(p) for p in paths if w.INVALID_MARK in p.stem]
    valid = [read_export(p) for p in paths if w.INVALID_MARK not in p.stem]
    if not valid:
        raise say.problem("folder_missing", source, folder)
    if not study.simulated and any(p.name.startswith(w.SAMPLE_MARK) for p in paths):
        raise say.problem("sample_left", source)
    typed = [e for e in valid if is_entry(e)]
    collected = [e for e in valid if not is_entry(e)]
    wholes = [_whole(source, part) for part in (collected, typed) if part]
    files = tuple((e.path.name, e.sha256) for e in (*valid, *invalid))
    study.check_seal(*paths)
    set_aside = max((len(e.frame) for e in invalid), default=0)  # by text and by number count once
    return Questionnaires(source, _ways(wholes, study.source(source).mode), set_aside, files)


def is_entry(export: Export) -> bool:
    """Typed from paper: the forms are numbered by hand, a platform numbers by itself."""
    return export.metadata(w.FORM_NUMBER) is not None


def _whole(source: str, exports: Sequence[Export]) -> Export:
    """One export of one way of answering, its twins checked against it."""
    by_coding = {coding: [e for e in exports if e.coding is coding] for coding in Notation}
    first, *twins = [join(source, same) for same in by_coding.values() if same]
    for twin in twins:
        _check_twin(first, twin)
    return first


def _ways(wholes: Sequence[Export], mode: Mode) -> tuple[tuple[Mode, Export], ...]:
    if len(wholes) == 1:
        return ((mode, wholes[0]),)
    collected, typed = wholes
    start = int(collected.frame.index.max())
    frame = typed.frame.set_axis(typed.frame.index + start)
    note = say.typed_beside(typed.path.name, len(frame), start)
    shifted = replace(typed, frame=frame, notes=(*typed.notes, note), start=start)
    online = mode if mode is not Mode.PAPER else Mode.SELF
    return ((online, collected), (Mode.PAPER, shifted))


def _check_twin(text: Export, number: Export) -> None:
    if len(text.frame) != len(number.frame):
        raise say.problem(
            "pair_differs", text.path, number.path, f"{len(text.frame)} ≠ {len(number.frame)}"
        )
    ours, theirs = text.metadata(w.SERIAL), number.metadata(w.SERIAL)
    if ours is not None and theirs is not None and list(ours) != list(theirs):
        raise say.problem("pair_differs", text.path, number.path, w.SERIAL)
    headers = {normal(i.header): i for i in number.items if not i.metadata and not i.part}
    for item in text.items:
        other = headers.get(normal(item.header))
        if item.metadata or item.part or other is None:
            continue
        pairs = pd.DataFrame(
            {"text": text.column(item).tolist(), "code": number.column(other).tolist()}
        )
        coded = pairs[
            pairs["code"].str.fullmatch(r"[1-9]\d?")
            & ~pairs["text"].str.contains(w.OPEN_LEFT, regex=False)
        ].drop_duplicates()
        if len(coded) < 20 and coded["text"].duplicated().any():
            raise say.problem("pair_differs", text.path, number.path, item.stem)


def asks(export: Export, question: Question) -> bool:
    """Whether a file has this question."""
    try:
        return bool(find_items(export, question.text, question.stem, question.choices))
    except DataProblem:
        return False


def find_items(
    export: Export,
    text: str,
    stem: str = "",
    choices: Sequence[str] = (),
) -> list[Item]:
    """The columns of one question: its own column, its row, or its options.

    Old exports drop the question from split columns (第6题(运动)); those are found by their
    options. Raises DataProblem naming the nearest header when there is none.
    """
    wanted, wanted_stem = normal(text), normal(stem)
    items = [i for i in export.items if not i.metadata]
    if stem:
        found = [i for i in items if normal(i.part) == wanted and normal(i.stem) == wanted_stem]
    else:
        found = [i for i in items if normal(i.stem) == wanted]
    found = found or [i for i in export.items if wanted in (normal(i.header), normal(i.stem))]
    found = found or _by_options(items, choices)
    if not found:
        names = [i.stem for i in items if not i.part] + [i.part for i in items if i.part]
        raise say.problem("column_missing", text, export.path, names)
    if len({i.number for i in found}) > 1 or len({(i.stem, i.part) for i in found}) < len(found):
        raise say.problem("column_ambiguous", text, export.path, len(found))
    return found


def _by_options(items: Sequence[Item], choices: Sequence[str]) -> list[Item]:
    """The one group of split columns whose options are exactly these."""
    wanted = {normal(choice) for choice in choices}
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.part:
            groups.setdefault(item.stem, []).append(item)
    fitting = [group for group in groups.values() if {normal(i.part) for i in group} == wanted]
    return fitting[0] if len(fitting) == 1 and wanted else []
