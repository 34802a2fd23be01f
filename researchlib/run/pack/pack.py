"""`researchlib pack`: one zip that carries a study, for the group or for the class."""

import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from lxml.html import fromstring

from researchlib.protect.ledger import left_before, read_ledger, released, remember
from researchlib.protect.linked import few_between
from researchlib.report.html.plain_page import plain_page
from researchlib.run import say as say_run
from researchlib.run.pack import say
from researchlib.run.pack.class_pack import check_files, class_files, clean_notebook, twin_name
from researchlib.run.pack.wheels import Carried, carried, python_with_packages, wheels_for
from researchlib.run.publish import say as say_publish
from researchlib.store.files import one_run, write_atomic
from researchlib.study.study import Study

_PROGRAM = (
    "start.py",
    "pyproject.toml",
    "requirements.lock",
    "environment.yml",
    "README.md",
    "LICENSE",
)
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", ".tmp-", "/.lock", "/local/")
_EXECUTABLE = 0o755


def pack(
    home: Path,
    study: Study,
    audience: str,
    platform: str = "",
    python_zip: Path | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> Path:
    """The zip of a study; returns where it was written. What is not taken along is told.

    `audience` is group (everything, stays in the group) or class (nothing of any one person).
    `platform` adds the wheels of a system, `python_zip` a Python (embeddable for Windows, or of
    python-build-standalone) with all unpacked.
    """
    if audience not in (say_run.GROUP, say_run.CLASS):
        raise say.problem("unknown_audience", audience)
    python = carried(python_zip) if python_zip else None
    platform = platform or (python.platform if python else "")
    version = python.version if python else f"{sys.version_info[0]}.{sys.version_info[1]}"
    carries = say.carries(platform, version, python is not None) if platform else ""
    starter = say.starter(platform) if python else "python start.py"
    folder = f"{study.name}-{audience}"
    target = home / "exports" / f"{folder}.zip"
    with one_run(study.paths.exports), tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in _files(study, audience, carries, starter, tell):
                archive.writestr(_info(f"{folder}/{name}"), data)
            for name, data in _installation(home / "requirements.lock", platform, version, python):
                archive.writestr(_info(f"{folder}/{name}"), data)
        packed.seek(0)
        if audience == say_run.CLASS:
            remember(study.paths, read_ledger(study.paths.ledger))
        write_atomic(target, packed.read())
    return target


def _refuse_few(study: Study) -> None:
    """A second pack must not tell of a few people by its difference from the first."""
    told = released(read_ledger(study.paths.ledger).releases)
    if places := few_between(told, left_before(study.paths)):
        raise say_publish.few_between(places)


def _info(name: str) -> zipfile.ZipInfo:
    """The same pack is the same file; the start files may be run."""
    info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    runs = name.endswith((".py", ".command")) or "/python/bin/" in name
    info.external_attr = (_EXECUTABLE if runs else 0o644) << 16
    return info


def _files(
    study: Study,
    audience: str,
    carries: str,
    starter: str,
    tell: Callable[[str], None],
) -> Iterator[tuple[str, bytes]]:
    place = study.paths
    for name in _PROGRAM:
        if (place.home / name).is_file():
            yield name, (place.home / name).read_bytes()
    package = Path(__file__).resolve().parents[2]
    yield from _tree(package.parent, package)
    left_out: list[str] = []
    if audience == say_run.GROUP:
        for folder in (place.data, place.notebooks, place.exports, place.published):
            left = [path.relative_to(place.home).as_posix() for path in _foreign(folder)]
            if left:
                tell(say.left_behind(left))
            yield from _tree(place.home, folder)
        if place.key.is_file():
            yield place.key.relative_to(place.home).as_posix(), place.key.read_bytes()
    else:
        _refuse_few(study)
        made = list(class_files(study))
        check_files(made, study)
        yield from made
        usable = {
            Path(name).stem
            for name, _ in made
            if name.startswith(f"notebooks/{twin_name(study.name)}/")
        }
        left_out = [p.stem for p in place.to_run() if p.stem not in usable]
    links = [*_pages(study)]
    more = say.more_of_group if audience == say_run.GROUP else say.more_of_class
    told = more(study.name, twin_name(study.name), left_out, carries, starter)
    page = plain_page(
        study,
        say.title(study.title, audience),
        say.first(audience, bool(links)),
        "".join(f"<p>{escape(line)}</p>" for line in told.split("\n")),
        links=links,
    )
    check_files([(say.GUIDE, page.encode())], study)
    yield say.GUIDE, page.encode()
    yield say.WINDOWS, say.BATCH.encode()
    yield say.OTHERS, say.COMMAND.encode()


def _pages(study: Study) -> Iterator[tuple[str, str]]:
    """Where each published page stands, and its title."""
    for name in read_ledger(study.paths.ledger).files:
        path = study.paths.exports / name
        if path.suffix == ".html" and path.is_file():
            titled = fromstring(path.read_bytes()).findtext(".//title")
            yield f"exports/{study.name}/{name}", titled or name


def _tree(home: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything below a folder, but for what only this machine has a use for. Notebooks are
    written anew."""
    for path in sorted(folder.rglob("*")):
        inside = f"/{path.relative_to(folder).as_posix()}"
        if (
            not path.is_file()
            or any(part in inside for part in _LEFT_OUT)
            or _no_part(path, folder)
        ):
            continue
        data = clean_notebook(path) if path.suffix == ".ipynb" else path.read_bytes()
        yield path.relative_to(home).as_posix(), data


def _foreign(folder: Path) -> list[Path]:
    """What lies in a folder and is no part of the study."""
    return [path for path in sorted(folder.rglob("*")) if _no_part(path, folder)]


def _no_part(path: Path, folder: Path) -> bool:
    """Whether a file is a trace of an open document, or a link that leads out of the folder."""
    return path.name.startswith("~$") or not path.resolve().is_relative_to(folder.resolve())


def _installation(
    lock: Path,
    platform: str,
    version: str,
    python: Carried | None,
) -> Iterator[tuple[str, bytes]]:
    if python is not None:
        for name, data in python_with_packages(python, lock, platform):
            yield f"python/{name}", data
    elif platform:
        for name, data in wheels_for(lock, platform, version):
            yield f"wheels/{name}", data
