"""归类对照: every master with the pieces of its coders in their colours, for the group."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

from researchlib.read.spoken.comments import Coding
from researchlib.report.html.plain_page import plain_page
from researchlib.run.interviews import say
from researchlib.study.study import Study
from researchlib.terms import words as w

# One coder, the other, both: apart for colour-blind readers, and told in words beside the line.
_COLOURS = ("#BBD9EC", "#F6CFA8", "#D5E8C8")
_STYLE = (
    "body{max-width:56rem}td.number{padding-right:.8rem}.label{color:var(--soft);min-width:12em}"
    + "".join(f".c{k}{{background:{colour}}}" for k, colour in enumerate(_COLOURS))
)


def side_by_side(
    study: Study,
    masters: Mapping[str, Sequence[str]],
    codings: Sequence[Coding],
) -> bytes:
    """One page: a colour for each of the first two coders, a third for what both marked."""
    coders = sorted({c.coder for c in codings})
    names = [*coders[:2], say.BOTH] if len(coders) > 1 else coders
    parts = [f"<span class=c{k}>　{html.escape(name)}　</span> " for k, name in enumerate(names)]
    for document, lines in masters.items():
        parts.append(f"<h2>{html.escape(document)}</h2><table>")
        for number, line in enumerate(lines, 1):
            here = [c for c in codings if c.document == document and c.line == number]
            parts.append(
                f"<tr><td class=number>{number}<td>{''.join(_marked(line, here, coders))}"
                f"<td class=label>{_labels(here, coders)}"
            )
        parts.append("</table>")
    return plain_page(study, w.SIDE_BY_SIDE, (), "".join(parts), _STYLE).encode()


def _marked(line: str, here: Sequence[Coding], coders: Sequence[str]) -> Iterator[str]:
    cuts = sorted({0, len(line), *(p for c in here for p in (c.start, c.end))})
    for start, end in zip(cuts, cuts[1:], strict=False):
        users = {coders.index(c.coder) for c in here if c.start <= start and end <= c.end}
        text = html.escape(line[start:end])
        if users:
            place = 2 if len(users) > 1 else min(*users, 1)
            text = f"<span class=c{place}>{text}</span>"
        yield text


def _labels(here: Sequence[Coding], coders: Sequence[str]) -> str:
    told = []
    for label in dict.fromkeys(c.label for c in here):
        users = sorted({c.coder for c in here if c.label == label})
        mark = "" if len(users) == len(coders) else f"（{w.LIST_MARK.join(users)}）"
        told.append(html.escape(label + mark))
    return "<br>".join(told)
