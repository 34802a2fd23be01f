"""All of a study beside nbconvert (ten commands, and one for all) and papermill, cold; then nothing
changed, one file changed; on one core and on two; many notebooks; many rows.

Run: python tests/bench/running.py   (about fifteen minutes, alone on the machine; papermill is
measured where it is installed; writes its .json)
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import load_workbook

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from conftest import HOME, copy_study

STUDY = "demo"
PYTHON = [sys.executable, "-m"]
COMMUNITIES, ROWS = 12, (1_000, 10_000, 100_000)


def timed(command: list[str], where: Path, core: str = "") -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(
        [*(["taskset", "-c", core] if core else []), *command],
        cwd=where,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    return time.perf_counter() - start, done.stdout


def ours(place: Path, study: str, core: str = "") -> tuple[float, str]:
    return timed([*PYTHON, "researchlib", "report", study], place, core)


def beside_nbconvert(core: str) -> dict[str, object]:
    """One study, everything included, and the same notebooks by nbconvert in both its forms."""
    place = copy_study(Path(tempfile.mkdtemp()), STUDY)
    cold, _ = ours(place, STUDY, core)
    folder = place / "notebooks" / STUDY
    notebooks = [p.name for p in sorted(folder.glob("0*.ipynb"))]
    unchanged, _ = ours(place, STUDY, core)
    raw = next((place / "data" / STUDY / "questionnaires/cadres").iterdir())
    data = raw.read_bytes()
    book = load_workbook(raw)
    book.active.cell(2, 3).value = "301秒"
    book.save(raw)
    one, told = ours(place, STUDY, core)
    raw.write_bytes(data)
    to_html = [*PYTHON, "jupyter", "nbconvert", "--execute", "--to", "html"]
    to_html += ["--output-dir", str(place / "theirs")]
    together, _ = timed([*to_html, *notebooks], folder, core)
    each = sum(timed([*to_html, name], folder, core)[0] for name in notebooks)
    milled = None
    if find_spec("papermill"):
        command = [*PYTHON, "papermill", "--no-progress-bar"]
        milled = sum(timed([*command, n, f"milled_{n}"], folder, core)[0] for n in notebooks)
    shutil.rmtree(place)
    return {
        "notebooks_of_nbconvert": len(notebooks),
        "report_cold_seconds": round(cold, 1),
        "nbconvert_one_command_seconds": round(together, 1),
        "nbconvert_ten_commands_seconds": round(each, 1),
        "papermill_seconds": milled and round(milled, 1),
        "to_one_command": round(cold / together, 3),
        "to_ten_commands": round(cold / each, 3),
        "nothing_changed_seconds": round(unchanged, 2),
        "cadre_questionnaire_changed_seconds": round(one, 1),
        "and_ran": [line.split("　")[0] for line in told.splitlines() if "KB" in line],
    }


def many_notebooks() -> dict[str, object]:
    """A class's communities, five notebooks each: ten notebooks, then sixty."""
    found: dict[str, object] = {}
    for communities in (2, COMMUNITIES):
        place = copy_study(Path(tempfile.mkdtemp()), STUDY)
        folder = place / "notebooks" / STUDY
        topics = [p for p in sorted(folder.glob("0[0-4]_*.ipynb"))]
        texts = {p.name[3:]: p.read_text(encoding="utf-8") for p in topics}
        for path in folder.iterdir():
            path.unlink()
        for place_number in range(communities):
            for k, (name, text) in enumerate(texts.items()):
                own = re.sub(r'Finding\(\\"', rf'Finding(\\"c{place_number:02d}_', text)
                (folder / f"0{k}_c{place_number:02d}_{name}").write_text(own, encoding="utf-8")
        seconds, _ = ours(place, STUDY)
        count = communities * len(texts)
        found[str(count)] = {"seconds": round(seconds, 1), "each": round(seconds / count, 2)}
        shutil.rmtree(place)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    return {**found, "peak_mb_of_a_process": most}


def many_rows(rows: int) -> dict[str, object]:
    """A platform's file of so many answers: `new` and `report`, beside reading it alone."""
    place = Path(tempfile.mkdtemp())
    answers_csv(place / "answers.csv", rows)
    start = time.perf_counter()
    pd.read_csv(place / "answers.csv", dtype=str)
    alone = time.perf_counter() - start
    home = place / "home"
    home.mkdir()
    new = [*PYTHON, "researchlib", "new", "rows", "--from", str(place / "answers.csv")]
    made, _ = timed(new, home)
    reported, _ = ours(home, "rows")
    shutil.rmtree(place)
    return {
        "read_csv_seconds": round(alone, 2),
        "new_seconds": round(made, 1),
        "report_seconds": round(reported, 1),
        "limit_seconds": round(3 * alone + 10, 1),
    }


def answers_csv(path: Path, rows: int) -> None:
    rng = np.random.default_rng(1)
    levels, acts = (
        ["非常满意", "比较满意", "一般", "不太满意", "很不满意"],
        ["书画", "合唱", "下棋"],
    )
    chosen = rng.random((rows, len(acts))) < 0.4
    columns: dict[str, object] = {
        "序号": range(1, rows + 1),
        "提交答卷时间": "2026/5/1 10:00:00",
        "所用时间": [f"{k}秒" for k in rng.integers(60, 900, rows)],
        "1、您的性别": rng.choice(["男", "女"], rows),
        "2、您的年龄段": rng.choice(["18-30岁", "31-45岁", "46-60岁", "60岁以上"], rows),
    }
    for k in range(3, 21):
        columns[f"{k}、您对第{k}项工作是否满意"] = rng.choice(levels, rows)
    columns["21、您参加过哪些活动【多选题】"] = [
        "┋".join(a for a, hit in zip(acts, row, strict=True) if hit) or "(空)" for row in chosen
    ]
    columns["22、您还有什么建议"] = [f"多办活动{k % 977}" for k in range(rows)]
    pd.DataFrame(columns).to_csv(path, index=False)


def main() -> None:
    result = {
        "cores": os.cpu_count(),
        "all_cores": beside_nbconvert(""),
        "one_core": beside_nbconvert("0") if shutil.which("taskset") else None,
        "notebooks": many_notebooks(),
        "rows": {str(rows): many_rows(rows) for rows in ROWS},
    }
    told = json.dumps(result, ensure_ascii=False, indent=1)
    Path(__file__).with_suffix(".json").write_text(told + "\n", encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
