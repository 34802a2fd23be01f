"""The finished pages in a real browser, network cut: one file, no script, no barrier."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

PAGES = ("00_quality", "02_elderly_services")


def text_of(published, name):
    return (published / "exports" / "demo" / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_one_small_file_without_script(published, name):
    page = text_of(published, name)
    assert len(page.encode()) < 200_000
    assert "<script" not in page and not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert page.count("模拟数据") >= 2 and "<mark" not in page


@pytest.mark.parametrize("name", PAGES)
def test_as_many_tables_and_figures_as_the_notebook(published, name):
    notebook = json.loads(
        (published / "notebooks" / "demo" / f"{name}.ipynb").read_text(encoding="utf-8"))
    source = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    tree = html.fromstring(text_of(published, name).encode())
    assert len(tree.findall(".//table")) == len(re.findall(r"^(?:Table|\w+_table)\(", source, re.M))
    assert len(tree.findall(".//img")) == len(re.findall(r"^\w+_chart\(", source, re.M))
    findings = tree.findall(".//div[@class='finding']")
    assert len(findings) == len(re.findall(r"^Finding\(", source, re.M)) > 1
    assert all(img.get("alt") for img in tree.findall(".//img"))


@pytest.mark.parametrize("name", PAGES)
def test_in_a_browser_with_the_network_cut(published, browser, name):
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((published / "exports" / "demo" / f"{name}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, width, wide)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(published, browser, name):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto((published / "exports" / "demo" / f"{name}.html").as_uri())
    for folded in page.locator("details").all():
        folded.evaluate("e => e.open = true")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()
