"""Header rows of any platform: never persons, and the row with the questions is kept."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
import xlsxwriter
from conftest import in_process, write_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from researchlib.read.exports.export import read_export
from researchlib.read.files import guard
from researchlib.run.fieldwork.draft import draft_json
from researchlib.terms.problem import DataProblem

SERVICES = ["食堂", "医疗", "环境"]
ACTS = ["看电影", "健康讲座", "广场舞"]
STEPS = ["不满意", "一般", "满意"]


@pytest.fixture(autouse=True)
def no_child(monkeypatch):
    monkeypatch.setattr(guard, "opener", in_process)


def persons(n: int, seed: int) -> pd.DataFrame:
    """Answers with known counts: sex, age, three ratings, three ticks."""
    draw = pd.Series(range(n)).mul(7919).add(seed)
    made = {"性别": draw.mod(2).map({0: "男", 1: "女"}), "年龄": draw.mod(53).add(20)}
    for k, name in enumerate(SERVICES):
        made[name] = draw.floordiv(k + 2).mod(3).map(dict(enumerate(STEPS)))
    for k, name in enumerate(ACTS):
        made[name] = draw.floordiv(k + 3).mod(3).ne(0)
    made[ACTS[0]] |= ~(made[ACTS[1]] | made[ACTS[2]])
    return pd.DataFrame(made)


def qualtrics(data: pd.DataFrame) -> list[list[object]]:
    own = ["StartDate", "EndDate", "Status", "Progress", "ResponseId"]
    names = [*own, "Q1", "Q2", *(f"Q3_{k}" for k in range(1, 7)), "Q9"]
    asked = ["开始日期", "结束日期", "答复类型", "进度", "答复 ID", "您的性别", "您的年龄"]
    asked += [f"请评价下列服务 - {s}" for s in SERVICES]
    asked += [f"参加过哪些活动 - Selected Choice - {a}" for a in ACTS] + ["意见"]
    imports = [json.dumps({"ImportId": f"QID{k}"}) for k in range(len(names))]
    rows = [
        ["2025-04-01", "2025-04-01", "IP Address", 100, f"R_{k}", row["性别"], row["年龄"]]
        + [row[s] for s in SERVICES]
        + [a if row[a] else "" for a in ACTS]
        + [""]
        for k, row in data.iterrows()
    ]
    return [names, asked, imports, *rows]


def surveymonkey(data: pd.DataFrame) -> list[list[object]]:
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "您的性别", "您的年龄"]
    first += ["请评价下列服务", "", "", "参加过哪些活动", "", ""]
    second = ["", "", "", "", "Response", "Open-Ended Response", *SERVICES, *ACTS]
    rows = [
        [11_000 + k, 7, "2025-04-01", "2025-04-01", row["性别"], row["年龄"]]
        + [row[s] for s in SERVICES]
        + [a if row[a] else "" for a in ACTS]
        for k, row in data.iterrows()
    ]
    return [first, second, *rows]


def by_hand(data: pd.DataFrame) -> list[list[object]]:
    """What people merge in a spreadsheet, saved as text."""
    first = ["序号", "您的性别", "您的年龄", "对服务的评价", "", "", "参加过哪些活动", "", ""]
    second = ["", "", "", *SERVICES, *ACTS]
    rows = [
        [k + 1, row["性别"], row["年龄"]]
        + [row[s] for s in SERVICES]
        + ["√" if row[a] else "" for a in ACTS]
        for k, row in data.iterrows()
    ]
    return [first, second, *rows]


def grouped(data: pd.DataFrame) -> list[list[object]]:
    """Headings over a whole row of names."""
    _, _, *rows = by_hand(data)
    first = ["", "基本情况", "", "对服务的评价", "", "", "参加过哪些活动", "", ""]
    return [first, ["序号", "您的性别", "您的年龄", *SERVICES, *ACTS], *rows]


def codes_above(data: pd.DataFrame) -> list[list[object]]:
    first = ["V1", "V2", *(f"V3_{k}" for k in range(1, 4)), *(f"V4_{k}" for k in range(1, 4))]
    second = ["您的性别", "您的年龄", *(f"请评价下列服务-{s}" for s in SERVICES)]
    second += [f"参加过哪些活动-{a}" for a in ACTS]
    rows = [
        [row["性别"], row["年龄"]] + [row[s] for s in SERVICES] + [int(row[a]) for a in ACTS]
        for _, row in data.iterrows()
    ]
    return [first, second, *rows]


def codes_below(data: pd.DataFrame) -> list[list[object]]:
    first, second, *rows = codes_above(data)
    return [second, first, *rows]


HABITS = {
    f.__name__: f for f in (qualtrics, surveymonkey, by_hand, grouped, codes_above, codes_below)
}


def saved(folder: str, rows: list[list[object]], ending: str) -> Path:
    path = Path(folder) / f"答卷.{ending}"
    if ending == "xlsx":
        return write_xlsx(path, rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(sorted(HABITS)),
    st.sampled_from(["csv", "xlsx"]),
    st.integers(12, 60),
    st.integers(0, 999),
)
def test_no_header_row_is_a_person_and_every_count_is_right(habit, ending, n, seed):
    data = persons(n, seed)
    with TemporaryDirectory() as folder:
        found = draft_json(read_export(saved(folder, HABITS[habit](data), ending)))
    assert found["respondents"] == n
    asked = {q["text"]: q for q in found["questions"]}
    assert asked["您的性别"]["counts"] == data["性别"].value_counts().to_dict()
    assert asked["您的年龄"]["type"] == "数值" and asked["您的年龄"]["answered"] == n
    for service in SERVICES:
        counts = {c: k for c, k in asked[service]["counts"].items() if k}
        assert counts == data[service].value_counts().to_dict()
        assert asked[service]["stem"] and "." in asked[service]["variable"]
    ticked = next(q for q in found["questions"] if "活动" in q["text"])
    assert ticked["type"] == "多选"
    assert ticked["counts"] == {a: int(data[a].sum()) for a in ACTS}


def merged(path: Path, data: pd.DataFrame, title: bool) -> Path:
    """Names of columns merged downwards, names of matrices across, maybe a title above."""
    rows = by_hand(data)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    if title:
        sheet.merge_range(0, 0, 0, 8, "关于社区服务的调查")
    for place in (0, 1, 2):
        sheet.merge_range(title, place, title + 1, place, rows[0][place])
    for place in (3, 6):
        sheet.merge_range(title, place, title, place + 2, rows[0][place])
    sheet.write_row(title + 1, 3, rows[1][3:])
    for number, row in enumerate(rows[2:], title + 2):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.mark.parametrize("title", [False, True])
def test_headers_merged_downwards_are_read_and_merged_answers_refused(tmp_path, title):
    data = persons(20, 3)
    export = read_export(merged(tmp_path / "a.xlsx", data, title))
    assert len(export.frame) == 20 and export.frame.index[0] == 3 + title
    assert [i.part for i in export.items if i.part] == [*SERVICES, *ACTS]
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate([["序号", "性别"], [1, "男"], [2, "女"], [3, "女"]]):
        sheet.write_row(number, 0, row)
    sheet.merge_range("B3:B4", "女")
    book.close()
    with pytest.raises(DataProblem, match="B3:B4"):
        read_export(tmp_path / "b.xlsx")


def test_a_title_of_several_cells_is_no_heading(tmp_path):
    title = ["调查时间：2025年5月", "", "地点：某社区"]
    rows = [["男女"[k % 2], STEPS[k % 3], k % 7] for k in range(20)]
    export = read_export(write_xlsx(tmp_path / "a.xlsx", [title, ["性别", "评价", "次数"], *rows]))
    assert [i.stem for i in export.items] == ["性别", "评价", "次数"] and len(export.frame) == 20


def test_a_first_person_is_no_header(tmp_path):
    told = [["男女"[k % 2], STEPS[k % 3], ["好", "还行", "不知道"][k % 3]] for k in range(10)]
    rows = [["性别", "满意度", ""], *told]
    assert len(read_export(write_xlsx(tmp_path / "a.xlsx", rows)).frame) == 10
    rows = [["Q1", "Q2"], ["男", "满意"], *[["男", "一般"], ["女", "满意"]] * 5]
    assert len(read_export(write_xlsx(tmp_path / "b.xlsx", rows)).frame) == 11


@pytest.mark.parametrize(
    "rows",
    [
        [["选项", "小计", "比例"], ["男", 34, "34%"], ["女", 66, "66%"]],
        [["题目", "选项", "频数", "百分比"], ["性别", "男", 5, "50%"], ["性别", "女", 5, "50%"]],
        [
            ["X\\Y", "满意", "不满意"],
            ["男", "12(35.29%)", "22(64.71%)"],
            ["女", "9(30%)", "21(70%)"],
        ],
    ],
)
def test_tables_of_totals_are_refused_as_such(tmp_path, rows):
    with pytest.raises(DataProblem, match="统计结果"):
        read_export(write_xlsx(tmp_path / "a.xlsx", rows))


def test_what_no_person_wrote_is_no_question(tmp_path):
    head = [
        "Unnamed: 0",
        "1、性别",
        "2、评价",
        "edu >= 2 (FILTER)",
        "Zscore(评价)",
        "本题请选“不满意”",
    ]
    rows = [[k, "男女"[k % 2], STEPS[k % 3], k % 2, k / 7, "不满意"] for k in range(40)]
    rows.insert(20, ["以下是第二批收回来的答卷", "", "", "", "", ""])
    found = draft_json(read_export(write_xlsx(tmp_path / "a.xlsx", [head, *rows])))
    assert found["respondents"] == 40
    told = "".join(found["notes"])
    assert "没有当作题目的列：Unnamed: 0、edu >= 2 (FILTER)、Zscore(评价)" in told and "1行" in told
    assert [(q["text"], q["type"]) for q in found["questions"]] == [
        ("性别", "单选"),
        ("评价", "量表"),
        ("本题请选“不满意”", "元数据"),
    ]


def test_a_thousand_columns_are_read(tmp_path):
    rows = [[f"{k}、第{k}题" for k in range(1_025)], *[["是"] * 1_025, ["否"] * 1_025] * 3]
    path = saved(str(tmp_path), rows, "csv")
    assert read_export(path).frame.shape == (6, 1_025)
