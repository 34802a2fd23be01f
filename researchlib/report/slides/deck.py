"""What is on the slides: one section of the report each, its claim as the title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from researchlib.report import say as say_report
from researchlib.report.objects.display import (
    Advice,
    AdviceList,
    Captioned,
    Display,
    Picture,
    Placed,
    Quotations,
    Sentence,
    Statement,
    TableContent,
)
from researchlib.report.page.parts import HEADING, Part, claim_of
from researchlib.report.page.tags import Tags, bound_in
from researchlib.report.slides import say
from researchlib.terms import policy
from researchlib.terms.words import TO_FILL


@dataclass(frozen=True)
class SlideText:
    """A sentence on a slide, with the tags of the numbers in it."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slide:
    """A claim, what shows it, of whom it holds, and what the speaker may have to say about it."""

    title: SlideText
    lines: tuple[SlideText, ...] = ()
    shown: Picture | TableContent | None = None
    shown_tags: tuple[str, ...] = ()
    foot: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Section:
    """What stands under one heading of the report."""

    heading: str
    contents: tuple[tuple[Placed, tuple[str, ...]], ...]

    def of(self, *kinds: type) -> list[tuple[Placed, tuple[str, ...]]]:
        return [one for one in self.contents if isinstance(one[0].content, kinds)]


def deck_of(parts: Sequence[Part], report: str) -> list[Slide]:
    """The slides of the report, after the cover: problems and charts before what only tells; what
    is said twice has one slide."""
    sections = [s for s in _sections(parts, Tags(report)) if _can_be_presented(s)]
    worth = sorted(sections, key=_weight, reverse=True)[: policy.MOST_SLIDES]
    told = [slide for section in sections if section in worth for slide in _slides(section)]
    return [*{(slide.title, slide.lines): slide for slide in told[::-1]}.values()][::-1]


def _sections(parts: Sequence[Part], tags: Tags) -> Iterator[_Section]:
    """The headings up to the first annex, each with its contents and their tags."""
    heading, held = "", list[tuple[Placed, tuple[str, ...]]]()
    for part in parts:
        for found in HEADING.findall(part.markdown or ""):
            yield _Section(heading, tuple(held))
            heading, held = found[1], []
            if say.ANNEX.match(heading):
                return
        for placed in part.contents:
            if claim := claim_of(placed):
                yield _Section(heading, tuple(held))
                heading, held = claim, []
            bound = tuple(tag for tag, _ in bound_in(placed.content, tags))
            held.append((placed, bound))
    yield _Section(heading, tuple(held))


def _can_be_presented(section: _Section) -> bool:
    """A sentence by itself is said, not shown; so is a table too wide for a slide."""
    if advice := section.of(AdviceList):  # of a first report nothing is advised yet
        return any(_items(placed.content) for placed, _ in advice)
    told = section.of(Sentence, Statement)
    return bool(told) and (len(told) > 1 or _shown(section)[0] is not None)


def _weight(section: _Section) -> tuple[bool, bool, int]:
    return (
        bool(section.of(Statement, AdviceList)),
        bool(section.of(Captioned)),
        len(section.contents),
    )


def _slides(section: _Section) -> Iterator[Slide]:
    heading = SlideText(say.plain(section.heading))
    for placed, _ in section.of(AdviceList):
        items = [SlideText(f"{i.head}{i.text}{i.note}") for i in _items(placed.content)]
        yield from (Slide(heading, chunk) for chunk in _chunks(items))
        return
    claims = [SlideText(placed.content.text) for placed, _ in section.of(Statement)]
    told = [SlideText(placed.content.text, tags) for placed, tags in section.of(Sentence)]
    title, *lines = [*claims, *told]
    if len(title.text) > policy.LONGEST_CLAIM or TO_FILL in title.text:
        title, lines = heading, [title, *lines]
    shown, tags = _shown(section)
    notes = tuple(_notes(section))
    yield Slide(title, tuple(lines[: 1 if shown else None]), shown, tags, _foot(shown), notes)


def _items(content: Display) -> tuple[Advice, ...]:
    return content.items if isinstance(content, AdviceList) else ()


def _chunks(lines: Sequence[SlideText]) -> Iterator[tuple[SlideText, ...]]:
    """As evenly as they fit on slides, in order."""
    high = sum(1 + len(line.text) // policy.SLIDE_LETTERS for line in lines)
    slides = -(-high // policy.SLIDE_LINES)
    each = -(-len(lines) // slides)
    for start in range(0, len(lines), each):
        yield tuple(lines[start : start + each])


def _shown(section: _Section) -> tuple[Picture | TableContent | None, tuple[str, ...]]:
    """The first chart or table that can be read from the last row."""
    for placed, tags in section.of(Captioned):
        one = placed.content
        if isinstance(one, Picture):
            return one, tags
        if isinstance(one, TableContent) and len(one.head) <= policy.SLIDE_COLUMNS:
            if len(one.rows) <= policy.SLIDE_ROWS:
                return one, tags
    return None, ()


def _foot(shown: Picture | TableContent | None) -> str:
    """Question, base and sampling of what is shown."""
    if shown is None:
        return ""
    return say.together((shown.question, *shown.notes))


def _notes(section: _Section) -> Iterator[str]:
    """For the speaker: every sentence with what stands behind its numbers, and what people said."""
    for placed, _ in section.of(Sentence, Statement):
        yield placed.content.text
        yield from (say_report.note(number) for number in placed.content.numbers)
    for placed, _ in section.of(Quotations):
        if isinstance(placed.content, Quotations):
            for quote in placed.content.quotes:
                yield say.spoken(quote.text, quote.who)
