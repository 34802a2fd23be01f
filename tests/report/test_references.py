"""`[表](#标题)` names the number of a table or figure; a caption that is not there is told."""

from __future__ import annotations

import nbformat
import pytest

from researchlib.report.objects.display import MIME
from researchlib.report.page.parts import parts_of
from researchlib.terms.problem import DataProblem

NOTHING = {"numbers": [], "head": [], "rows": [], "png": "", "alt": "", "behind": {"bounds": []}}


def notebook(prose):
    shown = [
        nbformat.v4.new_output(
            "display_data",
            data={MIME: {"kind": kind, "caption": caption, "text": caption, **NOTHING}},
        )
        for kind, caption in (("chart", "各年龄段"), ("table", "构成"), ("table", "方法"))
    ]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(prose), nbformat.v4.new_code_cell("x", outputs=shown)]
    )


def test_numbers_are_those_of_the_page(demo):
    parts = parts_of(notebook("见[表](#方法)和[图](#各年龄段)。"), demo)
    assert parts[0].markdown == "见[表2](#table-2)和[图1](#figure-1)。"


def test_an_unknown_caption_is_told_with_the_nearest(demo):
    with pytest.raises(DataProblem, match="“构戓”不存在.*构成"):
        parts_of(notebook("见[表](#构戓)。"), demo)


def test_the_page_and_word_lead_to_the_table(published):
    page = (published / "exports/demo/06_report.html").read_text(encoding="utf-8")
    assert '<a href="#table-1">表1</a>' in page and 'id="table-1"' in page
