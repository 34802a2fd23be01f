"""The page of the one who teaches: every exercise with its answer."""

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
    rows = [
        (one.caption, one.question, answer.text, answer.why)
        for one in contents
        if isinstance(one, Exercise)
        for answer in one.answers
        if answer.right
    ]
    if rows:
        listing = Listing(say.TEACHER_TITLE, "", say.TEACHER_HEAD, rows, behind=WORDS)
        write_plain_page(study, say.TEACHER_NAME, say.TEACHER_TITLE, say.TEACHER_LINES, listing)
