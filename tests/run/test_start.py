"""start.py: what a beginner meets first."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time

import pytest


@pytest.fixture
def start(home):
    spec = importlib.util.spec_from_file_location("start", home / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_told(start, monkeypatch):
    monkeypatch.setattr(start.sys, "version_info", (3, 8, 1))
    with pytest.raises(start.Stop, match="3.8.*太旧"):
        start.main(["report"])


@pytest.mark.parametrize(
    "said, told",
    [
        ("ERROR: [Errno 28] No space left on device", "磁盘空间"),
        ("PermissionError: [Errno 13] Permission denied", "写入权限"),
        ("Failed to establish a new connection: Temporary failure in name resolution", "检查网络"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "校验值不符"),
        ("ERROR: No matching distribution found for x", "找不到适合这台电脑的版本"),
        ("something else", "最后几行提示"),
    ],
)
def test_what_pip_says_becomes_one_sentence(start, said, told):
    assert told in start.why_pip_failed(said)


def test_a_full_disk_and_a_locked_folder(start, monkeypatch, tmp_path):
    monkeypatch.setattr(start, "HERE", str(tmp_path))
    monkeypatch.setattr(start.shutil, "disk_usage", lambda p: type("U", (), {"free": 5 << 20}))
    with pytest.raises(start.Stop, match="磁盘空间不足：还剩 5 MB"):
        start.check_room()
    monkeypatch.setattr(start, "HERE", str(tmp_path / "nowhere"))
    with pytest.raises(start.Stop, match="不能写入"):
        start.check_room()


def test_wheels_need_a_folder(start, tmp_path):
    with pytest.raises(start.Stop, match="没有找到这个文件夹"):
        start.take_wheels(["--wheels", "nowhere", "report"])
    assert start.take_wheels(["--wheels", str(tmp_path), "report"]) == (["report"], str(tmp_path))


def test_without_arguments_the_menu_opens(start, monkeypatch):
    called = []
    monkeypatch.setattr(start, "is_installed", lambda *_: True)
    monkeypatch.setattr(start, "run", lambda command: called.append(command) or 0)
    assert start.main([]) == 0
    assert called[0][-2:] == ["researchlib", "menu"]


def test_the_second_call_costs_little(home, start):
    if not start.is_installed():
        pytest.skip("start.py has not made this environment")
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "start.py", "--help"], cwd=home, check=True, capture_output=True
    )
    assert time.perf_counter() - begin < 2


def test_it_speaks_no_address(home):
    text = (home / "start.py").read_text(encoding="utf-8")
    assert "http" not in text and "index-url" not in text


def test_a_carried_python_installs_nothing(start, monkeypatch, tmp_path):
    """As on Windows with the embeddable Python of a pack; Windows itself is not here."""
    monkeypatch.setattr(start, "HERE", str(tmp_path))
    assert (
        not start.is_carried()
        and start.carried_wheels() is None
        and "JUPYTERLAB_DIR" not in start.surroundings()
    )
    (tmp_path / "wheels").mkdir()
    assert start.carried_wheels() == str(tmp_path / "wheels")
    own = tmp_path / "python" / "python.exe"
    monkeypatch.setattr(start.sys, "executable", str(own))
    monkeypatch.setattr(start, "install", lambda wheels: pytest.fail("nothing is to be installed"))
    ran = []
    monkeypatch.setattr(
        start.subprocess, "call", lambda command, **kw: ran.append((command, kw)) or 0
    )
    assert start.main(["verify", "demo"]) == 0
    ((command, kw),) = ran
    assert command == [str(own), "-m", "researchlib", "verify", "demo"]
    assert (
        kw["env"]["JUPYTERLAB_DIR"].startswith(str(tmp_path / "python"))
        and kw["env"]["PYTHONUTF8"] == "1"
    )
