"""Power, type S and type M errors of every comparison in the example studies (Gelman and Carlin).

Run: python tests/full/errors_of_examples.py   (seconds; writes errors_of_examples.json)
What is assumed true is the smallest worthwhile difference, not what these samples found.
"""

from __future__ import annotations

import json
from pathlib import Path

from researchlib.clean.questionnaires import clean_answers
from researchlib.estimate.average import average
from researchlib.estimate.planning import exaggeration
from researchlib.estimate.share import share
from researchlib.read.workbook import open_study

HOME = Path(__file__).resolve().parents[2]
STAIRS = "在楼上，上下楼不方便"
COMPARED = (
    ("demo", "residents", "stay_away", STAIRS, "mobility", "行动不便", "行动自如"),
    ("district", "residents", "attention", "没有聊过", "sex", "男", "女"),
    ("district", "residents", "stay_away", STAIRS, "mobility", "行动不便", "行动自如"),
    ("district", "residents", "satisfaction.visits", None, "living", "独居", "与家人同住"),
    ("district", "cadres", "pay.time", None, "arrears", "3个月及以上", "不到3个月"),
    ("district", "cadres", "leave", "经常考虑", "arrears", "3个月及以上", "不到3个月"),
    ("district", "residents", "culture", "没有参加过", "age", "60岁及以上", "30—44岁"),
)


def main() -> None:
    rows = []
    for study, source, variable, of, by, first, second in COMPARED:
        answers = clean_answers(open_study(study, HOME), source)
        found = share(answers, variable, of=of, by=by) if of else average(answers, variable, by=by)
        made = found.compare(first, second)
        se = (found.row(first)["se"] ** 2 + found.row(second)["se"] ** 2) ** 0.5
        power, sign, size = exaggeration(made.worthwhile, se)
        rows.append(
            {
                "study": study,
                "comparison": f"{variable}: {first} / {second}",
                "n": [made.first_n, made.second_n],
                "assumed": made.worthwhile,
                "se": round(se, 4),
                "power": round(power, 3),
                "type_s": round(sign, 4),
                "type_m": round(size, 2),
            }
        )
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
