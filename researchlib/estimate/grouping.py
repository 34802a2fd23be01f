"""What share and average have in common: groups, weights, and the table of labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.clean.answers import Answers
from researchlib.estimate.cells import Cells, Groups, grouped
from researchlib.terms import words as w
from researchlib.terms.words import Kind


def group_codes(answers: Answers, by: str | None) -> Groups:
    """The respondents by a single choice, or all in one."""
    if by not in answers.groups:
        answers.groups[by] = _grouped(answers, by)
    return answers.groups[by]


def _grouped(answers: Answers, by: str | None) -> Groups:
    names: tuple[str, ...] = ()
    if by is None:
        codes = np.full(len(answers.frame), -1)
    else:
        question = answers.question(by)
        if question.kind not in (Kind.SINGLE, Kind.SCALE):
            raise say.not_a_grouping(question.text, question.kind)
        codes, names = answers.codes(by).astype(int), answers.choices(by)
    codes = codes if answers.domain.all() else np.where(answers.domain, codes, -2)
    return grouped(answers, codes, names)


def weights(answers: Answers, weight: str | None) -> np.ndarray:
    """The weight of each respondent: a column, or else what the sample design gives."""
    if weight is None:
        return answers.weights()
    return answers.frame[weight].to_numpy(float)


def label_rows(
    groups: Sequence[str],
    items: Sequence[tuple[str, str]],
    cells: Cells,
) -> pd.DataFrame:
    """One row a group and item (label, choice), the groups in order and 全体 last."""
    names = [*groups, w.EVERYONE] if groups else [""]
    keep = range(len(names)) if groups else [cells.n.shape[1] - 1]
    n, base, yes = (cells.total(name) for name in ("n", "base", "yes"))
    rows = [
        (name, item, choice, int(n[g, k]), int(base[g, k]), int(yes[g, k]))
        for name, g in zip(names, keep, strict=True)
        for k, (item, choice) in enumerate(items)
    ]
    table = pd.DataFrame(rows, columns=["group", "item", "choice", "n", "base", "count"])
    table["missing"] = table["base"] - table["n"]
    return table


def numbers(table: pd.DataFrame, cells: Cells, **values: np.ndarray) -> pd.DataFrame:
    """Put value, low, high and what a comparison needs (groups x items) beside the labels."""
    values |= {"se": np.sqrt(cells.variance), "df": cells.df, "effective_n": cells.effective_n}
    start = 0 if table["group"].iloc[0] else cells.n.shape[1] - 1
    for name, grid in values.items():
        table[name] = grid[start:].ravel()
    return table[
        [
            "group",
            "item",
            "choice",
            "value",
            "low",
            "high",
            "n",
            "base",
            "missing",
            "count",
            "se",
            "df",
            "effective_n",
        ]
    ]
