"""`add` takes transcripts as well, says where they went and who is not known yet."""

from __future__ import annotations

import pytest
from conftest import sheets
from docx import Document

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file, data_files
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


@pytest.fixture
def study(tmp_path):
    (tmp_path / "notebooks/s").mkdir(parents=True)
    (tmp_path / "data/s").mkdir(parents=True)
    people = [{w.PSEUDONYM: "群众1", w.PERSON_NAME: "林如海"}]
    write_workbook(tmp_path / "data/s/课题表.xlsx", sheets(**{w.PEOPLE: people}))
    return open_study("s", tmp_path)


def test_a_text_and_a_word_transcript_are_placed(study, tmp_path):
    (tmp_path / "座谈会.txt").write_text("林如海 00:01\n好。\n说话人2 00:05\n行。\n", "utf-8")
    document = Document()
    document.add_paragraph("林如海：好。")
    document.add_paragraph("林如海：行。")
    document.save(tmp_path / "走访.docx")
    told = [add_file(study, tmp_path / name) for name in ("座谈会.txt", "走访.docx")]
    assert (
        "data/s/interviews/transcripts/座谈会.txt：2个说话人，2段，其中1个还不知道是谁" in told[0]
    )
    assert "1个说话人，2段。" in told[1]
    assert "没有再放" in add_file(study, tmp_path / "座谈会.txt")
    (tmp_path / "座谈会.txt").write_text("林如海：换了\n", "utf-8")
    with pytest.raises(DataProblem, match="内容不同"):
        add_file(study, tmp_path / "座谈会.txt")


def test_one_that_is_not_sure_is_placed_and_told(study, tmp_path):
    (tmp_path / "a.txt").write_text("林如海：好。\n林如海 我也来。\n林如海：行。\n", "utf-8")
    assert "还不能发出：“a.txt”里有的行不知道是谁在说话：第2行" in add_file(
        study, tmp_path / "a.txt"
    )


def test_what_is_neither_is_told_and_a_folder_gives_its_transcripts(study, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "问卷.txt").write_text("1. 您的性别 [单选题]\n○男\n○女\n", "utf-8")
    (folder / "座谈会.txt").write_text("林如海：好。\n林如海：行。\n", "utf-8")
    assert [p.name for p in data_files([folder])] == ["座谈会.txt"]
    with pytest.raises(DataProblem, match="不是能当作答卷读的数据文件"):
        add_file(study, folder / "问卷.txt")


def test_a_file_named_after_somebody_is_not_taken(study, tmp_path):
    path = tmp_path / "走访_王主任.txt"
    path.write_text("甲：好的。\n乙：不好。\n", encoding="utf-8")
    with pytest.raises(DataProblem, match="文件名.*王主任.*看不出是谁"):
        add_file(study, path)
    assert not list((study.paths.interviews / "transcripts").glob("*王主任*"))
