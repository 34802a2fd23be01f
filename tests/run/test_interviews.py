"""Transcripts to masters, masters to coders, comments back to exact places, and agreement."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import sheets
from docx import Document

from researchlib.clean.interviews import clean_interviews
from researchlib.estimate.spoken.themes import coder_agreement, speakers
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.spoken.comments import collect_file, read_comments
from researchlib.read.spoken.labels import labels_in
from researchlib.read.spoken.transcripts import read_transcript
from researchlib.read.workbook import open_study
from researchlib.report.objects.render import STYLES
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.interviews import coding as run
from researchlib.run.interviews.issue import issue, proof
from researchlib.run.interviews.say import EXCERPT_HEAD
from researchlib.study.study import Correction
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem

REAL = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "realdata"
    / "pythondocx_comments-rich-para.docx"
)
SPOKEN = (
    "时间：略\n2024年5月20日下午\n王满仓：我们这里😀老人多，范菜有点贵。\n主持人：能说细一点吗？\n"
    "王满仓：一天十块，\n两个人就是二十。𠮷家也这么说，电话13900001234。\n说话人9：我觉得不贵，味道还行。\n"
)


@pytest.fixture
def study(tmp_path):
    (tmp_path / "notebooks/s").mkdir(parents=True)
    people = [
        {w.PSEUDONYM: "受访者一", w.PERSON_NAME: "王满仓", w.ALIASES: "老王"},
        {w.PSEUDONYM: "受访者二", w.PERSON_NAME: "李有田"},
        {w.PSEUDONYM: "主持人", w.PERSON_NAME: "赵主持", w.ROLE: "主持人"},
    ]
    labels = [{w.LABEL: "费用", w.DEFINITION: "钱"}, {w.LABEL: "口味", w.DEFINITION: "味道"}]
    documents = [{w.DOCUMENT: "座谈会", w.OCCASION: "座谈会", w.RECORD: "逐字稿"}]
    mends = [
        {w.CORRECTS: "字词", w.HEARD: "范菜", w.MEANT: "饭菜"},
        {w.CORRECTS: "说话人", w.HEARD: "说话人9", w.MEANT: "李有田"},
    ]
    (tmp_path / "data/s").mkdir(parents=True)
    write_workbook(
        tmp_path / "data/s/课题表.xlsx",
        sheets(
            **{w.PEOPLE: people, w.LABELS: labels, w.DOCUMENTS: documents, w.CORRECTIONS: mends}
        ),
    )
    folder = tmp_path / "data/s/interviews/transcripts"
    folder.mkdir(parents=True)
    (folder / "座谈会.txt").write_text(SPOKEN, encoding="utf-8")
    return open_study("s", tmp_path)


def comment_on(path, place, quote, text, author="WPS用户"):
    """Select a quote in one paragraph and comment on it, as Word writes it."""
    document = Document(path)
    paragraph = document.paragraphs[place]
    whole = paragraph.text
    at = whole.index(quote)
    for run_ in list(paragraph.runs):
        run_._r.getparent().remove(run_._r)
    runs = [paragraph.add_run(part) for part in (whole[:at], quote, whole[at + len(quote) :])]
    document.add_comment(runs[1], text, author=author)
    document.save(path)


def test_word_tables_and_what_is_no_transcript(tmp_path):
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("甲", "好的"), ("乙", "不行")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(tmp_path / "a.docx")
    turns = read_transcript(tmp_path / "a.docx").turns
    assert [(t.speaker, t.text) for t in turns] == [("甲", "好的"), ("乙", "不行")]
    (tmp_path / "b.docx").write_bytes(b"no zip")
    with pytest.raises(DataProblem, match="不是能读的 Word 文件"):
        read_transcript(tmp_path / "b.docx")
    (tmp_path / "c.txt").write_text("没有人说话的一段文字，没有冒号。", encoding="utf-8")
    with pytest.raises(DataProblem, match="没有认出说话的人"):
        read_transcript(tmp_path / "c.txt")


def test_masters_carry_pseudonyms_and_no_identity(study):
    told = []
    assert issue(study, ("甲", "乙"), told.append) == 2
    master = read_masters(study)["座谈会"]
    assert master == [
        "受访者一：我们这里😀老人多，饭菜有点贵。",
        "主持人：能说细一点吗？",
        "受访者一：一天十块，两个人就是二十。𠮷家也这么说，电话〔手机号〕。",
        "受访者二：我觉得不贵，味道还行。",
    ]
    assert told[0] == "座谈会第1、2行不属于任何说话人，没有收入"
    assert not any("王满仓" in line for line in master)
    assert issue(study, ("甲", "乙"), told.append) == 0
    issued = study.folder / "interviews/masters/座谈会.txt"
    earlier = issued.read_text(encoding="utf-8").replace("能说", "能\u200b说")
    issued.write_text(earlier, encoding="utf-8")  # as it was issued before the sign was dropped
    assert issue(study, ("甲", "乙", "丙"), told.append) == 1
    assert issued.read_text(encoding="utf-8") == earlier


def spoken_in(study, text, name="座谈会"):
    (study.folder / f"interviews/transcripts/{name}.txt").write_text(text, encoding="utf-8")


def test_nothing_is_given_out_before_every_speaker_is_known(study):
    """No master, no copy; 谁在说话 says who, and another document waits as well."""
    spoken_in(study, SPOKEN + "老伴（插话）：她是嫌贵。\n")
    spoken_in(study, "主持人：您一个人？\n李有田：我老伴走了三年，老王常来。\n", "走访")
    with pytest.raises(DataProblem, match="“老伴”不在访谈对象表里") as told:
        issue(study, ("甲",), print)
    assert "没有发出任何归类稿" in str(told.value)
    folder = study.folder / "interviews"
    assert not (folder / "masters").exists() and not (folder / "coding").exists()
    sheet = openpyxl.load_workbook(folder / "谁在说话.xlsx").active
    rows = {row[:2]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["座谈会", "老伴"][2:8] == ("1", "8", "她是嫌贵。", "", "", "不在访谈对象表里")
    assert rows["走访", "李有田"][5] == "受访者二" and not rows["走访", "李有田"][7]
    page = (folder / "谁在说话.html").read_text(encoding="utf-8")
    assert "<mark>13900001234</mark>" in page and "<mark>〔手机号〕</mark>" in page
    known = replace(study.people[0], aliases=("老王", "老伴"))
    study = replace(study, people=(known, *study.people[1:]))
    assert issue(study, ("甲",), print) == 2
    masters = read_masters(study)
    assert masters["走访"][1] == "受访者二：我老伴走了三年，〔姓名〕常来。"  # a word, and a name
    assert masters["座谈会"][-1] == "受访者一：她是嫌贵。"


def test_a_label_belongs_to_one_document(study):
    people = [replace(p, aliases=(*p.aliases, f"说话人{k}")) for k, p in enumerate(study.people)]
    study = replace(study, people=tuple(people))
    spoken_in(study, "主持人：好。\n说话人1：贵。\n")
    spoken_in(study, "主持人：好。\n说话人1：不贵。\n", "走访")
    with pytest.raises(DataProblem, match="座谈会、走访里都有这个称呼"):
        issue(study, ("甲",), print)
    mend = Correction("走访", True, "说话人1", "王满仓")
    study = replace(study, corrections=(*study.corrections, mend))
    issue(study, ("甲",), print)
    assert [lines[1][:5] for lines in read_masters(study).values()] == ["受访者二：", "受访者一："]


def test_one_file_that_cannot_be_read_stops_itself_only(study):
    (study.folder / "interviews/transcripts/坏.docx").write_bytes(b"PK\x03\x04 broken")
    spoken_in(study, "王满仓：好。\n王满仓 李有田也来。\n李有田：行。\n", "走访")
    for step in (proof, lambda study: issue(study, ("甲",), print)):
        with pytest.raises(
            DataProblem, match="有2份访谈稿没有收.*坏.docx.*第2行“王满仓 李有田也来。”"
        ):
            step(study)
    assert list(read_masters(study)) == ["座谈会"]
    assert (study.folder / "interviews/校对稿/座谈会.xlsx").is_file()


def test_a_mended_transcript_replaces_copies_and_carries_comments(study):
    told = []
    issue(study, ("甲", "乙"), told.append)
    coding = study.folder / "interviews/coding"
    before = read_masters(study)["座谈会"]
    place = next(
        k
        for k, p in enumerate(Document(coding / "甲/座谈会.docx").paragraphs)
        if p.text == before[2]
    )
    comment_on(coding / "甲/座谈会.docx", place, "两个人就是二十", "费用")
    comment_on(coding / "甲/座谈会.docx", place + 1, "味道还行", "口味")
    worked = (coding / "甲/座谈会.docx").read_bytes()
    spoken_in(
        study,
        SPOKEN.replace("主持人：能说", "李有田：是的。\n主持人：能说")
        .replace("一天十块", "一天十二块")
        .replace("我觉得不贵，味道还行", "我觉得不贵"),
    )
    told.clear()
    assert issue(study, ("甲", "乙"), told.append) == 2
    assert "甲的1条批注移了过去，有1条没有找到地方：批注“口味”所选的“味道还行”" in told[1]
    assert not any("乙" in line for line in told)
    master = read_masters(study)["座谈会"]
    assert master[1] == "受访者二：是的。" and "一天十二块" in master[3]
    for coder in "甲乙":
        assert Document(coding / coder / "座谈会.docx").paragraphs[3].text == master[1]
    assert (study.folder / "interviews/earlier/coding/甲/座谈会.docx").read_bytes() == worked
    (found,) = collect_file(coding / "甲/座谈会.docx", master, ("费用", "口味")).codings
    assert (found.line, found.quote, found.label) == (4, "两个人就是二十", "费用")


def test_the_time_of_every_turn_is_kept_beside_the_master(study):
    spoken_in(
        study, "[00:00:05] 主持人：好。\n[00:00:09] 王满仓：贵。\n[00:00:20] 王满仓：真的。\n"
    )
    issue(study, ("甲",), print)
    assert list(clean_interviews(study).turns["time"]) == ["00:00:05", "00:00:09"]


def test_comments_come_back_to_the_exact_place(study):
    issue(study, ("甲", "乙"), lambda text: None)
    master = read_masters(study)["座谈会"]
    at = {line: k for k, line in enumerate(master)}
    first = next(k for line, k in at.items() if "有点贵" in line)
    last = next(k for line, k in at.items() if "味道" in line)
    coding = study.folder / "interviews/coding"
    one, two = (coding / c / "座谈会.docx" for c in ("甲", "乙"))
    shift = next(k for k, p in enumerate(Document(one).paragraphs) if p.text == master[0])
    comment_on(one, first + shift, "😀老人多，饭菜有点贵", "费用；#口味：其实说钱")
    comment_on(one, last + shift, "味道还行", "口味")
    comment_on(two, first + shift, "饭菜有点贵", "费用")
    comment_on(two, last + shift, "不贵", "费钱")
    document = Document(two)  # the coder mended a word elsewhere in a coded line
    document.paragraphs[first + shift].runs[0].text = (
        document.paragraphs[first + shift].runs[0].text.replace("我们", "俺们")
    )
    document.save(two)
    told = []
    spoken, differing = run.collect(study, told.append)
    masters = read_masters(study)
    codings = read_codings(study, masters)
    found = codings.found
    for c in found:
        assert master[c.line - 1][c.start : c.end] == c.quote
    assert {(c.coder, c.label, c.quote, c.memo) for c in found} == {
        ("甲", "费用", "😀老人多，饭菜有点贵", ""),
        ("甲", "口味", "😀老人多，饭菜有点贵", "其实说钱"),
        ("甲", "口味", "味道还行", ""),
        ("乙", "费用", "饭菜有点贵", ""),
    }
    assert len(told) == 1 and "标签“费钱”不在归类标签里。最接近的是“费用”" in told[0]
    by_label = {a.label: a for a in coder_agreement(spoken)}
    assert (by_label["费用"].both, by_label["口味"].only_second) == (1, 2)  # 乙 sorts first
    rows = run.disagreements(codings, masters)
    assert [(r[3], r[4], r[5]) for r in rows] == [
        ("口味", "甲：“😀老人多，饭菜有点贵”（其实说钱）", "乙"),
        ("口味", "甲：“味道还行”", "乙"),
    ]
    assert differing == spoken.open == 2 and list(spoken.codings["label"]) == ["费用"]
    from test_exchange import codes_of

    from researchlib.read.spoken.refi import read_project
    from researchlib.run.interviews.exchange import write_exchange

    written = [study.folder / "interviews" / n for n in write_exchange(study)]
    assert codes_of(written[0].read_bytes()) == [("费用", "", "钱"), ("口味", "", "味道")]
    assert [s.quote for s in read_project(written[1])[0].selections] == [
        *(c.quote for c in found),
        "😀老人多，饭菜有点贵",
    ]
    settle(study, ["用", "不用"], "商量过")
    spoken, differing = run.collect(study, told.append)
    assert (differing, spoken.open) == (2, 0)
    assert sorted(spoken.codings["label"]) == ["口味", "费用"]
    sheet = openpyxl.load_workbook(study.folder / "interviews/归类分歧.xlsx").active
    assert [sheet.cell(r, 7).value for r in (2, 3)] == ["用", "不用"]  # what was settled stays
    settle(study, ["也许", ""], "")
    told.clear()
    run.collect(study, told.append)
    assert any("填的是“也许”" in t for t in told)


def settle(study, decisions, reason):
    path = study.folder / "interviews/归类分歧.xlsx"
    book = openpyxl.load_workbook(path)
    for row, decided in enumerate(decisions, 2):
        book.active.cell(row, 7).value = decided
        book.active.cell(row, 8).value = reason
    book.save(path)


def test_the_excerpt_table_does_the_same_job(study):
    told = []
    issue(study, ("甲",), told.append)
    path = study.folder / "interviews/coding/甲/摘录表.xlsx"
    book = openpyxl.Workbook()
    book.active.append(EXCERPT_HEAD)
    for row in (
        ("座谈会", "4", "不贵", "费用 相反", ""),
        ("座谈会", 1, "饭菜有点贵", "费用；口味", "贵"),
        ("座谈会", 1, "没说过的话", "费用", ""),
        ("别处", 1, "不贵", "费用", ""),
    ):
        book.active.append(row)
    book.save(path)
    spoken, _ = run.collect(study, told.append)
    made = [(c.line, c.quote, c.label, c.speaker, c.against) for c in spoken.codings.itertuples()]
    assert made == [
        (1, "饭菜有点贵", "费用", "受访者一", False),
        (1, "饭菜有点贵", "口味", "受访者一", False),
        (4, "不贵", "费用", "受访者二", True),
    ]
    assert sum("找不到" in t for t in told) == 2
    found = speakers(spoken).set_index("label")
    assert tuple(found.loc["费用", ["speakers", "against", "present", "mentions"]]) == (2, 1, 2, 2)


def test_the_proof_shows_what_was_mended_and_what_is_in_doubt(study):
    assert proof(study) == 1
    sheet = openpyxl.load_workbook(study.folder / "interviews/校对稿/座谈会.xlsx").active
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["3"][4] == "我们这里😀老人多，饭菜有点贵。" and rows["3"][5] == "已按校对表更正"
    assert (
        rows["7"][2:4] == ("李有田", "受访者二")
        and "〔手机号〕" in rows["5"][6]
        and "不属于任何说话人" in rows["1"][5]
    )


def test_a_sealed_master_may_not_change(study):
    from researchlib.run.fieldwork.seal import seal

    issue(study, ("甲",), lambda text: None)
    assert seal(study) == 4  # transcript, master, and the coder's two files
    sealed = open_study("s", study.folder.parents[1])
    assert read_masters(sealed)
    path = study.folder / "interviews/masters/座谈会.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("有点贵", "很贵"), encoding="utf-8")
    with pytest.raises(DataProblem, match="封存"):
        read_masters(sealed)


@pytest.mark.parametrize(
    "name", ["coding/甲/座谈会.docx", "归类分歧.xlsx", "transcripts/座谈会.txt"]
)
def test_what_people_made_of_the_interviews_is_sealed_too(study, name):
    """One list says what is raw: what the program makes of it (归类总表, 校对稿) is not in it."""
    from researchlib.run.fieldwork.seal import seal

    home, told = study.folder.parents[1], []
    issue(study, ("甲", "乙"), told.append)
    proof(study)
    master = read_masters(study)["座谈会"]
    path = study.folder / "interviews/coding/甲/座谈会.docx"
    place = next(k for k, p in enumerate(Document(path).paragraphs) if p.text == master[0])
    comment_on(path, place, "老人多，饭菜有点贵", "费用")
    run.collect(study, told.append)
    seal(study)
    kept = json.loads((study.folder / "sealed.json").read_text(encoding="utf-8"))
    assert f"interviews/{name}" in kept
    assert not [n for n in kept if "归类总表" in n or "校对稿" in n or "课题表" in n]
    sealed = open_study("s", home)
    path = study.folder / "interviews" / name
    before = path.read_bytes()
    run.collect(sealed, told.append)
    assert path.read_bytes() == before and "归类分歧.xlsx 已经封存，没有改写" in told[-1]
    path.write_bytes(before + b" ")
    with pytest.raises(DataProblem, match=f"已经封存的文件“{path.name}”被改动过"):
        proof(sealed) if "transcripts" in name else clean_interviews(sealed)


def test_the_comparison_of_coders_shows_who_marked_what(study):
    issue(study, ("甲", "乙"), lambda text: None)
    master = read_masters(study)["座谈会"]
    for coder, quote in (("甲", "老人多，饭菜有点贵"), ("乙", "饭菜有点贵。")):
        path = study.folder / f"interviews/coding/{coder}/座谈会.docx"
        place = next(k for k, p in enumerate(Document(path).paragraphs) if p.text == master[0])
        comment_on(path, place, quote, "费用")
    run.collect(study, lambda text: None)
    page = (study.folder / "interviews/归类对照.html").read_text(encoding="utf-8")
    assert STYLES.read_text(encoding="utf-8") in page and "<h1>归类对照</h1>" in page
    assert (
        '<span class="c0 some">老人多，</span><span class="c0">饭菜有点贵</span>'
        '<span class="c0 some">。</span>' in page
    )


def test_ranges_over_paragraphs_deletions_and_replies(tmp_path):
    ns = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    )
    body = (
        f"<w:document {ns}><w:body><w:p><w:r><w:t>甲：头</w:t></w:r><w:commentRangeStart w:id='1'/>"
        "<w:del><w:r><w:t>删掉</w:t></w:r></w:del><w:ins><w:r><w:t>尾</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:t>乙：中</w:t></w:r><w:commentRangeEnd w:id='1'/></w:p></w:body></w:document>"
    )
    comments = (
        f"<w:comments {ns}><w:comment w:id='1' w:author='x'><w:p w14:paraId='A'><w:r><w:t>费用</w:t>"
        "</w:r></w:p></w:comment><w:comment w:id='2'><w:p w14:paraId='B'><w:r><w:t>同意</w:t></w:r>"
        "</w:p></w:comment><w:comment w:id='3'><w:p w14:paraId='C'><w:r><w:t>口味</w:t></w:r></w:p>"
        "</w:comment></w:comments>"
    )
    extended = (
        f"<w15:commentsEx {ns}><w15:commentEx w15:paraId='A' w15:done='1'/>"
        "<w15:commentEx w15:paraId='B' w15:paraIdParent='A'/></w15:commentsEx>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (
            ("document", body),
            ("comments", comments),
            ("commentsExtended", extended),
        ):
            archive.writestr(f"word/{name}.xml", text)
    path = tmp_path / "a.docx"
    path.write_bytes(packed.getvalue())
    paragraphs, found, lost = read_comments(path)
    assert paragraphs == ["甲：头删掉", "乙：中"]  # as it was given out
    assert [(c.quote, c.text, c.reply) for c in found] == [
        ("删掉\n乙：中", "费用", False),
        ("删掉\n乙：中", "同意", True),
    ]
    assert lost == ["批注“口味”没有选中文字，放不到原文里"]
    made = collect_file(path, ["甲：头删掉", "乙：中"], ("费用",))
    assert [(c.line, c.start, c.end, c.quote) for c in made.codings] == [
        (1, 3, 5, "删掉"),
        (2, 0, 3, "乙：中"),
    ]


LABELS = ("费用", "口味", "离家远", "收费和宣传", "收费、宣传", "social support")


@pytest.mark.parametrize(
    "text, labels",
    [
        (
            "#费用；口味 说了两次、离家远：见上",
            [("费用", ""), ("口味", "说了两次"), ("离家远", "见上")],
        ),
        ("口味 收费和宣传", [("口味", ""), ("收费和宣传", "")]),
        ("费用，口味/离家远+收费和宣传", [(one, "") for one in LABELS[:4]]),
        ("#费用 #口味", [("费用", ""), ("口味", "")]),
        ("“费用”。\n口味！", [("费用", ""), ("口味", "")]),
        ("费用 相反", [("费用", "相反")]),
        ("费用（相反）、口味相反", [("费用", "相反"), ("口味", "相反")]),
        ("收费、宣传；social support 相反", [("收费、宣传", ""), ("social support", "相反")]),
        ("费用：其实贵，不是口味", [("费用", "其实贵，不是口味")]),
        ("", []),
    ],
)
def test_labels_are_read_as_people_write_them(text, labels):
    read = labels_in(text, LABELS)
    assert (list(read.known), read.strange) == (labels, ())


@pytest.mark.parametrize(
    "text, strange",
    [
        ("费用，费钱", "费钱"),
        ("费用 收费和宣", "收费和宣"),
        ("费用 不是 口味", "不是 口味"),
        ("费用支持力度不够", "费用支持力度不够"),
        ("收费宣传", "收费宣传"),
    ],
)
def test_what_is_not_understood_is_told_whole(text, strange):
    assert labels_in(text, LABELS).strange == (strange,)


@pytest.mark.skipif(not REAL.exists(), reason="no real files beside the project")
def test_a_file_made_by_word():
    paragraphs, found, lost = read_comments(REAL)
    assert len(found) >= 1 and lost == []
    for c in found:
        if c.paragraph == c.end_paragraph:
            assert paragraphs[c.paragraph][c.start : c.end] == c.quote


def test_every_comment_of_the_demo_is_in_its_place(demo):
    from interviews import CODERS, _merged
    from spoken import CORRECTIONS, SPOKEN

    masters = read_masters(demo)
    codings = read_codings(demo, masters)
    assert codings.failed == ()
    for c in codings.found:
        assert masters[c.document][c.line - 1][c.start : c.end] == c.quote

    def mended(text):
        for _, _, heard, meant in CORRECTIONS:
            text = text.replace(heard, meant)
        return text

    marked = {
        (name, coder, number, mended(piece.words), piece.label)
        for name, *_, text in SPOKEN
        for number, (_, _, pieces) in enumerate(_merged(text), 1)
        for piece in pieces
        for coder in CODERS
        if piece.only in ("", coder)
    }
    assert marked == {(c.document, c.coder, c.line, c.quote, c.label) for c in codings.found}
    assert len(marked) == 129


def test_a_first_notebook_of_the_interviews_is_written_from_the_labels(study):
    """It runs before anybody coded, and its headings name labels and claim nothing."""
    from researchlib.run.notebooks.notebooks import Argued, names_of, spoken_cells

    assert "05_interviews.ipynb" in names_of([], Argued(tuple(study.labels)))
    assert "05_interviews.ipynb" not in names_of([])
    cells = spoken_cells(list(study.labels))
    headings = [source.splitlines()[0] for kind, source in cells if kind == "markdown"]
    assert headings[2:4] == ["## 费用", "## 口味"] and not any("贵" in h for h in headings)
    issue(study, ("甲",), print)
    names = {"study": study}
    for kind, source in cells:
        if kind == "code":
            exec(source.replace("study = open_study()\n", ""), names)  # noqa: S102
