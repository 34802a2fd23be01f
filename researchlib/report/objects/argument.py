"""What the report argues: problems, suggestions, and the chain that ties them."""

from __future__ import annotations

from researchlib.protect.number import WORDS
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Advice, AdviceList, Statement
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Claim, Study, Suggestion
from researchlib.terms.words import Strength


class Problem(Statement):
    """一个问题：课题表“问题与建议”中的一句话，连同它依据的调研发现。

    Parameters
    ----------
    study : Study
        From `open_study`.
    key : str
        代号 in the sheet 问题与建议.

    Examples
    --------
    >>> Problem(study, "daycare")
    日间照料中心楼层高，老人去不了。
    """

    def __init__(self, study: Study, key: str) -> None:
        problems = {problem.key: problem for problem in study.problems}
        if key not in problems:
            raise say.no_problem(key, list(problems))
        super().__init__(
            kind="problem",
            behind=WORDS,
            key=f"problem:{key}",
            text=problems[key].text,
            findings=problems[key].findings,
        )


class Suggestions(AdviceList):
    """意见建议：一是……二是……，每条写明力度、回应哪个问题、建议谁牵头、近期还是中期。

    How firmly it is put never goes beyond what the evidence of its problem carries.

    Parameters
    ----------
    study : Study
        From `open_study`; its sheet 问题与建议 holds the suggestions. One that answers no
        problem is marked 工作建议.

    Examples
    --------
    >>> Suggestions(study)
    一是把日间照料中心搬到一楼。（可先试；回应问题（一）；建议牵头单位：街道办事处；近期）
    """

    def __init__(self, study: Study) -> None:
        order = [problem.key for problem in study.problems]
        items = tuple(
            Advice(
                say.ordinal(number),
                suggestion.text,
                say.suggestion_note(
                    _firm(study, suggestion),
                    [order.index(key) for key in suggestion.problems],
                    suggestion.lead,
                    suggestion.term,
                ),
            )
            for number, suggestion in enumerate(study.suggestions)
        )
        text = "\n".join(f"{one.head}{one.text}{one.note}" for one in items)
        super().__init__(kind="suggestions", text=text, behind=WORDS, items=items)


def argument_table(study: Study, caption: str) -> Listing:
    """问题、依据和建议对照表：每个问题凭什么、建议怎么办，一条一条对得上。

    Parameters
    ----------
    study : Study
        From `open_study`; its sheet 问题与建议.
    caption : str
        A short title.

    Returns
    -------
    Listing
        A row a suggestion; a problem without one says so. Below: how firmness is decided.

    Examples
    --------
    >>> argument_table(study, "问题、依据和建议")
    问题、依据和建议
    问题  依据  建议  力度、建议牵头单位和时限
    （一）日间照料中心楼层高，老人去不了。  调研发现1条；...  把日间照料中心搬到一楼。  可先试；...
    """
    rows = []
    for place, problem in enumerate(study.problems):
        answers = [s for s in study.suggestions if problem.key in s.problems]
        head = f"{say.place(place)}{problem.text}"
        rows += [(head, _evidence(study, problem), *_answer(study, s)) for s in answers] or [
            (head, _evidence(study, problem), say.NO_SUGGESTION, "")
        ]
    rows += [
        (say.WORK_SUGGESTION, "", *_answer(study, s)) for s in study.suggestions if not s.problems
    ]
    rows = rows or [(say.NO_PROBLEMS, "", "", "")]
    return Listing(caption, "", say.CHAIN_HEAD, tuple(rows), (say.CHAIN_NOTE,), behind=WORDS)


def _evidence(study: Study, problem: Claim) -> str:
    return say.chain_evidence(
        [say_report.voiced(label, study.heard(label)) for label in problem.labels],
        {
            say.FINDINGS: problem.findings,
            say.SEEN: problem.seen,
            say.TOLD: problem.told,
            say.AGAINST: problem.contrary,
        },
    )


def _answer(study: Study, suggestion: Suggestion) -> tuple[str, str]:
    how = [_firm(study, suggestion), suggestion.lead, suggestion.term]
    return suggestion.text, "；".join(filter(None, how))


def _firm(study: Study, suggestion: Suggestion) -> str:
    """As firm as written (a blank is the mildest), but no firmer than the evidence; nothing for a
    working suggestion."""
    carried = study.carried(suggestion)
    if carried is None:
        return ""
    written = suggestion.strength or Strength.TRY
    return carried if written.firmer(carried) else written
