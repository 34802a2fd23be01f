"""Many questions in one table: all scales and numbers, and every question by one group."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from researchlib.clean.answers import ONE_CHOICE, SEVERAL, Answers
from researchlib.clean.scoring import score
from researchlib.estimate.average import average
from researchlib.estimate.compare import Contrast
from researchlib.estimate.estimates import Estimates
from researchlib.estimate.leading import by_group, widest
from researchlib.estimate.models.reliability import reliability
from researchlib.estimate.share import share
from researchlib.protect import say as say_protect
from researchlib.protect.bounds import Bounds, Kept
from researchlib.protect.number import Number, Rows, Shown
from researchlib.protect.protected import Protected, behind_table, protect
from researchlib.report.objects import say
from researchlib.report.objects.display import TableCell, TableContent
from researchlib.report.objects.table import Row, notes_of
from researchlib.study.codebook import Question, Scoring
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.problem import DataProblem
from researchlib.terms.words import Kind, Sensitivity


def scale_table(answers: Answers, variables: Sequence[str], caption: str) -> TableContent:
    """量表和数值题一张表：每个量表（或数值题）一行，平均值和区间、标准差、人数、α。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variables : list of str
        量表矩阵题、单道量表题、数值题。
    caption : str
        简短的标题。

    Returns
    -------
    TableContent
        量表按“量表计分”的规则计分；没有规则的，取答了五分之四以上题目的人的平均分。
        α（Cronbach，1951）按每题都答了的人计算，至少三题、三十人。

    Examples
    --------
    >>> scale_table(answers, ["attitude", "visits"], "各量表和数值题")
    各量表和数值题
    量表或题目  平均值（下为95%区间）  标准差  有效回答  α
    同意吗（4题，1—5分）  2.6分（2.4—2.9）  1.1  120人  0.91
    ...
    """
    rows: list[Row] = []
    numbers: list[Number] = []
    rests: list[Bounds] = []
    notes: dict[str, None] = {}
    for items in _measured(answers, variables):
        called = TableCell(say.scale_name(items[0], len(items)), head=True)
        try:
            protected, spread = _scored(answers, items)
        except DataProblem as problem:  # an instrument that may not be scored yet
            rows.append((called, TableCell(say.NOT_SCORED), *(TableCell("") for _ in range(3))))
            notes[problem.found.rstrip("。")] = None
            continue
        row = protected.rows[0]
        alpha, behind = ("", []) if row.withheld else _alpha(answers, items)
        sums = _sums(row, answers)
        rests += [*behind, *sums.rests]
        spread = "" if sums.withheld else spread
        cells = (spread, row.persons, alpha)
        shown = TableCell(row.text, row.interval, number=True)
        rows.append((called, shown, *(TableCell(text, number=True) for text in cells)))
        numbers.append(row)
        notes |= dict.fromkeys(notes_of(protected)[1:])
    notes_below = (say.SCALES_NOTE, *notes)
    return _table(caption, say.SCALES_HEAD, rows, numbers, notes_below, rests)


def _measured(answers: Answers, variables: Sequence[str]) -> Iterator[tuple[Question, ...]]:
    """The items of each scale together; numbers under one heading each by itself."""
    for name in variables:
        items = answers.codebook.rows(answers.codebook.variable(name))
        yield from [items] if items[0].kind is Kind.SCALE else [(item,) for item in items]


def _scored(answers: Answers, items: Sequence[Question]) -> tuple[Protected, str]:
    """The mean as it may be shown, and the spread with as many decimals as its interval has."""
    first, variable = items[0], items[0].variable
    if len(items) > 1:
        variable = f"{first.group}_score"
        rules = dict(answers.codebook.scoring)
        start = int(min(first.points)) if first.points else 1
        answers = score(answers, first.group, rule=rules.get(first.group, Scoring(start=start)))
    found = average(answers, variable)
    protected = protect(found)
    row, last = protected.rows[0] if protected.rows else None, found.table.iloc[-1]
    if row is None:
        raise say.problem("nobody_answered", first.printed)
    digits = len(row.interval.rpartition(".")[2]) if "." in row.interval else 0
    spread = float(last["se"] * np.sqrt(last["effective_n"]))
    return protected, "" if row.withheld else write.score(spread, digits)


def _alpha(answers: Answers, items: Sequence[Question]) -> tuple[str, Sequence[Bounds]]:
    """Alpha, and the table that it rests on."""
    if len(items) < 3:
        return "", ()
    try:
        found = reliability(answers, items[0].group)
    except DataProblem:
        return "", ()
    behind = behind_table(found)
    if found.n < policy.LEAST_SCALE:
        return say.FEW_FOR_ALPHA, ()
    return behind.text if behind.withheld else write.score(found.alpha, 2), behind.rests


def _sums(row: Shown, answers: Answers) -> Number:
    """Mean and spread beside each other tell the sums that they are made of."""
    if row.bounds is None or row.withheld:
        return Number("")
    one = replace(row.bounds, exact=True, printed=())
    away = one.key in answers.withheld
    return Number("", "", withheld=away, rests=(replace(one, kept=Kept.OTHERS if away else ""),))


def crossing_table(
    answers: Answers, by: str, caption: str, *, variables: Sequence[str] = ()
) -> TableContent:
    """各题分组对照表：每道题（多选、量表、数值、排序也在内）按一道题的各组列出，差别清楚的标出。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    by : str
        一道单选题，它的各组作表的各列。
    caption : str
        简短的标题。
    variables : list of str, optional
        列哪些题；不写的，能计数的都列。

    Returns
    -------
    TableContent
        占本组的百分比；矩阵题写好的一边所占比例，或平均值。一行里最高、最低的组，
        差的区间不含0的，标▲和▼（这一行每两组的区间同时成立，按邦费罗尼法）。

    Examples
    --------
    >>> crossing_table(answers, "living", "各题按居住情况", variables=["sex", "attitude"])
    各题按居住情况
    题目和选项  独居  与家人同住  全体
    您的性别  58人  62人  120人
    ...
    同意吗（选择“比较同意”“非常同意”的人所占比例）  58人  62人  120人
    ...
    """
    by = answers.codebook.variable(by)
    head = (say.CROSSED_HEAD, *answers.choices(by), w.EVERYONE)
    rows: list[Row] = []
    numbers: list[Number] = []
    left: list[str] = []
    notes: dict[str, None] = {say.CROSSED_NOTE: None}
    for name in variables or _counted(answers, by):
        name = answers.codebook.variable(name)
        found = _by_group(answers, name, by)
        if found is None:
            left.append(answers.codebook.rows(name)[0].printed)
            continue
        protected = protect(found)
        rows += _block(found, protected, head[1:])
        numbers += protected.rows
        notes |= dict.fromkeys(notes_of(protected)[1:2])
    notes |= {say.not_crossed(left): None} if left else {}
    return _table(caption, head, rows, numbers, [*notes], ())


def _counted(answers: Answers, by: str) -> list[str]:
    """Every question that can be counted and is no background, a matrix once."""
    names = [
        q.group or q.variable
        for q in answers.codebook
        if q.kind in (*ONE_CHOICE, *SEVERAL, Kind.NUMBER)
        and q.sensitivity in (Sensitivity.PLAIN, Sensitivity.SENSITIVE)
    ]
    return [name for name in dict.fromkeys(names) if name not in (by, w.MODE)]


def _by_group(answers: Answers, name: str, by: str) -> Estimates | None:
    """The question for every group; None where it cannot be told, or is sensitive."""
    try:
        found = by_group(answers, name, by)
        first = answers.codebook.rows(name)[0]
        alone = first.kind is Kind.SCALE and not first.group
        return share(answers, name, by=by) if alone and found and found.asked.of else found
    except DataProblem:
        return None


def _block(found: Estimates, protected: Protected, groups: Sequence[str]) -> Iterator[Row]:
    """The rows of one question: who answered, then its choices or items; of a number, itself."""
    cells = {(r.item, r.choice, r.group): r for r in protected.rows}
    places = list(dict.fromkeys((r.item, r.choice) for r in protected.rows))
    marks = _marks(found, protected)
    ns = {g: {cells[*p, g].n for p in places if (*p, g) in cells} for g in groups}
    alike = all(len(each) < 2 for each in ns.values())
    people = [say_protect.persons(next(iter(ns[g]), 0)) if alike else "" for g in groups]
    title = say.crossed_name(protected.questions[0], protected.measure, protected.asked.of)
    yield (
        TableCell(title, head=True),
        *(TableCell(text, number=bool(text)) for text in people),
    )
    for item, choice in places:
        shown = [cells.get((item, choice, group)) for group in groups]
        name = "·".join(filter(None, (item, choice))) or say.MEAN
        yield (
            TableCell(f"　{name}", head=True),
            *(
                TableCell("", number=True)
                if one is None
                else TableCell(
                    one.text,
                    marks.get(one.name, "") + ("" if alike or one.withheld else one.persons),
                    number=True,
                )
                for one in shown
            ),
        )


def _marks(found: Estimates, protected: Protected) -> dict[str, str]:
    """By the names of rows: ▲ and ▼ where highest and lowest of the groups are surely apart."""
    shown = {row.name for row in protected.rows if not row.withheld}
    marks: dict[str, str] = {}
    for pairs, gap in widest(found):
        if gap and {gap.first, gap.second} <= shown:
            strict = gap.at(1 - (1 - policy.LEVEL) / pairs)
            if strict.direction is Contrast.HIGHER:
                marks |= {gap.first: say.HIGHEST, gap.second: say.LOWEST}
    return marks


def _table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Row],
    numbers: Sequence[Number],
    notes: Sequence[str],
    rests: Sequence[Bounds],
) -> TableContent:
    first, *rest = head
    top = (TableCell(first, head=True), *(TableCell(name, number=True) for name in rest))
    lines = ["\t".join(_said(cell) for cell in row) for row in (top, *rows)]
    return TableContent(
        kind="table",
        text="\n".join([caption, *lines]),
        numbers=tuple(numbers),
        behind=Rows((*Rows.of(numbers).bounds, *rests)),
        caption=caption,
        head=top,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _said(cell: TableCell) -> str:
    return f"{cell.text}（{cell.note}）" if cell.note else cell.text
