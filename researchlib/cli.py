"""The command line: every command thin, every heavy import inside its command."""

from __future__ import annotations

import io
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from researchlib.run import say
from researchlib.run.stop import stop_at_once
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

if TYPE_CHECKING:
    from researchlib.run.engine.graph import Engine
    from researchlib.study.study import Study

app = typer.Typer(
    help=say.HELP,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

StudyName = Annotated[str, typer.Argument(help=say.STUDY_HELP)]
FileName = Annotated[Path, typer.Argument(help=say.FILES_HELP)]


def main() -> None:
    """Entry point: a DataProblem is one sentence on the screen and exit status 1."""
    # nbformat pulls in a grammar compiler (seconds) for an IRI format no notebook schema uses.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a GBK console cannot say it all
            stream.reconfigure(encoding="utf-8", errors="replace")
    if len(sys.argv) == 1 and sys.stdin.isatty():
        sys.argv.append("menu")
    if len(sys.argv) > 1:
        sys.argv[1] = say.ALIASES.get(sys.argv[1], sys.argv[1])
    if sys.argv[1:2] not in (["lab"], ["menu"]):  # they end in their own way
        stop_at_once()
    try:
        app()
    except DataProblem as problem:
        print(problem, file=sys.stderr)
        raise SystemExit(1) from None


def _home() -> Path:
    from researchlib.study.place import home_from

    home = home_from(Path.cwd())
    if home is None:
        raise say.problem("no_home")
    return home


def _opened(study: str) -> Study:
    from researchlib.read.workbook import open_study

    return open_study(study, _home())


def _home_for_new() -> Path:
    """The project folder, or the present one made into a project."""
    from researchlib.study.place import home_from

    return home_from(Path.cwd()) or Path.cwd()


@app.command(help=say.MENU_HELP)
def menu() -> None:
    from researchlib.run.menu import menu

    menu(_home_for_new())


@app.command(help=say.REPORT_HELP)
def report(
    study: StudyName = "demo",
    into: Annotated[Path | None, typer.Option("--into", help=say.INTO_HELP)] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help=say.PDF_HELP)] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help=say.FRESH_HELP)] = False,
    timings: Annotated[bool, typer.Option("--timings", help=say.TIMINGS_HELP)] = False,
) -> None:
    from researchlib.run.engine.fingerprints import is_current

    home = _home()
    if into is None and not pdf and not fresh and is_current(home, study):
        _tell(say.current(f"exports/{study}"))
        return
    if into is not None:
        from researchlib.run.verify.changes import renew

        raise typer.Exit(0 if renew(home, study, into, _tell) else 1)
    written = _reported(home, study, fresh, timings)
    _tell(say.written(f"exports/{study}", len(written)))
    if pdf:
        from researchlib.run.publish.pdf import print_pdf

        for page in (p for p in written if p.name == f"{say.REPORT_NOTEBOOK}.html"):
            _tell(say.printed(print_pdf(page).name))


def _engine(fresh: bool) -> AbstractContextManager[Engine]:
    if fresh:
        from researchlib.run.engine.kernel import Kernels

        return nullcontext(Kernels())
    from researchlib.run.engine.workers import Workers

    return Workers()


def _reported(home: Path, study: str, fresh: bool, timings: bool) -> list[Path]:
    with _engine(fresh) as engine:  # warm workers import while the study is opened
        from researchlib.run.fieldwork.new import complete_notebooks
        from researchlib.run.publish.report import make_report
        from researchlib.run.publish.typed import causes_in, typed_in

        opened = _opened(study)
        _tell_unsealed(opened)
        for name in complete_notebooks(opened):
            _tell(say.notebook_written(f"notebooks/{study}/{name}"))
        written, made = make_report(home, opened, _tell, engine)
        for told, found in ((say.typed, typed_in(opened)), (say.causal, causes_in(opened))):
            if found:
                _tell(told([say.in_notebook(t.notebook, t.heading, t.words) for t in found]))
    for page in made if timings else ():
        if how := page.made:
            _tell(say.timing(page.name, how.run_seconds, how.page_seconds, how.memory_mb))
    return written


@app.command(help=say.SAV_HELP)
def sav(study: StudyName = "demo") -> None:
    from researchlib.run.publish.sav import write_sav

    for path in write_sav(_opened(study)):
        _tell(say.local_list(f"data/{study}/local/{path.name}"))


@app.command(help=say.CHECK_HELP)
def check(study: StudyName = "demo") -> None:
    from datetime import date

    from researchlib.run.fieldwork.check import check_study, task_list
    from researchlib.run.fieldwork.coding_sheet import write_coding_sheet
    from researchlib.run.fieldwork.local_lists import write_local_lists
    from researchlib.store.files import write_atomic

    opened = _opened(study)
    well, tasks = check_study(opened, date.today())
    if not any(task.blocks for task in tasks):
        for name in write_local_lists(opened):
            _tell(say.local_list(f"data/{study}/local/{name}"))
        listed, left = write_coding_sheet(opened)
        if listed:
            _tell(say.coding_sheet(f"data/{study}/{w.CODING_SHEET}", listed, left))
    _tell(*well)
    for number, task in enumerate(tasks, 1):
        _tell(say.task(number, task.what, task.where, task.todo))
    path = opened.folder / f"{w.TO_DO}.xlsx"
    if tasks or path.is_file():
        write_atomic(path, task_list(tasks, path))
    name = f"data/{study}/{w.TO_DO}.xlsx"
    _tell(say.to_do(len(tasks), name) if tasks else say.NOTHING_TO_DO)
    raise typer.Exit(1 if any(task.blocks for task in tasks) else 0)


@app.command(help=say.SEAL_HELP)
def seal(study: StudyName = "demo") -> None:
    from researchlib.run.fieldwork import seal as run

    _tell(say.sealed(run.seal(_opened(study))))


@app.command(help=say.NEW_HELP)
def new(
    study: StudyName,
    files: Annotated[list[Path] | None, typer.Argument(help=say.FILES_HELP)] = None,
    source: Annotated[list[Path] | None, typer.Option("--from", help=say.FROM_HELP)] = None,
    like: Annotated[str, typer.Option("--like", help=say.LIKE_HELP)] = "",
) -> None:
    from researchlib.run.fieldwork.new import new_study, new_study_from

    if like:
        from researchlib.run.fieldwork.like import new_study_like

        new_study_like(_home(), study, _opened(like))
        _tell(say.made_like(study, like))
        return
    exports = [*(source or []), *(files or [])]
    if not exports:
        new_study(_home_for_new(), study)
        _tell(say.made(study))
        return
    surveys = new_study_from(_home_for_new(), study, exports)
    drafted = [d for survey in surveys for d in survey.drafted]
    _tell(say.made_from(study, len(surveys), [d.confirm for d in drafted]))


@app.command(help=say.DRAFT_HELP)
def draft(
    file: FileName,
    as_json: Annotated[bool, typer.Option("--json", help=say.JSON_HELP)] = False,
) -> None:
    import json

    from researchlib.read.exports.export import read_export
    from researchlib.run.fieldwork.draft import draft_json

    found = draft_json(read_export(file))
    if as_json:
        _tell(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for q in found["questions"]:
        _tell(say.drafted(q["variable"], q["type"], q["text"], q["sure"], q["confirm"]))


@app.command(help=say.ADD_HELP)
def add(
    study: StudyName,
    files: Annotated[list[Path], typer.Argument(help=say.FILES_HELP)],
    source: Annotated[str, typer.Option(help=say.SOURCE_HELP)] = "",
) -> None:
    from researchlib.run.fieldwork.add import add_file, data_files

    opened, failed = _opened(study), 0
    for path in data_files(files):
        try:
            _tell(add_file(opened, path, source))
        except DataProblem as problem:  # the others still go in; this one is told
            failed += 1
            print(problem, file=sys.stderr)
    _tell_unsealed(opened)
    raise typer.Exit(1 if failed else 0)


def _tell_unsealed(study: Study) -> None:
    """Files that came after the others were sealed are told wherever they are first read."""
    from researchlib.run.fieldwork.seal import unsealed

    later = unsealed(study)
    if later:
        _tell(say.unsealed(later))


@app.command(help=say.FORMS_HELP)
def forms(study: StudyName = "demo") -> None:
    from researchlib.run.fieldwork.forms import write_forms

    for source in write_forms(_opened(study)):
        _tell(say.forms_made(f"data/{study}/forms/{source}"))


@app.command(help=say.COMPARE_HELP)
def compare(
    first: FileName,
    second: FileName,
) -> None:
    from researchlib.run.fieldwork.double_entry import settle

    differing, left, written = settle(first, second)
    if left:
        _tell(say.entries_differ(differing, left, written.name))
        raise typer.Exit(1)
    _tell(say.entries_settled(differing, written.name))


@app.command(help=say.INTERVIEWS_HELP)
def interviews(
    step: Annotated[str, typer.Argument(help=say.STEP_HELP)],
    study: StudyName = "demo",
    files: Annotated[list[Path] | None, typer.Argument(help=say.IMPORT_HELP)] = None,
    coders: Annotated[list[str] | None, typer.Option("--coder", help=say.CODER_HELP)] = None,
) -> None:
    from researchlib.run.interviews import coding, issue

    opened = _opened(study)
    folder, wanted = f"data/{study}/interviews", say.ALIASES.get(step, step)
    if wanted == "proof":
        _tell(say.proof_written(issue.proof(opened), f"{folder}/{w.PROOF}"))
    elif wanted == "issue":
        count = issue.issue(opened, coders or say.TWO_CODERS, _tell)
        _tell(say.issued(count, f"{folder}/coding"))
    elif wanted == "collect":
        _tell(*coding.told(*coding.collect(opened, _tell), folder))
    elif wanted == "export":
        from researchlib.run.interviews.exchange import write_exchange

        for name in write_exchange(opened):
            _tell(say.local_list(f"{folder}/{name}"))
    elif wanted == "minutes":
        from researchlib.run.interviews.minutes import write_minutes

        for name in write_minutes(opened):
            _tell(say.local_list(f"exports/{study}/{name}"))
    elif wanted == "open":
        _tell(say.opened(issue.open_answers(opened)))
    elif wanted == "import":
        from researchlib.run.interviews.exchange import import_files

        for line in import_files(opened, files or ()):
            _tell(line)
    else:
        raise say.problem("no_such_step", step)


@app.command(help=say.VERIFY_HELP)
def verify(
    study: StudyName = "demo",
    edited: Annotated[Path | None, typer.Option("--docx", "--pptx", help=say.DOCX_HELP)] = None,
    finding: Annotated[str, typer.Option("--finding", help=say.FINDING_HELP)] = "",
) -> None:
    from researchlib.run.verify import ledger as run

    home = _home()
    if edited is not None:
        from researchlib.run.verify.edited_slides import verify_edited
        from researchlib.run.verify.edited_word import told

        bound, edits = verify_edited(_opened(study), edited)
        _tell(say.checked(bound, len(edits)), *told(edits))
        raise typer.Exit(1 if edits else 0)
    if run.is_class_pack(home, study):
        raise typer.Exit(0 if run.verify_cells(home, study, _tell) else 1)
    opened = _opened(study)
    found = run.verify_finding(opened, finding) if finding else run.verify(home, opened, _tell)
    _tell(*run.told(found, every=bool(finding)))
    if not finding:
        _tell(run.write_page(opened, found))
    raise typer.Exit(0 if found.same else 1)


@app.command(help=say.CHANGES_HELP)
def changes(
    study: StudyName,
    versions: Annotated[list[str], typer.Argument(help=say.VERSIONS_HELP)],
) -> None:
    from researchlib.run.verify.changes import compare

    _tell(compare(_home(), study, *versions[:2]))


@app.command(help=say.SENSITIVITY_HELP)
def sensitivity(study: StudyName = "demo") -> None:
    from researchlib.run.engine.workers import Workers

    with Workers() as workers:
        from researchlib.run.engine.fingerprints import is_current
        from researchlib.run.publish.report import make_report
        from researchlib.run.verify import sensitivity as run

        opened = _opened(study)
        outcomes = run.sensitivity(opened, _tell, workers)
        if is_current(_home(), study):  # what goes beside the report tells the outcome
            make_report(_home(), opened, _tell, workers)
    _tell(*run.told(outcomes))
    _tell(run.write_page(opened, outcomes))


@app.command(help=say.PACK_HELP)
def pack(
    study: StudyName = "demo",
    audience: Annotated[str, typer.Option("--for", help=say.FOR_HELP)] = say.GROUP,
    wheels: Annotated[str, typer.Option("--wheels-for", help=say.WHEELS_HELP)] = "",
    python: Annotated[Path | None, typer.Option("--python-zip", help=say.PYTHON_HELP)] = None,
) -> None:
    from researchlib.run.pack import pack as run

    home, wanted = _home(), say.NAMES.get(audience, audience)
    target = run.pack(home, _opened(study), wanted, wheels, python, _tell)
    _tell(say.packed(target.name, wanted))


@app.command(help=say.LAB_HELP)
def lab(study: StudyName = "demo") -> None:
    from researchlib.run.lab import open_lab

    home = _home()
    _tell(say.LAB_OPENS)
    raise typer.Exit(open_lab(home, study))


def _tell(*texts: str) -> None:
    for text in texts:
        print(text, flush=True)
