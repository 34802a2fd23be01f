"""Frozen values as JSON and back: the types of a value say how its form is read."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

_hints = lru_cache(maxsize=None)(get_type_hints)


def as_json(value: Any) -> Any:
    """The JSON form of a value: a key a field, unless its class has a form of its own."""
    if hasattr(value, "as_json"):
        return value.as_json()
    if is_dataclass(value):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    return [as_json(one) for one in value] if isinstance(value, tuple | list) else value


def from_json(kind: Any, form: Any) -> Any:
    """The value of that type; a class that has a form of its own reads it itself."""
    if isinstance(kind, UnionType):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if form is None:
        return None
    if hasattr(kind, "read"):
        return kind.read(form)
    if is_dataclass(kind):
        return filled(kind, form)
    if get_origin(kind) is tuple:
        first, *rest = get_args(kind)
        return tuple(map(from_json, repeat(first) if rest == [...] else (first, *rest), form))
    return form


def filled(kind: Any, form: Mapping[str, Any]) -> Any:
    """The dataclass from its fields; what the form lacks takes its default."""
    hints = _hints(kind)
    return kind(
        **{f.name: from_json(hints[f.name], form[f.name]) for f in fields(kind) if f.name in form}
    )
