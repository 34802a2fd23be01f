"""The notebooks of a study as a graph: topics first, then what rests on their findings."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Protocol

from researchlib.protect.linked import conforms
from researchlib.report.html.trail import linked
from researchlib.run.engine import say
from researchlib.run.engine.cache import kept_pages, stands
from researchlib.run.engine.page import Exported
from researchlib.store.files import json_bytes, write_atomic
from researchlib.study.place import place_of
from researchlib.terms.problem import DataProblem

Job = Future[Exported]


class Engine(Protocol):
    """What runs notebooks: warm workers, or a new kernel for each."""

    width: int
    reuses: bool

    def export(self, path: Path, home: Path) -> Exported: ...


class Pages:
    """The pages of a study's notebooks: those that still stand are taken as they are."""

    def __init__(
        self,
        home: Path,
        study: str,
        paths: list[Path],
        engine: Engine,
        tell: Callable[[str], None],
    ) -> None:
        self._home, self._place = home, place_of(home, study)
        self._paths, self._engine, self._tell = paths, engine, tell
        self._start = perf_counter()
        kept = kept_pages(self._place, paths)
        self._seconds = {
            name: page.made.run_seconds + page.made.page_seconds
            for name, page in kept.items()
            if page.made
        }
        self._known = kept if engine.reuses else {}

    def forget(self, data: Collection[str]) -> bool:
        """Whether pages hold less of these answers than their notebooks would say; they are made
        anew."""
        stale = [
            name
            for name, page in self._known.items()
            if any(one.data in data and one.stripped for one in page.bounds)
        ]
        for name in stale:
            del self._known[name]
        return bool(stale)

    def made(self, withheld: Iterable[str]) -> list[Exported]:
        """Every page in order, with these numbers withheld.

        All notebooks run though one of them fails; then DataProblem tells what each met.
        """
        now = list(withheld)
        topics = self._place.topics()
        reports = [path for path in self._paths if path not in topics]
        failed = self._stage(topics, now)
        if not failed:
            write_findings(self._place.findings, [self._known[p.stem] for p in topics])
            failed = self._stage(reports, now)
        if failed:
            raise failed[0] if len(failed) == 1 else say.problem("several_failed", failed)
        pages = {path.stem: self._known[path.stem] for path in self._paths}
        texts = linked({name: (page.title, page.page) for name, page in pages.items()})
        return [replace(page, page=texts[name]) for name, page in pages.items()]

    def _stage(self, paths: list[Path], withheld: list[str]) -> list[DataProblem]:
        """Run what does not stand any more; the longest first, so that no core waits at the end."""
        due = [path for path in paths if not self._stands(path, withheld)]
        due.sort(key=lambda path: -self._expected(path))
        failed: list[DataProblem] = []
        with ThreadPoolExecutor(max(1, min(len(due), self._engine.width))) as pool:
            running = {pool.submit(self._engine.export, path, self._home): path for path in due}
            left = dict.fromkeys(due)
            for job in _until_stopped(pool, running):
                path = running[job]
                del left[path]
                try:
                    page = job.result()
                except DataProblem as problem:
                    failed.append(problem)
                    continue
                self._known[path.stem] = page
                if page.made:
                    self._seconds[path.stem] = page.made.run_seconds + page.made.page_seconds
                self._tell(
                    say.done(
                        path.stem,
                        page.title,
                        len(page.page.encode()),
                        perf_counter() - self._start,
                        self._left(left),
                    )
                )
        return failed

    def _stands(self, path: Path, withheld: list[str]) -> bool:
        page = self._known.get(path.stem)
        if page is None or not conforms(page.bounds, withheld):
            return False
        return not self._engine.reuses or stands(page, self._home)

    def _expected(self, path: Path) -> float:
        """As long as last time; before that, longer than any known."""
        return self._seconds.get(path.stem, max(self._seconds.values(), default=0.0))

    def _left(self, paths: Iterable[Path]) -> float:
        return sum(map(self._expected, paths)) / self._engine.width


def _until_stopped(pool: ThreadPoolExecutor, jobs: Iterable[Job]) -> Iterator[Job]:
    """Each job as it ends; after an interrupt none begins any more."""
    try:
        yield from as_completed(jobs)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def write_findings(path: Path, pages: Iterable[Exported]) -> None:
    """What the topics have found, for the reports that list it."""
    found = [
        {
            "report": page.name,
            "title": page.title,
            "key": entry.key,
            "text": entry.text,
            "numbers": entry.numbers,
        }
        for page in pages
        for entry in page.entries
        if entry.kind == "finding"
    ]
    body = json_bytes(found)
    if not path.is_file() or path.read_bytes() != body:
        write_atomic(path, body)
