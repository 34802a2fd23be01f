"""An executed report as slides (.pptx)."""

from researchlib.report import say as say_report
from researchlib.report.page.exporter import StudyExporter
from researchlib.report.page.parts import Part, mark_in, title_of
from researchlib.report.slides import say
from researchlib.store.package import drop_template_parts, saved
from researchlib.study.study import Study


class SlidesExporter(StudyExporter):
    """The sections of a report, one claim a slide."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ending = ".pptx"

    def made(self, name: str, study: Study, parts: list[Part]) -> bytes:
        return _presentation(name, study, parts)


def _presentation(name: str, study: Study, parts: list[Part]) -> bytes:
    from researchlib.report.slides.deck import deck_of
    from researchlib.report.slides.draw import blank_deck, draw, draw_cover, name_faces

    title = title_of(parts)
    deck = blank_deck(study.group, title)
    drop_template_parts(deck.part.package._rels)
    drop_template_parts(deck.part.rels)
    simulated = say_report.SIMULATED_PAGE if study.simulated else ""
    edition = say.edition(study.edition, study.distribution)
    of = say.joined((study.place, study.period))
    draw_cover(deck, title, list(filter(None, (study.group, of, edition, simulated))))
    slides = deck_of(parts, name)
    foot, mark = (
        say.SIMULATED if study.simulated else "",
        say_report.check_mark(mark_in(name, parts)),
    )
    for place, slide in enumerate(slides, 1):
        draw(deck, slide, say.joined((foot, mark)) if place == len(slides) else foot)
    name_faces(deck)
    return saved(deck, study.day)
