"""Counting the words of a megabyte beside the bare segmenter, in one run.

Run: python tests/bench/words.py   (seconds; writes words.json)
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median

import rjieba

from researchlib.estimate.spoken.wording import count_words

HOME = Path(__file__).resolve().parents[2]


def main() -> None:
    text = (HOME / "data/demo/interviews/masters/座谈会.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    lines *= 1_000_000 // len(text.encode()) + 1
    cutter = rjieba.Jieba()
    cutter.cut("先载入词典")
    count_words(["先载入词典"])
    times: dict[str, list[float]] = {"bare": [], "counted": []}
    for _ in range(9):
        for name, call in (
            ("bare", lambda: [cutter.cut(line) for line in lines]),
            ("counted", lambda: count_words(lines)),
        ):
            start = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - start)
    result = {name: round(median(found), 4) for name, found in times.items()}
    result["ratio"] = round(result["counted"] / result["bare"], 2)
    result["bytes"] = sum(len(line.encode()) + 1 for line in lines)
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(result)


if __name__ == "__main__":
    main()
