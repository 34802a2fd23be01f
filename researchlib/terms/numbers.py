"""The one way to write a number."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from researchlib.terms import policy
from researchlib.terms.text import NUMBER

MINUS = "−"
POINTS = "个百分点"
_NO_SPREAD = 1e-9
_DIGITS = "零一二三四五六七八九十"


def half_up(scaled: Any) -> Any:
    """Halves upwards on the decimal value, of one number or of an array (none negative): as a
    phone calculator and its reader do; 19 of 40 is 48 %."""
    return (scaled + 0.5 + _NO_SPREAD) // 1


def rounded(value: float, digits: int) -> float:
    """Halves away from nought, so that a difference is as large from either side."""
    if not math.isfinite(value):
        return value
    size = half_up(abs(value) * 10**digits) / 10**digits
    return size if value >= 0 else 0.0 - size


def decimals(*spreads: float) -> int:
    """With how many an average is written: the fewest for which half its interval is one unit of
    the last or more, as an uncertainty is stated (JCGM 100:2008, 7.2.6). `spreads` are the halves
    of those that are written alike, the middle one counts; where none spreads, one."""
    seen = sorted(s for s in spreads if s > _NO_SPREAD and math.isfinite(s))
    if not seen:
        return policy.AVERAGE_DECIMALS
    return max(0, math.ceil(-math.log10(seen[len(seen) // 2]) - _NO_SPREAD))


def floor(scaled: Any) -> Any:
    """The lower end of an interval in units of its last place, moved out to a whole one."""
    return (scaled + _slack(scaled)) // 1


def ceiling(scaled: Any) -> Any:
    """The upper end, as `floor` the lower."""
    return -floor(-scaled)


def _slack(scaled: Any) -> Any:
    """What a decimal number may be off by as the machine holds it."""
    return _NO_SPREAD + abs(scaled) * 1e-15


def ends(bounds: Iterable[float], digits: int) -> tuple[float, float]:
    """The ends of an interval as they are written: never narrower in print than it is."""
    low, high = bounds
    size = 10**digits
    moved = floor(low * size), ceiling(high * size)
    first, last = (
        m / size if math.isfinite(m) else e for m, e in zip(moved, (low, high), strict=True)
    )
    return first, last


def score(value: float, digits: int) -> str:
    return f"{rounded(value, digits):.{digits}f}".replace("-", MINUS)


def points(value: float) -> str:
    return score(value * 100, policy.SHARE_DECIMALS)


def percent(value: float) -> str:
    return f"{points(value)}%"


def p_value(p: float) -> str:
    return "<0.001" if p < 0.001 else score(p, 3)


def statistic(value: float, df: Sequence[float]) -> str:
    freedom = "，".join(score(d, 0 if float(d).is_integer() else 1) for d in df)
    return f"{score(value, 2)}（{freedom}）" if freedom else score(value, 2)


def effect(name: str, value: float, bounds: Sequence[float]) -> str:
    told = f"（{span(*(score(b, 2) for b in ends(bounds, 2)))}）" if bounds else ""
    return f"{name}{score(value, 2)}{told}"


def interval(low: str, high: str) -> str:
    return f"{low}—{high}"


def span(low: str, high: str, unit: str = "") -> str:
    """An interval that may be negative: 至, not a dash."""
    return f"{low}至{high}{unit}"


_END = rf"{MINUS}?\d+(?:\.\d+)?%?"
INTERVAL = f"{_END}[—至]{_END}"


def numbers_in(text: str) -> Iterator[float]:
    """The numbers of a text, as they are written here."""
    return map(float, NUMBER.findall(text.replace(MINUS, "-")))


def tenths(share: float) -> str:
    """近六成、约六成、六成多: the way reports say a share in words."""
    hundredths = int(half_up(share * 100))
    if hundredths < 8:
        return "极少数"
    if hundredths > 97:
        return "几乎全部"
    whole, rest = divmod(hundredths, 10)
    if rest <= 1:
        return f"约{_DIGITS[whole]}成"
    if rest >= 8:
        return f"近{_DIGITS[whole + 1]}成"
    return (
        f"{_DIGITS[whole]}成多"
        if rest < 5
        else f"{_DIGITS[whole]}成半左右"
        if rest == 5
        else (f"超过{_DIGITS[whole]}成半")
    )


def tenths_between(low: float, high: float) -> str:
    """约四成到七成: a share of which only this much can be said; ties go outwards."""
    first, last = int(-((0.5 - low * 10) // 1)), int(half_up(high * 10))
    if first <= 0 and last >= 10:
        return "多少说不准"
    if first <= 0:
        return f"至多约{_DIGITS[max(last, 1)]}成"
    if last >= 10:
        return f"至少约{_DIGITS[min(first, 9)]}成"
    return f"约{_DIGITS[first]}成" + (f"到{_DIGITS[last]}成" if last > first else "")


# The base of a share in a sentence, with its count.
BASES = r"[0-9]+人|回答|[（），]"
# What tenths_between writes.
IN_TENTHS = r"(?:至[少多])?约[一二三四五六七八九]成(?:到[一二三四五六七八九十]成)?|多少说不准"


def numeral(number: int) -> str:
    """1 to 99 as they are said: 三, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


# A number with its unit and mark; what could be a code, or is too long for a cell, is text.
_NUMBER = re.compile(
    rf"([-{MINUS}]?)((?:0|[1-9]\d{{0,8}})(?:\.\d{{1,6}})?)(%?)([^\"\d\s.—，（]{{0,6}})"
)


def numeric(text: str) -> tuple[float | None, str]:
    """The number that a cell holds and the format that shows it as printed; else nothing."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None, ""
    sign, digits, percent, unit = found.groups()
    shown = re.sub(r"\d", "0", re.sub(r"^\d+", "0", digits)) + percent + f'"{unit}"' * bool(unit)
    value = float(f"{'-' * bool(sign)}{digits}{'e-2' * bool(percent)}")
    return value, f"{shown};{MINUS}{shown}"
