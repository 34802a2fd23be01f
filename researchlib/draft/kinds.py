"""What type of question a column of answers is: the first guess, and how sure it is."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from researchlib.clean.values import dates, numbers
from researchlib.read.exports.headers import normal
from researchlib.terms import platforms, scales
from researchlib.terms import words as w
from researchlib.terms.amounts import number_order
from researchlib.terms.identity import find_identities
from researchlib.terms.text import NUMBER, is_number
from researchlib.terms.words import Kind, Notation

Guess = tuple[Kind, tuple[str, ...], float]

OPEN_TEXT = re.compile(f"{w.OPEN_LEFT}.*?{w.OPEN_RIGHT}", re.DOTALL)
MOST_CHOICES, _MOST_PLACES, _MOST_CODES, _MOST_BANDS, _BOUND = 15, 40, 20, 7, 4


def guess(values: list[str], title: str, labels: Sequence[str], coding: Notation) -> Guess:
    """Type, choices in likely order, and how sure, from the answers that are not missing."""
    if labels:
        kind, choices, _ = choice_kind(list(labels))
        ends = any(map(is_number, labels)) and not any(map(is_number, (labels[0], labels[-1])))
        kind = Kind.SCALE if ends else kind if set(choices) == set(labels) else Kind.SINGLE
        return kind, tuple(labels), 1.0
    if not values:
        return Kind.OPEN, (), 0.3
    if all(map(platforms.BITS.fullmatch, values)) and len(set(map(len, values))) == 1:
        return Kind.MULTIPLE, _steps(1, len(values[0]) // 2 + 1), 0.6
    if any(w.TICK in v for v in values):
        return Kind.MULTIPLE, _parts(values, w.TICK), 0.97
    if _are_rankings(values):
        return Kind.RANKING, _parts(values, w.ARROW), 0.97
    distinct = same_words((OPEN_TEXT.sub("", v).strip(), n) for v, n in Counter(values).items())
    if _name_people(values) or (scales.DIRECT.search(title) and len(distinct) > MOST_CHOICES):
        return Kind.OPEN, (), 0.9
    if _are_dates(values, title):
        return Kind.DATE, (), 0.95
    if all(NUMBER.fullmatch(v) for v in values):
        return _numeric(values, distinct, title, coding)
    if _carry_units(values, distinct, title):
        return Kind.NUMBER, (), 0.8
    return _worded(values, distinct, title)


def same_words(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    """Answers with their counts; those that differ by width or blanks alone are one."""
    spelled: dict[str, Counter[str]] = {}
    for value, count in counted:
        spelled.setdefault(normal(value), Counter())[value] += count
    return Counter({found.most_common(1)[0][0]: found.total() for found in spelled.values()})


def _worded(values: list[str], distinct: Counter[str], title: str) -> Guess:
    kind, joined = _user_joined(values, distinct, title)
    if joined:
        return kind, joined, 0.6
    counts = len(values), len(distinct)
    longest = max(map(len, distinct))
    recur = min(distinct.values()) > 1 and counts[0] >= 8 * counts[1]
    few = counts[1] <= max(0.34 * counts[0], 3) and counts[1] <= (
        _MOST_PLACES if recur and longest <= 12 else MOST_CHOICES
    )
    ordered = scales.scale_order(list(distinct)) or number_order(list(distinct))
    rarely = counts[1] > 4 or counts[0] < 5 * counts[1] or longest > 12
    if few and scales.REMARKS.search(title) and not ordered and rarely:
        return Kind.OPEN, (), 0.7
    if few and scales.WRITE_IN.search(title) and not ordered and counts[1] > 5:
        return Kind.OPEN, (), 0.7
    spoken = sum(bool(scales.SENTENCE.search(v)) for v in distinct) > 0.3 * counts[1]
    once = sum(count == 1 for count in distinct.values())
    scattered = counts[0] >= 30 and counts[1] > 5 and once >= 0.25 * counts[1]
    short = longest <= 8 or counts[0] > 2 * counts[1] and longest <= (12 if spoken else 40)
    if few and (recur or short) and (ordered or not scattered):
        return choice_kind(list(distinct))
    return Kind.OPEN, (), 0.85 if counts[1] > 0.5 * counts[0] else 0.6


def _numeric(
    values: list[str],
    distinct: Counter[str],
    title: str,
    coding: Notation,
) -> Guess:
    found = sorted({float(v) for v in distinct})
    whole = all(n.is_integer() for n in found)
    codes = whole and found[0] >= 0 and found[-1] <= _MOST_CODES
    counted = w.COUNT_TITLE.search(title) is not None
    dense = len(found) >= 0.6 * found[-1] or found[-1] <= 5
    low, high = scales.named_range(title)
    if scales.RECOMMEND.search(title) and found[-1] > 5:
        low, high = 0, 10
    if whole and high > low + 2 and low <= found[0] and found[-1] <= high <= 10:
        return Kind.SCALE, _steps(low, high), 0.9
    if _numbers_persons(values, title):
        return Kind.METADATA, (), 0.95
    if coding is Notation.SCORE and len(found) <= MOST_CHOICES and not counted:
        return Kind.SINGLE, tuple(f"{n:g}" for n in found), 0.6
    if found == [0, 1] and not counted:
        return Kind.SINGLE, ("0", "1"), 0.6
    if (
        coding is Notation.NUMBER
        and codes
        and (found[0] >= 1 or found[-1] < _MOST_BANDS and not counted)
        and dense
        and not (counted and (found[-1] > _MOST_BANDS or scales.HOW_MANY.search(title)))
    ):
        rated = scales.RATED.search(title) and found[-1] in (4, 5, 7)
        low = min(1, int(found[0]))
        return Kind.SCALE if rated else Kind.SINGLE, _steps(low, int(found[-1])), 0.8
    steps = codes and found[-1] <= 10 and len(values) > 2 * len(found) and not counted
    if steps and len(found) >= 3 and found[-1] in (5, 7, 10):
        low = 0 if found[0] == 0 or found[-1] == 10 and found[0] > 2 else 1
        return Kind.SCALE, _steps(low, int(found[-1])), 0.75
    return Kind.NUMBER, (), 0.9 if len(found) > 6 or counted else 0.7


def _numbers_persons(values: list[str], title: str) -> bool:
    """Whole numbers, everyone's own: a running number, or long ones that nobody counts."""
    if w.COUNT_TITLE.search(title) or not all(map(str.isdecimal, values)):
        return False
    whole = set(map(int, values))
    if not 10 <= len(values) == len(whole):
        return False
    return max(whole) - min(whole) == len(whole) - 1 or min(whole) >= 100_000


def choice_kind(choices: list[str], matrix: bool = False) -> Guess:
    """Ordered words are a scale; ranges have an order; the rest stays as first met."""
    if choices and all(NUMBER.fullmatch(c) for c in choices):
        top = max(int(float(c)) for c in choices)
        low = min(0, *(int(float(c)) for c in choices)) if "0" in choices else 1
        steps = _steps(low, top)
        return (Kind.SCALE, steps, 0.85) if matrix and len(steps) > 3 else (Kind.SINGLE, steps, 0.8)
    order, printed = scales.scale_order(choices), scales.printed_order(choices)
    if order:
        return Kind.SCALE, tuple(order), 0.95
    if printed:
        return Kind.SINGLE, tuple(printed), 0.9
    order = number_order(choices) or scales.ladder_order(choices)
    if order:
        points = all(scales.POINTS.fullmatch(c) for c in choices)
        return (Kind.SCALE if points else Kind.SINGLE), tuple(order), 0.9
    last = [c for c in choices if c.startswith(w.OTHER)]
    sure = 0.95 if len(choices) == 2 else 0.85  # two have no order to be wrong
    return Kind.SINGLE, tuple([c for c in choices if c not in last] + last), sure


def _steps(low: int, high: int) -> tuple[str, ...]:
    return tuple(str(k) for k in range(low, high + 1))


def _parts(values: list[str], mark: str) -> tuple[str, ...]:
    return tuple(
        p
        for p, _ in same_words(
            (OPEN_TEXT.sub("", p).strip(), n)
            for v, n in Counter(values).items()
            for p in v.split(mark)
        ).most_common()
        if p
    )


def _are_rankings(values: list[str]) -> bool:
    """Arrows between parts that stand now first, now last; a lone answer is one of the parts."""
    split = [v.split(w.ARROW) for v in values if w.ARROW in v]
    if not split:
        return False
    parts = {p for row in split for p in row}
    alone = {v for v in values if w.ARROW not in v}
    moved = {row[0] for row in split} & {row[-1] for row in split}
    return (
        alone <= parts
        and len(moved) >= 2
        and (max(map(len, split)) > 2 or len(parts) <= 0.5 * len(split))
    )


def _name_people(values: list[str]) -> bool:
    found = [
        v
        for v in values[:200]
        if len(v) >= 7 and (re.fullmatch(r"\d{15,}[\dXx]?", v) or next(find_identities(v), None))
    ]
    return len(found) > 0.3 * min(len(values), 200)


def _are_dates(values: list[str], title: str) -> bool:
    plain = all(NUMBER.fullmatch(v) for v in values)
    if plain and not (
        scales.DAY_TITLE.search(title) and all(scales.YEAR_MONTH.fullmatch(v) for v in values)
    ):
        return False
    return float(dates(values).notna().mean()) > 0.9


def _carry_units(values: list[str], distinct: Counter[str], title: str) -> bool:
    """65岁, 约70, 3,500: amounts that people typed, too many to be choices."""
    if len(distinct) <= 8 and not all(scales.AMOUNT.fullmatch(v) for v in distinct):
        return False
    return float(numbers(values).notna().mean()) > 0.9 and (
        len(distinct) > 8 or w.COUNT_TITLE.search(title) is not None
    )


def _user_joined(
    values: list[str], distinct: Counter[str], title: str
) -> tuple[Kind, tuple[str, ...]]:
    """Answers that are joined in one cell: few parts that recur in many combinations.

    All of them in every cell, now in this order and now in that, are a ranking.
    """
    for mark in w.USER_MARKS:
        joined = [v for v in values if mark in v]
        if not joined:
            continue
        blank = " " if any(mark + " " in v for v in joined) else ""
        cells = [[p.strip() for p in v.split(mark) if p.strip()] for v in values]
        cells, parts = _whole_parts(cells, mark + blank)
        alone = {cell[0] for cell in cells if len(cell) == 1}
        places = {(part, place) for cell in cells for place, part in enumerate(cell)}
        if (
            len(joined) >= (0.1 if {*parts} <= alone else 0.3) * len(values)
            and min(parts.values()) >= 2
            and len(places) > len(parts)
            and (2 < len(parts) <= MOST_CHOICES and len(distinct) > len(parts))
        ):
            lengths = {*map(len, cells)}
            ranked = lengths == {len(parts)} or len(lengths) == 1 and scales.RANKED.search(title)
            kind = Kind.RANKING if ranked else Kind.MULTIPLE
            return kind, tuple(p for p, _ in parts.most_common())
    return Kind.MULTIPLE, ()


def _whole_parts(cells: list[list[str]], mark: str) -> tuple[list[list[str]], Counter[str]]:
    """Pieces that never stand without each other are one option that holds the mark itself."""
    parts = Counter(p for cell in cells for p in cell)
    pairs = Counter(pair for cell in cells for pair in itertools.pairwise(cell))
    bound = [(a, b) for (a, b), n in pairs.items() if n == parts[a] == parts[b] > _BOUND]
    if not bound or len(parts) < 4:
        return cells, parts
    first, second = bound[0]
    whole = mark.join(bound[0])
    made = [[whole if p == first else p for p in cell if p != second] for cell in cells]
    return _whole_parts(made, mark)
