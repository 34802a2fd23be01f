"""A study small enough to run again and again: a few questions, one cell in each notebook.

It has a rule of each kind that has alternatives; its payroll is that of the example study.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from conftest import HOME, SEX, SOURCE, sheets, write_xlsx

from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w

HEAD = "from researchlib import Finding, clean_answers, open_study, share\nstudy = open_study()\n"
COUNTED = HEAD + "Finding('k', '有效{有效}。', clean_answers(study, 'residents'))"
KNOWN, TALKED = ("知道", "不知道"), ("聊过", "没有聊过")
RATES = ("不满意", "一般", "满意", "不了解")


def _rule(name: str, kind: w.Rule, chosen: str, others: str, of: str = "") -> dict[str, str]:
    return {
        w.RULE: name,
        w.SOURCE: "residents",
        w.RULE_KIND: kind,
        w.PARAMETER: of,
        w.CHOSEN: chosen,
        w.ALTERNATIVES: others,
        w.REASON: "说明",
    }


RULES = [
    _rule("too_fast", w.Rule.TOO_FAST, "60", f"90；{w.NOT_EXCLUDED}"),
    _rule("straight", w.Rule.STRAIGHT, w.NOT_EXCLUDED, w.YES, "rate"),
    _rule("unsure", w.Rule.UNSURE, w.UNSURE_MISSING, w.UNSURE_IN_BASE),
    _rule("focus", w.Rule.FILTER, w.NO_FILTER, "女；男", "sex"),
]


def _asked(source: str, variable: str, text: str, choices: tuple[str, ...]) -> dict[str, str]:
    changed = {w.SOURCE: source, w.VARIABLE: variable, w.TEXT: text, w.CHOICES: "\n".join(choices)}
    return SEX | changed


def residents() -> list[list[object]]:
    """Sixty forms, two of them in under 60 seconds; who hurried does not know and has not talked."""
    head = ["序号", "所用时间", "1、您的性别", "2、网格员是谁", "3、和孩子聊过吗"]
    rows: list[list[object]] = [[*head, "4、您对下列工作的评价—环境", "4、治安"]]
    for k in range(1, 61):
        hurried = k <= 10
        answers = (
            "女" if k % 5 < 3 else "男",
            KNOWN[hurried or k % 3 == 0],
            TALKED[hurried or k % 5 in (0, 1)],
            RATES[k % 3],
            RATES[k % 4],
        )
        rows.append([k, f"{40 if k <= 2 else 75 if hurried else 200 + k}秒", *answers])
    return rows


def tiny_study(home: Path, **notebooks: str) -> Path:
    """The study "tiny" in that folder, with a notebook of one cell for every keyword."""
    data = home / "data/tiny"
    write_xlsx(data / "questionnaires/residents/1_按文本_居民问卷_60_60.xlsx", residents())
    cadres = [["序号", "1、您的性别", "2、忙得过来吗"]]
    cadres += [[k, "男" if k % 2 else "女", "忙" if k % 4 else "不忙"] for k in range(1, 31)]
    write_xlsx(data / "questionnaires/cadres/2_按文本_干部问卷_30_30.xlsx", cadres)
    records = data / "records/payroll.csv"
    records.parent.mkdir()
    records.write_bytes((HOME / "data/demo/records/payroll.csv").read_bytes())
    codebook = [
        SEX | {w.SOURCE: "residents"},
        _asked("residents", "known", "网格员是谁", KNOWN),
        _asked("residents", "talked", "和孩子聊过吗", TALKED),
        *(
            _asked("residents", f"rate.{key}", text, RATES)
            | {w.STEM: "您对下列工作的评价", w.KIND: "量表", w.UNSURE: RATES[-1]}
            for key, text in (("clean", "环境"), ("safe", "治安"))
        ),
        SEX | {w.SOURCE: "cadres"},
        _asked("cadres", "busy", "忙得过来吗", ("不忙", "忙")),
    ]
    sources = [
        SOURCE | {w.SOURCE: name, w.SOURCE_NAME: title, w.ISSUED: issued}
        for name, title, issued in (("residents", "居民问卷", "80"), ("cadres", "干部问卷", "30"))
    ]
    book = sheets(**{w.CODEBOOK: codebook, w.SOURCES: sources, w.RULES: RULES})
    write_workbook(data / "课题表.xlsx", book)
    (home / "notebooks/tiny").mkdir(parents=True)
    for name, cell in notebooks.items():
        notebook(home / "notebooks/tiny", cell, name=name)
    return home


def notebook(folder: Path, *cells: str, name: str = "01_x") -> Path:
    """A notebook of a title, a heading and these cells; the same cells give the same file."""
    made = [
        nbformat.v4.new_markdown_cell("# 题\n\n## 这一节", id="title"),
        *(nbformat.v4.new_code_cell(cell, id=f"cell{k}") for k, cell in enumerate(cells)),
    ]
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path
