"""`researchlib report`: every notebook of a study run, exported, and entered in the ledger."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from researchlib import __version__
from researchlib.protect import ledger
from researchlib.protect.files import digests, one_run, sweep, write_atomic, write_together
from researchlib.protect.gate import Known, check_package
from researchlib.protect.release import Release, key_of
from researchlib.protect.whole import check_whole, withhold_more
from researchlib.run.execute import execute
from researchlib.run.problems import problem_list, unknown_findings
from researchlib.run.tables import tables_workbook
from researchlib.run.unchanged import inputs_digest, with_withheld
from researchlib.run.warm import can_fork, in_child, run_here
from researchlib.study.home import LEDGER, WITHHELD, notebooks_of
from researchlib.study.study import Study
from researchlib.terms import policy
from researchlib.terms.messages import protect as say_protect
from researchlib.terms.messages import run as say
from researchlib.terms.messages import word as say_word
from researchlib.terms.messages.study import WORKBOOK

_PASSES = 3
_RAW = (WORKBOOK, "questionnaires", "records", "interviews")


@dataclass(frozen=True)
class Exported:
    """One notebook's page, with what it enters into the ledger."""

    path: Path
    page: str
    entries: list[ledger.Entry]
    releases: list[Release]
    tables: list[Mapping[str, Any]]
    word: bytes = b""
    bound: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.stem


def make_report(home: Path, study: Study, tell: Callable[[str], None]) -> list[Path]:
    """Run and export every notebook; the ledger is written last.

    A notebook that fails is told, and nothing is written: the reports of the last good run
    stay as they are.
    """
    paths = notebooks_of(home, study.name)
    if not paths:
        raise say.no_notebooks(study.name)
    exports = home / "exports" / study.name
    with one_run(exports):
        sweep(exports)
        before, inputs = digests(study.folder, _RAW), inputs_digest(home, study.name)
        editions = ledger.keep_edition(exports, study.edition)
        made = _withheld_together(study, list(export_all(paths, tell)), editions, tell)
        entries = [entry for exported in made for entry in exported.entries]
        releases = [release for exported in made for release in exported.releases]
        _refuse_repeated(entries)
        check_whole(releases, editions)
        files = {f"{exported.name}.html": exported.page.encode() for exported in made}
        for exported in made:
            if exported.word:
                files[_free_name(exports, f"{exported.name}.docx", tell)] = exported.word
        if study.problems:
            for text in unknown_findings(study, entries):
                tell(text)
            files[f"{say.LIST_NAME}.xlsx"] = _problem_list(study, entries)
        tables = [(m.name, table) for m in made for table in m.tables]
        if tables:
            name = f"{say.TABLES_NAME}.xlsx"
            files[name] = tables_workbook(tables, study.simulated)
            check_package(name, files[name], Known(study.roster, study.allowed))
        _refuse_changed(before, digests(study.folder, _RAW))
        bound = {m.name: dict(m.bound) for m in made if m.word}
        document = ledger.ledger(
            study.name, study.edition, entries, releases, __version__, files, bound,
            with_withheld(inputs, study.folder))
        write_together({exports / name: data for name, data in
                        {**files, LEDGER: document}.items()})
    return [exports / name for name in files]


def _withheld_together(
    study: Study, made: list[Exported], editions: Mapping[str, list[Release]],
    tell: Callable[[str], None],
) -> list[Exported]:
    """Numbers from which a hidden count of another table would follow are withheld as well, and
    kept in withheld.json; the notebooks that show them run again."""
    known = set(study.withheld)
    for _ in range(_PASSES):
        more = set(withhold_more([r for m in made for r in m.releases], editions)) - known
        if not more:
            break
        known |= more
        data = {r["data"] for m in made for r in m.releases}
        kept = sorted(key for key in known if json.loads(key)[0] in data)
        write_atomic(study.folder / WITHHELD, (json.dumps(
            kept, ensure_ascii=False, indent=1) + "\n").encode())
        tell(say.withheld_more(len(more)))
        again = [m.path for m in made if any(key_of(r) in more for r in m.releases)]
        fresh = {m.name: m for m in export_all(again, tell)}
        made = [fresh.get(m.name, m) for m in made]
    return made


def _free_name(exports: Path, name: str, tell: Callable[[str], None]) -> str:
    """The file's name, or another where somebody has edited the one that is there."""
    path = exports / name
    if not path.is_file() or not ledger.edited(exports, name):
        return name
    for number in range(2, 1_000):
        other = f"{path.stem}_{number}{path.suffix}"
        if not (exports / other).exists() or not ledger.edited(exports, other):
            tell(say_word.kept_edited(name, other))
            return other
    raise say_protect.cannot_write(path)


def _problem_list(study: Study, entries: list[ledger.Entry]) -> bytes:
    listed = problem_list(study, entries)
    check_package(f"{say.LIST_NAME}.xlsx", listed, Known(study.roster, study.allowed))
    return listed


def _refuse_changed(before: dict[str, str], after: dict[str, str]) -> None:
    """What was read must still be what is there."""
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        raise say_protect.changed_meanwhile(changed)


def export_all(
    paths: list[Path], tell: Callable[[str], None],
) -> Iterator[Exported]:
    """Every notebook's page, entries and releases, in order; as many at once as there are cores.

    Each runs in a process of its own, so threads that wait for them are enough.
    """
    start = perf_counter()
    with ThreadPoolExecutor(min(len(paths), os.cpu_count() or 1, 4)) as pool:
        running = [pool.submit(*(in_child, export_here, path) if can_fork() else (export, path))
                   for path in paths]
        try:
            for number, (path, job) in enumerate(zip(paths, running, strict=True), 1):
                exported = job.result()
                size = len(exported.page.encode())
                tell(say.done(number, len(paths), path.stem, size, perf_counter() - start))
                yield exported
        finally:
            for job in running:
                job.cancel()


def export(path: Path) -> Exported:
    """One notebook, executed in a kernel and rendered through the gate."""
    return _rendered(path, execute(path))


def export_here(path: Path) -> Exported:
    """One notebook, executed in this process (a child of its own) and rendered."""
    return _rendered(path, run_here(path))


def _rendered(path: Path, notebook: Any) -> Exported:
    from researchlib.report.exporter import ReportExporter

    page, resources = ReportExporter().from_notebook_node(
        notebook, {"metadata": {"name": path.stem, "path": str(path.parent)}})
    told = [resources[name] for name in ("entries", "releases", "tables")]
    if not path.stem.startswith(policy.IN_WORD):
        return Exported(path, page, *told)
    from researchlib.report.word import WordExporter

    word, made = WordExporter().from_notebook_node(
        notebook, {"metadata": {"name": path.stem, "path": str(path.parent)}})
    return Exported(path, page, *told, word, made["bound"])


def _refuse_repeated(entries: list[ledger.Entry]) -> None:
    """A key names one finding in the whole study."""
    seen: dict[str, str] = {}
    for entry in entries:
        key = entry["key"] if entry["kind"] == "finding" else ""
        if key and key in seen:
            raise say.key_repeated(key, seen[key], entry["report"])
        seen[key] = entry["report"]
