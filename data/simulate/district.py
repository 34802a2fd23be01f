"""The district study: twelve communities pooled, a sample stratified by community."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from cadres import CADRES, draw_cadres, payroll_rows, write_payroll
from demo import argument_rows, open_words
from people import Drawn, Place, draw
from questionnaire import RESIDENTS, Asked
from said import label_rows, quote_rows
from wenjuanxing import visits, write_export
from workbook import codebook_rows, items

from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w
from researchlib.terms.words import Kind, Sensitivity

SEED = 20240610
COMMUNITIES = (
    "东苑",
    "西苑",
    "南湖",
    "北桥",
    "建设路",
    "和平",
    "新华",
    "文昌",
    "机电厂",
    "河畔",
    "城东",
    "站前",
)
NAMES = tuple(f"{name}社区" for name in COMMUNITIES)
SIZES = (2136, 1480, 2900, 960, 1750, 2240, 1320, 1980, 2650, 1100, 1560, 1240)
DRAWN, RETURNED = 720, 620
CADRES_EACH, CADRES_ANSWERED = 10, 95
START = datetime(2024, 6, 10, 8, 0, 0)

RESTS = {
    "pay": ("pay_on_time\npay_insurance\nleave", "干部待遇", "pay_ledger"),
    "daycare": (
        "daycare_unused\nstay_away\nstairs_by_mobility",
        "位置和楼层",
        "daycare_seen\ndaycare_count",
    ),
    "culture": ("culture_absent\nculture_gaps\ntalent", "场地和活动", ""),
    "youth": ("attention\nlecture\nseek_help", "讲座安排\n亲子沟通", "心理健康讲座"),
    "grid": ("grid_known", "", ""),
}
# Not every community is as that of the demo: some pay for insurance, some centres are downstairs.
PROBLEMS = {
    "pay": "社区干部待遇保障不到位，工资不能按时发，部分人没有缴纳养老和医疗保险。",
    "daycare": "有的日间照料中心设在楼上，行动不便的老人去不了，去的人少。",
}
TODAY = {"grid": "grid_known.全体", "culture": "culture_absent.全体"}

FORM: tuple[Asked, ...] = (
    Asked(
        1,
        "community",
        "您所在的社区",
        Kind.SINGLE,
        NAMES,
        short="社区",
        sensitivity=Sensitivity.QUASI,
    ),
    *(replace(asked, number=asked.number + 1) for asked in RESIDENTS),
)


def place(index: int) -> Place:
    """One community: some have a day-care centre near by, some are further behind."""
    near = 0.24 if index in (2, 5, 8) else 0.0
    shift = (-0.25, 0.1, 0.35, -0.1, 0.0, 0.3, -0.15, 0.15, 0.25, -0.3, 0.05, -0.05)[index]
    return Place(elder=0.40, child=0.35, shift=shift, daycare_near=near)


def allocation() -> np.ndarray:
    """720 drawn, half equally and half in proportion to size."""
    sizes = np.array(SIZES)
    share = 0.5 / len(SIZES) + 0.5 * sizes / sizes.sum()
    drawn = np.floor(share * DRAWN).astype(int)
    drawn[: DRAWN - drawn.sum()] += 1
    return drawn


def write_district(folder: Path, seed: int = SEED) -> None:
    """Raw exports, payroll records, workbook of the district study."""
    rng = np.random.default_rng(seed)
    drawn = allocation()
    answered = rng.multivariate_hypergeometric(drawn, RETURNED)
    parts = [draw(rng, int(n), place(k)) for k, n in enumerate(answered)]
    people: Drawn = {key: np.concatenate([p[key] for p in parts]) for key in parts[0]}
    people = {"community": np.repeat(np.arange(len(NAMES)), answered), **people}
    order = rng.permutation(RETURNED)
    people = {key: values[order] for key, values in people.items()}
    words = open_words(rng, people, FORM)
    target = folder / "questionnaires" / "residents"
    target.mkdir(parents=True, exist_ok=True)
    seen = visits(rng, range(1, RETURNED + 1), START)
    for coded, kind in ((False, "按文本"), (True, "按序号")):
        write_export(
            target / f"303417720_{kind}_街道居民入户问卷_620_620.xlsx",
            coded,
            FORM,
            people,
            seen,
            words,
        )
    _write_cadres(folder, rng)
    write_workbook(folder / "课题表.xlsx", workbook_rows(drawn))


def _write_cadres(folder: Path, rng: np.random.Generator) -> None:
    """120 cadres on the payroll, 95 of whom answered; some communities pay late."""
    count = len(NAMES) * CADRES_EACH
    units = np.repeat(np.arange(len(NAMES)), CADRES_EACH)
    lateness = np.array([0.55, 0.1, 0.05, 0.6, 0.3, 0.1, 0.45, 0.2, 0.0, 0.65, 0.25, 0.35])[units]
    late = rng.random((count, 12)) < lateness[:, None]
    late[:, [0, 1]] &= rng.random((count, 2)) < 0.4
    delays = np.where(late, rng.integers(1, 5, (count, 12)), 0)
    delays[:, -2:][late[:, -2:] & (rng.random((count, 2)) < 0.6)] = -1
    pension = rng.random(count) < np.where(lateness > 0.4, 0.25, 0.7)
    medical = pension | (rng.random(count) < 0.3)
    rows = payroll_rows(
        [NAMES[k] for k in units],
        delays,
        pension,
        medical,
        2023,
        rng.choice([2400, 2600, 2900, 3200], count),
    )
    write_payroll(folder / "records" / "payroll.csv", rows)
    chosen = np.sort(rng.choice(count, CADRES_ANSWERED, replace=False))
    insured = np.where(pension & medical, 0, np.where(pension | medical, 1, 2))
    people = draw_cadres(rng, (delays != 0).sum(axis=1)[chosen], insured[chosen])
    words = open_words(rng, people, CADRES)
    target = folder / "questionnaires" / "cadres"
    target.mkdir(parents=True, exist_ok=True)
    write_export(
        target / "303417801_按文本_社区工作者问卷_95_95.xlsx",
        False,
        CADRES,
        people,
        visits(rng, range(1, CADRES_ANSWERED + 1), START),
        words,
    )


def workbook_rows(drawn: np.ndarray) -> dict[str, list[dict[str, str]]]:
    """课题表.xlsx of the district study, sheet by sheet."""
    return {
        w.BASICS: items(
            {
                w.TITLE: "街道社区建设联合调研",
                w.GROUP: "区委党校科级班各调研组联合",
                w.PLACE: "某街道十二个社区",
                w.PERIOD: "2024年6月10日至12日",
                w.GROUP_SIZE: "40",
                w.EDITION: w.Edition.DISCUSSION,
                w.DISTRIBUTION: "调研组、班级和街道",
                w.SIMULATED: w.YES,
                w.APPROVER: "",
                w.APPROVED_ON: "",
                w.KEEP_UNTIL: "2099-12-31",
                w.DATED: "2024年6月20日",
                w.STYLE: "课堂",
            }
        ),
        w.SOURCES: [
            {
                w.SOURCE: "residents",
                w.SOURCE_NAME: "街道居民入户问卷",
                w.RESPONDENTS: "街道居民",
                w.MODE: w.Mode.INTERVIEWER,
                w.SAMPLING: w.Sampling.RANDOM,
                w.POPULATION: str(sum(SIZES)),
                w.ISSUED: str(DRAWN),
                w.CHANNEL: "按社区分层，从登记册随机抽取成年居民，入户面访",
                w.STRATUM: "community",
            },
            {
                w.SOURCE: "cadres",
                w.SOURCE_NAME: "社区工作者问卷",
                w.RESPONDENTS: "社区工作人员",
                w.MODE: w.Mode.SELF,
                w.SAMPLING: w.Sampling.CENSUS,
                w.POPULATION: str(len(NAMES) * CADRES_EACH),
                w.ISSUED: str(len(NAMES) * CADRES_EACH),
                w.CHANNEL: "向全体社区工作人员发放链接，自愿填答",
            },
        ],
        w.CODEBOOK: [*codebook_rows("residents", FORM), *codebook_rows("cadres", CADRES)],
        w.RULES: [
            {
                w.RULE: "unsure",
                w.SOURCE: "residents",
                w.RULE_KIND: w.Rule.UNSURE,
                w.CHOSEN: w.UNSURE_MISSING,
                w.ALTERNATIVES: w.UNSURE_IN_BASE,
                w.REASON: "“不了解”表示没有使用过，不能算作不满意",
            }
        ],
        w.FRAMES: [
            {
                w.SOURCE: "residents",
                w.VARIABLE: "community",
                w.FRAME_CHOICE: name,
                w.FRAME_COUNT: str(size),
                w.FRAME_DRAWN: str(n),
                w.FRAME_FROM: "各社区居民登记册",
            }
            for name, size, n in zip(NAMES, SIZES, drawn, strict=True)
        ],
        w.LABELS: label_rows(),
        w.QUOTES: quote_rows("district"),
        w.ARGUMENT: argument_rows(RESTS, TODAY, PROBLEMS),
        w.SUPPLIED: [
            {
                w.FACT: "心理健康讲座",
                w.FACT_TEXT: "21场",
                w.FACT_BY: "街道办事处",
                w.CHECKED: w.YES,
            },
            {
                w.FACT: "daycare_count",
                w.FACT_TEXT: "12个社区都设有日间照料中心，其中3个设在一楼",
                w.FACT_BY: "街道办事处",
                w.CHECKED: w.YES,
            },
        ],
        w.OBSERVED: [
            {
                w.FACT: "pay_ledger",
                w.FACT_TEXT: "查阅了各社区上一年度工资发放台账和社保缴费记录",
                w.SEEN_WHERE: "街道办事处",
                w.SEEN_WHEN: "6月10日",
                w.PHOTO: "",
            },
            {
                w.FACT: "deed",
                w.FACT_TEXT: "帮助三个社区核对了高龄老人探访名单",
                w.SEEN_WHERE: "各社区",
                w.SEEN_WHEN: "6月12日",
                w.PHOTO: "",
            },
            {
                w.FACT: "daycare_seen",
                w.FACT_TEXT: "查看的日间照料中心，设在二楼以上的多数时间没有人",
                w.SEEN_WHERE: "各社区日间照料中心",
                w.SEEN_WHEN: "6月11日",
                w.PHOTO: "D02",
            },
        ],
        w.TERMS: [],
    }
