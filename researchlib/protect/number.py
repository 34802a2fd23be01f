"""One protected number, and what a cell shows: built of such numbers alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from researchlib.protect import say
from researchlib.protect.bounds import Bounds, Kept
from researchlib.protect.cells import Cell
from researchlib.store.values import as_json, filled, from_json
from researchlib.terms import claims
from researchlib.terms import numbers as write
from researchlib.terms.words import Sampling


@dataclass(frozen=True)
class Basis:
    """What was counted of whom, or where else a number comes from; None does not apply.

    `by` is the grouping of a question, or who saw or told a fact.
    """

    question: str | None = None
    of: tuple[str, ...] | None = None
    source: str | None = None
    by: str | None = None
    respondents: str | None = None
    domain: str | None = None
    method: str | None = None
    sampling: str | None = None
    data: str | None = None


@dataclass(frozen=True)
class Number:
    """As printed, with interval and people, what it rests on, and what follows from it.

    Ledger entry, tag, evidence panel and note are views of it; `bounds`, those of the counts it
    `rests` on, and `cell` are not published with it; `silent` says how far those who did not
    answer could move it.
    """

    name: str
    text: str = ""
    interval: str = ""
    n: int | None = None
    missing: int | None = None
    basis: Basis = Basis()
    withheld: bool = False
    direction: str = ""
    bounds: Bounds | None = None
    cell: Cell | None = None
    rests: tuple[Bounds, ...] = ()
    silent: str = ""

    @property
    def interval_name(self) -> str:
        """What its interval is: of a sample, or of what the silent leave open."""
        return say.INTERVAL_NAMES.get(self.basis.method or "", say.INTERVAL)

    @property
    def of_volunteers(self) -> bool:
        """Whether it was counted of people who chose to answer."""
        sampling = self.basis.sampling or ""
        return self.basis.question is not None and sampling.startswith(Sampling.CONVENIENCE)

    @property
    def said(self) -> Number:
        """As a sentence holds it."""
        return self

    @property
    def rows(self) -> tuple[Number, ...]:
        """A sentence may be given a number by itself."""
        return (self,)

    @property
    def words(self) -> tuple[str, ...]:
        """Names of its own that a sentence may hold though they look like numbers."""
        return ()

    def written(self, form: str) -> str:
        """How a sentence says it."""
        return self.text

    def entry(self) -> dict[str, Any]:
        """As the ledger holds it: a key for all that applies."""
        asked, counted = self.basis.question is not None, self.basis.data is not None
        measured = {"interval": self.interval, "n": self.n, "missing": self.missing}
        about = {"direction": self.direction or None, **as_json(self.basis)}
        return {
            "name": self.name,
            "text": self.text,
            **{k: v for k, v in measured.items() if asked or v},
            **{k: v for k, v in about.items() if v is not None},
            **({"withheld": self.withheld} if counted else {}),
            **({"silent": self.silent} if self.silent else {}),
        }

    def as_json(self) -> dict[str, Any]:
        """The entry with what is behind it: as a notebook's output carries it."""
        rests = as_json(self.rests) or None
        behind = {"release": as_json(self.bounds), "cell": self.cell, "rests": rests}
        return {**self.entry(), **{k: v for k, v in behind.items() if v is not None}}

    @classmethod
    def read(cls, form: Mapping[str, Any]) -> Number:
        """From an entry, or from a notebook's output."""
        named = {f.name: form[f.name] for f in fields(Number) if f.name in form}
        bounds = from_json(Bounds, form.get("release"))
        rests = from_json(tuple[Bounds, ...], form.get("rests", ()))
        return Number(**named | {"basis": filled(Basis, form), "bounds": bounds, "rests": rests})


@dataclass(frozen=True)
class Shown(Number):
    """One row of a protected table: its number, where it stands, and how far a bar of it goes.

    Where it is too uncertain for a number (`loose`), a sentence says from where to where it may
    lie, and a table marks it. `unheard` is how far those who did not answer could move it."""

    group: str = ""
    item: str = ""
    choice: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    base: int | None = None
    count: int | None = None
    loose: bool = False
    unheard: float = 0.0
    clause: str = ""

    @property
    def said(self) -> Shown:
        if not (self.loose or self.clause):
            return self
        # Words give the ends only: a cell that tells the share would be finer than print.
        counted = self.cell is not None and "count" in self.cell
        return replace(self, text=self.written(""), cell=self.cell if counted else None)

    @property
    def marked(self) -> str:
        """As a table or chart holds it."""
        return self.text + say.LOOSE_MARK * self.loose

    @property
    def words(self) -> tuple[str, ...]:
        return self.group, self.item, self.choice

    @property
    def people(self) -> str:
        """有效回答N人, or that it is not told."""
        return say.people(self.n)

    @property
    def persons(self) -> str:
        """N人, or why it is not told."""
        few = self.bounds is None or self.bounds.kept == Kept.BASE
        return say.persons(self.n) if few or not self.withheld else say.NOT_TOLD

    def written(self, form: str) -> str:
        if form == claims.PEOPLE:
            return self.persons
        if form == claims.SILENT and not self.withheld:
            return self.silent or say.NOBODY_SILENT
        text = self.text
        if self.loose and self.low is not None and self.high is not None:
            text = write.tenths_between(self.low, self.high)
        if form == claims.FULL and not self.withheld:
            return say.full(text, self.interval_name, self.interval, self.people)
        if self.loose or self.clause:
            return self.clause or text
        if form == claims.TENTHS and self.count is not None and self.value is not None:
            return write.tenths(self.value)
        return self.text


def reason(numbers: Iterable[Number]) -> str:
    """Why a sentence with these numbers is not said: too few before the others' sake."""
    kept = [n.bounds.kept if n.bounds else Kept.FEW for n in numbers if n.withheld]
    return next((why for why in Kept if why in kept), "")


def exactly(row: Shown) -> Shown:
    """Where the count itself is printed, its reader has it exactly."""
    if row.count is None or row.bounds is None:
        return row
    return replace(row, bounds=replace(row.bounds, count=(row.count, row.count)))


@dataclass(frozen=True)
class Stated(Number):
    """A number of which a sentence says more than itself: a whole clause, or whose word it is."""

    clause: str = ""

    def written(self, form: str) -> str:
        return self.text if form == claims.PLAIN and not self.direction else self.clause


@dataclass(frozen=True)
class Rows:
    """What is said of the answers, as rows of the system that is attacked before anything is
    published; where nothing is said of them, in a word where it comes from instead."""

    bounds: tuple[Bounds, ...]
    instead: str = ""

    @classmethod
    def of(cls, numbers: Iterable[Number]) -> Rows:
        """What these numbers say and rest on."""
        told = (b for n in numbers for b in (*((n.bounds,) if n.bounds else ()), *n.rests))
        return cls(tuple(dict.fromkeys(told)))


WORDS = Rows((), "words")
RECORDS = Rows((), "records")
SPOKEN = Rows((), "interviews")
OWN = Rows((), "own")


@dataclass(frozen=True, kw_only=True)
class Content:
    """一格显示出来的内容：文字、里面的数、在课题里的代号；没有 `behind`（背后的依据）的，
    不予显示。"""

    kind: str
    text: str
    behind: Rows
    numbers: tuple[Number, ...] = ()
    key: str = ""

    @property
    def opening(self) -> str:
        """开头的文字：标题，或者那句话。"""
        return self.text.split("\n")[0]
