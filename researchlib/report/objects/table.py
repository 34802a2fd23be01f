"""Tables drawn from protected numbers."""

import math
from collections.abc import Sequence

from researchlib.clean.answers import ONE_CHOICE, Answers
from researchlib.estimate.average import average
from researchlib.estimate.estimates import Estimates, Measure
from researchlib.estimate.share import share, upper
from researchlib.protect import say as say_protect
from researchlib.protect.number import Rows, Shown, exactly
from researchlib.protect.protected import Protected, protect
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import TableCell, TableContent
from researchlib.report.objects.listing import Cell, Listing
from researchlib.terms import words as w

Row = tuple[TableCell, ...]
_EACH_TOLD = 4


class Table(TableContent):
    """表：题目原文在上，数值、区间和人数在下；小基数自动隐去。

    Parameters
    ----------
    estimates : Estimates
        share、average 等的结果：不分组的，一个选项或一项一行，带区间和人数；分组的，一组一列。
    caption : str
        表的标题，不写编号。

    Examples
    --------
    >>> Table(share(answers, "daycare_use"), "日间照料中心使用情况")
    日间照料中心使用情况
    选项  占比  95%区间  有效回答
    去过  58%  49%—67%  120人
    没去过  42%  33%—51%  120人
    """

    def __init__(self, estimates: Estimates | Protected, caption: str) -> None:
        protected = protect(estimates)
        head, rows = (_cross if _is_crossed(protected.rows) else _list)(protected)
        lines = ["\t".join(cell.text for cell in row) for row in (head, *rows)]
        super().__init__(
            kind="table",
            text="\n".join([caption, *lines]),
            numbers=protected.rows,
            behind=Rows.of(protected.rows),
            caption=caption,
            question=question_of(protected),
            head=head,
            rows=rows,
            notes=notes_of(protected),
        )


def sample_table(answers: Answers, variables: Sequence[str], caption: str) -> Listing:
    """样本构成表：填答者的性别、年龄、身份等各占多少，人少的选项自动隐去。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variables : list of str
        几道单选题。
    caption : str
        简短的标题。

    Examples
    --------
    >>> sample_table(answers, ["sex", "age"], "填答者构成")
    填答者构成
    填答者  人数  占比
    您的性别：男  61人  50%
    ...
    """
    rows: list[tuple[Cell, ...]] = []
    shown: list[Shown] = []
    tables = [protect(share(answers, variable)) for variable in variables]
    for protected in tables:
        for row in protected.rows:
            count = row.text if row.count is None else say_protect.persons(row.count)
            head = f"{protected.questions[0].label}：{row.choice}"
            marked: Cell = (row.marked, row.interval) if row.loose else row.text
            rows.append((head, count, marked))
            shown.append(row)
    return Listing(
        caption,
        "",
        say.SAMPLE_HEAD,
        tuple(rows),
        tuple(dict.fromkeys(row.basis.sampling or "" for row in shown))
        + tuple(rounded_off(tables))
        + (say_report.LOOSE_NOTE,) * any(row.loose for row in shown),
        numeric=True,
        evidence=tuple(shown),
        behind=Rows.of(map(exactly, shown)),
    )


def ranking_table(answers: Answers, variable: str, caption: str) -> Listing:
    """排序表：每个选项的平均名次、排在第一位和前几位的占比，各带区间和人数，靠前的在上。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    variable : str
        一道排序题。
    caption : str
        简短的标题。

    Examples
    --------
    >>> ranking_table(answers, "needs", "最需要的服务")
    最需要的服务
    选项  平均名次  第一位
    助餐配餐  1.9位（1.7—2.1，120人）  39%（30%—48%，120人）
    ...
    """
    tables = ranked(answers, variable)
    together = zip(*(table.rows for table in tables), strict=True)
    rows = sorted(together, key=lambda r: (r[-1].withheld, -(r[-1].value or 0), r[0].value or 0))
    counted = [table.asked.of[0] for table in tables[1:]]
    return Listing(
        caption,
        tables[0].asked.text,
        (*say.RANKING_HEAD, *counted),
        [(row[0].choice, *map(_bounded, row)) for row in rows],
        (*dict.fromkeys(n for table in tables[1:] for n in notes_of(table)), say.RANKING_NOTE),
        numeric=True,
        evidence=[number for row in rows for number in row],
        behind=Rows.of(number for row in rows for number in row),
    )


def ranked(answers: Answers, variable: str) -> list[Protected]:
    """A ranking as it may be shown: mean place, first place and, where that is more, the upper
    places of every choice."""
    places = dict.fromkeys(map(w.upper_places, (1, upper(answers, variable))))
    shares = [share(answers, variable, of=place) for place in places]
    return [protect(estimates) for estimates in (average(answers, variable), *shares)]


def _bounded(row: Shown) -> tuple[str, str]:
    people = say_protect.persons(row.n)
    return row.marked, "" if row.withheld else say.bounded(row.interval, people)


def question_of(protected: Protected) -> str:
    """What stands above every table and figure: the question, and which answers are counted."""
    asked = protected.asked
    return asked.text + (f"（{say.of_note(asked.of)}）" if asked.of else "")


def notes_of(protected: Protected, groups: Sequence[str] = ()) -> tuple[str, ...]:
    """What stands below: the base, how they came in, what is withheld, and which comparisons (of
    these groups) hold."""
    asked = protected.asked
    below = [say.base_note(protected.people, _respondents(protected), asked.skipped)]
    below += dict.fromkeys(filter(None, (row.basis.sampling for row in protected.rows)))
    if asked.instrument:
        below.append(asked.instrument)
    below += rounded_off([protected])
    if protected.unasked:
        below.append(say_protect.unasked(protected.groups_unasked))
    if protected.withheld:
        protecting = protected.protecting
        below.append(say.withheld_note(protected.withheld - protecting, protecting))
    below += _silent(protected.rows)
    if any(row.loose for row in protected.rows):
        below.append(say_report.LOOSE_NOTE)
    if protected.measure is Measure.RANK:
        below.append(say_protect.RANK_METHOD)
    many, clear = protected.invited(groups)
    if many:
        below.append(say_report.invited_note(many, clear))
    return tuple(below)


def _silent(rows: Sequence[Shown]) -> list[str]:
    """What the silent leave open: of each number, or of the one that they move furthest."""
    told = [row for row in rows if row.silent]
    if len(told) > _EACH_TOLD:
        most = max(told, key=lambda row: row.unheard)
        return [say_report.silent_most(most.name, most.silent)]
    return [say_report.silent_note(row.name, row.silent) for row in told]


def rounded_off(tables: Sequence[Protected]) -> list[str]:
    """That the printed shares of all choices of a question do not add up, where they do not."""
    sums: dict[tuple[int, str, str], float] = {}
    for place, table in enumerate(tables):
        whole = table.measure is Measure.SHARE and not table.asked.of
        for row in table.rows if whole and table.questions[0].kind in ONE_CHOICE else ():
            key = place, row.group, row.item
            sums[key] = sums.get(key, 0) + (math.nan if row.value is None else row.value * 100)
    off = sorted({round(total) for total in sums.values() if not math.isnan(total)} - {100})
    return [say.rounded_note(off)] if off else []


def _respondents(protected: Protected) -> str:
    domain = protected.asked.domain
    return f"{protected.asked.respondents}，{domain}" if domain else protected.asked.respondents


def _is_crossed(rows: Sequence[Shown]) -> bool:
    return any(r.group for r in rows) and any(r.item or r.choice for r in rows)


def _list(protected: Protected) -> tuple[Row, tuple[Row, ...]]:
    rows = protected.rows
    first = say.GROUPING if rows[0].group else say.ITEM if rows[0].item else say.CHOICE
    value = say.VALUES[protected.measure]
    if protected.questions[0].kind is w.Kind.RANKING and protected.measure is Measure.AVERAGE:
        value = say.RANKING_HEAD[1]
    if rows[0].item and rows[0].choice:
        return _pivot(protected, [r.item for r in rows], [r.choice for r in rows])
    return _row(first, value, rows[0].interval_name, say_report.PEOPLE), tuple(
        _row(protected.called(row.name), row.marked, row.interval, row.persons) for row in rows
    )


def _cross(protected: Protected) -> tuple[Row, tuple[Row, ...]]:
    rows = protected.rows
    return _pivot(
        protected,
        ["·".join(filter(None, (protected.called(r.item), r.choice))) for r in rows],
        [r.group for r in rows],
    )


def _pivot(
    protected: Protected,
    down: Sequence[str],
    across: Sequence[str],
) -> tuple[Row, tuple[Row, ...]]:
    cells = dict(zip(zip(down, across, strict=True), protected.rows, strict=True))
    columns = list(dict.fromkeys(across))
    label = (
        say.GROUPING if w.EVERYONE in down else say.ITEM if protected.rows[0].item else say.CHOICE
    )
    return _row(label, *columns), tuple(
        (TableCell(name, head=True), *(_noted(cells.get((name, c))) for c in columns))
        for name in dict.fromkeys(down)
    )


def _row(head: str, *texts: str) -> Row:
    return TableCell(head, head=True), *(TableCell(text, number=True) for text in texts)


def _noted(row: Shown | None) -> TableCell:
    if row is None:
        return TableCell("", number=True)
    parts = [row.interval if row.loose else "", "" if row.withheld else row.persons]
    return TableCell(row.marked, "，".join(filter(None, parts)), number=True)
