"""What hidden counts follow from all that random studies print? An attacker of its own.

He reads ledger entries only (texts, intervals, people, that something is withheld) and what stands
beside them in print, knows everybody's groups and weights, and is taken to have whole tables behind
tests and both sides of a difference. His unknowns are how many of each sort of person gave which
sensitive answers; scipy's milp tells how far each hidden small count, and each small union of
hidden choices, can go. Nothing of the code that protects is used for it.

Run: python tests/full/attack_on_studies.py   (about six minutes; it goes on where it was
stopped, from attack_on_studies.jsonl; writes attack_on_studies.json)
"""

from __future__ import annotations

import itertools
import json
import re
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy import optimize, stats

import researchlib as rl
from researchlib.clean.answers import Answers
from researchlib.clean.payroll import Payroll
from researchlib.estimate.models.silent import ends, sampled, turning
from researchlib.protect import linked
from researchlib.protect.ledger import entry_of
from researchlib.protect.number import Content
from researchlib.protect.records import pay_calendar
from researchlib.study.codebook import Codebook, Question
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import EVERYONE, Kind, Sampling, Sensitivity

STUDIES, SEED, LINKED = 150, 20261129, 60
LEAST = 5  # a hidden count must be able to take so many values, or all that its group allows
SECONDS, PASSES, NEAR, BARE = 3, 6, 1e-6, 5
Z = stats.norm.ppf(0.975)
SECRET = ("s", "t")
HERE = Path(__file__)


# -- studies made from nothing ---------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One thing that a study prints: `kind` is table, average, finding, gap or test."""

    kind: str
    variable: str
    by: str | None = None
    of: tuple[str, ...] = ()
    weight: str | None = None


def choices_of(variable: str, many: int) -> tuple[str, ...]:
    return tuple(f"{variable}{k}" for k in range(many))


def study(rng: np.random.Generator) -> Answers:
    """Groups g and p that everybody knows, a sensitive choice s, a sensitive scale t, weights."""
    n = int(rng.integers(60, 161))
    many = {"g": rng.integers(2, 5), "p": rng.integers(2, 4)}
    many |= {"s": rng.integers(2, 6), "t": rng.integers(2, 6)}
    columns: dict[str, object] = {}
    for name, size in many.items():
        shape = np.full(int(size), 3.0 if name in "gp" else 1.0)
        own = rng.dirichlet(shape, 5)[columns["of"] if name in SECRET else np.zeros(n, int)]
        codes = np.minimum((rng.random(n)[:, None] > own.cumsum(axis=1)).sum(axis=1), size - 1)
        if name == "g":
            columns["of"] = codes
        told = np.array([f"{name}{k}" for k in codes], dtype=object)
        if name in SECRET:
            told[rng.random(n) < rng.choice([0, 0.03, 0.1])] = None
        columns[name] = told
    columns["w"] = rng.choice([[1.0, 2.0], [0.8, 1.3]])[columns.pop("of") % 2]
    kinds = {"t": Kind.SCALE}
    questions = [
        Question(
            name,
            f"题{name}",
            kinds.get(name, Kind.SINGLE),
            choices_of(name, int(size)),
            sensitivity=Sensitivity.SENSITIVE if name in SECRET else Sensitivity.PLAIN,
        )
        for name, size in many.items()
    ]
    made = Answers.from_frame(pd.DataFrame(columns), codebook=Codebook(tuple(questions)))
    sampling = Sampling.RANDOM if rng.random() < 0.5 else Sampling.CONVENIENCE
    return replace(made, design=replace(made.design, sampling=sampling))


def printed_by(rng: np.random.Generator, answers: Answers) -> list[Asked]:
    """What one study prints: always shares by groups; the rest as it comes."""
    s, t = (answers.choices(name) for name in SECRET)
    two = tuple(rng.choice(s, 2, replace=False)) if len(s) > 2 else s[:1]
    told = [
        Asked("table", "s"),
        Asked("table", "s", "g"),
        Asked("finding", "s", "g", two),
        Asked("finding", "t", "p", t[-2:] if len(t) > 2 else t[-1:]),
        Asked("average", "t"),
        Asked("average", "t", "g"),
    ]
    perhaps = [
        Asked("table", "s", "p"),
        Asked("table", "t"),
        Asked("table", "t", "g"),
        Asked("average", "t", "p"),
        Asked("table", "s", None, (), "w"),
        Asked("table", "s", "p", (), "w"),
        Asked("average", "t", "p", (), "w"),
        Asked("gap", "s", "p", two),
        Asked("gap", "t", "g"),
        Asked("test", "s", "p"),
        Asked("test", "t", "g"),
        Asked("table", "p", "s"),
    ]
    return [*told, *(one for one in perhaps if rng.random() < (0.12 if one.weight else 0.3))]


def content_of(answers: Answers, one: Asked, place: int) -> Content | None:
    """What the public functions make of it; nothing where they refuse."""
    how = {"by": one.by, "weight": one.weight}
    try:
        if one.kind == "test":
            return rl.tests_table({"检验": rl.association(answers, one.variable, one.by)}, "检验")
        if one.kind == "average" or (one.kind == "gap" and not one.of):
            found = rl.average(answers, one.variable, **how)
        else:
            found = rl.share(answers, one.variable, of=list(one.of) or None, **how)
        if one.kind in ("table", "average"):
            return rl.Table(found, f"表{place}")
        first, second, *_ = answers.choices(one.by)
        if one.kind == "finding":
            return rl.Finding(f"f{place}", f"占{{{first}}}，共{{{EVERYONE}}}。", found)
        return rl.Finding(f"f{place}", "{比较}。", found, 比较=found.compare(first, second))
    except DataProblem:
        return None


def bare(answers: Answers) -> frozenset[str]:
    """Nothing is withheld for others' sake."""
    return frozenset([f"settled:{answers.data}:"])


def printed_from(
    answers: Answers, asked: Sequence[Asked], withheld: frozenset[str]
) -> Iterator[tuple[Asked, Content]]:
    now = replace(answers, withheld=withheld)
    for place, one in enumerate(asked):
        if (content := content_of(now, one, place)) is not None:
            yield one, content


def settled(
    answers: Answers, asked: Sequence[Asked], gone: Sequence[object]
) -> list[tuple[Asked, Content]]:
    """As a report finds it: planned, made anew with what is withheld, until it conforms."""
    # What a table by itself would need is not looked for first: the plan asks anew for everything.
    known, already, made = bare(answers), set[str](), []
    linked.clean_answers = lambda study, source: source  # they come from no file
    of_study = SimpleNamespace(sources=(answers,))
    for _ in range(PASSES):
        made = list(printed_from(answers, asked, known))
        contents = [content for _, content in made]
        plan = linked.planned(of_study, contents, known, gone, already)
        already |= plan.why.keys()
        if plan.withheld == known and linked.conforms(linked.bounds_in("r", contents), known):
            return made
        known = plan.withheld
    raise RuntimeError("it does not settle")


Row = tuple[np.ndarray, float, float]


# -- the attacker ----------------------------------------------------------------------------


class Cells:
    """How many of each sort of person gave which of the sensitive answers (-1: none)."""

    def __init__(self, answers: Answers, secret: Sequence[str]) -> None:
        self.choices = {name: answers.choices(name) for name in "gpst"}
        known = pd.DataFrame({k: answers.codes(k).astype(int) for k in "gp"})
        known["w"] = answers.frame["w"].to_numpy(float)
        self.secret = list(secret)
        sorts, of = np.unique(known.to_numpy(float), axis=0, return_inverse=True)
        self.sizes = np.bincount(of.ravel())
        every = list(itertools.product(*[range(-1, len(self.choices[v])) for v in self.secret]))
        cells = [(*sort, *answer) for sort in sorts for answer in every]
        self.frame = pd.DataFrame(cells, columns=[*known.columns, *self.secret])
        self.sort = np.repeat(np.arange(len(sorts)), len(every))
        for name in self.secret:
            known[name] = answers.codes(name).astype(int)
        counted = known.value_counts()
        self.truth = np.array([float(counted.get(tuple(c), 0)) for c in self.frame.to_numpy()])

    def people(self) -> Iterator[Row]:
        """How many there are of each sort, which everybody knows."""
        for k, size in enumerate(self.sizes):
            yield (self.sort == k).astype(float), size, size

    def gave(self, variable: str, chosen: Sequence[str] = ()) -> np.ndarray:
        """Who answered, or gave one of these."""
        codes = self.frame[variable].to_numpy()
        of = [self.choices[variable].index(c) for c in chosen]
        return np.isin(codes, of) if chosen else codes >= 0

    def group(self, by: str | None, name: str) -> np.ndarray:
        if by is None or name == EVERYONE:
            return np.ones(len(self.frame), bool)
        return self.gave(by, [name])


@dataclass(frozen=True)
class Printed:
    """One number by the place where it stands: of which group, which choices, its entry or none
    where it is withheld."""

    asked: Asked
    group: str
    chosen: tuple[str, ...]
    entry: dict | None


def read(asked: Asked, content: Content, choices: dict[str, tuple[str, ...]]) -> Iterator[Printed]:
    """The numbers of one ledger entry. What a table or a sentence is about says its caption."""
    entry = entry_of("r", content)
    named = {one["name"]: one for one in entry.numbers if not one.get("withheld") and one["name"]}
    groups = (*choices[asked.by], EVERYONE) if asked.by else (EVERYONE,)
    if asked.kind == "finding":
        groups = groups[0], EVERYONE
    if asked.kind in ("gap", "test"):
        shown = any(one.get("direction") not in (None, "too_few") for one in entry.numbers)
        told = shown if asked.kind == "gap" else "不公布" not in entry.text
        yield Printed(asked, "", asked.of, {} if told else None)
        return
    each = asked.of and [asked.of] or [(c,) for c in choices[asked.variable]]
    for group in groups:
        for chosen in [()] if asked.kind == "average" else each:
            parts = [group if asked.by else "", chosen[0] if chosen and not asked.of else ""]
            name = "·".join(filter(None, parts)) or EVERYONE
            yield Printed(asked, group, chosen, named.get(name))


def of_text(text: str) -> list[tuple[float, int]]:
    """Each number of a text with its digits."""
    told = re.findall(r"[−-]?\d+(?:\.(\d+))?", text)
    values = re.findall(r"[−-]?\d+(?:\.\d+)?", text)
    return [(float(v.replace("−", "-")), len(d)) for v, d in zip(values, told, strict=True)]


def wilson(p: float, n: float) -> tuple[float, float]:
    centre, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    low, high = (centre - half) / (1 + Z * Z / n), (centre + half) / (1 + Z * Z / n)
    return max(0.0, min(low, p)), min(1.0, max(high, p))


def outward(low: float, high: float, size: int) -> tuple[int, int]:
    return floor(low * size + 1e-9), ceil(high * size - 1e-9)


def silent_alike(entry: dict, n: int, counts: Sequence[int]) -> list[int]:
    """Of these counts those that print the same of people who did not answer."""
    text = entry.get("silent", "")
    quiet, *told = (value for value, _ in of_text(text)) if "%" in text else (0,)
    if not told:
        return list(counts)
    found = []
    for count in counts:
        c, m, q = (np.array([float(x)]) for x in (count, n, quiet))
        reach = ends(c, m, q)
        reach = sampled(*reach, m + q) if "含抽样误差" in text else reach
        same = outward(*(float(end[0]) for end in reach), 100) == tuple(told[:2])
        turn = float(turning(c, m, q)[0])
        if same and (len(told) < 3 or floor(turn * 100 + 0.5 + 1e-9) == told[2]):
            found.append(count)
    return found


def rows_of(cells: Cells, one: Printed) -> Iterator[Row]:
    """What a printed number says of the cells: low <= sum <= high."""
    asked, entry = one.asked, one.entry
    if entry is None:
        return
    if asked.kind in ("gap", "test"):
        yield from whole(cells, asked)
        return
    base = cells.group(asked.by, one.group) & cells.gave(asked.variable)
    n = entry["n"]
    yield base.astype(float), n, n
    if asked.kind == "average":
        yield from average_rows(cells, asked, base, entry)
        return
    hit = base & cells.gave(asked.variable, one.chosen)
    value = of_text(entry["text"])[0][0] if "%" in entry["text"] else None
    interval = tuple(int(v) for v, _ in of_text(entry["interval"]))
    if asked.weight:
        yield from weighted_rows(cells, base, hit, value, interval, n)
        return
    alike = [
        c
        for c in range(n + 1)
        if (value is None or floor(c / n * 100 + 0.5 + 1e-9) == value)
        and outward(*wilson(c / n, n), 100) == interval
    ]
    alike = silent_alike(entry, n, alike)
    yield hit.astype(float), min(alike), max(alike)


def whole(cells: Cells, asked: Asked) -> Iterator[Row]:
    """The table behind a test; of a difference the counts of both sides, of averages their sums."""
    variable, by = asked.variable, asked.by
    points = cells.frame[variable].to_numpy() + 1.0 if variable == "t" else None
    groups = cells.choices[by][: 2 if asked.kind == "gap" else None]
    for group in groups:
        base = (cells.group(by, group) & cells.gave(variable)).astype(float)
        told = [base]
        if asked.kind == "test":
            told += [base * cells.gave(variable, [c]) for c in cells.choices[variable]]
        elif asked.of:
            told.append(base * cells.gave(variable, asked.of))
        else:
            told += [base * points, base * points**2]
        for row in told:
            yield row, float(row @ cells.truth), float(row @ cells.truth)


def average_rows(cells: Cells, asked: Asked, base: np.ndarray, entry: dict) -> Iterator[Row]:
    """An average to half a unit; where it is plain, its interval gives the sum of squares."""
    (value, digits), *_ = of_text(entry["text"])
    low, high = (v for v, _ in of_text(entry["interval"]))
    unit, n = 10.0**-digits, entry["n"]
    points = cells.frame["t"].to_numpy() + 1.0
    weight = cells.frame["w"].to_numpy() if asked.weight else np.ones(len(points))
    of = base * weight
    yield of * (points - value + unit / 2 + NEAR), 0, np.inf
    yield of * (points - value - unit / 2 - NEAR), -np.inf, 0
    if asked.weight:
        return
    most = min(value + unit / 2, (low + high + unit) / 2)
    least = max(value - unit / 2, (low + high - unit) / 2)
    sums = np.arange(ceil(n * least - NEAR), floor(n * most + NEAR) + 1)
    yield base * points, sums[0], sums[-1]
    wide = np.array([max((high - low) / 2 - unit, 0), (high - low) / 2])
    least, most = wide**2 * n * (n - 1) / stats.t.ppf(0.975, n - 1) ** 2
    squares = base * points**2
    for s in sums:  # sums of squares lie above the parabola of sums, and under its chord
        slope = 2.0 * s / n
        yield squares - slope * base * points, least - s * s / n - NEAR, np.inf
    chord = (sums[0] + sums[-1]) / n
    yield squares - chord * base * points, -np.inf, most - sums[0] * sums[-1] / n + NEAR


def weighted_rows(
    cells: Cells,
    base: np.ndarray,
    hit: np.ndarray,
    value: float | None,
    interval: tuple[int, ...],
    n: int,
) -> Iterator[Row]:
    """A weighted share, and what the effective n behind its interval says of squared weights."""
    if value is None:
        return
    w = cells.frame["w"].to_numpy() * base
    p = np.clip([value / 100 - 0.005 - 1e-8, value / 100 + 0.005 + 1e-8], 0, 1)
    yield w * (hit - p[0]), 0, np.inf
    yield w * (hit - p[1]), -np.inf, 0
    sizes = np.geomspace(2, n, 400)
    fits = [
        (size, q)
        for size in sizes
        for q in np.linspace(*p, 11)
        if all(
            abs(a - b) <= 1 for a, b in zip(outward(*wilson(q, size), 100), interval, strict=True)
        )
    ]
    total = w @ cells.truth if not (cells.truth[~base] @ np.ones((~base).sum())) else None
    if not fits or total is None or not 0 < value < 100:
        return
    variances = [q * (1 - q) / size for size, q in fits]
    scale = total**2 * (n - 1) / n
    if max(size for size, _ in fits) < n:
        most = w * w * np.where(hit, (1 - p[0]) ** 2, p[1] ** 2)
        yield most, min(variances) * scale, np.inf
    least = w * w * np.where(hit, (1 - p[1]) ** 2, p[0] ** 2)
    yield least, -np.inf, max(variances) * scale


class Attacker:
    """All rows of one study as one integer program; every table found serves all targets."""

    def __init__(self, truth: np.ndarray, rows: Sequence[Row]) -> None:
        self._of, self._low, self._high = (
            np.array(part, float) for part in zip(*rows, strict=True)
        )
        told = self._of @ truth
        wrong = (told < self._low - 1e-5) | (told > self._high + 1e-5)
        assert not wrong.any(), f"the truth is shut out: {np.flatnonzero(wrong)}"
        self._found = [truth]

    def range(self, target: np.ndarray, needed: int) -> tuple[int, int, bool]:
        """How far the target can go, or as far as is needed; and whether that is certain."""
        low, high = (sign * self._least(sign * target, whole=False) for sign in (1, -1))
        low, high = ceil(low - NEAR), floor(high + NEAR)
        if high - low < needed:
            return low, high, True
        tried, certain = [], True
        for sign in (1, -1):  # far enough from what is found, or else as far as it goes
            far = sign * self._reached(target)[sign < 0] + needed
            tried.append((0 * target, (sign * target, far, np.inf)))
        tried += [(sign * target, None) for sign in (1, -1)]
        for cost, more in tried:
            low, high = self._reached(target)
            if high - low >= needed:
                return low, high, True
            found = self._least(cost, True, *([more] if more else []))
            certain &= found is not None or more is not None
        low, high = self._reached(target)
        return low, high, certain or high - low >= needed

    def _reached(self, target: np.ndarray) -> tuple[int, int]:
        values = [float(x @ target) for x in self._found]
        return round(min(values)), round(max(values))

    def _least(self, cost: np.ndarray, whole: bool, *more: Row) -> float | None:
        """The least that it can be, nan where there is nothing, None where time ran out."""
        of, low, high = self._of, self._low, self._high
        for row, least, most in more:
            of, low, high = np.vstack([of, row]), np.append(low, least), np.append(high, most)
        found = optimize.milp(
            cost,
            constraints=optimize.LinearConstraint(of, low, high),
            integrality=np.full(len(cost), int(whole)),
            options={"time_limit": SECONDS},
        )
        if whole and found.x is not None:
            self._found.append(np.round(found.x))
        if found.status == 1:
            return None if whole else -np.inf
        return float(found.fun) if found.x is not None else np.nan


def targets_of(cells: Cells, told: Sequence[Printed]) -> Iterator[tuple[str, np.ndarray, int]]:
    """Hidden small counts, small unions of hidden choices, and the small choices of a scale whose
    average is printed; each with the width that it needs."""
    hidden: dict[tuple[str, str | None, str], set[frozenset[str]]] = {}
    for one in told:
        a = one.asked
        place = a.variable, a.by, one.group
        if a.kind == "average" and one.entry is not None:
            hidden.setdefault(place, set()).update(frozenset([c]) for c in cells.choices["t"])
        elif one.entry is None and one.chosen and a.kind in ("table", "finding"):
            if a.variable in SECRET or (a.by in SECRET and one.group != EVERYONE):
                hidden.setdefault(place, set()).add(frozenset(one.chosen))
    shown = {(o.asked.variable, o.asked.by, o.group, frozenset(o.chosen)) for o in told if o.entry}
    for (variable, by, group), sets in hidden.items():
        base = cells.group(by, group) & cells.gave(variable)
        own = sorted({c for c in sets if (variable, by, group, c) not in shown}, key=sorted)
        unions = {
            frozenset().union(*some)
            for size in range(1, len(own) + 1)
            for some in itertools.combinations(own, size)
        }
        n = base @ cells.truth
        if by in SECRET and 0 < n < LEAST:
            yield f"{by}={group} of {n:.0f}", base.astype(float), min(LEAST - 1, round(n))
        for union in sorted(unions, key=sorted):
            of = base & cells.gave(variable, sorted(union))
            count = of @ cells.truth
            if n and len(union) < len(cells.choices[variable]) and min(count, n - count) < LEAST:
                label = f"{variable}={'/'.join(sorted(union))} {by}={group} {count:.0f}/{n:.0f}"
                yield label, of.astype(float), min(LEAST - 1, round(n))


def attacked(answers: Answers, made: Sequence[tuple[Asked, Content]]) -> dict:
    """The hidden targets of one study, and which of them follow."""
    choices = {name: answers.choices(name) for name in "gpst"}
    told = [one for asked, content in made for one in read(asked, content, choices)]
    found = []
    for name in SECRET:
        cells = Cells(answers, [name])
        mine = [one for one in told if name in (one.asked.variable, one.asked.by)]
        rows = [*cells.people(), *(row for one in mine for row in rows_of(cells, one))]
        found.append(judged(Attacker(cells.truth, rows), targets_of(cells, mine)))
    return {k: found[0][k] + found[1][k] for k in found[0]}


def judged(attacker: Attacker, targets: Iterable[tuple[str, np.ndarray, int]]) -> dict:
    found = {"hidden": 0, "exact": 0, "narrower": 0, "undecided": 0, "which": []}
    for label, target, needed in targets:
        low, high, certain = attacker.range(target, needed)
        found["hidden"] += 1
        if high - low < needed:
            kind = "undecided" if not certain else "exact" if low == high else "narrower"
            found[kind] += 1
            found["which"].append(f"{kind}: {label} in {low}-{high}")
    return found


# -- records ---------------------------------------------------------------------------------


def payroll_of(rng: np.random.Generator) -> Payroll:
    persons, months = int(rng.integers(8, 41)), int(rng.integers(2, 7))
    often = rng.choice([0.02, 0.1, 0.4]) * (rng.random(persons) < rng.choice([0.2, 0.9]))
    pension, medical = (rng.random(persons) < rng.choice([0.6, 0.9, 1.0]) for _ in range(2))
    rows = [
        (f"p{k}", "u", m, int(rng.random() < often[k]), bool(pension[k]), bool(medical[k]))
        for k in range(persons)
        for m in range(1, months + 1)
    ]
    frame = pd.DataFrame(rows, columns=["person", "unit", "month", "late", "pension", "medical"])
    return Payroll(frame, months + 1, "f")


def records_attacked(payroll: Payroll) -> dict:
    """Who was paid late, from the sentence and the calendar: how many people of which months."""
    record = rl.pay_record(payroll)
    told = rl.Text("{拖欠人月}；{未按时月数}；{涉及人数}", record).text.split("；")
    arrears, late_months, affected = (
        None if "不公布" in t else of_text(t)[0][0] if of_text(t) else 0 for t in told
    )  # nobody is said in words
    n, months = record.persons, pay_calendar(record)
    late = payroll.frame.pivot(index="person", columns="month", values="late").to_numpy()
    sorts = np.array(list(itertools.product([0, 1], repeat=len(months))))
    truth = np.array([(late == sort).all(axis=1).sum() for sort in sorts], float)
    flags = np.eye(len(months))  # whether anybody was late in a month
    pad = np.zeros(len(months))
    rows: list[Row] = [(np.r_[np.ones(len(sorts)), pad], n, n)]
    sums = [np.r_[sorts[:, k], pad] for k in range(len(months))]
    targets = []
    for k, month in enumerate(months):
        rows += [(sums[k] - n * np.r_[sorts[:, 0] * 0, flags[k]], -np.inf, 0)]
        rows += [(sums[k] - np.r_[sorts[:, 0] * 0, flags[k]], 0, np.inf)]
        if month.on_time is None and affected != 0:  # nobody: that is said
            targets.append((month.label, sums[k]))
        if month.on_time is None:
            continue
        alike = [
            c
            for c in range(n + 1)
            if floor((n - c) / n * 100 + 0.5 + 1e-9) == round(month.on_time * 100)
        ]
        rows.append((sums[k], alike[0], alike[-1]))
    anybody = np.r_[(sorts.sum(axis=1) > 0).astype(float), pad]
    if arrears is not None:
        rows.append((np.r_[sorts.sum(axis=1), pad], arrears, arrears))
    if late_months is not None:
        rows.append((np.r_[truth * 0, pad + 1], late_months, late_months))
    if affected is not None:
        rows.append((anybody, affected, affected))
    else:
        targets.append(("涉及人数", anybody))
    attacker = Attacker(np.r_[truth, late.sum(axis=0) > 0], rows)
    return judged(
        attacker, ((f"records {label} of {n}", t, min(LEAST - 1, n)) for label, t in targets)
    )


# -- the count -------------------------------------------------------------------------------


def one_study(number: int) -> dict:
    """One study through the report's loop, one or two editions, and what follows from them."""
    rng = np.random.default_rng([SEED, number])
    answers = study(rng)
    asked = printed_by(rng, answers)
    first = [one for one in asked if rng.random() < 0.5] if rng.random() < 0.4 else []
    start = time.process_time()
    left = settled(answers, first, ()) if first else []
    gone = linked.bounds_in("r", [content for _, content in left])
    result = {"study": number, "people": len(answers), "editions": 1 + bool(first), "stopped": 0}
    result["weights"] = int(any(one.weight for one in asked))
    made: list[tuple[Asked, Content]] = []
    try:
        made = settled(answers, asked, [one.public for one in gone])
    except DataProblem:  # what has left the house cannot be taken back: no second report
        result["stopped"] = 1
    bounds = linked.bounds_in("r", [content for _, content in made or left])
    result |= {"rows": len(bounds), "shown": sum(not one.kept for one in bounds)}
    result["seconds"] = round(time.process_time() - start, 2)
    found = [attacked(answers, [*left, *made]), records_attacked(payroll_of(rng))]
    if number % BARE == 0:
        plain = attacked(answers, list(printed_from(answers, asked, bare(answers))))
        result["by_thresholds_alone"] = plain["exact"] + plain["narrower"]
    return result | {k: found[0][k] + found[1][k] for k in found[0]}


def sixty_tables() -> float:
    """Seconds of one study of 620 people whose sixty tables of twelve sensitive questions are linked
    by the groups of four others."""
    rng = np.random.default_rng(SEED)
    n, questions, columns = 620, [], {}
    for name, size, level in [
        *((f"g{k}", size, Sensitivity.PLAIN) for k, size in enumerate((5, 3, 2, 4))),
        *((f"s{k}", 2 + k % 4, Sensitivity.SENSITIVE) for k in range(12)),
    ]:
        choices = choices_of(name, size)
        columns[name] = rng.choice(choices, n, p=rng.dirichlet(np.full(size, 2.0)))
        questions.append(Question(name, f"题{name}", Kind.SINGLE, choices, sensitivity=level))
    frame = pd.DataFrame(columns)
    answers = Answers.from_frame(frame, codebook=Codebook(tuple(questions)))
    asked = [
        Asked("table", f"s{k}", by) for k in range(12) for by in (None, "g0", "g1", "g2", "g3")
    ]
    start = time.process_time()
    made = settled(answers, asked, ())
    assert len(made) == LINKED
    return round(time.process_time() - start, 1)


def summary(sixty: float, done: Sequence[dict]) -> dict:
    total = {k: sum(one[k] for one in done) for k in ("rows", "shown", "hidden", "exact")}
    seconds, bared = [one["seconds"] for one in done], done[::BARE]
    return {
        "seed": SEED,
        "studies": len(done),
        "with_weights": sum(one["weights"] for one in done),
        "with_two_editions": sum(one["editions"] == 2 for one in done),
        "second_editions_stopped": sum(one["stopped"] for one in done),
        "rows": total["rows"],
        "shown": total["shown"],
        "shown_share": round(total["shown"] / total["rows"], 3),
        "hidden_targets": total["hidden"],
        "exact": total["exact"],
        "narrower_than_the_rule": sum(one["narrower"] for one in done),
        "undecided": sum(one["undecided"] for one in done),
        "thresholds_alone": {
            "studies": len(bared),
            "exact_or_narrower": sum(one["by_thresholds_alone"] for one in bared),
        },
        "cpu_seconds_per_study": {
            "median": round(float(np.median(seconds)), 2),
            "most": max(seconds),
        },
        "cpu_seconds_of_sixty_linked_tables": sixty,
    }


def main() -> None:
    warnings.simplefilter("ignore")
    lines = HERE.with_suffix(".jsonl")
    if not lines.exists():
        lines.write_text(json.dumps(sixty_tables()) + "\n", encoding="utf-8")
    sixty, *done = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    for number in range(len(done), STUDIES):
        done.append(one_study(number))
        with lines.open("a", encoding="utf-8") as file:
            file.write(json.dumps(done[-1], ensure_ascii=False) + "\n")
        print(done[-1], flush=True)
        told = json.dumps(summary(sixty, done), indent=1)
        HERE.with_suffix(".json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
