"""The mark on the last page is read by the gate too, and must never look like an account."""

from __future__ import annotations

import re

from researchlib.protect.ledger import entry_of, mark_of
from researchlib.protect.number import WORDS, Content
from researchlib.terms.identity import find_identities


def test_no_mark_looks_like_an_account():
    marks = {
        mark_of(
            [entry_of("r", Content(kind="text", key="", text=str(k), numbers=(), behind=WORDS))]
        )
        for k in range(6_000)
    }
    assert len(marks) == 6_000
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", mark) for mark in marks)
    assert not [mark for mark in marks if list(find_identities(f"校验码{mark}"))]
