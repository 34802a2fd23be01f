"""Slides that somebody has edited, read back: which of their numbers are no longer those
published."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from researchlib.protect.ledger import read_ledger
from researchlib.report.objects.prose import split_unbound
from researchlib.report.slides.draw import FOOT
from researchlib.run.verify import say
from researchlib.run.verify.edited_word import Edit, known_words, verify_docx
from researchlib.study.study import Study
from researchlib.terms import numbers as write


def verify_edited(study: Study, path: Path) -> tuple[int, list[Edit]]:
    """The edited report of either kind: Word, or slides."""
    slides = path.suffix.lower() == ".pptx"
    return verify_pptx(study, path) if slides else verify_docx(study, path)


def verify_pptx(study: Study, path: Path) -> tuple[int, list[Edit]]:
    """Compare every bound number of edited slides with the published ledger.

    Returns how many bound numbers they hold, and: numbers changed by hand, and numbers that
    nothing carries. Raises DataProblem where the file is no presentation of this study.
    """
    ledger = read_ledger(study.paths.ledger)
    known = {tag: text for bound in ledger.bound.values() for tag, text in bound.items()}
    charts = {
        e.text.split("\n")[0]: [str(number["text"]) for number in e.numbers]
        for e in ledger.entries
        if e.kind == "chart"
    }
    allowed = known_words(study, ledger)
    held, edits = 0, list[Edit]()
    for where, shape in _shapes(path):
        expected = [known[tag] for tag in shape.name.split() if tag in known]
        if shape.has_chart:
            expected = expected or charts.get(shape.name, [])
            edits += _chart_edits(where, _printed(shape.chart), expected)
        else:
            text = _text(shape)
            edits += _text_edits(where, text, expected, allowed if shape.name != FOOT else None)
        held += len(expected)
    if not held:
        raise say.problem("not_the_slides", path)
    return held, edits


def _shapes(path: Path) -> Iterator[tuple[str, Any]]:
    """Every shape with the title of its slide."""
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        slides = list(Presentation(str(path)).slides)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise say.problem("not_the_slides", path) from None
    for place, slide in enumerate(slides, 1):
        title = slide.shapes.title
        for shape in slide.shapes:
            yield say.slide(place, title.text_frame.text if title is not None else ""), shape


def _text(shape: Any) -> str:
    if shape.has_table:
        return "\n".join(cell.text for row in shape.table.rows for cell in row.cells)
    return str(shape.text_frame.text) if shape.has_text_frame else ""


def _text_edits(
    where: str, text: str, expected: Sequence[str], allowed: Sequence[str] | None
) -> Iterator[Edit]:
    """Published numbers in their order; what stands between them must be carried by something."""
    rest, at, gone = "", 0, list[str]()
    for number in expected:
        place = text.find(number, at)
        if place < 0:
            gone.append(number)
        else:
            rest, at = rest + text[at:place] + " ", place + len(number)
    typed = split_unbound(rest + text[at:], allowed) if allowed is not None else ()
    unbound = [run.text for run in typed if run.unbound]
    for number in gone:  # what stands in its place is no second finding
        yield Edit(say.CHANGED, where, unbound.pop(0) if unbound else "", number)
    for number in unbound:
        yield Edit(say.UNBOUND, where, number, "")


def _printed(chart: Any) -> list[float | None]:
    """The values of a chart, category by category."""
    columns = [list(series.values) for series in chart.plots[0].series]
    return [value for row in zip(*columns, strict=True) for value in row]


def _chart_edits(
    where: str, values: Sequence[float | None], expected: Sequence[str]
) -> Iterator[Edit]:
    if not expected:
        return
    if len(values) != len(expected):
        yield Edit(say.CHANGED, where, "", " ".join(expected))
        return
    for value, text in zip(values, expected, strict=True):
        printed = _as_printed(value, text)
        if printed != text:
            yield Edit(say.CHANGED, where, printed, text)


def _as_printed(value: float | None, text: str) -> str:
    """A value as the published number is written; withheld numbers have none."""
    if value is None:
        return "" if any(char.isdigit() for char in text) and text.endswith("%") else text
    if text.endswith("%"):
        return write.percent(value)
    return write.score(value, len(text.partition(".")[2]))
