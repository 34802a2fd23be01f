"""`researchlib lab`: JupyterLab in Chinese, on this machine only, asking for no news."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from researchlib.clean.answers import ONE_CHOICE
from researchlib.read.workbook import open_study
from researchlib.run import say
from researchlib.run.engine.fingerprints import is_current
from researchlib.run.engine.kernel import read_notebook
from researchlib.store.files import write_atomic
from researchlib.study.place import Place, place_of
from researchlib.study.study import Study
from researchlib.terms.problem import DataProblem

_OVERRIDES = {
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
}


def lab_command(home: Path, study: str, settings: Path, *more: str) -> tuple[list[str], dict]:
    """The command and environment that start the server: localhost, its own token. It opens with
    a page that says what can be done next; a menu writes the cell of a finding."""
    place, cells = place_of(home, study), dict[str, str]()
    try:
        opened = open_study(study, home)
    except DataProblem as problem:
        told = say.welcome(study, str(problem), _notebooks(place), cells)
    else:
        cells = _cells(opened)
        told = say.welcome(opened.title, _next(opened), _notebooks(place), cells)
    write_atomic(place.notebooks / say.WELCOME, told.encode())
    folder = settings / "labconfig"
    folder.mkdir(parents=True, exist_ok=True)
    overrides = json.dumps(_OVERRIDES | {"@jupyterlab/mainmenu-extension:plugin": _menu(cells)})
    (folder / "default_setting_overrides.json").write_text(overrides, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={home}",
        f"--LabApp.default_url=/lab/tree/{quote(f'notebooks/{study}/{say.WELCOME}')}",
        *more,
    ]
    inherited = os.environ.get("JUPYTER_CONFIG_PATH", "")
    paths = os.pathsep.join(filter(None, (str(settings), inherited)))
    return command, {**os.environ, "JUPYTER_CONFIG_PATH": paths}


def _next(study: Study) -> str:
    """What is to be done now, by what is there."""
    place = study.paths
    if not any(place.questionnaires.glob("*/*")):
        return say.NO_ANSWERS
    return say.IS_CURRENT if is_current(place.home, study.name) else say.NOT_CURRENT


def _notebooks(place: Place) -> dict[str, str]:
    """Each notebook with its heading."""
    return {
        path.name: next((c.source.split("\n")[0] for c in read_notebook(path).cells), path.stem)
        for path in place.to_run()
    }


def _cells(study: Study) -> dict[str, str]:
    """The cells that begin a finding, a table and a chart, about the study's own first question
    of one choice; none where there is no such question."""
    for source, book in study.codebooks.items():
        for question in book:
            if question.kind in ONE_CHOICE and question.substantive:
                return say.cells(source, question.variable, question.label, question.substantive[0])
    return {}


def _menu(cells: Mapping[str, str]) -> dict[str, list[dict]]:
    """A menu of JupyterLab's own: each entry writes its cell where the cursor stands."""
    items = [
        {
            "type": "submenu",
            "submenu": {
                "id": f"jp-mainmenu-cell-{place}",
                "label": name,
                "items": [{"command": "notebook:replace-selection", "args": {"text": text}}],
            },
        }
        for place, (name, text) in enumerate(cells.items())
    ]
    named = {"id": "jp-mainmenu-cells", "label": say.CELL_MENU, "rank": 90, "items": items}
    return {"menus": [named] if items else []}


def open_lab(home: Path, study: str) -> int:
    """Start JupyterLab and wait until it is closed."""
    with tempfile.TemporaryDirectory() as settings:
        command, environment = lab_command(home, study, Path(settings))
        try:
            return subprocess.run(command, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 0
