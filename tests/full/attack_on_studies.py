"""The attack on 500 random studies: what hidden counts follow from everything published?

Each study: 60-240 respondents, three single-choice questions of 2-6 choices (one sensitive), every
one tabled alone and by every other of at most 5 groups, blanks included. Beside it: what plain
suppression (small bases and small sensitive counts only) would have let out.

Run: python tests/full/attack_on_studies.py   (about twelve minutes; writes attack_on_studies.json)
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from researchlib.clean.answers import Answers, Design, Flow
from researchlib.estimate.share import share
from researchlib.protect import suppress
from researchlib.protect.attack import attack
from researchlib.protect.linked import withhold_more
from researchlib.protect.protected import protect
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind, Mode, Sampling, Sensitivity

STUDIES, SEED = 500, 20261123


def study(rng: np.random.Generator) -> Answers:
    n = int(rng.integers(60, 241))
    questions, frame, status = [], {}, {}
    for k in range(3):
        size = int(rng.integers(2, 7))
        choices = tuple(f"c{j}" for j in range(size))
        p = rng.dirichlet(np.full(size, 1.2))
        codes = rng.choice(size, n, p=p).astype(float)
        codes[rng.random(n) < rng.choice([0, 0.02, 0.05])] = np.nan
        words = pd.Series([None if np.isnan(c) else choices[int(c)] for c in codes], dtype=object)
        level = Sensitivity.SENSITIVE if k == 2 else Sensitivity.PLAIN
        questions.append(Question(f"q{k}", f"题{k}", Kind.SINGLE, choices, sensitivity=level))
        frame[f"q{k}"] = pd.Categorical(words, choices)
        status[f"q{k}"] = np.where(words.isna(), 2, 0).astype(np.int8)
    return Answers(
        "x",
        pd.DataFrame(frame),
        pd.DataFrame(status),
        Codebook(tuple(questions)),
        Design(Sampling.CONVENIENCE),
        Mode.SELF,
        "人",
        Flow(n, n, 0, (), n),
        (),
        (),
        "f",
        np.ones(n, bool),
    )


def tables(answers: Answers) -> list:
    made = []
    for question in answers.codebook:
        made.append(share(answers, question.variable))
        made += [
            share(answers, question.variable, by=other.variable)
            for other in answers.codebook
            if other is not question and len(other.choices) <= 5
        ]
    return made


def released(made: list) -> tuple[list, int, int]:
    rows = [row for table in made for row in protect(table).rows]
    return [r.bounds for r in rows], sum(not r.withheld for r in rows), len(rows)


def plain(made: list) -> tuple[list, int]:
    kept, suppress._complete = suppress._complete, lambda *args: None
    try:
        told, shown, _ = released(made)
    finally:
        suppress._complete = kept
    return told, shown


def main() -> None:
    rng = np.random.default_rng(SEED)
    total = dict.fromkeys(
        (
            "tables",
            "rows",
            "shown",
            "shown_plain",
            "hidden",
            "recovered",
            "recovered_plain",
            "studies_stopped",
        ),
        0,
    )
    seconds = []
    for _ in range(STUDIES):
        answers = study(rng)
        made = tables(answers)
        start = time.perf_counter()
        told, shown, rows = released(made)
        more = withhold_more(told, {})
        told = [b.hidden() if b.key in more else b for b in told]
        shown = sum(b.n is not None for b in told)
        seconds.append(time.perf_counter() - start)
        pins = attack(told)
        before, shown_plain = plain(made)
        found = {
            "tables": len(made),
            "rows": rows,
            "shown": shown,
            "shown_plain": shown_plain,
            "hidden": rows - shown,
            "recovered": len(pins),
            "recovered_plain": len(attack(before)),
            "studies_stopped": bool(pins),
        }
        total = {k: total[k] + int(found[k]) for k in total}
    result = {
        "seed": SEED,
        "studies": STUDIES,
        **total,
        "seconds_per_study": {
            "median": round(float(np.median(seconds)), 2),
            "most": round(max(seconds), 2),
        },
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
