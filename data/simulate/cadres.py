"""社区工作者问卷, and the payroll records that stand beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from people import BLANK, Drawn
from questionnaire import SATISFACTION, Asked

from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity

PAY_ITEMS = (
    ("level", "收入水平", ""),
    ("time", "发放及时", ""),
    ("insurance", "养老、医疗保险", ""),
    ("fair", "与工作量相称", ""),
    ("future", "晋升和发展", ""),
)

CADRES: tuple[Asked, ...] = (
    Asked(
        1,
        "role",
        "您的岗位",
        Kind.SINGLE,
        ("社区“两委”干部", "社区工作者", "网格员"),
        short="岗位",
        sensitivity=Sensitivity.QUASI,
    ),
    Asked(
        2,
        "years",
        "您在社区工作的时间",
        Kind.SINGLE,
        ("不满3年", "3—5年", "6年以上"),
        short="工作年限",
        sensitivity=Sensitivity.QUASI,
    ),
    Asked(
        3,
        "arrears",
        "过去一年，您的工资有几个月没有按时发放",
        Kind.SINGLE,
        ("没有", "1—2个月", "3个月及以上"),
        short="拖欠月数",
        sensitivity=Sensitivity.SENSITIVE,
        noun="人员",
        merge="不到3个月=没有+1—2个月",
    ),
    Asked(
        4,
        "insured",
        "单位为您缴纳的保险",
        Kind.SINGLE,
        ("养老、医疗都有", "只有其中一项", "都没有"),
        short="保险缴纳",
        sensitivity=Sensitivity.SENSITIVE,
    ),
    Asked(
        5,
        "pay",
        "您对下列各项是否满意",
        Kind.SCALE,
        SATISFACTION,
        PAY_ITEMS,
        sensitivity=Sensitivity.SENSITIVE,
        own=True,
    ),
    Asked(
        6,
        "overtime",
        "您平均每周加班几天",
        Kind.SINGLE,
        ("很少", "1—2天", "3天及以上"),
        short="每周加班",
    ),
    Asked(
        7,
        "leave",
        "未来一年，您是否考虑离开社区岗位",
        Kind.SINGLE,
        ("没有考虑", "偶尔考虑", "经常考虑"),
        short="离职意愿",
        sensitivity=Sensitivity.SENSITIVE,
    ),
    Asked(
        8,
        "hardest",
        "工作中最困难的是什么（可多选）",
        Kind.MULTIPLE,
        ("任务多、人手少", "待遇低、不按时", "报表台账多", "居民不理解", "缺少培训", "其他"),
        short="最困难的事",
    ),
    Asked(
        9,
        "cadre_words",
        "您对社区干部待遇和工作还有什么想说的",
        Kind.OPEN,
        short="想说的话",
        sensitivity=Sensitivity.DIRECT,
    ),
)
CADRE_WORDS = (
    "工资经常晚两三个月，家里要靠老人补贴",
    "干了六年，养老保险一直没人给交",
    "活儿一样干，待遇和街道的人差得远",
    "白天入户，晚上补台账，一周要加三天班",
    "年轻人来了留不住，去年走了两个",
    "只要按时发就行，不多要",
    "没有",
    "网格员也要管，下放的事太多",
)


def draw_cadres(rng: np.random.Generator, late: np.ndarray, insured: np.ndarray) -> Drawn:
    """Answers of cadres whose months in arrears and insurance are known from the records."""
    n = len(late)
    people: Drawn = {
        "role": rng.choice(3, n, p=[0.35, 0.45, 0.20]),
        "years": rng.choice(3, n, p=[0.30, 0.34, 0.36]),
        "arrears": np.digitize(late, [1, 3]),
        "insured": insured,
        "overtime": rng.choice(3, n, p=[0.2, 0.45, 0.35]),
    }
    shift = np.array([0.0, -0.4, -0.9])[people["arrears"]]
    means = {"level": 2.4, "time": 2.9, "insurance": 2.5, "fair": 2.3, "future": 2.6}
    for key, _, _ in PAY_ITEMS:
        mean = means[key] + shift * (1.4 if key == "time" else 0.6)
        people[f"pay.{key}"] = np.clip(np.rint(rng.normal(mean, 1.0)), 1, 5).astype(int) - 1
    often = np.array([0.10, 0.22, 0.46])[people["arrears"]]
    spread = np.column_stack([0.7 - often, np.full(n, 0.3), often])
    people["leave"] = (rng.random((n, 1)) > spread.cumsum(axis=1)[:, :-1]).sum(axis=1)
    people["hardest"] = (rng.random((n, 6)) < [0.62, 0.55, 0.58, 0.24, 0.18, 0.04]).astype(int)
    none = people["hardest"].sum(axis=1) == 0
    people["hardest"][none, 0] = 1
    people["cadre_words"] = np.where(rng.random(n) < 0.8, 1, BLANK)
    return people


def write_payroll(path: Path, rows: list[dict[str, str]]) -> None:
    """records/payroll.csv: a row a person and month, as an office exports it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, w.PAYROLL_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def months(year: int) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, 13)]


def payroll_rows(
    units: list[str],
    delays: np.ndarray,
    pension: np.ndarray,
    medical: np.ndarray,
    year: int,
    due: np.ndarray,
) -> list[dict[str, str]]:
    """delays: persons x months, months late (-1: still unpaid)."""
    rows = []
    calendar = months(year) + months(year + 1)
    for person, unit in enumerate(units):
        for k, month in enumerate(calendar[:12]):
            late = delays[person, k]
            rows.append(
                dict(
                    zip(
                        w.PAYROLL_COLUMNS,
                        (
                            f"P{person + 1:03d}",
                            unit,
                            month,
                            str(due[person]),
                            "" if late < 0 else calendar[k + late],
                            w.YES if pension[person] else w.NO,
                            w.YES if medical[person] else w.NO,
                        ),
                        strict=True,
                    )
                )
            )
    return rows
