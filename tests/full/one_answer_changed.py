"""One raw answer changed: only numbers that rest on its question change, in page and Word alike.

Run: python tests/full/one_answer_changed.py   (two minutes; writes one_answer_changed.json)
Twelve random single-choice answers of the demo, seed 20261124; the report is made anew each time.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import openpyxl

HOME = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOME / "data" / "simulate"), str(HOME / "tests")]

from conftest import copy_study

from researchlib.read.workbook import open_study
from researchlib.run.engine.page import Exported
from researchlib.run.engine.workers import Workers

SEED, CHANGES = 20261124, 12
VARIABLES = {
    "daycare_use": "近三个月",
    "attention": "最近一个月",
    "lecture": "社区办过",
    "culture": "过去一年",
    "talent": "特长",
    "sex": "性别",
    "age": "年龄",
}


def in_page(page: str) -> list[str]:
    return [
        html.unescape(re.sub("<[^>]+>", "", m))
        for m in re.findall(r'class="bound[^>]*>(.*?)</a>', page)
    ]


def changed_entries(before: Exported, after: Exported) -> set[str]:
    """The questions of the entries whose text changed, as the evidence names them."""
    asked = set()
    for old, new in zip(before.entries, after.entries, strict=True):
        for a, b in zip(old.numbers, new.numbers, strict=True):
            if a.get("text") != b.get("text") or a.get("n") != b.get("n"):
                asked.add(f"{b.get('question', '')}|{b.get('by', '')}|{b.get('name', '')}")
    return asked


def main() -> None:
    start = time.perf_counter()
    rng = np.random.default_rng(SEED)
    rows = []
    with tempfile.TemporaryDirectory() as folder, Workers(1) as workers:
        place = copy_study(Path(folder))
        report = place / "notebooks/demo/06_report.ipynb"
        source = place / "data/demo/questionnaires/residents"
        for path in source.glob("*按序号*"):
            path.unlink()
        raw = next(p for p in source.glob("*按文本*") if "无效" not in p.name)
        kept = Path(folder) / "kept.xlsx"
        shutil.copy(raw, kept)
        before = workers.export(report, place)
        book = open_study("demo", place).codebooks["residents"]
        for _ in range(CHANGES):
            shutil.copy(kept, raw)
            variable = str(rng.choice(list(VARIABLES)))
            question = book[variable]
            sheet = openpyxl.load_workbook(raw)
            grid = sheet.active
            column = next(c.column for c in grid[1] if VARIABLES[variable] in str(c.value))
            cells = [
                grid.cell(r, column)
                for r in range(2, grid.max_row + 1)
                if grid.cell(r, column).value in question.choices
            ]
            cell = cells[int(rng.integers(len(cells)))]
            old = cell.value
            cell.value = str(rng.choice([c for c in question.choices if c != old]))
            sheet.save(raw)
            after = workers.export(report, place)
            words = {
                tag
                for tag in before.bound | after.bound
                if before.bound.get(tag) != after.bound.get(tag)
            }
            asked = changed_entries(before, after)
            foreign = [
                a
                for a in asked
                if question.text not in a
                and question.label not in a
                and variable not in ("sex", "age")
                and question.shown_when is None
                and not any(
                    q.shown_when and q.shown_when[0] == variable and q.text in a for q in book
                )
            ]
            page = sum(
                a != b for a, b in zip(in_page(before.page), in_page(after.page), strict=True)
            )
            rows.append(
                {
                    "variable": variable,
                    "from": old,
                    "to": cell.value,
                    "word_numbers_changed": len(words),
                    "page_numbers_changed": page,
                    "foreign": foreign,
                    "fingerprint_changed": before.entries[0].fingerprint
                    != after.entries[0].fingerprint,
                }
            )
    result = {"seed": SEED, "changes": rows, "seconds": round(time.perf_counter() - start)}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
