"""The guarded reader: each clumsy or hostile file gives one clear sentence."""

from __future__ import annotations

import zipfile

import pytest
from conftest import write_xlsx

from researchlib.read.files.guard import read_tables
from researchlib.terms.problem import DataProblem


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_cells_come_back_as_text(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx", [["题", "数"], ["None", 3], ["NA", 2.5], ["", "410800195001010000"]]
    )
    grid = read_tables(path).grids[0]
    assert grid.rows[:3] == [("题", "数"), ("None", "3"), ("NA", "2.5")]
    assert grid.rows[3][1] == "410800195001010000"


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"<html><table></table></html>", "网页"),
        ("a.xls", b"<html></html>", "网页"),
        ("a.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "损坏"),
        ("a.csv", b"%PDF-1.4 xxxx", "未知格式"),
        ("a.sav", b"name,age\n\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", "未知格式"),
        ("a.sav", b"$FL2 truncated", "损坏"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
    ],
)
def test_what_is_no_workbook(tmp_path, name, data, told):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DataProblem, match=told):
        read_tables(path)
    assert path.read_bytes() == data


def test_missing_linked_and_folder(tmp_path):
    with pytest.raises(DataProblem, match="找不到文件"):
        read_tables(tmp_path / "b.xlsx")
    real = write_xlsx(tmp_path / "c.xlsx", [["a"]])
    (tmp_path / "link.xlsx").symlink_to(real)
    with pytest.raises(DataProblem, match="不是普通文件"):
        read_tables(tmp_path / "link.xlsx")
    with pytest.raises(DataProblem, match="不是普通文件"):
        read_tables(tmp_path)


def test_bombs_and_other_archives(tmp_path):
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"\0" * 50_000_000})
    with pytest.raises(DataProblem, match="过大|异常"):
        read_tables(bomb)
    with pytest.raises(DataProblem, match="普通压缩包"):
        read_tables(packed(tmp_path / "z.xlsx", {"readme.txt": b"hello"}))
    with pytest.raises(DataProblem, match="损坏"):
        read_tables(packed(tmp_path / "y.xlsx", {"xl/workbook.xml": b"<nothing/>"}))


def test_a_far_cell_is_refused_and_a_far_blank_row_ignored(tmp_path):
    import xlsxwriter

    far = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(far))
    page = book.add_worksheet()
    page.write(0, 0, "题")
    page.write(5, 16383, "x")
    book.close()
    with pytest.raises(DataProblem, match="超过"):
        read_tables(far)
    deep = tmp_path / "deep.xlsx"
    book = xlsxwriter.Workbook(str(deep))
    page = book.add_worksheet()
    page.write(0, 0, "题")
    page.write(1, 0, "答")
    page.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))
    book.close()
    assert len(read_tables(deep).grids[0].rows) == 2
