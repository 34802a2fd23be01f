"""Text folded and compared."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path


def nearest(word: str, known: Sequence[str]) -> str:
    """“最接近的是…” when something is near, otherwise the list."""
    close = get_close_matches(word, list(known), 1, 0.5)
    if close:
        return f"最接近的是“{close[0]}”。"
    return f"现有：{'、'.join(known[:12])}{'……' if len(known) > 12 else ''}。" if known else ""


def command(*words: str) -> str:
    """A command as it is typed here: beside start.py by that, elsewhere by the installed name."""
    starter = "python start.py" if Path("start.py").is_file() else "researchlib"
    return " ".join((starter, *(f'"{word}"' if " " in word else word for word in words)))
