"""Real exports that nobody here wrote; skipped where the folder does not stand beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from researchlib.read.exports.export import read_export
from researchlib.terms import words as w

REAL = Path(__file__).resolve().parents[3] / "shared" / "realdata"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="no real files beside the project")


def test_splitting_the_text_reproduces_every_column_by_number():
    """Same 800 people by text and by number: 24 columns of ticks, 0 rows differ."""
    text = read_export(REAL / "wjx_pair_800_800_0_text.xls")
    number = read_export(REAL / "wjx_pair_800_800_2_number.xls")
    assert (text.coded, number.coded) == (False, True)
    assert len(text.frame) == len(number.frame) == 800
    joined = {i.number: text.column(i) for i in text.items if i.number in ("6", "8")}
    compared = ticks = 0
    for item in number.items:
        if item.part:
            told = joined[item.number].map(
                lambda cell, part=item.part: (
                    part in [p.split(w.OPEN_LEFT)[0] for p in cell.split(w.TICK)]
                )
            )
            ticked = number.column(item) == "1"
            assert (told == ticked).all(), item.header
            compared += 1
            ticks += int(ticked.sum())
    assert (compared, ticks) == (24, 4023 + 2611)
