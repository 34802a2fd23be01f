"""What payroll records say of a unit: counts, no sample and no interval."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from researchlib.clean.payroll import STILL_UNPAID, Payroll


@dataclass(frozen=True)
class PayRecord:
    """一份工资台账的合计：`months` 一行一个月，写明按时、迟发、仍未发的各多少人。"""

    persons: int
    units: int
    months: pd.DataFrame
    affected: int
    longest: int
    pension: int
    medical: int
    uniform: bool
    fingerprint: str

    @property
    def person_months(self) -> int:
        """共多少人月：一人一个月算一个。"""
        return int(self.months[["on_time", "late", "unpaid"]].to_numpy().sum())

    @property
    def in_arrears(self) -> int:
        """拖欠人月：没有在应发的当月发放的，一人一个月算一个。"""
        return int(self.months[["late", "unpaid"]].to_numpy().sum())

    @property
    def months_late(self) -> int:
        """有多少个月不是人人按时发放。"""
        return int((self.months["late"] + self.months["unpaid"] > 0).sum())


def pay_record(payroll: Payroll) -> PayRecord:
    """工资发放情况：按时发放、拖欠人月、最长拖欠、涉及人数、保险缴纳人数。

    Parameters
    ----------
    payroll : Payroll
        清洗过的工资台账，来自 clean_payroll。

    Returns
    -------
    PayRecord
        人数和人月数。`longest` 的单位是月：从应发到实发，仍未发的算到台账最后一个月。
        `uniform` 表示人人发放和参保情况相同，这些数说的是单位，不是哪一个人。

    Examples
    --------
    >>> record = pay_record(clean_payroll(study))
    >>> record.persons, record.affected, record.longest
    (36, 12, 1)
    """
    frame = payroll.frame
    late = frame["late"]
    kind = np.select([late == 0, late == STILL_UNPAID], ["on_time", "unpaid"], "late")
    months = pd.crosstab(frame["month"], kind).reindex(
        columns=["on_time", "late", "unpaid"], fill_value=0
    )
    alike = frame.groupby("month")["late"].nunique().max() == 1
    insured = frame.groupby("person")[["pension", "medical"]].all()
    same = len(insured.drop_duplicates()) == 1
    return PayRecord(
        payroll.persons,
        frame["unit"].nunique(),
        months,
        frame.loc[late != 0, "person"].nunique(),
        int(payroll.waited.max()),
        int(insured["pension"].sum()),
        int(insured["medical"].sum()),
        bool(alike and same),
        payroll.fingerprint,
    )
