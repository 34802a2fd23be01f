"""Opens 课题表.xlsx and hands its sheets, as text, to the study stage."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from researchlib.read import say
from researchlib.read.files.guard import read_tables
from researchlib.store.files import sha256_of
from researchlib.study.place import home_from, place_of, studies_in
from researchlib.study.study import Study
from researchlib.study.workbook import study_from_sheets
from researchlib.terms import words as w

_OPENED = "__vsc_ipynb_file__"  # which notebook is open, as VS Code tells its kernel


def open_study(name: str | None = None, home: Path | None = None) -> Study:
    """打开一个课题：读取并检查 data/课题名/课题表.xlsx。

    Parameters
    ----------
    name : str, optional
        课题在 data/ 里的文件夹名；不写的，看笔记本放在哪个课题的文件夹里。
    home : Path, optional
        项目文件夹；不写的，从当前文件夹往上找。

    Returns
    -------
    Study
        只是课题的设置，还没有读答卷。

    Raises
    ------
    DataProblem
        没有这个课题；或者课题表有错（一次全部列出，写明哪张表、哪一行、哪一列）。

    Examples
    --------
    >>> study = open_study("demo")
    >>> study.name
    'demo'
    """
    opened = vars(sys.modules["__main__"]).get(_OPENED)
    here = Path(opened).parent if opened else Path.cwd()
    home = home or home_from(here)
    if home is None or not (name := name or _study_of(home, here)):
        raise say.problem("not_in_study")
    place = place_of(home, name)
    if not place.workbook.is_file():
        raise say.problem("no_study", name, studies_in(home))
    tables = read_tables(place.workbook)
    sheets = {grid.name: grid.rows for grid in tables.grids}
    listed, fingerprint = place.data / w.QUOTE_LIST, tables.sha256
    if listed.is_file():
        quotes = read_tables(listed)
        sheets[w.QUOTE_LIST] = quotes.grids[0].rows
        fingerprint = sha256_of(fingerprint + quotes.sha256)
    study = study_from_sheets(sheets, place.data, fingerprint)
    withheld = frozenset(_kept(place.withheld, list))
    return replace(study, sealed=_kept(place.sealed, dict), withheld=withheld)


def _study_of(home: Path, here: Path) -> str:
    """The study in one of whose folders one is, else the only one there is."""
    known = studies_in(home)
    inside = here.relative_to(home).parts[1:2] if here.is_relative_to(home) else ()
    here_is = [name for name in inside if name in known]
    return "".join(here_is or known[: len(known) == 1])


def _kept(path: Path, made_by: Callable[[Any], Any]) -> Any:
    """What the program itself keeps beside the workbook; nothing before that."""
    if not path.is_file():
        return made_by(())
    try:
        return made_by(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise say.problem(path.name) from None
