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

    `curve` 的各列：month（等了几个月）、waiting（还没有发的占比，0到1）、low、
    high（95%区间）、at_risk（到这时仍在等的有多少笔）。
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
        清洗过的工资台账，来自 clean_payroll；一行是一个人的一个月。

    Returns
    -------
    Delay
        按整月计算的生存曲线（Kaplan and Meier，1958）；区间用格林伍德方差（Greenwood，1926），
        在双对数尺度上计算（Kalbfleisch and Prentice，1980）。同一个人的各个月并不独立：人少、
        月份多的，区间偏窄。

    Raises
    ------
    DataProblem
        不足三十人。

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
