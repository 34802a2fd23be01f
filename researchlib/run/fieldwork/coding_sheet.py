"""归类表.xlsx: every open answer a row, every label a column to tick; what was ticked is kept."""

from researchlib.clean.answers import Status
from researchlib.clean.open_answers import as_listed, ticked
from researchlib.clean.questionnaires import clean_answers
from researchlib.run.ticks import tick_sheet
from researchlib.store.files import write_atomic
from researchlib.study.study import Study
from researchlib.terms import scales
from researchlib.terms import words as w


def write_coding_sheet(study: Study) -> tuple[int, int]:
    """Write or renew the sheet; returns how many answers it lists, and how many have no label."""
    rows = [(question, serial, text) for question, serial, text in _answers(study) if text]
    if not rows:
        return 0, 0
    labels = {name: label for name, label in study.labels.items() if name != w.NO_OPINION}
    path = study.folder / w.CODING_SHEET
    key = (w.TEXT, w.FORM_NUMBER, w.ANSWER)
    marks = (w.NO_OPINION, w.SEEN, w.REMARK)
    fixed = tuple(zip(key, (24, 8, 60), strict=True))
    write_atomic(path, tick_sheet(path, fixed, rows, labels, marks, key=key))
    done = ticked(study)
    return len(rows), sum((question, text) not in done for question, _, text in rows)


def _answers(study: Study) -> list[tuple[str, str, str]]:
    """Question, row of the file and answer of everybody who wrote something."""
    listed = []
    for source, book in study.codebooks.items():
        asked = [q for q in book if q.kind is w.Kind.OPEN and not scales.DIRECT.search(q.text)]
        if not asked:
            continue
        answers = clean_answers(study, source)
        for question in asked:
            wrote = answers.status[question.variable] == Status.ANSWERED
            texts = zip(answers.rows, answers.frame[question.variable], wrote, strict=True)
            listed += [
                (question.text, str(row), as_listed(str(text), study))
                for row, text, written in sorted(texts, key=lambda told: told[0])
                if written
            ]
    return listed
