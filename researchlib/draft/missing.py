"""Words and codes that stand for no answer: proposed, with the context that makes them so."""

from collections import Counter
from collections.abc import Sequence

from researchlib.terms import scales
from researchlib.terms.text import is_number

_CODES = frozenset(
    "-1 -4 -5 -6 -7 -8 -9 -77 -88 -97 -98 -99 -999 -9999 "
    "9 77 88 97 98 99 777 888 997 998 999 9997 9998 9999 99999".split()
)


def missing_in(values: Sequence[str], title: str) -> list[str]:
    """Of the answers to one question those that seem to be none.

    缺失, N/A and the like; codes among words; negative codes where nothing else is negative; 9,
    99, 999 far above all other answers (or above them, and more than once).
    """
    counts = Counter(values)
    numbers = {v: float(v) for v in counts if is_number(v)}
    known = [n for v, n in numbers.items() if v not in _CODES]
    words = [v for v in counts if scales.NO_ANSWER.fullmatch(v)]
    worded = len(numbers) + len(words) < len(counts)
    low, top = min(known, default=0), max(known, default=0)
    top = max(top, scales.named_range(title)[1])

    def far(code: str) -> bool:
        n = numbers[code]
        above = n > 2 * top or n > 1.1 * top + 1 and counts[code] > 1
        return worded and not known or bool(known) and (n < 0 <= low or n > 0 and above)

    return words + sorted(v for v in numbers if v in _CODES and far(v))
