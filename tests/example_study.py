"""A small study made by code, with one of everything: the examples of the docstrings run on it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

from conftest import sheets, write_xlsx
from PIL import Image

from researchlib.read.spoken import say as say_spoken
from researchlib.read.workbook import open_study
from researchlib.run.fieldwork.workbook import write_workbook
from researchlib.run.interviews import say
from researchlib.run.interviews.issue import issue
from researchlib.study.study import Study
from researchlib.terms import words as w

PEOPLE = 120
SERVICES = {"meals": "助餐配餐", "visits": "上门探访", "daycare": "日间照料"}
VIEWS = ("愿意参加活动", "愿意帮助邻居", "愿意提意见", "参加活动没有意思")
SATISFIED = ("非常不满意", "不太满意", "一般", "比较满意", "非常满意")
IMPORTANT = ("很不重要", "不太重要", "一般", "比较重要", "非常重要")
AGREED = ("很不同意", "不太同意", "一般", "比较同意", "非常同意")
REASONS = ("位置偏", "担心收费", "家人能照顾")
SINGLE = {
    "sex": ("您的性别", ("男", "女")),
    "age": ("您的年龄段", ("18—44岁", "45—59岁", "60岁及以上")),
    "community": ("您住的社区", ("东社区", "西社区")),
    "living": ("老人的居住情况", ("独居", "与家人同住")),
    "daycare_known": ("您知道日间照料中心吗", ("知道", "听说过", "没听说过")),
    "daycare_use": ("老人去过日间照料中心吗", ("去过", "没去过")),
    "grid_known": ("您知道网格员是谁吗", ("知道", "不知道")),
    "before": ("讲座以前，您知道求助热线吗", ("知道", "不知道")),
    "after": ("讲座以后，您知道求助热线吗", ("知道", "不知道")),
    "left": ("您打算离开现在的岗位吗", ("是", "否")),
}
NUMBERS = {
    "visits": ("近一年去过几次", "次"),
    "cost": ("近一年一共花了多少元", "元"),
    "wage": ("您每月的工资", "元"),
    "arrears": ("您被拖欠了几个月工资", "个月"),
}
QUOTABLE = {w.PERMITTED: w.Permission.QUOTE}
TALK = (
    "主持人：日间照料中心大家去过吗？",
    "受访者一：日间照料中心在三楼，太高了，爬不动。",
    "受访者二：我看收费也没人说清楚。",
    "受访者三：量血压的活动办得很好。",
    "受访者一：饭菜要是能送到家就好了。",
    "受访者四：我觉得三楼不算高，锻炼身体。",
    "受访者五：收费贵不贵，贴出来就行。",
    "受访者六：三楼确实太高。",
)
CODED = {
    "甲": ((2, "太高了", "位置和楼层"), (3, "收费也没人说清楚", "收费"), (4, "办得很好", "肯定"))
    + (
        (6, "三楼不算高", "#位置和楼层：相反"),
        (7, "收费贵不贵", "收费"),
        (8, "太高", "位置和楼层"),
    ),
    "乙": ((2, "太高了", "位置和楼层"), (3, "收费也没人说清楚", "收费"), (4, "办得很好", "肯定"))
    + ((7, "收费贵不贵", "收费"), (8, "太高", "位置和楼层")),
}


def tiny(home: Path) -> Study:
    """The study `demo` in a project folder of its own."""
    folder = home / "data" / "demo"
    (home / "notebooks" / "demo").mkdir(parents=True)
    rows = list(answered())
    write_xlsx(folder / "questionnaires" / "residents" / "1_按文本_x_120_120.xlsx", rows)
    write_workbook(folder / "课题表.xlsx", workbook())
    payroll(folder / "records")
    (folder / "photos").mkdir()
    Image.new("RGB", (40, 30), "grey").save(folder / "photos" / "07.jpg")
    ledger(home / "exports" / "demo")
    spoken = folder / "interviews"
    (spoken / "transcripts").mkdir(parents=True)
    (spoken / "transcripts" / "座谈会.txt").write_text("\n".join(TALK), encoding="utf-8")
    study = open_study("demo", home)
    issue(study, tuple(CODED), lambda text: None)
    for coder, pieces in CODED.items():
        excerpts = [("座谈会", str(line), words, label, "") for line, words, label in pieces]
        table = spoken / "coding" / coder / f"{say.EXCERPTS}.xlsx"
        write_xlsx(table, [say.EXCERPT_HEAD, *excerpts])
    settled = ("座谈会", "6", "", "位置和楼层", "甲", "乙", "用", "商量过")
    write_xlsx(spoken / f"{say_spoken.SETTLE_NAME}.xlsx", [say_spoken.SETTLE_HEAD, settled])
    return study


def answered() -> Iterator[tuple[object, ...]]:
    """The export: a head, then a row a person; who lives alone is less content."""
    asked = [*(text for text, _ in (SINGLE | NUMBERS).values()), "没去的原因（可多选）"]
    head = [f"{number}、{text}" for number, text in enumerate(asked, 1)]
    matrices = (("满意吗", SERVICES.values()), ("重要吗", SERVICES.values()), ("同意吗", VIEWS))
    for number, (stem, items) in enumerate(matrices, len(head) + 1):
        head += [f"{number}、{'' if k else stem + '—'}{item}" for k, item in enumerate(items)]
    yield ("序号", *head, f"{number + 1}、按需要程度排序")
    chance, order = random.Random(7), random.Random(8)
    for number in range(1, PEOPLE + 1):
        told = {key: chance.choice(choices) for key, (_, choices) in SINGLE.items()}
        if told["before"] == "知道":
            told["after"] = "知道"
        mood = chance.gauss(0, 1) - (told["living"] == "独居")
        visits, arrears = chance.randrange(1, 13), chance.randrange(0, 7)
        told["left"] = "是" if chance.gauss(arrears, 2) > 3 else "否"
        yield (
            number,
            *told.values(),
            visits,
            visits * 10 + chance.randrange(10),
            2000 + 200 * (told["sex"] == "男") + chance.randrange(0, 900, 50),
            arrears,
            "┋".join(r for r in REASONS if chance.random() < 0.4) or REASONS[0],
            *(SATISFIED[point(mood, chance)] for _ in SERVICES),
            *(IMPORTANT[point(1, chance)] for _ in SERVICES),
            *(AGREED[point(mood * sign, chance)] for sign in (1, 1, 1, -1)),
            "→".join(order.sample([*SERVICES.values()], 3)),
        )


def point(centre: float, chance: random.Random) -> int:
    return min(max(round(2 + centre + chance.gauss(0, 0.7)), 0), 4)


def question(name: str, text: str, kind: str, **more: str) -> dict[str, str]:
    plain = {w.SENSITIVITY: "一般"} | {getattr(w, key): value for key, value in more.items()}
    return {w.SOURCE: "residents", w.VARIABLE: name, w.TEXT: text, w.KIND: kind} | plain


def codebook() -> Iterator[dict[str, str]]:
    for name, (text, choices) in SINGLE.items():
        yield question(name, text, "单选", CHOICES="\n".join(choices))
    for name, (text, unit) in NUMBERS.items():
        yield question(name, text, "数值", UNIT=unit)
    yield question("stay_away", "没去的原因（可多选）", "多选", CHOICES="\n".join(REASONS))
    for name, stem, points in (
        ("satisfaction", "满意吗", SATISFIED),
        ("importance", "重要吗", IMPORTANT),
    ):
        for item, text in SERVICES.items():
            yield question(f"{name}.{item}", text, "量表", STEM=stem, CHOICES="\n".join(points))
    for number, text in enumerate(VIEWS, 1):
        turned = "是" if number == len(VIEWS) else "否"
        more = {"STEM": "同意吗", "CHOICES": "\n".join(AGREED), "REVERSED": turned}
        yield question(f"attitude.{number}", text, "量表", **more)
    yield question("needs", "按需要程度排序", "排序", CHOICES="\n".join(SERVICES.values()))


def workbook() -> Mapping[str, list[dict[str, str]]]:
    names = ("受访者一", "受访者二", "受访者三", "受访者四", "受访者五", "受访者六")
    people = [
        {w.PSEUDONYM: name, w.PERSON_NAME: name, w.ROLE: "党员" if k < 3 else "群众"} | QUOTABLE
        for k, name in enumerate(names)
    ]
    people.append({w.PSEUDONYM: "主持人", w.PERSON_NAME: "主持人", w.ROLE: "主持人"})
    counts = {"sex": (900, 1100), "age": (800, 700, 500), "community": (1200, 800)}
    frames = [
        {
            w.SOURCE: "residents",
            w.VARIABLE: name,
            w.FRAME_CHOICE: choice,
            w.FRAME_COUNT: str(count),
            w.FRAME_DRAWN: "70" if name == "community" else "",
            w.FRAME_FROM: "登记册",
        }
        for name, found in counts.items()
        for choice, count in zip(SINGLE[name][1], found, strict=True)
    ]
    return sheets(
        **{
            w.SOURCES: [
                {
                    w.SOURCE: "residents",
                    w.SOURCE_NAME: "居民问卷",
                    w.RESPONDENTS: "居民",
                    w.MODE: "面访代填",
                    w.SAMPLING: "随机抽样",
                    w.POPULATION: "2000",
                    w.ISSUED: "140",
                    w.CHANNEL: "入户",
                    w.STRATUM: "community",
                }
            ],
            w.CODEBOOK: list(codebook()),
            w.FRAMES: frames,
            w.RULES: [
                {
                    w.RULE: "focus",
                    w.SOURCE: "residents",
                    w.RULE_KIND: "只看一部分人",
                    w.PARAMETER: "sex",
                    w.CHOSEN: "全体",
                    w.ALTERNATIVES: "女；男",
                    w.REASON: "换一部分人再算一遍",
                }
            ],
            w.OBSERVED: [
                {
                    w.FACT: "daycare_floor",
                    w.FACT_TEXT: "日间照料中心设在三楼，没有电梯",
                    w.SEEN_WHERE: "日间照料中心",
                    w.SEEN_WHEN: "5月21日",
                    w.PHOTO: "07",
                    w.FACES: "是",
                }
            ],
            w.LABELS: [
                {w.LABEL: label, w.DEFINITION: label} for label in ("位置和楼层", "收费", "肯定")
            ],
            w.DOCUMENTS: [{w.DOCUMENT: "座谈会", w.OCCASION: "座谈会", w.RECORD: "逐字稿"}],
            w.PEOPLE: people,
            w.QUOTES: [
                {
                    w.SOURCE: "座谈会",
                    w.VARIABLE: "2",
                    w.ORIGINAL: "太高了，爬不动",
                    w.LABEL: "位置和楼层",
                    w.QUOTABLE: "太高了，爬不动",
                    w.APPROVED_BY: "调研组",
                    w.APPROVED_WHEN: "2024年5月22日",
                }
            ],
            w.ARGUMENT: [
                {
                    w.ARGUMENT_KEY: "daycare",
                    w.ARGUMENT_KIND: w.PROBLEM,
                    w.ARGUMENT_TEXT: "日间照料中心楼层高，老人去不了。",
                    w.RESTS_ON: "daycare_known",
                    w.RESTS_ON_LABELS: "位置和楼层",
                    w.RESTS_ON_FACTS: "daycare_floor",
                },
                {
                    w.ARGUMENT_KEY: "upstairs",
                    w.ARGUMENT_KIND: w.CAUSE,
                    w.ARGUMENT_TEXT: "选址时只有三楼空着。",
                    w.RESTS_ON_LABELS: "位置和楼层",
                    w.ANSWERS_TO: "daycare",
                },
                {
                    w.ARGUMENT_KEY: "thesis",
                    w.ARGUMENT_KIND: w.THESIS,
                    w.ARGUMENT_TEXT: "设施建起来了，{daycare_known.没听说过}的居民没听说过。",
                    w.RESTS_ON: "daycare_known",
                },
                {
                    w.ARGUMENT_KEY: "s_daycare",
                    w.ARGUMENT_KIND: w.SUGGESTION,
                    w.ARGUMENT_TEXT: "把日间照料中心搬到一楼。",
                    w.ANSWERS_TO: "daycare",
                    w.LEAD: "街道办事处",
                    w.TERM_OF: w.NEAR_TERM,
                },
            ],
        }
    )


def payroll(folder: Path) -> None:
    """Thirty-six people, four months; every third person is paid a month late."""
    folder.mkdir()
    lines = [",".join(w.PAYROLL_COLUMNS)]
    for person in range(36):
        for month in range(1, 5):
            paid = month + (person % 3 == 0)
            lines.append(f"P{person:02},东社区,2023-0{month},2600,2023-0{paid},否,是")
    (folder / "payroll.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def ledger(folder: Path) -> None:
    """As a report leaves it: one finding with one number."""
    number = {"name": "没听说过", "text": "33%", "interval": "25%—42%", "n": 120}
    entry = {"kind": "finding", "key": "daycare_known", "report": "02_elderly_services"}
    entry |= {"text": "没听说过日间照料中心的居民占33%。", "numbers": [number], "fingerprint": ""}
    folder.mkdir(parents=True)
    (folder / "ledger.json").write_text(json.dumps({"entries": [entry]}), encoding="utf-8")
