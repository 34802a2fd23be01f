"""Lists that never leave the group: 编号对照表, and 识别风险 (k-anonymity) on one page."""

from collections.abc import Iterator

from researchlib.clean.answers import Answers
from researchlib.clean.questionnaires import readable
from researchlib.protect.risk import merges, risks
from researchlib.run.fieldwork import say
from researchlib.store.files import write_atomic
from researchlib.store.xlsx import list_workbook
from researchlib.study.study import Study


def write_local_lists(study: Study) -> list[str]:
    """Both lists for every questionnaire, in local/; those that cannot be read yet have none."""
    written = []
    for raw, answers in readable(study):
        source, serials = raw.source, raw.serials
        rows = (
            (f"R{number:04d}", str(row), serials.get(row, ""))
            for number, row in enumerate(answers.rows, 1)
        )
        name = f"{say.SERIALS}_{source}.xlsx"
        write_atomic(
            study.paths.local / name,
            list_workbook(say.SERIALS, say.SERIALS_HEAD, (14, 14, 20), rows),
        )
        written.append(name)
        told = list(_risk_rows(answers))
        if told:
            name = f"{say.RISK}_{source}.xlsx"
            write_atomic(
                study.paths.local / name,
                list_workbook(say.RISK, say.RISK_HEAD, (44, 14, 16, 18, 60), told),
            )
            written.append(name)
    return written


def _risk_rows(answers: Answers) -> Iterator[tuple[str, ...]]:
    """First what would help, then every combination, the riskiest first."""
    for merge in merges(answers):
        yield (merge.question.label, "", "", "", say.merge(merge.choices, merge.n))
    for risk in sorted(risks(answers), key=lambda r: (-r.alone, -r.few)):
        yield (
            " × ".join(q.label for q in risk.questions),
            str(risk.smallest),
            str(risk.alone),
            str(risk.few),
            say.risk(risk.alone, risk.few, len(answers)),
        )
