"""The gate: what is finished is read once more, and refused where it could harm."""

from __future__ import annotations

import base64
import binascii
import contextlib
import getpass
import gzip
import io
import json
import re
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from lxml import etree, html

from researchlib.protect import say
from researchlib.store.pictures import beside_pixels
from researchlib.study.study import Study
from researchlib.terms.identity import find_identities
from researchlib.terms.text import fold, visible

_PATH = re.compile(
    r"(?<![A-Za-z0-9_/.])/(?:home|Users|root|tmp|var|work|mnt|opt|media|Volumes|private)/[^\s<\"']+"
    r"|(?<![A-Za-z0-9])[A-Za-z]:(?:\\[^\s<\"']|/[^\s<\"'/]+[/.]\w)|\\\\[\w.-]+\\[^\s<\"']+|file:/+"
    r"|(?<![A-Za-z0-9])~[/\\]\w|%(?:USERPROFILE|APPDATA|HOMEPATH)%|\$HOME\b",
    re.IGNORECASE,
)
_TRACE = re.compile(
    r"Traceback \(most recent call last\)|File \".*\", line \d+|(?:Cell|Input) In ?\[\d+\]"
    r"|<ipython-input-|-{3,}> ?\d+ |File [^\n<>]{1,200}:\d+,? in "
)
# An address that leads out of the page: any scheme but data:, and what browsers read as //.
_OUTSIDE = re.compile(r"(?!data:)[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NAMED = re.compile(r"(?:https?|ftp|wss?):/|(?:^|[\s,])//\w", re.IGNORECASE)
_CSS_OUTSIDE = re.compile(
    r"url\(\s*['\"]?(?!data:|#)|@import|image-set\(\s*['\"]|expression\(|-moz-binding|behavior:",
    re.IGNORECASE,
)
_CSS_DATA = re.compile(r"url\(\s*['\"]?(data:[^'\")]*)", re.IGNORECASE)
_LINKS = (
    "src href action data poster srcset formaction background ping imagesrcset cite longdesc "
    "manifest codebase classid archive dynsrc lowsrc xlink:href"
).split()
_WORDS = ("alt", "title", "content", "desc", "summary", "placeholder")  # what a person reads
_ACTIVE = (
    "script iframe object embed base form foreignobject link applet frame frameset portal set "
    "animate animatetransform annotation-xml"
).split()
_SAFE_META = ("content-security-policy", "content-type")
_BLOCKS = (
    "p td th li pre figcaption caption h1 h2 h3 h4 dd dt title summary div desc text blockquote "
    "label button ruby"
).split()
_MOST_DRAWN = 1 << 24
_APART = " | "  # no number goes on across it
_DATA = re.compile(r"data:([\w/+.-]+)?(?:;[\w=-]+)*?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
# What an office file is made of: paragraphs, shared strings, comments, properties.
_TEXTS = (
    "p si is comment creator lastModifiedBy title subject keywords description category Company "
    "Manager lpwstr author definedName"
).split()
# Fields that only count pages, tables and figures.
_COUNTS = re.compile(r"\s*(?:PAGE|SEQ\s+\w+|REF\s+(?:table|figure)_\d+\s+\\h)\s*(?:\\\*\s*\w+\s*)?")
_CELLS = re.compile(r"Sheet1!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?")  # a chart's own data
# Attributes of an office file that a person reads.
_TOLD_BESIDE = ("author", "initials", "lastModifiedBy", "descr", "title", "tooltip", "display")
_LIVE = ("f", "instrText", "fldSimple", "ddeLink", "oleObject", "control")


@dataclass(frozen=True)
class Known:
    """Whom the study names in its own files, what an approver let stand, and where the workbook
    says a text."""

    roster: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    where: Callable[[str], Sequence[str]] = lambda text: ()

    @classmethod
    def of(cls, study: Study) -> Known:
        return cls(study.roster, study.allowed, study.where)


def check(name: str, data: bytes, known: Known) -> None:
    """Refuse a file of any kind that may leave, by its ending; what has none that is known is
    refused.

    Raises DataProblem that lists every place; nothing is said of what was not looked for.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in ("docx", "xlsx", "pptx", "zip"):
        check_package(name, data, known)
    elif ending in _READERS and ending not in ("xml", "rels"):
        _refuse(name, _READERS[ending]("", data, known))
    else:
        _refuse(name, iter([say.unknown_kind(f"“{name}”")]))


def passed(files: Mapping[Path, bytes], known: Known) -> Mapping[Path, bytes]:
    """The one way out: these files, when every one of them has passed the gate.

    Raises DataProblem where one of them is refused; then nothing is written.
    """
    for path, data in files.items():
        check(path.name, data, known)
    return files


def check_package(name: str, data: bytes, known: Known = Known()) -> None:  # noqa: B008 - frozen
    """Refuse a .docx, .xlsx or .zip by everything in it: text, comments, tracked changes,
    properties, formulas, links, pictures and what is packed inside.

    Raises DataProblem as `check` does, or where the package cannot be opened.
    """
    try:
        _refuse(name, _in_package(data, known))
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        RuntimeError,
        NotImplementedError,
        UnicodeDecodeError,
    ):
        raise say.problem("package_damaged", name) from None


def _refuse(name: str, problems: Iterator[str]) -> None:
    found = list(dict.fromkeys(problems))
    if found:
        raise say.problem("gate_refused", name, found)


def _in_tree(tree: etree._Element, known: Known) -> Iterator[str]:
    heading = ""
    for element in tree.iter():
        if isinstance(element, etree._Comment | etree._ProcessingInstruction):
            yield from _in_text(say.where(heading), element.text or "", known)
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag in ("h1", "h2", "h3"):
            heading = "".join(element.itertext()).strip()
        place = say.where(heading)
        if tag in _ACTIVE:
            yield say.has_script(place)
        if tag == "meta" and element.get("http-equiv", _SAFE_META[0]).lower() not in _SAFE_META:
            yield say.has_outside(place)
        for attribute, value in element.attrib.items():
            yield from _in_attribute(place, attribute.lower(), value, known)
        if tag == "style":
            yield from _in_css(place, element.text or "", known)
        if tag in _BLOCKS:
            yield from _in_text(place, _words(element, _BLOCKS), known)
        else:
            yield from _in_text(place, element.text or "", known)
        yield from _in_text(place, element.tail or "", known)


def _in_css(place: str, written: str, known: Known) -> Iterator[str]:
    """A style as a browser reads it: without comments, escapes resolved."""
    read = re.sub(
        r"\\([0-9a-fA-F]{1,6})\s?|\\(.)",
        lambda m: m[2] or chr(min(int(m[1], 16), 0x10FFFF)),
        re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL),
    )
    if _CSS_OUTSIDE.search(read):
        yield say.has_outside(place)
    for embedded in _CSS_DATA.findall(read):
        yield from _in_address(place, embedded, known)


def _words(element: etree._Element, read_alone: Sequence[str] = ()) -> str:
    """The text of an element; what stands in cells or blocks of their own is not run together,
    and left out where such a block is read by itself."""
    told = element.text or ""
    for child in element:
        named = str(child.tag).rpartition("}")[2].lower()
        if named in ("rt", "rp"):  # how it is pronounced stands between the characters
            told += child.tail or ""
            continue
        apart = _APART if named in (*_BLOCKS, "tr", "tab", "small") else ""
        seen = isinstance(child.tag, str) and named not in read_alone
        inside = _words(child, read_alone) if seen else ""
        told += apart + inside + apart + (child.tail or "")
    return told


def _in_attribute(place: str, attribute: str, value: str, known: Known) -> Iterator[str]:
    if attribute.startswith("on"):
        yield say.has_handler(place, attribute)
    plain = re.sub(r"[\s\x00-\x1f]", "", value).lower().replace("\\", "/")
    if plain.startswith(("javascript:", "vbscript:", "data:text/html")):
        yield say.has_script(place)
    name, link = attribute.rpartition("}")[2], value.strip().lower().startswith("data:")
    if name in _LINKS and _OUTSIDE.match(plain) or _leads_out(name, value):
        yield say.has_outside(place)
    if name not in _WORDS and not link:
        yield from _in_css(place, value, known)
    if link:
        yield from _in_address(place, value.strip(), known)
    else:
        yield from _in_text(place, value, known)


def _leads_out(name: str, value: str) -> bool:
    """Whether an attribute of any name holds an address of another host."""
    if name.startswith("xmlns") or name in _WORDS or value.strip().lower().startswith("data:"):
        return False
    return _NAMED.search(value.replace("\\", "/")) is not None


def _in_address(place: str, address: str, known: Known) -> Iterator[str]:
    """What a data: address holds: a picture's words and metadata, a drawing's elements."""
    embedded = _DATA.fullmatch(address)
    try:
        data = unquote_to_bytes(embedded[3]) if embedded else b""
        if embedded and embedded[2]:
            data = base64.b64decode(data)
        if data[:2] == b"\x1f\x8b":
            data = _unpacked(data)
    except (binascii.Error, OSError, EOFError, zlib.error):
        data = b""
    kind = ((embedded and embedded[1]) or "").lower()
    if not data:
        yield say.unreadable(place)
    elif "svg" in kind or data.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<svg>"):
        yield from _in_page(place, data, known)
    elif kind.startswith("font/"):
        return
    else:
        yield from _in_picture(place, data, known)


def _unpacked(data: bytes) -> bytes:
    """A gzipped drawing, as far as one can be long."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        return packed.read(_MOST_DRAWN)


def _in_picture(place: str, data: bytes, known: Known) -> Iterator[str]:
    from PIL import Image, UnidentifiedImageError

    told = beside_pixels(data)
    try:
        Image.open(io.BytesIO(data)).verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        told = None
    if told is None:
        yield say.unreadable(place)
        return
    for part in told:
        yield say.has_picture_data(place)
        for coding in ("utf-8", "utf-16", "gb18030"):
            yield from _in_text(place, part.decode(coding, "ignore"), known)


def _in_package(data: bytes, known: Known) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            content = archive.read(member)
            yield from _in_text(say.member(member), member, known)
            reader = _READERS.get(member.rpartition(".")[2].lower())
            if reader:
                yield from reader(say.member(member), content, known)
            elif content:
                yield say.unknown_kind(say.member(member))
        if archive.comment:
            yield from _in_plain(say.member(""), archive.comment, known)


def _instruction(element: etree._Element) -> str:
    """What a Word field does."""
    return next((v for k, v in element.attrib.items() if k.endswith("}instr")), element.text or "")


def _harmless(told: str) -> bool:
    return bool(_COUNTS.fullmatch(told) or _CELLS.fullmatch(told))


def _in_xml(place: str, data: bytes, known: Known) -> Iterator[str]:
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield from _in_text(place, element.text or "", known)
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in _LIVE and not _harmless(_instruction(element)):
            yield say.has_formula(place)
        if tag in ("ins", "del", "moveFrom", "moveTo"):
            yield say.has_tracked(place)
        if tag == "Relationship" and element.get("TargetMode") == "External":
            yield say.has_outside(place)
        if tag in _TEXTS:
            yield from _in_text(place, _words(element), known)
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _TOLD_BESIDE:
                yield from _in_text(place, value, known)
        if tag in ("creator", "lastModifiedBy", "author") and _is_user(element.text or ""):
            yield say.has_user(place)


def _is_user(text: str) -> bool:
    """The account or the machine on which the file was written."""
    try:
        names = {getpass.getuser(), socket.gethostname()}
    except (OSError, KeyError):
        names = {socket.gethostname()}
    return visible(text).strip().lower() in {n.lower() for n in names if n}


def _in_page(place: str, data: bytes, known: Known) -> Iterator[str]:
    with contextlib.suppress(etree.ParserError):  # nothing in it
        parser = html.HTMLParser(encoding="utf-8")
        yield from _in_tree(html.document_fromstring(data, parser=parser), known)


def _in_plain(place: str, data: bytes, known: Known) -> Iterator[str]:
    yield from _in_text(place, data.decode("utf-8", "replace"), known)


def _in_json(place: str, data: bytes, known: Known) -> Iterator[str]:
    """Each text by itself, so that no number goes on into the next."""
    try:
        yield from _in_values(place, json.loads(data), known)
    except ValueError:
        yield say.unreadable(place)


def _in_values(place: str, value: Any, known: Known) -> Iterator[str]:
    if isinstance(value, str):
        yield from _in_text(place, value, known)
    elif isinstance(value, dict | list):
        for inside in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _in_values(place, inside, known)


def _in_notebook(place: str, data: bytes, known: Known) -> Iterator[str]:
    """What is written in its cells; a notebook that carries more than that is refused."""
    try:
        cells = json.loads(data)["cells"]
        for number, cell in enumerate(cells, 1):
            yield from _in_text(say.cell(number), "".join(cell["source"]), known)
            if cell.get("outputs") or cell.get("attachments") or cell["cell_type"] == "raw":
                yield say.unknown_kind(say.cell(number))
    except (ValueError, LookupError, TypeError):
        yield say.unreadable(place)


def _inside(place: str, data: bytes, known: Known) -> Iterator[str]:
    yield from _in_package(data, known)


_READERS: dict[str, Callable[[str, bytes, Known], Iterator[str]]] = {
    ending: read
    for read, endings in (
        (_in_xml, "xml rels"),
        (_in_page, "html svg"),
        (_in_plain, "txt md csv"),
        (_in_json, "json"),
        (_in_notebook, "ipynb"),
        (_in_picture, "png jpg jpeg gif webp"),
        (_inside, "docx xlsx pptx zip"),
    )
    for ending in endings.split()
}


def _in_text(place: str, text: str, known: Known) -> Iterator[str]:
    plain = fold(text)
    if not plain or plain.isspace():
        return
    if path := _PATH.search(plain):
        yield say.has_path(place, known.where(path[0]))
    if _TRACE.search(plain):
        yield say.has_traceback(place)
    for mark in find_identities(text, known.roster, known.allowed):
        found = text[mark.start : mark.end]
        yield say.has_identity(place, mark.kind, found[:2], known.where(found))
