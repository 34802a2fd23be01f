"""The menu: what a folder can do, asked for in plain words, until the person leaves."""

from __future__ import annotations

import subprocess

import pytest

from researchlib.cli import app
from researchlib.run import menu as shown
from researchlib.run.fieldwork.new import new_study


def chosen(home, monkeypatch, *answers):
    """The commands that these answers lead to."""
    called, left = [], iter(answers)
    monkeypatch.setattr(subprocess, "call", lambda command, cwd: called.append(command[3:]) or 0)

    def ask(prompt):
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    shown.menu(home, ask)
    return called


def test_every_line_is_a_command():
    commands = {c.callback.__name__ for c in app.registered_commands}
    assert {e.command for e in (*shown.OWN, *shown.NEW, shown.SHOW)} <= commands


def test_an_empty_folder_offers_new_studies_only(tmp_path, monkeypatch):
    assert shown.offered(tmp_path) == list(shown.NEW)
    assert chosen(tmp_path, monkeypatch, "1", "助餐", "", "0") == [["new", "助餐"]]
    assert chosen(tmp_path, monkeypatch, "1", "", "9", "x") == []


def test_it_comes_back_and_takes_the_only_study(tmp_path, monkeypatch):
    new_study(tmp_path, "助餐")
    labels = [entry.command for entry in shown.offered(tmp_path)]
    check, report = labels.index("check") + 1, labels.index("report") + 1
    assert shown.SHOW not in shown.offered(tmp_path)
    assert chosen(tmp_path, monkeypatch, str(check), "", str(report), "", "") == [
        ["check", "助餐"],
        ["report", "助餐"],
    ]


def test_of_several_studies_one_is_chosen(tmp_path, monkeypatch):
    for name in ("助餐", "养老"):
        new_study(tmp_path, name)
    check = [entry.command for entry in shown.offered(tmp_path)].index("check") + 1
    assert chosen(tmp_path, monkeypatch, str(check), "2", "") == [["check", "助餐"]]
    assert chosen(tmp_path, monkeypatch, str(check), "7") == []


@pytest.mark.parametrize(
    "answer, paths",
    [
        ('"D:\\a b\\c.xlsx" "D:\\d.xlsx"', ["D:\\a b\\c.xlsx", "D:\\d.xlsx"]),
        ("'/a b/c.xlsx'", ["/a b/c.xlsx"]),
        ("c.xlsx d.xlsx", ["c.xlsx", "d.xlsx"]),
        ("", []),
    ],
)
def test_dragged_and_pasted_paths(answer, paths):
    assert shown.files_in(answer) == paths


def test_a_path_with_blanks_that_exists_is_one(tmp_path):
    path = tmp_path / "a b.xlsx"
    path.touch()
    assert shown.files_in(str(path)) == [str(path)]
