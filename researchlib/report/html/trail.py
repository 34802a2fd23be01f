"""Pages of one study that lead to each other: all of them named on each, and from a number to the
question on the counted form or to the card, and back, by links alone."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from researchlib.report.html import say
from researchlib.terms import policy

_PAGES = re.compile(r'(<div class="pages">).*?</div>', re.DOTALL)
_ENDS = re.compile(r'id="([\w-]+)" data-at="(\w+)"')
_FROM = re.compile(r'<span class="trail" data-of="(\w+) (\w+)" data-from="([\w-]+)">(.*?)</span>')
_USED = re.compile(r'(<p class="trail" data-used="(\w+)">).*?</p>')
_SENTENCE = re.compile(r'<p id="([\w-]+)-p">(.*?)</p>', re.DOTALL)
_FIRST = re.compile(r"[^，。：；（]{1,18}")


@dataclass(frozen=True)
class Page:
    """One page as it will be a file: its name without the ending, its title, its text."""

    name: str
    title: str
    text: str


def linked(pages: Sequence[Page]) -> list[str]:
    """The text of every page with its links to the others; what was linked before is linked anew.

    A number leads to the counted form and the card of its own page where it has them.
    """
    ends: dict[str, dict[str, str]] = {}
    used: dict[str, dict[str, str]] = {}
    for page in pages:
        opening = dict(_SENTENCE.findall(page.text))
        for anchor, key in _ENDS.findall(page.text):
            ends.setdefault(key, {}).setdefault(page.name, anchor)
        for *keys, anchor, _ in _FROM.findall(page.text):
            for key in keys if not page.name.startswith(policy.IN_CLASS) else ():
                words = f"{page.title.split('：')[0]}：{_opening(opening.get(anchor, ''))}"
                used.setdefault(key, {})[f"{page.name}#{anchor}-p"] = words
    return [_linked(page, pages, ends, used) for page in pages]


def _linked(
    page: Page,
    pages: Sequence[Page],
    ends: dict[str, dict[str, str]],
    used: dict[str, dict[str, str]],
) -> str:
    def onward(match: re.Match[str]) -> str:
        found = (_nearest(page.name, ends.get(key, {})) for key in (match[1], match[2]))
        told = [_link(page.name, to, w) for to, w in zip(found, say.ENDS, strict=True) if to]
        return match[0].replace(f">{match[4]}</span>", f">{''.join(told)}</span>")

    def back(match: re.Match[str]) -> str:
        told = [_link(page.name, to, words) for to, words in used.get(match[2], {}).items()]
        return f"{match[1]}{say.USED + ''.join(told) if told else ''}</p>"

    text = _USED.sub(back, _FROM.sub(onward, page.text))
    shown = "".join(_named(page, one) for one in pages) if len(pages) > 1 else ""
    told = f'<nav aria-label="{say.PAGES}"><h2>{say.PAGES}</h2><ul>{shown}</ul></nav>'
    return _PAGES.sub(lambda match: f"{match[1]}{told if shown else ''}</div>", text)


def _named(page: Page, other: Page) -> str:
    title = html.escape(other.title)
    if other.name == page.name:
        return f'<li aria-current="page"><b>{title}</b>{say.THIS_PAGE}</li>'
    return f'<li><a href="{quote(other.name)}.html">{title}</a></li>'


def _nearest(name: str, places: dict[str, str]) -> str:
    """On the same page, or on the page that is nothing but this: the last, not of a class."""
    known = [n for n in places if not n.startswith(policy.IN_CLASS)]
    best = name if name in places else max(known, default="")
    return f"{best}#{places[best]}" if best else ""


def _link(name: str, to: str, words: str) -> str:
    page, _, anchor = to.partition("#")
    before = "" if page == name else f"{quote(page)}.html"
    return f' <a href="{before}#{anchor}">{html.escape(words)}</a>'


def _opening(sentence: str) -> str:
    """How a sentence begins, never a part of a number."""
    told = html.unescape(re.sub(r"<[^>]+>", "", sentence)).strip()
    found = _FIRST.match(told)
    return re.sub(r"[\d.—%]+$", "", found[0]) + say.GOES_ON if found else ""
