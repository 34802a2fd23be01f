"""How long pay waits: months from due to paid, those still unpaid counted as at least so long."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from researchlib.clean.payroll import STILL_UNPAID, Payroll
from researchlib.estimate import say
from researchlib.terms import policy


@dataclass(frozen=True)
class Delay:
    """工资等待时间：每月还没发的比例和区间；`median` 为一半发到的月数，没到一半时为空。

    `curve` has the columns month, waiting (share not yet paid), low, high, at_risk.
    """

    curve: pd.DataFrame
    median: float | None
    n: int
    unpaid: int


def pay_delay(payroll: Payroll) -> Delay:
    """工资拖欠时间：生存曲线（卡普兰—迈耶），仍未发的按“至少等了这么久”计入。

    Parameters
    ----------
    payroll : Payroll
        From `clean_payroll`; a row a person and month.

    Returns
    -------
    Delay
        Kaplan and Meier (1958) by whole months; interval by Greenwood (1926) on the log-log
        scale (Kalbfleisch and Prentice 1980). Months of one person are not independent: the
        interval is too short where few people make many months.

    Raises
    ------
    DataProblem
        Fewer than thirty people.

    Examples
    --------
    >>> pay_delay(payroll).curve[["month", "waiting"]].round(2)
       month  waiting
    0      0     0.33
    1      1     0.00
    """
    if payroll.persons < policy.LEAST_CURVE:
        raise say.problem("too_few_for_curve", payroll.persons, policy.LEAST_CURVE)
    from statsmodels.duration.survfunc import SurvfuncRight

    paid = (payroll.frame["late"] != STILL_UNPAID).to_numpy()
    # paid in the month it was due is an event at 0; time 0.5 keeps it before month 1
    fit = SurvfuncRight(payroll.waited + np.where(paid, 0.5, 0.75), paid.astype(int))
    s, se = np.asarray(fit.surv_prob), np.asarray(fit.surv_prob_se)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = 1.959963984540054 * se / (s * np.log(s))
        low, high = s ** np.exp(-spread), s ** np.exp(spread)
    whole = (s > 0) & (s < 1)
    curve = pd.DataFrame(
        {
            "month": np.floor(fit.surv_times).astype(int),
            "waiting": s,
            "low": np.where(whole, np.minimum(low, high), s),
            "high": np.where(whole, np.maximum(low, high), s),
            "at_risk": fit.n_risk,
        }
    )
    reached = curve[curve["waiting"] <= 0.5]
    middle = float(reached["month"].iloc[0]) if len(reached) else None
    return Delay(curve, middle, payroll.persons, int((~paid).sum()))
