"""What a data file is, said once: every ending is taken, counted and drafted alike, or told."""

from __future__ import annotations

import csv as writer
import io
import time
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from conftest import in_process, write_xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from researchlib.read.exports.export import read_export
from researchlib.read.files import guard
from researchlib.read.files.guard import is_data, read_tables
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.add import add_file, data_files
from researchlib.run.fieldwork.check import check_study
from researchlib.run.fieldwork.new import new_study_from
from researchlib.terms.problem import DataProblem

TODAY = date(2024, 6, 1)
HEAD = ["序号", "所用时间", "1、您的性别", "2、您对食堂是否满意"]
ROWS = [[k, f"{60 + k}秒", "男女"[k % 2], ("满意", "一般", "不满意")[k % 3]] for k in range(1, 31)]
FORM = "居民问卷\n\n1、您的性别 [单选题]\n○男\n○女\n\n2、您对食堂是否满意 [单选题]\n○满意\n○一般\n"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
OPENED = '<office:document-content {}><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>'


@pytest.fixture(autouse=True)
def no_child(monkeypatch):
    monkeypatch.setattr(guard, "opener", in_process)


def cell(value) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def sheet(rows, name="数据", style="t") -> str:
    """A sheet as LibreOffice writes it: filled up to the edges by repeated empty cells and rows."""
    lines = "".join(
        f'<table:table-row>{"".join(map(cell, row))}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    edge = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{lines}{edge}</table:table>'
    )


def ods(path: Path, *sheets: str, manifest: str = "") -> Path:
    spaces = " ".join(f'xmlns:{p}="{OFFICE}{p}:1.0"' for p in ("office", "table", "text", "style"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", OPENED.format(spaces, "".join(sheets)))
    return path


def text(path: Path, rows, mark: str, encoding: str) -> Path:
    made = io.StringIO()
    writer.writer(made, delimiter=mark, lineterminator="\r\n").writerows(rows)
    path.write_bytes(made.getvalue().encode(encoding))
    return path


def written(path: Path, rows) -> Path:
    """The rows in the form that the name of the file promises."""
    ending = path.suffix
    if ending == ".ods":
        return ods(path, sheet(rows))
    if ending in (".csv", ".tsv", ".txt"):
        mark, encoding = {
            ".csv": (",", "utf-8-sig"),
            ".tsv": ("\t", "gb18030"),
            ".txt": ("\t", "utf-16"),  # what spreadsheets call Unicode 文本
        }[ending]
        return text(path, rows, mark, encoding)
    return write_xlsx(path, rows)


@pytest.mark.parametrize(
    "ending", [".xlsx", ".xlsm", ".et", ".ods", ".csv", ".tsv", ".txt", ".CSV"]
)
def test_every_command_counts_the_same_files(tmp_path, ending):
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    folder = tmp_path / "in"
    folder.mkdir()
    first = written(folder / f"a{ending.lower()}", [HEAD, *ROWS]).rename(folder / f"a{ending}")
    later = [[k + 100, *rest] for k, *rest in ROWS[:12]]
    second = written(folder / f"b{ending.lower()}", [HEAD, *later])
    (folder / "问卷文本.txt").write_text(FORM, encoding="utf-8")
    assert list(data_files([folder])) == [first, second]
    new_study_from(tmp_path, "s", [first, folder / "问卷文本.txt"])
    study = open_study("s", tmp_path)
    assert "12份" in add_file(study, second)
    well, tasks = check_study(study, TODAY)
    assert any("回收42份" in line for line in well), (well, tasks)


def test_an_old_binary_workbook_under_the_ending_of_wps():
    path = Path(__file__).parent / "data" / "answers.et"
    assert is_data(path) and len(read_export(path).frame) == 60


@pytest.mark.parametrize("name", ["a.dat", "a", "a.docx", "~$a.xlsx", ".a.csv"])
def test_what_no_other_command_would_count_is_not_taken_either(tmp_path, name):
    path = tmp_path / name
    path.write_text("序号,1、您的性别\n1,男\n2,女\n", encoding="utf-8")
    with pytest.raises(DataProblem, match="数据文件.*xlsm.*没有写入"):
        read_export(path)


def test_a_text_is_data_where_its_rows_are_cut_alike(tmp_path):
    path = tmp_path / "a.txt"
    talk = "主持人：大家好，今天谈食堂。\n甲：菜好，价不贵，就是远。\n乙：我不常去，说不上。\n"
    for content, table in (
        (FORM, False),
        (talk, False),
        ("一句话", False),
        (FORM + "○男\t○女\n" * 3, False),
        ("序号,性别\n1,男\n2,女\n", True),
        ("序号\t性别\n1\t男\n2\t女\n", True),
    ):
        path.write_text(content, encoding="utf-8")
        assert is_data(path) is table, content
    with pytest.raises(DataProblem, match="问卷原文"):
        path.write_text(FORM, encoding="utf-8")
        read_export(path)


def test_an_ods_is_read_as_it_is_shown(tmp_path):
    odd = (
        '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="date" office:date-value="2024-05-01T10:03:00">'
        "<text:p>5/1</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>张<text:s text:c="2"/>三'
        "<text:line-break/><text:span>家</text:span></text:p></table:table-cell>"
        "<table:covered-table-cell/>"
        '<table:table-cell office:value-type="percentage" office:value="0.25"><office:annotation><text:p>批注</text:p>'
        "</office:annotation><text:p>25%</text:p></table:table-cell></table:table-row>"
    )
    shown = sheet([["题", "意见\n两行", 3]]).replace("</table:table>", odd + "</table:table>", 1)
    tables = read_tables(
        ods(tmp_path / "a.ods", shown.replace("1048000", "2"), sheet([], "旧", "h"))
    )
    rows = tables.grids[0].rows
    assert len(tables.grids) == 1 and rows[0] == ("题", "意见\n两行", "3", "", "")
    assert rows[3] == ("2024-05-01 10:03:00", "张 三 家", "张 三 家", "", "0.25")
    assert "“旧”" in "".join(tables.notes) and "1行被隐藏" in "".join(tables.notes)


def test_an_ods_that_would_be_read_wrong_is_refused(tmp_path):
    merged = sheet([["题", "甲"]]).replace(
        "<table:table-cell office", '<table:table-cell table:number-rows-spanned="2" office', 1
    )
    with pytest.raises(DataProblem, match="合并单元格（题）"):
        read_tables(ods(tmp_path / "a.ods", merged))
    with pytest.raises(DataProblem, match="有密码"):
        read_tables(ods(tmp_path / "b.ods", sheet([]), manifest="<encryption-data/>"))
    with pytest.raises(DataProblem, match="损坏"):
        read_tables(ods(tmp_path / "c.ods", "<"))
    wide = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    far = sheet([["题"]]).replace("</table:table-row>", wide + "</table:table-row>", 1)
    with pytest.raises(DataProblem, match="超过"):
        read_tables(ods(tmp_path / "d.ods", far))


def test_soft_line_breaks_part_words_and_stop_nothing(tmp_path):
    option = "助餐\x0b（送餐上门）"
    rows = [["序号", "1、您最希望增加什么服务"], [1, option], [2, "助浴"], [3, option]]
    literal = [[str(c).replace("\x0b", "_x000B_") for c in row] for row in rows]
    paths = [
        write_xlsx(tmp_path / "a.xlsx", rows),  # the writer writes _x000B_
        text(tmp_path / "b.csv", rows, ",", "utf-8"),
        text(tmp_path / "c.csv", literal, ",", "utf-8"),
        text(
            tmp_path / "d.csv",
            [[str(c).replace("\x0b", "\u2028") for c in r] for r in rows],
            ",",
            "utf-8",
        ),
    ]
    for path in paths:
        export = read_export(path)
        assert export.column(export.items[1]).tolist() == [
            "助餐 （送餐上门）",
            "助浴",
            "助餐 （送餐上门）",
        ]


WORD = st.text("男女满意一般，。 x", max_size=6)
TABLE = st.integers(2, 7).flatmap(
    lambda width: st.lists(
        st.lists(WORD, min_size=width, max_size=width).map(lambda r: ["答", "答", *r]),
        min_size=4,
        max_size=90,
    )
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def faulty(tmp_path, rows, mark) -> str:
    path = text(tmp_path / "a.csv", rows, mark, "utf-8")
    with pytest.raises(DataProblem) as caught:
        read_tables(path)
    return str(caught.value)


@QUICK
@given(TABLE, st.sampled_from(",\t;"), st.data())
def test_a_row_cut_otherwise_is_told_wherever_it_stands(tmp_path, rows, mark, data):
    path = text(tmp_path / "a.csv", rows, mark, "utf-8")
    assert [list(r) for r in read_tables(path).grids[0].rows] == rows
    place = data.draw(st.integers(0, len(rows) - 1))
    wider = [r + ["多"] if k == place else r for k, r in enumerate(rows)]
    assert f"第{place + 1}行有{len(rows[0]) + 1}列，多数行是{len(rows[0])}列" in faulty(
        tmp_path, wider, mark
    )
    narrower = [r[:-1] if k == place else r for k, r in enumerate(rows)]
    assert f"第{place + 1}行有{len(rows[0]) - 1}列" in faulty(tmp_path, narrower, mark)
    for harmless in (["题目"], [], ["", "", *rows[0][2:-2], "", ""], [*rows[0], "", " "]):
        kept = [*rows[:place], *([harmless] if len(harmless) != 1 else [["题目"]]), *rows[place:]]
        path = text(tmp_path / "a.csv", kept, mark, "utf-8")
        assert len(read_tables(path).grids[0].rows) == len(rows) + 1


@pytest.mark.parametrize("row", [2, 30, 75])
def test_a_lone_quote_and_a_foreign_byte_name_their_row(tmp_path, row):
    lines = ["序号,1、性别,2、意见", *(f"{k},男,没有意见" for k in range(1, 90))]
    path = tmp_path / "a.csv"

    def told(*changed):
        made = [changed[0](s) if k + 1 in changed[1:] else s for k, s in enumerate(lines)]
        path.write_bytes(b"\n".join(s if isinstance(s, bytes) else s.encode() for s in made))
        with pytest.raises(DataProblem) as caught:
            read_tables(path)
        return str(caught.value)

    def opened(line):
        return line.replace("没有", '"没有')

    assert f"第{row}行的英文引号" in told(opened, row)
    assert f"第{row}行的英文引号" in told(opened, row, row + 6)  # it would swallow six people
    assert f"第{row}行的文字编码" in told(lambda s: s.encode() + b"\xff\xff", row)
    lines = [s.encode("gb18030") for s in lines]
    assert f"第{row}行的文字编码" in told(lambda s: s + b"\xff\xff", row)


def test_a_mark_in_the_answers_does_not_cut_them(tmp_path):
    rows = [["序号", "意见"], *([str(k), "好，方便，便宜"] for k in range(40))]
    path = text(tmp_path / "a.csv", rows, ",", "utf-8")
    assert [list(r) for r in read_tables(path).grids[0].rows] == rows


def test_a_long_list_of_columns_is_read_and_a_large_text_in_little_time(tmp_path):
    wide = [[f"{k}、题" for k in range(1, 1026)], *([["1"] * 1025] * 3)]
    assert read_tables(text(tmp_path / "w.csv", wide, ",", "utf-8")).grids[0].frame.shape[1] == 1025
    path = tmp_path / "l.csv"
    path.write_bytes(("序号,1、意见\n" + "1,没有意见\n" * 200_000).encode())
    start = time.process_time()
    assert len(read_tables(path).grids[0].frame) == 200_001
    assert time.process_time() - start < 4
