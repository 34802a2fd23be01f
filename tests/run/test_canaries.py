"""What is planted in every field of a study reaches no export, and hostile answers are inert."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import openpyxl
import pytest
from conftest import copy_study, write_xlsx
from demo import workbook_rows
from lxml import html

from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.publish.report import make_report
from researchlib.terms import words as w

CANARY = "金丝雀{}号"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "[点我](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src='//x'></iframe>",
    "![x](http://example.com/x.png)",
    "<style>@import 'http://x'</style>",
    "</td></table><script>1</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("http://x")',
    "\t=1",
    "＝1+1",
    "=1+1",
    "a\x0bb",
    "\u202eabc",
    "%{7*7}",
    "{{7*7}}",
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory, workers):
    """A copy of the demo with a canary in every raw field that is not to be published."""
    place = copy_study(tmp_path_factory.mktemp("canary"))
    folder = place / "data/demo"
    planted = []

    def canary():
        planted.append(CANARY.format(len(planted) + 100))
        return planted[-1]

    for path in (folder / "questionnaires").glob("*/*.xlsx"):
        rows = [list(r) for r in openpyxl.load_workbook(path).active.values]
        for k, name in enumerate(rows[0]):
            told = [r[k] for r in rows[1:]]
            spoken = (
                len({t for t in told if t}) > 15
                and not re.search("[┋→]", "".join(map(str, told)))
                and not re.search("时间|序号|用时", name)
            )
            if name in ("来源详情", "来源", "来自IP") or (spoken and "按文本" in path.name):
                for number, row in enumerate(rows[1:]):
                    if row[k] and not str(row[k]).startswith("("):
                        row[k] = canary() + PAYLOADS[number % len(PAYLOADS)].replace("\x0b", "")
        write_xlsx(path, rows)
    rows = workbook_rows()
    rows[w.PEOPLE] = [{w.PSEUDONYM: "受访者一", w.PERSON_NAME: canary(), w.ALIASES: canary()}]
    # What is quoted of an interview must stand in its record; the rest is not to be published.
    rows[w.QUOTES] = [
        r if str(r[w.VARIABLE]).isdigit() else r | {w.ORIGINAL: canary()}
        for r in rows.get(w.QUOTES, [])
    ]
    rows[w.FRAMES] = [r | {w.FRAME_FROM: canary()} for r in rows.get(w.FRAMES, [])]
    rows[w.OBSERVED] = [r | {w.PHOTO: canary()} for r in rows[w.OBSERVED]]
    for row in rows[w.BASICS]:
        if row[w.ITEM] == w.TITLE:
            row[w.CONTENT] = f"课题{PAYLOADS[0]}{PAYLOADS[1]}"
    write_workbook(folder / "课题表.xlsx", rows)
    pay = folder / "records/payroll.csv"
    lines = pay.read_text(encoding="utf-8-sig").splitlines()
    persons = {line.split(",")[0]: canary() for line in lines[1:]}
    pay.write_text(
        "\n".join(
            [
                lines[0],
                *(
                    ",".join([persons[p[0]], *p[1:]])
                    for p in (line.split(",") for line in lines[1:])
                ),
            ]
        )
        + "\n",
        encoding="utf-8-sig",
    )
    for path in (place / "notebooks/demo").glob("*.ipynb"):
        if path.name[:2] not in ("00", "03"):
            path.unlink()
    make_report(place, open_study("demo", place), lambda text: None, workers)
    return place / "exports/demo", planted


def opened(data: bytes):
    """The bytes, and whatever is packed or encoded in them."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from opened(archive.read(name))
    for found in re.findall(rb"base64,([A-Za-z0-9+/=]{40,})", data):
        yield from opened(base64.b64decode(found))


def test_no_canary_reaches_an_export(planted):
    exports, canaries = planted
    assert len(canaries) > 300
    files = [p for p in exports.rglob("*") if p.is_file()]
    assert len(files) >= 4
    for path in files:
        for data in opened(path.read_bytes()):
            assert "金丝雀".encode() not in data, path.name


def test_hostile_words_are_inert(planted):
    exports, _ = planted
    for path in exports.glob("*.html"):
        tree = html.document_fromstring(path.read_bytes())
        assert not tree.xpath("//script|//iframe|//object|//form|//svg|//math")
        assert not [a for e in tree.iter() for a in e.attrib if a.lower().startswith("on")]
        assert not [
            v
            for e in tree.iter()
            for v in e.attrib.values()
            if re.match(r"\s*(javascript|http):", v, re.I)
        ]
        assert "<script>alert(1)</script>" in tree.text_content()  # said as words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_lists_for_people_hold_no_live_cell(payload):
    from researchlib.store.xlsx import list_workbook

    data = list_workbook("单", ("甲",), (10,), [(payload,)])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"<hyperlink" not in sheet
    openpyxl.load_workbook(io.BytesIO(data))
