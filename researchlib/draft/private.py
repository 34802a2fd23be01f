"""What the answers to a question could give away: by its topic, its instrument, its answers."""

from collections.abc import Callable, Sequence

from researchlib.draft import say
from researchlib.terms import scales
from researchlib.terms.identity import FULL_NAME, NAME, find_identities
from researchlib.terms.words import OTHER, Kind, Sensitivity

_FEW, _MOST = 0.2, 0.6


def sensitivity(title: str, kind: Kind, values: Sequence[str] = ()) -> Sensitivity:
    """What a column could reveal, by its title, its kind and what it holds."""
    chosen = kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.RANKING)
    if kind in (Kind.OPEN, Kind.METADATA) or (scales.DIRECT.search(title) and not chosen):
        return Sensitivity.DIRECT
    topics = (scales.SENSITIVE, scales.SCREENING, scales.SCREENING_ITEM)
    told = any(topic.search(title) for topic in topics) or _most(scales.SENSITIVE.search, values)
    if told or _most(scales.REGION.fullmatch, values):
        return Sensitivity.SENSITIVE
    quasi = scales.QUASI.search(title) and kind is not Kind.MULTIPLE
    return Sensitivity.QUASI if quasi else Sensitivity.PLAIN


def kept_out(title: str, kind: Kind, choices: Sequence[str]) -> str:
    """What to ask where answers name somebody or a door; they are no choices until answered."""
    found = {mark.kind for choice in choices for mark in find_identities(choice)}
    named = [c for c in choices if not c.startswith(OTHER)]
    likely = scales.ROLE.search(title) and _most(scales.NAME_LIKE.fullmatch, named)
    likely = likely or len(named) > 2 and _most(FULL_NAME.fullmatch, named)
    if kind in (Kind.SINGLE, Kind.MULTIPLE) and (NAME in found or likely):
        return say.CONFIRM_NAMES
    doors = found - {NAME} or _most(scales.STAIRCASE.search, choices)
    return say.CONFIRM_ADDRESS if doors else ""


def _most(fits: Callable[[str], object], values: Sequence[str]) -> bool:
    return sum(map(bool, map(fits, values))) > _MOST * len(values) > 0


def needs_guard(titles: Sequence[str]) -> bool:
    """A study of health or of minors: small counts of single choices are withheld at first."""
    patterns = (scales.HEALTH, scales.SCREENING, scales.SCREENING_ITEM)
    health = sum(any(p.search(title) for p in patterns) for title in titles)
    return health > _FEW * len(titles) or any(map(scales.MINORS.search, titles))
