"""Writes the example studies anew: python data/simulate"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from demo import write_demo, write_truth  # noqa: E402
from district import write_district  # noqa: E402
from interviews import write_interviews  # noqa: E402

DATA = Path(__file__).resolve().parent.parent


def main() -> None:
    write_demo(DATA / "demo")
    write_interviews(DATA / "demo")
    write_truth(DATA / "demo" / "truth.json")
    write_district(DATA / "district")


if __name__ == "__main__":
    main()
