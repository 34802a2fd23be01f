"""The sentences worth reading first, made anew from the answers at every run."""

from collections import Counter
from collections.abc import Iterator, Sequence

from researchlib.clean.answers import Answers
from researchlib.estimate.estimates import Measure
from researchlib.estimate.leading import Lead, LeadKind, backgrounds, leads
from researchlib.protect.number import WORDS, Shown
from researchlib.protect.protected import protect
from researchlib.protect.say import group_name
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Run, Sentence
from researchlib.report.objects.finding import Finding
from researchlib.study.codebook import Question
from researchlib.terms.words import Direction, Kind

_OF_A_KIND, _OF_A_QUESTION = 4, 2
_WHOLE = (LeadKind.ENDS, LeadKind.LEVEL)


def leading_findings(
    answers: Answers,
    *,
    by: str | Sequence[str] = (),
    keep: Sequence[str] = (),
    most: int = 10,
) -> tuple[Sentence, ...]:
    """先看的几句话：从全部题目里按要紧程度挑出来，每句是一条调研发现，带区间；每次运行都照数据重写。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    by : str or list of str, optional
        按哪几道题的各组比较；不写的，用背景题。
    keep : list of str, optional
        只留哪几条发现（写代号）。现在的数据不再支持的，会写明。
    most : int
        最多几句。

    Returns
    -------
    tuple of Finding and Text
        各条发现，要紧的在前；然后是没有能说的。

    Examples
    --------
    >>> first, *_ = leading_findings(answers)
    >>> first
    “讲座以后，您知道求助热线吗”：选“知道”的占73%。
    """
    compared = [by] if isinstance(by, str) else [*by]
    ranked = leads(answers, [answers.codebook.variable(name) for name in compared])
    found = [sentence for lead in _chosen(ranked, keep) if (sentence := _sentence(answers, lead))]
    if keep:
        known = {one.key: one for one in found}
        return tuple(known.get(key) or _plain(say_report.lead_gone(key)) for key in keep)
    return (*found[:most], *map(_plain, _untold(answers, compared, ranked)))


def _chosen(ranked: Sequence[Lead], keep: Sequence[str]) -> list[Lead]:
    """In the order of the ranking, but not all of one kind or about one question."""
    if keep:
        return [lead for lead in ranked if lead.key in keep]
    kinds: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    chosen = []
    for lead in ranked:
        asked = lead.estimates.asked.text
        if kinds[lead.kind] < _OF_A_KIND and questions[asked] < _OF_A_QUESTION:
            kinds[lead.kind] += 1
            questions[asked] += 1
            chosen.append(lead)
    return chosen


def _sentence(answers: Answers, lead: Lead) -> Finding | None:
    """The finding, or nothing where one of its numbers is withheld."""
    table = protect(lead.estimates)
    rows = [table.row(label) for label in lead.labels if label in table]
    if len(rows) < len(lead.labels) or any(row.withheld for row in rows):
        return None
    question, first = table.questions[0], rows[0]
    item = question.label if question.stem and lead.kind not in _WHOLE else ""
    asked, what = say_report.asked_about(question.printed, item), _measured(lead, question, first)
    if lead.comparison:
        group = group_name(lead.comparison.first, lead.comparison.noun)
        template = say_report.lead_gap(lead.estimates.asked.by, asked, what, group)
        return Finding(lead.key, template, 甲=first, 比较=lead.comparison)
    if lead.kind in _WHOLE:
        write = say_report.lead_ends if lead.kind is LeadKind.ENDS else say_report.lead_level
        template = write(asked, what, *(row.item for row in rows))
        high, low = rows
        return Finding(lead.key, template, 最高=high, 最低=low)
    template = say_report.LEAD_SHARES[lead.kind](asked, what)
    return Finding(lead.key, template, 占比=first)


def _measured(lead: Lead, question: Question, row: Shown) -> str:
    """What the number is, in words."""
    if lead.kind is LeadKind.FIRST:
        return say_report.asked_about(row.choice, "")
    if lead.estimates.measure is Measure.SHARE:
        chosen = say_report.share_of(lead.estimates.asked.of or (row.choice,))
        return chosen if lead.kind in say_report.LEAD_SHARES else chosen + say.SHARE
    if question.kind is Kind.NUMBER:
        return say.MEAN
    good = question.direction in (Direction.BETTER, Direction.WORSE)
    return say_report.MEAN_POINTS if good else say_report.MEAN_MORE


def _untold(answers: Answers, compared: Sequence[str], ranked: Sequence[Lead]) -> Iterator[str]:
    """What no sentence was made of, and why."""
    if not ranked:
        yield say_report.NOTHING_SURE
    by = [answers.question(name) for name in compared] or backgrounds(answers)
    if not by:
        yield say_report.NO_GROUPS
    elif not any(lead.kind is LeadKind.GAP for lead in ranked):
        yield say_report.no_gap([question.label for question in by])
    scales = [q for q in answers.codebook if q.kind is Kind.SCALE and q.direction is None]
    if scales:
        yield say_report.no_direction([*dict.fromkeys(q.printed for q in scales)])


def _plain(text: str) -> Sentence:
    """A sentence without a number: the digits in it are those of a question's own name."""
    return Sentence(kind="text", text=text, behind=WORDS, runs=(Run(text),))
