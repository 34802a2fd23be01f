"""The finished pages in a real browser, network cut: one file, no script, no barrier."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from conftest import PAGES
from lxml import html

each_page = pytest.mark.parametrize("page_of", PAGES, ids="/".join)


def path_of(published, page_of):
    return published / "exports" / page_of[0] / f"{page_of[1]}.html"


def text_of(published, page_of):
    return path_of(published, page_of).read_text(encoding="utf-8")


@each_page
def test_one_small_file_without_script(published, page_of):
    page = text_of(published, page_of)
    assert len(page.encode()) < 240_000  # every chart with its data
    assert "<script" not in page and not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert page.count("模拟数据") >= 2 and "<mark" not in page


@each_page
def test_as_many_tables_and_figures_as_the_notebook(published, page_of):
    path = published / "notebooks" / page_of[0] / f"{page_of[1]}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    source = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    tree = html.fromstring(text_of(published, page_of).encode())
    tables = tree.xpath(".//table[not(ancestor::div[@class='data'])]")
    assert len(tables) == len(re.findall(r"^(?:Table|\w+_table)\(", source, re.M))
    assert len(tree.findall(".//img")) == len(re.findall(r"^\w+_chart\(", source, re.M))
    findings = tree.findall(".//div[@class='finding']")
    assert len(findings) == len(re.findall(r"^Finding\(", source, re.M))
    assert all(img.get("alt") for img in tree.findall(".//img"))


@dataclass(frozen=True)
class Visit:
    """What a page did in the browser: what it said and asked for, how wide it was, what axe says."""

    said: list[str]
    asked: list[str]
    widths: dict[int, int]
    axe: AxeResults


@pytest.fixture(scope="module")
def visit(published, browser):
    """Every page looked at once, each in the same tab, the network cut."""
    context = browser.new_context(offline=True)
    tab, kept = context.new_page(), {}

    def look(page_of):
        said, asked, widths = [], [], {}
        heard = {"console": lambda message: said.append(message.text)}
        heard["request"] = lambda request: asked.append(request.url)
        for event, hear in heard.items():
            tab.on(event, hear)
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(path_of(published, page_of).as_uri())
        for width in (390, 768, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            widths[width] = tab.evaluate("document.documentElement.scrollWidth")
        for event, hear in heard.items():
            tab.remove_listener(event, hear)
        tab.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
        return Visit(said, asked, widths, Axe().run(tab))

    def visited(page_of):
        if page_of not in kept:
            kept[page_of] = look(page_of)
        return kept[page_of]

    yield visited
    context.close()


@each_page
def test_in_a_browser_with_the_network_cut(visit, page_of):
    seen = visit(page_of)
    assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []
    assert seen.said == []
    for width, wide in seen.widths.items():
        assert wide <= width, (page_of, width, wide)


@each_page
def test_axe_finds_no_violation(visit, page_of):
    results = visit(page_of).axe
    assert results.violations_count == 0, results.generate_report()
    assert len(results.response["passes"]) > 20  # it did look


def test_all_pages_together_stay_small(published):
    assert sum(path_of(published, p).stat().st_size for p in PAGES) < 3_000_000


def test_the_report_holds_the_four_problems_with_evidence_and_suggestions(published):
    """What the case found: pay and insurance, the day-care centre, culture, young people."""
    tree = html.fromstring(text_of(published, ("demo", "06_report")).encode())
    sections = {h.text_content().strip()[:9]: h for h in tree.iter("h3")}
    wanted = {
        "（一）社区干部待遇": ("7个月", "0人"),
        "（二）日间照料中心": ("近九成", "三楼"),
        "（三）社区文化阵地": ("场地", "带头"),
        "（四）对青少年心理": ("讲座", "聊"),
    }
    for name, words in wanted.items():
        said, node = "", sections[name].getnext()
        while node is not None and node.tag not in ("h2", "h3"):
            said += node.text_content()
            node = node.getnext()
        assert all(word in said for word in words), (name, said[:200])
        assert "依据" in said
    suggestions = tree.find(".//div[@class='suggestions']").text_content()
    for number in "一二三四":
        assert f"回应问题（{number}）" in suggestions
    assert "工作建议" not in suggestions and "衡量：" in suggestions  # each answers a problem


def test_nothing_of_nine_cadres_is_counted(published):
    """Nine people: no share, no average, no quote that was not approved."""
    ledger = json.loads((published / "exports/demo/ledger.json").read_text(encoding="utf-8"))
    for entry in ledger["entries"]:
        if entry["report"] in ("03_cadre_pay", "06_report"):
            for number in entry["numbers"]:
                if number.get("respondents") == "社区工作人员":
                    assert number["withheld"] or number["n"] is None, number
    page = text_of(published, ("demo", "03_cadre_pay"))
    assert "去年走了两个" not in page and "2600" not in page


def test_unapproved_words_and_names_stay_out(published):
    for page_of in PAGES:
        page = text_of(published, page_of)
        for secret in ("王主任", "13900001234", "李书记", "张阿姨", "0391", "初二", "12号楼"):
            assert secret not in page, (page_of, secret)
