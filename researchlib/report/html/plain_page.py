"""Every page in one frame; and one of a table that is no notebook: verification, and what another
decision would do."""

from collections.abc import Sequence
from typing import Any

from researchlib.protect.gate import Known, passed
from researchlib.report import say as say_report
from researchlib.report.html import say
from researchlib.report.objects.display import Placed
from researchlib.report.objects.listing import Listing
from researchlib.report.objects.render import STYLES, environment, render_content
from researchlib.store.files import write_together
from researchlib.study.study import Study


def page_of(study: Study, title: str, body: str, style: str = "", **around: Any) -> str:
    """One page in the style of a report, without script or anything from outside; `around` it
    its cover, contents and footer."""
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            css=STYLES.read_text(encoding="utf-8") + style,
            simulated=say_report.SIMULATED_PAGE if study.simulated else "",
            body=body,
            say=say,
            **around,
        )
    )


def plain_page(
    study: Study,
    title: str,
    lines: Sequence[str],
    body: str,
    style: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """One page of lines and what stands below them; `links` are files beside it and what they are
    called."""
    told = [f"{study.title}　{study.edition}", *lines]
    return page_of(study, title, body, style, lines=told, links=links)


def write_plain_page(
    study: Study,
    name: str,
    title: str,
    lines: Sequence[str],
    listing: Listing,
) -> str:
    """exports/<study>/<name>.html, through the same gate as a report; returns where it is.

    Raises DataProblem where the gate refuses the page.
    """
    page = plain_page(study, title, lines, render_content(Placed(listing)))
    path = study.paths.exports / f"{name}.html"
    write_together(passed({path: page.encode()}, Known.of(study)))
    return path.relative_to(study.paths.home).as_posix()
