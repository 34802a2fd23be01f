"""Tables drawn from protected numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from researchlib.clean.answers import Answers
from researchlib.estimate import say as say_estimate
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.share import share
from researchlib.protect.protected import Protected, Shown, protect
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import Display
from researchlib.report.objects.listing import Listing
from researchlib.report.objects.prose import number_record
from researchlib.terms import words as w
from researchlib.terms.words import Sampling

Cell = dict[str, Any]


@dataclass(frozen=True, init=False)
class Table(Display):
    """表：题目原文在上，数值、区间和人数在下；小基数自动隐去。

    Parameters
    ----------
    estimates : Estimates
        Without `by`: a row per choice or item, with share (or average), interval and n.
        With `by`: a column per group, n under each number.
    caption : str
        A short title; the exporter numbers it.

    Examples
    --------
    >>> Table(share(answers, "daycare_use"), "日间照料中心使用情况")
    日间照料中心使用情况
    选项  占比  95%区间  有效回答
    去过  58%  49%—66%  120人
    没去过  42%  34%—51%  120人
    """

    protected: Protected
    caption: str

    def __init__(self, estimates: Estimates | Protected, caption: str):
        object.__setattr__(self, "protected", protect(estimates))
        object.__setattr__(self, "caption", caption)

    def content(self) -> dict[str, Any]:
        crossed = _is_crossed(self.protected.rows)
        head, rows = (_cross if crossed else _list)(self.protected)
        text = "\n".join("\t".join(c["text"] for c in row) for row in [head, *rows])
        return {
            "kind": "table",
            "caption": self.caption,
            "head": head,
            "rows": rows,
            "text": f"{self.caption}\n{text}",
            **notes(self.protected),
            "numbers": [number_record(r.label, self.protected, r) for r in self.protected.rows],
        }


def sample_table(answers: Answers, variables: Sequence[str], caption: str) -> Listing:
    """样本构成表：填答者的性别、年龄、身份等各占多少，人少的选项自动隐去。

    Parameters
    ----------
    answers : Answers
        Cleaned questionnaires.
    variables : list of str
        Single choices.
    caption : str
        A short title.

    Examples
    --------
    >>> sample_table(answers, ["sex", "age"], "填答者构成")
    填答者构成
    填答者  人数  占比
    您的性别：男  61人  50%
    ...
    """
    rows, numbers = [], []
    for variable in variables:
        protected = protect(share(answers, variable))
        for row in protected.rows:
            count = row.text if row.count is None else say_report.persons(row.count)
            rows.append((f"{protected.questions[0].label}：{row.choice}", count, row.text))
            numbers.append(number_record(row.label, protected, row))
    return Listing(
        caption,
        "",
        say.SAMPLE_HEAD,
        tuple(rows),
        (say.sampling_note(answers.design.sampling, say_estimate.design_told(answers.design)),),
        numeric=True,
        evidence=tuple(numbers),
    )


def notes(protected: Protected) -> dict[str, Any]:
    """What stands above and below every table and figure: the question, the base, the sampling."""
    asked = protected.asked
    below = [
        say.base_note(protected.people, _respondents(protected), asked.skipped),
        say.sampling_note(asked.sampling, asked.design),
    ]
    if asked.instrument:
        below.append(asked.instrument)
    if protected.withheld:
        below.append(say.withheld_note(protected.withheld))
    bases = [row.n for row in protected.rows if row.n is not None and row.group in ("", w.EVERYONE)]
    if (
        asked.sampling is Sampling.CENSUS
        and asked.frame_size
        and bases
        and (max(bases) < asked.frame_size)
    ):
        below.append(say.census_note(max(bases), asked.frame_size))
    if protected.extremes:
        below.append(say.extreme_note(protected.extremes))
    above = asked.text + (f"（{say.of_note(asked.of)}）" if asked.of else "")
    return {"question": above, "notes": below}


def _respondents(protected: Protected) -> str:
    domain = protected.asked.domain
    return f"{protected.asked.respondents}，{domain}" if domain else protected.asked.respondents


def _is_crossed(rows: Sequence[Shown]) -> bool:
    return any(r.group for r in rows) and any(r.item or r.choice for r in rows)


def _list(protected: Protected) -> tuple[list[Cell], list[list[Cell]]]:
    rows = protected.rows
    first = say.GROUPING if rows[0].group else say.ITEM if rows[0].item else say.CHOICE
    value = say.SHARE if protected.measure is Measure.SHARE else say.MEAN
    if rows[0].item and rows[0].choice:
        return _pivot(protected, [r.item for r in rows], [r.choice for r in rows])
    head = [_head(first), _number(value), _number(say_report.INTERVAL), _number(say_report.PEOPLE)]
    return head, [
        [
            _head(row.label),
            _number(row.text),
            _number(row.interval),
            _number(say_report.persons(row.n)),
        ]
        for row in rows
    ]


def _cross(protected: Protected) -> tuple[list[Cell], list[list[Cell]]]:
    rows = protected.rows
    return _pivot(
        protected,
        ["·".join(filter(None, (r.item, r.choice))) for r in rows],
        [r.group for r in rows],
    )


def _pivot(
    protected: Protected,
    down: Sequence[str],
    across: Sequence[str],
) -> tuple[list[Cell], list[list[Cell]]]:
    cells = {
        key: row for key, row in zip(zip(down, across, strict=True), protected.rows, strict=True)
    }
    columns = list(dict.fromkeys(across))
    label = (
        say.GROUPING if w.EVERYONE in down else say.ITEM if protected.rows[0].item else say.CHOICE
    )
    head = [_head(label), *(_number(column) for column in columns)]
    body = []
    for name in dict.fromkeys(down):
        found = [cells.get((name, column)) for column in columns]
        body.append([_head(name), *(_noted(row) for row in found)])
    return head, body


def _head(text: str) -> Cell:
    return {"text": text, "head": True}


def _number(text: str) -> Cell:
    return {"text": text, "number": True}


def _noted(row: Shown | None) -> Cell:
    if row is None:
        return _number("")
    return {
        "text": row.text,
        "number": True,
        "note": "" if row.withheld else say_report.persons(row.n),
    }
