"""Reading beside pandas, in one run: a 10^6-row CSV, and a 20,000 x 60 workbook.

Run: python tests/bench/reading.py   (about two minutes; writes reading.json)
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import xlsxwriter

from researchlib.read.exports.export import read_export


def timed(call, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def main() -> None:
    rng = np.random.default_rng(1)
    choices = np.array(["非常满意", "比较满意", "一般", "不太满意", "(跳过)"])
    with tempfile.TemporaryDirectory() as folder:
        big, book = Path(folder) / "big.csv", Path(folder) / "book.xlsx"
        head = ["序号", *(f"{k}、您对第{k}项工作是否满意" for k in range(1, 41))]
        frame = pd.DataFrame(choices[rng.integers(0, 5, (1_000_000, 40))])
        frame.insert(0, "序号", range(1, len(frame) + 1))
        frame.to_csv(big, index=False, header=head)
        made = xlsxwriter.Workbook(str(book), {"constant_memory": True})
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["序号", *(f"{k}、第{k}项" for k in range(1, 60))])
        for row in range(20_000):
            sheet.write_row(row + 1, 0, [row + 1, *choices[rng.integers(0, 5, 59)]])
        made.close()
        from researchlib.read.files import opener

        def ours(path):
            opener.by_child.cache_clear()
            return read_export(path)

        result = {
            "csv_rows": 1_000_000,
            "csv_columns": 41,
            "csv_ours": timed(lambda: ours(big), 2),
            "csv_pandas": timed(lambda: pd.read_csv(big, dtype=str), 2),
            "xlsx_rows": 20_000,
            "xlsx_columns": 60,
            "xlsx_ours": timed(lambda: ours(book), 1),
            "xlsx_pandas": timed(lambda: pd.read_excel(book, engine="openpyxl", dtype=str), 1),
        }
    result["csv_ratio"] = result["csv_ours"] / result["csv_pandas"]
    result["xlsx_ratio"] = result["xlsx_ours"] / result["xlsx_pandas"]
    result = {k: round(v, 2) if isinstance(v, float) else v for k, v in result.items()}
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(result)


if __name__ == "__main__":
    main()
