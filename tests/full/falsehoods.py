"""Twenty planted falsehoods and twenty true sayings: which are stopped, told, or put right.

Run: python tests/full/falsehoods.py   (half a minute; writes falsehoods.json)
Claims, quotes, sources, strengths, methods and labels, planted in a copy of the example `demo`
that is reported once. A falsehood counts as caught where `check` tells it and a signed report
stops (claims, quotes), or where the report prints the truth in its place (an altered quotation as
大意, a source as where the words were said, a strength no firmer than its grounds, the methods that
were used, a label with the right answer). A true saying counts as wronged where any of it happens.
What is missed stays in the list by name.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.share import share
from researchlib.protect.ledger import read_ledger
from researchlib.read.workbook import open_study
from researchlib.report.charts.bars import bar_chart
from researchlib.report.objects.argument import Suggestions
from researchlib.report.objects.finding import Text
from researchlib.report.objects.models import methods_table, methods_used
from researchlib.report.objects.voices import is_cut_from
from researchlib.report.say import voiced
from researchlib.run.engine.workers import Workers
from researchlib.run.publish.problems import gaps, unfounded
from researchlib.run.publish.report import make_report
from researchlib.study.study import Claim, Quote, Study, Suggestion
from researchlib.terms.words import Strength

# What is claimed, on which finding; false and true.
CLAIMS = (
    (False, "社区干部人人缴纳了养老保险，工资按时发放。", "pay_insurance"),
    (False, "老人全都去过日间照料中心。", "daycare_unused"),
    (False, "没有人提到活动次数少。", "culture_gaps"),
    (False, "人人都知道自己的网格员是谁。", "grid_known"),
    (False, "家长从未参加过讲座。", "lecture"),
    (False, "多数居民知道自己的网格员是谁。", "grid_known"),
    (False, "日间照料中心很受老人欢迎，天天满员。", "daycare_unused"),
    (True, "养老和医疗保险没有缴纳。", "pay_insurance"),
    (True, "工资没有按时发放。", "pay_on_time"),
    (True, "日间照料中心老人去得少。", "daycare_unused"),
    (True, "部分人没有参加过文体活动。", "culture_absent"),
    (True, "部分居民不知道自己的网格员是谁。", "grid_known"),
    (True, "有的家长没有参加过讲座。", "lecture"),
    (True, "缺场地、缺组织的人、活动少。", "culture_gaps"),
    (True, "多数老人没有去过日间照料中心。", "daycare_unused"),
    (True, "部分老人不知道日间照料中心有哪些服务。", "stay_away"),
)
# What is to be quoted of an original: None of it was said, or it was altered, or it is right.
ORIGINAL = "日间照料中心在三楼，老人爬不动，能不能搬到一楼"
QUOTES = (
    (False, "社区从来不管我们", "社区从来不管我们"),
    (False, "干部都很好，工资从不拖欠", "干部都很好，工资从不拖欠"),
    (False, ORIGINAL, "日间照料中心在三楼，老人爬得动，不用搬到一楼"),
    (False, ORIGINAL, "日间照料中心在三楼，老人都爬不动，必须搬到一楼"),
    (False, ORIGINAL, "领导说日间照料中心永远不会搬"),
    (True, ORIGINAL, ORIGINAL),
    (True, ORIGINAL, "老人爬不动，能不能搬到一楼"),
    (True, ORIGINAL, "日间照料中心在三楼，……能不能搬到一楼"),
    (True, ORIGINAL, "〔它〕在三楼，老人爬不动"),
)
# On what a suggestion rests that is written 应当办.
GROUNDS = (
    (False, {"findings": (), "labels": ("位置和楼层",)}),
    (False, {"findings": ("daycare_unused",)}),
    (False, {"findings": ("knowledge",), "labels": ("讲座安排",), "contrary": ("attention",)}),
    (True, {"findings": ("daycare_unused",), "labels": ("位置和楼层",)}),
    (True, {"findings": ("daycare_unused",), "seen": ("daycare_floor",)}),
    (True, {"findings": ("culture_gaps",), "labels": ("场地和活动",)}),
)


def claimed(study: Study, told: list, text: str, finding: str) -> bool:
    drawn = replace(
        study, quotes=(), theses=(), causes=(), problems=(Claim("x", text, (finding,)),)
    )
    return any(text in what for what, *_ in unfounded(drawn, told))


def quoted(study: Study, told: list, original: str, words: str) -> bool:
    quote = Quote("residents", "daycare_words", original, (), words, True)
    drawn = replace(study, quotes=(quote,), theses=(), causes=(), problems=())
    return bool(list(unfounded(drawn, told))) or not is_cut_from(words, original)


def firm(study: Study, told: list, grounds: dict[str, tuple[str, ...]]) -> bool:
    claim = replace(Claim("x", "有问题。", ()), **grounds)
    answer = Suggestion("s", "照办。", ("x",), "", "", Strength.MUST)
    drawn = replace(study, problems=(claim,), suggestions=(answer,))
    printed = Suggestions(drawn).items[0].note
    return Strength.MUST not in printed and any("只够写" in what for what, *_ in gaps(drawn, told))


def sources(study: Study) -> list[tuple[bool, str, bool]]:
    """Words that nobody spoke are told as spoken nowhere; those that were are told as they were."""
    district = open_study("district", HOME)
    rows = []
    for label in ("位置和楼层", "干部待遇"):
        told = voiced(label, district.heard(label))
        rows.append((False, f"district: 座谈走访谈到“{label}”", "座谈" not in told))
        told = voiced(label, study.heard(label))
        rows.append((True, f"demo: 座谈谈到“{label}”", "座谈" not in told))
    silent = replace(study, quotes=())
    rows.append(
        (
            False,
            "demo without words: 谈到",
            "谈到" not in voiced("收费和宣传", silent.heard("收费和宣传")),
        )
    )
    return rows


def methods(study: Study) -> list[tuple[bool, str, bool]]:
    answers = clean_answers(study, "residents")
    shown = [Text("占{没去过}。", share(answers, "daycare_use"))]
    listed = methods_used(methods_table("方法"), shown).text
    return [
        (False, "logistic regression in a report of shares", "逻辑斯蒂" not in listed),
        (True, "Wilson's interval in a report of shares", "威尔逊" not in listed),
    ]


def labels(study: Study) -> list[tuple[bool, str, bool]]:
    answers = clean_answers(study, "residents")
    names = {n.name for n in bar_chart(share(answers, "knowledge", of="正确"), "知道").numbers}
    plain = {n.name for n in bar_chart(share(answers, "stay_away"), "原因").numbers}
    bare = "心理问题是意志薄弱"
    turned = bare not in names and any(n.startswith(f"{bare}（答“") for n in names)
    return [(False, bare, turned), (True, "位置太偏、离家远", "位置太偏、离家远" not in plain)]


def main() -> None:
    with tempfile.TemporaryDirectory() as place, Workers() as workers:
        home = Path(place)
        for part in ("data", "notebooks"):
            shutil.copytree(HOME / part / "demo", home / part / "demo")
        study = open_study("demo", home)
        make_report(home, study, lambda text: None, workers)
        told = read_ledger(study.paths.ledger).findings
        rows = [
            ("claim", false, text, claimed(study, told, text, on)) for false, text, on in CLAIMS
        ]
        rows += [
            ("quote", ok, words, quoted(study, told, orig, words)) for ok, orig, words in QUOTES
        ]
        rows += [("strength", ok, str(on), firm(study, told, on)) for ok, on in GROUNDS]
        kinds: dict[str, Callable[[Study], list[tuple[bool, str, bool]]]] = {
            "source": sources,
            "method": methods,
            "label": labels,
        }
        rows += [(kind, *row) for kind, made in kinds.items() for row in made(study)]
    false = [row for row in rows if not row[1]]
    true = [row for row in rows if row[1]]
    result = {
        "false": len(false),
        "caught": sum(row[3] for row in false),
        "missed": [f"{kind}: {text}" for kind, _, text, caught in false if not caught],
        "true": len(true),
        "wronged": [f"{kind}: {text}" for kind, _, text, caught in true if caught],
    }
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
