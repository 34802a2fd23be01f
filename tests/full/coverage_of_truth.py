"""Do the 95 % intervals hold the true values? 200 seeds of the demo study, raw file to interval.

Run: python tests/full/coverage_of_truth.py   (about eight minutes; writes coverage_of_truth.json)
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME / "data" / "simulate"))

from demo import PLACE, true_shares, write_demo
from questionnaire import RESIDENTS

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.read.workbook import open_study

SEEDS = range(1000, 1200)
ELDERLY = {q.variable for q in RESIDENTS if 5 <= q.number <= 12}


def held(seed: int, truth: dict[str, dict[str, float]]) -> dict[str, tuple[int, int]]:
    """For each variable: intervals that hold the true share, and all intervals."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "notebooks").mkdir()
        write_demo(home / "data" / "demo", seed=seed, only_text=True)
        answers = clean_answers(open_study("demo", home), "residents")
    found = {}
    for variable, shares in truth.items():
        question = answers.question(variable)
        if question.merge:
            continue
        rows = share(answers, variable).table.set_index("choice")
        inside = [rows.loc[c, "low"] <= p <= rows.loc[c, "high"] for c, p in shares.items()]
        found[variable] = (sum(inside), len(inside))
    return found


def main() -> None:
    start = time.perf_counter()
    truth = true_shares(PLACE, 400_000)
    totals: dict[str, list[int]] = {}
    for seed in SEEDS:
        for variable, (inside, count) in held(seed, truth).items():
            total = totals.setdefault(variable, [0, 0])
            total[0] += inside
            total[1] += count
    elderly = [t for v, t in totals.items() if v.partition(".")[0] in ELDERLY]
    result = {
        "seeds": [SEEDS.start, SEEDS.stop - 1],
        "intervals": sum(t[1] for t in totals.values()),
        "coverage_all": round(
            sum(t[0] for t in totals.values()) / sum(t[1] for t in totals.values()), 4
        ),
        "coverage_elderly": round(sum(t[0] for t in elderly) / sum(t[1] for t in elderly), 4),
        "lowest_variable": min((round(t[0] / t[1], 4), v) for v, t in totals.items()),
        "minutes": round((time.perf_counter() - start) / 60, 1),
    }
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(result)


if __name__ == "__main__":
    main()
