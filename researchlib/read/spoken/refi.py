"""REFI-QDA: projects (.qdpx) from other tools, as labels on plain text."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from researchlib.read.spoken import say

_PARSER = {"resolve_entities": False, "no_network": True}


@dataclass(frozen=True)
class Selection:
    """A coded piece: characters from 0, end outside, in the text as given here."""

    start: int
    end: int
    quote: str
    label: str
    coder: str


@dataclass(frozen=True)
class CodedText:
    """One document of a project: its text (LF, no byte-order mark) and what is coded on it."""

    name: str
    text: str
    selections: tuple[Selection, ...]


def read_project(path: Path) -> list[CodedText]:
    """The text documents of a .qdpx with their codings.

    Positions are counted in Unicode characters; tools differ on the byte-order mark and on
    CRLF, so the reading that makes the slices equal the quoted text is taken. Raises DataProblem
    for what is no project.
    """
    root, members = _project(path)
    codes = {c.get("guid"): c.get("name") or "" for c in root.iter("{*}Code")}
    users = {u.get("guid"): u.get("name") or "" for u in root.iter("{*}User")}
    sources = []
    for source in root.iter("{*}TextSource"):
        raw = _text(source, members)
        coded = []
        for selection in source.iter("{*}PlainTextSelection"):
            place = int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0))
            for coding in selection.iter("{*}Coding"):
                ref = next((c.get("targetGUID") for c in coding if _tag(c) == "CodeRef"), "")
                user = coding.get("creatingUser") or selection.get("creatingUser") or ""
                coded.append(
                    (place, selection.get("name") or "", codes.get(ref, ""), users.get(user, ""))
                )
        text, moved = _fitting(raw, coded)
        sources.append(
            CodedText(
                source.get("name") or "",
                text,
                tuple(Selection(a, b, text[a:b], label, coder) for (a, b), label, coder in moved),
            )
        )
    return sources


def _fitting(
    raw: str,
    coded: list[tuple[tuple[int, int], str, str, str]],
) -> tuple[str, list[tuple[tuple[int, int], str, str]]]:
    """The text whose slices equal the quotes most often; positions then moved to LF."""
    plain = raw.replace("\r\n", "\n").replace("\r", "\n")
    best = max(
        (raw.lstrip("\ufeff"), raw, plain.lstrip("\ufeff"), plain),
        key=lambda t: (
            sum(
                bool(q) and t[a:b].replace("\r", "") == q.replace("\r", "")
                for (a, b), q, _, _ in coded
            ),
            "\r" not in t,
            t[:1] != "\ufeff",
        ),
    )
    lead = best[:1] == "\ufeff"
    final = best.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def at(position: int) -> int:
        return len(best[:position].replace("\r\n", "\n").replace("\r", "\n")) - lead

    return final, [((at(a), at(b)), label, coder) for (a, b), _, label, coder in coded]


def _text(source: etree._Element, members: dict[str, bytes]) -> str:
    inner = next((c.text or "" for c in source if _tag(c) == "PlainTextContent"), None)
    if inner is not None:
        return inner
    path = (source.get("plainTextPath") or "").rpartition("/")[2].lower()
    return members.get(path, b"").decode("utf-8", "replace")


def _project(path: Path) -> tuple[etree._Element, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {n.lower(): n for n in archive.namelist()}
            data = archive.read(names["project.qde"])
            members = {
                n.rpartition("/")[2].lower(): archive.read(n)
                for n in archive.namelist()
                if n.lower().startswith("sources/") and not n.endswith("/")
            }
    except (zipfile.BadZipFile, KeyError, OSError):
        raise say.no_project(path) from None
    return _parse(path, data), members


def _parse(path: Path, data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError:
        raise say.no_project(path) from None


def _tag(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
