"""Text folded and compared."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def nearest(word: str, known: Sequence[str]) -> str:
    """“最接近的是…” when something is near, otherwise the list."""
    close = get_close_matches(word, list(known), 1, 0.5)
    if close:
        return f"最接近的是“{close[0]}”。"
    return f"现有：{'、'.join(known[:12])}{'……' if len(known) > 12 else ''}。" if known else ""
