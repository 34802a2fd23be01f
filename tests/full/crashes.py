"""kill -9 at 200 random moments of a whole run: every file whole, mixed sets told, nothing lost.

Run: python tests/full/crashes.py   (about twelve minutes; writes crashes.json)
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from researchlib.protect.ledger import mixed
from researchlib.read.workbook import open_study
from researchlib.run.engine.workers import Workers
from researchlib.run.publish.report import make_report

HOME = Path(__file__).resolve().parent.parent.parent
KILLS, SEED = 200, 20261123
CELL = (
    "from researchlib import Finding, clean_answers, open_study\n"
    "Finding('{key}', '有效{{有效}}。', clean_answers(open_study(), 'residents'))"
)
RUN = (
    "import sys; from pathlib import Path; from researchlib.read.workbook import open_study; "
    "from researchlib.run.publish.report import make_report; from researchlib.run.engine.workers import Workers; "
    "home = Path(sys.argv[1]); "
    "make_report(home, open_study('demo', home), lambda text: None, Workers())"
)
WRITE = (
    "import sys; from pathlib import Path; from researchlib.store.files import "
    "write_together; folder = Path(sys.argv[1]) / 'exports/demo'\n"
    "files = {p: p.read_bytes() for p in sorted(folder.iterdir(), key=lambda p: "
    "p.name == 'ledger.json') if not p.name.startswith('.')}\n"
    "while True: write_together(files)"
)


def main() -> None:
    rng = random.Random(SEED)
    counts = dict.fromkeys(("kills", "whole", "mixed_told", "lost", "torn", "left_swept"), 0)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(HOME / "data/demo", home / "data/demo")
        (home / "notebooks/demo").mkdir(parents=True)
        for key in ("a", "b"):
            cells = [
                nbformat.v4.new_markdown_cell("# 题"),
                nbformat.v4.new_code_cell(CELL.format(key=key)),
            ]
            nbformat.write(
                nbformat.v4.new_notebook(cells=cells),
                home / f"notebooks/demo/0{ord(key) - 96}_{key}.ipynb",
            )
        start = time.perf_counter()
        make_report(home, open_study("demo", home), lambda text: None, Workers())
        length = time.perf_counter() - start
        exports = home / "exports/demo"
        names = {p.name for p in exports.iterdir() if p.name[0] != "."}
        for number in range(KILLS):
            whole = number % 4 == 0
            child = subprocess.Popen(
                [sys.executable, "-c", RUN if whole else WRITE, str(home)], start_new_session=True
            )
            time.sleep(rng.uniform(0.3, length * 1.1 if whole else 1.2))
            child.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            child.wait()
            with_signal(child.pid)
            counts["kills"] += 1
            now = {p.name for p in exports.iterdir() if p.name[0] != "."}
            counts["lost"] += names != now
            torn = [
                p
                for p in exports.glob("*.html")
                if not p.read_bytes().rstrip().endswith(b"</html>")
            ]
            counts["torn"] += bool(torn)
            counts["mixed_told" if mixed(exports) else "whole"] += 1
            counts["left_swept"] += bool(list(exports.glob(".tmp-*")))
        make_report(home, open_study("demo", home), lambda text: None, Workers())
        assert not mixed(exports) and not list(exports.glob(".tmp-*"))
    result = {"seed": SEED, **counts, "after": "a last run is whole and leaves nothing behind"}
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(result)


def with_signal(group: int) -> None:
    """Kernels of the killed run go with it."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main()
