"""The 课题表 of the demo study: its questions, sources, rules and facts as workbook rows."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaire import SHOWN_WHEN, Asked

from researchlib.terms import words as w

Row = dict[str, str]


def codebook_rows(source: str, form: Sequence[Asked]) -> list[Row]:
    """题目对照表: a row a question, and a row for each row of a matrix."""
    return [row for asked in form for row in _rows_of(source, asked)]


def _rows_of(source: str, asked: Asked) -> list[Row]:
    common = {
        w.SOURCE: source,
        w.KIND: asked.kind,
        w.CHOICES: "\n".join(asked.choices),
        w.UNSURE: "\n".join(asked.unsure),
        w.SENSITIVITY: asked.sensitivity,
        w.NOUN: asked.noun,
        w.INSTRUMENT: w.OWN_ITEMS if asked.own else "",
        w.MERGE: asked.merge,
        w.UNIT: asked.unit,
        w.SHOWN_WHEN: _condition(asked.variable),
    }
    if not asked.rows:
        return [{**common, w.VARIABLE: asked.variable, w.TEXT: asked.text, w.SHORT: asked.short}]
    return [
        {
            **common,
            w.VARIABLE: f"{asked.variable}.{key}",
            w.TEXT: title,
            w.STEM: asked.text,
            w.SHORT: short,
            w.REVERSED: w.YES if key in asked.reversed else "",
            w.KEY: dict(asked.key).get(key, ""),
        }
        for key, title, short in asked.rows
    ]


def _condition(variable: str) -> str:
    if variable not in SHOWN_WHEN:
        return ""
    gate, choices = SHOWN_WHEN[variable]
    return f"{gate}={'；'.join(choices)}"


def items(pairs: dict[str, str]) -> list[Row]:
    """基本信息: item and content."""
    return [{w.ITEM: item, w.CONTENT: content} for item, content in pairs.items()]
