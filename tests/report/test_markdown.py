"""One reader of markdown for every face: what it knows, and the same words in page and Word."""

from __future__ import annotations

import html
import re
import zipfile

import nbformat
import pytest
from tiny import HEAD, notebook, tiny_study

from researchlib.read.workbook import open_study
from researchlib.report.page.markdown import Words, blocks_of, titled
from researchlib.run.publish.report import make_report
from researchlib.terms.problem import DataProblem

TYPED = """# 题目

## 一、情况

正文一句<!-- 待核 -->结束，**要紧**的*话*和`x = 1`，
换行接着写。

|甲|乙|
|--|--|
|表里的话|格|

<details><summary>可以展开</summary>
展开的话
</details>

- 甲条
  - 内条

1. 丙条

> 引来的话

```
code = "<b>"
```

![图的说明](a.png) [外面](http://example.org) ~~删去的话~~ <b>粗的话</b><br>下一行

<script>alert(1)</script>

# 第二个题目
"""


def test_a_link_to_a_table_keeps_its_place():
    ((block,),) = titled([blocks_of("见[表1](#table-1)。")])
    assert block.pieces == (Words("见"), Words("表1", place="table-1"), Words("。"))


def test_blocks_are_known_ones_and_lines_are_joined():
    read = titled([blocks_of(TYPED)])[0]
    kinds = ["heading", "paragraph", "table", "paragraph", "list", "list", "quote", "code"]
    assert [block.kind for block in read] == [*kinds, "paragraph", "heading"]
    assert read[1].text == "正文一句结束，要紧的话和x = 1，换行接着写。"
    assert [piece.text for piece in read[1].pieces if piece.strong] == ["要紧"]
    assert read[3].text == "可以展开 展开的话"
    assert read[-1].text == "第二个题目" and read[-1].level == 2


def test_page_and_word_print_the_same_words(tmp_path, workers):
    home = tiny_study(tmp_path)
    shown = HEAD + (
        "from researchlib import Table\nanswers = clean_answers(study, 'residents')\n"
        "Table(share(answers, 'known'), '知晓情况')"
    )
    path = notebook(home / "notebooks/tiny", shown, name="06_report")
    book = nbformat.read(path, as_version=4)
    book.cells.insert(0, nbformat.v4.new_markdown_cell(TYPED, id="m"))
    nbformat.write(book, path)
    make_report(home, open_study("tiny", home), lambda text: None, workers)
    page = (home / "exports/tiny/06_report.html").read_text(encoding="utf-8")
    main = page[page.index("<main ") : page.index("</main>")]
    with zipfile.ZipFile(home / "exports/tiny/06_report.docx") as word:
        body = word.read("word/document.xml").decode()
    main = re.sub(r"<details class=.code.*?</details>", "", main, flags=re.DOTALL)
    faces = [html.unescape(re.sub(r"<[^>]+>|\s", "", text)) for text in (main, body)]
    for told in (
        "正文一句结束，要紧的话和x=1，换行接着写。",
        "甲乙表里的话格",
        "可以展开展开的话",
        "甲条内条",
        "丙条",
        "引来的话",
        'code="<b>"',
        "图的说明外面删去的话粗的话下一行",
        "第二个题目",
    ):
        assert all(told in face for face in faces), told
    assert not any(no in face for face in faces for no in ("待核", "alert", "|", "example.org"))
    book.cells.append(nbformat.v4.new_raw_cell("内部备注", id="r"))
    nbformat.write(book, path)
    with pytest.raises(DataProblem, match="Raw"):
        make_report(home, open_study("tiny", home), lambda text: None, workers)
