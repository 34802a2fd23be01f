"""One reading of a Word file: the form, the transcript and the comments see the same text."""

from __future__ import annotations

import zipfile

import pytest

from researchlib.read.exports.form_text import read_form
from researchlib.read.spoken.comments import read_comments
from researchlib.read.spoken.transcripts import docx_lines, read_transcript
from researchlib.run.interviews.issue import _seen
from researchlib.store.word import text_of, word_body
from researchlib.terms.problem import DataProblem

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def word(tmp_path, *paragraphs: str):
    path = tmp_path / "a.docx"
    body = "".join(f"<w:p>{p}</w:p>" for p in paragraphs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
    return path


TRACKED = (
    run("甲：愿意")
    + f"<w:ins>{run('参加')}</w:ins><w:del>{run('不', 'delText')}{run('不')}<w:r><w:br/></w:r></w:del>"
    + f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>"
    + "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:tab/></w:r>"
    + f"<mc:AlternateContent><mc:Choice>{run('新')}</mc:Choice><mc:Fallback>{run('旧')}"
    + "</mc:Fallback></mc:AlternateContent>"
)


def test_text_that_stands_is_the_same_however_the_file_is_opened(tmp_path):
    path = word(tmp_path, TRACKED, run("乙：行") + "<w:r><w:br/></w:r>" + run("丙：好"))
    stands = "甲：愿意参加移来\t新"
    assert [text_of(p) for p in word_body(path)] == [stands, "乙：行\n丙：好"]
    assert [row.text for row in docx_lines(path)] == [stands, "乙：行", "丙：好"]
    issued = "甲：愿意不不\n移走\t新"  # a coder's changes are no part of what was given out
    assert read_comments(path)[0] == [issued, "乙：行\n丙：好"]
    assert [t.speaker for t in read_transcript(path).turns] == ["甲", "乙", "丙"]


def test_a_form_under_revision_is_read_as_it_will_stand(tmp_path):
    path = word(
        tmp_path,
        run("1. 您的")
        + f"<w:ins>{run('性别')}</w:ins><w:del>{run('姓名')}</w:del>"
        + run(" [单选题]"),
        run("○男") + "<w:r><w:br/></w:r>" + run("○女"),
    )
    (question,) = read_form(path)
    assert (question.text, question.choices) == ("您的性别", ("男", "女"))


@pytest.mark.parametrize("read", [read_form, read_transcript, read_comments])
def test_what_is_no_word_file_is_told_alike(tmp_path, read):
    path = tmp_path / "坏.docx"
    for data in (b"PK\x03\x04 broken", b"PK\x05\x06" + bytes(18)):
        path.write_bytes(data)
        if read is read_form and not data.startswith(b"PK\x03\x04"):
            continue  # no package: taken for text, and told as such
        with pytest.raises(DataProblem, match="不是能读的 Word 文件"):
            read(path)


def test_a_speaker_before_a_tab_and_a_time_is_a_speaker(tmp_path):
    path = word(tmp_path, run("说话人1") + "<w:r><w:tab/></w:r>" + run("00:01"), run("你好"))
    assert [(t.speaker, t.time, t.text) for t in read_transcript(path).turns] == [
        ("说话人1", "00:01", "你好")
    ]


def test_blanks_and_unseen_characters_change_no_master():
    assert _seen(["甲：好\u200b的 "]) == _seen(["甲：好的"]) != _seen(["甲：不好"])
