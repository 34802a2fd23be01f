"""The demo study: one community, at the true size of the case it follows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
from people import Drawn, Place, draw
from questionnaire import RESIDENTS
from said import OTHERS, WORDS
from wenjuanxing import Visit, visits, write_export
from workbook import codebook_rows, items

from researchlib.run.workbook import write_workbook
from researchlib.terms import words as w

SEED = 20240520
VALID, FAST, INVALID, ISSUED = 118, 4, 5, 130
PLACE = Place()
START = datetime(2024, 5, 20, 8, 0, 0)
TITLE = "社区居民调查问卷"
FORM_ID = "302594156"


def write_demo(folder: Path, seed: int = SEED, only_text: bool = False) -> None:
    """Raw exports, workbook and true values of the demo study."""
    rng = np.random.default_rng(seed)
    people = draw(rng, VALID + FAST + INVALID, PLACE)
    seen = _careless(visits(rng, range(1, len(people["sex"]) + 1), START))
    words = _words(rng, people)
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
            write_export(path, coded, RESIDENTS, _take(people, rows), [seen[i] for i in rows],
                         {k: [v[i] for i in rows] for k, v in words.items()})
    write_workbook(folder / "课题表.xlsx", workbook_rows())


def _take(people: Drawn, rows: np.ndarray) -> Drawn:
    return {key: values[rows] for key, values in people.items()}


def _careless(seen: list[Visit]) -> list[Visit]:
    """A few race through the form."""
    racing = range(len(seen) - FAST, len(seen))
    return [Visit(v.serial, v.submitted, 21 + i % 20, v.origin, v.address) if i in racing else v
            for i, v in enumerate(seen)]


def _words(rng: np.random.Generator, people: Drawn) -> dict[str, list[str]]:
    """Who wrote something writes one of the sentences."""
    n = len(people["sex"])
    words = {key: [str(rng.choice(said)) for _ in range(n)] for key, said in OTHERS.items()}
    for key, said in WORDS.items():
        order = np.concatenate([rng.permutation(len(said)) for _ in range(n // len(said) + 1)])
        words[key] = [said[k] for k in order[:n]]
    return words


def write_truth(path: Path, place: Place = PLACE, n: int = 400_000) -> None:
    """The true shares, from a population far larger than any sample."""
    path.write_text(json.dumps(true_shares(place, n), ensure_ascii=False, indent=1) + "\n",
                    encoding="utf-8")


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
            truth[key] = {c: round(float(s), 4) for c, s in
                          zip(asked.choices, shares, strict=True) if c not in asked.unsure}
    return truth


def workbook_rows() -> dict[str, list[dict[str, str]]]:
    """课题表.xlsx of the demo study, sheet by sheet."""
    return {
        w.BASICS: items({
            w.TITLE: "高质量推进五星支部创建工作调研", w.GROUP: "区委党校科级班第一调研组",
            w.PLACE: "某街道某社区", w.PERIOD: "2024年5月20日至22日", w.GROUP_SIZE: "10",
            w.EDITION: w.Edition.DISCUSSION, w.DISTRIBUTION: "调研组、班级和社区", w.SIMULATED: w.YES,
            w.APPROVER: "", w.APPROVED_ON: ""}),
        w.SOURCES: [{
            w.SOURCE: "residents", w.SOURCE_NAME: TITLE, w.RESPONDENTS: "社区居民",
            w.MODE: w.Mode.SELF, w.SAMPLING: w.Sampling.CONVENIENCE, w.POPULATION: "",
            w.ISSUED: str(ISSUED), w.CHANNEL: "在社区服务大厅和楼栋群发放二维码卡片，居民扫码自填"}],
        w.CODEBOOK: codebook_rows("residents", RESIDENTS),
        w.RULES: [
            {w.RULE: "too_fast", w.SOURCE: "residents", w.RULE_KIND: w.Rule.TOO_FAST,
             w.CHOSEN: "60", w.ALTERNATIVES: f"90；{w.NOT_EXCLUDED}",
             w.REASON: "30道题通读一遍至少需要60秒"},
            {w.RULE: "straight_stars", w.SOURCE: "residents", w.RULE_KIND: w.Rule.STRAIGHT,
             w.PARAMETER: "stars", w.CHOSEN: w.NOT_EXCLUDED, w.ALTERNATIVES: w.YES,
             w.REASON: "五项工作打分完全相同，可能没有认真看题，也可能确实一样满意；先不剔除"},
            {w.RULE: "unsure", w.SOURCE: "residents", w.RULE_KIND: w.Rule.UNSURE,
             w.CHOSEN: w.UNSURE_MISSING, w.ALTERNATIVES: w.UNSURE_IN_BASE,
             w.REASON: "“不了解”表示没有使用过，不能算作不满意"},
        ],
        w.SUPPLIED: [
            {w.FACT: "star_start", w.FACT_TEXT: "2022年度为三星支部", w.FACT_BY: "社区党支部",
             w.CHECKED: w.YES},
            {w.FACT: "young_people", w.FACT_TEXT: "240人", w.FACT_BY: "社区居民登记册",
             w.CHECKED: w.YES},
            {w.FACT: "daycare_beds", w.FACT_TEXT: "12张", w.FACT_BY: "社区居委会",
             w.CHECKED: w.NO},
            {w.FACT: "factory_share", w.FACT_TEXT: "80%", w.FACT_BY: "社区居委会",
             w.CHECKED: w.NO},
        ],
        w.OBSERVED: [
            {w.FACT: "daycare_floor", w.FACT_TEXT: "日间照料中心设在三楼，没有电梯",
             w.SEEN_WHERE: "日间照料中心", w.SEEN_WHEN: "5月21日上午", w.PHOTO: "07"},
            {w.FACT: "daycare_empty", w.FACT_TEXT: "查看时屋内无人，床铺未使用",
             w.SEEN_WHERE: "日间照料中心", w.SEEN_WHEN: "5月21日上午", w.PHOTO: "08"},
        ],
        w.TERMS: [
            {w.TERM: "3335工作法", w.TERM_REASON: "社区对自己做法的叫法"},
            {w.TERM: "五个一活动", w.TERM_REASON: "培训班规定动作的名称"},
        ],
    }


