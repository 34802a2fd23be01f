"""`researchlib check`: what needs a person, before any report is made."""

from __future__ import annotations

from collections.abc import Iterator

from researchlib.clean.questionnaires import clean_answers
from researchlib.study.study import Study
from researchlib.terms.messages import run as say
from researchlib.terms.problem import DataProblem


def check_study(study: Study) -> Iterator[tuple[bool, str]]:
    """(is well, sentence) for every questionnaire: it reads, matches its codebook, converts."""
    for source in study.sources:
        try:
            answers = clean_answers(study, source)
        except DataProblem as problem:
            yield False, str(problem)
            continue
        yield True, say.checked(source, answers.flow.valid, answers.flow.returned)
        for text in answers.notes:
            yield False, text
