"""datapackage.json: what the columns of the twin are, for any tool that reads Data Packages."""

from collections.abc import Mapping
from typing import Any

from researchlib.clean.answers import ONE_CHOICE, Answers
from researchlib.run.pack import say
from researchlib.store.files import json_bytes
from researchlib.study.codebook import Question
from researchlib.study.printed import printed_in
from researchlib.terms import words as w

_MISSING = ("", w.BLANK, w.SKIPPED)


def datapackage(name: str, title: str, sheets: Mapping[str, Answers], pay: str) -> bytes:
    """One resource a questionnaire, by the path of its file, and the payroll where there is one:
    names, types, choices in order and what stands for no answer."""
    tables = [_table(path, answers) for path, answers in sheets.items()]
    if pay:
        fields = [{"name": column, "type": "string"} for column in w.PAYROLL_COLUMNS]
        tables.append(_resource("payroll", pay, "csv", fields))
    told = {
        "profile": "tabular-data-package",
        "name": name,
        "title": say.twin_title(title),
        "resources": tables,
    }
    return json_bytes(told)


def _table(path: str, answers: Answers) -> dict[str, Any]:
    own = ((w.SERIAL, "integer"), (w.SUBMITTED, "string"), (w.SECONDS, "string"))
    fields: list[dict[str, Any]] = [{"name": head, "type": kind} for head, kind in own]
    for asked in printed_in(answers.codebook):
        pairs = zip(asked.rows, asked.heads, strict=True)
        fields += [_field(question, head) for question, head in pairs]
    return _resource(answers.name, path, "xlsx", fields)


def _field(question: Question, head: str) -> dict[str, Any]:
    number = question.kind is w.Kind.NUMBER
    field: dict[str, Any] = {
        "name": head,
        "title": question.variable,
        "description": question.text,
        "type": "integer" if number else "string",
    }
    if question.kind in ONE_CHOICE:
        ordered = question.kind is w.Kind.SCALE
        choices = list(question.choices)
        field |= {"constraints": {"enum": choices}}
        field |= {"categories": choices, "categoriesOrdered": ordered}
    return field


def _resource(name: str, path: str, ending: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    schema = {"fields": fields, "missingValues": list(_MISSING)}
    return {"name": name.lower(), "path": path, "format": ending, "schema": schema}
