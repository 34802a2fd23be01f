"""Fixtures: the project folder, the demo study, and small studies made by code."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

HOME = Path(__file__).resolve().parent.parent
STUDIES = ("demo", "district")
PAGES = [
    (study, path.stem)
    for study in STUDIES
    for path in sorted((HOME / "notebooks" / study).glob("*.ipynb"))
    if not path.stem.startswith("90_")
]
sys.path.insert(0, str(HOME / "data" / "simulate"))
# As the command line does: a grammar compiler that takes a second and no notebook needs.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from researchlib.clean.questionnaires import clean_answers  # noqa: E402
from researchlib.cli import main  # noqa: E402
from researchlib.protect.gate import Known, check  # noqa: E402
from researchlib.read.files import child  # noqa: E402
from researchlib.read.files.opener import Tables, opened  # noqa: E402
from researchlib.read.workbook import open_study  # noqa: E402
from researchlib.run.fieldwork.workbook import write_workbook  # noqa: E402
from researchlib.terms import policy  # noqa: E402
from researchlib.terms import words as w  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def home() -> Path:
    return HOME


@lru_cache(maxsize=128)
def in_process(path: Path, digest: str, kind: str) -> Tables:
    """A file opened without a child: `monkeypatch.setattr(guard, "opener", in_process)`."""
    told = child.answer(str(path), kind, policy.MOST_ROWS, policy.MOST_COLUMNS)
    return opened(path, digest, json.loads(told))


@pytest.fixture(scope="session")
def demo():
    return open_study("demo", HOME)


@pytest.fixture(scope="session")
def residents(demo):
    return clean_answers(demo, "residents")


def copy_study(target: Path, study: str = "demo") -> Path:
    """A project folder of its own with one example study in it."""
    for part in ("data", "notebooks"):
        shutil.copytree(
            HOME / part / study,
            target / part / study,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
    return target


@pytest.fixture(scope="session")
def workers():
    """Warm processes for all tests that make reports."""
    from researchlib.run.engine.workers import Workers

    with Workers(2) as started:
        yield started


@pytest.fixture
def call(monkeypatch):
    """The command line in this process: exit status, and what is said on both streams."""

    def run(*arguments, cwd):
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "argv", ["researchlib", *arguments])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main()
        for stream in (out, err):
            stream.seek(0)
        return SimpleNamespace(
            returncode=ended.value.code or 0, stdout=out.read(), stderr=err.read()
        )

    return run


@pytest.fixture
def warm_verify(monkeypatch, workers):
    """For what `verify` tells: warm workers instead of its kernels, and nothing reused either."""

    class Warm:
        reuses, width, export = False, workers.width, staticmethod(workers.export)

    monkeypatch.setattr("researchlib.run.verify.ledger.Kernels", Warm)


@pytest.fixture(scope="session")
def published(tmp_path_factory, workers):
    """Both example studies' reports, made once from copies of their raw files."""
    from researchlib.run.publish.report import make_report

    place = tmp_path_factory.mktemp("home")
    for study in STUDIES:
        copy_study(place, study)
        make_report(place, open_study(study, place), lambda text: None, workers)
    return place


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; tests that need it say when they skip."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


def check_html(name: str, page: str, known: Known = Known()) -> None:  # noqa: B008 - frozen
    """A page through the gate."""
    check(f"{name.removesuffix('.html')}.html", page.encode("utf-8", "replace"), known)


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sheet1") -> Path:
    """A plain workbook, text and numbers as given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


BASICS = {
    w.TITLE: "测试课题",
    w.GROUP: "测试组",
    w.PLACE: "某社区",
    w.PERIOD: "2024年5月",
    w.GROUP_SIZE: "3",
    w.EDITION: "讨论稿",
    w.DISTRIBUTION: "测试",
    w.SIMULATED: "是",
}
SOURCE = {
    w.SOURCE: "survey",
    w.SOURCE_NAME: "测试问卷",
    w.RESPONDENTS: "居民",
    w.MODE: "自填",
    w.SAMPLING: "方便样本",
    w.ISSUED: "50",
    w.CHANNEL: "二维码",
}
SEX = {
    w.SOURCE: "survey",
    w.VARIABLE: "sex",
    w.TEXT: "您的性别",
    w.KIND: "单选",
    w.CHOICES: "男\n女",
    w.SENSITIVITY: "一般",
}


def sheets(**changed: Sequence[Mapping[str, str]]) -> dict[str, Sequence[Mapping[str, str]]]:
    """The least workbook that is right; keywords replace a sheet."""
    rows = {
        w.BASICS: [{w.ITEM: k, w.CONTENT: v} for k, v in BASICS.items()],
        w.SOURCES: [SOURCE],
        w.CODEBOOK: [SEX],
        w.READING: [],
        w.RULES: [],
        w.SUPPLIED: [],
        w.OBSERVED: [],
        w.TERMS: [],
        w.FRAMES: [],
        w.LABELS: [],
        w.QUOTES: [],
        w.ARGUMENT: [],
        w.PEOPLE: [],
        w.SCORING: [],
        w.DOCUMENTS: [],
        w.CORRECTIONS: [],
    }
    return rows | changed


@pytest.fixture
def make_study(tmp_path) -> Callable:
    """A study from rows of its workbook and of one export."""

    def make(export: Sequence[Sequence[object]], **changed) -> Path:
        folder = tmp_path / "data" / "small"
        (tmp_path / "notebooks" / "small").mkdir(parents=True, exist_ok=True)
        write_xlsx(folder / "questionnaires" / "survey" / "1_按文本_x_1_1.xlsx", export)
        write_workbook(folder / "课题表.xlsx", sheets(**changed))
        return tmp_path

    return make


@pytest.fixture
def small(make_study):
    """Answers straight from rows."""

    def answers(export, decisions=None, **changed):
        home = make_study(export, **changed)
        return clean_answers(open_study("small", home), "survey", decisions=decisions)

    return answers
