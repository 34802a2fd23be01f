"""Which study is meant: by the folder one is in, by the notebook that is open, else the only one."""

from __future__ import annotations

import sys

import pytest
from tiny import tiny_study

from researchlib.read.workbook import open_study
from researchlib.terms.problem import DataProblem


@pytest.fixture
def home(tmp_path):
    return tiny_study(tmp_path / "项目")


@pytest.mark.parametrize("folder", [".", "notebooks/tiny", "data/tiny/questionnaires", "exports"])
def test_the_only_study_is_found_from_any_folder_of_the_project(home, folder, monkeypatch):
    (home / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(home / folder)
    assert open_study().name == "tiny"


def test_of_several_the_folder_or_the_open_notebook_tells(home, tmp_path, monkeypatch):
    other = home / "data/other"
    other.mkdir()
    (other / "课题表.xlsx").write_bytes((home / "data/tiny/课题表.xlsx").read_bytes())
    monkeypatch.chdir(home / "data/other")
    assert open_study().name == "other"
    monkeypatch.chdir(home)
    with pytest.raises(DataProblem, match="看不出这个笔记本属于哪个课题"):
        open_study()
    monkeypatch.chdir(tmp_path)  # VS Code starts its kernels anywhere, and tells the notebook
    opened = str(home / "notebooks/tiny/01.ipynb")
    monkeypatch.setattr(sys.modules["__main__"], "__vsc_ipynb_file__", opened, raising=False)
    assert open_study().name == "tiny"
