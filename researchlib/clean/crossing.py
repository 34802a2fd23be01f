"""Two single choices taken together as one: for totals of a table, and for tables of three."""

from itertools import product

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers, Status, strictest
from researchlib.study.codebook import Question
from researchlib.terms.words import Kind


def cross(answers: Answers, first: str, second: str, *, name: str = "") -> Answers:
    """把两道单选题合成一道：算“占全部”的百分比，或按两个特征一起分组。

    Parameters
    ----------
    answers : Answers
        清洗过的答卷，来自 clean_answers。
    first, second : str
        两道单选或量表题。
    name : str, optional
        新变量的名称；不写的，是 `<first>_<second>`。

    Returns
    -------
    Answers
        多了一道单选题，选项写作“独居·女”，两道题都答了的人才算。
        它的占比是占全部的百分比（行百分比、列百分比，用其中一道题作 `by`）；
        拿它作 `by`，就是三个变量的表。

    Raises
    ------
    DataProblem
        有一道题不是单选题。

    Examples
    --------
    >>> share(cross(answers, "living", "sex"), "living_sex").labels()
    ['独居·男', '独居·女', '与家人同住·男', '与家人同住·女']
    """
    rows = tuple(answers.question(v) for v in (first, second))
    (a, upper), (b, lower) = (answers.single(v) for v in (first, second))
    cells = tuple(product(upper, lower))
    question = Question(
        name or f"{first}_{second}",
        say.crossed(rows[0].printed, rows[1].printed),
        Kind.SINGLE,
        tuple("·".join(cell) for cell in cells),
        noun=rows[0].noun,
        sensitivity=strictest(rows),
        instrument=rows[0].instrument or rows[1].instrument,
        parts=rows,
        cells=cells,
    )
    told = np.logical_and(*(answers.answered(v) for v in (first, second)))
    asked = np.logical_and(*(answers.asked(v) for v in (first, second)))
    codes = np.where(told & (a >= 0) & (b >= 0), a * len(lower) + b, -1)
    state = np.select([codes >= 0, ~asked], [Status.ANSWERED, Status.SKIPPED], Status.BLANK)
    values = pd.Categorical.from_codes(codes, list(question.choices))
    return answers.with_question(question, values, state)
