"""What payroll records say of a unit: counts, no sample and no interval."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from researchlib.clean.payroll import STILL_UNPAID, Payroll


@dataclass(frozen=True)
class PayRecord:
    """Totals of one payroll: `months` has a row a month with persons on time, late, unpaid."""

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
        return int(self.months[["on_time", "late", "unpaid"]].to_numpy().sum())

    @property
    def in_arrears(self) -> int:
        """Person-months not paid in the month they were due (拖欠人月)."""
        return int(self.months[["late", "unpaid"]].to_numpy().sum())

    @property
    def months_late(self) -> int:
        """Months in which somebody was not paid on time."""
        return int((self.months["late"] + self.months["unpaid"] > 0).sum())


def pay_record(payroll: Payroll) -> PayRecord:
    """工资发放情况：按时发放、拖欠人月、最长拖欠、涉及人数、保险缴纳人数。

    Parameters
    ----------
    payroll : Payroll
        From `clean_payroll`.

    Returns
    -------
    PayRecord
        Counts of persons and person-months. `longest` is in months: from due to paid, or to
        the last month on record where still unpaid. `uniform` says that everybody was paid
        alike, so that the figures are the unit's and nobody's own.

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
