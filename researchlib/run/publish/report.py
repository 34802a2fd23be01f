"""`researchlib report`: every notebook of a study run, exported, and entered in the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from researchlib import __version__
from researchlib.protect import ledger
from researchlib.protect.bounds import Release
from researchlib.protect.gate import Known, check_package
from researchlib.protect.linked import check_whole, withhold_more
from researchlib.run.engine.cache import keep
from researchlib.run.engine.fingerprints import inputs_digest, with_withheld
from researchlib.run.engine.graph import Engine, Pages
from researchlib.run.engine.page import Exported
from researchlib.run.publish import say
from researchlib.run.publish.problems import problem_list, unknown_findings
from researchlib.run.publish.tables import tables_workbook
from researchlib.run.verify.snapshot import keep_inputs
from researchlib.store import say as say_store
from researchlib.store.files import digests, one_run, sweep, write_atomic, write_together
from researchlib.study.home import LEDGER, RAW, WITHHELD, notebooks_of
from researchlib.study.study import Study

_PASSES = 3


def make_report(
    home: Path,
    study: Study,
    tell: Callable[[str], None],
    engine: Engine,
) -> tuple[list[Path], list[Exported]]:
    """Run and export every notebook; the ledger is written last.

    Returns the files written and the pages as made. A notebook that fails is told, and nothing
    is written: the reports of the last good run stay as they are.
    """
    paths = notebooks_of(home, study.name)
    if not paths:
        raise say.no_notebooks(study.name)
    exports = home / "exports" / study.name
    with one_run(exports):
        sweep(exports)
        before, inputs = digests(study.folder, RAW), inputs_digest(home, study.name)
        editions = ledger.keep_edition(exports, study.edition)
        made, withheld = _withheld_together(
            study, Pages(home, study.name, paths, engine, tell), editions, tell
        )
        entries = [entry for exported in made for entry in exported.entries]
        releases = [release for exported in made for release in exported.releases]
        _refuse_repeated(entries)
        check_whole(releases, editions)
        files = _files(exports, study, made, entries, tell)
        _refuse_changed(before, digests(study.folder, RAW))
        bound = {m.name: dict(m.bound) for m in made if m.word}
        document = ledger.ledger(
            study.name,
            study.edition,
            entries,
            releases,
            __version__,
            files,
            bound,
            {m.name: m.small for m in made if m.word},
            with_withheld(inputs, study.folder),
        )
        write_together({exports / name: data for name, data in {**files, LEDGER: document}.items()})
        keep_inputs(study.folder, before)
        if engine.reuses:
            keep(exports, made, withheld)
    return [exports / name for name in files], made


def _files(
    exports: Path,
    study: Study,
    made: list[Exported],
    entries: list[ledger.Entry],
    tell: Callable[[str], None],
) -> dict[str, bytes]:
    """Every file of the set by its name: pages, Word, lists and tables."""
    files = {f"{exported.name}.html": exported.page.encode() for exported in made}
    for exported in made:
        if exported.word:
            files[_free_name(exports, f"{exported.name}.docx", tell)] = exported.word
    if study.problems:
        for text in unknown_findings(study, entries):
            tell(text)
        name = f"{say.LIST_NAME}.xlsx"
        files[name] = problem_list(study, entries, exports / name)
    tables = [(m.name, table) for m in made for table in m.tables]
    if tables:
        files[f"{say.TABLES_NAME}.xlsx"] = tables_workbook(tables, study.simulated)
    for name, data in files.items():
        if name.endswith(".xlsx"):
            check_package(name, data, Known(study.roster, study.allowed))
    return files


def _withheld_together(
    study: Study,
    pages: Pages,
    editions: Mapping[str, list[Release]],
    tell: Callable[[str], None],
) -> tuple[list[Exported], set[str]]:
    """Numbers from which a hidden count of another table would follow are withheld as well, and
    kept in withheld.json; the notebooks that show them run again."""
    known = set(study.withheld)
    for _ in range(_PASSES):
        made = pages.made(known)
        more = set(withhold_more([r for m in made for r in m.releases], editions)) - known
        if not more:
            break
        known |= more
        data = {r["data"] for m in made for r in m.releases}
        kept = sorted(key for key in known if json.loads(key)[0] in data)
        write_atomic(
            study.folder / WITHHELD,
            (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode(),
        )
        tell(say.withheld_more(len(more)))
    else:
        made = pages.made(known)
    return made, known


def _free_name(exports: Path, name: str, tell: Callable[[str], None]) -> str:
    """The file's name, or another where somebody has edited the one that is there."""
    path = exports / name
    if not path.is_file() or not ledger.edited(exports, name):
        return name
    for number in range(2, 1_000):
        other = f"{path.stem}_{number}{path.suffix}"
        if not (exports / other).exists() or not ledger.edited(exports, other):
            tell(say.kept_edited(name, other))
            return other
    raise say_store.cannot_write(path)


def _refuse_changed(before: dict[str, str], after: dict[str, str]) -> None:
    """What was read must still be what is there."""
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        raise say.changed_meanwhile(changed)


def _refuse_repeated(entries: list[ledger.Entry]) -> None:
    """A key names one finding in the whole study."""
    seen: dict[str, str] = {}
    for entry in entries:
        key = entry["key"] if entry["kind"] == "finding" else ""
        if key and key in seen:
            raise say.key_repeated(key, seen[key], entry["report"])
        seen[key] = entry["report"]
