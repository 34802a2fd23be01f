"""Plain lists as tables: the decisions taken, and what was left unanswered."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from researchlib.clean import say as say_clean
from researchlib.clean.answers import Answers
from researchlib.clean.columns import ReadAs, columns_of
from researchlib.estimate.models.association import association, holm
from researchlib.protect.bounds import n_of
from researchlib.protect.number import WORDS, Number, Rows
from researchlib.report import say as say_report
from researchlib.report.objects import say
from researchlib.report.objects.display import TableCell, TableContent
from researchlib.study.codebook import Question
from researchlib.study.study import Study
from researchlib.terms import numbers as write
from researchlib.terms import policy
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity

_CLEAR = 0.05

# Text, or text with a note below it.
Cell = str | tuple[str, str]


class Listing(TableContent):
    """清单：不是统计结果的表，例如处理口径、各题作答情况。"""

    def __init__(
        self,
        caption: str,
        question: str,
        head: Sequence[Cell],
        rows: Sequence[Sequence[Cell]],
        notes: Sequence[str] = (),
        numeric: bool = False,
        evidence: Sequence[Number] = (),
        *,
        behind: Rows,
    ) -> None:
        lines = [[_plain(cell) for cell in row] for row in (head, *rows)]
        said = (Number(name, "；".join(rest)) for name, *rest in lines[1:])
        super().__init__(
            kind="table",
            text="\n".join([caption, *("\t".join(line) for line in lines)]),
            numbers=(*said, *evidence),
            behind=behind,
            caption=caption,
            question=question,
            head=_cells(head, numeric),
            rows=tuple(_cells(row, numeric) for row in rows),
            notes=tuple(notes),
        )


def _cells(row: Sequence[Cell], numeric: bool) -> tuple[TableCell, ...]:
    name, *rest = [cell if isinstance(cell, tuple) else (cell, "") for cell in row]
    return TableCell(*name, head=True), *(TableCell(*cell, number=numeric) for cell in rest)


def _plain(cell: Cell) -> str:
    text, note = (cell, "") if isinstance(cell, str) else cell
    return f"{text}（{note}）" if note else text


def decisions_table(study: Study, answers: Answers, caption: str) -> Listing:
    """处理口径表：每条规则采用了什么、另有什么备选、为什么。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        简短的标题。

    Examples
    --------
    >>> decisions_table(study, answers, "本次采用的处理口径")
    本次采用的处理口径
    规则  采用  备选  理由
    只看一部分人（您的性别）  全体  女、男  换一部分人再算一遍
    """
    chosen = dict(answers.decisions)
    rows = tuple(
        (rule_told(d.rule, d.variable, answers), chosen[d.key], "、".join(d.alternatives), d.reason)
        for d in study.decisions_for(answers.name)
    )
    return Listing(caption, say.DECISIONS_FROM, say.DECISION_HEAD, rows, behind=WORDS)


def rule_told(rule: str, variable: str, answers: Answers) -> str:
    """A rule, and the question that it is about."""
    if not variable:
        return rule
    return f"{rule}（{answers.codebook.rows(variable)[0].printed}）"


def answering_table(answers: Answers, caption: str) -> Listing:
    """作答情况表：每道题应答多少人、有效多少人、未作答和不清楚多少人、跳过多少人。

    矩阵题只列一行，写情况最差的一项。开放题和平台记录的信息不列。一份问卷有几种填答方式的，
    各列一列，表注写明哪些单选题在几种方式之间有差别（卡方检验，霍尔姆法调整：Holm，1979）。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        简短的标题。

    Examples
    --------
    >>> answering_table(answers, "各题作答情况")
    各题作答情况
    题目  应答  有效  未作答或不清楚  跳过
    您的性别  120  120  0  0
    ...
    """
    rows, seen = [], {w.MODE}
    ways = _by_way(answers)
    for question in answers.codebook:
        if question.kind in (Kind.OPEN, Kind.METADATA) or question.printed in seen:
            continue
        seen.add(question.printed)
        answered = answers.answered(question.variable)
        items = answers.codebook.rows(question.group or question.variable)
        asked = int(answers.asked(question.variable).sum())
        usable = min(int(answers.answered(item.variable).sum()) for item in items)
        rows.append(
            (
                question.printed,
                str(asked),
                str(usable),
                str(asked - usable),
                str(len(answers.frame) - asked),
                *(str(int(answered[who].sum())) for who in ways.values()),
            )
        )
    return Listing(
        caption,
        say.ANSWERING_FROM,
        (*say.ANSWERING_HEAD, *map(say.usable_by, ways)),
        tuple(rows),
        (say.ANSWERING_NOTE, *_ways_noted(answers, ways)),
        numeric=True,
        behind=Rows(tuple(b for q in answers.codebook for b in n_of(answers, q.variable))),
    )


def reading_table(study: Study, answers: Answers, caption: str) -> Listing:
    """读法核对表：每一列（矩阵每一行）读成了什么、选项和方向、多少人作答、有什么要看、为什么没有列入。

    只标出拿不准、“读法核对”一表里又没有打√的，列在最前面。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        简短的标题。

    Examples
    --------
    >>> reading_table(study, answers, "各列的读法")
    各列的读法
    列  要不要看  读作  有效和应答  提示或没有列入的原因
    ...
    """
    columns = columns_of(answers)
    doubtful = [c for c in columns if not c.sure and (answers.name, c.name) not in study.seen]
    asked = [column for column in columns if column.question]
    rows = [
        (
            column.name,
            say_clean.LOOK if column in doubtful else say_clean.SURE,
            _how_read(column),
            say_clean.usable_of(column.usable, column.asked) if column.question else "",
            say_clean.together((column.asks, *column.alerts, column.why)),
        )
        for column in sorted(asked, key=lambda c: c not in doubtful)
    ]
    rest = _by_reason(column for column in columns if not column.question)
    rows += [(name, say_clean.SURE, "", "", why) for name, why in rest]
    note = say.read_note(len(doubtful), len(columns))
    told = Rows(tuple(b for c in asked if c.question for b in n_of(answers, c.question.variable)))
    return Listing(caption, "", say.READING_HEAD, rows, (note,), behind=told)


def _how_read(column: ReadAs) -> Cell:
    """Its type, and below it the choices in order and what the later ones mean."""
    question = column.question
    if question is None:
        return ""
    choices = say.in_order(question.choices) if question.choices else ""
    told = say_clean.together((choices, question.direction or ""))
    return (str(question.kind), told) if told else str(question.kind)


def left_out_table(answers: Answers, caption: str) -> Listing:
    """没有列入结果的列：每一列（题）和原因，报告后面附上，免得读者以为漏了。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        简短的标题。

    Examples
    --------
    >>> left_out_table(answers, "没有列入的列")
    没有列入的列
    列  没有列入的原因
    ...
    """
    rows = _by_reason(c for c in columns_of(answers) if c.why) or [(say.NONE_LEFT_OUT, "")]
    return Listing(caption, "", say.LEFT_OUT_HEAD, rows, behind=WORDS)


def _by_reason(columns: Iterable[ReadAs]) -> list[tuple[str, str]]:
    """Those that share a reason together."""
    reasons: dict[str, list[str]] = {}
    for column in columns:
        reasons.setdefault(column.why, []).append(column.name)
    return [("、".join(found), why) for why, found in reasons.items()]


def _comparable(answers: Answers, question: Question, ways: Mapping[str, np.ndarray]) -> bool:
    if question.kind is not Kind.SINGLE or question.variable == w.MODE:
        return False
    answered = answers.answered(question.variable)
    enough = all((answered & who).sum() >= policy.LEAST_BASE for who in ways.values())
    varied = len(np.unique(answers.codes(question.variable)[answered])) > 1
    return enough and varied and question.sensitivity in (Sensitivity.PLAIN, Sensitivity.QUASI)


def _by_way(answers: Answers) -> dict[str, np.ndarray]:
    """Who answered in which way, where there are several."""
    if w.MODE not in answers.codebook:
        return {}
    codes = answers.codes(w.MODE)
    return {way: codes == place for place, way in enumerate(answers.choices(w.MODE))}


def _ways_noted(answers: Answers, ways: Mapping[str, np.ndarray]) -> tuple[str, ...]:
    """How many answered in each way, and where the ways differ; small ways are not compared."""
    if not ways:
        return ()
    counts = {way: int(who.sum()) for way, who in ways.items()}
    compared = [q for q in answers.codebook if _comparable(answers, q, ways)]
    tests = holm([association(answers, question.variable, w.MODE) for question in compared])
    apart = [
        q.label for q, test in zip(compared, tests, strict=True) if (test.adjusted or 0.0) < _CLEAR
    ]
    return (say.ways_counted(counts), say.ways_differ(apart, len(compared)))


def response_table(study: Study, answers: Answers, caption: str) -> Listing:
    """抽样与应答表：每一层总体多少人、抽取多少人、有效多少人、应答率多少。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    caption : str
        简短的标题。

    Examples
    --------
    >>> response_table(study, answers, "各社区的抽样与应答")
    各社区的抽样与应答
    您住的社区  总体  抽取  有效  应答率
    东社区  1200  70  67  96%
    西社区  800  70  53  76%
    全体  2000  140  120  86%
    """
    variable = answers.design.stratum
    key = (answers.name, variable)
    if not variable or key not in study.drawn:
        raise say_report.problem("no_frame", variable or answers.name)
    _, valid, _ = answers.strata()
    counts = [
        (choice, study.frames[key][choice], study.drawn[key].get(choice, 0), int(n))
        for choice, n in zip(answers.choices(variable), valid, strict=True)
    ]
    _, sizes, drawn_of, valid_of = zip(*counts, strict=True)
    total = (w.EVERYONE, sum(sizes), sum(drawn_of), sum(valid_of))
    rows = tuple(
        (name, str(size), str(drawn), str(n), write.percent(n / drawn))
        for name, size, drawn, n in (*counts, total)
    )
    head = (answers.codebook[variable].label, *say.RESPONSE_HEAD[1:])
    return Listing(caption, say.RESPONSE_FROM, head, rows, numeric=True, behind=WORDS)
