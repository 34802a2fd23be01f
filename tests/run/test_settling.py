"""What coders hand in, however it is named, and what the group settled of it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from test_interviews import comment_on, study  # noqa: F401 - a fixture

from researchlib.clean.interviews import clean_interviews, unfound_quotes
from researchlib.protect.ledger import Entry
from researchlib.protect.voices import how_coded
from researchlib.read.spoken.codings import read_codings, read_masters
from researchlib.read.workbook import open_study
from researchlib.report.objects.themes import agreement_table
from researchlib.report.objects.voices import Voices, is_cut_from
from researchlib.run.interviews import coding as run
from researchlib.run.interviews.issue import issue
from researchlib.run.interviews.minutes import write_minutes
from researchlib.run.publish.problems import unfounded
from researchlib.run.verify.say import quotes_found
from researchlib.study.study import Claim
from researchlib.terms import words as w

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FIRST, LAST = "老人多，饭菜有点贵", "不贵"


@pytest.fixture
def forum(study):  # noqa: F811
    """甲 gives 费用 and 口味, 乙 gives 费用 and, on the last turn, 费用 on the other side."""
    issue(study, ("甲", "乙"), lambda text: None)
    coding = study.folder / "interviews/coding"
    for coder, place, quote, text in (
        ("甲", 2, FIRST, "费用、口味"),
        ("甲", 5, LAST, "费用 相反"),
        ("乙", 2, "饭菜有点贵", "费用"),
        ("乙", 5, LAST, "费用"),
    ):
        comment_on(coding / coder / "座谈会.docx", place, quote, text)
    return study


def sheet(study):  # noqa: F811
    path = study.folder / "interviews/归类分歧.xlsx"
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [tuple(cell or "" for cell in row) for row in rows]


def decide(study, verdicts):  # noqa: F811
    path = study.folder / "interviews/归类分歧.xlsx"
    book = openpyxl.load_workbook(path)
    for row, verdict in enumerate(verdicts, 2):
        book.active.cell(row, 7).value = verdict
        book.active.cell(row, 8).value = "会上定"
    book.active.cell(1, 10).value = "讨论"
    book.active.cell(2, 10).value = "李有田提的"
    book.save(path)


def standing(study):  # noqa: F811
    spoken = clean_interviews(study)
    rows = [(c.line, c.label, c.against) for c in spoken.codings.itertuples()]
    return rows, spoken.open


def test_a_side_is_part_of_what_is_compared_whoever_heard_it(forum):
    run.collect(forum, lambda text: None)
    assert [(r[1], r[3]) for r in sheet(forum)[1:]] == [("1", "口味"), ("4", "费用")]
    assert "乙：“不贵”（支持）\n甲：“不贵”（相反）" in sheet(forum)[2]
    first = standing(forum)
    assert first == ([(1, "费用", False)], 2)
    coding = forum.folder / "interviews/coding"
    (coding / "甲").rename(coding / "丁")
    assert standing(forum) == first


@pytest.mark.parametrize(
    "verdicts, rows, left",
    [
        (("用", "相反"), [(1, "费用", False), (1, "口味", False), (4, "费用", True)], 0),
        (("√", "采用，支持"), [(1, "费用", False), (1, "口味", False), (4, "费用", False)], 0),
        (("不用。", "改为“口味”，相反"), [(1, "费用", False), (4, "口味", True)], 0),
        (("×", "是"), [(1, "费用", False)], 1),
        (("也许", ""), [(1, "费用", False)], 2),
    ],
)
def test_the_words_that_people_use_for_what_they_settled(forum, verdicts, rows, left):
    told = []
    run.collect(forum, told.append)
    decide(forum, verdicts)
    assert standing(forum) == (rows, left)
    run.collect(forum, told.append)
    assert ("立场不同，还要写明" in "".join(told)) == (verdicts[1] == "是")
    state = how_coded(clean_interviews(forum))
    assert ("不一致的2处已逐条商定" in state) == (left == 0)
    assert any(f"还有{left}处没有商定" in text for text in state) == (left > 0)


def test_nothing_settled_is_lost_while_a_file_is_away(forum):
    run.collect(forum, lambda text: None)
    decide(forum, ("采用", "相反"))
    before, path = sheet(forum), forum.folder / "interviews/coding/乙/座谈会.docx"
    run.collect(forum, lambda text: None)
    assert [row[6:8] for row in sheet(forum)] == [row[6:8] for row in before]
    shutil.move(path, forum.folder / "away.docx")
    spoken, differing = run.collect(forum, lambda text: None)
    assert differing == 0 and how_coded(spoken) == ("由一人归类",)
    assert [(row[5], row[6], row[7]) for row in sheet(forum)[1:]] == [
        ("已不再有分歧", "采用", "会上定"),
        ("已不再有分歧", "相反", "会上定"),
    ]
    shutil.move(forum.folder / "away.docx", path)
    assert run.collect(forum, lambda text: None)[1] == 2
    after = sheet(forum)
    assert [row[:8] for row in after] == [row[:8] for row in before]
    assert after[0][8] == "讨论" and after[1][8] == "李有田提的"
    assert (forum.folder / "interviews/earlier/归类分歧.xlsx").is_file()


def test_a_copy_without_a_mark_is_asked_about_and_has_not_agreed(forum):
    issue(forum, ("丙",), lambda text: None)
    read = read_codings(forum, read_masters(forum))
    assert read.coders("座谈会") == ("乙", "甲")
    assert [text for text in read.failed if "一处标记也没有" in text and text.startswith("丙/")]
    comment_on(forum.folder / "interviews/coding/丙/座谈会.docx", 1, "", "看过")
    read = read_codings(forum, read_masters(forum))
    assert read.coders("座谈会") == ("丙", "乙", "甲") and read.failed == ()
    spoken = clean_interviews(forum)
    assert spoken.open == 3 and spoken.codings.empty  # 丙 heard nothing: all is to be settled
    table = agreement_table(spoken, "表")
    assert [cell.text for cell in table.head][3] == "只有一部分人用"
    assert [cell.text for cell in table.rows[0]][:5] == [
        "费用",
        "3",
        "0",
        "2",
        "25%",
    ]  # of the pairs 2 of 8


def test_a_misspelt_label_has_been_looked_at(forum):
    issue(forum, ("丙",), lambda text: None)
    path = forum.folder / "interviews/coding/丙/座谈会.docx"
    comment_on(path, 2, "饭菜", "费用，口未")
    read = read_codings(forum, read_masters(forum))
    assert ("丙", "座谈会") in read.looked and not [c for c in read.found if c.coder == "丙"]
    (told,) = read.failed
    assert "整条没有收" in told and "“口未”不在归类标签里。最接近的是“口味”" in told


def test_copies_are_known_by_what_they_hold(forum):
    coding = forum.folder / "interviews/coding"
    before = read_codings(forum, read_masters(forum))
    (coding / "乙/回来的").mkdir()
    (coding / "乙/座谈会.docx").rename(coding / "乙/回来的/座谈会定稿(1).docx")
    (coding / "别的.docx").write_bytes((coding / "甲/座谈会.docx").read_bytes())
    (coding / "甲/说明.txt").write_text("先看这里", encoding="utf-8")
    (coding / "甲/坏.docx").write_bytes(b"no zip")
    read = read_codings(forum, read_masters(forum))
    assert set(read.found) == set(before.found) and read.looked == before.looked
    assert [text.split("：")[0] for text in read.failed] == [
        "别的.docx",
        "甲/坏.docx",
        "甲/说明.txt",
    ]


def test_a_reply_with_a_label_and_a_comment_on_nothing_count(forum):
    """A reply stands where the comment does that it answers; without a selection the turn is meant."""
    path = forum.folder / "interviews/coding/乙/座谈会.docx"
    comment_on(path, 4, "", "费用")
    read = read_codings(forum, read_masters(forum))
    assert [c.quote for c in read.found if (c.coder, c.line) == ("乙", 3)] == [
        "一天十块，两个人就是二十。𠮷家也这么说，电话〔手机号〕。"
    ]


def tick(study, coder, marks):  # noqa: F811
    """Write into cells of a coder's 归类表: (line, column, text)."""
    path = study.folder / f"interviews/coding/{coder}/归类表.xlsx"
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book.active[1]]
    for line, column, text in marks:
        book.active.cell(line + 1, head.index(column) + 1).value = text
    book.save(path)


def through_libreoffice(*paths):
    """Opened and saved again by another office program, in place."""
    for path in paths:
        as_written = path.suffix[1:]
        out = path.parent / "saved"
        command = [SOFFICE, "--headless", "--convert-to", as_written, "--outdir", str(out)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
        shutil.move(out / path.name, path)


@pytest.mark.parametrize("office", [False, True])
def test_ticks_and_comments_end_in_the_same_table(forum, office):
    """丙 ticks in 归类表 what 丁 comments on in Word: whole turns, a side, and turns without."""
    if office and not SOFFICE:
        pytest.skip("no LibreOffice on this machine")
    issue(forum, ("丙", "丁"), lambda text: None)
    coding = forum.folder / "interviews/coding"
    for coder in ("甲", "乙"):
        shutil.rmtree(coding / coder)
    tick(forum, "丙", [(1, "费用", "√"), (1, "口味", "1"), (4, "费用", "√"), (4, "相反", "√")])
    tick(forum, "丙", [(2, "看过", "√"), (3, "看过", "√")])
    comment_on(coding / "丁/座谈会.docx", 2, "", "费用 口味")
    comment_on(coding / "丁/座谈会.docx", 5, "", "费用（相反）")
    if office:
        through_libreoffice(coding / "丙/归类表.xlsx", coding / "丁/座谈会.docx")
    masters = read_masters(forum)
    read = read_codings(forum, masters)
    assert read.failed == () and read.coders("座谈会") == ("丁", "丙")
    by_coder = [
        {
            (c.line, c.start, c.end, c.quote, c.label, c.against)
            for c in read.found
            if c.coder == who
        }
        for who in "丙丁"
    ]
    assert by_coder[0] == by_coder[1] and len(by_coder[0]) == 3
    assert all(masters["座谈会"][n - 1][a:b] == q for n, a, b, q, *_ in by_coder[0])
    assert how_coded(clean_interviews(forum)) == ("由2人各自归类", "没有不一致处")


def test_one_reader_suffices_and_the_table_says_so(study):  # noqa: F811
    issue(study, ("丙",), lambda text: None)
    tick(study, "丙", [(1, "费用", "√"), (4, "相反", "√"), (4, "口味", "相反"), (4, "费用", "√")])
    read = read_codings(study, read_masters(study))
    assert [(c.line, c.label) for c in read.found] == [(1, "费用")]
    assert "没有看懂是哪个标签，整行没有收" in read.failed[0]
    assert "有2段没有任何标记" in read.failed[1]
    table = agreement_table(clean_interviews(study), "表")
    assert table.question == "由一人归类，没有第二个人核对，一致性无从计算"
    assert table.rows == () and "商定" not in table.text + "".join(table.notes)


def test_ticks_stay_when_a_transcript_is_mended(study):  # noqa: F811
    issue(study, ("丙",), lambda text: None)
    tick(study, "丙", [(1, "费用", "√"), (4, "口味", "√"), (4, "备注", "要引用")])
    path = study.folder / "interviews/transcripts/座谈会.txt"
    text = path.read_text(encoding="utf-8").replace("主持人：能说", "李有田：是的。\n主持人：能说")
    path.write_text(text.replace("有点贵", "很贵"), encoding="utf-8")
    issue(study, ("丙",), lambda text: None)
    read = read_codings(study, read_masters(study))
    assert [(c.line, c.label) for c in read.found] == [(1, "费用"), (5, "口味")]


def allow(study, *names):  # noqa: F811
    """引用许可 of 访谈对象, asked of these."""
    book = openpyxl.load_workbook(study.folder / "课题表.xlsx")
    people = book["访谈对象"]
    head = [cell.value for cell in people[1]]
    for row in people.iter_rows(min_row=2):
        if row[0].value in names:
            row[head.index("引用许可")].value = "可引用"
    book.save(study.folder / "课题表.xlsx")
    return open_study("s", study.folder.parents[1])


def test_ticked_turns_become_quotes_that_people_approve(study):  # noqa: F811
    issue(study, ("丙",), lambda text: None)
    tick(study, "丙", [(1, "费用", "√"), (1, "引用", "√"), (3, "费用", "√"), (4, "引用", "√")])
    tick(study, "丙", [(3, "可引用的文字", "两个人就是二十〔元〕。")])
    told = []
    run.collect(study, told.append)
    assert any("第4行勾了引用，但还没有商定的标签" in text for text in told)
    path = study.folder / "原话.xlsx"
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book.active[1]]
    rows = [dict(zip(head, row, strict=True)) for row in book.active.iter_rows(2, values_only=True)]
    assert [(r["变量名"], r["引用许可"], r["可引用的文字"]) for r in rows] == [
        ("1", "没有问过", "我们这里😀老人多，饭菜有点贵。"),
        ("3", "没有问过", "两个人就是二十〔元〕。"),
    ]
    for row in (2, 3):
        book.active.cell(row, head.index("批准人") + 1).value = "调研组"
        book.active.cell(row, head.index("批准时间") + 1).value = "6月3日"
        book.active.cell(row, head.index("可带前后文") + 1).value = "是"
    book.save(path)
    approved = open_study("s", study.folder.parents[1])
    assert Voices(approved, "费用").quotes == ()  # nobody was asked
    quotes = Voices(allow(study, "受访者一"), "费用").quotes
    assert [q.text for q in quotes] == [
        "“我们这里😀老人多，饭菜有点贵。”",
        "“两个人就是二十〔元〕。”",
    ]
    assert all(q.around == () for q in quotes)  # no turn beside them was approved
    (name,) = write_minutes(allow(study, "受访者一"))
    exports = study.paths.exports
    text = "\n".join(p.text for p in Document(exports / name).paragraphs)
    assert "“两个人就是二十〔元〕。”（一位受访者，座谈会）" in text and "王满仓" not in text
    assert "发言的人：没有写身份的1—2人、主持人1—2人" in text and "商定" not in text
    assert write_minutes(open_study("s", study.folder.parents[1])) == ["座谈纪要_座谈会_2.docx"]
    run.collect(approved, told.append)
    after = openpyxl.load_workbook(path).active
    assert [after.cell(row, head.index("批准人") + 1).value for row in (2, 3)] == ["调研组"] * 2


@pytest.mark.parametrize(
    "words, exact",
    [
        ("一天十块", True),
        ("一天……就是二十", True),
        ("一天十块〔钱〕，两个人", True),
        ("一天十元", False),
        ("两个人……一天十块", False),
    ],
)
def test_what_is_altered_without_a_mark_is_no_quotation(words, exact):
    assert is_cut_from(words, "一天十块，两个人就是二十。") is exact


QUOTED = "我们村的饭太咸，吃不下"


def quoting(make_study, original, words):
    row = {w.SOURCE: "survey", w.VARIABLE: "sex", w.ORIGINAL: original, w.QUOTABLE: words}
    row |= {w.LABEL: "饭菜", w.APPROVED_BY: "调研组", w.APPROVED_WHEN: "6月3日"}
    changed = {w.QUOTES: [row], w.LABELS: [{w.LABEL: "饭菜", w.DEFINITION: "说到饭菜的"}]}
    return open_study("small", make_study([["1、您的性别"], [QUOTED], ["女"]], **changed))


@pytest.mark.parametrize(
    "original, words, found",
    [
        (QUOTED, QUOTED, True),
        ("饭太咸", "饭太咸", True),
        (QUOTED, "饭太咸……吃不下〔去〕", True),
        (QUOTED, "他们村的饭太咸，吃不惯", True),  # in substance
        (QUOTED, "社区从来不管我们", False),
        ("社区从来不管我们", "社区从来不管我们", False),
    ],
)
def test_a_quote_is_found_in_the_raw_record(make_study, original, words, found):
    small = quoting(make_study, original, words)
    assert [q.words for q in unfound_quotes(small)] == [words] * (not found)
    assert [words[:8] in what for what, *_ in unfounded(small, [])] == [True] * (not found)
    assert ("均见于" in quotes_found(1, 1 - found)) is found


def claim(text, *labels, findings=()):
    return Claim("p", text, tuple(findings), labels=labels)


@pytest.mark.parametrize(
    "text, labels, wrong",
    [
        ("老人嫌饭菜贵。", ("费用",), ""),
        ("60岁以上的老人嫌饭菜贵。", ("费用",), ""),
        ("部分老人没有人陪，也嫌费用高。", ("费用",), ""),
        ("有人嫌饭菜没有味道。", ("口味",), "没有人谈到"),
        ("没有人嫌费用高。", ("费用",), "说没有人"),
        ("送餐常常来晚，费用谁都没意见。", ("费用",), "说没有人"),
        ("七成老人嫌饭菜贵。", ("费用",), "“七成”是手写的"),
        ("85%的老人吃不上热饭。", ("费用",), "“85%”是手写的"),
        ("老人普遍嫌贵。", ("费用",), "“普遍”是手写的"),
    ],
)
def test_a_problem_says_what_its_evidence_says(study, text, labels, wrong):  # noqa: F811
    issue(study, ("丙",), lambda told: None)
    tick(study, "丙", [(1, "费用", "√"), (2, "看过", "√"), (3, "看过", "√"), (4, "看过", "√")])
    told = [what for what, *_ in unfounded(replace(study, problems=(claim(text, *labels),)), [])]
    assert bool(told) is bool(wrong) and any(wrong in what for what in told) is bool(wrong)


def test_a_number_that_a_finding_carries_may_stand_in_a_problem(study):  # noqa: F811
    said = Entry("01", "finding", "f", "嫌贵的占七成（70人）。", (), "x")
    one = claim("七成填答者嫌贵。", findings=("f",))
    assert not list(unfounded(replace(study, problems=(one,)), [said]))
    (what, *_), *more = unfounded(replace(study, problems=(one,)), [])
    assert "七成" in what and not more
    for share, wrong in (("75%", False), ("45%", True), ("约一成到三成", True)):
        entry = replace(said, text=f"嫌贵的占{share}。", numbers=({"text": share},))
        most = replace(study, problems=(claim("多数填答者嫌贵。", findings=("f",)),))
        assert bool(list(unfounded(most, [entry]))) is wrong
