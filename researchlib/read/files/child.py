"""Opens files in a process of its own: a hostile file ends this process, not the study.

Run as `python child.py MEMORY MOST_ROWS MOST_COLUMNS`; reads a path and a kind a line, answers
each with a line of JSON: sheets of rows as text, and notes (code and detail) for people.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import repeat
from typing import Any

Sheet = dict[str, Any]
Notes = list[list[str]]
Limits = tuple[int, int]  # rows and columns

_VERTICAL = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN = re.compile(rb"<row [^>]*hidden=\"(?:1|true)\"")
_HIDDEN_COLUMN = re.compile(rb"<col [^>]*hidden=\"(?:1|true)\"")
_FORMULA = re.compile(rb"<c r=\"([A-Z]+\d+)\"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?!<v>[^<])")
_BLANK_RUN = 1000
# Line breaks within a line, as themselves or as workbooks write them down.
SOFT = re.compile("_x000[9A-Da-d]_|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class Refused(Exception):
    """The file is of a kind that would be read silently wrong; args are code and details."""


def limit_memory(most: int) -> None:
    """Where the system can, cap the memory of this process; Windows relies on the time limit."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def as_text(value: Any) -> str:
    """A cell as a person would read it; whole numbers stay whole, dates are ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return SOFT.sub(" ", str(value))


def bounded(rows: Iterable[Iterable[Any]], most: Limits) -> list[list[str]]:
    """The cells as text, trailing blanks cut; a sheet beyond the limits is refused."""
    kept: list[list[str]] = []
    blank = 0
    for values in rows:
        cells = [as_text(v) for v in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > most[1]:
            raise Refused("too_large", *most)
        blank = 0 if cells else blank + 1
        kept.append(cells)
        if len(kept) - blank > most[0]:
            raise Refused("too_large", *most)
        if blank > _BLANK_RUN:
            break
    return kept[: len(kept) - blank]


def from_xlsx(path: str, most: Limits) -> tuple[list[Sheet], Notes]:
    """Every visible sheet of an .xlsx, after a look at its XML for what openpyxl hides."""
    import openpyxl

    notes: Notes = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                _look_at_xml(archive.read(name), name.startswith("xl/worksheets/"), notes)
    sheets = []
    with open(path, "rb") as file:  # a file object: openpyxl judges a path by its ending
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                notes.append(["hidden_sheet", sheet.title])
                continue
            sheet.reset_dimensions()
            rows = bounded(sheet.iter_rows(values_only=True), most)
            sheets.append({"name": sheet.title, "rows": rows})
    return sheets, notes


def _look_at_xml(data: bytes, is_sheet: bool, notes: Notes) -> None:
    if b"http://purl.oclc.org/ooxml/spreadsheetml" in data[:4096]:
        raise Refused("strict")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise Refused("doctype")
    if not is_sheet:
        return
    merged = _VERTICAL.findall(data)
    tall = 2 + any(top == bottom == b"1" for _, top, _, bottom in merged)  # a header, below a title
    for first, top, last, bottom in merged:
        if top != bottom and int(bottom) > tall:
            raise Refused("merged", f"{(first + top).decode()}:{(last + bottom).decode()}")
    formula = _FORMULA.search(data)
    if formula:
        raise Refused("formula", formula[1].decode())
    if _HIDDEN_COLUMN.search(data):
        notes.append(["hidden_columns", ""])
    hidden = len(_HIDDEN.findall(data))
    if hidden:
        notes.append(["hidden_rows", str(hidden)])


def from_ods(path: str, most: Limits) -> tuple[list[Sheet], Notes]:
    """Every visible sheet of an .ods, from its XML."""
    from lxml import etree

    notes: Notes = []
    with zipfile.ZipFile(path) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("encrypted")
        data = archive.read("content.xml")
    _look_at_xml(data, False, notes)
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    for gap in tree.iter("{*}s", "{*}tab", "{*}line-break"):
        gap.text = " "
    sheets = []
    unseen = tree.xpath("//*[*/@*[name()='table:display']='false']/@*[name()='style:name']")
    for table in tree.iterfind(".//{*}spreadsheet/{*}table"):
        name = table.get(_TABLE + "name")
        if table.get(_TABLE + "style-name") in unseen:
            notes.append(["hidden_sheet", name])
            continue
        hidden = sum(_TABLE + "visibility" in row.attrib for row in table.iter("{*}table-row"))
        if hidden:
            notes.append(["hidden_rows", str(hidden)])
        rows = bounded(_ods_rows(table, most[1]), most)
        sheets.append({"name": name, "rows": rows})
    return sheets, notes


def _ods_rows(table: Any, most_columns: int) -> Iterator[list[Any]]:
    """The rows, each as often as it is repeated."""
    for row in table.iter("{*}table-row"):
        cells: list[Any] = []
        for cell in row:
            if cell.get(_TABLE + "number-rows-spanned", "1") != "1":
                raise Refused("merged", _ods_value(cell))
            value = _ods_value(cell)
            if value == "" and cell.getnext() is None:  # up to the edge of the sheet
                break
            times = int(cell.get(_TABLE + "number-columns-repeated", "1"))
            cells += [value] * min(times, most_columns + 1)
        yield from repeat(cells, int(row.get(_TABLE + "number-rows-repeated", "1")))


def _ods_value(cell: Any) -> Any:
    """A number as stored, a date as ISO writes it, anything else as it is shown."""
    if _OFFICE + "value" in cell.attrib:
        return float(cell.get(_OFFICE + "value"))
    day = cell.get(_OFFICE + "date-value", "")
    return day.replace("T", " ") or "\n".join("".join(p.itertext()) for p in cell.iterfind("{*}p"))


def from_xls(path: str, most: Limits) -> tuple[list[Sheet], Notes]:
    """Every visible sheet of an old .xls."""
    import xlrd

    book = xlrd.open_workbook(path, on_demand=True)
    sheets, notes = [], []
    for sheet in book.sheets():
        if sheet.visibility:
            notes.append(["hidden_sheet", sheet.name])
            continue
        rows = (
            [_xls_value(sheet.cell(r, c), book.datemode) for c in range(sheet.ncols)]
            for r in range(sheet.nrows)
        )
        sheets.append({"name": sheet.name, "rows": bounded(rows, most)})
    return sheets, notes


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERR")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return cell.value


_MOST_STEPS = 9  # between the ends of a scale from 0 to 10


def from_sav(path: str, most: Limits) -> tuple[list[Sheet], Notes]:
    """An SPSS file: question text from the variable label, answers by their value labels."""
    import pyreadstat

    frame, meta = pyreadstat.read_sav(path, apply_value_formats=False, user_missing=True)
    header = [
        label or name for name, label in zip(meta.column_names, meta.column_labels, strict=True)
    ]
    columns, choices, declared = [], {}, 0
    for place, name in enumerate(meta.column_names):
        ranges: list[Any] = meta.missing_ranges.get(name, [])
        told, given = meta.variable_value_labels.get(name, {}), frame[name].tolist()
        lost = {v for v in {*told, *given} if any(one["lo"] <= v <= one["hi"] for one in ranges)}
        declared += sum(v in lost for v in given)
        given = [float("nan") if v in lost else v for v in given]
        labels = {value: label for value, label in told.items() if value not in lost}
        columns.append([labels.get(v, as_text(v)) for v in given])
        values = {v for v in given if v == v}
        steps = values - {*labels}  # between labelled ends: they have no label of their own
        if labels and len(steps) <= max(_MOST_STEPS, len(labels)):
            choices[str(place)] = [labels.get(k, as_text(k)) for k in sorted({*labels, *values})]
    rows = [header, *zip(*columns, strict=True)]
    sheet = {"name": "", "rows": bounded(rows, most), "choices": choices}
    unlabelled = sum(name not in meta.variable_value_labels for name in meta.column_names)
    notes = [["sav_labels", f"{unlabelled}/{len(header)}"]] if unlabelled else []
    return [sheet], notes + ([["sav_missing", str(declared)]] if declared else [])


READERS = {"xlsx": from_xlsx, "xls": from_xls, "ods": from_ods, "sav": from_sav}


def answer(path: str, kind: str, most_rows: int, most_columns: int) -> bytes:
    """The sheets and notes of a file, or what is wrong with it, as JSON."""
    try:
        sheets, notes = READERS[kind](path, (most_rows, most_columns))
        return _json(sheets=sheets, notes=notes)
    except MemoryError:
        problem, *details = "too_large", most_rows, most_columns
    except Refused as refused:
        problem, *details = refused.args
    except Exception as error:  # the libraries raise whatever the file provokes
        problem, *details = ("encrypted" if "encrypt" in str(error).lower() else "damaged",)
    return _json(problem=problem, details=details)


def _json(**told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def main() -> int:
    memory, most_rows, most_columns = map(int, sys.argv[1:])
    limit_memory(memory)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what libraries print is no answer
    for line in sys.stdin:
        path, kind = json.loads(line)
        answers.write(answer(path, kind, most_rows, most_columns) + b"\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
