"""An executed notebook as a page."""

from collections.abc import Sequence

from researchlib.protect.ledger import code_fingerprint
from researchlib.report import say as say_report
from researchlib.report.html import say
from researchlib.report.html.plain_page import page_of
from researchlib.report.html.words import html_of
from researchlib.report.objects.display import Choices, Exercise
from researchlib.report.objects.render import render_content
from researchlib.report.page.exporter import StudyExporter
from researchlib.report.page.parts import (
    Part,
    allowed_words,
    characters,
    contents_of,
    help_line,
    mark_in,
    title_of,
)
from researchlib.study.study import Study
from researchlib.terms import policy


class PageExporter(StudyExporter):
    """One file: no script, nothing from outside."""

    output_mimetype, ending = "text/html", ".html"

    def made(self, name: str, study: Study, parts: list[Part]) -> bytes:
        if not name.startswith(policy.IN_CLASS) and any(
            isinstance(c, Choices | Exercise) for c in contents_of(parts)
        ):
            raise say_report.problem("only_in_class", name)
        headings: list[dict[str, str]] = []
        body = _body(parts, allowed_words(study), headings)
        long = say_report.characters(characters(parts))
        cover = (study.title, study.group, study.place, study.period, str(study.edition))
        return page_of(
            study,
            title_of(parts),
            body,
            cover=zip(say.COVER, (*cover, study.distribution, long), strict=True),
            contents=headings,
            footer=[
                f"{study.edition}　{say_report.DISTRIBUTION}：{study.distribution}",
                help_line(parts),
                say.CHECK_NOTE,
                say_report.check_mark(mark_in(name, parts)),
                say.made_by(code_fingerprint(), study.keyed(study.fingerprint)[:12]),
            ],
        ).encode()


def _body(parts: list[Part], allowed: Sequence[str], headings: list[dict[str, str]]) -> str:
    """What is read and what the cells show, in order; the code stays in the notebook."""
    made: list[str] = []
    for part in parts:
        made += [html_of(part.blocks, allowed, headings), *map(render_content, part.contents)]
    return "\n".join(made)
