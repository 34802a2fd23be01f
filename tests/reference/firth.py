"""Profile intervals of a penalised logit by firthmodels on data.csv.

Run where firthmodels is installed: python tests/reference/firth.py   (writes firth.json)
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from firthmodels import FirthLogisticRegression

HERE = Path(__file__).resolve().parent


def main() -> None:
    with (HERE / "data.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:60]
    rows = [r for r in rows if r["y"] not in ("", "NA") and r["group"] not in ("", "NA")]
    x = [[float(r["age"]), r["group"] == "乙", r["group"] == "丙"] for r in rows]
    y = np.array([float(r["y"]) > 60 for r in rows], float)
    fit = FirthLogisticRegression(gtol=1e-10, max_iter=500).fit(np.array(x, float), y)
    limits = np.asarray(fit.conf_int(method="pl"))
    told = {
        "limits": [*limits[-1:].tolist(), *limits[:-1].tolist()],  # the intercept first
        "n": len(y),
        "events": int(min(y.sum(), len(y) - y.sum())),
    }
    (HERE / "firth.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
