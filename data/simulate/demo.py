"""The demo study: one community, at the true size of the case it follows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
from cadres import CADRES, draw_cadres, payroll_rows, write_payroll
from interviews import correction_rows, document_rows, people_rows, spoken_quotes
from people import Drawn, Place, draw
from questionnaire import RESIDENTS, Asked
from said import OTHERS, SAID, label_rows, quote_rows
from wenjuanxing import Visit, visits, write_export
from workbook import codebook_rows, items

from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.terms import words as w

SEED = 20240520
VALID, FAST, INVALID, ISSUED = 118, 4, 5, 130
PLACE = Place()
START = datetime(2024, 5, 20, 8, 0, 0)
TITLE, CADRE_TITLE = "社区居民调查问卷", "社区工作者问卷"
CADRE_COUNT = 9
FORM_ID = "302594156"


def write_demo(folder: Path, seed: int = SEED, only_text: bool = False) -> None:
    """Raw exports, workbook and true values of the demo study."""
    rng = np.random.default_rng(seed)
    people = draw(rng, VALID + FAST + INVALID, PLACE)
    seen = _careless(visits(rng, range(1, len(people["sex"]) + 1), START))
    words = open_words(rng, people, RESIDENTS)
    invalid = np.sort(rng.choice(VALID, INVALID, replace=False))
    valid = np.setdiff1d(np.arange(len(seen)), invalid)
    target = folder / "questionnaires" / "residents"
    target.mkdir(parents=True, exist_ok=True)
    counts = f"{len(seen)}_{len(valid)}"
    for coded, kind in ((False, "按文本"),) if only_text else ((False, "按文本"), (True, "按序号")):
        for rows, suffix in ((valid, f"_{counts}"), (invalid, f"_{w.INVALID_MARK}答卷")):
            path = target / f"{FORM_ID}_{kind}_{TITLE}{suffix}.xlsx"
            if coded and suffix.endswith("答卷"):
                continue
            write_export(
                path,
                coded,
                RESIDENTS,
                _take(people, rows),
                [seen[i] for i in rows],
                {k: [v[i] for i in rows] for k, v in words.items()},
            )
    _write_cadres(folder, rng)
    write_workbook(folder / "课题表.xlsx", workbook_rows())


def _write_cadres(folder: Path, rng: np.random.Generator) -> None:
    """Nine cadres: everybody answers, everybody is paid alike, late in seven months of twelve."""
    late = np.full(CADRE_COUNT, 7)
    people = draw_cadres(rng, late, np.full(CADRE_COUNT, 2))
    words = open_words(rng, people, CADRES)
    target = folder / "questionnaires" / "cadres"
    target.mkdir(parents=True, exist_ok=True)
    write_export(
        target / f"302611870_按文本_{CADRE_TITLE}_9_9.xlsx",
        False,
        CADRES,
        people,
        visits(rng, range(1, CADRE_COUNT + 1), START),
        words,
    )
    delays = np.tile([0, 0, 1, 2, 0, 0, 3, 2, 1, 0, 3, 2], (CADRE_COUNT, 1))
    none = np.zeros(CADRE_COUNT, bool)
    rows = payroll_rows(
        ["本社区"] * CADRE_COUNT, delays, none, none, 2023, np.full(CADRE_COUNT, 2600)
    )
    write_payroll(folder / "records" / "payroll.csv", rows)


def _take(people: Drawn, rows: np.ndarray) -> Drawn:
    return {key: values[rows] for key, values in people.items()}


def _careless(seen: list[Visit]) -> list[Visit]:
    """A few race through the form."""
    racing = range(len(seen) - FAST, len(seen))
    return [
        Visit(v.serial, v.submitted, 21 + i % 20, v.origin, v.address) if i in racing else v
        for i, v in enumerate(seen)
    ]


def open_words(
    rng: np.random.Generator,
    people: Drawn,
    form: tuple[Asked, ...],
) -> dict[str, list[str]]:
    """Who wrote something writes one of the sentences."""
    n = len(next(iter(people.values())))
    words = {key: [str(rng.choice(said)) for _ in range(n)] for key, said in OTHERS.items()}
    for key in [q.variable for q in form if q.variable in SAID]:
        said = list(SAID[key][1])
        order = np.concatenate([rng.permutation(len(said)) for _ in range(n // len(said) + 1)])
        words[key] = [said[k] for k in order[:n]]
    return words


def write_truth(path: Path, place: Place = PLACE, n: int = 400_000) -> None:
    """The true shares, from a population far larger than any sample."""
    path.write_text(
        json.dumps(true_shares(place, n), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def true_shares(place: Place = PLACE, n: int = 400_000) -> dict[str, dict[str, float]]:
    """For every choice question: the share of each choice among those asked who answered."""
    people = draw(np.random.default_rng(1), n, place)
    truth: dict[str, dict[str, float]] = {}
    for asked in RESIDENTS:
        for key in [k for k in people if k.partition(".")[0] == asked.variable]:
            values = people[key]
            if not asked.choices:
                continue
            if values.ndim == 2:
                base = values[values[:, 0] >= 0]
                shares = (base > 0).mean(axis=0)
            else:
                unsure = [asked.choices.index(c) for c in asked.unsure]
                base = values[(values >= 0) & ~np.isin(values, unsure)]
                shares = np.bincount(base, minlength=len(asked.choices)) / len(base)
            truth[key] = {
                c: round(float(s), 4)
                for c, s in zip(asked.choices, shares, strict=True)
                if c not in asked.unsure
            }
    return truth


def workbook_rows() -> dict[str, list[dict[str, str]]]:
    """课题表.xlsx of the demo study, sheet by sheet."""
    return {
        w.BASICS: items(
            {
                w.TITLE: "高质量推进五星支部创建工作调研",
                w.GROUP: "区委党校科级班第一调研组",
                w.PLACE: "某街道某社区",
                w.PERIOD: "2024年5月20日至22日",
                w.GROUP_SIZE: "10",
                w.EDITION: w.Edition.DISCUSSION,
                w.DISTRIBUTION: "调研组、班级和社区",
                w.SIMULATED: w.YES,
                w.APPROVER: "",
                w.APPROVED_ON: "",
                w.KEEP_UNTIL: "2099-12-31",
                w.DATED: "2024年5月24日",
                w.STYLE: "上报",
            }
        ),
        w.SOURCES: [
            {
                w.SOURCE: "residents",
                w.SOURCE_NAME: TITLE,
                w.RESPONDENTS: "社区居民",
                w.MODE: w.Mode.SELF,
                w.SAMPLING: w.Sampling.CONVENIENCE,
                w.POPULATION: "",
                w.ISSUED: str(ISSUED),
                w.CHANNEL: "在社区服务大厅和楼栋群发放二维码卡片，居民扫码自填",
            },
            {
                w.SOURCE: "cadres",
                w.SOURCE_NAME: CADRE_TITLE,
                w.RESPONDENTS: "社区工作人员",
                w.MODE: w.Mode.SELF,
                w.SAMPLING: w.Sampling.CENSUS,
                w.POPULATION: str(CADRE_COUNT),
                w.ISSUED: str(CADRE_COUNT),
                w.CHANNEL: "在社区工作群发放链接，全体工作人员自填",
            },
        ],
        w.CODEBOOK: [*codebook_rows("residents", RESIDENTS), *codebook_rows("cadres", CADRES)],
        w.RULES: [
            {
                w.RULE: "too_fast",
                w.SOURCE: "residents",
                w.RULE_KIND: w.Rule.TOO_FAST,
                w.CHOSEN: "60",
                w.ALTERNATIVES: f"90；{w.NOT_EXCLUDED}",
                w.REASON: "30道题通读一遍至少需要60秒",
            },
            {
                w.RULE: "straight_stars",
                w.SOURCE: "residents",
                w.RULE_KIND: w.Rule.STRAIGHT,
                w.PARAMETER: "stars",
                w.CHOSEN: w.NOT_EXCLUDED,
                w.ALTERNATIVES: w.YES,
                w.REASON: "五项工作打分完全相同，可能没有认真看题，也可能确实一样满意；先不剔除",
            },
            {
                w.RULE: "unsure",
                w.SOURCE: "residents",
                w.RULE_KIND: w.Rule.UNSURE,
                w.CHOSEN: w.UNSURE_MISSING,
                w.ALTERNATIVES: w.UNSURE_IN_BASE,
                w.REASON: "“不了解”表示没有使用过，不能算作不满意",
            },
            {
                w.RULE: "focus",
                w.SOURCE: "residents",
                w.RULE_KIND: w.Rule.FILTER,
                w.PARAMETER: "sex",
                w.CHOSEN: w.NO_FILTER,
                w.ALTERNATIVES: "女；男",
                w.REASON: "课堂上换一部分人再算一遍，看结论变不变",
            },
        ],
        w.SUPPLIED: [
            {
                w.FACT: "practice",
                w.FACT_TEXT: "“3335工作法”，党员联系楼栋、每周入户",
                w.FACT_BY: "社区党支部",
                w.CHECKED: w.NO,
            },
            {
                w.FACT: "effect",
                w.FACT_TEXT: "全年开展志愿服务26次，为老人代办事项140件",
                w.FACT_BY: "社区党支部",
                w.CHECKED: w.NO,
            },
            {w.FACT: "心理健康讲座", w.FACT_TEXT: "3场", w.FACT_BY: "社区居委会", w.CHECKED: w.YES},
            {
                w.FACT: "culture_money",
                w.FACT_TEXT: "全年文化活动经费0.8万元，没有专门的活动场地",
                w.FACT_BY: "社区居委会",
                w.CHECKED: w.NO,
            },
            {
                w.FACT: "star_start",
                w.FACT_TEXT: "2022年度为三星支部",
                w.FACT_BY: "社区党支部",
                w.CHECKED: w.YES,
            },
            {
                w.FACT: "登记的青少年",
                w.FACT_TEXT: "240人",
                w.FACT_BY: "社区居民登记册",
                w.CHECKED: w.YES,
            },
            {w.FACT: "日间照料床位", w.FACT_TEXT: "12张", w.FACT_BY: "社区居委会", w.CHECKED: w.NO},
            {
                w.FACT: "某公司职工占比",
                w.FACT_TEXT: "80%",
                w.FACT_BY: "社区居委会",
                w.CHECKED: w.NO,
            },
        ],
        w.OBSERVED: [
            {
                w.FACT: "visits",
                w.FACT_TEXT: "3户",
                w.SEEN_WHERE: "入户走访",
                w.SEEN_WHEN: "5月21日",
                w.PHOTO: "",
            },
            {
                w.FACT: "forum",
                w.FACT_TEXT: "20名",
                w.SEEN_WHERE: "座谈会",
                w.SEEN_WHEN: "5月22日上午",
                w.PHOTO: "",
            },
            {
                w.FACT: "deed_grid",
                w.FACT_TEXT: "协调在两个楼栋试装网格公示牌",
                w.SEEN_WHERE: "居民楼",
                w.SEEN_WHEN: "5月22日下午",
                w.PHOTO: "",
            },
            {
                w.FACT: "deed_talk",
                w.FACT_TEXT: "为社区家长开了一次“怎样和孩子聊心情”的微课堂",
                w.SEEN_WHERE: "社区会议室",
                w.SEEN_WHEN: "5月21日晚上",
                w.PHOTO: "",
            },
            {
                w.FACT: "pay_ledger",
                w.FACT_TEXT: "查阅了上一年度工资发放台账和社保缴费记录",
                w.SEEN_WHERE: "社区办公室",
                w.SEEN_WHEN: "5月20日上午",
                w.PHOTO: "",
            },
            {
                w.FACT: "grid_board",
                w.FACT_TEXT: "楼栋入口没有网格公示牌",
                w.SEEN_WHERE: "居民楼",
                w.SEEN_WHEN: "5月20日下午",
                w.PHOTO: "03",
            },
            {
                w.FACT: "culture_room",
                w.FACT_TEXT: "文化活动室与会议室合用，查看时锁着门",
                w.SEEN_WHERE: "社区综合楼",
                w.SEEN_WHEN: "5月21日下午",
                w.PHOTO: "11",
            },
            {
                w.FACT: "daycare_floor",
                w.FACT_TEXT: "日间照料中心设在三楼，没有电梯",
                w.SEEN_WHERE: "日间照料中心",
                w.SEEN_WHEN: "5月21日上午",
                w.PHOTO: "07",
            },
            {
                w.FACT: "daycare_empty",
                w.FACT_TEXT: "查看时屋内无人，床铺未使用",
                w.SEEN_WHERE: "日间照料中心",
                w.SEEN_WHEN: "5月21日上午",
                w.PHOTO: "08",
            },
        ],
        w.FRAMES: [
            {
                w.SOURCE: "residents",
                w.VARIABLE: "age",
                w.FRAME_CHOICE: choice,
                w.FRAME_COUNT: str(count),
                w.FRAME_FROM: "社区居民登记册（18岁及以上）",
            }
            for choice, count in (
                ("18—29岁", 412),
                ("30—44岁", 655),
                ("45—59岁", 598),
                ("60岁及以上", 471),
            )
        ],
        w.LABELS: label_rows(),
        w.QUOTES: [*quote_rows("demo"), *spoken_quotes()],
        w.ARGUMENT: argument_rows(RESTS, TODAY, {}),
        w.PEOPLE: people_rows(),
        w.DOCUMENTS: document_rows(),
        w.CORRECTIONS: correction_rows(),
        w.TERMS: [
            {w.TERM: "3335工作法", w.TERM_REASON: "社区对自己做法的叫法"},
            {w.TERM: "五个一活动", w.TERM_REASON: "培训班规定动作的名称"},
        ],
    }


RESTS = {
    "pay": ("pay_on_time\npay_insurance", "干部待遇", "pay_ledger"),
    "daycare": (
        "daycare_unused\nstay_away\nstairs_by_mobility",
        "位置和楼层",
        "daycare_floor\ndaycare_empty",
    ),
    "culture": (
        "culture_absent\nculture_gaps\ntalent",
        "场地和活动",
        "culture_room\nculture_money",
    ),
    "youth": ("attention\nlecture\nseek_help", "讲座安排\n亲子沟通", "心理健康讲座"),
    "grid": ("grid_known\ngrid_tasks", "网格公示", "grid_board"),
}
# What the measures of two suggestions have as today's value.
TODAY = {"grid": "grid_known.不知道", "culture": "culture_absent.没参加"}


def argument_rows(
    rests: dict[str, tuple[str, str, str]], today: dict[str, str], told: dict[str, str]
) -> list[dict[str, str]]:
    """问题与建议: the thesis, five problems, what each rests on and comes from, and what should be
    done about it, measured against today. `told` are the problems that are put otherwise."""
    usual = (
        ("pay", "社区干部待遇保障不到位，工资不能按时发，养老和医疗保险没有缴纳。"),
        ("daycare", "日间照料中心位置偏、楼层高，老人去不了，设施闲置。"),
        ("culture", "社区文化阵地作用发挥不够，缺场地、缺组织的人、缺经费，活动少。"),
        ("youth", "对青少年心理健康关注不足，家长认识有偏差，讲座知晓和参与都低。"),
        ("grid", "部分居民不知道自己的网格员是谁。"),
    )
    problems = tuple((key, told.get(key, text)) for key, text in usual)
    thesis = (
        "中心和阵地建起来了，人和服务还没有跟上：社区干部的工资有时不能按时发，"
        "去日间照料中心的老人少，参加文化活动、知道心理健康讲座的人少。"
    )
    causes = (
        (
            "daycare",
            "设在楼上，行动不便的老人上下不方便；有哪些服务，有的人不知道。",
            "stay_away\nstairs_by_mobility",
            "位置和楼层",
        ),
        (
            "culture",
            "缺场地，也缺组织的人，有特长又愿意带头的人少。",
            "culture_gaps\ntalent",
            "场地和活动",
        ),
        ("youth", "办讲座的消息没有送到家长手里，讲座时间家长也不方便。", "lecture", "讲座安排"),
    )
    measures = {
        "s_pay": "按时发放的人月占比（现为{pay_on_time.按时发放率}）",
        "s_daycare": "近三个月没有去过的占比（现为{daycare_unused.没去过}）",
        "s_grid": f"不知道网格员是谁的占比（现为{{{today['grid']}}}）",
        "s_culture": f"没有参加过文体活动的占比（现为{{{today['culture']}}}）",
        "s_youth": "不知道办过讲座的家长占比（现为{lecture.不知道有讲座}）",
    }
    suggestions = (
        (
            "s_pay",
            "切实解决社区工作人员工资待遇。建议明确发放日期和资金渠道，先补发拖欠工资，"
            "再分步缴纳养老、医疗保险，每月在居务公开栏公示发放情况。",
            "pay",
            w.Strength.MUST,
            "街道办事处",
            w.NEAR_TERM,
        ),
        (
            "s_daycare",
            "盘活日间照料中心。可先在一楼开设助餐和健康监测点，"
            "把老人用得上的服务放到走得到的地方；同步研究中心整体下迁或加装电梯，公示服务内容和收费。",
            "daycare",
            "",
            "街道办事处、区民政局",
            w.NEAR_TERM,
        ),
        (
            "s_grid",
            "夯实网格服务。在楼栋入口设置网格公示牌，写明网格员姓名、电话和职责；"
            "不把与网格员职责不相符的事项下放给网格员。",
            "grid",
            "",
            "街道办事处、社区党支部",
            w.NEAR_TERM,
        ),
        (
            "s_culture",
            "整合场地和人才办好文化活动。可与共驻共建单位共用场地，"
            "请有特长、愿带头的居民组队，按季节和节日安排居民点名想要的活动。",
            "culture",
            w.Strength.TRY,
            "社区居委会、区文化馆",
            w.MIDDLE_TERM,
        ),
        (
            "s_youth",
            "把青少年心理健康讲座安排在家长方便的时间。可改在晚上和周末，"
            "与学校心理老师合办，先讲怎么和孩子聊，并把求助渠道发到每户。",
            "youth",
            "",
            "社区居委会、辖区学校",
            w.NEAR_TERM,
        ),
    )
    rested = (w.RESTS_ON, w.RESTS_ON_LABELS, w.RESTS_ON_FACTS)
    return [
        {
            w.ARGUMENT_KEY: "thesis",
            w.ARGUMENT_KIND: w.THESIS,
            w.ARGUMENT_TEXT: thesis,
            w.RESTS_ON: "pay_on_time\ndaycare_unused\nculture_absent\nlecture",
        },
        *(
            {
                w.ARGUMENT_KEY: key,
                w.ARGUMENT_KIND: w.PROBLEM,
                w.ARGUMENT_TEXT: text,
                w.CONTRARY: "knowledge" if key == "youth" else "",
                **dict(zip(rested, rests[key], strict=True)),
            }
            for key, text in problems
        ),
        *(
            {
                w.ARGUMENT_KEY: f"why_{key}",
                w.ARGUMENT_KIND: w.CAUSE,
                w.ARGUMENT_TEXT: text,
                w.RESTS_ON: found,
                w.RESTS_ON_LABELS: label,
                w.ANSWERS_TO: key,
            }
            for key, text, found, label in causes
        ),
        *(
            {
                w.ARGUMENT_KEY: key,
                w.ARGUMENT_KIND: w.SUGGESTION,
                w.ARGUMENT_TEXT: text,
                w.ANSWERS_TO: answers,
                w.STRENGTH: firm,
                w.LEAD: lead,
                w.TERM_OF: term,
                w.MEASURE: measures[key],
            }
            for key, text, answers, firm, lead, term in suggestions
        ),
    ]
