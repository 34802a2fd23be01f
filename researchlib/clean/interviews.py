"""Interviews made ready to be counted: who spoke, what was said, and the labels agreed on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import SequenceMatcher

import pandas as pd

from researchlib.clean import say
from researchlib.clean.adjudicate import Key, spots
from researchlib.read.exports.headers import normal
from researchlib.read.exports.questionnaires import read_questionnaires
from researchlib.read.spoken.codings import Codings, read_codings, read_masters, read_times
from researchlib.read.spoken.comments import Coding
from researchlib.store.files import sha256_of
from researchlib.study.study import Document, Label, Quote, Study
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.text import visible


@dataclass(frozen=True)
class Transcripts:
    """清洗后的访谈：每人每段话（已换成代称），以及商定后的归类。

    `lines` 是定稿全文：引文和前后的话都在里面。`turns` 一行一段发言：document（文档）、
    line（第几行）、speaker（代称）、role（身份）、group（人群）、asks（是不是主持人）、text（文字），
    以及录音里的时间（转写稿没有写的空着）。`codings` 一行是商定以后成立的一个标签：document、line、
    start 和 end（起止位置）、quote（引文）、label（标签）、speaker、against（说的人看法相反）。
    `each` 是各位归类人各自的标签。`coders` 记着谁看过哪份文档，`disputed` 是意见不同的地方
    （文档、第几行、标签），`pending` 是还没有商定的，不计入；`open` 是没有商定的有几处。
    """

    turns: pd.DataFrame
    codings: pd.DataFrame
    each: pd.DataFrame
    documents: Mapping[str, Document]
    labels: Mapping[str, Label]
    terms: tuple[str, ...]
    open: int
    fingerprint: str
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disputed: tuple[Key, ...] = ()
    pending: tuple[Key, ...] = ()

    def __repr__(self) -> str:
        """How much there is, and nobody's words: a notebook is often passed on as it stands."""
        return say.interviews_shown(
            len(self.documents), len(self.speakers), len(self.codings), self.open
        )

    @property
    def speakers(self) -> tuple[str, ...]:
        """谁发过言；只提问的人不算。"""
        return tuple(dict.fromkeys(self.turns.loc[~self.turns["asks"], "speaker"]))

    def within(self, *documents: str) -> Transcripts:
        """只看某几份访谈记录。"""
        for name in documents:
            if name not in self.documents:
                raise say.problem("no_interviews", name, list(self.documents))
        keep = {
            name: getattr(self, name)[lambda t: t["document"].isin(documents)].reset_index(
                drop=True
            )
            for name in ("turns", "codings", "each")
        }
        keep |= {
            name: tuple(key for key in getattr(self, name) if key[0] in documents)
            for name in ("disputed", "pending")
        }
        return replace(
            self,
            **keep,
            documents={d: self.documents[d] for d in documents},
            coders={d: self.coders.get(d, ()) for d in documents},
            open=len(keep["pending"]),
        )


def clean_interviews(study: Study) -> Transcripts:
    """读取定稿和各人的归类：用代称，按商定结果计入，没有商定的不计。

    Parameters
    ----------
    study : Study
        课题，来自 open_study；interviews/ 里有定稿、coding/<归类人>/ 和 归类分歧.xlsx。

    Returns
    -------
    Transcripts
        清洗过的访谈：发言、归类，和还没有商定的地方。

    Raises
    ------
    DataProblem
        还没有定稿；某份文档在“访谈记录”里没有一行。

    Examples
    --------
    >>> spoken = clean_interviews(study)
    >>> spoken.turns[["speaker", "text"]].head(1)
      speaker                text
    0     主持人        日间照料中心大家去过吗？
    """
    masters = read_masters(study)
    return transcripts_of(study, masters, read_codings(study, masters))


def quoted_lines(study: Study) -> Mapping[str, Sequence[str]]:
    """The masters, for quotes to stand in; nothing is read where none is approved."""
    quoted = any(q.approved and q.source in study.documents for q in study.quotes)
    return read_masters(study) if quoted else {}


def in_line(lines: Sequence[str], quote: Quote) -> bool:
    """Whether the master holds a quote on the line that it names."""
    at = int(quote.variable or 0)
    return 0 < at <= len(lines) and quote.original in visible(lines[at - 1])


def unfound_quotes(study: Study) -> tuple[Quote, ...]:
    """The approved quotes that stand in no raw record, or of which most words are not in it."""
    masters = quoted_lines(study)
    quotes = [q for q in study.quotes if q.approved]
    answers = {
        source: {
            normal(str(cell))
            for export in read_questionnaires(study, source).exports
            for _, column in export.frame.items()
            for cell in column.unique()
        }
        for source in {q.source for q in quotes} & set(study.sources)
    }

    def stands(quote: Quote) -> bool:
        if quote.source in answers:
            return any(normal(quote.original) in cell for cell in answers[quote.source])
        return in_line(masters.get(quote.source, ()), quote)

    return tuple(q for q in quotes if not (stands(q) and _own(q)))


def _own(quote: Quote) -> bool:
    """Whether what is to be quoted is mostly what was said; what is within 〔〕 is the editor's."""
    words = normal(re.sub("〔[^〕]*〕", "", quote.words))
    same = SequenceMatcher(None, words, normal(quote.original), False).get_matching_blocks()
    return sum(m.size for m in same if m.size > 1) >= policy.OWN_WORDS * len(words)


def transcripts_of(
    study: Study,
    masters: Mapping[str, Sequence[str]],
    codings: Codings,
) -> Transcripts:
    """The interviews from masters and codings that are read already."""
    if unknown := [name for name in masters if name not in study.documents]:
        raise say.problem("undocumented", unknown)
    turns = _turns(study, masters)
    each = _each(codings.found, turns)
    found = list(spots(codings))
    place = {label: number for number, label in enumerate(study.labels)}
    standing = sorted(
        (c for spot in found for c in spot.standing()),
        key=lambda c: (c.document, c.line, c.start, place[c.label]),
    )
    final = _each(standing, turns).drop(columns="coder")
    final = final.drop_duplicates(["document", "line", "label", "against"], ignore_index=True)
    pending = tuple(spot.key for spot in found if spot.open)
    text = "\n".join(f"{name}\n" + "\n".join(lines) for name, lines in masters.items())
    digest = study.keyed(sha256_of(text + final.to_csv()))
    return Transcripts(
        turns,
        final,
        each,
        {n: study.documents[n] for n in masters},
        study.labels,
        study.terms,
        len(pending),
        digest,
        masters,
        {name: codings.coders(name) for name in masters},
        tuple(spot.key for spot in found if spot.differs),
        pending,
    )


def _turns(study: Study, masters: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    people = {p.pseudonym: p for p in study.people}
    rows = []
    for document, lines in masters.items():
        times = read_times(study, document, len(lines))
        for number, line in enumerate(lines, 1):
            speaker, _, text = line.partition(w.TURN_LINE.format("", ""))
            person = people.get(speaker)
            role, group = (person.role, person.group) if person else ("", "")
            asks, time = role in w.ASKING, times[number - 1]
            rows.append((document, number, speaker, role, group, asks, text, time))
    return pd.DataFrame(rows, columns="document line speaker role group asks text time".split())


def _each(codings: Iterable[Coding], turns: pd.DataFrame) -> pd.DataFrame:
    speaker = turns.set_index(["document", "line"])["speaker"].to_dict()
    told = [
        {**asdict(c), "speaker": speaker[c.document, c.line], "against": c.against} for c in codings
    ]
    return pd.DataFrame(
        told, columns="document line start end quote label speaker against coder".split()
    )


def is_forum(transcripts: Transcripts, document: str) -> bool:
    """Whether several people spoke together."""
    return transcripts.documents[document].occasion is w.Occasion.FORUM
