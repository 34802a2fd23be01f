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
    if not start.is_installed(start.STAMP, start.LOCK):
        pytest.skip("start.py has not made this environment")
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "start.py", "--help"], cwd=home, check=True, capture_output=True
    )
    assert time.perf_counter() - begin < 2


@pytest.fixture
def environment(start, monkeypatch, tmp_path):
    """As start.py finds it: nothing installed; what pip is asked for is written down."""
    asked = []
    monkeypatch.setattr(start, "PYTHON", str(tmp_path / "python"))
    (tmp_path / "python").write_text("")
    for name in ("STAMP", "TEST_STAMP"):
        monkeypatch.setattr(start, name, str(tmp_path / name))
    monkeypatch.setattr(start, "check_room", lambda: None)
    monkeypatch.setattr(start.shutil, "rmtree", lambda *a, **kw: None)
    monkeypatch.setattr("venv.EnvBuilder.create", lambda self, place: None)
    monkeypatch.setattr(start, "pip", lambda command, total=0: asked.append(command))
    monkeypatch.setattr(start, "run", lambda command: asked.append(command) or 0)
    return asked


def locks(asked):
    return [
        name.rpartition("requirements")[2] for c in asked for name in c if name.endswith(".lock")
    ]


def test_what_tests_need_is_installed_for_them_alone_and_once(start, environment):
    start.main(["report", "demo"])
    assert locks(environment) == [".lock"] and environment[-1][-2:] == ["report", "demo"]
    assert ["uninstall", "--yes", "setuptools"] in environment
    start.main(["test", "-k", "x"])
    assert locks(environment) == [".lock", "-test.lock"]
    assert environment[-1][1:] == ["-m", "pytest", "-k", "x"]
    start.main(["test"])
    start.main(["report"])
    assert locks(environment) == [".lock", "-test.lock"]


def test_a_changed_lock_is_installed_anew(start, environment, monkeypatch, tmp_path):
    changed = tmp_path / "requirements-test.lock"
    changed.write_text("one")
    monkeypatch.setattr(start, "TEST_LOCK", str(changed))
    start.main(["test"])
    changed.write_text("two")
    start.main(["test"])
    assert locks(environment) == [".lock", "-test.lock", "-test.lock"]


def test_a_pack_brings_no_tests_and_says_so(start, environment, monkeypatch, tmp_path):
    monkeypatch.setattr(start, "TEST_LOCK", str(tmp_path / "nothing"))
    with pytest.raises(start.Stop, match="不带测试"):
        start.main(["test"])
    assert environment == []


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
    packages = str(tmp_path / "python" / "Lib" / "site-packages")
    monkeypatch.setattr(start.sys, "path", [str(tmp_path), packages])
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


def test_what_has_come_is_told_by_its_size(start, monkeypatch, tmp_path):
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels/c.whl").write_bytes(b"0" * 5_000_000)
    said = (
        "Collecting a",
        "  Downloading a-1.whl.metadata (6.6 kB)",
        "  Downloading a-1.whl (18.0 MB)",
        "  Using cached b-1.whl (900 kB)",
        "Processing ./wheels/c.whl",
        "Installing collected packages: a, b, c",
    )
    pip = type("Pip", (), {"stdout": [f"{line}\n" for line in said], "wait": lambda self: 0})
    monkeypatch.setattr(start, "HERE", str(tmp_path))
    monkeypatch.setattr(start.subprocess, "Popen", lambda *a, **kw: pip())
    told = []
    monkeypatch.setattr(start, "tell", told.append)
    start.pip(["install"], 3)
    assert told == ["      已取得 23 MB，3/3 个软件包", "      正在安装 ……"]
