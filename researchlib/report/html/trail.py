"""Pages of one study that lead to each other: all of them named on each, and from a number to the
question on the counted form or to the card, and back, by links alone."""

import html
import re
from collections.abc import Mapping
from urllib.parse import quote

from researchlib.report.html import say
from researchlib.terms import policy

_PAGES = re.compile(r'(<div class="pages">).*?(</div>)', re.DOTALL)
_ENDS = re.compile(r'id="([\w-]+)" data-at="(\w+)"')
_FROM = re.compile(r'(<span class="trail" data-of="(\w+) (\w+)" data-from="([\w-]+)">).*?(</span>)')
_USED = re.compile(r'(<p class="trail" data-used="(\w+)">).*?(</p>)')
_SENTENCE = re.compile(r'<p id="([\w-]+)-p">(.*?)</p>', re.DOTALL)
_OPENING = re.compile(r"[^，。：；（]{1,18}(?<![\d.—%])")

Links = dict[str, dict[str, str]]


def linked(pages: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Every page (title and text by its name) with its links to the others; what was linked before
    is linked anew.

    A number leads to the counted form and the card of its own page where it has them, and never
    to a page of a class.
    """
    ends: Links = {}
    used: Links = {}
    for name, (title, page) in pages.items():
        if name.startswith(policy.IN_CLASS):
            continue
        said = sentences(page)
        for anchor, key in _ENDS.findall(page):
            ends.setdefault(key, {}).setdefault(name, f"{quote(name)}.html#{anchor}")
        for _, *keys, anchor, _ in _FROM.findall(page):
            opening = _OPENING.match(said.get(anchor, ""))
            words = say.used_in(title, opening[0] if opening else "")
            for key in keys:
                used.setdefault(key, {})[f"{quote(name)}.html#{anchor}-p"] = words
    return {name: _linked(name, pages, ends, used) for name in pages}


def sentences(page: str) -> dict[str, str]:
    """The words of each sentence, by the anchor of its evidence."""
    found = _SENTENCE.findall(page)
    return {key: html.unescape(re.sub(r"<[^>]+>", "", told)).strip() for key, told in found}


def _linked(name: str, pages: Mapping[str, tuple[str, str]], ends: Links, used: Links) -> str:
    def link(to: str, words: str) -> str:
        return f' <a href="{to.removeprefix(f"{quote(name)}.html")}">{html.escape(words)}</a>'

    def onward(slot: re.Match[str]) -> str:
        told = ""
        for key, words in zip((slot[2], slot[3]), say.ENDS, strict=True):
            found = ends.get(key, {})
            best = name if name in found else max(found, default="")
            told += link(found[best], words) if best else ""
        return slot[1] + told + slot[5]

    def back(slot: re.Match[str]) -> str:
        told = "".join(link(*one) for one in used.get(slot[2], {}).items())
        return slot[1] + (say.USED + told if told else "") + slot[3]

    shown = "".join(
        f'<li aria-current="page"><b>{html.escape(title)}</b>{say.THIS_PAGE}</li>'
        if other == name
        else f"<li>{link(f'{quote(other)}.html', title)}</li>"
        for other, (title, _) in pages.items()
    )
    told = f'<nav aria-label="{say.PAGES}"><h2>{say.PAGES}</h2><ul>{shown}</ul></nav>'
    page = _USED.sub(back, _FROM.sub(onward, pages[name][1]))
    return _PAGES.sub(lambda slot: slot[1] + told * (len(pages) > 1) + slot[2], page)
