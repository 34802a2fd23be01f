"""Estimating beside bare counting (and R, where it is installed), in one run.

Run: python tests/bench/estimating.py [PYTHON]   (about two minutes; writes estimating.json)
PYTHON is an interpreter that has svy, which is timed too: two questions, counted up to twenty.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from researchlib.clean.answers import Answers
from researchlib.estimate.models.group_tests import rank_test
from researchlib.estimate.share import share
from researchlib.estimate.weighting import rake

R_CODE = """suppressMessages(library(survey)); set.seed(1); n <- 100000
d <- data.frame(h = sample(1:10, n, TRUE), g = factor(sample(1:4, n, TRUE)), w = 1)
for (k in 1:2) d[[paste0("q", k)]] <- factor(sample(1:5, n, TRUE))
s <- svydesign(ids = ~1, strata = ~h, weights = ~w, data = d)
t <- system.time(for (k in 1:2) svyby(as.formula(paste0("~q", k)), ~g, s, svymean))
cat(t[["elapsed"]] * 10)"""


SVY_CODE = """import time, numpy as np, polars as pl, svy
n = 1_000_000; rng = np.random.default_rng(1)
d = {"h": rng.integers(0, 10, n), "g": np.array(list("ABCD"))[rng.integers(0, 4, n)],
     "w": rng.uniform(0.5, 2, n)}
for q in "ab":
    d[q] = np.where(rng.random(n) < 0.05, -1, rng.integers(0, 5, n))
frame = pl.DataFrame(d).with_columns([pl.when(pl.col(q) < 0).then(None).otherwise(pl.col(q)).alias(q) for q in "ab"])
sample = svy.Sample(frame, svy.Design(stratum="h", wgt="w"))
start = time.perf_counter()
for q in "ab":
    sample.estimation.prop(q, by="g", drop_nulls=True)
print((time.perf_counter() - start) * 10)"""


def timed(call, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def answers_of(n: int) -> tuple[Answers, list[np.ndarray]]:
    rng = np.random.default_rng(1)
    words = np.array(["a", "b", "c", "d", "e"])
    frame = {
        "h": pd.Categorical(rng.choice(list("0123456789"), n)),
        "g": pd.Categorical(rng.choice(list("甲乙丙丁"), n)),
        "w": rng.uniform(0.5, 2, n),
    }
    codes = []
    for k in range(20):
        code = rng.integers(0, 5, n)
        code[rng.random(n) < 0.05] = -1
        frame[f"q{k}"] = pd.Categorical.from_codes(code, words)
        codes.append(code)
    return Answers.from_frame(pd.DataFrame(frame), weight="w", strata="h"), codes


def main() -> None:
    result: dict[str, float] = {}
    for n, runs in ((10_000, 5), (100_000, 5), (1_000_000, 3)):
        answers, codes = answers_of(n)
        place = [np.where(c < 0, 5, c) for c in codes]
        result[f"bincount_{n}"] = timed(lambda p=place: [np.bincount(c) for c in p], runs)
        result[f"shares_{n}"] = timed(
            lambda a=answers: [share(a, f"q{k}", by="g") for k in range(20)], runs
        )
    result["ratio_to_bincount"] = result["shares_1000000"] / result["bincount_1000000"]
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {
            v: pd.Categorical(rng.choice(list(c), 100_000))
            for v, c in (("a", "xy"), ("b", "pqrst"), ("c", "uvwxyz"))
        }
    )
    plain = Answers.from_frame(frame)
    margins = {
        v: {c: float(k + 4) * 60 / sum(range(4, 4 + len(cs))) for k, c in enumerate(cs)}
        for v, cs in (("a", "xy"), ("b", "pqrst"), ("c", "uvwxyz"))
    }
    result["rake_100000"] = timed(lambda: rake(plain, margins), 5)
    ranked = Answers.from_frame(
        pd.DataFrame(
            {"y": rng.choice([1, 2, 3, 4, 5], 1_000), "g": rng.choice(list("甲乙丙丁"), 1_000)}
        )
    )
    result["bootstrap_2000_tables"] = timed(lambda: rank_test(ranked, "y", "g"), 5)
    if shutil.which("Rscript"):
        done = subprocess.run(["Rscript", "-e", R_CODE], capture_output=True, text=True)
        result["r_survey_100000"] = float(done.stdout or "nan")
    if len(sys.argv) > 1:
        done = subprocess.run([sys.argv[1], "-c", SVY_CODE], capture_output=True, text=True)
        result["svy_1000000"] = float(done.stdout or "nan")
    result = {k: round(v, 4) for k, v in result.items()}
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(result)


if __name__ == "__main__":
    main()
