"""归类对照: every master with the pieces of its coders in their colours, for the group."""

import html
from collections.abc import Collection, Iterator, Mapping, Sequence

from researchlib.read.spoken.comments import Coding
from researchlib.report.html.plain_page import plain_page
from researchlib.run.interviews import say
from researchlib.study.study import Study
from researchlib.terms import words as w

# A colour a label, apart for colour-blind readers; what only some coders gave is underlined.
_COLOURS = "#BBD9EC #F6CFA8 #D5E8C8 #F3C6DA #E4DCF3 #FBEAA6 #C9EBE6 #E0D3C5 #D9DFE6 #F7D4CB".split()
_STYLE = (
    "body{max-width:56rem}td.number{padding-right:.8rem}.label{color:var(--soft);min-width:12em}"
)
_STYLE += ".some{text-decoration:underline dotted}.strip td{width:.5rem;height:.9rem;padding:0}"
_STYLE += "".join(f".c{k}{{background:{colour}}}" for k, colour in enumerate(_COLOURS))


def side_by_side(
    study: Study,
    masters: Mapping[str, Sequence[str]],
    codings: Sequence[Coding],
) -> bytes:
    """One page: every document with a strip of where each label stands, then its turns in order;
    a colour for each label, underlined where not every coder of the document gave it."""
    labels = [label for label in study.labels if any(c.label == label for c in codings)]
    colours = {label: f"c{k % len(_COLOURS)}" for k, label in enumerate(labels)}
    parts = [f"<span class={colours[label]}>　{html.escape(label)}　</span> " for label in labels]
    parts += [f"<span class=some>{say.NOT_ALL}</span>"] if labels else []
    for document, lines in masters.items():
        mine = [c for c in codings if c.document == document]
        coders = {c.coder for c in mine}
        parts.append(f"<h2>{html.escape(document)}</h2>{_strip(mine, labels, colours, len(lines))}")
        parts.append("<table>")
        for number, line in enumerate(lines, 1):
            here = [c for c in mine if c.line == number]
            parts.append(
                f"<tr><td class=number>{number}<td>{''.join(_marked(line, here, coders, colours))}"
                f"<td class=label>{_labels(here, coders)}"
            )
        parts.append("</table>")
    return plain_page(study, w.SIDE_BY_SIDE, (), "".join(parts), _STYLE).encode()


def _strip(
    codings: Sequence[Coding], labels: Sequence[str], colours: Mapping[str, str], turns: int
) -> str:
    """A row a label, a field a turn, coloured where somebody gave it."""
    used = {(c.label, c.line) for c in codings}
    rows = [
        f"<tr><th>{html.escape(label)}"
        + "".join(
            f"<td class={colours[label]}>" if (label, turn) in used else "<td>"
            for turn in range(1, turns + 1)
        )
        for label in labels
        if any(c.label == label for c in codings)
    ]
    return f"<table class=strip>{''.join(rows)}</table>" if rows else ""


def _marked(
    line: str, here: Sequence[Coding], coders: Collection[str], colours: Mapping[str, str]
) -> Iterator[str]:
    """The line in pieces: in the colour of the first label that stands there."""
    cuts = sorted({0, len(line), *(p for c in here for p in (c.start, c.end))})
    for start, end in zip(cuts, cuts[1:], strict=False):
        users: dict[str, set[str]] = {}
        for c in here:
            if c.start <= start and end <= c.end:
                users.setdefault(c.label, set()).add(c.coder)
        text = html.escape(line[start:end])
        if users:
            label = next(name for name in colours if name in users)
            some = "" if all(who == coders for who in users.values()) else " some"
            text = f'<span class="{colours[label]}{some}">{text}</span>'
        yield text


def _labels(here: Sequence[Coding], coders: Collection[str]) -> str:
    told = []
    for label in dict.fromkeys(c.label for c in here):
        users = {c.coder for c in here if c.label == label}
        mark = "" if users == coders else f"（{w.LIST_MARK.join(sorted(users))}）"
        told.append(html.escape(label + mark))
    return "<br>".join(told)
