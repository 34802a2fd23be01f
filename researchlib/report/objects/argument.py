"""What the report argues: problems, suggestions, and the chain that ties them."""

from researchlib.protect.number import WORDS
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Advice, AdviceList, Sentence, Statement, joined
from researchlib.report.objects.findings import bound
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Claim, Study, Suggestion
from researchlib.terms.words import Strength


class Problem(Statement):
    """一个问题：课题表“问题与建议”中的一句话，连同它依据的调研发现。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    key : str
        “问题与建议”一表里的代号。

    Examples
    --------
    >>> Problem(study, "daycare")
    日间照料中心楼层高，老人去不了。
    """

    def __init__(self, study: Study, key: str) -> None:
        known = [problem.key for problem in study.problems]
        if key not in known:
            raise say.problem("no_problem", key, known)
        place = known.index(key)
        super().__init__(
            kind="problem",
            behind=WORDS,
            key=f"problem:{key}",
            text=study.problems[place].text,
            findings=study.problems[place].findings,
            place=say.place(place),
        )


class Suggestions(AdviceList):
    """意见建议：一是……二是……，每条写明力度、回应哪个问题、建议谁牵头、近期还是中期。

    建议的力度，不超过它所回应的问题的依据。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；建议写在“问题与建议”一表。没有回应任何问题的，标为“工作建议”。

    Examples
    --------
    >>> Suggestions(study)
    一是把日间照料中心搬到一楼。（可先试；回应问题（一）；建议牵头：街道办事处；近期）
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
                    _by_whom(study, suggestion),
                ),
            )
            for number, suggestion in enumerate(study.suggestions)
        )
        text = "\n".join(f"{one.head}{one.text}{one.note}" for one in items)
        super().__init__(kind="suggestions", text=text, behind=WORDS, items=items)


class Causes(Sentence):
    """一个问题的原因：课题表“问题与建议”中类别为“原因”的各行，连同各自的依据。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    key : str
        问题的代号，与各行“回应的问题”里写的一样。

    Raises
    ------
    DataProblem
        表里没有哪一行是这个问题的原因。

    Examples
    --------
    >>> Causes(study, "daycare")
    原因在于：选址时只有三楼空着（座谈会中谈到“位置和楼层”）。
    """

    def __init__(self, study: Study, key: str) -> None:
        causes = [cause for cause in study.causes if key in cause.problems]
        if not causes:
            raise say.problem("no_cause", key)
        grounds = [_evidence(study, cause) for cause in causes]
        told = say.causes([cause.text for cause in causes], grounds)
        runs, numbers = bound(study, told)
        super().__init__(kind="text", text=joined(runs), behind=WORDS, runs=runs, numbers=numbers)


def argument_table(study: Study, caption: str) -> Listing:
    """问题、依据和建议对照表：每个问题凭什么、建议怎么办，一条一条对得上。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；取“问题与建议”一表。
    caption : str
        简短的标题。

    Returns
    -------
    Listing
        一条建议一行；没有建议的问题也写明。表下写着力度怎样定。

    Examples
    --------
    >>> argument_table(study, "问题、依据和建议")
    问题、依据和建议
    问题  依据  建议  力度、建议牵头单位和时限
    （一）日间照料中心楼层高，老人去不了。  调研发现1条；...  把日间照料中心搬到一楼。  可先试；...
    """
    heads = {p.key: f"{say.place(n)}{p.text}" for n, p in enumerate(study.problems)}
    rows = [
        (
            heads[problem.key] if problem else say.WORK_SUGGESTION,
            _evidence(study, problem) if problem else "",
            *(_answer(study, suggestion) if suggestion else (say.NO_SUGGESTION, "")),
        )
        for problem, suggestion in study.answering()
    ]
    rows = rows or [(say.NO_PROBLEMS, "", "", "")]
    notes = (say.CHAIN_NOTE,) * bool(study.suggestions)
    return Listing(caption, "", say.CHAIN_HEAD, tuple(rows), notes, behind=WORDS)


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
    how = _firm(study, suggestion), suggestion.lead, *_by_whom(study, suggestion)[1:]
    return suggestion.text, "；".join(filter(None, how))


def _by_whom(study: Study, suggestion: Suggestion) -> list[str]:
    """Who may lead, by when, how one sees that it is done with today's value, and for how much."""
    measure = joined(bound(study, suggestion.measure)[0])
    told = suggestion.lead, suggestion.term, measure, suggestion.money
    return [f"{head}{text}" if text else "" for head, text in zip(say.BY_WHOM, told, strict=True)]


def _firm(study: Study, suggestion: Suggestion) -> str:
    """As firm as written (a blank is the mildest), but no firmer than the evidence; nothing for a
    working suggestion."""
    carried = study.carried(suggestion)
    if carried is None:
        return ""
    written = suggestion.strength or Strength.TRY
    return carried if written.firmer(carried) else written
