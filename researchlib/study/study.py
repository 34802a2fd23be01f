"""A study: configuration and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from researchlib.store.files import sha256_of
from researchlib.store.key import kept_key, keyed
from researchlib.study import say
from researchlib.study.codebook import Codebook
from researchlib.study.place import Place, place_of
from researchlib.terms.speakers import is_generic
from researchlib.terms.text import fold, last_day
from researchlib.terms.words import (
    Edition,
    FactSource,
    Mode,
    Occasion,
    Permission,
    Record,
    Rule,
    Sampling,
    Strength,
    Style,
)


@dataclass(frozen=True)
class Source:
    """一种问卷：谁填的、怎么填的、怎么抽的、发了多少。"""

    key: str
    name: str
    respondents: str
    mode: Mode
    sampling: Sampling
    population: int | None
    issued: int | None
    channel: str
    stratum: str = ""
    cluster: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Decision:
    """一条处理口径：采用哪一种，另有哪些备选，为什么。"""

    key: str
    source: str
    rule: Rule
    variable: str
    chosen: str
    alternatives: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Fact:
    """一条不是问卷得来的事实：内容、来源、是否核实。"""

    key: str
    text: str
    source: FactSource
    by: str
    checked: bool
    photo: str = ""
    no_faces: bool = False

    @property
    def named(self) -> str:
        """事项和看到的情况写在一起，中间是冒号；事项是英文代号的，只写情况。"""
        return self.text if self.key.isascii() else f"{self.key}：{self.text}"


@dataclass(frozen=True)
class Label:
    """一个归类标签：定义、上级标签、什么算、什么不算、例子。"""

    name: str
    definition: str
    parent: str = ""
    includes: str = ""
    excludes: str = ""
    example: str = ""


@dataclass(frozen=True)
class Document:
    """一份访谈记录：场合、逐字稿还是记录大意、哪天、谁校对过。"""

    name: str
    occasion: Occasion
    record: Record
    held_on: str = ""
    corrected_by: str = ""


@dataclass(frozen=True)
class Correction:
    """听写的更正：某个词（或说话人）写成了什么，应为什么；不写文档的用于全部文档。"""

    document: str
    speaker: bool
    heard: str
    meant: str


@dataclass(frozen=True)
class Quote:
    """一段原话：出自哪里，归到哪些标签，支持还是相反；批准后可引用的文字。

    `source` is a questionnaire and `variable` its open question, or a document and its line.
    """

    source: str
    variable: str
    original: str
    labels: tuple[str, ...]
    words: str
    approved: bool
    stance: str = ""
    around: bool = False


@dataclass(frozen=True)
class Claim:
    """一个问题、原因或论点：说什么，依据哪些调研发现、哪些人的话、看到的和听介绍的什么，哪些发现方向相反。

    原因的 `problems` 写明它是哪些问题的原因。
    """

    key: str
    text: str
    findings: tuple[str, ...]
    contrary: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def carries(self) -> Strength:
        """对应的建议最多能写到什么力度：调研发现有人谈到或现场看到来印证、又没有相反发现的，
        力度最大；只有一方面的话，力度最小。"""
        heard = bool(self.labels or self.seen)
        if self.findings and heard and not self.contrary:
            return Strength.MUST
        if self.findings or (self.labels and self.seen):
            return Strength.SHOULD
        return Strength.TRY


@dataclass(frozen=True)
class Suggestion:
    """一条建议：说什么，回应哪些问题，谁牵头，什么时限，写明的力度，怎样衡量，多少经费。"""

    key: str
    text: str
    problems: tuple[str, ...]
    lead: str
    term: str
    strength: Strength | None = None
    measure: str = ""
    money: str = ""


@dataclass(frozen=True)
class Person:
    """一位访谈对象：报告里的代称，以及只留在组内的姓名、别名和身份；说的话能不能引用。"""

    pseudonym: str
    name: str
    aliases: tuple[str, ...]
    role: str
    group: str = ""
    permitted: str = ""


@dataclass(frozen=True)
class Study:
    """一次实地调研的全部配置；不含任何答卷。"""

    name: str
    folder: Path
    title: str
    group: str
    place: str
    period: str
    group_size: int | None
    edition: Edition
    distribution: str
    simulated: bool
    approved: str
    sources: Mapping[str, Source]
    codebooks: Mapping[str, Codebook]
    decisions: tuple[Decision, ...]
    facts: Mapping[str, Fact]
    frames: Mapping[tuple[str, str], Mapping[str, int]]
    drawn: Mapping[tuple[str, str], Mapping[str, int]]
    labels: Mapping[str, Label]
    quotes: tuple[Quote, ...]
    problems: tuple[Claim, ...]
    suggestions: tuple[Suggestion, ...]
    terms: tuple[str, ...]
    fingerprint: str
    keep_until: str = ""
    dated: str = ""
    style: Style = Style.REPORT
    layout: Mapping[str, Any] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    allowed: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    sealed: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[tuple[str, str]] = frozenset()
    cells: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    causes: tuple[Claim, ...] = ()
    theses: tuple[Claim, ...] = ()

    def __repr__(self) -> str:
        """What it is, and nobody's name: a notebook is often passed on as it stands."""
        return say.study_shown(self, len(self.sources), len(self.documents))

    @property
    def paths(self) -> Place:
        """课题的文件放在哪里。"""
        return place_of(self.folder.parents[1], self.folder.name)

    @property
    def day(self) -> date | None:
        """报告是哪一天的：课题表的成文日期；没有填的，取实地调研的最后一天。"""
        told = (day for text in (self.dated, self.period) if (day := last_day(text)))
        return next(told, None)

    def keyed(self, fingerprint: str) -> str:
        """课题自己的数据的指纹，可以印出来：即使知道了除一份以外的全部答卷，也试不出那一份。"""
        return keyed(fingerprint, kept_key(self.paths.key))

    def check_seal(self, *paths: Path) -> None:
        """有文件与封存时不一样的，抛出 DataProblem。"""
        for path in paths:
            kept = self.sealed.get(path.relative_to(self.folder).as_posix())
            if kept and kept != sha256_of(path.read_bytes()):
                raise say.problem("seal_broken", path)

    def source(self, key: str) -> Source:
        """这个代号的问卷；没有这个代号的，报错并列出有哪些。"""
        if key not in self.sources:
            raise say.problem("unknown_source", key, list(self.sources))
        return self.sources[key]

    @cached_property
    def roster(self) -> tuple[str, ...]:
        """不得出现在组外的姓名；“说话人1”“老伴”之类不算姓名。"""
        return tuple(
            name
            for p in self.people
            for name in (p.name, *p.aliases)
            if name and not is_generic(name)
        )

    def may_quote(self, pseudonym: str) -> bool:
        """这位说话人是否许可引用；没有问过的算没有许可。"""
        return any(
            p.pseudonym == pseudonym and p.permitted == Permission.QUOTE for p in self.people
        )

    def where(self, text: str) -> tuple[str, ...]:
        """课题表在哪里写着这几个字：哪张表、哪一行、哪一列；剔除名单也找。"""
        sought = "".join(fold(text).split())
        return tuple(place for place, said in self.cells if sought and sought in said)

    def heard(self, label: str) -> tuple[str, ...]:
        """带这个标签的话，是在哪几个场合说的或写的。"""
        found = [self.documents.get(q.source) for q in self.quotes if label in q.labels]
        return tuple(dict.fromkeys(d.occasion if d else Occasion.OPEN for d in found))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """所有要有依据的判断：论点、问题、原因。"""
        return (*self.theses, *self.problems, *self.causes)

    def answering(self) -> Iterator[tuple[Claim | None, Suggestion | None]]:
        """每个问题和回应它的各条建议，没有建议的也在内；然后是不回应任何问题的建议。"""
        for problem in self.problems:
            answers = [s for s in self.suggestions if problem.key in s.problems]
            yield from ((problem, s) for s in answers) if answers else [(problem, None)]
        yield from ((None, s) for s in self.suggestions if not s.problems)

    def fact(self, key: str) -> Fact:
        """这个代号的事项，供写进句子。"""
        if key not in self.facts:
            raise say.problem("unknown_fact", key, list(self.facts))
        return self.facts[key]

    def carried(self, suggestion: Suggestion) -> Strength | None:
        """建议所回应的问题最多能支持到什么力度；回应几个问题的，取最弱的；不回应问题的，
        是 None。"""
        found = [p.carries for p in self.problems if p.key in suggestion.problems]
        return max(found, key=list(Strength).index, default=None)

    def decisions_for(self, source: str) -> tuple[Decision, ...]:
        """一份问卷里声明过的处理口径。"""
        return tuple(d for d in self.decisions if d.source == source)
