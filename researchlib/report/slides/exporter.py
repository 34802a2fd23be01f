"""An executed report as slides (.pptx), with the gate inside."""

from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default

from researchlib.protect.gate import Known, check_package
from researchlib.report import say as say_report
from researchlib.report.page.parts import OfStudy, Part, mark_in, title_of
from researchlib.report.slides import say
from researchlib.store.package import drop_template_parts, saved
from researchlib.study.study import Study


class SlidesExporter(OfStudy, Exporter):
    """Renders the sections of a report, one claim a slide; any other rich output stops it."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pptx"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: Any,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[bytes, dict[str, Any]]:
        """The slides as bytes; raises DataProblem where the gate refuses them."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        name, study, parts = self.opened(nb, resources)
        data = _presentation(name, study, parts)
        check_package(f"{name}.pptx", data, Known.of(study))
        return data, resources


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
