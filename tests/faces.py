"""The four faces of a published study read back, each by itself, and laid beside the ledger."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from pptx import Presentation


def agree(folder: Path) -> Counter[str]:
    """Every number of Word, slides, page and workbook is that of the ledger; how many were read of
    each."""
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    read: Counter[str] = Counter()
    for name, bound in ledger["bound"].items():
        controls = in_word(folder / f"{name}.docx")
        assert dict(controls) == bound, name
        page = folder / f"{name}.html"  # the cards for questions have none
        linked = Counter(in_page(page) if page.exists() else ())
        assert not linked - Counter(bound.values()), name
        read["word"] += len(controls)
        read["page"] += linked.total()
    known = {tag: text for bound in ledger["bound"].values() for tag, text in bound.items()}
    charts = [
        (entry["text"].split("\n")[0], [number["text"] for number in entry["numbers"]])
        for entry in ledger["entries"]
        if entry["kind"] == "chart"
    ]
    for name, shown, texts in on_slides(folder / "汇报.pptx"):
        tags = [part for part in name.split() if part in known]
        if texts is None:
            wanted = [known[tag] for tag in tags]
            assert in_order(wanted, shown), (wanted, shown)
            read["slides"] += len(tags)
        else:
            assert any(name == caption and texts == numbers for caption, numbers in charts), name
            read["charts"] += len(texts)
    read["workbook"] = in_workbook(folder)
    return read


def in_word(path: Path) -> list[tuple[str, str]]:
    controls = Document(str(path)).element.body.iter(qn("w:sdt"))
    return [
        (
            next(c.iter(qn("w:tag"))).get(qn("w:val")),
            "".join(t.text or "" for t in c.iter(qn("w:t"))),
        )
        for c in controls
    ]


def in_page(path: Path) -> list[str]:
    tree = html.fromstring(path.read_bytes())
    return [one.text_content().strip() for one in tree.xpath("//main//a[@class='bound']")]


def on_slides(path: Path):
    """Of each shape its name with its text, or the values of its chart as they are printed."""
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                columns = [series.values for series in shape.chart.plots[0].series]
                values = [v for row in zip(*columns, strict=True) for v in row]
                percent = "%" in shape.chart.plots[0].data_labels.number_format
                yield shape.name, "", [printed(v, percent) for v in values]
            elif shape.has_table:
                cells = (cell.text for row in shape.table.rows for cell in row.cells)
                yield shape.name, "\n".join(cells), None
            elif shape.has_text_frame:
                yield shape.name, shape.text_frame.text, None


def printed(value: float | None, percent: bool) -> str:
    return "" if value is None else f"{value:.0%}" if percent else f"{value:g}"


def in_order(wanted: list[str], text: str) -> bool:
    at = 0
    for one in wanted:
        at = text.find(one, at) + len(one)
        if at < len(one):
            return False
    return True


def in_workbook(folder: Path) -> int:
    """How many cells of the page have their numbers in the same row of the workbook."""
    book, read = openpyxl.load_workbook(folder / "表格汇总.xlsx"), 0
    listed = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    pages: dict[str, list[tuple[str, list[list[str]]]]] = {}
    for sheet, caption, report in (row[:3] for row in listed if row[2]):
        if report not in pages:
            pages[report] = [*tables(folder / f"{report}.html")]
        shown = [rows for title, rows in pages[report] if title.endswith(f"　{caption}")]
        if not shown:  # the numbers of a chart
            continue
        rows = [[as_shown(cell) for cell in row] for row in book[sheet].iter_rows(min_row=4)]
        rows = [numbers_in(row) for row in rows]
        told = [[*map(numbers_in, one)] for one in shown]
        assert any(rows[1 : len(one)] == one[1:] for one in told), (report, caption)
        read += sum(map(len, shown[0]))
    return read


def numbers_in(row: list[str]) -> tuple[str, list[str]]:
    """The head of a row and its numbers; an interval may stand in two columns."""
    return row[0].replace("；", "")[:12], sorted(
        re.findall(r"\d+(?:\.\d+)?%?", " ".join(row[1:]).replace("95%区间", " "))
    )


def tables(page: Path):
    """Captions and rows, a note in a cell without its brackets."""
    for table in html.fromstring(page.read_bytes()).xpath("//main//table[caption]"):
        caption = table.find("caption")
        title = (caption.text or "") + "".join(
            part.text_content() * (part.get("class") != "question") + (part.tail or "")
            for part in caption
        )
        yield (
            title.strip(),
            [
                [bare("；".join(cell.itertext())) for cell in row.xpath("./td|./th")]
                for row in table.iter("tr")
            ],
        )


def as_shown(cell) -> str:
    """A cell as a spreadsheet shows it."""
    if not isinstance(cell.value, int | float):
        return bare(cell.value or "")
    form = cell.number_format.split(";")[0]  # the second is for less than nothing
    core = re.search(r"[#,]*0(?:\.(0+))?(%?)", form)
    if core is None:
        return bare(str(cell.value))
    value = f"{cell.value * (100 if core[2] else 1):.{len(core[1] or '')}f}{core[2]}"
    return bare(form.replace(core[0], value).replace('"', ""))


def bare(text: str) -> str:
    """Without brackets and blanks: a bracket keeps the numbers apart that stand on both sides."""
    return re.sub(r"[（）]+", "；", "".join(text.split())).strip("；")
