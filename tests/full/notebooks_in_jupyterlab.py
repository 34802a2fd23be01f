"""Every notebook of both studies, run top to bottom in a real JupyterLab.

Run: python tests/full/notebooks_in_jupyterlab.py   (about five minutes; writes its .json)
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "run")]

from conftest import CHROMIUM, HOME, STUDIES, copy_study
from playwright.sync_api import sync_playwright
from test_lab import run_all, served


def main() -> None:
    start, failed, ran, outside = time.perf_counter(), [], 0, 0
    place = Path(tempfile.mkdtemp())
    for study in STUDIES:
        copy_study(place, study)  # and its ledger: a report lists what the topics have found
        exports = place / "exports" / study
        exports.mkdir(parents=True)
        ledger = (HOME / "exports" / study / "ledger.json").read_bytes()
        (exports / "ledger.json").write_bytes(ledger)
    with served(place, place / "settings") as address, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for study in STUDIES:
            for path in sorted((HOME / "notebooks" / study).glob("*.ipynb")):
                page = browser.new_page(viewport={"width": 1400, "height": 1500})
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                run_all(page, address, path.stem, study)
                errors = page.locator("[data-mime-type='application/vnd.jupyter.error']").count()
                outside += sum(not u.startswith((address, "data:", "blob:")) for u in asked)
                ran += 1
                if errors:
                    failed.append(f"{study}/{path.stem}")
                page.close()
        browser.close()
    result = {
        "notebooks": ran,
        "failed": failed,
        "outside_requests": outside,
        "minutes": round((time.perf_counter() - start) / 60, 1),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    print(result)


if __name__ == "__main__":
    main()
