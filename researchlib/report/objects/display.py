"""What a cell shows: one frozen content a kind of object, as JSON, HTML and plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from researchlib.protect.number import Content, Number
from researchlib.store.values import as_json, filled

CLAIM = 3  # the level at which a report makes its claims
MIME = "application/vnd.researchlib+json"


@dataclass(frozen=True, kw_only=True)
class Display(Content):
    """各种显示内容共有的：在笔记本里怎样显示，输出怎样再读回来。"""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from researchlib.report.objects.render import render_content

        shown = render_content(Placed(self))
        return {MIME: as_json(self), "text/html": shown, "text/plain": self.text}

    @classmethod
    def read(cls, form: Mapping[str, Any]) -> Display:
        """读回一个输出所带的内容；不认识的种类抛出 KeyError。"""
        return filled(_KINDS[form["kind"]], form)


@dataclass(frozen=True)
class Placed:
    """A content where it stands: its anchor, what cell it is of, its number among its like, and of
    what `level` the heading is that it makes; 0 where it is none."""

    content: Display
    anchor: str = ""
    origin: str = ""
    number: int = 0
    level: int = 0


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: plain, with evidence (its index), or carried by nothing; `light`
    says the base of the number before it, or the `count`."""

    text: str
    evidence: int | None = None
    unbound: bool = False
    light: bool = False
    count: bool = False


def joined(runs: Iterable[Run]) -> str:
    """The sentence as it is read."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, kw_only=True)
class Sentence(Display):
    """一条调研发现或一段正文；`page` 是写得更详细的那一页，按与本页的相对位置写。"""

    runs: tuple[Run, ...]
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement(Display):
    """一个问题，它所依据的调研发现的代号，和它在各问题中的次序。"""

    findings: tuple[str, ...]
    place: str = ""

    def heading(self, level: int) -> str:
        """作标题用：紧接在一节之下的带编号。"""
        return f"{self.place if level == CLAIM else ''}{self.text.removesuffix('。')}"


@dataclass(frozen=True)
class Advice:
    """One suggestion: its ordinal, what to do, and in brackets how firmly, for what, by whom."""

    head: str
    text: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AdviceList(Display):
    """各条意见建议。"""

    items: tuple[Advice, ...]


@dataclass(frozen=True)
class Quotation:
    """Somebody's words, who said them, and the turns around them where that is approved."""

    text: str
    who: str
    around: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quotations(Display):
    """大家说的话。"""

    quotes: tuple[Quotation, ...]


@dataclass(frozen=True)
class TableCell:
    """A cell: the head of its row, a number, or words; below them a note."""

    text: str
    note: str = ""
    head: bool = False
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Captioned(Display):
    """有标题的内容：上面是题目原文，下面是注。"""

    caption: str
    question: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableContent(Captioned):
    """一张表。"""

    head: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True)
class Series:
    """What a chart shows of one choice or group: a printed number a category with its interval,
    in its colour."""

    name: str
    texts: tuple[str, ...]
    intervals: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True)
class Plot:
    """The numbers of a chart as it prints them, in rows: for a table, or a chart of one's own.

    `stacked` says that the series of a category are parts of one whole.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool

    def rows(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """A category a row: (series, text, interval) of each number."""
        return [
            (
                name,
                [(s.name, s.texts[k], s.intervals[k] if s.intervals else "") for s in self.series],
            )
            for k, name in enumerate(self.categories)
        ]


@dataclass(frozen=True, kw_only=True)
class Picture(Captioned):
    """一张图或一张照片，和给看不见图的人的文字说明。"""

    png: str
    alt: str
    plot: Plot | None = None


@dataclass(frozen=True, kw_only=True)
class Card(Captioned):
    """一个数，一步一步算出来。"""

    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormOption:
    """A choice with how many gave it."""

    choice: str
    text: str


@dataclass(frozen=True)
class FormItem:
    """A question's item with its choices; without a name where it has none."""

    item: str
    options: tuple[FormOption, ...]


@dataclass(frozen=True)
class CountedQuestion:
    """A question of the form by its own number, counted; one left out has no items, and why."""

    number: str
    text: str
    note: str
    kind: str
    items: tuple[FormItem, ...] = ()
    numbers: tuple[Number, ...] = ()

    @property
    def named(self) -> str:
        """As the questionnaire has it."""
        return f"{self.number}. {self.text}"


@dataclass(frozen=True, kw_only=True)
class FormContent(Display):
    """带频数的问卷；`data` 写明是谁的答卷。"""

    data: str
    questions: tuple[CountedQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class Choices(Display):
    """几种内容，各有名称，一次看一种：只在课堂上用。"""

    caption: str
    names: tuple[str, ...]
    shown: tuple[tuple[Display, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One answer of an exercise: whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Exercise(Captioned):
    """一道练习，点开每个答案就知道对不对：课堂上也能用。"""

    answers: tuple[Answer, ...]


_KINDS: dict[str, type[Display]] = {
    "finding": Sentence,
    "text": Sentence,
    "problem": Statement,
    "suggestions": AdviceList,
    "voices": Quotations,
    "table": TableContent,
    "chart": Picture,
    "card": Card,
    "form": FormContent,
    "choices": Choices,
    "exercise": Exercise,
}
