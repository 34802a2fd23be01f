"""What stands behind one number, as a sentence: in the panels of a page and in Word's notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from researchlib.terms.messages.report import (
    FINGERPRINT,
    INTERVAL,
    MISSING,
    PEOPLE,
    QUESTION,
    SUBJECT,
)


def origin(heading: str, cell: int) -> str:
    """Where a sentence was made, counted as an error counts it."""
    return f"计算在笔记本“{heading}”一节的第{cell}个单元格。"


def note(number: Mapping[str, Any]) -> str:
    """One number with all that stands behind it."""
    named = not str(number["name"]).isascii()  # a fact goes by the key of its row
    told = [f"{number['name']}：{number['text']}" if named else str(number["text"])]
    if number.get("question"):
        told += [f"{INTERVAL}{number['interval']}"] if number.get("interval") else []
        told += [f"{PEOPLE}{number['n']}人"] if number.get("n") else []
        told += [f"{MISSING}{number['missing']}人"] if number.get("missing") else []
        of = f"（{'、'.join(number['of'])}）" if number.get("of") else ""
        told.append(f"{QUESTION}“{number['question']}”{of}")
        told += [f"{SUBJECT}：{number['domain']}"] if number.get("domain") else []
    for key in ("source", "by", "sampling", "method"):
        if number.get(key) and not (key == "by" and number.get("question")):
            told.append(str(number[key]))
    if number.get("data"):
        told.append(f"{FINGERPRINT}{number['data']}")
    return "，".join(told) + "。"
