"""From a number to where it is counted and back, and from page to page, by links alone."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from conftest import STUDIES
from lxml import html

from researchlib.report.html.trail import linked


@pytest.fixture(scope="module", params=STUDIES)
def pages(request, published):
    folder = published / "exports" / request.param
    names = {p.stem for p in (published / "notebooks" / request.param).glob("*.ipynb")}
    return {name: html.parse(str(folder / f"{name}.html")).getroot() for name in names}


def landed(pages, name, link):
    """The page and the element that a link leads to."""
    page, _, anchor = link.get("href").partition("#")
    page = unquote(page).removesuffix(".html") or name
    return page, pages[page].get_element_by_id(anchor)


def test_every_page_names_all_and_itself_once(pages):
    for name, page in pages.items():
        (nav,) = page.xpath("//div[@class='pages']/nav")
        led = {unquote(a.get("href")).removesuffix(".html") for a in nav.iter("a")}
        assert led == pages.keys() - {name}
        assert len(nav.xpath(".//li[@aria-current='page']")) == 1


def test_two_clicks_from_a_number_to_its_question_and_back(pages):
    there = 0
    for name, page in pages.items():
        for slot in page.xpath("//span[@data-of]"):
            said = slot.getparent().text_content()
            for link in slot.iter("a"):
                where, end = landed(pages, name, link)
                question = end.xpath(".//p")[0].text_content()
                assert where == name or not where.startswith("90_")
                if end.get("class") != "card":
                    assert f"“{question.partition('. ')[2]}" in said
                if name.startswith("90_"):
                    continue
                back = [landed(pages, where, a) for a in end.xpath(".//p[@data-used]//a")]
                assert any(
                    to == name and p.get("id") == f"{slot.get('data-from')}-p" for to, p in back
                )
                there += 1
    assert there > 40


def test_what_is_on_no_form_leads_nowhere(pages):
    """Cadres have no counted form."""
    slots = [
        slot
        for name, page in pages.items()
        if not name.startswith("90_")  # under another treatment, which no form shows
        for slot in page.xpath("//span[@data-of]")
    ]
    bare = [s.getparent().text_content() for s in slots if not len(s)]
    counted = {
        p.text_content().partition(". ")[2]
        for page in pages.values()
        for p in page.xpath("//ul[@class='form']/li/p[1]")
    }
    assert all(f"题目“{question}”" not in told for told in bare for question in counted)


def test_the_form_keeps_the_numbers_and_says_what_is_left_out(pages, published):
    form = next(p for p in pages.values() if p.xpath("//ul[@class='form']"))
    told = [li.xpath("./p")[0].text_content() for li in form.xpath("//ul[@class='form']/li")]
    numbers = [int(text.partition(".")[0]) for text in told]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 30
    pay = next(li for li in form.xpath("//ul[@class='form']/li") if "付多少元" in li.text_content())
    assert "没有列出人数：填数字的题" in pay.text_content() and "□" not in pay.text_content()


def test_links_are_made_anew_and_a_page_alone_has_none():
    slot = '<span class="trail" data-of="aa bb" data-from="e1"></span>'
    one = f'<p id="e1-p">占38%。</p>{slot}<div class="pages"></div>'
    form = '<li id="e2-q1" data-at="aa"><p class="trail" data-used="aa"></p></li>'
    assert linked({"01": ("甲", one)}) == {"01": one}
    made = linked({"01": ("甲", one), "0 2": ("乙", form)})
    assert 'href="0%202.html#e2-q1"' in made["01"] and "<nav" in made["01"]
    assert 'href="01.html#e1-p"' in made["0 2"] and "“占…”" in made["0 2"]
    assert linked({"01": ("甲", made["01"]), "0 2": ("乙", made["0 2"])}) == made
    assert linked({"01": ("甲", made["01"])})["01"] == one
