"""编号对照表: which number of the analysis is which questionnaire; it never leaves the group."""

from __future__ import annotations

from researchlib.clean.questionnaires import clean_export
from researchlib.protect.files import write_atomic
from researchlib.read.questionnaires import read_questionnaires
from researchlib.run.listing import list_workbook
from researchlib.study.study import Study
from researchlib.terms import words as w
from researchlib.terms.messages import run as say
from researchlib.terms.problem import DataProblem

FOLDER = "local"


def write_serials(study: Study) -> list[str]:
    """One list a questionnaire in local/; those that cannot be read yet have none."""
    written = []
    for source in study.sources:
        try:
            raw = read_questionnaires(study, source)
            answers = clean_export(study, raw, {})
        except DataProblem:
            continue
        serial = raw.export.metadata(w.SERIAL, w.FORM_NUMBER)
        rows = ((f"R{number:04d}", str(row), serial[row] if serial is not None else "")
                for number, row in enumerate(answers.rows, 1))
        name = f"{say.SERIALS}_{source}.xlsx"
        write_atomic(study.folder / FOLDER / name,
                     list_workbook(say.SERIALS, say.SERIALS_HEAD, (14, 14, 20), rows))
        written.append(name)
    return written
