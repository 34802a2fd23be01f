"""Simulated respondents: true probabilities first, then answers drawn from them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from questionnaire import ATTITUDES, KNOWLEDGE, KNOWLEDGE_KEY, RESIDENTS, SERVICES, STARS

BLANK, SKIPPED = -2, -3
Drawn = dict[str, np.ndarray]


@dataclass(frozen=True)
class Place:
    """What is true of one community; `shift` moves satisfaction on the latent scale."""

    elder: float = 0.39
    child: float = 0.36
    shift: float = 0.0
    daycare_near: float = 0.0
    sex: tuple[float, ...] = (0.45, 0.55)
    age: tuple[float, ...] = (0.14, 0.30, 0.27, 0.18, 0.11)
    star_means: tuple[float, ...] = (3.9, 2.9, 3.5, 3.8, 3.2)
    blank: float = 0.02
    extra: dict[str, float] = field(default_factory=dict)


def draw(rng: np.random.Generator, n: int, place: Place) -> Drawn:
    """n residents' answers: positions of choices, ticks (n x choices), ranks, numbers."""
    people: Drawn = {}
    people["sex"] = rng.choice(2, n, p=place.sex)
    people["age"] = rng.choice(5, n, p=place.age)
    people["tenure"] = _pick(rng, np.tile([0.06, 0.22, 0.25, 0.47], (n, 1)))
    _elderly(rng, n, place, people)
    _youth(rng, n, place, people)
    _community(rng, n, place, people)
    _leave_blanks(rng, n, place.blank, people)
    _skip(people)
    return people


def _pick(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """One choice a row, by that row's own probabilities."""
    edges = np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1)
    return (rng.random((len(chances), 1)) > edges[:, :-1]).sum(axis=1)


def _ticks(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """Each option ticked or not; nobody leaves the question without a tick."""
    ticked = rng.random(chances.shape) < chances
    none = ~ticked.any(axis=1)
    ticked[none, chances[none].argmax(axis=1)] = True
    return ticked


def _scale(rng: np.random.Generator, mean: np.ndarray, spread: float = 1.1) -> np.ndarray:
    """Five steps cut from a normal around `mean`."""
    return np.clip(np.rint(rng.normal(mean, spread)), 1, 5).astype(int) - 1


def _elderly(rng: np.random.Generator, n: int, place: Place, people: Drawn) -> None:
    old = people["age"] >= 3
    chance = np.where(old, 1.0, (place.elder - 0.29) / 0.71 if place.elder > 0.29 else 0.1)
    people["has_elder"] = (rng.random(n) >= chance).astype(int)
    people["living"] = _pick(rng, np.tile([0.30, 0.34, 0.32, 0.04], (n, 1)))
    people["mobility"] = _pick(rng, np.tile([0.52, 0.36, 0.12], (n, 1)))
    alone, frail = people["living"] == 0, people["mobility"] > 0
    near = place.daycare_near
    known = np.where(alone[:, None], [0.25, 0.40, 0.35], [0.34, 0.38, 0.28])
    people["daycare_known"] = _pick(rng, known)
    heard = people["daycare_known"] < 2
    often = np.where(heard, np.where(frail, 0.04, 0.12) + near / 2, 0.0)
    rarely = np.where(heard, np.where(frail, 0.10, 0.24) + near / 2, 0.0)
    people["daycare_use"] = _pick(rng, np.column_stack([often, rarely, 1 - often - rarely]))
    base = np.array([0.56 - near, 0.34, 0.38, 0.22, 0.30, 0.20, 0.08, 0.03])
    chances = np.tile(base, (n, 1))
    chances[frail, 1] = 0.74
    chances[frail, 0] += 0.10
    chances[~heard, 2] = 0.80
    chances[alone, 4] = 0.05
    people["stay_away"] = _ticks(rng, np.clip(chances, 0, 0.97))
    importance = [4.4, 3.3, 4.0, 3.6, 4.1, 4.5, 3.5, 3.7, 4.3, 3.8]
    satisfaction = [2.6, 2.4, 3.5, 2.3, 2.4, 3.9, 3.3, 3.0, 2.9, 3.0]
    unknown = [0.10, 0.35, 0.12, 0.25, 0.30, 0.05, 0.10, 0.20, 0.22, 0.18]
    for (key, _, _), i, s, u in zip(SERVICES, importance, satisfaction, unknown, strict=True):
        people[f"importance.{key}"] = _scale(rng, np.full(n, i), 0.9)
        rated = _scale(rng, s + place.shift - 0.4 * alone)
        people[f"satisfaction.{key}"] = np.where(rng.random(n) < u, 5, rated)
    liking = rng.gumbel(size=(n, len(SERVICES))) + 1.6 * (np.array(importance) - 3)
    order = liking.argsort(axis=1)[:, ::-1]
    ranks = np.zeros((n, len(SERVICES)), int)
    np.put_along_axis(ranks, order[:, :3], np.array([[1, 2, 3]]), axis=1)
    people["needs"] = ranks
    amounts = np.array([0, 0, 0, 50, 50, 100, 100, 100, 150, 200, 200, 300])
    people["would_pay"] = rng.choice(amounts, n)
    people["elder_words"] = rng.random(n) < 0.45


def _youth(rng: np.random.Generator, n: int, place: Place, people: Drawn) -> None:
    chance = np.array([0.12, 0.68, 0.40, 0.22, 0.12])[people["age"]] * place.child / 0.36
    people["has_child"] = (rng.random(n) >= np.clip(chance, 0, 1)).astype(int)
    right = {
        "mood": 0.62,
        "weakness": 0.48,
        "sleep": 0.70,
        "talk": 0.40,
        "hotline": 0.35,
        "grades": 0.58,
    }
    for key, _, _ in KNOWLEDGE:
        p, unsure = right[key], 0.16 if key != "hotline" else 0.45
        wrong = max(1 - p - unsure, 0.02)
        chances = [p, wrong, unsure] if KNOWLEDGE_KEY[key] == "对" else [wrong, p, unsure]
        people[f"knowledge.{key}"] = _pick(rng, np.tile(chances, (n, 1)))
    means = {"important": 4.1, "shame": 2.8, "study_first": 3.3, "listen": 3.8}
    for key, _, _ in ATTITUDES:
        people[f"attitude.{key}"] = _scale(rng, np.full(n, means[key]))
    mother = people["sex"] == 1
    people["attention"] = _pick(
        rng, np.where(mother[:, None], [0.28, 0.42, 0.30], [0.14, 0.36, 0.50])
    )
    people["lecture"] = _pick(rng, np.tile([0.16, 0.32, 0.52], (n, 1)))
    chances = np.tile([0.10, 0.48, 0.42, 0.16, 0.12, 0.24, 0.02], (n, 1))
    chances[people["lecture"] == 2, 0] = 0.85
    chances[people["lecture"] == 1, 0] = 0.0
    people["not_attend"] = _ticks(rng, chances)
    people["seek_help"] = _ticks(rng, np.tile([0.62, 0.22, 0.34, 0.07, 0.09, 0.36, 0.24], (n, 1)))
    people["youth_words"] = rng.random(n) < 0.35


def _community(rng: np.random.Generator, n: int, place: Place, people: Drawn) -> None:
    old = (people["age"] >= 3)[:, None]
    people["culture"] = _pick(rng, np.where(old, [0.52, 0.34, 0.14], [0.68, 0.26, 0.06]))
    young = np.array([0.18, 0.34, 0.20, 0.38, 0.40, 0.44, 0.26, 0.03])
    aged = np.array([0.46, 0.36, 0.16, 0.46, 0.48, 0.10, 0.52, 0.02])
    people["wants"] = _ticks(rng, np.where(old, aged, young))
    people["talent"] = _pick(rng, np.tile([0.07, 0.12, 0.81], (n, 1)))
    people["culture_gaps"] = _gaps(rng, n)
    people["grid_known"] = _pick(rng, np.tile([0.28, 0.26, 0.46], (n, 1)))
    chances = np.tile([0.20, 0.26, 0.18, 0.08, 0.12, 0.0], (n, 1))
    chances[people["grid_known"] == 2] *= 0.2
    people["grid_tasks"] = _ticks_or_none(rng, chances)
    for (key, _, _), mean in zip(STARS, place.star_means, strict=True):
        rated = _scale(rng, np.full(n, mean + place.shift))
        people[f"stars.{key}"] = np.where(rng.random(n) < 0.10, 5, rated)
    people["words"] = rng.random(n) < 0.30


def _gaps(rng: np.random.Generator, n: int) -> np.ndarray:
    return _ticks_or_none(rng, np.tile([0.50, 0.54, 0.36, 0.40, 0.30, 0.34, 0.0], (n, 1)))


def _ticks_or_none(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """As _ticks, but who ticks nothing ticks the last option (没有)."""
    ticked = rng.random(chances.shape) < chances
    ticked[:, -1] = ~ticked[:, :-1].any(axis=1)
    return ticked


def _leave_blanks(rng: np.random.Generator, n: int, chance: float, people: Drawn) -> None:
    """Here and there a question that is not required stays empty."""
    required = {"sex", "age", "has_elder", "has_child", "daycare_use", "lecture"}
    for key, values in people.items():
        if key in required or key.endswith("words"):
            continue
        empty = rng.random(n) < (0.15 if key == "would_pay" else chance)
        people[key] = values.astype(int)
        people[key][empty] = BLANK


def _skip(people: Drawn) -> None:
    """The skip logic of the form."""
    from questionnaire import SHOWN_WHEN

    shown = {}
    for asked in RESIDENTS:
        seen = np.ones(len(people["sex"]), bool)
        if asked.variable in SHOWN_WHEN:
            gate, answers = SHOWN_WHEN[asked.variable]
            choices = next(q.choices for q in RESIDENTS if q.variable == gate)
            seen = shown[gate] & np.isin(people[gate], [choices.index(a) for a in answers])
        shown[asked.variable] = seen
        for key in [k for k in people if k.partition(".")[0] == asked.variable]:
            if key.endswith("words"):
                people[key] = np.where(seen, np.where(people[key], 1, BLANK), SKIPPED)
            else:
                people[key] = people[key].astype(int)
                people[key][~seen] = SKIPPED
