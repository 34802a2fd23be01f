"""The page of the one who teaches: every exercise with its answer."""

from __future__ import annotations

from collections.abc import Iterable

from researchlib.protect.number import WORDS
from researchlib.report.classroom import say
from researchlib.report.html.plain_page import write_plain_page
from researchlib.report.objects.display import Display, Exercise
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Study


def teachers_page(study: Study, contents: Iterable[Display]) -> None:
    """The answers of all exercises on a page that stays with the group: no ledger names it, so no
    pack for a class takes it along."""
    rows = [_solved(one) for one in contents if isinstance(one, Exercise)]
    if rows:
        listing = Listing(say.TEACHER_TITLE, "", say.TEACHER_HEAD, rows, behind=WORDS)
        write_plain_page(study, say.TEACHER_NAME, say.TEACHER_TITLE, say.TEACHER_LINES, listing)


def _solved(one: Exercise) -> tuple[str, ...]:
    right = [a for a in one.answers if a.right]
    wrong = [say.explained(a.text, a.why) for a in one.answers if not a.right]
    said = ("\n".join(a.text for a in right), "\n".join(a.why for a in right), "\n".join(wrong))
    return one.caption, one.question, *said
