"""What people said: approved quotes, whether they are fairly chosen, and the survey beside them."""

import re
from collections.abc import Mapping, Sequence

from researchlib.clean.interviews import Transcripts, in_line, quoted_lines
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.spoken.themes import speakers
from researchlib.protect import say as say_protect
from researchlib.protect.evidence import only
from researchlib.protect.number import SPOKEN, Rows
from researchlib.protect.protected import protect
from researchlib.protect.voices import people, protect_voices
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Quotation, Quotations
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Quote, Study
from researchlib.terms import words as w
from researchlib.terms.claims import OF_PAY
from researchlib.terms.text import visible

Lines = Mapping[str, Sequence[str]]
# The number of a person or a household in what it is called, and whose place in the family.
_NUMBERED = re.compile(w.NUMBERED)


class Voices(Quotations):
    """大家的话：已经逐条批准引用的原话，不写姓名；访谈里的只写身份（如一位党员代表）。

    “记录大意”的文档里的话，不加引号。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；“原话”一表里的话，批准了的（写明谁、什么时候）才印。
    label : str
        这些话的归类标签。
    source : str, optional
        只取这份问卷或文档里的。

    Raises
    ------
    DataProblem
        没有这个标签；某句原话在定稿的那一行里找不到。

    Examples
    --------
    >>> Voices(study, "位置和楼层")
    “太高了，爬不动”（一位受访者，座谈会）
    """

    def __init__(self, study: Study, label: str, source: str = "") -> None:
        if label not in study.labels:
            raise say.problem("no_label", label, list(study.labels))
        lines = quoted_lines(study)
        quotes = dict.fromkeys(
            _quotation(study, lines, quote)
            for quote in quotable(study, lines)
            if label in quote.labels and source in ("", quote.source)
        )
        text = "\n".join(f"{one.text}（{one.who}）" for one in quotes)
        text = text or say_report.NO_VOICES
        super().__init__(kind="voices", text=text, behind=SPOKEN, quotes=tuple(quotes))


def quotable(study: Study, masters: Lines) -> list[Quote]:
    """The quotes that were approved and whose speakers allow it."""
    return [
        quote
        for quote in study.quotes
        if quote.approved
        and (quote.source in study.sources or study.may_quote(_said_by(masters, quote)[0]))
    ]


def _said_by(masters: Lines, quote: Quote) -> tuple[str, int]:
    """Who said a quote of a document, and on which line."""
    at = int(quote.variable) - 1
    return _lines(masters, quote)[at].partition(w.TURN_LINE.format("", ""))[0], at


def _quotation(study: Study, masters: Lines, quote: Quote) -> Quotation:
    """One quote as it is printed: its words, in what part they were said, and of the turns around
    what is approved itself. Numbers of people and lines stay in the group's own files."""
    written = quote.source in study.sources
    verbatim = written or study.documents[quote.source].record is w.Record.VERBATIM
    exact = verbatim and is_cut_from(quote.words, quote.original)
    words = f"“{quote.words}”" if exact else say.in_substance(quote.words)
    if written:
        return Quotation(words, study.sources[quote.source].respondents)
    speaker, at = _said_by(masters, quote)
    of_pay = OF_PAY.search(words) is not None
    return Quotation(
        words,
        say.quote_from(_NUMBERED.sub("", quote.source), _role(study, speaker, of_pay)),
        _around(study, masters, quote, at) if quote.around and not of_pay else (),
    )


def _role(study: Study, speaker: str, of_pay: bool = False) -> str:
    """In what part somebody spoke, which fits several: 党员代表, never 党员代表三; of pay as one of
    a group."""
    part = _NUMBERED.sub("", speaker)
    person = next((p for p in study.people if p.pseudonym == speaker), None)
    if of_pay:
        return (person and person.group) or say.SPEAKER
    return part if part and part != speaker else (person and person.role) or say.SPEAKER


def _around(study: Study, masters: Lines, quote: Quote, at: int) -> tuple[str, ...]:
    """The approved words of the turn before, the quote, and those of the turn behind."""
    near: dict[int, str] = {}
    for other in quotable(study, masters):
        if other.source == quote.source:
            who, line = _said_by(masters, other)
            if abs(line - at) <= 1:
                near.setdefault(line, w.TURN_LINE.format(_role(study, who), other.words))
    said_by = _role(study, _said_by(masters, quote)[0])
    near[at] = w.TURN_LINE.format(said_by, quote.words)
    return tuple(near[line] for line in sorted(near)) if len(near) > 1 else ()


_ALTERED = re.compile("〔[^〕]*〕|…+|\\.{3,}")


def is_cut_from(words: str, original: str) -> bool:
    """Whether words are the original but for what is marked: put in within 〔〕, left out at ……."""
    at, told = 0, visible(original)
    for piece in filter(None, _ALTERED.split(visible(words).strip())):
        found = told.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _lines(masters: Lines, quote: Quote) -> Sequence[str]:
    lines = masters.get(quote.source, [])
    if not in_line(lines, quote):
        raise say.problem("quote_moved", quote.source, quote.variable, quote.original)
    return lines


def balance_table(study: Study, transcripts: Transcripts, caption: str) -> Listing:
    """引用是否公允：每个标签引用了几句、出自几人，有没有一句都没引、或只引一面之词的。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    caption : str
        简短的标题。

    Examples
    --------
    >>> balance_table(study, spoken, "引用的话是否公允")
    引用的话是否公允
    归类标签  谈到的人  引用的话  引自几人  相反的看法  提示
    位置和楼层  3人  1  1  1—2人  相反的看法没有引用
    ...
    """
    rows = []
    for spoken in speakers(transcripts).itertuples():
        if not spoken.speakers:
            continue
        quotes = [
            q
            for q in quotable(study, transcripts.lines)
            if spoken.label in q.labels and q.source in study.documents
        ]
        who = {_said_by(transcripts.lines, q)[0] for q in quotes}
        counter = any(q.stance == w.AGAINST for q in quotes)
        hints = [say.NO_QUOTE] if not quotes else []
        hints += [say.NO_COUNTER] if spoken.against and quotes and not counter else []
        hints += [say.ONE_SPEAKER] if len(quotes) > 2 and len(who) == 1 else []
        rows.append(
            (
                spoken.label,
                people(spoken.speakers),
                str(len(quotes)),
                str(len(who)),
                people(spoken.against),
                "；".join(hints) or say.CLUSTERED,
            )
        )
    return Listing(caption, "", say.BALANCE_HEAD, tuple(rows), behind=SPOKEN)


def joint_table(
    study: Study,
    transcripts: Transcripts,
    rows: Sequence[tuple[str, Estimates, str, str]],
    caption: str,
) -> Listing:
    """问卷与访谈对照表：问卷的比例、谈到的人数、正反两面的话、现场所见、合起来说明什么。

    “合起来说明什么”是调研组自己的：“问题与建议”里依据这个标签的问题和建议；
    这个标签的归类还没有商定的，写“待商定”。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；取“原话”和“实地查看”两表。
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    rows : list of (claim, Estimates of one share, label, fact)
        依次是一句判断、只有一行的占比、归类标签、看到的事项；事项可以写 ""。
    caption : str
        简短的标题。

    Examples
    --------
    >>> unused = share(answers, "daycare_use", of="没去过")
    >>> joint_table(study, spoken, [("没去过", unused, "位置和楼层", "daycare_floor")],
    ...             "问卷与访谈对照")
    问卷与访谈对照
    问题  问卷  谈到的人  支持的话  相反的话  现场看到  合起来说明什么
    没去过  42%（95%区间33%—51%，...）  3人（其中相反1—2人）  “太高了，爬不动”...
    """
    table, numbers = [], []
    shown = {row.label: row for row in protect_voices(transcripts)}
    for claim, estimates, label, fact in rows:
        if label not in study.labels:
            raise say.problem("no_label", label, list(study.labels))
        share = only(claim, protect(estimates).rows)
        spoke = shown.get(label)
        table.append(
            (
                claim,
                share.text
                if share.withheld
                else say_protect.full(
                    share.marked, share.interval_name, share.interval, share.people
                ),
                say.joint_voices(spoke.text, spoke.against) if spoke else say_protect.NOBODY,
                first_said(study, transcripts.lines, label, w.FOR),
                first_said(study, transcripts.lines, label, w.AGAINST),
                study.fact(fact).text if fact else "",
                _together(study, transcripts, label),
            )
        )
        numbers.append(share)
    return Listing(
        caption,
        "",
        say.JOINT_HEAD,
        tuple(table),
        (say.JOINT_NOTE,),
        evidence=tuple(numbers),
        behind=Rows.of(numbers),
    )


def first_said(study: Study, masters: Lines, label: str, stance: str) -> str:
    quotes = [
        q
        for q in quotable(study, masters)
        if label in q.labels and q.source in study.documents and (q.stance or w.FOR) == stance
    ]
    if not quotes:
        return ""
    quotation = _quotation(study, masters, quotes[0])
    return f"{quotation.text}（{quotation.who}）"


def _together(study: Study, transcripts: Transcripts, label: str) -> str:
    """What the group wrote on it, with the suggestions that answer; what is not settled waits."""
    if any(key[2] == label for key in transcripts.pending):
        return say.TO_SETTLE
    told = [
        say.meant(
            problem.text,
            say.in_short([s for s in study.suggestions if problem.key in s.problems]),
        )
        for problem in study.problems
        if label in problem.labels
    ]
    return "\n".join(told) or w.TO_FILL
