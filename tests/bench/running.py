"""All of a study beside nbconvert --execute and papermill, cold; then nothing changed, one file changed.

Run: python tests/bench/running.py   (papermill is measured where it is installed; writes its .json)
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from conftest import HOME, copy_study


def timed(command: list[str], where: Path) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=where,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    return time.perf_counter() - start, done.stdout


def pages_alone(home: Path, study: str) -> float:
    """The same HTML from the same engine, without ledger, gate over the whole, Word and lists."""
    code = (
        "import sys, pathlib; sys.modules.setdefault('rfc3987_syntax', None)\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from researchlib.run.engine.workers import Workers\n"
        "from researchlib.study.place import place_of\n"
        f"home = pathlib.Path({str(home)!r})\n"
        "if __name__ == '__main__':\n"
        "    with Workers() as w, ThreadPoolExecutor(w.width) as pool:\n"
        f"        list(pool.map(lambda p: w.export(p, home), place_of(home, {study!r}).to_run()))\n"
    )
    script = home / "alone.py"
    script.write_text(code)
    return timed([sys.executable, str(script)], home)[0]


def main() -> None:
    study = "demo"
    place = copy_study(Path(tempfile.mkdtemp()), study)
    python = [sys.executable, "-m"]
    ours = [*python, "researchlib", "report", study]
    result: dict[str, object] = {"cores": os.cpu_count(), "notebooks": 0}
    cold, _ = timed(ours, place)
    notebooks = [
        p for p in sorted((place / "notebooks" / study).glob("*.ipynb")) if p.stem[0] == "0"
    ]
    result["notebooks"] = len(notebooks)
    result["peak_mb_of_a_process"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    unchanged, _ = timed(ours, place)
    raw = next((place / "data" / study / "questionnaires/cadres").iterdir())
    data = raw.read_bytes()
    from openpyxl import load_workbook

    book = load_workbook(raw)
    book.active.cell(2, 3).value = "301秒"
    book.save(raw)
    one, told = timed(ours, place)
    ran = [line.split("　")[0] for line in told.splitlines() if "KB" in line]
    raw.write_bytes(data)
    alone = pages_alone(place, study)
    theirs = sum(
        timed(
            [
                *python,
                "jupyter",
                "nbconvert",
                "--execute",
                "--to",
                "html",
                "--output-dir",
                str(place / "theirs"),
                str(p),
            ],
            p.parent,
        )[0]
        for p in notebooks
    )
    milled = None
    if find_spec("papermill"):
        (place / "milled").mkdir()
        milled = sum(
            timed(
                [
                    *python,
                    "papermill",
                    "--no-progress-bar",
                    "--cwd",
                    str(p.parent),
                    str(p),
                    str(place / "milled" / p.name),
                ],
                p.parent,
            )[0]
            for p in notebooks
        )
    result |= {
        "nbconvert_seconds": round(theirs, 1),
        "papermill_seconds": milled and round(milled, 1),
        "report_cold_seconds": round(cold, 1),
        "report_to_nbconvert": round(cold / theirs, 3),
        "same_pages_seconds": round(alone, 1),
        "same_pages_to_nbconvert": round(alone / theirs, 3),
        "nothing_changed_seconds": round(unchanged, 2),
        "cadre_questionnaire_changed_seconds": round(one, 1),
        "and_ran": ran,
    }
    Path(__file__).with_suffix(".json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(json.dumps(result, ensure_ascii=False))
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
