"""Files are whole or untouched."""

from __future__ import annotations

import os

import pytest

from researchlib.store.files import sweep, write_atomic
from researchlib.terms.problem import DataProblem


def test_replaces_whole_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "new" / "a.html"
    write_atomic(path, b"old")
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new" and [p.name for p in path.parent.iterdir()] == ["a.html"]


def test_a_failed_write_keeps_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    write_atomic(path, b"old")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataProblem, match="写不进文件“a.html”"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_sweep_removes_what_a_killed_run_left(tmp_path):
    (tmp_path / ".tmp-abc").write_bytes(b"half")
    (tmp_path / "a.html").write_bytes(b"whole")
    sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]
