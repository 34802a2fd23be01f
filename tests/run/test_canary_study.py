"""A small study with marked people, numbers and paths wherever a person can type or a tool can
save them: none of them is in anything that leaves the group, however it is packed or encoded."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
import zlib
from datetime import date
from urllib.parse import unquote_to_bytes

import nbformat
import openpyxl
import pytest
from conftest import write_xlsx
from tiny import HEAD, notebook, residents, tiny_study

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.check import check_study, task_list
from researchlib.run.pack.pack import pack
from researchlib.run.publish.report import make_report
from researchlib.run.verify.ledger import verify_cells
from researchlib.terms import words as w

MARK = "金丝雀"
PHONE, HOME_PATH = "13911119999", f"/home/{MARK}/名单.xlsx"
CELL = HEAD + (
    "from researchlib import Table, bar_chart\nanswers = clean_answers(study, 'residents')\n"
    "Table(share(answers, 'known'), '网格员')"
)


@pytest.fixture(scope="module")
def left(tmp_path_factory, workers):
    """Everything that a report, a check and a class pack have made."""
    home = tiny_study(tmp_path_factory.mktemp("canaries"))
    data = home / "data/tiny"
    _in_workbook(data / w.WORKBOOK)
    _in_raw(data)
    path = notebook(home / "notebooks/tiny", CELL, name="06_report")
    _in_notebook(path)
    study = open_study("tiny", home)
    make_report(home, study, lambda text: None, workers)
    task_list(check_study(study, date(2026, 1, 1))[1], data / "x.xlsx")
    packed = pack(home, study, "class")
    place = tmp_path_factory.mktemp("class")
    zipfile.ZipFile(packed).extractall(place)
    verify_cells(place / "tiny-class", "tiny", lambda text: None)
    made = [p for p in (home / "exports/tiny").iterdir() if p.is_file() and p.name[0] != "."]
    return [*made, packed]


def _in_workbook(path):
    book = openpyxl.load_workbook(path)
    book.properties.creator = book.properties.lastModifiedBy = MARK
    for sheet in book:
        column = sheet.max_column + 1
        sheet.cell(1, column, "自己的备注")
        if sheet.cell(2, 1).value:
            sheet.cell(2, column, f"{MARK}，电话{PHONE}")
        sheet.cell(1, 1).comment = openpyxl.comments.Comment(MARK, MARK)
    people = book[w.PEOPLE]
    head = [cell.value for cell in people[1]]
    row = {w.PSEUDONYM: "居民一", w.PERSON_NAME: f"{MARK}甲", w.ALIASES: f"{MARK}乙"}
    people.append([row.get(name, "") for name in head])
    for name in (w.APPROVER, w.KEEP_UNTIL):
        book[w.BASICS].append([name, MARK if name == w.APPROVER else "2030-12-31"])
    book.save(path)


def _in_raw(data):
    rows = residents()
    rows[0] += ["来自IP", "来源详情", "您的姓名"]
    for row in rows[1:]:
        row += [MARK, f"{MARK}{PHONE}", f"{MARK}{row[0]}"]
    path = data / "questionnaires/residents/1_按文本_居民问卷_60_60.xlsx"
    write_xlsx(path, rows)
    book = openpyxl.load_workbook(path)
    book.properties.creator = MARK
    book.save(path)
    pay = data / "records/payroll.csv"
    head, *lines = pay.read_text(encoding="utf-8-sig").splitlines()
    marked = [f"{MARK}{line}" for line in lines]
    pay.write_text("\n".join([head, *marked, ""]), encoding="utf-8-sig")
    (data / "笔记.txt").write_text(f"{MARK}{HOME_PATH}", encoding="utf-8")
    (data / f"~${w.WORKBOOK}").write_bytes(MARK.encode())


def _in_notebook(path):
    saved = nbformat.read(path, 4)
    saved.metadata["kernelspec"] = {"name": "python3", "display_name": MARK}
    saved.metadata["told"] = HOME_PATH
    title, code = saved.cells
    title.source += f"\n\n<!-- {MARK} {PHONE} -->正文。"
    title["attachments"] = {f"{MARK}.png": {"image/png": base64.b64encode(MARK.encode()).decode()}}
    code.metadata["told"] = MARK
    code.outputs = [
        nbformat.v4.new_output("stream", text=f"{MARK}{PHONE}"),
        nbformat.v4.new_output("display_data", data={"text/html": f"<b>{MARK}</b>"}),
        nbformat.v4.new_output("error", ename="E", evalue=MARK, traceback=[HOME_PATH]),
    ]
    nbformat.write(saved, path)


def opened(data: bytes):
    """The bytes, and whatever is packed, compressed or encoded in them."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from opened(archive.read(name))
    if data[:2] == b"\x1f\x8b":
        yield from opened(gzip.decompress(data))
    for found in re.findall(rb"base64,([A-Za-z0-9+/=]{8,})", data):
        yield from opened(base64.b64decode(found))
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        for found in re.findall(rb"(?:zTXt|iTXt)[^\0]*\0+(.+?)IDAT", data, re.DOTALL):
            yield zlib.decompress(found)
    if b"%E" in data:
        yield unquote_to_bytes(data)
    if b"\\u" in data:
        yield re.sub(rb"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)).encode(), data)


def test_no_mark_is_in_anything_that_leaves(left):
    spelled = [
        word.encode(code) for word in (MARK, PHONE) for code in ("utf-8", "utf-16-le", "gbk")
    ]
    seen = 0
    for path in left:
        for data in opened(path.read_bytes()):
            seen += 1
            assert not any(word in data for word in spelled), path.name
    assert seen > 60


def test_the_search_finds_what_is_hidden():
    hidden = json.dumps({"a": MARK}).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.gz", gzip.compress(hidden))
    found = list(opened(b"base64," + base64.b64encode(packed.getvalue())))
    assert any(MARK.encode() in data for data in found)
