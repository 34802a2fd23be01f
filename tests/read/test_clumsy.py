"""Clumsy and hostile files, made here by code: the right rows, a note, or one clear sentence."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from researchlib.read.exports.export import read_export
from researchlib.run.fieldwork.draft import draft_json
from researchlib.terms.problem import DataProblem

HEAD = ["序号", "1、性别", "2、年龄", "3、意见"]
ROWS = [[1, "男", 34, "好"], [2, "女", 51, "None"], [3, "女", 28, "NA"]]


def book(write, **options):
    packed = BytesIO()
    made = xlsxwriter.Workbook(packed, {"in_memory": True, **options})
    write(made)
    made.close()
    return packed.getvalue()


def table(sheet, rows, top=0):
    for number, row in enumerate(rows):
        sheet.write_row(top + number, 0, row)


def plain(rows, top=0, before=()):
    def write(made):
        sheet = made.add_worksheet()
        table(sheet, before)
        table(sheet, rows, top or len(before))

    return book(write)


def csv(text, encoding="utf-8"):
    return text.encode(encoding)


TEXT = "序号,1、性别,2、年龄,3、意见\n1,男,34,好的呀\n2,女,51,希望社区多办活动\n3,女,28,没有\n"


def guide_first(made):
    table(made.add_worksheet("说明"), [["填表说明"], ["请勿改动"]])
    table(made.add_worksheet("数据"), [HEAD, *ROWS])


def hidden_sheet(made):
    table(made.add_worksheet("数据"), [HEAD, *ROWS])
    other = made.add_worksheet("旧")
    table(other, [HEAD, *ROWS, *ROWS, *ROWS])
    other.hide()


def hidden_row(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.set_row(2, None, None, {"hidden": True})


def vertical_merge(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.merge_range("B2:B3", "男")


def title_merge(made):
    sheet = made.add_worksheet()
    sheet.merge_range("A1:D1", "社区问卷调查表")
    table(sheet, [HEAD, *ROWS], 1)


def date_1904(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.write_datetime(
        1,
        3,
        pd.Timestamp("2024-05-20").to_pydatetime(),
        made.add_format({"num_format": "yyyy-mm-dd"}),
    )


def formula_without_value():
    made = openpyxl.Workbook()
    for row in [HEAD, *ROWS]:
        made.active.append(row)
    made.active["C2"] = "=30+4"
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def with_doctype():
    source, packed = zipfile.ZipFile(BytesIO(plain([HEAD, *ROWS]))), BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)
            target.writestr(name, data)
    return packed.getvalue()


def bomb():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", b"<workbook/>")
        target.writestr("xl/worksheets/sheet1.xml", b" " * 150_000_000)
    return packed.getvalue()


def changed(member, old, new):
    """The plain workbook with one member of its archive altered."""
    source, packed = zipfile.ZipFile(BytesIO(plain([HEAD, *ROWS]))), BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != member or old in data
            target.writestr(name, data.replace(old, new) if name == member else data)
    return packed.getvalue()


def two_headers(made):
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["序号", "1、性别"])
    sheet.merge_range("C1:D1", "满意度")
    sheet.write_row(1, 2, ["助餐", "助医"])
    table(sheet, [[1, "男", 5, 4], [2, "女", 3, 3]], 2)


def two_batches(made):
    for name in ("第一批", "第二批"):
        table(made.add_worksheet(name), [HEAD, *ROWS])


def many_sheets(made):
    table(made.add_worksheet("数据"), [HEAD, *ROWS])
    for number in range(200):
        made.add_worksheet(f"空{number}")


def chart_first(made):
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": "=数据!$C$2:$C$4"})
    made.add_chartsheet("图").set_chart(chart)
    table(made.add_worksheet("数据"), [HEAD, *ROWS])


def hidden_column(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.set_column(2, 2, None, None, {"hidden": True})


def stored_formula(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.write_formula("C2", "=30+4", None, 34)


def linked(made):
    sheet = made.add_worksheet()
    table(sheet, [HEAD, *ROWS])
    sheet.write_url("D2", "http://example.invalid/x", string="好")


SHEET, SPACE = (
    "xl/worksheets/sheet1.xml",
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
)
READ = {
    "many_sheets.xlsx": (book(many_sheets), ""),
    "chart_first.xlsx": (book(chart_first), ""),
    "hidden_column.xlsx": (book(hidden_column), "隐藏的列"),
    "stored.xlsx": (book(stored_formula), ""),
    "linked.xlsx": (book(linked), ""),
    "wrong_dimension.xlsx": (changed(SHEET, b'ref="A1:D4"', b'ref="A1"'), ""),
    "no_dimension.xlsx": (changed(SHEET, b'<dimension ref="A1:D4"/>', b""), ""),
    "old_mac.csv": (csv(TEXT.replace("\n", "\r")), ""),
    "titled.csv": (csv("关于养老的调查,,,\n" + TEXT + "注：数据由社区提供,,,\n"), "下方的1行"),
    "trailing.csv": (csv(TEXT.replace("\n", ",\n")), ""),
    "header_again.csv": (csv(TEXT + TEXT.splitlines()[0] + "\n"), "1行是重复的表头"),
    "kept_text.csv": (csv(TEXT.replace("男", '"=""男"""')), ""),
    "two_boms.csv": (b"\xef\xbb\xbf" + csv(TEXT, "utf-8-sig"), ""),
    "plain.xlsx": (plain([HEAD, *ROWS]), ""),
    "title_row.xlsx": (plain([HEAD, *ROWS], before=[["关于养老的问卷调查表"]]), "表头上方的1行"),
    "two_titles.xlsx": (
        plain([HEAD, *ROWS], before=[["调查表"], ["", "填表人："]]),
        "表头上方的2行",
    ),
    "notes_below.xlsx": (plain([HEAD, *ROWS, ["注：数据由社区提供"]]), "下方的1行"),
    "total.xlsx": (plain([HEAD, *ROWS, ["合计", "", 113, ""]]), "下方的1行"),
    "subtotal_inside.xlsx": (plain([HEAD, ROWS[0], ["小计", "", 34, ""], *ROWS[1:]]), "1行"),
    "blank_rows.xlsx": (plain([HEAD, ROWS[0], ["", "", "", ""], *ROWS[1:]]), ""),
    "guide_first.xlsx": (book(guide_first), ""),
    "hidden_sheet.xlsx": (book(hidden_sheet), "隐藏的工作表“旧”"),
    "hidden_row.xlsx": (book(hidden_row), "1行被隐藏"),
    "title_merge.xlsx": (book(title_merge), "表头上方"),
    "1904.xlsx": (book(date_1904, date_1904=True), ""),
    "error_cell.xlsx": (plain([HEAD, [1, "男", "#DIV/0!", "好"], *ROWS[1:]]), "1个单元格是错误值"),
    "scientific.xlsx": (plain([HEAD, [1, "男", "3.30102E+17", "好"], *ROWS[1:]]), "科学计数法"),
    "zero_width.xlsx": (plain([["序号", "1、性\u200b别", "2、年龄\ufeff", "3、意见"], *ROWS]), ""),
    "bidi.xlsx": (plain([HEAD, [1, "\u202e男\u202c", 34, "好"], *ROWS[1:]]), ""),
    "xlsx_named.csv": (plain([HEAD, *ROWS]), ""),
    "csv_named.xlsx": (csv(TEXT), "utf-8"),
    "bom.csv": (csv(TEXT, "utf-8-sig"), "utf-8-sig"),
    "utf8.csv": (csv(TEXT), "utf-8"),
    "gbk.csv": (csv(TEXT, "gbk"), "gb18030"),
    "gb18030_emoji.csv": (csv(TEXT.replace("没有", "没有😀"), "gb18030"), "gb18030"),
    "utf16.csv": (csv(TEXT, "utf-16"), "utf-16"),
    "tabs.csv": (csv(TEXT.replace(",", "\t")), ""),
    "semicolons.csv": (csv(TEXT.replace(",", ";")), ""),
    "full_width_commas.csv": (csv(TEXT.replace(",", "，")), ""),
    "quoted_lines.csv": (csv(TEXT.replace("没有", '"第一行\n第二行,还有"')), ""),
    "crlf.csv": (csv(TEXT.replace("\n", "\r\n")), ""),
    "nul.csv": (csv(TEXT.replace("没有", "没\0有")), "空字符"),
}
REFUSED = {
    "two_batches.xlsx": (book(two_batches), "表头相同的工作表：第一批、第二批"),
    "bad_shared.xlsx": (changed(SHEET, b"<v>1</v>", b"<v>9999</v>"), "损坏"),
    "doctype_shared.xlsx": (
        changed("xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE a [<!ENTITY b "c">]><sst'),
        "外部声明",
    ),
    "strict.xlsx": (
        changed("xl/workbook.xml", SPACE, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        "严格 Open XML",
    ),
    "summary.xlsx": (
        plain([["选项", "小计", "比例"], ["男", 34, "34%"], ["女", 66, "66%"]]),
        "统计结果",
    ),
    "no_header.csv": (csv("1,男,34,好的呀\n2,女,51,希望\n3,女,28,没有\n"), "没有列名"),
    "unclosed.csv": (csv(TEXT.replace("好的呀", '"好的呀')), "第2行的英文引号没有成对"),
    "json.csv": (b'{"a": [1,2,3]}\n{"b": 2}\n', "纯文本"),
    "wide.csv": (csv(",".join("abc" for _ in range(9000)) + "\n"), "2000列"),
    "gzip.csv": (b"\x1f\x8b\x08\x00" + bytes(range(200)), "认不出来|未知格式"),
    "latin.csv": ("序号,a\n".encode() + "1,é\n".encode("latin-1"), "编码认不出来"),
    "empty.xlsx": (b"", "空的"),
    "blank.csv": (b"\n\n  \n", "空的"),
    "no_answers.xlsx": (plain([HEAD]), "没有答卷"),
    "truncated.xlsx": (plain([HEAD, *ROWS])[:2000], "损坏"),
    "html.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "pdf.xlsx": (b"%PDF-1.7 ...", "未知格式"),
    "rtf.xls": (b"{\\rtf1 ...}", "未知格式"),
    "encrypted.xlsx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
    "broken.xls": (b"\xd0\xcf\x11\xe0" + b"\1" * 3000, "损坏"),
    "merged_body.xlsx": (book(vertical_merge), "跨行的合并单元格（B2:B3）"),
    "formula.xlsx": (formula_without_value(), "单元格C2是公式"),
    "doctype.xlsx": (with_doctype(), "外部声明"),
    "bomb.xlsx": (bomb(), "过大|异常"),
    "big5.csv": (
        "序號,性別,年齡,對社區工作還有什麼意見\n1,男,34,覺得還可以\n2,女,51,希望辦講座\n".encode(
            "big5"
        ),
        "编码认不出来",
    ),
    "mixed.csv": (
        csv(TEXT, "gbk") + "，这一行是另一种编码的文字".encode() + b"\xff\xff",
        "第5行的文字编码认不出来",
    ),
    "utf16_no_bom.csv": (TEXT.encode("utf-16-le"), "编码认不出来|未知格式"),
    "uneven.csv": (csv(TEXT * 30 + "4,男,33,多,一,个,逗,号\n"), "第121行有8列，多数行是4列"),
    "binary.csv": (bytes(range(256)) * 20, "未知格式"),
}


@pytest.mark.parametrize("name", READ)
def test_read_right_and_said(tmp_path, name):
    path, (data, told) = tmp_path / name, READ[name]
    path.write_bytes(data)
    start = time.perf_counter()
    export = read_export(path)
    assert time.perf_counter() - start < 10
    assert len(export.frame) == 3, export.frame
    assert [i.stem for i in export.items if not i.metadata] == ["性别", "年龄", "意见"]
    sex = export.column(export.items[1]).map(lambda v: re.sub("[\u202c\u202e]", "", v)).tolist()
    assert sex == ["男", "女", "女"]
    assert told in "".join(export.notes)
    if name == "plain.xlsx":
        assert export.column(export.items[3]).tolist() == ["好", "None", "NA"]
        assert export.frame.index.tolist() == [2, 3, 4] and export.notes == ()
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(tmp_path, name):
    path, (data, told) = tmp_path / name, REFUSED[name]
    path.write_bytes(data)
    start = time.perf_counter()
    with pytest.raises(DataProblem, match=told) as caught:
        read_export(path)
    assert time.perf_counter() - start < 10
    assert "没有写入任何文件" in str(caught.value) and path.read_bytes() == data


def test_two_rows_of_header_are_read_even_above_two_persons(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(two_headers))
    export = read_export(path)
    asked = [(i.stem, i.part) for i in export.items if not i.metadata]
    assert asked == [("性别", ""), ("满意度", "助餐"), ("满意度", "助医")]
    assert export.frame.index.tolist() == [3, 4]


def test_long_digits_stay_whole(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(csv("序号,1、证号,2、空\n1,410800195001010007,\n2,,x\n"))
    assert read_export(path).column(read_export(path).items[1]).tolist() == [
        "410800195001010007",
        "",
    ]


def test_spss_files_carry_their_labels(tmp_path):
    import pyreadstat

    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"v1": [1.0, 2.0, 1.0], "v2": [3.0, None, 5.0]})
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=["1、性别", "2、年龄"],
        variable_value_labels={"v1": {1.0: "男", 2.0: "女"}},
    )
    export = read_export(path)
    assert export.column(export.items[0]).tolist() == ["男", "女", "男"]
    assert export.column(export.items[1]).tolist() == ["3", "", "5"]
    assert export.choices[0] == ("男", "女") and not export.coded
    assert "1/2列没有取值标签" in "".join(export.notes)


@pytest.mark.parametrize(
    "headers, parts",
    [
        (
            ["第6题(运动)", "第6题(其他【请注明】)"],
            [("第6题", "运动"), ("第6题", "其他【请注明】")],
        ),
        (["3、(鲁迅)", "3、(老舍)"], [("第3题", "鲁迅"), ("第3题", "老舍")]),
        (
            ["4. 用哪些设备（可多选）(手机)", "4 (平板)", "4 (其他：)"],
            [
                ("用哪些设备（可多选）", "手机"),
                ("用哪些设备（可多选）", "平板"),
                ("用哪些设备（可多选）", "其他："),
            ],
        ),
        (
            ["请按实际感受作答—1.我害怕", "2.我高兴", "3.我难过"],
            [
                ("请按实际感受作答", "我害怕"),
                ("请按实际感受作答", "我高兴"),
                ("请按实际感受作答", "我难过"),
            ],
        ),
        (
            ["seq", "Q1", "Q2|A1|open", "Q2|A2|open"],
            [("seq", ""), ("Q1", ""), ("Q2", "A1|open"), ("Q2", "A2|open")],
        ),
        (["您的姓名是：", "您的电话"], [("您的姓名是：", ""), ("您的电话", "")]),
    ],
)
def test_other_generations_of_headers(headers, parts):
    from researchlib.read.exports.headers import parse_headers

    assert [(i.stem, i.part) for i in parse_headers(headers)] == parts


def test_values_that_a_file_declares_missing_are_no_answers_and_are_told(tmp_path):
    import pyreadstat

    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"a": [1.0, 2, 9] * 10, "b": [999.0, 999, *range(28)]}),
        str(path),
        column_labels=["信教吗", "面积（亩）"],
        variable_value_labels={
            "a": {1.0: "信", 2.0: "不信", 9.0: "拒绝回答"},
            "b": {999.0: "不清楚"},
        },
        missing_ranges={"a": [9.0], "b": [999.0]},
    )
    told = draft_json(read_export(path))
    asked, area = told["questions"]
    assert asked["counts"] == {"信": 10, "不信": 10} and asked["blank"] == 10
    assert (area["type"], area["answered"], area["blank"]) == ("数值", 28, 2)
    assert any("缺失的取值有12处" in note for note in told["notes"])
