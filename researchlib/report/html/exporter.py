"""An executed notebook as a page, with the gate inside."""

import html
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from researchlib.protect.gate import Known, check_html
from researchlib.protect.ledger import code_fingerprint
from researchlib.report import say as say_report
from researchlib.report.html import say
from researchlib.report.html.words import html_of
from researchlib.report.objects.display import Choices, Exercise
from researchlib.report.objects.render import STYLES, TEMPLATES, render_content
from researchlib.report.page.parts import (
    OfStudy,
    Part,
    allowed_words,
    characters,
    claim_of,
    help_line,
    mark_in,
    title_of,
)
from researchlib.study.study import Study
from researchlib.terms import policy


class PageExporter(OfStudy, TemplateExporter):
    """Renders markdown and the objects made by researchlib; any other rich output stops it."""

    output_mimetype = "text/html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "researchlib"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: Any,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[str, dict[str, Any]]:
        """The page as text; raises DataProblem where the gate refuses it."""
        resources = resources or {}
        name, study, parts = self.opened(nb, resources)
        shown = [one.content for part in parts for one in part.contents]
        if not name.startswith(policy.IN_CLASS) and any(
            isinstance(c, Choices | Exercise) for c in shown
        ):
            raise say_report.problem("only_in_class", name)
        headings = _render(nb, parts, allowed_words(study))
        resources["report"] = _page(name, study, parts, headings)
        resources["contents"] = shown
        page, resources = super().from_notebook_node(nb, resources, **kw)
        check_html(f"{name}.html", page, Known.of(study))
        return page, resources


def _render(nb: Any, parts: list[Part], allowed: list[str]) -> list[dict[str, str]]:
    """Put the HTML of every part beside its cell; return the headings for the contents.

    The code of a section is folded once, at its end.
    """
    headings: list[dict[str, str]] = []
    code: list[str] = []
    last = None
    for part in parts:
        cell = nb.cells[part.cell]
        opens = (part.markdown or "").lstrip().startswith("#") or any(map(claim_of, part.contents))
        if last is not None and opens:
            last["code"], code, last = html.escape("\n\n".join(code)), [], None
        if part.markdown is not None:
            cell.metadata["researchlib"] = {"html": html_of(part.blocks, allowed, headings)}
        else:
            code.append(part.source)
            last = {"shown": [*map(render_content, part.contents)], "code": ""}
            cell.metadata["researchlib"] = last
    if last is not None:
        last["code"] = html.escape("\n\n".join(code))
    return headings


def _page(
    name: str,
    study: Study,
    parts: list[Part],
    headings: list[dict[str, str]],
) -> dict[str, Any]:
    edition = f"{study.edition}　{say_report.DISTRIBUTION}：{study.distribution}"
    long = say_report.characters(characters(parts))
    return {
        "title": title_of(parts),
        "css": STYLES.read_text(encoding="utf-8"),
        "simulated": say_report.SIMULATED_PAGE if study.simulated else "",
        "cover": [
            (name, told)
            for name, told in zip(
                say.COVER,
                (
                    study.title,
                    study.group,
                    study.place,
                    study.period,
                    str(study.edition),
                    study.distribution,
                    long,
                ),
                strict=True,
            )
            if told
        ],
        "contents": headings,
        "contents_label": say.CONTENTS,
        "skip_label": say.SKIP,
        "code_label": say.CODE,
        "footer": [
            *([say_report.SIMULATED_PAGE] if study.simulated else []),
            edition,
            help_line(parts),
            say.CHECK_NOTE,
            say_report.check_mark(mark_in(name, parts)),
            say.made_by(code_fingerprint(), study.keyed(study.fingerprint)[:12]),
        ],
    }
