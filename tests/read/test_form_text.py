"""The questionnaire as text: what the form printer writes, the reader reads."""

from __future__ import annotations

import docx
import pytest

from researchlib.draft.codebook import apply_form, draft_codebook
from researchlib.read.exports.export import read_export
from researchlib.read.exports.form_text import parse_form, read_form
from researchlib.run.fieldwork.forms import platform_text
from researchlib.study.printed import printed_in
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind


def test_reading_inverts_writing(demo):
    questions = parse_form(platform_text(demo, "residents").splitlines())
    asked = printed_in(demo.codebooks["residents"])
    assert [q.text for q in questions] == [a.title for a in asked]
    assert [q.rows for q in questions] == [
        tuple(r.text for r in a.rows) if a.is_matrix else () for a in asked
    ]
    assert [q.choices for q in questions] == [a.rows[0].choices for a in asked]


def test_the_form_adds_options_nobody_chose_and_settles_the_order(demo, home):
    folder = home / "data/demo/questionnaires/residents"
    export = read_export(next(folder.glob("*按文本*122*")))
    form = parse_form(platform_text(demo, "residents").splitlines())
    drafted = apply_form(draft_codebook(export), form)
    for found, wanted in zip(drafted, demo.codebooks["residents"], strict=True):
        assert found.question.choices == wanted.choices, wanted.variable
        assert found.question.kind is wanted.kind and found.sure == 1.0


def test_the_printed_word_form_is_read_too(tmp_path):
    document = docx.Document()
    for line in (
        "某某调查",
        "1. 您的性别 [单选题] *",
        "○男",
        "○女",
        "",
        "2. 爱好 [多选题]",
        "□A. 唱歌",
        "□B. 跳舞",
        "",
        "3. 打分 [量表题]",
        "1~5",
        "",
        "4. 意见（选填） [填空题]",
        "_______",
    ):
        document.add_paragraph(line)
    document.save(tmp_path / "问卷.docx")
    found = read_form(tmp_path / "问卷.docx")
    assert [(q.text, q.kind, q.choices) for q in found] == [
        ("您的性别", Kind.SINGLE, ("男", "女")),
        ("爱好", Kind.MULTIPLE, ("唱歌", "跳舞")),
        ("打分", Kind.SCALE, ("1", "2", "3", "4", "5")),
        ("意见", Kind.OPEN, ()),
    ]


def test_a_text_without_questions_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("会议记录\n1. 开会\n", encoding="utf-8")
    with pytest.raises(DataProblem, match="没有认出题目"):
        read_form(tmp_path / "a.txt")
