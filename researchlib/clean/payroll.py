"""Payroll records by person and month, typed: how late each month's pay came."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from researchlib.clean import say
from researchlib.read.records import Records, read_records
from researchlib.study.study import Study
from researchlib.terms import words as w

STILL_UNPAID = -1


@dataclass(frozen=True)
class Payroll:
    """工资发放台账：每人每月一行。

    `late` 是应发到实发隔了几个月（按时是0）；到台账最后一个月仍未发的记作 STILL_UNPAID。
    `pension` 和 `medical` 是养老、医疗保险缴了没有。
    """

    frame: pd.DataFrame
    last_month: int
    fingerprint: str

    def __repr__(self) -> str:
        """How much there is, and nobody's months: a notebook is often passed on as it stands."""
        return say.payroll_shown(self.persons, len(self.frame))

    @property
    def waited(self) -> np.ndarray:
        """每笔工资等了几个月；仍未发的，算到台账的最后一个月。"""
        late = self.frame["late"]
        return np.where(late == STILL_UNPAID, self.last_month - self.frame["month"], late)

    @property
    def persons(self) -> int:
        """台账里有多少人。"""
        return self.frame["person"].nunique()


def clean_payroll(study: Study) -> Payroll:
    """读取并清洗工资台账 records/payroll.csv。

    Parameters
    ----------
    study : Study
        课题，来自 open_study。

    Returns
    -------
    Payroll
        一行是一个人的一个月；不保留金额。

    Raises
    ------
    DataProblem
        缺文件或缺列，或者月份读不出（写明第几行、哪一列）。

    Examples
    --------
    >>> payroll = clean_payroll(study)
    >>> payroll.persons
    36
    """
    records = read_records(study, "payroll")
    for name in w.PAYROLL_COLUMNS:
        if name not in records.columns:
            raise say.problem("records_column_missing", records.name, name, records.columns)
    table = pd.DataFrame(list(records.rows), columns=list(records.columns), dtype=str)
    table = table.apply(lambda column: column.str.strip())
    due = _months(records, table, w.MONTH)
    paid = _months(records, table, w.PAID_IN)
    last = int(np.nanmax(np.concatenate([due, paid])))
    frame = pd.DataFrame(
        {
            "person": table[w.PERSON],
            "unit": table[w.UNIT_NAME],
            "month": due.astype(int),
            "late": np.where(np.isnan(paid), STILL_UNPAID, paid - due).astype(int),
            "pension": _yes(records, table, w.PENSION),
            "medical": _yes(records, table, w.MEDICAL),
        }
    )
    return Payroll(frame, last, records.fingerprint)


def _months(records: Records, table: pd.DataFrame, column: str) -> np.ndarray:
    """Months counted from the year 0; blank is unpaid, anything else must be a month."""
    found = np.full(len(table), np.nan)
    for row, text in enumerate(table[column]):
        match = w.MONTH_PATTERN.fullmatch(text)
        if match and 1 <= int(match[2]) <= 12:
            found[row] = int(match[1]) * 12 + int(match[2]) - 1
        elif text or column == w.MONTH:
            raise say.problem("record_unreadable", records.name, row + 2, column, text)
    return found


def _yes(records: Records, table: pd.DataFrame, column: str) -> np.ndarray:
    text = table[column]
    for row, value in enumerate(text):
        if value not in (w.YES, w.NO):
            raise say.problem("record_unreadable", records.name, row + 2, column, value)
    return text.eq(w.YES).to_numpy()
