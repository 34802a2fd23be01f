"""An executed notebook as a list of parts: prose and displayed objects, checked and numbered."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from researchlib.protect.ledger import entry_of, mark_of
from researchlib.protect.say import UNCHECKED
from researchlib.report import say as say_report
from researchlib.report.objects.display import (
    CLAIM,
    MIME,
    Captioned,
    Choices,
    Display,
    Picture,
    Placed,
    Sentence,
    Statement,
    TableContent,
    joined,
)
from researchlib.report.objects.models import methods_used
from researchlib.report.objects.prose import split_unbound
from researchlib.report.page import say
from researchlib.report.page.bases import styled
from researchlib.report.page.markdown import Block, blocks_of, titled, words_of
from researchlib.study.study import Study
from researchlib.terms import claims
from researchlib.terms.words import Edition

_PROSE = ("finding", "text", "problem", "suggestions", "voices")
_REFERENCE = re.compile(r"\[[^\]]*\]\(#([^)]+)\)")
HEADING = re.compile(r"^(#{1,3})\s+(.+?)\s*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One cell: markdown and its blocks, or the contents that its outputs carry."""

    cell: int
    heading: str
    markdown: str | None
    contents: tuple[Placed, ...]
    source: str
    blocks: tuple[Block, ...] = ()


def parts_of(notebook: Any, study: Study) -> list[Part]:
    """The cells in order. Refuses any rich output that no displayed object made, and any cell
    that is neither markdown nor code.

    Figures and tables are numbered through the page. In a final edition a number or strength
    word that nothing carries stops the report; in a draft it is marked.
    """
    counters: Counter[str] = Counter()
    parts, level, claim = list[Part](), 0, ""
    for index, cell in enumerate(notebook.cells):
        heading = claim or heading_before(notebook, index + 1)
        if cell.cell_type == "markdown":
            if headings := HEADING.findall(cell.source):
                level, heading, claim = len(headings[-1][0]), headings[-1][1], ""
            parts.append(Part(index, heading, cell.source, (), ""))
        elif cell.cell_type == "code":
            origin = say.origin(heading, index + 1)
            contents = tuple(
                Placed(
                    _styled(c, study, counters),
                    _anchor(index, place),
                    origin,
                    _number(c, counters),
                    min(level, CLAIM) + 1 if isinstance(c, Statement) else 0,
                )
                for place, c in enumerate(_displayed(cell, heading))
            )
            claim = next(filter(None, map(claim_of, contents)), claim)
            heading = claim or heading
            parts.append(Part(index, heading, None, contents, cell.source))
        elif cell.source.strip():
            raise say.unknown_cell(heading, index + 1, cell.cell_type)
    parts = _with_references(_said_once(_with_own_methods(parts)))
    read = titled(blocks_of(part.markdown or "") for part in parts)
    parts = [replace(part, blocks=blocks) for part, blocks in zip(parts, read, strict=True)]
    if study.edition is Edition.FINAL:
        _refuse_unbound(parts, study)
    return parts


def claim_of(placed: Placed) -> str:
    """The claim that opens a section of its own; nothing for any other content."""
    content = placed.content
    if placed.level != CLAIM or not isinstance(content, Statement):
        return ""
    return content.heading(CLAIM)


def _styled(content: Display, study: Study, told: Counter[str]) -> Display:
    """In the style of the study; that nobody has checked what the host told stands with the first
    of it."""
    made = styled(content, study.style)
    if not isinstance(made, Sentence):
        return made
    runs = []
    for run in made.runs:
        before, said, after = run.text.partition(UNCHECKED)
        now = say.AND_BELOW if said and not told[said] else ""
        told[said] += 1
        runs.append(replace(run, text=f"{before}{now}{after.replace(UNCHECKED, '')}"))
    return replace(made, runs=tuple(runs), text=joined(runs))


def _anchor(cell: int, place: int) -> str:
    """Of each content its own, where a cell shows several."""
    return f"e{cell}-{place}" if place else f"e{cell}"


def _with_own_methods(parts: list[Part]) -> list[Part]:
    """A table of methods lists those of this report."""
    shown = contents_of(parts)
    return _each(parts, lambda one: replace(one, content=methods_used(one.content, shown)))


def _each(parts: list[Part], made: Callable[[Placed], Placed]) -> list[Part]:
    return [replace(part, contents=tuple(map(made, part.contents))) for part in parts]


def contents_of(parts: list[Part]) -> list[Display]:
    """All that the cells show."""
    return [one.content for part in parts for one in part.contents]


def _said_once(parts: list[Part]) -> list[Part]:
    """What follows from the kind of sample is said with the first table or figure."""
    sampling = {n.basis.sampling for content in contents_of(parts) for n in content.numbers}
    seen: set[str] = set()

    def told(one: Placed) -> Placed:
        content = one.content
        if not isinstance(content, Captioned) or not seen & sampling & set(content.notes):
            seen.update(getattr(content, "notes", ()))
            return one
        notes = (say_report.in_short(n) if n in seen & sampling else n for n in content.notes)
        return replace(one, content=replace(content, notes=tuple(notes)))

    return _each(parts, told)


def _with_references(parts: list[Part]) -> list[Part]:
    """A link to a caption becomes the number and the place of that table or figure."""
    named = {
        one.content.caption: (
            "table" if isinstance(one.content, TableContent) else "figure",
            one.number,
        )
        for part in parts
        for one in part.contents
        if one.number and isinstance(one.content, Captioned)
    }

    def numbered(match: re.Match[str]) -> str:
        if match[1] not in named:
            raise say.problem("no_such_caption", match[1], list(named))
        place, number = named[match[1]]
        name = say_report.TABLE if place == "table" else say_report.FIGURE
        return f"[{name}{number}](#{place}-{number})"

    return [
        part
        if part.markdown is None
        else replace(part, markdown=_REFERENCE.sub(numbered, part.markdown))
        for part in parts
    ]


def mark_in(name: str, parts: list[Part]) -> str:
    """The mark of what a report enters in the ledger."""
    return mark_of(entry_of(name, one.content) for part in parts for one in part.contents)


def help_line(parts: list[Part]) -> str:
    """Where to turn to, on what tells how people feel."""
    shown = [one.content for part in parts for one in part.contents]
    return say_report.help_line([n.basis.question or "" for c in shown for n in c.numbers])


def heading_before(notebook: Any, index: int) -> str:
    """The heading under which a cell stands."""
    before = [c.source for c in notebook.cells[:index] if c.cell_type == "markdown"]
    headings = [text for source in before for _, text in HEADING.findall(source)]
    return headings[-1] if headings else ""


def title_of(parts: list[Part]) -> str:
    """The first heading of the notebook."""
    return next((p.heading for p in parts if p.heading), "")


def allowed_words(study: Study) -> list[str]:
    """Names that may hold digits or strength words: terms, choices, questions and the basics."""
    questions = [q for codebook in study.codebooks.values() for q in codebook]
    words = {
        *study.terms,
        study.title,
        study.period,
        study.place,
        study.group,
        *(person.pseudonym for person in study.people),
        *(source.name for source in study.sources.values()),
    }
    for question in questions:
        words |= {*question.choices, question.text, question.stem, *(m for m, _ in question.merge)}
    return sorted((word for word in words if word), key=len, reverse=True)


def _displayed(cell: Any, heading: str) -> Iterator[Display]:
    for output in cell.outputs:
        if output.output_type == "error":
            raise say.problem("foreign_output", heading, output.ename)
        if output.output_type == "stream":
            continue
        if MIME in output.data:
            try:
                yield Display.read(output.data[MIME])
            except (KeyError, TypeError):  # of no kind that is known, or not whole
                raise say.problem("foreign_output", heading, MIME) from None
            continue
        foreign = [kind for kind in output.data if kind != "text/plain"]
        if foreign:
            raise say.problem("foreign_output", heading, foreign[0])


def _number(content: Display, counters: Counter[str]) -> int:
    """The next number of a table or figure; nothing else is numbered."""
    if not isinstance(content, TableContent | Picture):
        return 0
    counters[content.kind] += 1
    return counters[content.kind]


def characters(parts: list[Part]) -> int:
    """How long the text is: characters of prose and sentences, without tables and notes."""
    texts = [HEADING.sub(r"\2", part.markdown) for part in parts if part.markdown]
    texts += [content.text for content in contents_of(parts) if content.kind in _PROSE]
    return sum(not char.isspace() and char not in "#*>-" for text in texts for char in text)


def unbound_words(part: Part, allowed: list[str]) -> list[str]:
    """The numbers and strength words of one part that nothing carries."""
    texts = read_text(part.markdown).splitlines() if part.markdown else []
    shown = [one.content for one in part.contents]
    shown += [c for one in shown if isinstance(one, Choices) for some in one.shown for c in some]
    texts += [content.caption for content in shown if isinstance(content, Captioned)]
    words = [run.text for text in texts for run in split_unbound(text, allowed) if run.unbound]
    bound = [run for content in shown if isinstance(content, Sentence) for run in content.runs]
    return words + [run.text for run in bound if run.unbound and run.text not in allowed]


def read_text(markdown: str) -> str:
    """Markdown as it is read, without code: a line for each block."""
    return "\n".join(words_of(blocks_of(markdown)))


def _refuse_unbound(parts: list[Part], study: Study) -> None:
    allowed = allowed_words(study)
    for part in parts:
        # Whom a sentence speaks of is marked and listed; what it claims of them stops a report.
        words = [x for x in unbound_words(part, allowed) if not claims.PEOPLE_OF.fullmatch(x)]
        if words:
            raise say.problem("unbound_in_final", part.heading, words)
