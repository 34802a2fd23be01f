"""The one reader of markdown: known blocks and runs, from which every face is built."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import nh3

from researchlib.terms.text import visible

BlockKind = Literal["heading", "paragraph", "list", "quote", "code", "table", "rule"]
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_BROKEN = re.compile("(?<=(.))?\r(?=(.))?")
_SILENT = {"script", "style", "template"}


@dataclass(frozen=True)
class Words:
    """Words of one kind; `place` is what on the page a link leads to."""

    text: str
    strong: bool = False
    stressed: bool = False
    code: bool = False
    place: str = ""


@dataclass(frozen=True)
class Block:
    """A heading of a level, a paragraph, code; a list or quote with its parts; a table by rows."""

    kind: BlockKind
    pieces: tuple[Words, ...] = ()
    level: int = 0
    ordered: bool = False
    parts: tuple[tuple[Block, ...], ...] = ()
    rows: tuple[tuple[tuple[Words, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@cache
def _reader() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """What is read of a markdown text: comments, scripts and the marks of HTML are no words."""
    return tuple(_blocks(_reader()(visible(markdown))))


def titled(parts: Iterable[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """The same without the title of the whole; a second one is a heading as the others are."""
    told, kept = False, []
    for blocks in parts:
        made = []
        for block in blocks:
            if block.kind == "heading" and block.level == 1:
                if told:
                    made.append(replace(block, level=2))
                told = True
            else:
                made.append(block)
        kept.append(tuple(made))
    return kept


def words_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The words a line each, without code."""
    for block in blocks:
        if block.kind not in ("code", "rule"):
            yield from (_plain(pieces) for pieces in (block.pieces, *sum(block.rows, ())) if pieces)
        for part in block.parts:
            yield from words_of(part)


def _plain(pieces: Iterable[Words]) -> str:
    return "".join("" if piece.code else piece.text for piece in pieces)


def _blocks(tokens: Iterable[Mapping[str, Any]]) -> Iterator[Block]:
    for token in tokens:
        kind, inside = token["type"], token.get("children", ())
        if kind == "heading":
            yield Block("heading", _pieces(inside), token["attrs"]["level"])
        elif kind in ("paragraph", "block_text"):
            if pieces := _pieces(inside):
                yield Block("paragraph", pieces)
        elif kind == "list":
            ordered = bool(token["attrs"].get("ordered"))
            parts = tuple(tuple(_blocks(item.get("children", ()))) for item in inside)
            yield Block("list", ordered=ordered, parts=parts)
        elif kind == "block_quote":
            yield Block("quote", parts=(tuple(_blocks(inside)),))
        elif kind == "block_code":
            yield Block("code", (Words(token["raw"].rstrip("\n"), code=True),))
        elif kind == "table":
            yield Block("table", rows=tuple(_rows(inside)))
        elif kind == "block_html":
            if text := _without_marks(token["raw"]):
                yield Block("paragraph", (Words(text),))
        elif kind == "thematic_break":
            yield Block("rule")


def _rows(sections: Iterable[Mapping[str, Any]]) -> Iterator[tuple[tuple[Words, ...], ...]]:
    head, *body = sections
    yield tuple(_pieces(cell["children"]) for cell in head["children"])
    for row in body[0]["children"] if body else ():
        yield tuple(_pieces(cell["children"]) for cell in row["children"])


def _without_marks(raw: str) -> str:
    """The words of a piece of HTML."""
    shown = nh3.clean(raw, tags=set(), clean_content_tags=_SILENT)
    return " ".join(html.unescape(shown).split())


def _pieces(tokens: Iterable[Mapping[str, Any]]) -> tuple[Words, ...]:
    """The runs of a line, alike ones joined; a line that was broken while typing goes on, in
    Chinese without a gap."""
    made: list[Words] = []
    for one in _runs(tokens, Words("")):
        if made and replace(made[-1], text="") == replace(one, text="") and not one.place:
            made[-1] = replace(one, text=made[-1].text + one.text)
        else:
            made.append(one)
    pieces = (replace(one, text=_BROKEN.sub(_joined, one.text)) for one in made)
    return tuple(piece for piece in pieces if piece.text)


def _joined(match: re.Match[str]) -> str:
    return "" if _CHINESE.search(f"{match[1] or ''}{match[2] or ''}") else " "


def _runs(tokens: Iterable[Mapping[str, Any]], like: Words) -> Iterator[Words]:
    for token in tokens:
        kind, inside = token["type"], token.get("children", ())
        if kind == "link" and token["attrs"]["url"].startswith("#"):
            text = "".join(piece.text for piece in _runs(inside, like))
            yield replace(like, text=text, place=token["attrs"]["url"][1:])
        elif kind == "strong":
            yield from _runs(inside, replace(like, strong=True))
        elif kind == "emphasis":
            yield from _runs(inside, replace(like, stressed=True))
        elif "children" in token:  # an outside link or a picture: its words
            yield from _runs(inside, like)
        elif kind == "codespan":
            yield replace(like, text=html.unescape(token["raw"]), code=True)
        elif kind == "softbreak":
            yield replace(like, text="\r")
        elif kind == "linebreak" or re.match(r"<br\b", token.get("raw", "")):
            yield replace(like, text="\n")
        elif kind != "inline_html":
            yield replace(like, text=html.unescape(token.get("raw", "")))
