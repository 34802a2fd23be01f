"""依据在哪里: of each number printed of a questionnaire, from which file, columns and cells it was
counted, and who was left out before. It names rows, and stays with the group."""

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from researchlib.clean.answers import Answers
from researchlib.clean.questionnaires import readable
from researchlib.protect.bounds import Bounds, Counted
from researchlib.protect.system import People, bare
from researchlib.read.exports.headers import normal
from researchlib.read.exports.questionnaires import Questionnaires, asks, find_items
from researchlib.report.html.plain_page import plain_page
from researchlib.report.html.trail import sentences
from researchlib.report.say import note
from researchlib.run.engine.page import Exported
from researchlib.run.publish import say
from researchlib.store.files import write_atomic
from researchlib.study.codebook import Literal
from researchlib.study.study import Study
from researchlib.terms import policy

# A number, all that stands behind it, and what leads to the panels, or pages, that hold it.
_Printed = dict[str, tuple[Bounds, str, list[str]]]


def write_trail(study: Study, made: Sequence[Exported]) -> str:
    """local/依据在哪里（组内）.html; withheld numbers have no entry."""
    printed: _Printed = {}
    for page in made:
        said = sentences(page.page).items()
        for content in () if page.name.startswith(policy.IN_CLASS) else page.contents:
            at = next((f"#{key}-" for key, text in said if text.startswith(content.text)), "")
            for place, one in enumerate(content.numbers):
                if one.bounds and one.basis.question and not one.withheld:
                    links = printed.setdefault(one.bounds.key, (one.bounds, note(one), []))[-1]
                    to = f"../../../exports/{study.name}/{page.name}.html{at and at + str(place)}"
                    links.append(f' <a href="{to}">{escape(page.title)}</a>')
    path = study.paths.local / f"{say.TRAIL_NAME}.html"
    body = "".join(part for one in readable(study) for part in _told(*one, printed))
    write_atomic(path, plain_page(study, say.TRAIL_NAME, say.TRAIL_LINES, body).encode())
    return say.trail_written(path.relative_to(study.paths.home))


def _told(raw: Questionnaires, answers: Answers, printed: _Printed) -> Iterator[str]:
    """One questionnaire: its files, its numbers, and who was left out."""
    column, known = People(answers).column, {q.variable for q in answers.codebook}

    def variable(name: str) -> str:
        return bare(name).partition(":")[0]

    def held(literal: Literal) -> np.ndarray:
        return column(literal[0]).holds(literal[1])[column(literal[0]).codes]

    def cells(literal: Literal) -> str:
        question = answers.codebook[variable(literal[0])]
        option = bare(literal[0]).partition(":")[2]
        told = []
        for export in raw.exports:
            if asks(export, question):
                found = find_items(export, question.text, question.stem, question.choices)
                item = next((one for one in found if normal(one.part) == normal(option)), found[0])
                rows = np.array(answers.rows)[held(literal)]
                letter = xl_col_to_name(export.columns[item.position])
                column, index = export.column(item), export.frame.index
                inside = {*column[index.isin(rows)]}
                if not option or len(found) > 1:
                    told.append(say.equal(letter, sorted(inside) or literal[1]))
                elif {c for c in column[index.isin(answers.rows)] if option in c} == inside:
                    told.append(say.holding(letter, option))
                else:
                    told.append(say.read_as(letter, option))
        return "；".join(told) or say.NO_COLUMN

    sheets = [sheet for one in raw.exports for sheet in one.sheets]
    yield f"<h2>{escape(say.sheets(answers.respondents, sheets, raw.set_aside))}</h2><ol>"
    for one, told, links in printed.values():
        named = {variable(name) for name, *_ in (*one.who, *one.what)}
        if one.data == answers.data and named <= known:
            together = np.any if one.counted == Counted.ANY else np.all
            said = together([*map(held, one.what)], axis=0)
            count = int(np.all([*map(held, one.who), said], axis=0).sum()) if one.linear else None
            line = say.trail([*map(cells, one.who)], [*map(cells, one.what)], count)
            yield f"<li>{escape(told + line)}{''.join(links)}"
    yield f"</ol>{say.TRAIL_GONE}"
    for loss in answers.flow.losses:
        for row in loss.rows:
            yield f"<p>{escape(say.gone(row, raw.serials.get(row, ''), loss.reason))}"
