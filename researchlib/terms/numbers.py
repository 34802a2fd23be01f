"""The one way to write a number."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.terms import policy


def p_value(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def statistic(value: float, df: Sequence[float]) -> str:
    told = "，".join(f"{d:.0f}" if float(d).is_integer() else f"{d:.1f}" for d in df)
    return f"{value:.2f}（{told}）" if told else f"{value:.2f}"


def effect(name: str, value: float, bounds: Sequence[float]) -> str:
    return f"{name}{value:.2f}" + (f"（{bounds[0]:.2f}至{bounds[1]:.2f}）" if bounds else "")


MINUS = "−"


def percent(value: float) -> str:
    return f"{value * 100:.{policy.SHARE_DECIMALS}f}%".replace("-", MINUS)


POINTS = "个百分点"


def points(value: float) -> str:
    return f"{value * 100:.{policy.SHARE_DECIMALS}f}".replace("-", MINUS)


def score(value: float, digits: int = policy.AVERAGE_DECIMALS) -> str:
    return f"{value:.{digits}f}".replace("-", MINUS)


def interval(low: str, high: str) -> str:
    return f"{low}—{high}"


def span(low: str, high: str, unit: str) -> str:
    """An interval that may be negative: 至, not a dash."""
    return f"{low}至{high}{unit}"


_DIGITS = "零一二三四五六七八九十"


def tenths(share: float) -> str:
    """近六成、约六成、六成多: the way reports say a share in words."""
    percent = round(share * 100)
    if percent < 8:
        return "极少数"
    if percent > 97:
        return "几乎全部"
    whole, rest = divmod(percent, 10)
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
