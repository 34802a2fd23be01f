"""`researchlib new`: a study of one's own, with the example's workbook and notebooks to edit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from researchlib.terms.messages import run as say
from researchlib.terms.messages.study import WORKBOOK

_NAME = re.compile(r"[\w\-]{1,40}")
EXAMPLE = "demo"


def new_study(home: Path, name: str) -> None:
    """Make data/<name> and notebooks/<name>; refuses a name that exists or is no folder name."""
    if not _NAME.fullmatch(name):
        raise say.bad_name(name)
    data, notebooks = home / "data" / name, home / "notebooks" / name
    if data.exists() or notebooks.exists():
        raise say.exists(name)
    for source in (home / "data" / EXAMPLE / "questionnaires").iterdir():
        (data / "questionnaires" / source.name).mkdir(parents=True)
    shutil.copyfile(home / "data" / EXAMPLE / WORKBOOK, data / WORKBOOK)
    shutil.copytree(home / "notebooks" / EXAMPLE, notebooks,
                    ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
