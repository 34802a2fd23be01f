"""The gate refuses what could harm, says where, and passes clean pages."""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from conftest import check_html
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from researchlib.protect.gate import Known, check_package
from researchlib.read.workbook import open_study
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><h2>一节</h2>{body}</body></html>"


@pytest.mark.parametrize(
    "body, told",
    [
        ("<script>1</script>", "脚本"),
        ("<p onclick='x()'>a</p>", "onclick"),
        ("<a href='javascript:x()'>a</a>", "脚本"),
        ("<a href='java\nscript:x()'>a</a>", "脚本"),
        ("<img src='https://example.org/a.png'>", "外部网址"),
        ("<img src='//example.org/a.png'>", "外部网址"),
        ("<p style='background:url(http://example.org)'>a</p>", "外部网址"),
        ("<p>/home/someone/调研/a.xlsx</p>", "文件路径"),
        (r"<p>C:\Users\someone\a.xlsx</p>", "文件路径"),
        ("<p>Traceback (most recent call last)</p>", "出错信息"),
        ("<p>联系 13900001234</p>", "手机号"),
        ("<p>139<b>0000</b>1234</p>", "手机号"),
        ("<img alt='电话１３９００００１２３４' src='data:image/png;base64,AA'>", "手机号"),
        ("<!-- 13900001234 -->", "手机号"),
        ("<td title='a@example.org'>x</td>", "电子邮箱"),
        ("<iframe></iframe>", "脚本"),
    ],
)
def test_refused_and_located(body, told):
    with pytest.raises(DataProblem) as caught:
        check_html("x.html", page(body))
    assert told in str(caught.value)
    assert "13900001234" not in str(caught.value)
    if not body.startswith("<td"):
        assert "“一节”一节" in str(caught.value)


LEAVE = "13900001234"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=8))
def test_no_two_cells_make_a_telephone_number(numbers):
    cells = "".join(f"<td>{a}<br><small>{a}.{b}—{b}.5，{b}人</small></td>" for a, b in numbers)
    listed = "、".join(str(a) for a, _ in numbers)
    row = f"<table><tr><th>您去过几次，第13</th>{cells}</tr></table><p>第{listed}份</p>"
    try:
        check_html("x.html", page(row))
    except DataProblem:  # eleven digits in the pieces of a number, by chance
        groups = [len(str(a)) for a, _ in numbers]
        assert groups in ([3, 3, 5], [1] * 11, [1] * 18)
    with pytest.raises(DataProblem, match="手机号"):
        check_html("x.html", page(row.replace("第13", LEAVE)))


def test_a_refusal_names_the_row_of_the_workbook_and_how_to_change_it(make_study):
    asked = {
        w.SOURCE: "survey",
        w.VARIABLE: "where",
        w.TEXT: "您住哪里",
        w.KIND: "单选",
        w.SENSITIVITY: "一般",
    }
    export = [["序号", "1、您住哪里"], *[[k, f"{k % 2 + 1}号楼{k % 2 + 1}单元"] for k in range(40)]]
    book = [{**asked, w.CHOICES: f"1号楼1单元\n2号楼2单元\n2号楼2单元101室\n电话{LEAVE}"}]
    home = make_study(export, **{w.CODEBOOK: book})
    known = Known.of(open_study("small", home))
    check_html("x.html", page("<td>1号楼1单元</td><td>120</td>"), known)  # no door
    for text, kind in (("2号楼2单元101室", "住址"), (f"电话{LEAVE}", "手机号")):
        with pytest.raises(DataProblem) as caught:
            check_html("x.html", page(f"<td>{text}</td>"), known)
        told = str(caught.value)
        assert kind in told and "工作表“题目对照表”第2行“选项”" in told and "专名表" in told
    with pytest.raises(DataProblem) as caught:
        check_html("x.html", page("<p>13800001234</p>"), known)
    assert "第2行" not in str(caught.value) and "笔记本的这一节" in str(caught.value)
    check_html("x.html", page(f"<p>{LEAVE}</p>"), replace(known, allowed=(LEAVE,)))


def test_style_from_outside_is_refused():
    with pytest.raises(DataProblem, match="外部网址"):
        check_html("x.html", page("", "<style>@import 'a.css'</style>"))


def picture(**saved):
    packed = io.BytesIO()
    Image.new("RGB", (2, 2)).save(packed, format="PNG", **saved)
    return "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()


def test_clean_pages_pass():
    check_html(
        "x.html",
        page(
            "<p>有效回答118人，占46%（2024年5月20日）。</p><a href='#s1'>见</a>"
            f"<img alt='图' src='{picture()}'><code>3ac52479a589</code>"
        ),
    )


@pytest.mark.parametrize(
    "body, told",
    [
        ("<div>找张书记</div>", "姓名"),
        ("<span>欧阳小满</span>", "姓名"),
        ("<p>x</p>tail 13900001234", "手机号"),
        (f"<img alt='' src='{picture(pnginfo=None)}'>", ""),
        ("<!-- 欧阳小满 -->", "姓名"),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>", "脚本"),
        ("<img src='data:image/png;base64,AAAA'>", "读不出来"),
        ("<a href='FILE:///x'>y</a>", "外部网址"),
        ("<p title='13900001234'>x</p>", "手机号"),
        (
            "<img src='data:image/svg+xml;base64,"
            + base64.b64encode("<svg><text>欧阳小满</text></svg>".encode()).decode()
            + "'>",
            "姓名",
        ),
        ("<p>\\\\server\\share\\名单.xlsx</p>", "文件路径"),
    ],
)
def test_every_corner_is_read(body, told):
    known = Known(("欧阳小满",))
    if not told:
        check_html("x.html", page(body), known)
        return
    with pytest.raises(DataProblem, match=told):
        check_html("x.html", page(body), known)


def test_what_a_picture_carries_is_read():
    from PIL import PngImagePlugin

    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "欧阳小满 摄")
    with pytest.raises(DataProblem, match="姓名"):
        check_html(
            "x.html", page(f"<img alt='' src='{picture(pnginfo=words)}'>"), Known(("欧阳小满",))
        )


def test_an_approved_name_may_stand():
    check_html("x.html", page("<p>署名：张书记</p>"), Known((), ("张书记",)))


def docx(**edits):
    from docx import Document

    document = Document()
    document.core_properties.author = edits.get("author", "")
    paragraph = document.add_paragraph(edits.get("text", "正文"))
    if "comment" in edits:
        document.add_comment(paragraph.runs, edits["comment"], author="A")
    packed = io.BytesIO()
    document.save(packed)
    return with_member(packed.getvalue(), "docProps/thumbnail.jpeg", None)


def with_member(data, name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if content is not None:
            new.writestr(name, content)
    return packed.getvalue()


def xlsx(rows, **options):
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, **options})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return packed.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "data, told",
    [
        (docx(text="欧阳小满说"), "姓名"),
        (docx(author="欧阳小满"), "姓名"),
        (docx(comment="电话13900001234"), "手机号"),
        (
            with_member(docx(), "word/extra.xml", f"<w:p {W}><w:ins><w:r/></w:ins></w:p>"),
            "修订记录",
        ),
        (
            with_member(docx(), "word/extra.xml", f"<w:p {W}><w:instrText>DDE</w:instrText></w:p>"),
            "公式或域",
        ),
        (with_member(docx(), "docProps/x.txt", "/home/someone/名单"), "文件路径"),
        (xlsx([["=1+1"]]), "公式"),
        (xlsx([["http://example.com"]]), "外部网址"),
        (xlsx([["找张书记"]]), "姓名"),
        (
            with_member(
                xlsx([["x"]]), "inner.zip", with_member(docx(text="欧阳小满"), "a.txt", "x")
            ),
            "姓名",
        ),
        (b"PK no zip", "打不开"),
        (with_member(docx(), "word/bad.xml", "<a>"), "打不开"),
    ],
)
def test_packages_are_opened_and_read(data, told):
    with pytest.raises(DataProblem, match=told):
        check_package("x", data, Known(("欧阳小满",)))


def test_clean_packages_pass():
    check_package(
        "x.xlsx",
        xlsx(
            [["=1+1", "https://example.com", "正文"]],
            strings_to_formulas=False,
            strings_to_urls=False,
        ),
    )
    check_package("x.docx", docx(text="正文"))


EMPTY = docx()


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=80))
def test_bounded_fuzzing_raises_nothing_but_a_data_problem(data, text):
    for attempt in (
        lambda: check_package("x", data),
        lambda: check_html("x", text),
        lambda: check_package("x", with_member(EMPTY, "word/x.xml", data)),
        lambda: check_html("x", page(text)),
    ):
        with contextlib.suppress(DataProblem):
            attempt()


def test_neighbouring_cells_are_no_number():
    row = "<tr><th>幸福感量表第13</th><td>120</td><td>10500</td></tr>"
    check_html("x.html", page(f"<div><table>{row}</table></div>"))
    check_html("x.html", page("<div><p>第13</p><p>1205</p><p>00012</p></div>"))
    with pytest.raises(DataProblem, match="手机号"):
        check_html("x.html", page("<table><tr><td>1<b>39</b>00001234</td></tr></table>"))


def saved(kind, tail=b"", **how):
    packed = io.BytesIO()
    Image.new("RGB", (4, 4)).save(packed, kind, **how)
    data = base64.b64encode(packed.getvalue() + tail).decode()
    return f"<img alt='' src='data:image/{kind.lower()};base64,{data}'>"


NAMED = '<svg xmlns="http://www.w3.org/2000/svg"><text>欧阳小满</text></svg>'.encode()
PACKED = base64.b64encode(gzip.compress(NAMED)).decode()


@pytest.mark.parametrize(
    "body, told",
    [
        (r"<p>数据在D:\资料\x.xlsx</p>", "文件路径"),
        ("<p>在/home/某人/x</p>", "文件路径"),
        ("<p>file:///x</p>", "文件路径"),
        ("<p>~/Desktop/x.csv</p>", "文件路径"),
        ("<p>C:/Users/x</p>", "文件路径"),
        ("<pre>Cell In[3], line 1\nKeyError: x</pre>", "出错信息"),
        ("<pre>----> 1 x</pre>", "出错信息"),
        ("<p>欧·阳·小·满</p>", "姓名"),
        ("<p>歐陽小滿</p>", "姓名"),
        ("<ruby>欧阳<rt>ou</rt>小<rt>xiao</rt>满<rt>man</rt></ruby>", "姓名"),
        ("<p>欧阳\u2060小\u200b满</p>", "姓名"),
        ("<img srcset='a.png 1x, http://e/x.png 2x'>", "外部网址"),
        (r"<a href='\\\\e\x'>x</a>", "外部网址"),
        ("<a href='#x' ping='http://e/'>x</a>", "外部网址"),
        ("<a href='#x' data-x='https://e/'>x</a>", "外部网址"),
        ("<svg><use xlink:href='http://e/x'/></svg>", "外部网址"),
        ("<svg fill='url(http://e)'></svg>", "外部网址"),
        (r"<p style='background:\75rl(http://e)'>x</p>", "外部网址"),
        ("<p style='background:u/**/rl(http://e)'>x</p>", "外部网址"),
        ("<link rel='prefetch' href='x'>", "脚本"),
        ("<img src='data:image/svg+xml,%3Csvg%3E%3Cscript%3E1%3C/script%3E%3C/svg%3E'>", "脚本"),
        (f"<img src='data:image/svg+xml;base64,{PACKED}'>", "姓名"),
        (saved("JPEG", comment="欧阳小满".encode()), "姓名"),
        (saved("JPEG", xmp="<x>欧阳小满</x>".encode()), "姓名"),
        (saved("GIF", comment="欧阳小满".encode()), "姓名"),
        (saved("PNG", b"tail"), "像素以外"),
        (saved("JPEG", b"PK"), "像素以外"),
        (saved("GIF", b"x"), "像素以外"),
        (saved("WEBP", b"x"), "像素以外"),
    ],
)
def test_no_spelling_passes(body, told):
    with pytest.raises(DataProblem, match=told):
        check_html("x.html", page(body), Known(("欧阳小满",)))


def test_a_page_that_leads_away_is_refused():
    for head in (
        "<meta http-equiv='refresh' content='0;url=http://e/'>",
        r"<style>p{background:u\72l(http://e/x.png)}</style>",
        r"<style>@\69mport 'x'</style>",
    ):
        with pytest.raises(DataProblem, match="外部网址"):
            check_html("x.html", page("<p>x</p>", head))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_bare_picture_passes(kind):
    check_html("x.html", page(saved(kind)))


def test_what_only_looks_like_it_passes():
    for body in (
        "<p>比例为3:1，A：/B两组，见图~5</p>",
        "<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(#a)'/></svg>",
        "<img alt='见http协议一章' src='#'>",
    ):
        check_html("x.html", page(body))


def test_a_file_of_no_known_kind_is_refused():
    for name in ("a.pptm", "a.bin", "名单"):
        with pytest.raises(DataProblem, match="不认识"):
            check_package("x", with_member(docx(), name, b"x"))
