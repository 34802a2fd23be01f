"""Choices that are amounts or ranges of them, in the order of what they come to."""

import re
from collections.abc import Sequence

from researchlib.terms.text import fold

_UNITS = {  # kind (of time, of length) and size of each
    unit: (kind, float(size))
    for kind, unit, size in re.findall(
        r"([tl])(\D+)(\d+)",
        "t秒1t分钟60t刻钟900t小时3600t钟头3600t天86400t日86400t周604800t星期604800t礼拜604800t月2628000"
        "t季度7884000t学期7884000t半年15768000t年31536000l米1l里500l公里1000l千米1000",
    )
}
_SIZES = dict(
    re.findall(
        r"(\D)([\d.]+)",
        "半.5一1二2两2三3四4五5六6七7八8九9十10百100千1000万10000亿100000000",
    )
)
_TIMES = "|".join(_UNITS)
_UNIT = f"{_TIMES}|平方米|平米|公斤|斤|亩|元|块|周岁|岁|人次|次|人|口|本|门|项|件|分|%"
_AMOUNT = re.compile(
    rf"(\d+(?:\.\d+)?|[半一二两三四五六七八九十](?=个|[百千万]|{_UNIT}))个?([百千万亿]?)个?({_UNIT}|)"
)
_EACH = re.compile(rf"每(?:个|一|1)?({_TIMES})|(?:一|1)个?({_TIMES})(?=.*次)")
_BELOW = re.compile("以下|不满|未满|少于|小于|低于|以内|不足|不到|之内|[<≤]")
_ABOVE = re.compile("以上|超过|多于|大于|高于|[>≥+]$")
_NONE = re.compile(
    "没有?(?!.*说)|无|几乎不|基本不|很少|不(?!清楚|知道|确定|固定|好说|一定|了解)|从|未"
)


def number_order(choices: Sequence[str]) -> list[str] | None:
    """Choices that are ranges (30~34岁, 半小时以内, 5万以上, 每周一次) from small to large.

    None where they are no amounts, or where their units do not compare: then a person is asked.
    """
    keyed = {choice: key for choice in choices if (key := _key(choice))}
    head = [c for c in choices if c not in keyed and _NONE.match(c)]
    tail = [c for c in choices if c not in keyed and c not in head]
    units = {key[:2] for key in keyed.values() if key[0]}
    bare = any(not key[0] for key in keyed.values())
    if len(keyed) < 2 or len(keyed) < 0.6 * len(choices) or len(tail) > 1:
        return None
    if len({kind for kind, _ in units}) > 1 or bare and len(units) > 1:
        return None
    order = sorted(keyed, key=lambda c: (keyed[c][2] * (1 if bare else keyed[c][1]), keyed[c][3]))
    return head + order + tail


def _key(choice: str) -> tuple[str, float, float, int] | None:
    """Kind and size of its unit, the number, and -1 below it or 1 above it."""
    text = fold(choice).replace(",", "").replace(" ", "")
    each = _EACH.search(text)
    told = _AMOUNT.findall(text.replace(each[0], "", 1) if each else text)
    if not told and not each:
        return None
    told = told or [("1", "", "次")]
    (number, many, unit), (last, shared, named) = told[0], told[-1]
    value = float(_SIZES.get(number, number))
    if not unit and value < float(_SIZES.get(last, last)):
        many = many or shared  # 1-2万元, but 5000-1万元
    kind, size = _UNITS.get(unit or named, (unit or named, 1.0))
    if each:
        kind, size = f"{kind}/", size / _UNITS[each[1] or each[2]][1]
    edge = bool(_ABOVE.search(text)) - bool(_BELOW.search(text))
    return kind, size, value * float(_SIZES.get(many, 1)), edge
