"""What people said: approved quotes, whether they are fairly chosen, and the survey beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from researchlib.clean.interviews import Transcripts, quoted_lines
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.spoken.themes import speakers
from researchlib.protect import say as say_protect
from researchlib.protect.evidence import only
from researchlib.protect.number import SPOKEN, Rows, Shown
from researchlib.protect.protected import protect
from researchlib.protect.voices import people, protect_voices
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Quotation, Quotations
from researchlib.report.objects.listing import Listing
from researchlib.study.study import Quote, Study
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.text import visible
from researchlib.terms.words import Record

Lines = Mapping[str, Sequence[str]]


class Voices(Quotations):
    """大家的话：已经逐条批准引用的原话，不写姓名；访谈里的写代称、文档和行号。

    Words of a document kept as 记录大意 never stand inside quotation marks.

    Parameters
    ----------
    study : Study
        Its sheet 原话 holds the words; only approved ones (who, when) appear.
    label : str
        The 归类标签 they bear.
    source : str, optional
        Only from this questionnaire or document.

    Raises
    ------
    DataProblem
        An unknown label; a quote that its line of the master does not hold.

    Examples
    --------
    >>> Voices(study, "位置和楼层")
    “太高了，爬不动”（受访者一，座谈会第2行）
    """

    def __init__(self, study: Study, label: str, source: str = "") -> None:
        if label not in study.labels:
            raise say.no_label(label, list(study.labels))
        lines = quoted_lines(study)
        quotes = dict.fromkeys(
            _quotation(study, lines, quote)
            for quote in study.quotes
            if quote.approved and label in quote.labels and source in ("", quote.source)
        )
        text = "\n".join(f"{one.text}（{one.who}）" for one in quotes)
        text = text or say_report.NO_VOICES
        super().__init__(kind="voices", text=text, behind=SPOKEN, quotes=tuple(quotes))


def _quotation(study: Study, masters: Lines, quote: Quote) -> Quotation:
    """One quote as it is printed: its words, who said it, the turns around where approved."""
    if quote.source in study.sources:
        return Quotation(f"“{quote.words}”", study.sources[quote.source].respondents)
    lines = _lines(masters, quote)
    at = int(quote.variable) - 1
    speaker = lines[at].partition(w.TURN_LINE.format("", ""))[0]
    verbatim = study.documents[quote.source].record is Record.VERBATIM
    around = tuple(lines[max(0, at - 1) : at + 2]) if quote.around else ()
    return Quotation(
        f"“{quote.words}”" if verbatim else say.in_substance(quote.words),
        say.quote_from(quote.source, at + 1, speaker),
        around,
    )


def _lines(masters: Lines, quote: Quote) -> Sequence[str]:
    lines = masters.get(quote.source, [])
    at = int(quote.variable or 0)
    if not 0 < at <= len(lines) or quote.original not in visible(lines[at - 1]):
        raise say.quote_moved(quote.source, quote.variable, quote.original)
    return lines


def balance_table(study: Study, transcripts: Transcripts, caption: str) -> Listing:
    """引用是否公允：每个标签引用了几句、出自几人，有没有一句都没引、或只引一面之词的。

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
            for q in study.quotes
            if q.approved and spoken.label in q.labels and q.source in study.documents
        ]
        who = {_quotation(study, transcripts.lines, q).who.partition("，")[0] for q in quotes}
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
    """问卷与访谈对照表：问卷的比例、谈到的人数、正反两面的话、现场所见、是否一致。

    Parameters
    ----------
    study : Study
        Its sheets 原话 and 实地查看.
    transcripts : Transcripts
        From `clean_interviews`.
    rows : list of (claim, Estimates of one share, label, fact)
        The fact may be "".
    caption : str
        A short title.

    Returns
    -------
    Listing
        The rule that decides is printed below.

    Examples
    --------
    >>> unused = share(answers, "daycare_use", of="没去过")
    >>> joint_table(study, spoken, [("没去过", unused, "位置和楼层", "daycare_floor")],
    ...             "问卷与访谈对照")
    问卷与访谈对照
    问题  问卷  谈到的人  支持的话  相反的话  现场看到  是否一致
    没去过  42%（95%区间34%—51%，...）  3人（其中相反1—2人）  “太高了，爬不动”...  互补
    """
    table, numbers = [], []
    counted = speakers(transcripts).set_index("label")
    shown = {row.label: row for row in protect_voices(transcripts)}
    for claim, estimates, label, fact in rows:
        if label not in study.labels:
            raise say.no_label(label, list(study.labels))
        share = only(claim, protect(estimates).rows)
        held, against = (int(counted.loc[label, k]) for k in ("speakers", "against"))
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
                _first(study, transcripts.lines, label, w.FOR),
                _first(study, transcripts.lines, label, w.AGAINST),
                study.fact(fact).text if fact else "",
                _verdict(share, held - against, against),
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


def _first(study: Study, masters: Lines, label: str, stance: str) -> str:
    quotes = [
        q
        for q in study.quotes
        if q.approved
        and label in q.labels
        and q.source in study.documents
        and (q.stance or w.FOR) == stance
    ]
    if not quotes:
        return ""
    quotation = _quotation(study, masters, quotes[0])
    return f"{quotation.text}（{quotation.who}）"


def _verdict(share: Shown, supporting: int, against: int) -> str:
    """The rule of the note under the table."""
    if share.low is None or share.high is None:
        return say.COMPLEMENT
    if share.low > policy.MANY and supporting > against:
        return say.AGREE
    if share.low > policy.MANY and against > supporting:
        return say.CONFLICT
    if share.high < policy.FEW and supporting >= policy.LEAST_VOICES:
        return say.CONFLICT
    return say.COMPLEMENT
