"""The child that opens files: one for many, ended by a hostile one, limited by time at work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from conftest import write_xlsx

from researchlib.read.files.opener import Child, by_child
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

# A child that does what the file's name says.
STUB = """
import json, os, sys, time
served = 0
for line in sys.stdin:
    name = os.path.basename(json.loads(line)[0])
    if name == "ends":
        os._exit(1)
    if name == "half":
        print('{"sheets"', end="", flush=True)
        os._exit(1)
    while name == "spins":
        pass
    if name.startswith("waits"):
        time.sleep(float(name[5:]))
    if name == "first only" and served:
        print(json.dumps({"problem": "damaged", "detail": ""}), flush=True)
    else:
        print(json.dumps({"served": served, "pid": os.getpid()}), flush=True)
    served += 1
"""


@pytest.fixture
def stub(tmp_path):
    program = tmp_path / "stub.py"
    program.write_text(STUB)
    made = Child(str(program))
    yield made
    made.end()


@pytest.fixture
def file(tmp_path):
    def named(name):
        path = tmp_path / name
        path.write_bytes(b"x")
        return path

    return named


def test_one_process_serves_many_files_and_a_hostile_one_ends_it(stub, file):
    first, second = stub.answer(file("a"), "xlsx"), stub.answer(file("b"), "xlsx")
    assert first["pid"] == second["pid"] and second["served"] == 1
    for name in ("ends", "half"):
        assert stub.answer(file(name), "xlsx")["problem"] == "damaged"
        after = stub.answer(file("a"), "xlsx")
        assert after["served"] == 0 and after["pid"] != first["pid"]
    assert not psutil.pid_exists(first["pid"])  # waited for, no zombie


def test_no_file_is_refused_for_what_an_earlier_one_left_behind(stub, file):
    assert stub.answer(file("a"), "xlsx")["served"] == 0
    assert stub.answer(file("first only"), "xlsx")["served"] == 0


def test_the_limit_is_time_at_work_not_the_clock(stub, file, monkeypatch):
    monkeypatch.setattr(policy, "READ_SECONDS", 0.5)
    assert "pid" in stub.answer(file("waits1.2"), "xlsx")  # as on a busy machine
    for name in ("spins", "waits9"):
        start = time.monotonic()
        with pytest.raises(DataProblem, match="用时超过0.5秒.*电脑正忙") as caught:
            stub.answer(file(name), "xlsx")
        assert time.monotonic() - start < 6 and "没有写入" in str(caught.value)
    assert stub.answer(file("a"), "xlsx")["served"] == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="POSIX")
def test_an_interrupt_leaves_nothing_half_read(stub, file, monkeypatch):
    def interrupt(*ignored):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    stub.answer(file("a"), "xlsx")
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            stub.answer(file("waits3"), "xlsx")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert stub.answer(file("a"), "xlsx")["served"] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="POSIX")
def test_a_forked_process_has_a_child_of_its_own(tmp_path):
    paths = [write_xlsx(tmp_path / f"{k}.xlsx", [[f"题{k}"], [k]]) for k in range(3)]
    assert by_child(paths[0], "fork0", "xlsx").grids[0].rows[0] == ("题0",)
    reads, writes = os.pipe()
    forked = os.fork()
    if not forked:
        os.write(writes, by_child(paths[1], "fork1", "xlsx").grids[0].rows[0][0].encode())
        os._exit(0)
    os.close(writes)
    assert by_child(paths[2], "fork2", "xlsx").grids[0].rows[0] == ("题2",)
    with open(reads, encoding="utf-8") as pipe:
        assert pipe.read() == "题1"
    assert os.waitpid(forked, 0)[1] == 0


def test_the_child_goes_with_the_process_that_started_it(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["题"], [1]])
    program = (
        "import sys, psutil, pathlib; from researchlib.read.files.guard import read_tables\n"
        "for _ in range(2): read_tables(pathlib.Path(sys.argv[1]))\n"
        "import json; print(json.dumps([c.pid for c in psutil.Process().children()]))"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    (pid,) = json.loads(done.stdout)
    assert done.stderr == ""
    if psutil.pid_exists(pid):
        psutil.wait_procs([psutil.Process(pid)], 5)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
