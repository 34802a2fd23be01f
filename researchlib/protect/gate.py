"""The gate: a finished page is read once more, and refused where it could harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from researchlib.terms.identity import find_identities
from researchlib.terms.messages import protect as say

_PATH = re.compile(
    r"(?<![\w/.])/(?:home|Users|root|tmp|var|work|mnt|opt)/[^\s<\"']+|\b[A-Za-z]:\\[^\s<\"']+")
_TRACE = re.compile(r"Traceback \(most recent call last\)|File \".*\", line \d+")
_OUTSIDE = re.compile(r"^\s*(?:https?:|ftp:|//)", re.IGNORECASE)
_CSS_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!data:|#)|@import", re.IGNORECASE)
_LINKS = ("src", "href", "action", "data", "poster", "srcset", "formaction", "background")
_ACTIVE = ("script", "iframe", "object", "embed", "base", "form")


def check_html(name: str, page: str) -> None:
    """Refuse a page that holds a script, an outside address, a machine path or an identity.

    Raises DataProblem that lists every place; nothing is said of what was not looked for.
    """
    tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    found = list(dict.fromkeys(_problems(tree)))
    if found:
        raise say.gate_refused(name, found)


def _problems(tree: etree._Element) -> Iterator[str]:
    heading = ""
    for element in tree.iter():
        if isinstance(element, etree._Comment):
            yield from _in_text(say.where(heading), element.text or "")
            continue
        if element.tag in ("h1", "h2", "h3"):
            heading = "".join(element.itertext()).strip()
        place = say.where(heading)
        if element.tag in _ACTIVE:
            yield say.has_script(place)
        for attribute, value in element.attrib.items():
            yield from _in_attribute(place, attribute.lower(), value)
        if element.tag == "style" and _CSS_OUTSIDE.search(element.text or ""):
            yield say.has_outside(place)
        if element.tag in ("p", "td", "th", "li", "pre", "figcaption", "caption", "h1", "h2", "h3",
                           "dd", "dt", "title", "summary"):
            yield from _in_text(place, "".join(element.itertext()))


def _in_attribute(place: str, attribute: str, value: str) -> Iterator[str]:
    if attribute.startswith("on"):
        yield say.has_handler(place, attribute)
    plain = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    if plain.startswith(("javascript:", "vbscript:", "data:text/html")):
        yield say.has_script(place)
    if attribute in _LINKS and _OUTSIDE.match(value):
        yield say.has_outside(place)
    if attribute == "style" and _CSS_OUTSIDE.search(value):
        yield say.has_outside(place)
    if not plain.startswith("data:image/"):
        yield from _in_text(place, value)


def _in_text(place: str, text: str) -> Iterator[str]:
    if _PATH.search(text):
        yield say.has_path(place)
    if _TRACE.search(text):
        yield say.has_traceback(place)
    for mark in find_identities(text):
        yield say.has_identity(place, mark.kind, text[mark.start : mark.start + 2])
