"""Writes simulated answers exactly as the survey platform exports them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import xlsxwriter
from people import BLANK, SKIPPED, Drawn
from questionnaire import Asked

from researchlib.study.printed import column_heads
from researchlib.terms import words as w
from researchlib.terms.words import Kind

Cells = list[str | int]


@dataclass(frozen=True)
class Visit:
    """The platform's own columns of one answer sheet."""

    serial: int
    submitted: datetime
    seconds: int
    origin: str
    address: str

    def cells(self) -> Cells:
        return [
            self.serial,
            f"{self.submitted:%Y/%-m/%-d %-H:%M:%S}",
            f"{self.seconds}秒",
            self.origin,
            "直接访问" if self.origin == "链接" else "",
            self.address,
        ]


def visits(rng: np.random.Generator, serials: Sequence[int], start: datetime) -> list[Visit]:
    """Submission times over three days, durations, and addresses from the documentation range."""
    minutes = np.sort(rng.integers(0, 3 * 24 * 60, len(serials)))
    return [
        Visit(
            serial,
            start + timedelta(minutes=int(minute), seconds=int(rng.integers(60))),
            int(rng.lognormal(5.7, 0.35)) + 70,
            str(rng.choice(["微信", "手机提交", "链接"])),
            f"192.0.2.{rng.integers(1, 255)}(河南-焦作)",
        )
        for serial, minute in zip(serials, minutes, strict=True)
    ]


def write_export(
    path: Path,
    coded: bool,
    form: Sequence[Asked],
    people: Drawn,
    seen: Sequence[Visit],
    words: dict[str, list[str]],
) -> None:
    """One .xlsx by text or by number."""
    header: Cells = list(w.METADATA[:-1])
    columns: list[list[str | int]] = []
    for asked in form:
        titles, cells = _columns(asked, coded, people, words)
        header += titles
        columns += cells
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2024, 5, 20)})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, header)
    for number, visit in enumerate(seen):
        sheet.write_row(number + 1, 0, [*visit.cells(), *(c[number] for c in columns)])
    book.close()


def _columns(
    asked: Asked,
    coded: bool,
    people: Drawn,
    words: dict[str, list[str]],
) -> tuple[list[str], list[list[str | int]]]:
    head = f"{asked.number}、{asked.text}"
    values = people[asked.variable] if asked.variable in people else None
    if asked.rows:
        titles = list(column_heads(asked.number, asked.text, [title for _, title, _ in asked.rows]))
        return titles, [
            _single(asked, people[f"{asked.variable}.{key}"], coded, None)
            for key, _, _ in asked.rows
        ]
    if asked.kind in (Kind.MULTIPLE, Kind.RANKING):
        if coded:
            titles = [
                f"{head}({asked.choices[0]})",
                *(f"{asked.number} ({choice})" for choice in asked.choices[1:]),
            ]
            return titles, [
                [int(v) for v in _rank_codes(asked, values)[:, k]]
                for k in range(len(asked.choices))
            ]
        return [head], [
            [
                _joined(asked, row, other)
                for row, other in zip(values, _others(asked, words, len(values)), strict=True)
            ]
        ]
    if asked.kind is Kind.NUMBER:
        return [head], [[_number(v, coded) for v in values]]
    if asked.kind is Kind.OPEN:
        said = words.get(asked.variable, [""] * len(values))
        return [head], [[_open(v, text, coded) for v, text in zip(values, said, strict=True)]]
    trailing = " " if asked.number <= 3 else ""
    return [head + trailing], [_single(asked, values, coded, _others(asked, words, len(values)))]


def _others(asked: Asked, words: dict[str, list[str]], n: int) -> list[str]:
    return words.get(f"{asked.variable}_other", [""] * n)


def _rank_codes(asked: Asked, values: np.ndarray) -> np.ndarray:
    return np.where(values == 0, BLANK, values) if asked.kind is Kind.RANKING else values


def _missing(value: int) -> str:
    return {BLANK: w.BLANK, SKIPPED: w.SKIPPED}[int(value)]


def _single(
    asked: Asked,
    values: np.ndarray,
    coded: bool,
    others: list[str] | None,
) -> list[str | int]:
    if coded:
        return [int(v) + 1 if v >= 0 else int(v) for v in values]
    cells: list[str | int] = []
    for index, value in enumerate(values):
        cell = asked.choices[int(value)] if value >= 0 else _missing(value)
        if others and cell == w.OTHER and others[index]:
            cell += f"{w.OPEN_LEFT}{others[index]}{w.OPEN_RIGHT}"
        cells.append(cell)
    return cells


def _joined(asked: Asked, row: np.ndarray, other: str) -> str:
    if row[0] in (BLANK, SKIPPED):
        return _missing(row[0])
    if asked.kind is Kind.RANKING:
        order = sorted((rank, k) for k, rank in enumerate(row) if rank > 0)
        return w.ARROW.join(asked.choices[k] for _, k in order)
    ticked = [c for c, t in zip(asked.choices, row, strict=True) if t]
    if other and ticked[-1] == w.OTHER:
        ticked[-1] += f"{w.OPEN_LEFT}{other}{w.OPEN_RIGHT}"
    return w.TICK.join(ticked)


def _number(value: int, coded: bool) -> str | int:
    return int(value) if value >= 0 or coded else _missing(value)


def _open(value: int, text: str, coded: bool) -> str | int:
    if value == SKIPPED:
        return int(value) if coded else w.SKIPPED
    return text if value == 1 and text else (w.BLANK if not coded else int(BLANK))
