"""Blocks of markdown as HTML: the elements that a page knows, every word escaped."""

import html
from collections.abc import Iterable, Sequence

from researchlib.report import say as say_report
from researchlib.report.objects.prose import split_unbound
from researchlib.report.page.markdown import Block, Words


def html_of(
    blocks: Iterable[Block],
    allowed: Sequence[str],
    headings: list[dict[str, str]],
) -> str:
    """The fragment; headings of the second level get an anchor and are added to `headings`."""
    return "\n".join(_block(block, allowed, headings) for block in blocks)


def _block(block: Block, allowed: Sequence[str], headings: list[dict[str, str]]) -> str:
    shown = _line(block.pieces, allowed)
    match block.kind:
        case "heading" if block.level == 2:
            headings.append({"id": f"s{len(headings) + 1}", "text": block.text.strip()})
            return f'<h2 id="{headings[-1]["id"]}">{shown}</h2>'
        case "heading":
            return f"<h{min(block.level, 4)}>{shown}</h{min(block.level, 4)}>"
        case "list":
            tag = "ol" if block.ordered else "ul"
            items = (html_of(part, allowed, headings) for part in block.parts)
            return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        case "quote":
            inside = "".join(html_of(part, allowed, headings) for part in block.parts)
            return f"<blockquote>{inside}</blockquote>"
        case "code":
            return f"<pre>{shown}</pre>"
        case "table":
            head, *body = (
                "".join(f"<{tag}>{_line(cell, allowed)}</{tag[:2]}>" for cell in row)
                for place, row in enumerate(block.rows)
                for tag in ["td" if place else 'th scope="col"']
            )
            rows = "".join(f"<tr>{row}</tr>" for row in body)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        case "rule":
            return "<hr>"
    return f"<p>{shown}</p>"


def _line(pieces: Iterable[Words], allowed: Sequence[str]) -> str:
    return "".join(_words(piece, allowed) for piece in pieces)


def _words(piece: Words, allowed: Sequence[str]) -> str:
    if piece.code:
        return f"<code>{html.escape(piece.text)}</code>"
    shown = "".join(
        f'<mark title="{say_report.UNBOUND}">{html.escape(run.text)}</mark>'
        if run.unbound
        else html.escape(run.text)
        for run in split_unbound(piece.text, allowed)
    ).replace("\n", "<br>")
    for tag, so in (("em", piece.stressed), ("strong", piece.strong)):
        shown = f"<{tag}>{shown}</{tag}>" if so else shown
    return f'<a href="#{html.escape(piece.place)}">{shown}</a>' if piece.place else shown
