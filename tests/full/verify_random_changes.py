"""Fifty random changes of one raw cell: what verification flags is what a whole new run prints
otherwise, and nothing else.

Flagged: the ledger's findings beside those recomputed without charts, as `verify` compares them.
Brute force: every notebook that reads questionnaires run whole on its own copy of the study, the
sentences read from the pages.

Run: python tests/full/verify_random_changes.py   (about fifteen minutes; writes its .json)
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import openpyxl
from conftest import copy_study

from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.run.engine.workers import Workers
from researchlib.run.publish.report import make_report
from researchlib.run.verify import say
from researchlib.run.verify.ledger import _compared
from researchlib.terms.problem import DataProblem

SEED, CHANGES = 20260, 50
TOPICS = ("01_youth_mental_health", "02_elderly_services", "04_community_life")


def sentences(page: str) -> dict[str, str]:
    """Each finding of a page as it is read, without its evidence."""
    found = re.findall(
        r'<div class="finding" id="([^"]+)"><p id="[^"]*">(.*?)(?:<a class="why"|</p>)',
        page,
        re.DOTALL,
    )
    return {key: re.sub("<[^>]+>", "", text).strip() for key, text in found}


def change(rng: random.Random, raw: Path) -> str:
    """Another respondent's answer to the same question, so that the file stays readable."""
    book = openpyxl.load_workbook(raw)
    sheet = book.active
    while True:
        row, column = rng.randrange(2, sheet.max_row + 1), rng.randrange(7, sheet.max_column + 1)
        other = sheet.cell(rng.randrange(2, sheet.max_row + 1), column).value
        if (
            other not in (sheet.cell(row, column).value, None, "(跳过)")
            and "(跳过)" != sheet.cell(row, column).value
        ):
            sheet.cell(row, column).value = other
            book.save(raw)
            return f"row {row} column {column}"


def main() -> None:
    start, rng, wrong, flags, refused = time.perf_counter(), random.Random(SEED), [], 0, 0
    home = copy_study(Path(tempfile.mkdtemp()))
    for path in (home / "notebooks/demo").glob("*.ipynb"):
        if path.stem not in TOPICS:
            path.unlink()
    for twin in (home / "data/demo/questionnaires/residents").glob("*按序号*"):
        twin.unlink()
    raw = next((home / "data/demo/questionnaires/residents").glob("*按文本*122*"))
    kept = raw.read_bytes()
    paths = sorted((home / "notebooks/demo").glob("*.ipynb"))
    with Workers() as workers, ThreadPoolExecutor(workers.width) as pool:
        study = open_study("demo", home)
        make_report(home, study, lambda text: None, workers)
        published = {e.key: e for e in read_ledger(study.paths.ledger).findings}
        before = {}
        for path in paths:
            before |= sentences(
                (home / f"exports/demo/{path.stem}.html").read_text(encoding="utf-8")
            )
        assert len(before) == len(published) > 15
        for number in range(CHANGES):
            raw.write_bytes(kept)
            what = change(rng, raw)
            try:
                fresh = list(pool.map(workers.findings, paths))
                pages = list(pool.map(lambda p: workers.export(p, home), paths))
            except DataProblem:  # the change made an answer unreadable together with another
                refused += 1
                continue
            found = {k: c for one in fresh for k, c in one.items()}
            flagged = set()
            for key, entry in published.items():
                if _compared(entry, found.get(key), study.paths).state == say.OTHER:
                    flagged.add(key)
            after = {k: v for page in pages for k, v in sentences(page.page).items()}
            printed = {key for key in before if before[key] != after.get(key)}
            # verification also sees interval, n and missing, which a sentence may not print
            unseen = {
                key
                for key in (flagged - printed) & found.keys()
                if shown_evidence(published[key]) == shown_evidence(found[key])
            }
            if printed - flagged or unseen:
                wrong.append(
                    {
                        "change": what,
                        "missed": sorted(printed - flagged),
                        "too_many": sorted(unseen),
                    }
                )
            flags += len(flagged)
            print(number, what, len(flagged), len(printed), flush=True)
    result = {
        "seed": SEED,
        "changes": CHANGES,
        "refused_as_unreadable": refused,
        "findings": len(published),
        "flagged_in_all": flags,
        "wrong": wrong,
        "minutes": round((time.perf_counter() - start) / 60, 1),
    }
    Path(__file__).with_suffix(".json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(result)


def shown_evidence(entry):
    """What a page's evidence panel says of every number, but for the fingerprint."""
    return [{k: v for k, v in n.items() if k != "data"} for n in entry.numbers]


if __name__ == "__main__":
    main()
