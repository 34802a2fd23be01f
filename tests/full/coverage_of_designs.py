"""Do the default intervals hold the truth under each design, and how often is a difference told
where there is none? Drawn again and again through the public functions.

Run: python tests/full/coverage_of_designs.py   (about four minutes; writes coverage_of_designs.json)
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import researchlib as rl
from researchlib.clean.answers import Answers
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind

SEED, DRAWS = 20, 1_500
ALIKE = 0.05  # correlation within clusters
YES, NO, FIRST, SECOND = "是", "否", "甲", "乙"
BOOK = Codebook(
    (
        Question("q", "题", Kind.SINGLE, (YES, NO)),
        Question("g", "组", Kind.SINGLE, (FIRST, SECOND)),
        Question("h", "层", Kind.SINGLE, tuple("ABCDEFGHIJKL")),
        Question("y", "数", Kind.NUMBER),
        Question("x", "因素", Kind.NUMBER),
    )
)
Held = tuple[bool, ...]


def answers_of(columns: dict[str, np.ndarray], **design: object) -> Answers:
    n = len(next(iter(columns.values())))
    blank = {"q": YES, "g": FIRST, "h": "A", "y": 0.0, "x": 0.0}
    frame = pd.DataFrame({name: columns.get(name, np.full(n, v)) for name, v in blank.items()})
    frame = frame.assign(psu=columns.get("psu", np.arange(n)))
    return Answers.from_frame(frame, codebook=BOOK, **design)


def words(hit: np.ndarray, yes: str, no: str) -> np.ndarray:
    return np.where(hit, yes, no)


def inside(row: pd.Series, truth: float) -> bool:
    return bool(row["low"] <= truth <= row["high"])


def simple(rng: np.random.Generator) -> Iterator[Held]:
    while True:
        p = rng.uniform(0.1, 0.9)
        made = answers_of({"q": words(rng.random(100) < p, YES, NO)})
        yield (inside(rl.share(made, "q", of=YES).table.iloc[0], p),)


def strata(rng: np.random.Generator) -> Iterator[Held]:
    """Twelve strata of ten, unlike in size: a share, and an average by stratum."""
    sizes = rng.integers(200, 3_000, 12)
    while True:
        p, mean = rng.uniform(0.2, 0.8, 12), rng.normal(0, 1, 12)
        h = np.repeat(np.arange(12), 10)
        made = answers_of(
            {
                "q": words(rng.random(120) < p[h], YES, NO),
                "h": np.array(list("ABCDEFGHIJKL"))[h],
                "y": rng.normal(mean[h], 1),
            },
            strata="h",
            population=dict(zip("ABCDEFGHIJKL", sizes.tolist(), strict=True)),
        )
        row = rl.share(made, "q", of=YES).table.iloc[0]
        by = rl.average(made, "y", by="h").table
        yield (inside(row, p @ sizes / sizes.sum()), inside(by.iloc[3], mean[3]))


def drawn_whole(count: int, held: int) -> Callable[[np.random.Generator], Iterator[Held]]:
    """So many clusters of ten to thirty: the share of all; of a group that lives in `held` of
    them; and what is told of two groups that differ in nothing, between and across clusters."""

    def draw(rng: np.random.Generator) -> Iterator[Held]:
        while True:
            p = rng.uniform(0.2, 0.8)
            psu = np.repeat(np.arange(count), rng.integers(10, 31, count))
            level = rng.beta(p * (1 / ALIKE - 1), (1 - p) * (1 / ALIKE - 1), count)
            q = words(rng.random(len(psu)) < level[psu], YES, NO)
            places = {"q": q, "psu": psu}
            apart = answers_of(places | {"g": words(psu < held, FIRST, SECOND)}, cluster="psu")
            across = answers_of(
                places | {"g": words(rng.random(len(psu)) < 0.5, FIRST, SECOND)}, cluster="psu"
            )
            all_of = rl.share(apart, "q", of=YES).table.iloc[0]
            table = rl.share(apart, "q", of=YES, by="g")
            gaps = [
                t.compare(FIRST, SECOND) for t in (table, rl.share(across, "q", of=YES, by="g"))
            ]
            yield (
                inside(all_of, p),
                inside(table.table.iloc[0], p),
                *(gap.direction not in ("higher", "lower") for gap in gaps),
            )

    return draw


def raked(rng: np.random.Generator) -> Iterator[Held]:
    """A sample that lacks one group, brought to the group's known size."""
    while True:
        p = rng.uniform(0.1, 0.9, 2)
        first = rng.random(150) < 0.3
        q = words(rng.random(150) < np.where(first, p[0], p[1]), YES, NO)
        made = answers_of({"q": q, "g": words(first, FIRST, SECOND)})
        made = rl.rake(made, {"g": {FIRST: 500, SECOND: 500}}).answers
        yield (inside(rl.share(made, "q", of=YES).table.iloc[0], p.mean()),)


def slope(rng: np.random.Generator) -> Iterator[Held]:
    """Thirty answers, a skewed factor, errors that grow with it."""
    while True:
        x = rng.lognormal(0, 0.75, 30)
        made = answers_of({"x": x, "y": x + rng.normal(0, 1, 30) * (0.5 + x / 2)})
        row = rl.linear_model(made, "y", ["x"]).table.iloc[1]
        even = answers_of({"x": x, "y": x + rng.normal(0, 1, 30)})
        yield (inside(row, 1), inside(rl.linear_model(even, "y", ["x"]).table.iloc[1], 1))


PLANS: dict[str, tuple[Callable[[np.random.Generator], Iterator[Held]], tuple[str, ...]]] = {
    "simple sample of 100": (simple, ("share",)),
    "12 strata of 10": (strata, ("share", "average_by_stratum")),
    "raked sample of 150": (raked, ("share",)),
    "linear model, n = 30": (slope, ("slope_unequal_variance", "slope")),
    **{
        f"{count} clusters, a group in {held}": (
            drawn_whole(count, held),
            ("share", "share_of_group", "no_difference_between", "no_difference_across"),
        )
        for count, held in ((6, 3), (12, 3), (12, 6))
    },
}


def four(rng: np.random.Generator) -> Iterator[Held]:
    """Four clusters: a group in two of them is refused, so only all, and groups across."""
    while True:
        p = rng.uniform(0.2, 0.8)
        psu = np.repeat(np.arange(4), rng.integers(10, 31, 4))
        level = rng.beta(p * (1 / ALIKE - 1), (1 - p) * (1 / ALIKE - 1), 4)
        q = words(rng.random(len(psu)) < level[psu], YES, NO)
        g = words(rng.random(len(psu)) < 0.5, FIRST, SECOND)
        made = answers_of({"q": q, "psu": psu, "g": g}, cluster="psu")
        gap = rl.share(made, "q", of=YES, by="g").compare(FIRST, SECOND)
        yield (
            inside(rl.share(made, "q", of=YES).table.iloc[0], p),
            gap.direction not in ("higher", "lower"),
        )


PLANS["4 clusters"] = (four, ("share", "no_difference_across"))


def main() -> None:
    warnings.simplefilter("ignore")
    start, result = time.perf_counter(), {"seed": SEED, "draws": DRAWS}
    for name, (plan, told) in PLANS.items():
        held = np.zeros(len(told))
        for _, one in zip(range(DRAWS), plan(np.random.default_rng(SEED)), strict=False):
            held += one
        result[name] = dict(zip(told, (held / DRAWS).round(4).tolist(), strict=True))
        print(name, result[name], flush=True)
    result["minutes"] = round((time.perf_counter() - start) / 60, 1)
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
