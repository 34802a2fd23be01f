"""The gate refuses what could harm, says where, and passes clean pages."""

from __future__ import annotations

import pytest

from researchlib.protect.gate import check_html
from researchlib.terms.problem import DataProblem


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><h2>一节</h2>{body}</body></html>"


@pytest.mark.parametrize("body, told", [
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
])
def test_refused_and_located(body, told):
    with pytest.raises(DataProblem) as caught:
        check_html("x.html", page(body))
    assert told in str(caught.value)
    assert "13900001234" not in str(caught.value)
    if not body.startswith("<td"):
        assert "“一节”一节" in str(caught.value)


def test_style_from_outside_is_refused():
    with pytest.raises(DataProblem, match="外部网址"):
        check_html("x.html", page("", "<style>@import 'a.css'</style>"))


def test_clean_pages_pass():
    check_html("x.html", page(
        "<p>有效回答118人，占46%（2024年5月20日）。</p><a href='#s1'>见</a>"
        "<img alt='图' src='data:image/webp;base64,13900001234AAAA'><code>3ac52479a589</code>"))
