"""A page of a few tables that is no notebook: verification, and what another decision would do."""

from __future__ import annotations

from collections.abc import Sequence

from researchlib.protect.gate import Known, check_html
from researchlib.report.listing import Listing
from researchlib.report.render import TEMPLATES, environment, render_content
from researchlib.study.study import Study
from researchlib.terms.messages import report as say

_CSS = TEMPLATES / "researchlib" / "static" / "report.css"


def plain_page(
    study: Study, name: str, title: str, told: Sequence[str], listings: Sequence[Listing],
) -> bytes:
    """The page as it is written, through the same gate as a report; raises DataProblem."""
    page = environment().get_template("plain.html.j2").render(
        title=title, css=_CSS.read_text(encoding="utf-8"), told=told, study=study,
        simulated=say.SIMULATED_PAGE if study.simulated else "",
        tables=[render_content(listing.content()) for listing in listings])
    check_html(name, page, Known(study.roster, study.allowed))
    return page.encode()
