"""An executed notebook as a page, with the gate inside."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets import default

from researchlib.protect.gate import Known, check_html
from researchlib.protect.ledger import code_fingerprint
from researchlib.report import say as say_report
from researchlib.report.html import say
from researchlib.report.objects.prose import split_unbound
from researchlib.report.objects.render import STYLES, TEMPLATES, render_content
from researchlib.report.page.parts import (
    OfStudy,
    Part,
    allowed_words,
    characters,
    parts_of,
    title_of,
)
from researchlib.study.study import Study

_TAGS = set(
    "p h1 h2 h3 ul ol li strong em a blockquote code table thead tbody tr th td br mark hr".split()
)


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
        where = resources.get("metadata", {})
        study, name = self.study_of(where), where.get("name", "notebook")
        parts = parts_of(nb, study)
        if not any(part.contents for part in parts):
            raise say_report.not_executed(name)
        headings = _render(nb, parts, allowed_words(study))
        resources["report"] = _page(study, parts, headings)
        resources["contents"] = [one.content for part in parts for one in part.contents]
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
        if part.markdown is not None:
            if last is not None and part.markdown.lstrip().startswith("#"):
                last["code"], code, last = html.escape("\n\n".join(code)), [], None
            fragment = _markdown(part.markdown, allowed, headings)
            cell.metadata["researchlib"] = {"html": fragment}
        else:
            code.append(part.source)
            last = {"shown": [*map(render_content, part.contents)], "code": ""}
            cell.metadata["researchlib"] = last
    if last is not None:
        last["code"] = html.escape("\n\n".join(code))
    return headings


def _markdown(source: str, allowed: list[str], headings: list[dict[str, str]]) -> str:
    """Markdown as clean HTML: the title is the page's own, headings get anchors."""
    fragment = nh3.clean(
        _to_html(source), tags=_TAGS, attributes={"a": {"href"}}, url_schemes=set(), link_rel=None
    )
    fragment = re.sub(r"<h1>.*?</h1>", "", fragment, count=1, flags=re.DOTALL)
    fragment = re.sub(r">([^<]+)<", lambda m: f">{_marked(m[1], allowed)}<", fragment)

    def anchored(match: re.Match[str]) -> str:
        text = re.sub(r"<[^>]+>", "", match[2])
        anchor = f"s{len(headings) + 1}"
        if match[1] == "2":
            headings.append({"id": anchor, "text": text.strip()})
            return f'<h2 id="{anchor}">{match[2]}</h2>'
        return match[0]

    return re.sub(r"<h([23])>(.*?)</h\1>", anchored, fragment, flags=re.DOTALL)


def _to_html(source: str) -> str:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(source)


def _marked(text: str, allowed: list[str]) -> str:
    pieces = [
        (html.escape(run.text, quote=False), run.unbound)
        for run in split_unbound(html.unescape(text), allowed)
    ]
    return "".join(
        f'<mark title="{say_report.UNBOUND}">{text}</mark>' if unbound else text
        for text, unbound in pieces
    )


def _page(study: Study, parts: list[Part], headings: list[dict[str, str]]) -> dict[str, Any]:
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
        "code_label": say.CODE,
        "footer": [
            *([say_report.SIMULATED_PAGE] if study.simulated else []),
            edition,
            say.CHECK_NOTE,
            say.made_by(code_fingerprint(), study.fingerprint[:12]),
        ],
    }
