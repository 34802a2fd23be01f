"""Exports by score, and 问卷网's coded export with the code file beside it."""

from __future__ import annotations

import pytest
from conftest import SEX, sheets, write_xlsx

from researchlib.clean.questionnaires import clean_answers
from researchlib.draft.codebook import draft_codebook
from researchlib.read.exports.export import read_export
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.draft import draft_json
from researchlib.run.fieldwork.new import new_study_from
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Notation

SATISFIED = {
    w.SOURCE: "survey",
    w.VARIABLE: "meal",
    w.TEXT: "对助餐是否满意",
    w.KIND: "量表",
    w.CHOICES: "不满意\n一般\n满意",
    w.SENSITIVITY: "一般",
}
WORDS = [
    ["序号", "总分", "1、您的性别", "2、对助餐是否满意"],
    [1, 4, "男", "满意"],
    [2, 2, "女", "不满意"],
    [3, 3, "女", "一般"],
    [4, 0, "男", "(空)"],
]
SCORES = [WORDS[0], [1, 6, 1, 5], [2, 3, 2, 1], [3, 5, 2, 3], [4, 1, 1, -2]]
CODE = (
    "Q1,您的性别,单选题\n,1,男\n,2,女\n"
    "Q2,用过哪些<b>服务</b>,多选题\n,1,助餐\n,2,助医\n"
    "Q3,请评价,矩阵单选题\n,1,不满意\n,2,满意\nQ4,意见,填空题\n"
)
ORIGINAL = (
    "start,finish,Q1,Q2_A1,Q2_A2,Q3_R1,Q3_R2,Q4\n"
    "2024/5/1 9:00,2024/5/1 9:02,1,1,0,2,1,好\n2024/5/1 9:00,2024/5/1 9:05,2,0,1,1,1,\n"
    "2024/5/1 9:00,2024/5/1 9:05,2,1,1,2,2,再多些\n"
)


def study(folder, *files):
    (folder / "notebooks/s").mkdir(parents=True)
    for name, rows in files:
        write_xlsx(folder / "data/s/questionnaires/survey" / name, rows)
    write_workbook(folder / "data/s/课题表.xlsx", sheets(**{w.CODEBOOK: [SEX, SATISFIED]}))
    return open_study("s", folder)


def test_scores_are_known_by_their_total_or_their_name(tmp_path):
    by_total = read_export(write_xlsx(tmp_path / "x.xlsx", SCORES))
    assert by_total.coding is Notation.SCORE
    plain = [row[:1] + row[2:] for row in SCORES]
    assert read_export(write_xlsx(tmp_path / "y.xlsx", plain)).coding is Notation.NUMBER
    named = read_export(write_xlsx(tmp_path / "1_按分数_y_4_4.xlsx", plain))
    assert named.coding is Notation.SCORE
    assert draft_json(named)["by"] == "score"
    meal = draft_codebook(named)[1].question
    assert meal.choices == ("1", "3", "5") and draft_json(named)["questions"][1]["answered"] == 3


def test_scores_beside_the_words_are_cross_checked(tmp_path):
    both = study(tmp_path / "a", ("1_按文本.xlsx", WORDS), ("1_按分数.xlsx", SCORES))
    answers = clean_answers(both, "survey")
    assert answers.frame["meal"].value_counts().to_dict() == {"不满意": 1, "一般": 1, "满意": 1}
    swapped = [SCORES[0], SCORES[2], SCORES[1], *SCORES[3:]]
    with pytest.raises(DataProblem, match="对不上"):
        clean_answers(
            study(tmp_path / "b", ("1_按文本.xlsx", WORDS), ("1_按分数.xlsx", swapped)), "survey"
        )


def test_scores_alone_never_pass_for_choices(tmp_path):
    alone = study(tmp_path, ("1_按分数.xlsx", SCORES))
    with pytest.raises(DataProblem, match="只有得分，还原不出“您的性别”"):
        clean_answers(alone, "survey")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_the_code_file_names_the_coded_export(tmp_path, encoding):
    (tmp_path / "All_Data_Original.csv").write_bytes(ORIGINAL.encode(encoding))
    alone = read_export(tmp_path / "All_Data_Original.csv")
    assert alone.companion is None and alone.coding is Notation.NUMBER
    (tmp_path / "code.csv").write_bytes(CODE.encode(encoding))
    export = read_export(tmp_path / "All_Data_Original.csv")
    assert "取自同一文件夹的“code.csv”" in "".join(export.notes)
    found = {q["variable"]: q for q in draft_json(export)["questions"]}
    assert [q["type"] for q in found.values()] == ["单选", "多选", "单选", "单选", "填空"]
    assert found["q1"]["counts"] == {"男": 1, "女": 2} and found["q1"]["text"] == "您的性别"
    assert found["q2"]["counts"] == {"助餐": 2, "助医": 2} and found["q2"]["text"] == "用过哪些服务"
    assert found["q3.r1"]["counts"] == {"不满意": 1, "满意": 2}
    assert found["q4"]["answered"] == 2


def test_a_study_made_from_both_carries_the_code_file(tmp_path):
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    (home / "notebooks").mkdir()
    (tmp_path / "Original.csv").write_bytes(ORIGINAL.encode("gbk"))
    (tmp_path / "code.csv").write_bytes(CODE.encode("gbk"))
    new_study_from(home, "mine", [tmp_path / "Original.csv", tmp_path / "code.csv"])
    answers = clean_answers(open_study("mine", home), "survey")
    assert len(answers) == 3 and answers.frame["q1"].value_counts()["女"] == 2
