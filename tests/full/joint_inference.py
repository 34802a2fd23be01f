"""Do families of comparisons, bounds and rank sets hold the truth? Drawn again and again through
the public functions.

Run: python tests/full/joint_inference.py   (about five minutes; writes joint_inference.json)
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

import researchlib as rl
from researchlib.clean.answers import Answers
from researchlib.estimate.compare import family
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.words import Kind, Sampling

SEED, DRAWS, EQUAL = 24, 600, 1e-9
YES, NO = "是", "否"
NAMES = tuple("ABCDEFGHIJKL")
BOOK = Codebook(
    (
        Question("q", "题", Kind.SINGLE, (YES, NO)),
        Question("g", "组", Kind.SINGLE, NAMES),
        Question("m", "最要紧的", Kind.SINGLE, NAMES),
    )
)
Held = tuple[bool, ...]
Plan = Callable[[np.random.Generator], Iterator[Held]]


def answers_of(columns: dict[str, np.ndarray], **design: object) -> Answers:
    frame = pd.DataFrame({q.variable: columns.get(q.variable) for q in BOOK} | columns)
    return Answers.from_frame(frame, codebook=BOOK, **design)


def of_all(made: Answers, sampling: Sampling, asked: int, population: int | None) -> Answers:
    design = replace(made.design, sampling=sampling, population=population)
    return replace(made, design=design, flow=replace(made.flow, issued=asked))


def words(hit: np.ndarray) -> np.ndarray:
    return np.where(hit, YES, NO)


def within(truth: float, ends: Mapping[str, float] | pd.Series) -> bool:
    """Bounds may be reached exactly."""
    return bool(ends["low"] - EQUAL <= truth <= ends["high"] + EQUAL)


def families(count: int) -> Plan:
    """So many comparisons of one sentence: the first of count + 1 groups of 50 with each other."""

    def draw(rng: np.random.Generator) -> Iterator[Held]:
        while True:
            p = rng.uniform(0.2, 0.8, count + 1)
            g = np.repeat(np.arange(count + 1), 50)
            made = answers_of({"q": words(rng.random(len(g)) < p[g]), "g": np.array(NAMES)[g]})
            found = rl.share(made, "q", of=YES, by="g")
            gaps = family([found.compare("A", NAMES[k]) for k in range(1, count + 1)])
            yield (all(c.low <= p[0] - p[k] <= c.high for k, c in enumerate(gaps, 1)),)

    return draw


def census(response: float) -> Plan:
    """A census of 120 in two groups; who says yes answers less, or more, than who says no. All,
    the smaller group and the difference of the groups."""

    def draw(rng: np.random.Generator) -> Iterator[Held]:
        while True:
            p, apart = rng.uniform(0.2, 0.8, 2), rng.choice([-0.25, 0.25])
            g = np.repeat([0, 1], [50, 70])
            hit = rng.random(120) < p[g]
            told = rng.random(120) < np.clip(response + apart * (hit - 0.5), 0, 1)
            columns = {"q": words(hit)[told], "g": np.array(NAMES)[g[told]]}
            made = of_all(answers_of(columns), Sampling.CENSUS, 120, 120)
            table, by = rl.share(made, "q", of=YES).table, rl.share(made, "q", of=YES, by="g")
            truth = [hit[g == k].mean() for k in (0, 1)]
            gap, first = by.compare("A", "B"), by.table.iloc[0]
            yield (
                within(hit.mean(), table.iloc[0]),
                within(truth[0], first),
                within(truth[0] - truth[1], {"low": gap.low, "high": gap.high}),
            )

    return draw


def sample(item: float, unit: float) -> Plan:
    """A sample of 150 of whom some leave the question out and some do not answer at all, always
    those of one mind, which is where the bounds are reached."""

    def draw(rng: np.random.Generator) -> Iterator[Held]:
        while True:
            p, side = rng.uniform(0.3, 0.7), rng.random() < 0.5
            hit = rng.random(150) < p
            away = (hit == side) & (rng.random(150) < unit)
            blank = (hit == side) & (rng.random(150) < item)
            q = np.where(blank, None, words(hit))[~away]
            made = of_all(answers_of({"q": q}), Sampling.RANDOM, 150, None)
            row = rl.share(made, "q", of=YES).table.iloc[0]
            yield (bool(row["least"] <= p <= row["most"]),)

    return draw


def held(found: pd.DataFrame, truth: np.ndarray) -> bool:
    """Whether every true place lies in its set; equals may stand in any of their places."""
    first = 1 + (truth[:, None] < truth).sum(axis=1)
    last = len(truth) - (truth[:, None] > truth).sum(axis=1)
    return bool(((found["low"] <= last) & (found["high"] >= first)).all())


def places_of_groups(rng: np.random.Generator) -> Iterator[Held]:
    """Twelve groups of 45, strata of unlike sizes: neighbours, and all alike."""
    sizes = dict(zip(NAMES, rng.integers(300, 3_000, 12).tolist(), strict=True))
    g = np.repeat(np.arange(12), 45)
    while True:
        kept = []
        for p in (np.linspace(0.25, 0.75, 12), np.full(12, 0.45)):
            columns = {"q": words(rng.random(len(g)) < p[g]), "g": np.array(NAMES)[g]}
            made = answers_of(columns, strata="g", population=sizes)
            kept.append(held(rl.ranks(made, "q", of=YES, by="g").table, p))
        yield tuple(kept)


def places_of_choices(n: int, cluster: bool) -> Plan:
    """Eight choices of n people, some of them rare; in clusters of 15 of one mind where asked."""

    def draw(rng: np.random.Generator) -> Iterator[Held]:
        while True:
            p = rng.dirichlet(np.full(8, 2.0))
            psu = np.arange(n) // 15
            taste = rng.dirichlet(p * 19, psu.max() + 1) if cluster else np.tile(p, (n, 1))
            cdf = taste.cumsum(axis=1)[psu if cluster else slice(None)]
            m = (rng.random(n)[:, None] > cdf).sum(axis=1).clip(0, 7)
            columns = {"m": np.array(NAMES)[m], "psu": psu}
            made = answers_of(columns, **({"cluster": "psu"} if cluster else {}))
            table = rl.ranks(made, "m").table.set_index("choice").reindex(NAMES[:8])
            yield (held(table, p),)

    return draw


PLANS: dict[str, tuple[Plan, tuple[str, ...]]] = {
    "three comparisons": (families(3), ("joint",)),
    "six comparisons": (families(6), ("joint",)),
    "census, 70 % answer": (census(0.7), ("share", "share_of_group", "difference")),
    "census, 85 % answer": (census(0.85), ("share", "share_of_group", "difference")),
    "sample, questions left out": (sample(0.3, 0.0), ("bounds",)),
    "sample, people not reached": (sample(0.0, 0.3), ("bounds",)),
    "sample, both": (sample(0.2, 0.2), ("bounds",)),
    "12 groups in order": (places_of_groups, ("places", "places_all_alike")),
    "8 choices of 60 people": (places_of_choices(60, False), ("places",)),
    "8 choices of 300 people": (places_of_choices(300, False), ("places",)),
    "8 choices in 12 clusters": (places_of_choices(180, True), ("places",)),
}


def main() -> None:
    warnings.simplefilter("ignore")
    start, result = time.perf_counter(), {"seed": SEED, "draws": DRAWS}
    for name, (plan, told) in PLANS.items():
        kept = np.zeros(len(told))
        for _, one in zip(range(DRAWS), plan(np.random.default_rng(SEED)), strict=False):
            kept += one
        result[name] = dict(zip(told, (kept / DRAWS).round(4).tolist(), strict=True))
        print(name, result[name], flush=True)
    result["minutes"] = round((time.perf_counter() - start) / 60, 1)
    result["cpu_minutes"] = round(time.process_time() / 60, 1)
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
