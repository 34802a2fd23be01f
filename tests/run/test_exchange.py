"""REFI-QDA: what is written passes the official schemas, and comes back in every position."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from researchlib.read.spoken.comments import Coding
from researchlib.read.spoken.refi import read_project
from researchlib.run.interviews.exchange import codebook_file, project_file
from researchlib.study.study import Label
from researchlib.terms.problem import DataProblem

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "realdata"
LABELS = {
    name: Label(name, text, parent)
    for name, text, parent in (("费用", "钱", ""), ("口味", "", ""), ("离家远", "路程", "费用"))
}
LINES = ["受访者一：我们这里😀老人多，饭菜有点贵。", "受访者二：𠮷家也这么说，味道还行。"]


def codings():
    return [
        Coding("座谈会", 1, 5, 12, LINES[0][5:12], "费用", "甲"),
        Coding("座谈会", 2, 5, 8, LINES[1][5:8], "口味", "乙"),
    ]


def codes_of(data):
    """(label, parent, description) of every code written, in order."""
    return [
        (
            code.get("name"),
            code.getparent().get("name") or "",
            "".join(d.text or "" for d in code.findall("{*}Description")),
        )
        for code in etree.fromstring(data).iter("{*}Code")
    ]


def valid(name, data):
    if not (SCHEMAS / name).exists():
        pytest.skip("no schemas beside the project")
    etree.XMLSchema(etree.parse(SCHEMAS / name)).assertValid(etree.fromstring(data))


def test_written_files_pass_the_official_schemas():
    valid("REFI_Codebook_v1.0.xsd", codebook_file(LABELS))
    packed = zipfile.ZipFile(io.BytesIO(project_file("课题", LABELS, {"座谈会": LINES}, codings())))
    valid("REFI_Project_v1.0.xsd", packed.read("project.qde"))
    assert all(n == n.lower() for n in packed.namelist())


def test_every_position_comes_back(tmp_path):
    path = tmp_path / "a.qdpx"
    path.write_bytes(project_file("课题", LABELS, {"座谈会": LINES}, codings()))
    (source,) = read_project(path)
    assert source.text == "\n".join(LINES) + "\n" and source.name == "座谈会"
    assert [(s.quote, s.label, s.coder) for s in source.selections] == [
        (c.quote, c.label, c.coder) for c in codings()
    ]
    packed = zipfile.ZipFile(path).read("project.qde")
    assert codes_of(packed) == [("费用", "", "钱"), ("离家远", "费用", "路程"), ("口味", "", "")]
    assert codes_of(codebook_file(LABELS)) == codes_of(packed)


@pytest.mark.parametrize(
    "lead, end, counted",
    [
        ("\ufeff", "\n", "plain"),
        ("", "\r\n", "plain"),
        ("", "\r\n", "raw"),
        ("\ufeff", "\r\n", "plain"),
    ],
)
def test_marks_and_line_ends_of_other_tools(tmp_path, lead, end, counted):
    """Positions exclude the mark (QualCoder), count CRLF as one or as two; no internal:// prefix."""
    text = lead + end.join(LINES) + end
    told = "\n".join(LINES) if counted == "plain" else end.join(LINES)
    at = told.index("味道")
    ns = "urn:QDA-XML:project:1.0"
    project = (
        f'<Project xmlns="{ns}" name="x"><CodeBook><Codes><Code guid="c" name="口味" isCodable="true"/>'
        '</Codes></CodeBook><Sources><TextSource guid="s" name="d" plainTextPath="S.txt">'
        f'<PlainTextSelection guid="p" name="味道还行" startPosition="{at}" endPosition="{at + 4}">'
        '<Coding guid="k"><CodeRef targetGUID="c"/></Coding></PlainTextSelection></TextSource>'
        "</Sources></Project>"
    )
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/S.txt", text)
    (source,) = read_project(path)
    assert source.selections[0].quote == "味道还行" and "\r" not in source.text
    assert source.text[:1] != "\ufeff"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text("甲乙丙，。😀𠮷a \t", min_size=1, max_size=12).filter(lambda s: s.strip()),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_any_piece_of_any_text_comes_back(lines, data):
    made = []
    for number, line in enumerate(lines, 1):
        start = data.draw(st.integers(0, len(line) - 1))
        end = data.draw(st.integers(start + 1, len(line)))
        made.append(Coding("d", number, start, end, line[start:end], "费用", "甲"))
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.qdpx"
        path.write_bytes(project_file("x", LABELS, {"d": lines}, made))
        (source,) = read_project(path)
    assert [s.quote for s in source.selections] == [c.quote for c in made]


def test_what_is_no_project(tmp_path):
    (tmp_path / "a.qdpx").write_bytes(b"no zip")
    with pytest.raises(DataProblem, match="不是能读的归类项目"):
        read_project(tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as archive:
        archive.writestr("project.qde", "<x")
    with pytest.raises(DataProblem, match="不是能读的归类项目"):
        read_project(tmp_path / "b.qdpx")


def test_a_project_of_another_tool_comes_back_as_excerpts(tmp_path):
    from conftest import sheets

    from researchlib.clean.interviews import clean_interviews
    from researchlib.read.workbook import open_study
    from researchlib.run.fieldwork.workbook import write_workbook
    from researchlib.run.interviews.exchange import import_project
    from researchlib.terms import words as w

    folder = tmp_path / "data/s"
    (tmp_path / "notebooks").mkdir()
    (folder / "interviews/masters").mkdir(parents=True)
    (folder / "interviews/masters/座谈会.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    write_workbook(
        folder / "课题表.xlsx",
        sheets(
            **{
                w.LABELS: [{w.LABEL: n, w.DEFINITION: "x"} for n in ("费用", "口味")],
                w.DOCUMENTS: [{w.DOCUMENT: "座谈会", w.OCCASION: "座谈会", w.RECORD: "逐字稿"}],
            }
        ),
    )
    study = open_study("s", tmp_path)
    path = tmp_path / "他们.qdpx"
    more = [*codings(), Coding("别处", 1, 0, 1, LINES[0][:1], "费用", "甲")]
    path.write_bytes(project_file("x", LABELS, {"座谈会": LINES, "别处": LINES}, more))
    told = import_project(study, path)
    assert "1份记录的2处归类" in told and "“别处”没有同名的定稿" in told
    each = clean_interviews(study).each
    assert sorted(zip(each["coder"], each["quote"], each["label"], strict=True)) == sorted(
        (c.coder, c.quote, c.label) for c in codings()
    )
