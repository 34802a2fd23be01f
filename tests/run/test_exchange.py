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


def project(path, text, pieces, codes=("费用",)):
    """A .qdpx of that text (bytes) with pieces of start, end, quote, code number."""
    ns = "urn:QDA-XML:project:1.0"
    marked = "".join(
        f'<PlainTextSelection guid="p{k}" startPosition="{a}" endPosition="{b}" creatingUser="u"'
        + (f' name="{quote}"' if quote else "")
        + f'><Coding guid="k{k}"><CodeRef targetGUID="c{code}"/></Coding></PlainTextSelection>'
        for k, (a, b, quote, code) in enumerate(pieces)
    )
    named = "".join(f'<Code guid="c{k}" name="{c}" isCodable="true"/>' for k, c in enumerate(codes))
    body = (
        f'<Project xmlns="{ns}" name="x"><Users><User guid="u" name="../../丁"/></Users><CodeBook>'
        f'<Codes>{named}</Codes></CodeBook><Sources><TextSource guid="s" name="座谈会"'
        f' plainTextPath="internal://s.txt">{marked}</TextSource></Sources></Project>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", body)
        archive.writestr("sources/s.txt", text)


TEXT = "甲：😀我们这里老人多，𠮷家也是。\n乙：楼太高，上不去。\n丙：钱、钱、钱，都是钱。\n"


@pytest.mark.parametrize(
    "wide, crlf, mark", [(True, True, False), (True, False, True), (False, True, False)]
)
def test_positions_without_quotes_are_known_by_the_ends_of_sentences(tmp_path, wide, crlf, mark):
    def at(place):
        before = TEXT[:place].replace("\n", "\r\n") if crlf else TEXT[:place]
        units = len(before.encode("utf-16-le")) // 2 if wide else len(before)
        return units + mark

    wanted = ["我们这里老人多", "上不去", "都是钱"]
    starts = [TEXT.index(words) for words in wanted]
    pieces = [(at(p), at(p + len(x)), "", 0) for p, x in zip(starts, wanted, strict=True)]
    path = tmp_path / "a.qdpx"
    project(path, ("\ufeff" if mark else "") + TEXT.replace("\n", "\r\n" if crlf else "\n"), pieces)
    (source,) = read_project(path)
    assert [s.quote for s in source.selections] == wanted


def test_positions_that_may_be_either_are_refused(tmp_path):
    place = TEXT.index("太")  # half a word in either way of counting
    project(tmp_path / "a.qdpx", TEXT.replace("\n", "\r\n"), [(place, place + 1, "", 0)])
    with pytest.raises(DataProblem, match="分不清是哪一种.*一处也没有收"):
        read_project(tmp_path / "a.qdpx")


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
    assert not (folder / "interviews/归类分歧.xlsx").exists()
    assert "1份记录的2处归类" in told and "“别处”没有同名的定稿" in told
    each = clean_interviews(study).each
    assert sorted(zip(each["coder"], each["quote"], each["label"], strict=True)) == sorted(
        (c.coder, c.quote, c.label) for c in codings()
    )


def test_labels_stay_whole_places_exact_and_names_no_paths(tmp_path):
    from conftest import sheets

    from researchlib.read.spoken.codings import read_codings, read_masters
    from researchlib.read.workbook import open_study
    from researchlib.run.fieldwork.workbook import write_workbook
    from researchlib.run.interviews.exchange import import_files
    from researchlib.terms import words as w

    folder = tmp_path / "data/s"
    (tmp_path / "notebooks").mkdir()
    (folder / "interviews/masters").mkdir(parents=True)
    (folder / "interviews/masters/座谈会.txt").write_text(TEXT, encoding="utf-8")
    names = ("social support", "收费、宣传", "费用")
    labels = [{w.LABEL: name, w.DEFINITION: "x"} for name in names]
    documents = [{w.DOCUMENT: "座谈会", w.OCCASION: "座谈会", w.RECORD: "逐字稿"}]
    write_workbook(folder / "课题表.xlsx", sheets(**{w.LABELS: labels, w.DOCUMENTS: documents}))
    study = open_study("s", tmp_path)
    last = TEXT.rindex("钱")
    project(
        tmp_path / "a.qdpx", TEXT, [(last, last + 1, "钱", 0), (last, last + 1, "钱", 1)], names
    )
    (tmp_path / "b.qdpx").write_bytes(b"no zip")
    (tmp_path / "c.qdc").write_bytes(codebook_file({"新标签": Label("新标签", "定义")}))
    before = set(tmp_path.rglob("*"))
    told = []
    with pytest.raises(DataProblem, match="有1个文件没有收：“b.qdpx”"):
        for line in import_files(study, [tmp_path / n for n in ("a.qdpx", "b.qdpx", "c.qdc")]):
            told.append(line)
    made = {
        p.relative_to(folder).as_posix() for p in set(tmp_path.rglob("*")) - before if p.is_file()
    }
    assert made == {"interviews/coding/丁/a.xlsx", "interviews/导入的归类标签_c.xlsx"}
    assert "1个新标签" in told[1]
    found = read_codings(study, read_masters(study)).found
    assert {(c.line, c.start, c.label) for c in found} == {
        (3, TEXT.split("\n")[2].rindex("钱"), label) for label in names[:2]
    }


def test_stances_and_what_was_settled_survive_a_round_trip(tmp_path):
    more = [
        Coding("座谈会", 1, 5, 12, LINES[0][5:12], "费用", "甲", "相反 说得含糊"),
        Coding("座谈会", 2, 5, 8, LINES[1][5:8], "口味", "乙"),
        Coding("座谈会", 2, 5, 8, LINES[1][5:8], "口味", "商定"),
        Coding("座谈会", 1, 0, 3, LINES[0][:3], "费用", "商定不用", "没有说到钱"),
    ]
    path = tmp_path / "a.qdpx"
    path.write_bytes(project_file("x", LABELS, {"座谈会": LINES}, more))
    valid("REFI_Project_v1.0.xsd", zipfile.ZipFile(path).read("project.qde"))
    (source,) = read_project(path)
    assert [(s.coder, s.memo) for s in source.selections] == [(c.coder, c.memo) for c in more]
    from researchlib.run.interviews.exchange import _settled

    rows = list(_settled(more))
    assert [(r["行"], r["标签"], r["定为（用/不用）"], r["理由"]) for r in rows] == [
        ("2", "口味", "用", ""),
        ("1", "费用", "不用", "没有说到钱"),
    ]
